//! Transcripts: a run written down so that it can be run again without its board.
//!
//! What is not decided by the script is written: the seed, and each *observation*, the moments at which the
//! run looked at the clock and the boards, with the time and the bytes it saw. Fed the same observations, the
//! same script does the same; what it sends and prints then is compared with what was written.
//!
//! The file is JSON lines: a [`Header`], then [`Record`]s, an `end` record last. It is untrusted input like
//! any other file.

mod read;
mod replay;

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::input::PhysicalInput;

pub use read::{Transcript, TranscriptError};
pub use replay::{Difference, DifferenceKind, Replay};

/// The version this program writes, and the only one it reads.
pub const TRANSCRIPT_VERSION: u32 = 1;

/// The first line of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The format's version.
    pub digilab_transcript: u32,
    /// The program's version, for people.
    pub program: String,
    /// The seed of `random`.
    pub seed: u64,
    /// When the run was to end, microseconds after its start.
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
        /// What was asked for.
        want: BoardFamily,
        /// The family its driver is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<BoardKind>,
        /// What its port is called.
        port: String,
        /// Why it could not be opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failed: Option<DeviceError>,
    },
    /// The script's first line runs now; times count from here.
    Start {
        /// Microseconds since the run began to connect.
        at_us: u64,
    },
    /// The run looked at the clock and its boards.
    Observed {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// How many times the run could have looked since the last observation and did not.
        #[serde(default, skip_serializing_if = "is_zero")]
        skipped: u64,
        /// Bytes that came, by board, in hexadecimal.
        #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
        inbound: Vec<(usize, String)>,
        /// Links that failed, by board.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        failed: Vec<(usize, DeviceError)>,
    },
    /// Something was done to a simulated board; for the reader, a replay sees its effect in the bytes.
    Input {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// The board.
        board: usize,
        /// What was done.
        input: PhysicalInput,
    },
    /// Somebody typed a line for the script; the run learns of it at its next look.
    Typed {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// The line; missing where nobody types any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Bytes that left, in hexadecimal.
    Sent {
        /// Microseconds since the run began to connect.
        at_us: u64,
        /// The board.
        board: usize,
        /// The bytes.
        hex: String,
    },
    /// A line on the console.
    Console {
        /// The line.
        text: String,
    },
    /// The run is over.
    End {
        /// How it ended.
        reason: EndReason,
        /// Script operations done by then.
        operations: u64,
        /// Looks not taken since the last observation.
        #[serde(default, skip_serializing_if = "is_zero")]
        skipped: u64,
    },
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The script came to its end.
    Done,
    /// The script or a board had an error.
    Error,
    /// Somebody stopped it.
    Stopped,
    /// Its time was over.
    TimeOver,
}

/// Takes a run's records as they happen; the program writes them to a file, a test keeps them.
pub trait RecordSink {
    /// Takes the next record.
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

/// `bytes` in hexadecimal, two digits each.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    hex::encode(bytes)
}
