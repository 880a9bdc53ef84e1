//! The lab protocol: messages between a window and the lab thread.
//!
//! The two sides share no state: commands go one way, events the other, so that the lab runs the same in a thread of
//! the program and in a browser's worker. What a run must receive while it goes on
//! ([`LiveCommand`](crate::lab::LiveCommand)) comes through its [`Control`](crate::lab::Control).

mod handle;
mod lesson;
mod outbox;
mod platform;
mod requested_boards;
mod run;
#[cfg(test)]
mod tests;
pub mod worker;

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::discovery::FoundBoard;
use digilab_devices::error::DeviceError;

pub use handle::handle;
pub use lesson::{LessonCommand, LessonEvent, StepCheck};
pub use outbox::{EventQueue, Outbox};
pub use platform::Platform;
pub use requested_boards::RequestedBoards;
pub use run::{check, execute};

use crate::lab::{BenchSetup, LabOutput};
use crate::mistakes::Mistake;
use crate::text::sentences::Sentences;
use crate::transcript::EndReason;

/// A command to the lab thread, which handles one after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabCommand {
    /// Checks that a script can be parsed; answered with [`LabEvent::Checked`].
    Check {
        /// Revision of the text, for the answer.
        revision: u64,
        /// The script.
        script: String,
    },
    /// Runs a script; answered with [`LabEvent::Connecting`] up to [`LabEvent::Ended`].
    Run(RunRequest),
    /// Detects the board on a port; answered with [`LabEvent::Detected`]. Takes up to eleven seconds if nothing answers.
    Detect {
        /// Port: a path, an address, or the browser page's name of it.
        port: String,
        /// Kind that is likely there, to be tried first.
        likely: Option<BoardKind>,
    },
}

/// Place where a run finds a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardPlace {
    /// A simulated board.
    Simulated {
        /// Kind of the board.
        kind: BoardKind,
    },
    /// A board on a port.
    Port {
        /// Port to open.
        port: String,
        /// Kind of the board that answered there.
        kind: BoardKind,
        /// Speed in baud.
        baud: u32,
    },
}

impl BoardPlace {
    /// Returns the kind of the board.
    pub fn kind(&self) -> BoardKind {
        match self {
            Self::Simulated { kind } | Self::Port { kind, .. } => *kind,
        }
    }
}

/// Request to run a script.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRequest {
    /// The script.
    pub script: String,
    /// Seed of `random`.
    pub seed: u64,
    /// Bench setups of simulated boards.
    pub benches: Vec<BenchSetup>,
    /// Places of the boards: the first one of the requested family is used. A family without a place is simulated.
    pub places: Vec<BoardPlace>,
    /// Boards to connect even if the script does not name them.
    pub boards: Vec<BoardFamily>,
    /// True if the run pauses before its first line.
    pub paused: bool,
    /// Sentences of mistakes that the script catches, in the language of the window.
    pub sentences: Sentences,
}

/// An event of the lab thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabEvent {
    /// A script was checked.
    Checked {
        /// Revision of the text.
        revision: u64,
        /// Mistake in the script, if there is one.
        mistake: Option<Mistake>,
    },
    /// The detection on a port has ended.
    Detected {
        /// The port.
        port: String,
        /// The board that answered, or the reason why there is none to use; `None` if Stop was pressed.
        answer: Option<Result<FoundBoard, DeviceError>>,
    },
    /// The script's boards are being connected.
    Connecting,
    /// The script's first line starts.
    Started,
    /// Output of the run.
    Output(LabOutput),
    /// The run has ended.
    Ended(RunEnd),
}

impl LabEvent {
    /// Returns true if the event is the last one about its command.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Checked { .. } | Self::Detected { .. } | Self::Ended(_))
    }
}

/// End of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunEnd {
    /// Kind of end.
    pub reason: EndReason,
    /// Mistake that ended it, if there was one.
    pub mistake: Option<Mistake>,
}
