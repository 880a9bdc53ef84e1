//! Watches the open pack for changes, for a teacher who writes it and wants to see the result.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use digilab_contract::packs::{PackError, PackPlace};
use digilab_lessons::files::MAX_FILES;
use digilab_lessons::view::PackView;

/// Deepest level of folders that is watched; a pack has none deeper.
const MAX_DEPTH: usize = 8;

/// State of a pack's files without their content: path, length in bytes, and time of modification.
type Sight = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Watcher of a pack. Comparing names, lengths and times also works where the system reports no changes, as on
/// a school's network drive.
pub(super) struct Watch {
    place: PackPlace,
    seen: Sight,
    /// Last state while the files are still changing: editors write in several steps.
    restless: Option<Sight>,
    last: Option<Result<Arc<PackView>, PackError>>,
}

impl Watch {
    pub fn new(place: PackPlace) -> Self {
        let seen = sight(&place);
        Self { place, seen, restless: None, last: None }
    }

    pub fn place(&self) -> &PackPlace {
        &self.place
    }

    /// True if the files have changed and then stayed the same between two calls.
    pub fn has_changed(&mut self) -> bool {
        let now = sight(&self.place);
        if now == self.seen {
            self.restless = None;
            return false;
        }
        if self.restless.as_ref() == Some(&now) {
            self.seen = now;
            self.restless = None;
            return true;
        }
        self.restless = Some(now);
        false
    }

    /// Stores the pack that was read; returns `true` if it differs from the one before.
    pub fn note(&mut self, pack: Result<Arc<PackView>, PackError>) -> bool {
        let is_other = self.last.as_ref() != Some(&pack);
        self.last = Some(pack);
        is_other
    }
}

fn sight(place: &PackPlace) -> Sight {
    let mut sight = Sight::new();
    if let PackPlace::Path(path) = place {
        see(path, 0, &mut sight);
    }
    sight.sort();
    sight
}

fn see(path: &Path, depth: usize, into: &mut Sight) {
    let Ok(entry) = fs::metadata(path) else { return };
    if into.len() >= MAX_FILES || depth > MAX_DEPTH {
        return;
    }
    if !entry.is_dir() {
        into.push((path.to_owned(), entry.len(), entry.modified().ok()));
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        see(&entry.path(), depth + 1, into);
    }
}
