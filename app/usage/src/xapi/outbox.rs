//! What is sent, when, and what the store's answers mean: without a network inside.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use jiff::fmt::rfc2822;
use serde_json::Value;

use super::statement;
use crate::error::UsageError;
use crate::event::Record;
use crate::store::{Fate, Store};

/// Statements that are sent at once at most.
pub const MAX_BATCH: u32 = 100;

/// The pause after a first failure; each further one is twice as long, and a part of it by chance, so that a school's devices
/// do not all come back at once.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(3_600);

/// A store that asks for a longer pause than this is asked again all the same, in milliseconds.
const LONGEST_ASKED_MS: i64 = 24 * 3_600 * 1_000;

/// What stands for a store that cannot be reached.
const UNREACHABLE: u16 = 0;

/// Statements on their way.
#[derive(Debug)]
pub struct Batch {
    records: Vec<Record>,
    /// What is sent: a JSON array of statements.
    pub body: String,
}

/// What the store answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Something, in HTTP.
    Status {
        /// The status.
        status: u16,
        /// The pause it asks for, in milliseconds.
        retry_after_ms: Option<i64>,
    },
    /// Nothing: there is no way to it.
    Unreachable,
}

/// What an answer meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The store has so many more events.
    Acknowledged(usize),
    /// The store does not want this one; it is set aside, with the status.
    SetAside(u16),
    /// One of them is not wanted; fewer are sent next, until it is found.
    Divided,
    /// Later; with the status, or 0 where there was none.
    Later(u16),
}

/// Where sending stands.
#[derive(Debug, Default)]
pub struct Outbox {
    /// How often the next batch is halved.
    halvings: u32,
    pauses: Option<ExponentialBackoff>,
    due_ms: i64,
}

impl Outbox {
    /// When something may be sent, in milliseconds since 1970.
    pub fn due_ms(&self) -> i64 {
        self.due_ms
    }

    /// What is to be sent next, if anything waits.
    ///
    /// # Errors
    /// The log's.
    pub fn next(&self, store: &Store) -> Result<Option<Batch>, UsageError> {
        let waiting = store.waiting((MAX_BATCH >> self.halvings).max(1))?;
        let statements: Vec<Value> = waiting.iter().filter_map(statement).collect();
        if statements.is_empty() {
            return Ok(None);
        }
        // Numbers, truth values and words of closed sets become JSON.
        let body = serde_json::to_string(&statements).unwrap_or_default();
        Ok(Some(Batch { records: waiting.into_iter().map(|waiting| waiting.record).collect(), body }))
    }

    /// The store has answered: writes down what that means.
    ///
    /// # Arguments
    /// - `now_ms`: milliseconds since 1970.
    ///
    /// # Errors
    /// The log's; then the batch is sent again.
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
        // Until it is written down, it has not been sent.
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

/// The pause that a `Retry-After` header asks for (RFC 9110, 10.2.3): seconds or a date.
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
