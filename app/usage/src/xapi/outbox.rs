//! Decides what is sent and when, and interprets the store's replies; contains no network code.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use jiff::fmt::rfc2822;
use serde_json::Value;

use super::statement;
use crate::error::UsageError;
use crate::event::Record;
use crate::store::{Fate, Store};

/// Maximum number of statements in a batch.
pub const MAX_BATCH: u32 = 100;

/// Pause after a first failure; each further one is twice as long plus a random part, so that a school's devices do
/// not all come back at once.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(3_600);

/// Longest pause a store can ask for, in milliseconds; after it, sending is tried again all the same.
const LONGEST_ASKED_MS: i64 = 24 * 3_600 * 1_000;

/// Stands in place of an HTTP status for a store that cannot be reached.
const UNREACHABLE: u16 = 0;

/// A batch of statements to send.
#[derive(Debug)]
pub struct Batch {
    records: Vec<Record>,
    /// Request body: a JSON array of statements.
    pub body: String,
}

/// Reply of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An HTTP response.
    Status {
        /// HTTP status.
        status: u16,
        /// Pause that the store asks for, in milliseconds.
        retry_after_ms: Option<i64>,
    },
    /// No response: the store cannot be reached.
    Unreachable,
}

/// Meaning of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The store has this many more events.
    Acknowledged(usize),
    /// The store rejected the only event of the batch with this status; it is set aside.
    SetAside(u16),
    /// The store rejected an event of the batch; smaller batches are sent until it is found.
    Divided,
    /// Sending must be tried again later; carries the status, or 0 if there was none.
    Later(u16),
}

/// State of sending: batch size and pauses.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Number of times the next batch is halved.
    halvings: u32,
    pauses: Option<ExponentialBackoff>,
    due_ms: i64,
}

impl Outbox {
    /// Returns the time from which the next batch may be sent, in milliseconds since 1970.
    pub fn due_ms(&self) -> i64 {
        self.due_ms
    }

    /// Returns the next batch, if any events wait.
    ///
    /// # Errors
    /// Errors of the log.
    pub fn next(&self, store: &Store) -> Result<Option<Batch>, UsageError> {
        let waiting = store.waiting((MAX_BATCH >> self.halvings).max(1))?;
        let statements: Vec<Value> = waiting.iter().filter_map(statement).collect();
        if statements.is_empty() {
            return Ok(None);
        }
        // Numbers, truth values and words of closed sets always serialize.
        let body = serde_json::to_string(&statements).unwrap_or_default();
        Ok(Some(Batch { records: waiting.into_iter().map(|waiting| waiting.record).collect(), body }))
    }

    /// Interprets the store's reply and stores the result.
    ///
    /// # Arguments
    /// - `now_ms`: milliseconds since 1970.
    ///
    /// # Errors
    /// Errors of the log; then the batch is sent again.
    pub fn answered(
        &mut self,
        store: &mut Store,
        batch: &Batch,
        reply: Reply,
        now_ms: i64,
    ) -> Result<Outcome, UsageError> {
        let (status, retry_after_ms) = match reply {
            Reply::Status { status, retry_after_ms } => (status, retry_after_ms),
            Reply::Unreachable => (UNREACHABLE, None),
        };
        // Until the result is stored, the batch counts as not sent.
        self.due_ms = now_ms;
        let outcome = match (status, batch.records.as_slice()) {
            (200 | 204, records) => {
                store.settle(records, Fate::Acknowledged)?;
                self.halvings = self.halvings.saturating_sub(1);
                Outcome::Acknowledged(records.len())
            }
            (400 | 409 | 413 | 422, [one]) => {
                store.settle([one], Fate::SetAside(status))?;
                Outcome::SetAside(status)
            }
            (400 | 409 | 413 | 422, _) => {
                self.halvings += 1;
                Outcome::Divided
            }
            _ => {
                let pauses = self.pauses.get_or_insert_with(|| {
                    ExponentialBuilder::new()
                        .with_min_delay(FIRST_PAUSE)
                        .with_max_delay(LONGEST_PAUSE)
                        .without_max_times()
                        .with_jitter()
                        .build()
                });
                let pause = pauses.next().unwrap_or(LONGEST_PAUSE);
                let pause_ms = i64::try_from(pause.as_millis()).unwrap_or(LONGEST_ASKED_MS);
                let asked_ms = retry_after_ms.unwrap_or(0).min(LONGEST_ASKED_MS);
                self.due_ms = now_ms + pause_ms.max(asked_ms);
                Outcome::Later(status)
            }
        };
        match outcome {
            Outcome::Later(status) => store.keep_refusal(status)?,
            _ => {
                self.pauses = None;
                store.forget_refusal()?;
            }
        }
        Ok(outcome)
    }
}

/// Parses the pause that a `Retry-After` header asks for (RFC 9110, 10.2.3): seconds or a date.
///
/// # Returns
/// Milliseconds from now.
pub fn retry_after(header: &str, now_ms: i64) -> Option<i64> {
    let text = header.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(i64::from(seconds) * 1_000);
    }
    let date = rfc2822::parse(text).ok()?;
    Some((date.timestamp().as_millisecond() - now_ms).max(0))
}
