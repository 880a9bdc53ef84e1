//! Requests of a window to the usage log, and the answers. Both can be written as JSON, for a log that is kept in
//! another program: a browser's worker.

mod read;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::error::UsageError;
use crate::event::Event;
use crate::report::{Report, Span};
use crate::settings::UsageSettings;

/// Number of log entries that are shown at once.
pub const SHOWN_ENTRIES: u32 = 200;

/// A request to the usage log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum UsageRequest {
    /// Records an event.
    Note(Event),
    /// Reports user input (mouse, finger or keyboard), which counts as active use.
    Input,
    /// Asks for the indicators of a span of days; answered with [`Answer::Report`].
    Report(Span),
    /// Asks for the data this device holds; answered with [`Answer::Held`].
    Held,
    /// Asks for the whole log as a file's text; answered with [`Answer::Exported`].
    Export,
    /// Deletes all data; answered with [`Answer::Held`].
    Delete,
    /// Changes the choices about the log; answered with [`Answer::Held`].
    Choose(Choices),
    /// Opens a workshop, or continues one of today; answered with [`Answer::WorkshopOpened`].
    OpenWorkshop {
        /// Number of participants the teacher expects.
        expected: u16,
        /// Code of the workshop to continue; `None` starts a new one.
        code: Option<Code>,
    },
    /// Registers an AI pilot for the school; answered with [`Answer::PilotRegistered`].
    RegisterPilot,
}

impl UsageRequest {
    /// True if the request gets an answer.
    pub fn is_answered(&self) -> bool {
        !matches!(self, Self::Note(_) | Self::Input)
    }
}

/// The choices about the log that a teacher can make in the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// True if events are recorded.
    pub is_on: bool,
    /// True if repeat visits can be told apart for a school year.
    pub is_pseudonymous: bool,
    /// Number of persons who usually share a device: 1 to 8.
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

/// An answer of the usage log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The indicators of the requested days.
    Report(Report),
    /// The data this device holds.
    Held(Held),
    /// The log as JSON lines.
    Exported(String),
    /// The code of the workshop that was opened.
    WorkshopOpened(Code),
    /// The code of the pilot that was registered.
    PilotRegistered(Code),
    /// Reports a problem with the log.
    Trouble(UsageError),
}

/// The usage data that this device holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Number of events.
    pub events: u64,
    /// Day of the oldest event, as `2026-08-11`.
    pub oldest: Option<String>,
    /// The newest events, newest first; at most [`SHOWN_ENTRIES`].
    pub newest: Vec<Entry>,
    /// The pseudonym by which a city's store finds this device's events; `None` when pseudonyms are off.
    pub pseudonym: Option<String>,
    /// The settings in force.
    pub settings: UsageSettings,
    /// True if the settings cannot be changed here.
    pub is_fixed: bool,
    /// State of sending, if events are sent to a store.
    pub sending: Option<Sending>,
}

/// An event in readable form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Time of the event, in milliseconds since 1970.
    pub at_ms: i64,
    /// Name of the event, such as `script-run`.
    pub event: String,
    /// The event's fields, as in the log: `family=microbit duration_ms=1500`.
    pub fields: String,
}

/// State of the events that are sent to a city's store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// Number of events waiting to be sent.
    pub waiting: u64,
    /// Number of events the store has acknowledged.
    pub acknowledged: u64,
    /// HTTP status with which the store refused the last batch, if it did; 0 if it cannot be reached.
    pub last_refusal: Option<u16>,
    /// Events that the store rejected, each with the HTTP status; they are set aside.
    pub set_aside: Vec<(Entry, u16)>,
}
