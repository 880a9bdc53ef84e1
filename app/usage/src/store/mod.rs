//! The log's database: SQLite, with one schema and the same SQL on all platforms.
//!
//! `events` holds the recorded events. The other tables are derived from it in the same transaction, so that
//! [`indicators`](crate::indicators) need not read a year of events.

mod apply;
#[cfg(target_arch = "wasm32")]
mod browser;
mod change_feed;
mod fate;
#[cfg(not(target_arch = "wasm32"))]
mod file;
mod key_value;
mod schema;
mod sending;
#[cfg(test)]
mod tests;

use rusqlite::Connection;
use uuid::Uuid;

use self::apply::Added;
use crate::error::UsageError;
use crate::event::{Event, Record};

pub use self::fate::Fate;
pub use self::sending::Waiting;

/// Silence after which a session of another window counts as abandoned, in milliseconds: three checkpoints.
pub const ABANDONED_AFTER_MS: i64 = 180_000;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Result of appending events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Number of events that were new.
    pub added: usize,
    /// Number of events that were dropped: the start of their session is not there.
    pub orphaned: usize,
}

/// The log's database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// Events written since the last [`take_new`](Self::take_new), if they are followed.
    followed: Option<Vec<Record>>,
}

impl Store {
    /// Opens a log in memory only.
    ///
    /// # Errors
    /// `Failed`.
    pub fn in_memory() -> Result<Self, UsageError> {
        let mut connection = Connection::open_in_memory()?;
        schema::migrate(&mut connection)?;
        Ok(Self::of(connection))
    }

    fn of(connection: Connection) -> Self {
        Self { connection, followed: None }
    }

    /// Appends events, all or none. Events that are there already are skipped.
    ///
    /// # Arguments
    /// - `is_own`: true if they happened on this device.
    ///
    /// # Returns
    /// The number of new events, and of those dropped because the start of their session is not there.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Busy`, `Damaged`, `Failed`.
    pub fn append(&mut self, records: &[Record], is_own: bool) -> Result<Appended, UsageError> {
        // An immediate transaction takes the write lock first: two windows wait for each other, and neither fails.
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut appended = Appended::default();
        let mut new = Vec::new();
        for record in records {
            match apply::add(&transaction, record, is_own)? {
                Added::New => {
                    appended.added += 1;
                    new.extend(self.followed.is_some().then(|| record.clone()));
                }
                Added::Known => {}
                Added::Orphaned => appended.orphaned += 1,
            }
        }
        transaction.commit()?;
        self.followed.iter_mut().for_each(|followed| followed.append(&mut new));
        Ok(appended)
    }

    /// Ends the sessions of this device that were left without an end, after a crash or a power failure.
    ///
    /// # Returns
    /// The number of sessions that were ended.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn end_abandoned(&mut self, now_ms: i64) -> Result<usize, UsageError> {
        let abandoned: Vec<Record> = {
            let mut select = self.connection.prepare(
                "SELECT session, last_sequence + 1, active_s, last_ms FROM sessions
                 WHERE is_own AND NOT is_over AND last_ms < ?1",
            )?;
            let rows = select.query_map([now_ms - ABANDONED_AFTER_MS], |row| {
                let event = Event::SessionAbandoned { active_s: row.get(2)? };
                let session = Uuid::from_bytes(row.get(0)?);
                Ok(Record { session, sequence: row.get(1)?, at_ms: row.get(3)?, event })
            })?;
            rows.collect::<Result<_, _>>()?
        };
        Ok(self.append(&abandoned, true)?.added)
    }

    /// Deletes data past its retention time. Events of a session that a city's store has are deleted earlier; the
    /// derived tables keep it as long as any other, for this device's own report.
    ///
    /// # Arguments
    /// - `days`: days for which events are kept.
    /// - `days_sent`: days for which the events of finished sessions are kept, once the store has them all.
    ///
    /// # Returns
    /// The number of events that were deleted.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn retain(&mut self, days: u16, days_sent: u16, now_ms: i64) -> Result<usize, UsageError> {
        let [before_ms, sent_before_ms] = [days, days_sent].map(|days| now_ms - i64::from(days) * DAY_MS);
        let transaction = self.connection.transaction()?;
        let gone = transaction.execute(
            "DELETE FROM events WHERE session IN (SELECT key FROM sessions WHERE last_ms < ?1
                OR (last_ms < ?2 AND is_over AND NOT EXISTS (
                    SELECT 1 FROM events AS other WHERE other.session = key AND other.fate NOT IN (1, 2))))",
            [before_ms, sent_before_ms],
        )?;
        for (table, column) in [("sessions", "last_ms"), ("workshops", "last_ms"), ("pilots", "at_ms")] {
            transaction.execute(&format!("DELETE FROM {table} WHERE {column} < ?1"), [before_ms])?;
        }
        transaction.commit()?;
        Ok(gone)
    }

    /// Deletes all of the log, and the values stored beside it.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn clear(&mut self) -> Result<(), UsageError> {
        self.connection.execute_batch(
            "BEGIN; DELETE FROM events; DELETE FROM sessions; DELETE FROM workshops; DELETE FROM pilots; DELETE FROM kept; COMMIT; VACUUM;",
        )?;
        Ok(())
    }

    /// Calls `each` with every event, session by session, each in its order.
    ///
    /// # Errors
    /// Any database error, and the errors of `each`.
    pub fn read<E: From<UsageError>>(&self, mut each: impl FnMut(Record) -> Result<(), E>) -> Result<(), E> {
        let sql = |error: rusqlite::Error| E::from(UsageError::from(error));
        let mut select = self
            .connection
            .prepare(
                "SELECT sessions.session, sequence, at_ms, detail FROM events JOIN sessions ON key = events.session
                 ORDER BY started_ms, sessions.session, sequence",
            )
            .map_err(sql)?;
        let mut rows = select.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            each(apply::record(row).map_err(sql)?)?;
        }
        Ok(())
    }

    /// Returns the number of events.
    ///
    /// # Errors
    /// Any database error.
    pub fn count(&self) -> Result<u64, UsageError> {
        Ok(self.connection.query_row("SELECT count(*) FROM events", [], |row| row.get(0))?)
    }

    /// Returns the newest `count` events, newest first.
    ///
    /// # Errors
    /// Any database error.
    pub fn newest(&self, count: u32) -> Result<Vec<Record>, UsageError> {
        let mut select = self.connection.prepare(
            "SELECT sessions.session, sequence, at_ms, detail FROM events JOIN sessions ON key = events.session
             ORDER BY last_ms DESC, events.session DESC, sequence DESC LIMIT ?1",
        )?;
        let rows = select.query_map([count], apply::record)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the day of the oldest session that still has events.
    ///
    /// # Errors
    /// Any database error.
    pub fn oldest_day(&self) -> Result<Option<String>, UsageError> {
        let query =
            "SELECT min(date) FROM sessions WHERE EXISTS (SELECT 1 FROM events WHERE events.session = key)";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}
