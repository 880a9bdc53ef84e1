//! A session: from opening the lab to closing it, with its active time.
//!
//! Active time leaves out gaps of [`GAP_MS`] or more without input. A checkpoint every minute stores the active time
//! up to the last input, so that a crash loses a minute at most; it never reports more than the end will.

use uuid::Uuid;

use crate::actor::{PseudonymKey, random_id};
use crate::code::Code;
use crate::event::{Edition, Event, Record};
use crate::settings::UsageSettings;

/// Length of a pause that does not count as active use, in milliseconds.
pub const GAP_MS: i64 = 300_000;

/// Time from one checkpoint to the next, in milliseconds.
pub const CHECKPOINT_MS: i64 = 60_000;

/// Maximum active time of a session, in seconds: bounds a forgotten device with something on its keyboard.
pub const MAX_ACTIVE_S: u32 = 4 * 3600;

/// The current session.
#[derive(Debug)]
pub struct Session {
    id: Uuid,
    next: u32,
    /// Time of the last event; it never goes back, even if the clock is set back.
    at_ms: i64,
    last_input_ms: i64,
    active_ms: i64,
    checkpoint_ms: i64,
}

impl Session {
    /// Starts a session.
    ///
    /// # Arguments
    /// - `key`: the pseudonym's key, if the school has pseudonyms on.
    /// - `at_ms`: current time, in milliseconds since 1970.
    ///
    /// # Returns
    /// The session, and the event that records its start.
    ///
    /// # Errors
    /// If the system has no source of randomness; then nothing can be recorded.
    pub fn start(
        settings: &UsageSettings,
        key: Option<&PseudonymKey>,
        edition: Edition,
        version: &str,
        at_ms: i64,
    ) -> Result<(Self, Record), getrandom::Error> {
        let actor = match key {
            Some(key) => key.actor(),
            None => random_id()?,
        };
        let mut session = Self {
            id: random_id()?,
            next: 0,
            at_ms,
            last_input_ms: at_ms,
            active_ms: 0,
            checkpoint_ms: at_ms,
        };
        let started = Event::SessionStarted {
            actor,
            is_pseudonym: key.is_some(),
            school: settings.school.clone(),
            persons_per_seat: settings.persons(),
            edition,
            version: Code::or_other(version),
        };
        let record = session.note(started, at_ms);
        Ok((session, record))
    }

    /// Counts user input (mouse, finger or keyboard) as active use.
    pub fn input(&mut self, at_ms: i64) {
        self.active_ms += gap_ms(self.last_input_ms, at_ms);
        self.last_input_ms = self.last_input_ms.max(at_ms);
    }

    /// Returns the time at which the next checkpoint is due, in milliseconds since 1970.
    pub fn checkpoint_due_ms(&self) -> i64 {
        self.checkpoint_ms + CHECKPOINT_MS
    }

    /// Returns a checkpoint, if one is due.
    pub fn checkpoint(&mut self, at_ms: i64) -> Option<Record> {
        // After the clock was set back, the interval starts anew.
        if at_ms < self.checkpoint_ms {
            self.checkpoint_ms = at_ms;
        }
        if at_ms < self.checkpoint_due_ms() {
            return None;
        }
        self.checkpoint_ms = at_ms;
        Some(self.note(Event::SessionCheckpoint { active_s: seconds(self.active_ms) }, at_ms))
    }

    /// Gives an event its number and time.
    pub fn note(&mut self, event: Event, at_ms: i64) -> Record {
        self.at_ms = self.at_ms.max(at_ms);
        let record = Record { session: self.id, sequence: self.next, at_ms: self.at_ms, event };
        self.next += 1;
        record
    }

    /// Gives the event the next number, since its own was used meanwhile: another window may have found the session
    /// abandoned after the computer slept.
    pub fn renumbered(&mut self, record: Record) -> Record {
        self.note(record.event, record.at_ms)
    }

    /// Ends the session.
    pub fn end(&mut self, at_ms: i64) -> Record {
        let active_ms = self.active_ms + gap_ms(self.last_input_ms, at_ms);
        self.note(Event::SessionEnded { active_s: seconds(active_ms) }, at_ms)
    }
}

/// Returns the active time between two inputs, in milliseconds.
fn gap_ms(from_ms: i64, to_ms: i64) -> i64 {
    Some(to_ms.saturating_sub(from_ms)).filter(|gap| (0..GAP_MS).contains(gap)).unwrap_or(0)
}

fn seconds(active_ms: i64) -> u32 {
    u32::try_from(active_ms / 1000).unwrap_or(0).min(MAX_ACTIVE_S)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn started() -> Session {
        Session::start(&UsageSettings::default(), None, Edition::Desktop, "0.1.0", 0).unwrap().0
    }

    fn active_s(record: &Record) -> u32 {
        match record.event {
            Event::SessionCheckpoint { active_s } | Event::SessionEnded { active_s } => active_s,
            _ => panic!("{record:?}"),
        }
    }

    /// Checks the active time of a session with inputs and an end at these seconds.
    #[track_caller]
    fn check(inputs_s: &[i64], end_s: i64, expected_s: u32) {
        let mut session = started();
        for at_s in inputs_s {
            session.input(at_s * 1000);
        }
        assert_eq!(active_s(&session.end(end_s * 1000)), expected_s, "{inputs_s:?} {end_s}");
    }

    #[test]
    fn pauses_are_left_out_from_five_minutes_on() {
        check(&[], 0, 0);
        check(&[], 299, 299);
        check(&[], 300, 0);
        check(&[10, 20, 319], 400, 400);
        // By hand: 20 s to the last input, 300 s of pause left out, 5 s after it, 10 s to the end.
        check(&[10, 20, 320, 325], 335, 35);
        // Four hours are the maximum.
        let all_day: Vec<i64> = (1..500).map(|minute| minute * 60).collect();
        check(&all_day, 500 * 60, 4 * 3600);
        // A clock that is set back takes nothing away, and adds nothing.
        check(&[100, 50, 110], 120, 120);
    }

    #[test]
    fn a_checkpoint_comes_each_minute_and_counts_to_the_last_input() {
        let mut session = started();
        assert_eq!(session.checkpoint(59_999), None);
        session.input(45_000);
        let first = session.checkpoint(60_000).unwrap();
        assert_eq!((active_s(&first), first.sequence, first.at_ms), (45, 1, 60_000));
        assert_eq!(session.checkpoint(119_999), None);
        session.input(130_000);
        assert_eq!(active_s(&session.checkpoint(130_000).unwrap()), 130);
        assert_eq!(active_s(&session.end(140_000)), 140);
    }

    proptest! {
        #[test]
        fn active_time_never_shrinks_and_is_never_more_than_has_passed(steps in prop::collection::vec((0_i64..700_000, any::<bool>()), 0..200)) {
            let mut session = started();
            let (mut at_ms, mut last_s, mut sequence) = (0, 0, 0);
            for (after_ms, is_input) in steps {
                at_ms += after_ms;
                if is_input {
                    session.input(at_ms);
                }
                if let Some(checkpoint) = session.checkpoint(at_ms) {
                    prop_assert!(active_s(&checkpoint) >= last_s && checkpoint.sequence == sequence + 1);
                    prop_assert!(i64::from(active_s(&checkpoint)) * 1000 <= at_ms);
                    (last_s, sequence) = (active_s(&checkpoint), checkpoint.sequence);
                }
            }
            let end = active_s(&session.end(at_ms));
            prop_assert!(end >= last_s && end <= MAX_ACTIVE_S);
        }
    }
}
