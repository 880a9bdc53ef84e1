//! The operating system's file system.

use std::any::Any;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use crate::disk::{Disk, Entry};
use crate::store::ProjectStore;

/// Attempts to take a lock that another lab holds, and the pause between them in milliseconds. No lab holds it
/// for longer than a write takes.
const LOCK_TRIES: u32 = 60;
const LOCK_PAUSE_MS: u64 = 50;

/// The same for a rename that Windows refuses while a virus scanner or a cloud drive reads the file.
const RENAME_TRIES: u32 = 10;
const RENAME_PAUSE_MS: u64 = 20;

/// The operating system's file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl ProjectStore {
    /// Opens the projects in a folder of this computer; the folder is created when it is needed.
    pub fn new(folder: PathBuf) -> Self {
        Self::with_disk(folder, Box::new(SystemDisk))
    }
}

impl Disk for SystemDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        if let Ok(metadata) = fs::metadata(like) {
            // A drive without permissions refuses this, which does the file no harm.
            let _ = file.set_permissions(metadata.permissions());
        }
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut tries = if cfg!(windows) { RENAME_TRIES } else { 1 };
        loop {
            tries -= 1;
            match fs::rename(from, to) {
                Err(error) if tries > 0 && error.kind() == ErrorKind::PermissionDenied => {
                    thread::sleep(Duration::from_millis(RENAME_PAUSE_MS));
                }
                result => return result,
            }
        }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for found in fs::read_dir(path)? {
            let found = found?;
            // Skips what vanishes meanwhile, and broken links.
            if let (Ok(name), Ok(metadata)) = (found.file_name().into_string(), fs::metadata(found.path())) {
                entries.push(entry(name, &metadata));
            }
        }
        Ok(entries)
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(entry(name, &fs::metadata(path)?))
    }

    fn target(&self, path: &Path) -> PathBuf {
        let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        // Only for links: on Windows the canonical name is one that not every drive accepts.
        let target = if is_link { fs::canonicalize(path).ok() } else { None };
        target.unwrap_or_else(|| path.to_owned())
    }

    fn sync_folder(&self, path: &Path) {
        if let Ok(folder) = File::open(path) {
            let _ = folder.sync_all();
        }
    }

    fn writer_id(&self) -> u32 {
        std::process::id()
    }

    fn lock(&self, path: &Path) -> Option<Box<dyn Any>> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).ok()?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Some(Box::new(file)),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(LOCK_PAUSE_MS)),
                Err(TryLockError::Error(_)) => return None,
            }
        }
        None
    }
}

fn entry(name: String, metadata: &fs::Metadata) -> Entry {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Entry {
        name,
        is_folder: metadata.is_dir(),
        is_read_only: metadata.permissions().readonly(),
        size: metadata.len(),
        changed_s: changed.map_or(0, |since| since.as_secs()),
    }
}
