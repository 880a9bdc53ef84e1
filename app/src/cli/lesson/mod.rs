//! `digilab lesson`: commands for authors of lesson packs.

mod check;
mod list;
mod make;
mod place;
mod sign;

use digilab_lab::text::Texts;
use digilab_lessons::finding::Finding;

use super::args::LessonAction;
use super::{Failure, Status};

/// Runs a command on lesson packs.
pub fn lesson(action: LessonAction, texts: &Texts) -> Result<Status, Failure> {
    match action {
        LessonAction::New(arguments) => make::new(&arguments, texts),
        LessonAction::Check(arguments) => check::check(&arguments, texts),
        LessonAction::Pack(arguments) => make::pack(&arguments, texts),
        LessonAction::Sign(arguments) => sign::sign(&arguments, texts),
        LessonAction::List(arguments) => list::list(&arguments, texts),
        LessonAction::Export(arguments) => list::export(&arguments, texts),
    }
}

/// Returns the sentence and the advice for a finding.
fn words(finding: &Finding, texts: &Texts) -> (String, String) {
    let args: Vec<(&str, &String)> =
        finding.args.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let id = finding.code.id();
    (texts.get(id, &args), texts.get(&format!("{id}.advice"), &args))
}

/// Returns the place of a finding in the form that editors understand: `FILE:LINE`.
///
/// # Arguments
/// - `pack`: the pack, as it was named.
fn place_of(pack: &str, file: &str, line: Option<u32>) -> String {
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    match file {
        // About the whole pack.
        "" => pack.to_owned(),
        file if file == pack => pack.to_owned(),
        file => format!("{}/{file}{line}", pack.trim_end_matches(['/', '\\'])),
    }
}

/// Returns the failure for a pack that cannot be used.
fn failure(pack: &str, finding: &Finding, texts: &Texts) -> Failure {
    let (sentence, advice) = words(finding, texts);
    let place = place_of(pack, &finding.file, finding.line);
    Failure { status: Status::Script, sentence: format!("{place}: {sentence}\n  → {advice}") }
}
