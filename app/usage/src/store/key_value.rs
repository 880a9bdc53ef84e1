//! Key-value entries that the log's database keeps beside its events.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::Store;
use crate::error::UsageError;

impl Store {
    /// Returns the value stored under a name, if there is one.
    ///
    /// # Errors
    /// Any database error.
    pub fn kept(&self, name: &str) -> Result<Option<String>, UsageError> {
        Ok(kept(&self.connection, name)?)
    }

    /// Returns all values by name.
    ///
    /// # Errors
    /// Any database error.
    pub fn all_kept(&self) -> Result<BTreeMap<String, String>, UsageError> {
        let mut select = self.connection.prepare_cached("SELECT name, value FROM kept")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Stores a value under a name and replaces the previous one.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn keep(&self, name: &str, value: &str) -> Result<(), UsageError> {
        keep(&self.connection, name, value)?;
        Ok(())
    }

    /// Stores a value under a name, unless the present one is good: of two windows, the second takes what the first
    /// one stored.
    ///
    /// # Returns
    /// The value that is stored now.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn keep_unless(
        &mut self,
        name: &str,
        value: &str,
        is_good: impl Fn(&str) -> bool,
    ) -> Result<String, UsageError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there = kept(&transaction, name)?.filter(|there| is_good(there));
        if there.is_none() {
            keep(&transaction, name, value)?;
        }
        transaction.commit()?;
        Ok(there.unwrap_or_else(|| value.to_owned()))
    }

    /// Deletes the value stored under a name.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn forget(&self, name: &str) -> Result<(), UsageError> {
        self.connection.execute("DELETE FROM kept WHERE name = ?1", [name])?;
        Ok(())
    }
}

fn kept(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM kept WHERE name = ?1", [name], |row| row.get(0)).optional()
}

fn keep(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT OR REPLACE INTO kept (name, value) VALUES (?1, ?2)", [name, value]).map(drop)
}
