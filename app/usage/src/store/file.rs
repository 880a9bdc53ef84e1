//! The database as a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::{Store, schema};
use crate::error::{UsageError, UsageErrorCode};
use crate::time::written;

/// Time for which one window waits for another.
const BUSY: Duration = Duration::from_secs(5);

/// Endings of the files that SQLite puts beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

impl Store {
    /// Opens or creates a log. A file that is not a readable log is renamed, and a new log is created.
    ///
    /// # Arguments
    /// - `path`: the file; its folder is created if there is none.
    /// - `now_ms`: milliseconds since 1970, for the name of the renamed file.
    ///
    /// # Returns
    /// The log, and the problem to report, if there is one.
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
    // Several windows may write at once, and readers block nobody. With NORMAL, a crash of the program loses no
    // commit; a power failure may lose the last ones.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // Deleted data is overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    schema::migrate(&mut connection)?;
    schema::look(&connection)?;
    Ok(connection)
}

/// Creates an empty file that no other user of this computer can read, if there is none; the files that SQLite puts
/// beside it get the same permissions.
#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    // If it exists already or cannot be created, opening it reports what is wrong.
    let _ = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

/// Does nothing: on Windows a user's folder is private already.
#[cfg(not(unix))]
fn make_private(_path: &Path) {}

/// Renames a damaged database and the files beside it.
///
/// # Returns
/// The new path.
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
