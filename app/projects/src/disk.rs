//! The few things the store does with a file system, so that each place has its own, and tests can let
//! each of them fail.

use std::any::Any;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stands in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name. Names that are no Unicode are not listed: the lab made none of them.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it is marked as one not to be changed.
    pub is_read_only: bool,
    /// Its length in bytes.
    pub size: u64,
    /// When it was changed last, in Unix seconds.
    pub changed_s: u64,
}

/// A file system.
pub trait Disk: Send {
    /// Reads a file, at most `limit` bytes of it and one more.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Makes a file that is not there yet, and returns when its bytes are on the disk. It may be read and
    /// written by the same people as `like`, if that is there. After a failure some of it may be there.
    fn write_new(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()>;
    /// Gives a file or folder another name, at once and whole; a file takes the place of one that is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder, and those it is in, unless they are there.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// What stands in a folder.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;
    /// What stands at `path`.
    fn entry(&self, path: &Path) -> io::Result<Entry>;
    /// The file that is meant by `path`: where links lead to, else `path` itself.
    fn target(&self, path: &Path) -> PathBuf;
    /// Puts a folder's list of names on the disk. Not every system can, and none says so if it cannot.
    fn sync_folder(&self, path: &Path);
    /// Tells this program's half-written files from those of others.
    fn writer_id(&self) -> u32;
    /// Keeps other labs from changing anything until the lock is dropped; waits while another has it. `None`
    /// where it is not to be had, as on some network drives.
    fn lock(&self, path: &Path) -> Option<Box<dyn Any>>;
}

/// One disk that several have, the store and who looks after it.
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
