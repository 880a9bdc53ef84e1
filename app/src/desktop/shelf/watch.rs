//! Looks after the pack that is open: a teacher writes it and wants to see what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use digilab_contract::packs::{PackError, PackPlace};
use digilab_lessons::files::MAX_FILES;
use digilab_lessons::view::PackView;

/// Folders within folders that are looked into; a pack has no deeper ones.
const MAX_DEPTH: usize = 8;

/// A pack's files, as far as can be seen without reading them.
type Sight = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// The pack that is watched. Looking at names, lengths and times also works where a system tells of no changes, as on a
/// school's network drive.
pub(super) struct Watch {
    place: PackPlace,
    seen: Sight,
    /// What was seen last, as long as it goes on changing: editors write in several steps.
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

    /// Whether something was written, and the writing has come to rest.
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

    /// Notes what was read. Whether it is another thing than before.
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
