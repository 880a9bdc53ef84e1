//! The few file system operations of the store, so that every platform can implement them and tests can make
//! each one fail.

use std::any::Any;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name of the entry. Names that are not Unicode are not listed: the lab did not create them.
    pub name: String,
    /// True for a folder.
    pub is_folder: bool,
    /// True if the entry is marked read-only.
    pub is_read_only: bool,
    /// Length in bytes.
    pub size: u64,
    /// Time of the last change, in Unix seconds.
    pub changed_s: u64,
}

/// A file system.
pub trait Disk: Send {
    /// Reads a file, at most `limit` bytes and one more.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Creates a new file, and returns when its bytes are on the disk. It gets the permissions of `like`, if
    /// that exists. After a failure a part of it may be there.
    fn write_new(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()>;
    /// Renames a file or folder atomically; a file replaces an existing one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder and everything in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Creates a folder and its parents, unless they exist.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Lists the entries of a folder.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;
    /// Returns the entry at `path`.
    fn entry(&self, path: &Path) -> io::Result<Entry>;
    /// Returns the target of the links at `path`, else `path` itself.
    fn target(&self, path: &Path) -> PathBuf;
    /// Writes a folder's list of names to the disk. Not every system can, and those report no error.
    fn sync_folder(&self, path: &Path);
    /// Returns a number that distinguishes this program's half-written files from those of others.
    fn writer_id(&self) -> u32;
    /// Keeps other labs from changing anything until the lock is dropped; waits while another holds it. `None`
    /// if no lock can be had, as on some network drives.
    fn lock(&self, path: &Path) -> Option<Box<dyn Any>>;
}

/// One disk with several owners: the store, and the code that loads and saves its content.
impl<D: Disk + Sync + ?Sized> Disk for Arc<D> {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        (**self).read(path, limit)
    }

    fn write_new(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        (**self).write_new(path, bytes, like)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (**self).rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        (**self).remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        (**self).remove_folder(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        (**self).make_folder(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        (**self).list(path)
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        (**self).entry(path)
    }

    fn target(&self, path: &Path) -> PathBuf {
        (**self).target(path)
    }

    fn sync_folder(&self, path: &Path) {
        (**self).sync_folder(path);
    }

    fn writer_id(&self) -> u32 {
        (**self).writer_id()
    }

    fn lock(&self, path: &Path) -> Option<Box<dyn Any>> {
        (**self).lock(path)
    }
}
