//! The database in a browser: a file in a pool that whoever opens it has set up.

use rusqlite::{Connection, OpenFlags};

use super::{Store, schema};
use crate::error::UsageError;

impl Store {
    /// Opens a log, or begins one, in a pool of files that only this program has open.
    ///
    /// # Arguments
    /// - `pool`: the name that SQLite knows the pool by.
    /// - `name`: the file's in it.
    ///
    /// # Errors
    /// `Damaged`, and the file is as it was; `ReadOnly`, `DiskFull`, `Newer`, `Failed`.
    pub fn open_in_pool(pool: &str, name: &str) -> Result<Self, UsageError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = Connection::open_with_flags_and_vfs(name, flags, pool)?;
        // There is no memory to share with others, and so no WAL.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        // What was deleted must not stay in the journal, either.
        connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        schema::migrate(&mut connection)?;
        schema::look(&connection)?;
        Ok(Self::of(connection))
    }
}
