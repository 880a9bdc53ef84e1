//! What a window says to the lab thread, and what it hears from it.
//!
//! The two sides share no state: commands go one way, events the other, so that the lab runs the same in a
//! thread of the program and in a browser's worker. A run's script blocks its thread; what it must hear
//! meanwhile ([`LiveCommand`]) comes through its [`Control`].

mod control;
mod outbox;
mod run;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardKind, Pin};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;

pub use control::{Control, ControlQueue};
pub use outbox::Outbox;
pub use run::{check, execute};

use crate::boards::BoardWant;
use crate::lab::LabOutput;
use crate::mistakes::Mistake;
use crate::transcript::EndReason;

/// What a window asks of the lab.
#[derive(Clone, Debug, PartialEq)]
pub enum LabCommand {
    /// Reads a script without running it; answered with [`LabEvent::Checked`].
    Check {
        /// Tells which text the answer is about.
        revision: u64,
        /// The script.
        script: String,
    },
    /// Runs a script. One that runs already is stopped first.
    Run(RunRequest),
    /// Ends the run, if there is one.
    Stop,
    /// Something for the run that goes on; without one it is forgotten.
    Live(LiveCommand),
    /// Lists what is plugged in; answered with [`LabEvent::Ports`].
    ListPorts,
    /// Asks what answers on a port; answered with [`LabEvent::Asked`]. Restarts an Arduino.
    Ask {
        /// The port.
        port: String,
    },
}

/// A script and what it runs on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRequest {
    /// The script.
    pub script: String,
    /// The seed of `random`.
    pub seed: u64,
    /// Where boards are; what is not named is simulated.
    pub places: Vec<(BoardWant, BoardPlace)>,
    /// What lies on the tables of simulated boards.
    pub benches: Vec<BenchSetup>,
    /// Boards to connect whether the script names them or not.
    pub boards: Vec<BoardWant>,
    /// Whether the run pauses before its first line.
    pub paused: bool,
}

/// Where a board is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "kebab-case")]
pub enum BoardPlace {
    /// In this computer.
    Simulated {
        /// Which one.
        kind: BoardKind,
    },
    /// On a port.
    Port {
        /// What answered there.
        kind: BoardKind,
        /// What opens it.
        port: String,
        /// Its speed.
        baud: u32,
    },
}

/// What lies around a simulated board when a run begins.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchSetup {
    /// The board.
    pub want: BoardWant,
    /// What is done to it before the script's first line.
    pub actions: Vec<BenchAction>,
}

/// Something a person does to a simulated board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BenchAction {
    /// To its physical side.
    Input(PhysicalInput),
    /// Wires a part to a pin, in place of what was there.
    Attach {
        /// The pin.
        pin: Pin,
        /// The part.
        part: Part,
    },
    /// Takes away what is on a pin.
    Detach {
        /// The pin.
        pin: Pin,
    },
}

/// What a run hears while it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiveCommand {
    /// Somebody does something to a simulated board.
    Bench(BoardWant, BenchAction),
    /// Somebody steps through the script.
    Pace(Pace),
}

/// How a run goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// At full speed.
    #[default]
    Run,
    /// To the next line of the script, and there it pauses.
    Step,
}

/// What the lab tells.
#[derive(Clone, Debug, PartialEq)]
pub enum LabEvent {
    /// What is wrong with a script, if anything is.
    Checked {
        /// The text's revision, as the command gave it.
        revision: u64,
        /// The first mistake.
        mistake: Option<Mistake>,
    },
    /// The script's boards are being connected.
    Connecting,
    /// The script's first line runs.
    Started,
    /// What the run shows.
    Output(LabOutput),
    /// The run is over.
    Ended(RunEnd),
    /// What is plugged in.
    Ports(Vec<PortInfo>),
    /// What answered on a port, or why there is no board to use.
    Asked {
        /// The port.
        port: String,
        /// Where its board is.
        answer: Result<BoardPlace, DeviceError>,
    },
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct RunEnd {
    /// In short.
    pub reason: EndReason,
    /// What was wrong.
    pub mistake: Option<Mistake>,
}

/// A port, without anything that tells one computer or board from another of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortInfo {
    /// What opens it.
    pub port: String,
    /// What people call what is plugged in, if the port tells.
    pub name: Option<String>,
    /// The board, if the port tells.
    pub likely: Option<BoardKind>,
}
