//! A file system in memory, for a place that keeps files but is no file system: a browser's database. Who looks
//! after it gives it the list of files, and what one holds only once it is asked for.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disk::{Disk, Entry};

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// What is kept under this number, and never changes.
    Kept(u64),
    /// What was written and is not kept yet.
    New(Arc<[u8]>),
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it holds.
    pub body: Body,
    /// Its length in bytes.
    pub size: u64,
    /// When it was written, in Unix seconds.
    pub changed_s: u64,
}

/// All files by their paths, names joined by `/`.
pub type Files = BTreeMap<String, Stored>;

#[derive(Debug, Default)]
struct State {
    files: Files,
    contents: BTreeMap<u64, Option<Arc<[u8]>>>,
    missing: BTreeSet<u64>,
    now_s: u64,
    full_folder: Option<String>,
}

/// The file system.
#[derive(Debug, Default)]
pub struct MemoryDisk(Mutex<State>);

impl MemoryDisk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on it has these files, and it is `now_s` in Unix seconds.
    pub fn begin(&self, now_s: u64, files: Files) {
        let mut state = self.state();
        state.files = files;
        state.now_s = now_s;
        state.missing.clear();
    }

    /// From now on, nothing fits into this folder, as on a disk that is full but for what replaces other things.
    pub fn fill(&self, folder: Option<&Path>) {
        self.state().full_folder = folder.map(key);
    }

    /// All files as they are now.
    pub fn files(&self) -> Files {
        self.state().files.clone()
    }

    /// The contents that were asked for and are not given yet. While there are any, what the store made of it
    /// counts for nothing.
    pub fn take_missing(&self) -> BTreeSet<u64> {
        std::mem::take(&mut self.state().missing)
    }

    /// Gives what is kept under this number; `None` if nothing is, which makes its file one that is gone.
    pub fn give(&self, content: u64, bytes: Option<Arc<[u8]>>) {
        self.state().contents.insert(content, bytes);
    }

    /// Lets go of contents given, if they are more than `max_bytes` together.
    pub fn forget_contents(&self, max_bytes: usize) {
        let mut state = self.state();
        let bytes: usize = state.contents.values().flatten().map(|bytes| bytes.len()).sum();
        if bytes > max_bytes {
            state.contents.clear();
        }
    }
}

/// The path as [`Files`] has it.
pub fn key(path: &Path) -> String {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

/// What all in this folder begins with.
fn prefix(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

impl State {
    fn has_folder(&self, folder: &str) -> bool {
        let prefix = prefix(folder);
        self.files.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    /// The paths of all files anywhere in a folder.
    fn inside(&self, folder: &str) -> Vec<String> {
        let prefix = prefix(folder);
        let from = self.files.range(prefix.clone()..);
        from.map(|(path, _)| path).take_while(|path| path.starts_with(&prefix)).cloned().collect()
    }
}

fn entry(name: String, file: Option<&Stored>) -> Entry {
    Entry {
        name,
        is_folder: file.is_none(),
        is_read_only: false,
        size: file.map_or(0, |file| file.size),
        changed_s: file.map_or(0, |file| file.changed_s),
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let state = &mut *self.state();
        let file = state.files.get(&key(path)).ok_or(ErrorKind::NotFound)?;
        let bytes = match &file.body {
            Body::New(bytes) => bytes,
            Body::Kept(content) => match state.contents.get(content) {
                Some(bytes) => bytes.as_ref().ok_or(ErrorKind::NotFound)?,
                None => {
                    state.missing.insert(*content);
                    return Err(ErrorKind::WouldBlock.into());
                }
            },
        };
        let max = usize::try_from(limit.saturating_add(1)).unwrap_or(usize::MAX);
        Ok(bytes.get(..max).unwrap_or(bytes).to_vec())
    }

    fn write_new(&self, path: &Path, bytes: &[u8], _: &Path) -> io::Result<()> {
        let mut state = self.state();
        let path = key(path);
        if state.files.contains_key(&path) || state.has_folder(&path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        if state.full_folder.as_ref().is_some_and(|full| path.starts_with(&prefix(full))) {
            return Err(ErrorKind::StorageFull.into());
        }
        let (size, changed_s) = (bytes.len() as u64, state.now_s);
        state.files.insert(path, Stored { body: Body::New(bytes.into()), size, changed_s });
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let (from, to) = (key(from), key(to));
        if state.files.contains_key(&from) {
            if state.has_folder(&to) {
                return Err(ErrorKind::IsADirectory.into());
            }
            if let Some(file) = state.files.remove(&from) {
                state.files.insert(to, file);
            }
            return Ok(());
        }
        let inside = state.inside(&from);
        if inside.is_empty() {
            return Err(ErrorKind::NotFound.into());
        }
        if state.files.contains_key(&to) || (from != to && state.has_folder(&to)) {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        for path in inside {
            if let (Some(file), Some(rest)) = (state.files.remove(&path), path.strip_prefix(&from)) {
                state.files.insert(format!("{to}{rest}"), file);
            }
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.state().files.remove(&key(path)).map(drop).ok_or(ErrorKind::NotFound.into())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        for path in state.inside(&key(path)) {
            state.files.remove(&path);
        }
        Ok(())
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        // A folder is there as soon as there is something in it.
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let state = self.state();
        let folder = key(path);
        let prefix = prefix(&folder);
        let mut entries = BTreeMap::new();
        for path in state.inside(&folder) {
            let Some(rest) = path.strip_prefix(&prefix) else { continue };
            let (name, file) = match rest.split_once('/') {
                Some((name, _)) => (name, None),
                None => (rest, state.files.get(&path)),
            };
            entries.insert(name.to_owned(), entry(name.to_owned(), file));
        }
        Ok(entries.into_values().collect())
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        let state = self.state();
        let key = key(path);
        let name = key.rsplit('/').next().unwrap_or_default().to_owned();
        match state.files.get(&key) {
            Some(file) => Ok(entry(name, Some(file))),
            None if state.has_folder(&key) => Ok(entry(name, None)),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn target(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn sync_folder(&self, _: &Path) {}

    fn writer_id(&self) -> u32 {
        // Nothing of it is there half.
        0
    }

    fn lock(&self, _: &Path) -> Option<Box<dyn Any>> {
        // Who gave the files keeps others from them until the changes are kept.
        Some(Box::new(()))
    }
}
