//! The log's database: SQLite, one schema and one set of SQL everywhere.
//!
//! `events` holds what was written down. The other tables are reckoned from it, in the same transaction, so that
//! [`indicators`](crate::indicators) need not go through a year of events.

mod apply;
#[cfg(target_arch = "wasm32")]
mod browser;
mod fate;
#[cfg(not(target_arch = "wasm32"))]
mod file;
mod following;
mod little;
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

/// A session of another window that has been silent for so long has been abandoned, in milliseconds: three checkpoints.
pub const ABANDONED_AFTER_MS: i64 = 180_000;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// What came of writing events down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Events that were new.
    pub added: usize,
    /// Events of sessions whose beginning is not there.
    pub orphaned: usize,
}

/// The log.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// What was written since somebody looked, where somebody does.
    followed: Option<Vec<Record>>,
}

impl Store {
    /// A log that is nowhere but in memory.
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

    /// Writes events down, all or none. Those that are there already are left out.
    ///
    /// # Arguments
    /// - `is_own`: whether they happened on this device.
    ///
    /// # Returns
    /// How many were new, and how many cannot be taken: the beginning of their session is not there.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `Busy`, `Damaged`, `Failed`.
    pub fn append(&mut self, records: &[Record], is_own: bool) -> Result<Appended, UsageError> {
        // It is known from the beginning that something is written: two windows wait for each other, and neither fails.
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

    /// Ends the sessions of this device that were left without an end: the program fell, or the power went.
    ///
    /// # Returns
    /// How many there were.
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

    /// Deletes what is kept for longer than it may be. Of a session that a city's store has, the events go earlier; what was
    /// reckoned from them stays as long as any other, for this device's own report.
    ///
    /// # Arguments
    /// - `days`: how long events are kept.
    /// - `days_sent`: how long the events of sessions that are over are kept, once the store has them all.
    ///
    /// # Returns
    /// How many events went.
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

    /// Deletes all of the log, and what was kept beside it.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn clear(&mut self) -> Result<(), UsageError> {
        self.connection.execute_batch(
            "BEGIN; DELETE FROM events; DELETE FROM sessions; DELETE FROM workshops; DELETE FROM pilots; DELETE FROM kept; COMMIT; VACUUM;",
        )?;
        Ok(())
    }

    /// Calls `each` with every event, session by session, in its order.
    ///
    /// # Errors
    /// The database's, and those of `each`.
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

    /// How many events there are.
    ///
    /// # Errors
    /// The database's.
    pub fn count(&self) -> Result<u64, UsageError> {
        Ok(self.connection.query_row("SELECT count(*) FROM events", [], |row| row.get(0))?)
    }

    /// The newest events, the last one first.
    ///
    /// # Errors
    /// The database's.
    pub fn newest(&self, count: u32) -> Result<Vec<Record>, UsageError> {
        let mut select = self.connection.prepare(
            "SELECT sessions.session, sequence, at_ms, detail FROM events JOIN sessions ON key = events.session
             ORDER BY last_ms DESC, events.session DESC, sequence DESC LIMIT ?1",
        )?;
        let rows = select.query_map([count], apply::record)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The day of the oldest session whose events are there.
    ///
    /// # Errors
    /// The database's.
    pub fn oldest_day(&self) -> Result<Option<String>, UsageError> {
        let query =
            "SELECT min(date) FROM sessions WHERE EXISTS (SELECT 1 FROM events WHERE events.session = key)";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}
