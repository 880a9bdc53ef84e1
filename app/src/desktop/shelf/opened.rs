//! The packs that a person has opened here, the one opened last first.

use std::path::{Path, PathBuf};

use digilab_contract::project::ProjectError;
use digilab_projects::atomic;
use digilab_projects::disk::Disk;
use digilab_projects::errors::error_about;
use digilab_projects::system_disk::SystemDisk;
use serde::{Deserialize, Serialize};

const FILE: &str = "packs.json";
/// How many are remembered.
const MAX_OPENED: usize = 30;
/// What is longer is something else.
const MAX_BYTES: u64 = 256 << 10;

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    opened: Vec<PathBuf>,
}

/// The list, in a file that is read anew each time: another window may have written it.
pub(super) struct Opened {
    folder: PathBuf,
}

impl Opened {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where the packs are, as far as something is there still.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.read().opened.into_iter().filter(|path| path.exists()).collect()
    }

    /// Puts a pack to the front.
    pub fn add(&self, path: &Path) -> Result<(), ProjectError> {
        let mut kept = self.read();
        kept.opened.retain(|known| known != path);
        kept.opened.insert(0, path.to_owned());
        kept.opened.truncate(MAX_OPENED);
        self.write(&kept)
    }

    /// Takes a pack off the list.
    pub fn forget(&self, path: &Path) -> Result<(), ProjectError> {
        let mut kept = self.read();
        kept.opened.retain(|known| known != path);
        self.write(&kept)
    }

    /// A list that cannot be read is an empty one: nothing is in it that could not be opened again.
    fn read(&self) -> Kept {
        let bytes = SystemDisk.read(&self.folder.join(FILE), MAX_BYTES).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn write(&self, kept: &Kept) -> Result<(), ProjectError> {
        // A path that is no Unicode is not remembered.
        let Ok(json) = serde_json::to_vec_pretty(kept) else { return Ok(()) };
        let made = SystemDisk.make_folder(&self.folder);
        let written = made.and_then(|()| atomic::write(&SystemDisk, &self.folder.join(FILE), &json));
        written.map_err(|error| error_about(FILE, &error))
    }
}
