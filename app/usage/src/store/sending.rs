//! The events to send to a city's store, and their sending state.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::fate::{ACKNOWLEDGED, Fate};
use super::{Store, apply};
use crate::entry::entry;
use crate::error::UsageError;
use crate::event::{Event, Record};
use crate::request::Sending;

/// Name under which the store's last refusal is stored.
const ANSWER: &str = "sending-answer";

/// Maximum number of rejected events that are listed one by one.
const SHOWN_SET_ASIDE: u32 = 20;

/// An event that waits to be sent, with the data of its session.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The event.
    pub record: Record,
    /// Random id, or the pseudonym.
    pub actor: Uuid,
    /// True if `actor` is a pseudonym.
    pub is_pseudonym: bool,
    /// Code of the school; empty if none is set.
    pub school: String,
    /// Number of persons who share the device.
    pub persons: u8,
    /// Time of the last activity, if the event ends the session, in milliseconds since 1970.
    pub last_activity_ms: Option<i64>,
}

impl Store {
    /// Returns the oldest waiting events, at most `count`.
    ///
    /// # Errors
    /// Any database error.
    pub fn waiting(&self, count: u32) -> Result<Vec<Waiting>, UsageError> {
        let mut select = self.connection.prepare_cached(
            "SELECT sessions.session, sequence, at_ms, detail, actor, is_pseudonym, school, persons, key
             FROM events JOIN sessions ON key = events.session
             WHERE fate = 0 ORDER BY events.session, sequence LIMIT ?1",
        )?;
        let rows = select.query_map([count], |row: &Row<'_>| {
            let waiting = Waiting {
                record: apply::record(row)?,
                actor: Uuid::from_bytes(row.get(4)?),
                is_pseudonym: row.get(5)?,
                school: row.get(6)?,
                persons: row.get(7)?,
                last_activity_ms: None,
            };
            Ok((waiting, row.get::<_, i64>(8)?))
        })?;
        let mut all = Vec::new();
        for row in rows {
            let (mut waiting, key) = row?;
            if matches!(waiting.record.event, Event::SessionEnded { .. } | Event::SessionAbandoned { .. }) {
                waiting.last_activity_ms = Some(self.last_activity_ms(key, waiting.record.sequence)?);
            }
            all.push(waiting);
        }
        Ok(all)
    }

    /// Returns the time of a session's last activity up to one of its events. The result never changes, so that a
    /// statement that is sent again is the same.
    fn last_activity_ms(&self, key: i64, sequence: u32) -> Result<i64, UsageError> {
        let mut select = self.connection.prepare_cached(
            "SELECT at_ms, detail FROM events WHERE session = ?1 AND sequence <= ?2 ORDER BY sequence",
        )?;
        let mut rows = select.query(params![key, sequence])?;
        let (mut last_ms, mut most_s) = (0, 0);
        while let Some(row) = rows.next()? {
            let at_ms: i64 = row.get(0)?;
            match apply::active_s(&apply::event(row, 1)?) {
                Some(active_s) if active_s <= most_s => {}
                active_s => {
                    last_ms = at_ms.max(last_ms);
                    most_s = active_s.unwrap_or(most_s);
                }
            }
        }
        Ok(last_ms)
    }

    /// Stores the result of sending events.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn settle<'a>(
        &mut self,
        events: impl IntoIterator<Item = &'a Record>,
        fate: Fate,
    ) -> Result<(), UsageError> {
        let fate = match fate {
            Fate::Acknowledged => ACKNOWLEDGED,
            Fate::SetAside(status) => status,
        };
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        {
            let mut update = transaction.prepare_cached(
                "UPDATE events SET fate = ?3 WHERE sequence = ?2
                    AND session = (SELECT key FROM sessions WHERE session = ?1)",
            )?;
            for record in events {
                update.execute(params![record.session.as_bytes(), record.sequence, fate])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Returns the state of all that is sent.
    ///
    /// # Errors
    /// Any database error.
    pub fn sending(&self) -> Result<Sending, UsageError> {
        let (waiting, acknowledged) = self.connection.query_row(
            "SELECT coalesce(sum(fate = 0), 0), coalesce(sum(fate = 1), 0) FROM events",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut select = self.connection.prepare(
            "SELECT sessions.session, sequence, at_ms, detail, fate FROM events JOIN sessions ON key = events.session
             WHERE fate > 2 ORDER BY at_ms DESC LIMIT ?1",
        )?;
        let set_aside =
            select.query_map([SHOWN_SET_ASIDE], |row| Ok((entry(&apply::record(row)?), row.get(4)?)))?;
        Ok(Sending {
            waiting,
            acknowledged,
            last_refusal: self.last_refusal()?,
            set_aside: set_aside.collect::<Result<_, _>>()?,
        })
    }

    /// Marks the events that were set aside as waiting again.
    ///
    /// # Returns
    /// The number of these events.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn send_again(&mut self) -> Result<usize, UsageError> {
        Ok(self.connection.execute("UPDATE events SET fate = 0 WHERE fate > 2", [])?)
    }

    /// Records the HTTP status with which the store refused the last batch; 0 if it could not be reached.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn keep_refusal(&self, status: u16) -> Result<(), UsageError> {
        self.keep(ANSWER, &status.to_string())
    }

    /// Forgets the last refusal, since the store has accepted something.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn forget_refusal(&self) -> Result<(), UsageError> {
        self.forget(ANSWER)
    }

    /// Returns the status of the store's last reply, if it was a refusal; 0 if it could not be reached.
    fn last_refusal(&self) -> Result<Option<u16>, UsageError> {
        Ok(self.kept(ANSWER)?.and_then(|text| text.parse().ok()))
    }
}
