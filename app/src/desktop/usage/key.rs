//! The key of the school year's pseudonym, in a file beside the log.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use digilab_usage::actor::PseudonymKey;
use digilab_usage::time::date_of;

use super::now_ms;
use crate::desktop::private;

fn file(log: &Path) -> PathBuf {
    log.with_file_name("usage-key.json")
}

/// The key beside a log, made where there is none of this school year. Without pseudonyms it is thrown away.
pub(super) fn of(log: &Path, is_wanted: bool) -> Option<PseudonymKey> {
    let today = date_of(now_ms());
    if let Some(key) = kept(log).filter(|key| is_wanted && key.is_of(today)) {
        return Some(key);
    }
    throw_away(log);
    let key = PseudonymKey::new(today).ok().filter(|_| is_wanted)?;
    // A key that cannot be kept would make another actor of the same person each time: then there is none.
    match private::write_new(&file(log), serde_json::to_string(&key).ok()?.as_bytes()) {
        Ok(()) => Some(key),
        // Another window was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => kept(log),
        Err(_) => None,
    }
}

fn kept(log: &Path) -> Option<PseudonymKey> {
    serde_json::from_str(&fs::read_to_string(file(log)).ok()?).ok()
}

/// Throws the key away: nobody can reckon its pseudonym any more.
pub fn throw_away(log: &Path) {
    // Where there is none, there is nothing to do.
    let _ = fs::remove_file(file(log));
}
