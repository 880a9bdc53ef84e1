//! Atomic writes: at any moment either the whole old or the whole new content of a file is there.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::disk::Disk;

/// Prefix and suffix of half-written files, by which they are recognised.
const PREFIX: &str = ".digilab-";
const SUFFIX: &str = ".tmp";

/// Number that distinguishes the half-written files of one program.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// True for the name of a file that a program was still writing when it ended.
pub fn is_half_written(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Writes `bytes` to `path`, or to the target of a link there. An existing file keeps its permissions.
///
/// # Errors
/// The file cannot be written; the old content is still there. A file marked read-only is not changed.
pub fn write(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = disk.target(path);
    // Renaming needs only the permissions of the folder.
    if disk.entry(&target).is_ok_and(|entry| entry.is_read_only) {
        return Err(ErrorKind::ReadOnlyFilesystem.into());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let half = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", disk.writer_id()));
    let written = disk.write_new(&half, bytes, &target).and_then(|()| disk.rename(&half, &target));
    match &written {
        Ok(()) => disk.sync_folder(folder),
        // A file of this name that belongs to another program stays.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(_) => {
            let _ = disk.remove_file(&half);
        }
    }
    written
}

/// Removes half-written files from `folder` whose programs have ended. Only for the holder of the lock: without
/// it another lab may still be writing the file.
pub fn tidy(disk: &dyn Disk, folder: &Path) {
    for entry in disk.list(folder).unwrap_or_default() {
        if is_half_written(&entry.name) && !entry.is_folder {
            let _ = disk.remove_file(&folder.join(entry.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::system_disk::SystemDisk;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn new_and_old_files_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rhai");
        for text in ["one", "", "three"] {
            write(&SystemDisk, &path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(names(folder.path()), ["a.rhai"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rhai");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), "x").unwrap();
        assert!(write(&SystemDisk, &path, b"new").is_err());
        assert_eq!((names(folder.path()), names(&path)), (vec!["a.rhai".into()], vec!["inside".into()]));
    }

    #[test]
    fn a_file_not_to_be_changed_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rhai");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(write(&SystemDisk, &path, b"new").unwrap_err().kind(), ErrorKind::ReadOnlyFilesystem);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_rights_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, real) = (folder.path().join("a.rhai"), elsewhere.path().join("real.rhai"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        write(&SystemDisk, &link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn only_what_was_half_written_is_tidied_away() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".digilab-1-2.tmp", ".digilab-", "x.tmp", "digilab-1-2.tmp"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join(".digilab-folder.tmp")).unwrap();
        tidy(&SystemDisk, folder.path());
        assert_eq!(names(folder.path()), [".digilab-", ".digilab-folder.tmp", "digilab-1-2.tmp", "x.tmp"]);
    }
}
