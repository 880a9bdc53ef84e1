//! The database's file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::{Store, schema};
use crate::error::{UsageError, UsageErrorCode};
use crate::time::written;

/// How long one window waits for another.
const BUSY: Duration = Duration::from_secs(5);

/// What SQLite lays beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

impl Store {
    /// Opens a log, or begins one. A file that is no log any more is kept under another name, and a new one begun.
    ///
    /// # Arguments
    /// - `path`: the file; its folder is made where there is none.
    /// - `now_ms`: milliseconds since 1970, for the name of what is kept.
    ///
    /// # Returns
    /// The log, and what is to be told about it if anything is.
    ///
    /// # Errors
    /// `ReadOnly`, `DiskFull`, `Newer`, `Busy`, `Failed`.
    pub fn open(path: &Path, now_ms: i64) -> Result<(Self, Option<UsageError>), UsageError> {
        let (connection, told) = open(path, now_ms)?;
        Ok((Self::of(connection), told))
    }
}

fn open(path: &Path, now_ms: i64) -> Result<(Connection, Option<UsageError>), UsageError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| unwritable(&error))?;
    }
    match open_sound(path) {
        Err(error) if error.code == UsageErrorCode::Damaged => {
            let kept = put_aside(path, now_ms).map_err(|error| unwritable(&error))?;
            Ok((open_sound(path)?, Some(UsageError::with(UsageErrorCode::Damaged, kept.display()))))
        }
        opened => opened.map(|connection| (connection, None)),
    }
}

fn open_sound(path: &Path) -> Result<Connection, UsageError> {
    make_private(path);
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // Several windows may write at once, and a reader keeps nobody waiting. With NORMAL nothing that was committed is lost
    // when the program falls; when the power goes, the last commits may be.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    schema::migrate(&mut connection)?;
    schema::look(&connection)?;
    Ok(connection)
}

/// Makes an empty file that nobody else on this computer can read, where there is none; what SQLite lays beside it is then
/// the same.
#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    // Where it is there already, or cannot be made, SQLite says what is to be said.
    let _ = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

/// On Windows a person's folder is private by itself.
#[cfg(not(unix))]
fn make_private(_path: &Path) {}

/// Gives a damaged database another name, with what lies beside it.
fn put_aside(path: &Path, now_ms: i64) -> io::Result<PathBuf> {
    let stamp: String = written(now_ms).chars().filter(char::is_ascii_digit).collect();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let free = |number: &u32| path.with_file_name(format!("{name}-damaged-{stamp}-{number}.sqlite3"));
    let kept = (1..).find(|number| !free(number).exists()).map(|number| free(&number)).unwrap_or_default();
    fs::rename(path, &kept)?;
    for end in BESIDE {
        let with_end = |path: &Path| PathBuf::from([path.as_os_str(), end.as_ref()].join("".as_ref()));
        // Often there is none.
        let _ = fs::rename(with_end(path), with_end(&kept));
    }
    Ok(kept)
}

fn unwritable(error: &io::Error) -> UsageError {
    UsageError::new(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => UsageErrorCode::DiskFull,
        _ => UsageErrorCode::ReadOnly,
    })
}
