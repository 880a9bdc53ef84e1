//! Packs that the person has opened, the last opened first.

use std::path::{Path, PathBuf};

use digilab_contract::project::ProjectError;
use digilab_projects::atomic;
use digilab_projects::disk::Disk;
use digilab_projects::errors::error_about;
use digilab_projects::system_disk::SystemDisk;
use serde::{Deserialize, Serialize};

const FILE: &str = "packs.json";
/// Most packs that are remembered.
const MAX_OPENED: usize = 30;
/// Longest file that is read, in bytes.
const MAX_BYTES: u64 = 256 << 10;

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    opened: Vec<PathBuf>,
}

/// The list, in a file that is read anew each time, since another window may have written it.
pub(super) struct Opened {
    folder: PathBuf,
}

impl Opened {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Returns the paths of the packs that still exist.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.read().opened.into_iter().filter(|path| path.exists()).collect()
    }

    /// Moves a pack to the front of the list.
    pub fn add(&self, path: &Path) -> Result<(), ProjectError> {
        let mut kept = self.read();
        kept.opened.retain(|known| known != path);
        kept.opened.insert(0, path.to_owned());
        kept.opened.truncate(MAX_OPENED);
        self.write(&kept)
    }

    /// Removes a pack from the list.
    pub fn forget(&self, path: &Path) -> Result<(), ProjectError> {
        let mut kept = self.read();
        kept.opened.retain(|known| known != path);
        self.write(&kept)
    }

    /// Reads the list. One that cannot be read counts as empty: its packs can be opened again.
    fn read(&self) -> Kept {
        let bytes = SystemDisk.read(&self.folder.join(FILE), MAX_BYTES).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn write(&self, kept: &Kept) -> Result<(), ProjectError> {
        // A path that is not Unicode is not remembered.
        let Ok(json) = serde_json::to_vec_pretty(kept) else { return Ok(()) };
        let made = SystemDisk.make_folder(&self.folder);
        let written = made.and_then(|()| atomic::write(&SystemDisk, &self.folder.join(FILE), &json));
        written.map_err(|error| error_about(FILE, &error))
    }
}
