//! Reads and writes a pack as a folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::files::{MANIFEST, MAX_BYTES, Names, PackFiles, SIGNATURE, is_litter, too_large};
use crate::finding::{Finding, FindingCode};

/// Reads a folder. Files that systems leave behind (`.DS_Store`), and a list of hashes and a signature from a zip,
/// are left out: a folder is there to be changed.
///
/// # Errors
/// A finding if the folder cannot be read or breaks the rules for paths and sizes.
pub fn read(folder: &Path) -> Result<PackFiles, Finding> {
    let mut reading = Reading { files: PackFiles::default(), names: Names::default(), bytes: 0 };
    reading.folder(folder, "")?;
    Ok(reading.files)
}

struct Reading {
    files: PackFiles,
    names: Names,
    bytes: u64,
}

impl Reading {
    fn folder(&mut self, folder: &Path, prefix: &str) -> Result<(), Finding> {
        let failed = |file: &str, error: &io::Error| {
            Finding::new(FindingCode::FolderUnreadable, file).with("reason", error)
        };
        let here = if prefix.is_empty() { folder.display().to_string() } else { prefix.to_owned() };
        for entry in fs::read_dir(folder).map_err(|error| failed(&here, &error))? {
            let entry = entry.map_err(|error| failed(&here, &error))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(Finding::new(
                    FindingCode::NameOdd,
                    format!("{prefix}{}", name.to_string_lossy().escape_debug()),
                ));
            };
            let path = format!("{prefix}{name}");
            if is_litter(name) || matches!(path.as_str(), MANIFEST | SIGNATURE) {
                continue;
            }
            let kind = entry.file_type().map_err(|error| failed(&path, &error))?;
            if kind.is_dir() {
                // A folder's name is checked before its contents: the depth of the walk is bounded.
                Names::default().add(&path)?;
                self.folder(&entry.path(), &format!("{path}/"))?;
            } else if kind.is_file() {
                self.names.add(&path)?;
                let bytes = self.file(&entry.path()).map_err(|error| failed(&path, &error))?;
                if self.bytes > MAX_BYTES {
                    return Err(too_large());
                }
                self.files.insert(path, bytes);
            } else {
                return Err(Finding::new(FindingCode::Link, path));
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let room = MAX_BYTES - self.bytes + 1;
        io::Read::read_to_end(&mut io::Read::take(fs::File::open(path)?, room), &mut bytes)?;
        self.bytes += bytes.len() as u64;
        Ok(bytes)
    }
}

/// Writes a pack into a folder that does not exist yet, or is empty.
///
/// Nothing is written if a path would leave the folder. A list of hashes and a signature are left out, as in
/// [`read`].
///
/// # Errors
/// A finding if the folder is not empty or cannot be written, or if the files break the rules of
/// [`PackFiles::check`].
pub fn write(files: &PackFiles, folder: &Path) -> Result<(), Finding> {
    files.check()?;
    let failed = |file: &str, error: &io::Error| {
        let code = match error.kind() {
            io::ErrorKind::AlreadyExists => FindingCode::FolderTaken,
            _ => FindingCode::FolderUnwritable,
        };
        Finding::new(code, file).with("reason", error)
    };
    let here = folder.display().to_string();
    fs::create_dir_all(folder).map_err(|error| failed(&here, &error))?;
    if fs::read_dir(folder).map_err(|error| failed(&here, &error))?.next().is_some() {
        return Err(Finding::new(FindingCode::FolderTaken, here));
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !matches!(*path, MANIFEST | SIGNATURE)) {
        let mut place = folder.to_owned();
        place.extend(path.split('/'));
        let written = place.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
            // Never overwrites a file that has appeared in the meantime.
            io::Write::write_all(&mut fs::File::create_new(&place)?, bytes)
        });
        written.map_err(|error| failed(path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> PackFiles {
        let mut files = PackFiles::default();
        paths.iter().for_each(|path| files.insert(*path, *path));
        files
    }

    #[test]
    fn what_is_written_is_read() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/pack");
        let pack = files(&["pack.toml", "steps/01/fi.md", MANIFEST, SIGNATURE]);
        write(&pack, &folder).unwrap();
        fs::write(folder.join(".DS_Store"), "x").unwrap();
        assert_eq!(read(&folder).unwrap(), files(&["pack.toml", "steps/01/fi.md"]));
        assert_eq!(write(&pack, &folder).unwrap_err().code, FindingCode::FolderTaken);
    }

    #[test]
    fn nothing_is_written_outside() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("pack");
        for path in ["../out", "/tmp/out", "a\\b"] {
            assert_eq!(write(&files(&["a", path]), &folder).unwrap_err().code, FindingCode::PathEscapes);
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        fs::write(home.path().join("file"), "x").unwrap();
        assert!(write(&files(&["a"]), &home.path().join("file")).is_err());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let finding = read(Path::new("no/such/folder")).unwrap_err();
        assert_eq!((finding.code, finding.file.as_str()), (FindingCode::FolderUnreadable, "no/such/folder"));
    }
}
