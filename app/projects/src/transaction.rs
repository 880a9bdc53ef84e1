//! The store over a database that is read and written by transactions: a command is done on the list of files;
//! what it turns out to need is fetched, and it is done again; in the end the changes are kept, all or none.
//!
//! This does no IO itself. Per command: [`TransactionStore::begin`], then [`TransactionStore::attempt`] until
//! nothing is missing, then keep [`TransactionStore::changes`] and call [`TransactionStore::kept`] or
//! [`TransactionStore::failed`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use digilab_contract::project::{ProjectCommand, ProjectEvent, ProjectId};

use crate::memory_disk::{Body, Files, MemoryDisk, Stored, key};
use crate::store::{HISTORY_FOLDER, Memory, ProjectStore};

/// How much of what was read is kept in memory from one command to the next, in bytes.
const CACHE_BYTES: usize = 8 << 20;

/// What came of an attempt.
#[derive(Debug)]
pub enum Attempt {
    /// This is to be told once the changes are kept.
    Done(Vec<ProjectEvent>),
    /// These contents are needed: [`TransactionStore::give`] them and try again.
    Missing(Vec<u64>),
}

/// What a command has changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are no more.
    pub removed: Vec<String>,
    /// Files that are new or hold something else.
    pub put: Vec<(String, Stored)>,
    /// Contents that no file holds any more.
    pub unused: Vec<u64>,
}

/// The store.
pub struct TransactionStore {
    disk: Arc<MemoryDisk>,
    store: ProjectStore,
    /// What was there when the transaction began, and what the store knew then.
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
    /// A transaction begins.
    ///
    /// # Arguments
    /// - `now_s`: Unix seconds.
    /// - `files`: all that there are.
    pub fn begin(&mut self, now_s: u64, files: Files) {
        self.now_s = now_s;
        self.files = files;
        self.memory = self.store.memory();
        self.disk.fill(None);
    }

    /// From now on in this transaction the history takes nothing: where room is scarce, what a pupil types
    /// matters more than the steps on the way to it.
    pub fn spare_room(&mut self) {
        self.disk.fill(Some(Path::new(HISTORY_FOLDER)));
    }

    /// Does what the window asks, on what is there.
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

    /// Gives what is kept under this number; `None` if nothing is.
    pub fn give(&self, content: u64, bytes: Option<Arc<[u8]>>) {
        self.disk.give(content, bytes);
    }

    /// What the last attempt has changed.
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

    /// The changes are kept, and the transaction is at its end.
    pub fn kept(&mut self) {
        self.memory = self.store.memory();
        self.disk.forget_contents(CACHE_BYTES);
    }

    /// The changes are not kept: all is as it was before.
    pub fn failed(&mut self) {
        self.store.go_back(self.memory.clone());
    }

    /// All files as the last attempt left them.
    pub fn files(&self) -> Files {
        self.disk.files()
    }

    /// The id that the project has now which the window calls `id`, and the path of its file in [`Files`].
    pub fn place(&self, id: &ProjectId) -> (ProjectId, String) {
        let (id, path) = self.store.place(id);
        (id, key(&path))
    }
}

#[cfg(test)]
#[path = "transaction_tests.rs"]
mod tests;
