//! Findings in the words of the terminal.

use digilab_lab::text::Texts;
use digilab_lessons::finding::Finding;

use crate::cli::failure::{Failure, Status};

/// Returns the sentence and the advice for a finding.
pub fn words(finding: &Finding, texts: &Texts) -> (String, String) {
    let args: Vec<(&str, &String)> =
        finding.args.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let id = finding.code.id();
    (texts.get(id, &args), texts.get(&format!("{id}.advice"), &args))
}

/// Returns the place of a finding in the form that editors understand: `FILE:LINE`.
///
/// # Arguments
/// - `pack`: the pack, as it was named.
pub fn place_of(pack: &str, file: &str, line: Option<u32>) -> String {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    match file {
        // About the whole pack.
        "" => pack.to_owned(),
        file if file == pack => pack.to_owned(),
        file => format!("{}/{file}{line}", pack.trim_end_matches(['/', '\\'])),
    }
}

/// Returns the failure for a pack that cannot be used.
pub fn failure(pack: &str, finding: &Finding, texts: &Texts) -> Failure {
    let (sentence, advice) = words(finding, texts);
    let place = place_of(pack, &finding.file, finding.line);
    Failure { status: Status::Script, sentence: format!("{place}: {sentence}\n  → {advice}") }
}
