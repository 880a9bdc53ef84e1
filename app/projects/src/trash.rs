//! Deleted projects: a folder for each, with the project's file and its history, kept for sixty days.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use digilab_contract::project::history::{Stamp, TRASH_S};
use digilab_contract::project::name::EXTENSION;
use digilab_contract::project::{TrashId, TrashInfo};

use crate::disk::Disk;
use crate::history::History;

/// Name of the history in the folder of a deleted project.
const HISTORY: &str = "history";

/// The trash.
pub struct Trash<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
}

impl<'a> Trash<'a> {
    /// Opens the trash in `folder`, which need not exist.
    pub fn new(disk: &'a dyn Disk, folder: PathBuf) -> Self {
        Self { disk, folder }
    }

    /// Returns the deleted projects, the last deleted first.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<TrashInfo>> {
        let entries = match self.disk.list(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            entries => entries?,
        };
        let mut found: Vec<(Stamp, TrashInfo)> = entries
            .into_iter()
            .filter(|entry| entry.is_folder)
            .filter_map(|entry| {
                let (stamp, name) = entry.name.split_once(' ')?;
                let (stamp, name) = (Stamp::from_name(stamp)?, name.to_owned());
                Some((stamp, TrashInfo { id: TrashId(entry.name), name, deleted_s: stamp.at_s }))
            })
            // A move that was cut short leaves a folder without a project.
            .filter(|(_, info)| self.disk.entry(&self.file(info)).is_ok_and(|entry| !entry.is_folder))
            .collect();
        found.sort_by(|one, other| (other.0, &other.1.name).cmp(&(one.0, &one.1.name)));
        Ok(found.into_iter().map(|(_, info)| info).collect())
    }

    fn folder_of(&self, info: &TrashInfo) -> PathBuf {
        self.folder.join(&info.id.0)
    }

    fn file(&self, info: &TrashInfo) -> PathBuf {
        self.folder_of(info).join(format!("{}{EXTENSION}", info.name))
    }

    /// Moves a project into the trash.
    ///
    /// # Errors
    /// The project could not be moved and is still in its place. A history that cannot be moved stays behind
    /// without an error: it comes back with the next project of this name.
    pub fn put(&self, now_s: u64, name: &str, file: &Path, history: &History<'_>) -> io::Result<TrashId> {
        let mut stamp = Stamp::first(now_s);
        let id = |stamp: Stamp| TrashId(format!("{} {name}", stamp.name()));
        while self.disk.entry(&self.folder.join(id(stamp).0)).is_ok() {
            stamp = stamp.next();
        }
        let info = TrashInfo { id: id(stamp), name: name.to_owned(), deleted_s: stamp.at_s };
        self.disk.make_folder(&self.folder_of(&info))?;
        self.disk.rename(file, &self.file(&info))?;
        self.disk.sync_folder(&self.folder_of(&info));
        let _ = history.move_to(&self.folder_of(&info).join(HISTORY));
        Ok(info.id)
    }

    /// Moves a project out of the trash to `file`, where nothing may be.
    ///
    /// # Errors
    /// The project could not be moved; it is still in the trash.
    pub fn take(&self, info: &TrashInfo, file: &Path, history_folder: &Path) -> io::Result<()> {
        self.disk.rename(&self.file(info), file)?;
        let folder = self.folder_of(info);
        let history = History::new(self.disk, folder.join(HISTORY)).move_to(history_folder);
        // A file that somebody else put there stays.
        if history.is_ok() && self.disk.list(&folder).is_ok_and(|left| left.is_empty()) {
            let _ = self.disk.remove_folder(&folder);
        }
        Ok(())
    }

    /// Removes what was deleted more than sixty days ago. A removal that fails is tried again next time.
    pub fn prune(&self, now_s: u64) {
        for info in self.list().unwrap_or_default() {
            if now_s.saturating_sub(info.deleted_s) > TRASH_S {
                let _ = self.disk.remove_folder(&self.folder_of(&info));
            }
        }
    }
}
