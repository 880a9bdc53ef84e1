//! The store over a transactional database. A command is tried on the list of files; the contents it turns out
//! to need are fetched, and it is tried again; in the end all changes are stored or none.
//!
//! This module does no IO itself. For each command: [`TransactionStore::begin`], then
//! [`TransactionStore::attempt`] until nothing is missing, then store [`TransactionStore::changes`] and call
//! [`TransactionStore::kept`] or [`TransactionStore::failed`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use digilab_contract::project::{ProjectCommand, ProjectEvent, ProjectId};

use crate::memory_disk::{Body, Files, MemoryDisk, Stored, key};
use crate::store::{HISTORY_FOLDER, Memory, ProjectStore};

/// Most bytes of contents that are cached from one command to the next.
const CACHE_BYTES: usize = 8 << 20;

/// Result of an attempt.
#[derive(Debug)]
pub enum Attempt {
    /// Events to report once the changes are stored.
    Done(Vec<ProjectEvent>),
    /// Numbers of the contents that are needed: [`TransactionStore::give`] them and try again.
    Missing(Vec<u64>),
}

/// Changes made by a command.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were removed.
    pub removed: Vec<String>,
    /// Files that are new or have new content.
    pub put: Vec<(String, Stored)>,
    /// Contents that no file holds any more.
    pub unused: Vec<u64>,
}

/// The store.
pub struct TransactionStore {
    disk: Arc<MemoryDisk>,
    store: ProjectStore,
    /// Time, files and the store's state when the transaction began.
    now_s: u64,
    files: Files,
    memory: Memory,
}

impl Default for TransactionStore {
    fn default() -> Self {
        let disk = Arc::new(MemoryDisk::default());
        let store = ProjectStore::with_disk(PathBuf::new(), Box::new(disk.clone()));
        Self { disk, memory: store.memory(), store, now_s: 0, files: Files::new() }
    }
}

impl TransactionStore {
    /// Begins a transaction.
    ///
    /// # Arguments
    /// - `now_s`: the time in Unix seconds.
    /// - `files`: all files in the database.
    pub fn begin(&mut self, now_s: u64, files: Files) {
        self.now_s = now_s;
        self.files = files;
        self.memory = self.store.memory();
        self.disk.fill(None);
    }

    /// Keeps no versions for the rest of this transaction: where space is scarce, the pupil's text matters more
    /// than its history.
    pub fn spare_room(&mut self) {
        self.disk.fill(Some(Path::new(HISTORY_FOLDER)));
    }

    /// Tries the commands on the files of the transaction.
    pub fn attempt(&mut self, commands: &[ProjectCommand]) -> Attempt {
        self.store.go_back(self.memory.clone());
        self.disk.begin(self.now_s, self.files.clone());
        let mut events = Vec::new();
        for command in commands {
            events.extend(self.store.handle(self.now_s, command.clone()));
        }
        let missing = self.disk.take_missing();
        if missing.is_empty() {
            Attempt::Done(events)
        } else {
            Attempt::Missing(missing.into_iter().collect())
        }
    }

    /// Supplies the content of a number; `None` if there is none.
    pub fn give(&self, content: u64, bytes: Option<Arc<[u8]>>) {
        self.disk.give(content, bytes);
    }

    /// Returns the changes of the last attempt.
    pub fn changes(&self) -> Changes {
        let now = self.disk.files();
        let contents = |files: &Files| -> BTreeSet<u64> {
            let bodies = files.values().map(|file| &file.body);
            bodies
                .filter_map(|body| if let Body::Kept(content) = body { Some(*content) } else { None })
                .collect()
        };
        let is_gone = |path: &&String| !now.contains_key(*path);
        Changes {
            removed: self.files.keys().filter(is_gone).cloned().collect(),
            unused: contents(&self.files).difference(&contents(&now)).copied().collect(),
            put: now.into_iter().filter(|(path, file)| self.files.get(path) != Some(file)).collect(),
        }
    }

    /// Ends the transaction: the changes are stored.
    pub fn kept(&mut self) {
        self.memory = self.store.memory();
        self.disk.forget_contents(CACHE_BYTES);
    }

    /// Ends the transaction: the changes are not stored, and the state from before it is restored.
    pub fn failed(&mut self) {
        self.store.go_back(self.memory.clone());
    }

    /// Returns the files as the last attempt left them.
    pub fn files(&self) -> Files {
        self.disk.files()
    }

    /// Returns the present id of the project that the window calls `id`, and the path of its file in [`Files`].
    pub fn place(&self, id: &ProjectId) -> (ProjectId, String) {
        let (id, path) = self.store.place(id);
        (id, key(&path))
    }
}

#[cfg(test)]
#[path = "transaction_tests.rs"]
mod tests;
