//! What a window asks of whoever keeps the log, and what it is told. Both can be written as JSON, for a log that is kept in
//! another program: a browser's worker.

mod read;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::error::UsageError;
use crate::event::Event;
use crate::report::{Report, Span};
use crate::settings::UsageSettings;

/// Entries of the log that are shown at once.
pub const SHOWN_ENTRIES: u32 = 200;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Something happened; written down.
    Note(Event),
    /// Somebody uses mouse, finger or keyboard.
    Input,
    /// The numbers of some days; answered with [`Answer::Report`].
    Report(Span),
    /// What this device holds; answered with [`Answer::Held`].
    Held,
    /// All of it, as a file's text; answered with [`Answer::Exported`].
    Export,
    /// Deletes all of it; answered with [`Answer::Held`].
    Delete,
    /// Another decision about the log; answered with [`Answer::Held`].
    Choose(Choices),
    /// A teacher opens a workshop, or goes on with one of today; answered with [`Answer::WorkshopOpened`].
    OpenWorkshop {
        /// How many are expected.
        expected: u16,
        /// The code of the one to go on with; without it there will be a new one.
        code: Option<Code>,
    },
    /// A teacher registers an AI pilot for the school; answered with [`Answer::PilotRegistered`].
    RegisterPilot,
}

impl Ask {
    /// Whether somebody waits for an answer.
    pub fn is_answered(&self) -> bool {
        !matches!(self, Self::Note(_) | Self::Input)
    }
}

/// What a teacher may decide in the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Whether anything is written down.
    pub is_on: bool,
    /// Whether repeat visits can be told apart for a school year.
    pub is_pseudonymous: bool,
    /// How many persons usually share a device: 1 to 8.
    pub persons_per_seat: u8,
}

impl From<&UsageSettings> for Choices {
    fn from(settings: &UsageSettings) -> Self {
        Self {
            is_on: settings.is_on,
            is_pseudonymous: settings.is_pseudonymous,
            persons_per_seat: settings.persons(),
        }
    }
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The numbers that were asked for.
    Report(Report),
    /// What this device holds.
    Held(Held),
    /// The log as JSON lines.
    Exported(String),
    /// A workshop is open, and its code.
    WorkshopOpened(Code),
    /// A pilot is registered, and its code.
    PilotRegistered(Code),
    /// Something is wrong with the log.
    Trouble(UsageError),
}

/// What this device holds of its use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// How many events.
    pub events: u64,
    /// The day of the oldest, as `2026-08-11`.
    pub oldest: Option<String>,
    /// The newest of them, the last one first; [`SHOWN_ENTRIES`] at most.
    pub newest: Vec<Entry>,
    /// The pseudonym, with which a city's store finds this device's events. Without pseudonyms there is none.
    pub pseudonym: Option<String>,
    /// The decisions.
    pub settings: UsageSettings,
    /// Whether they cannot be changed here.
    pub is_fixed: bool,
    /// What became of what is sent, where anything is.
    pub sending: Option<Sending>,
}

/// An event, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Its name, such as `script-run`.
    pub event: String,
    /// Its fields, as they are in the log: `family=microbit duration_ms=1500`.
    pub fields: String,
}

/// What became of what is sent to a city's store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Events that wait.
    pub waiting: u64,
    /// Events that the store has.
    pub acknowledged: u64,
    /// The status with which the store refused what was sent last, if it did; 0 where it cannot be reached.
    pub last_refusal: Option<u16>,
    /// Events that the store does not want, with its status: set aside.
    pub set_aside: Vec<(Entry, u16)>,
}
