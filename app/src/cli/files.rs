//! Reads and writes the files named on the command line.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read};
use std::path::Path;

use digilab_lab::text::Texts;

use super::failure::{Failure, Status};

/// Reasons why a file could not be read as text.
#[derive(Debug)]
pub enum Unreadable {
    /// Missing, not permitted or a folder; holds the id of the message.
    File(&'static str),
    /// Longer than the limit, in bytes.
    TooLarge(u64),
    /// Not UTF-8 text.
    NotText,
}

/// Reads a text of at most `limit` bytes (UTF-8, with or without byte order mark, without NULs).
pub fn read_text(path: &Path, limit: u64) -> Result<String, Unreadable> {
    let id = |error: io::Error| {
        Unreadable::File(match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => "file-missing",
            ErrorKind::IsADirectory => "file-is-folder",
            _ => "file-unreadable",
        })
    };
    // Windows reports a folder opened as a file as "not allowed".
    if path.is_dir() {
        return Err(Unreadable::File("file-is-folder"));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(id)?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::TooLarge(limit));
    }
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

impl Unreadable {
    /// Returns the failure of a run because of the file `path`. Content that is not text counts as the script's
    /// fault if the file is the script.
    pub fn failure(&self, path: &Path, is_script: bool, texts: &Texts) -> Failure {
        let path = path.display();
        let (id, max) = match self {
            Self::File(id) => (*id, 0),
            Self::TooLarge(limit) => ("file-too-large", limit >> 20),
            Self::NotText => ("file-not-text", 0),
        };
        let about_content = !matches!(self, Self::File(_));
        Failure {
            status: if is_script && about_content { Status::Script } else { Status::Usage },
            sentence: texts.get(id, &[("path", path.to_string()), ("max", max.to_string())]),
        }
    }
}

/// Creates `path`, or truncates it if it exists.
///
/// # Errors
/// The file cannot be created.
pub fn create(path: &Path, texts: &Texts) -> Result<BufWriter<File>, Failure> {
    File::create(path).map(BufWriter::new).map_err(|_| unwritable(path, texts))
}

/// Returns the failure for a file that cannot be written, or not completely.
pub fn unwritable(path: &Path, texts: &Texts) -> Failure {
    Failure::usage(texts.get("file-unwritable", &[("path", path.display())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            read_text(&path, 10).map_err(|error| format!("{error:?}"))
        };
        assert_eq!(read(b"").as_deref(), Ok(""));
        assert_eq!(read("hyvä".as_bytes()).as_deref(), Ok("hyvä"));
        assert_eq!(read(b"\xEF\xBB\xBFmark").as_deref(), Ok("mark"));
        assert_eq!(read(b"0123456789").as_deref(), Ok("0123456789"));
        assert_eq!(read(b"0123456789a"), Err("TooLarge(10)".into()));
        assert_eq!(read(b"\xFF"), Err("NotText".into()));
        assert_eq!(read(b"a\0b"), Err("NotText".into()));
    }

    #[test]
    fn what_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let check = |path: &Path, id: &str| {
            let error = read_text(path, 10).unwrap_err();
            assert!(matches!(error, Unreadable::File(found) if found == id), "{error:?}");
        };
        check(folder.path(), "file-is-folder");
        check(&folder.path().join("missing"), "file-missing");
        check(Path::new(""), "file-missing");
        check(Path::new("a\0b"), "file-missing");
        let file = folder.path().join("file");
        std::fs::write(&file, "x").unwrap();
        check(&file.join("below"), "file-missing");
    }
}
