//! What a window says to a run on the lab thread, and what it hears from it.
//!
//! The two sides share no state: a request and commands go one way, events the other, so that the lab runs the
//! same in a thread of the program and in a browser's worker. A run's script blocks its thread; what it must hear
//! meanwhile ([`LiveCommand`](crate::lab::LiveCommand)) comes through its [`Control`](crate::lab::Control).

mod handle;
mod lesson;
mod outbox;
mod platform;
mod requested_boards;
mod run;
#[cfg(test)]
mod tests;

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
use crate::transcript::EndReason;

/// What a window asks of the lab thread, which does one thing after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabCommand {
    /// Whether a script can be read; answered with [`LabEvent::Checked`].
    Check {
        /// Tells which state of the text the answer is about.
        revision: u64,
        /// The script.
        script: String,
    },
    /// Runs a script; answered with [`LabEvent::Connecting`] up to [`LabEvent::Ended`].
    Run(RunRequest),
    /// What board is on a port; answered with [`LabEvent::Asked`]. Takes up to eleven seconds, if nothing answers.
    Ask {
        /// The port: a path, an address, or what the browser's page calls one.
        port: String,
        /// What is likely there, to be asked for first.
        likely: Option<BoardKind>,
    },
}

/// Where a run finds a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardPlace {
    /// On the screen.
    Simulated {
        /// The board.
        kind: BoardKind,
    },
    /// On a port.
    Port {
        /// What opens it.
        port: String,
        /// The board that answered there.
        kind: BoardKind,
        /// The speed it talks at.
        baud: u32,
    },
}

impl BoardPlace {
    /// The board.
    pub fn kind(&self) -> BoardKind {
        match self {
            Self::Simulated { kind } | Self::Port { kind, .. } => *kind,
        }
    }
}

/// A script and what it runs on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunRequest {
    /// The script.
    pub script: String,
    /// The seed of `random`.
    pub seed: u64,
    /// What lies on the tables of simulated boards.
    pub benches: Vec<BenchSetup>,
    /// Where the boards are: the first one of the family that is asked for. A family without a place is simulated.
    pub places: Vec<BoardPlace>,
    /// Boards to connect whether the script names them or not.
    pub boards: Vec<BoardFamily>,
    /// Whether the run pauses before its first line.
    pub paused: bool,
}

/// What a run tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabEvent {
    /// A script was read.
    Checked {
        /// Which state of the text.
        revision: u64,
        /// What is wrong with it.
        mistake: Option<Mistake>,
    },
    /// A port was asked.
    Asked {
        /// The port.
        port: String,
        /// What answered, or why there is no board to use; `None` if Stop was pressed.
        answer: Option<Result<FoundBoard, DeviceError>>,
    },
    /// The script's boards are being connected.
    Connecting,
    /// The script's first line runs.
    Started,
    /// What the run shows.
    Output(LabOutput),
    /// The run is over.
    Ended(RunEnd),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunEnd {
    /// In short.
    pub reason: EndReason,
    /// What was wrong.
    pub mistake: Option<Mistake>,
}
