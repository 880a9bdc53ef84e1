//! Rules that `pack.toml` must keep, beyond its TOML structure.

use std::collections::BTreeSet;

use crate::finding::{Finding, FindingCode};
use crate::pack::{FORMAT_VERSION, Manifest};
use crate::reader::toml_text::TomlText;

/// Parses `pack.toml`; `None` if its structure is wrong.
pub(crate) fn read(toml: &TomlText<'_>, findings: &mut Vec<Finding>) -> Option<Manifest> {
    // A newer format may have other keys, which are not the mistake then.
    if let Some(found) = toml.number("format_version").filter(|found| *found != i64::from(FORMAT_VERSION)) {
        let finding = toml.finding(FindingCode::FormatVersion, "format_version");
        findings.push(finding.with("found", found).with("known", FORMAT_VERSION));
        return None;
    }
    match toml.value() {
        Ok(manifest) => {
            check(&manifest, toml, findings);
            Some(manifest)
        }
        Err(finding) => {
            findings.push(finding);
            None
        }
    }
}

fn check(manifest: &Manifest, toml: &TomlText<'_>, findings: &mut Vec<Finding>) {
    let mut tell = |finding| findings.push(finding);
    if !is_id(&manifest.id, 3) {
        tell(toml.finding(FindingCode::Id, "id").with("id", manifest.id.escape_debug()));
    }
    if semver::Version::parse(&manifest.version).is_err() {
        let finding = toml.finding(FindingCode::Version, "version");
        tell(finding.with("version", manifest.version.escape_debug()));
    }
    let [first, last] = manifest.grades;
    if first > last || !(1..=12).contains(&first) || !(1..=12).contains(&last) {
        tell(toml.finding(FindingCode::Grades, "grades"));
    }
    let lists: [(&str, Vec<&str>); 5] = [
        ("authors", manifest.authors.iter().map(String::as_str).collect()),
        ("languages", manifest.languages.iter().map(|language| language.code()).collect()),
        ("boards", manifest.boards.iter().map(|board| board.id()).collect()),
        ("topics", manifest.topics.iter().map(String::as_str).collect()),
        ("steps", manifest.steps.iter().map(String::as_str).collect()),
    ];
    for (key, list) in lists {
        if list.is_empty() || list.iter().any(|item| item.trim().is_empty()) {
            tell(toml.finding(FindingCode::ListEmpty, key).with("key", key));
        }
        let mut seen = BTreeSet::new();
        for (index, item) in list.iter().enumerate().filter(|(_, item)| !seen.insert(**item)) {
            let finding = toml.finding(FindingCode::ListTwice, &format!("{key}.{index}"));
            tell(finding.with("key", key).with("value", item.escape_debug()));
        }
    }
    for (index, step) in manifest.steps.iter().enumerate().filter(|(_, step)| !is_id(step, 1)) {
        let finding = toml.finding(FindingCode::StepName, &format!("steps.{index}"));
        tell(finding.with("step", step.escape_debug()));
    }
}

/// True for small letters, digits and inner hyphens, `shortest` to 64 of them.
pub(crate) fn is_id(id: &str, shortest: usize) -> bool {
    (shortest..=64).contains(&id.len())
        && id.bytes().all(|letter| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !id.starts_with('-')
        && !id.ends_with('-')
}
