//! Texts about packs, in the reader's language.

use digilab_contract::packs::{PackPlace, PackProgress};
use digilab_devices::board::BoardKind;
use digilab_lab::text::Texts;
use digilab_lessons::language::LocalText;
use digilab_lessons::pack::{Manifest, Signature};

use crate::device_texts::kind_name;

/// Returns a text of a pack in the language of the window, or else in one that the pack has.
pub(in crate::window) fn local<'a>(text: &'a LocalText, texts: &Texts) -> &'a str {
    text.get(texts.language())
}

/// Returns the names of the boards as a list.
pub(super) fn boards(boards: &[BoardKind], texts: &Texts) -> String {
    boards.iter().map(|board| kind_name(*board, texts)).collect::<Vec<_>>().join(", ")
}

/// Returns a line about a pack: boards, minutes, school years.
pub(super) fn facts(manifest: &Manifest, texts: &Texts) -> String {
    let [first, last] = manifest.grades;
    let grades = match first == last {
        true => texts.get("lessons-grade", &[("grade", first.to_string())]),
        false => texts.get("lessons-grades", &[("first", first.to_string()), ("last", last.to_string())]),
    };
    let minutes = texts.get("lessons-minutes", &[("minutes", manifest.minutes.to_string())]);
    format!("{} · {minutes} · {grades}", boards(&manifest.boards, texts))
}

/// Returns the number of passed steps, and of all steps.
pub(super) fn passed(manifest: &Manifest, progress: Option<&PackProgress>) -> (usize, usize) {
    let passed = |name: &&String| progress.is_some_and(|progress| progress.has_passed(name));
    (manifest.steps.iter().filter(passed).count(), manifest.steps.len())
}

/// Returns the line about the signature of a pack.
pub(super) fn signature(place: &PackPlace, signature: &Signature, texts: &Texts) -> String {
    match (place, signature) {
        (PackPlace::BuiltIn(_), _) => texts.plain("lessons-built-in-pack"),
        (_, Signature::Unsigned) => texts.plain("lessons-unsigned"),
        (_, Signature::SignedBy { name, fingerprint }) => {
            let args = [("name", name.clone()), ("fingerprint", grouped(fingerprint))];
            texts.get("lessons-signed", &args)
        }
    }
}

/// Returns the beginning of a fingerprint in groups of four, as much as people compare.
fn grouped(fingerprint: &str) -> String {
    let letters: Vec<char> = fingerprint.chars().take(16).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
