//! Progress of the pupils: a small file for each version of a pack.

use std::path::{Path, PathBuf};

use digilab_contract::packs::PackProgress;
use digilab_contract::project::ProjectError;
use digilab_projects::atomic;
use digilab_projects::disk::Disk;
use digilab_projects::errors::error_about;
use digilab_projects::system_disk::SystemDisk;

const FOLDER: &str = "progress";
const END: &str = ".json";
/// Most files that are read for a list.
const MAX_FILES: usize = 2_000;
/// Longest file that is read, in bytes; 2,000 steps take less.
const MAX_BYTES: u64 = 1 << 20;
/// Longest name of a file without its extension, in bytes.
const MAX_NAME: usize = 180;

/// The folder of the progress files.
pub(super) struct ProgressFolder {
    folder: PathBuf,
}

impl ProgressFolder {
    pub fn new(settings: &Path) -> Self {
        Self { folder: settings.join(FOLDER) }
    }

    /// Returns the progress in one version of a pack; empty if there is none, or if its file cannot be understood.
    pub fn of(&self, id: &str, version: &str) -> PackProgress {
        let read = self.read(&file_name(id, version));
        let is_it = |kept: &PackProgress| kept.pack == id && kept.version == version;
        read.filter(is_it).unwrap_or_else(|| PackProgress::new(id, version))
    }

    /// Returns the progress in every pack.
    pub fn all(&self) -> Vec<PackProgress> {
        let entries = SystemDisk.list(&self.folder).unwrap_or_default();
        let names = entries.into_iter().map(|entry| entry.name).filter(|name| name.ends_with(END));
        names.take(MAX_FILES).filter_map(|name| self.read(&name)).collect()
    }

    /// Saves the progress, merged with what another window has saved meanwhile.
    pub fn keep(&self, progress: PackProgress) -> Result<(), ProjectError> {
        let name = file_name(&progress.pack, &progress.version);
        let kept = self.of(&progress.pack, &progress.version);
        let Ok(json) = serde_json::to_vec_pretty(&progress.merged(&kept)) else { return Ok(()) };
        let made = SystemDisk.make_folder(&self.folder);
        let written = made.and_then(|()| atomic::write(&SystemDisk, &self.folder.join(&name), &json));
        written.map_err(|error| error_about(&name, &error))
    }

    fn read(&self, name: &str) -> Option<PackProgress> {
        let bytes = SystemDisk.read(&self.folder.join(name), MAX_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Returns a file name that every system accepts, whatever the pack's id.
fn file_name(id: &str, version: &str) -> String {
    let tame =
        |letter: char| if letter.is_ascii_alphanumeric() || ".+-".contains(letter) { letter } else { '_' };
    let name: String = format!("{id}@{version}")
        .chars()
        .map(|letter| if letter == '@' { '@' } else { tame(letter) })
        .collect();
    let name: String = name.chars().take(MAX_NAME).collect();
    format!("{name}{END}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tame() {
        assert_eq!(file_name("street-light", "1.2.0-rc.1+a"), "street-light@1.2.0-rc.1+a.json");
        assert_eq!(file_name("../../x", "\\y:z"), ".._.._x@_y_z.json");
        assert!(file_name(&"ä".repeat(1_000), "1").len() < 200);
    }
}
