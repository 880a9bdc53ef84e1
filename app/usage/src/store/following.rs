//! What whoever keeps a log elsewhere must know of it.

use std::collections::BTreeMap;

use super::Store;
use crate::error::UsageError;
use crate::event::Record;

impl Store {
    /// From now on, what is new waits for [`take_new`](Self::take_new).
    pub fn follow(&mut self) {
        self.followed.get_or_insert_default();
    }

    /// The events that were written since the last time, oldest first.
    pub fn take_new(&mut self) -> Vec<Record> {
        self.followed.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Every little thing that is kept, by its name.
    ///
    /// # Errors
    /// The database's.
    pub fn all_kept(&self) -> Result<BTreeMap<String, String>, UsageError> {
        let mut select = self.connection().prepare_cached("SELECT name, value FROM kept")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
