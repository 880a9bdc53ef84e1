//! A pupil's progress in `localStorage`: an entry for each version of a pack.

use digilab_contract::packs::PackProgress;
use digilab_contract::project::{ProjectError, ProjectErrorCode};

use crate::store::local;

const PREFIX: &str = "digilab-progress/";
/// Maximum number of entries in a list.
const MAX_ENTRIES: usize = 2_000;
/// Maximum size of an entry; a longer one is not ours.
const MAX_BYTES: usize = 1 << 20;

fn key(id: &str, version: &str) -> String {
    format!("{PREFIX}{id}@{version}")
}

fn read(key: &str) -> Option<PackProgress> {
    let text = local::storage()?.get_item(key).ok()??;
    if text.len() <= MAX_BYTES { serde_json::from_str(&text).ok() } else { None }
}

/// The progress in one version of a pack; empty if there is none, or if the entry is invalid.
pub(super) fn of(id: &str, version: &str) -> PackProgress {
    let kept = read(&key(id, version)).filter(|kept| kept.pack == id && kept.version == version);
    kept.unwrap_or_else(|| PackProgress::new(id, version))
}

/// The progress in all packs.
pub(super) fn all() -> Vec<PackProgress> {
    let Some(storage) = local::storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|number| storage.key(number).ok()?);
    keys.filter(|key| key.starts_with(PREFIX)).take(MAX_ENTRIES).filter_map(|key| read(&key)).collect()
}

/// Saves the progress, merged with what another tab has saved meanwhile.
pub(super) fn keep(progress: PackProgress) -> Result<(), ProjectError> {
    let Some(storage) = local::storage() else { return local::not_kept().map_or(Ok(()), Err) };
    let key = key(&progress.pack, &progress.version);
    let kept = of(&progress.pack, &progress.version);
    let merged = progress.merged(&kept);
    let Ok(json) = serde_json::to_string(&merged) else { return Ok(()) };
    let full = || ProjectError::new(ProjectErrorCode::DiskFull).with("name", &key);
    storage.set_item(&key, &json).map_err(|_| full())
}
