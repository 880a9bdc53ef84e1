//! A file system in memory, for storage that keeps files but is not a file system: a browser's database. Its
//! owner supplies the list of files, and the content of a file once it is requested.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disk::{Disk, Entry};

/// Content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Stored content under this number, which never changes.
    Kept(u64),
    /// Content that was written and is not stored yet.
    New(Arc<[u8]>),
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Content of the file.
    pub body: Body,
    /// Length in bytes.
    pub size: u64,
    /// Time of writing, in Unix seconds.
    pub changed_s: u64,
}

/// All files by their paths, with names joined by `/`.
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

    /// Replaces the files, and sets the time to `now_s` in Unix seconds.
    pub fn begin(&self, now_s: u64, files: Files) {
        let mut state = self.state();
        state.files = files;
        state.now_s = now_s;
        state.missing.clear();
    }

    /// Makes writes into this folder fail, as on a disk that is full but for replacing other files.
    pub fn fill(&self, folder: Option<&Path>) {
        self.state().full_folder = folder.map(key);
    }

    /// Returns every file in its present state.
    pub fn files(&self) -> Files {
        self.state().files.clone()
    }

    /// Takes the numbers of the contents that were requested and are not yet supplied. While there are any, the
    /// store's result is not valid.
    pub fn take_missing(&self) -> BTreeSet<u64> {
        std::mem::take(&mut self.state().missing)
    }

    /// Supplies the content of a number; `None` if there is none, which makes its file a missing one.
    pub fn give(&self, content: u64, bytes: Option<Arc<[u8]>>) {
        self.state().contents.insert(content, bytes);
    }

    /// Drops the supplied contents if they take more than `max_bytes` together.
    pub fn forget_contents(&self, max_bytes: usize) {
        let mut state = self.state();
        let bytes: usize = state.contents.values().flatten().map(|bytes| bytes.len()).sum();
        if bytes > max_bytes {
            state.contents.clear();
        }
    }
}

/// Returns the path in the form that [`Files`] uses.
pub fn key(path: &Path) -> String {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

/// Returns the prefix of every path in a folder.
fn prefix(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

impl State {
    fn has_folder(&self, folder: &str) -> bool {
        let prefix = prefix(folder);
        self.files.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
    }

    /// Returns the paths of all files in a folder and its subfolders.
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
        // A folder exists as soon as there is a file in it.
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
        // No file here is ever half-written.
        0
    }

    fn lock(&self, _: &Path) -> Option<Box<dyn Any>> {
        // The owner keeps others from the files until the changes are stored.
        Some(Box::new(()))
    }
}
