//! Transcripts: records of a run from which it can be repeated without its board.
//!
//! Recorded is everything that the script does not decide: the seed, and each *observation*, a moment at which the
//! run read the clock and the boards, with the time and the bytes it got. Given the same observations, the same
//! script does the same; what it sends and prints then is compared with the record.
//!
//! The file is JSON lines: a [`Header`], then [`Record`]s, an `end` record last. It is untrusted input like any other
//! file.

mod read;
mod replay;

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::input::PhysicalInput;
use digilab_lessons::language::Language;

pub use read::{Transcript, TranscriptError};
pub use replay::{Difference, DifferenceKind, Replay};

/// Version of the format that this program writes, and the only one it reads. It counts up as well when scripts run
/// differently: 2 since the parts of a script run side by side.
pub const TRANSCRIPT_VERSION: u32 = 2;

/// The first line of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub digilab_transcript: u32,
    /// Version of the program, for people.
    pub program: String,
    /// Seed of `random`.
    pub seed: u64,
    /// Language in which the script was told of mistakes that it caught.
    #[serde(default)]
    pub language: Language,
    /// Time limit of the run, in microseconds after its start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_us: Option<u64>,
    /// The script itself.
    pub script: String,
}

/// Any later line of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// The run opened a board, or failed to.
    Board {
        /// Family that was requested.
        want: BoardFamily,
        /// Kind that its driver is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<BoardKind>,
        /// Name of its port.
        port: String,
        /// Error, if it could not be opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failed: Option<DeviceError>,
    },
    /// The script's first line starts; times count from here.
    Start {
        /// Microseconds since the run began to connect.
        at_us: u64,
    },
    /// The run observed the clock and its boards.
    Observed {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// Number of opportunities to observe since the last observation that the run did not take.
        #[serde(default, skip_serializing_if = "is_zero")]
        skipped: u64,
        /// Received bytes in hexadecimal, by board.
        #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
        inbound: Vec<(usize, String)>,
        /// Failures of links, by board.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        failed: Vec<(usize, DeviceError)>,
    },
    /// An input was made to a simulated board; only for readers, since a replay sees its effect in the bytes.
    Input {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// Index of the board.
        board: usize,
        /// The input.
        input: PhysicalInput,
    },
    /// A line was typed for the script; the run gets it at its next observation.
    Typed {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// The line; missing once nobody types any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Bytes were sent, in hexadecimal.
    Sent {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// Index of the board.
        board: usize,
        /// The bytes.
        hex: String,
    },
    /// A line on the console.
    Console {
        /// The line.
        text: String,
    },
    /// The run has ended.
    End {
        /// Reason of the end.
        reason: EndReason,
        /// Number of script operations done by then.
        operations: u64,
        /// Opportunities to observe that were not taken since the last observation.
        #[serde(default, skip_serializing_if = "is_zero")]
        skipped: u64,
    },
}

/// Reason why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The script ended by itself.
    Done,
    /// The script or a board had an error.
    Error,
    /// The user pressed Stop.
    Stopped,
    /// The time limit was reached.
    TimeOver,
}

/// Receives a run's records as they occur; the program writes them to a file, a test keeps them.
pub trait RecordSink {
    /// Receives the next record.
    fn record(&mut self, record: &Record);
}

impl RecordSink for Vec<Record> {
    fn record(&mut self, record: &Record) {
        self.push(record.clone());
    }
}

fn is_zero(value: &u64) -> bool {
    *value == 0
}

/// Formats `bytes` in hexadecimal, two digits each.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    hex::encode(bytes)
}
