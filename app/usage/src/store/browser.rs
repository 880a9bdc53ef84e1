//! The database in a browser: a file in a pool that the caller has set up.

use rusqlite::{Connection, OpenFlags};

use super::{Store, schema};
use crate::error::UsageError;

impl Store {
    /// Opens or creates a log in a pool of files that no other program has open.
    ///
    /// # Arguments
    /// - `pool`: SQLite's name of the pool.
    /// - `name`: name of the file in the pool.
    ///
    /// # Errors
    /// `Damaged`, and then the file is unchanged; `ReadOnly`, `DiskFull`, `Newer`, `Failed`.
    pub fn open_in_pool(pool: &str, name: &str) -> Result<Self, UsageError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = Connection::open_with_flags_and_vfs(name, flags, pool)?;
        // WAL needs shared memory, which there is none of here.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        // Deleted data must not stay in the journal, either.
        connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        schema::migrate(&mut connection)?;
        schema::look(&connection)?;
        Ok(Self::of(connection))
    }
}
