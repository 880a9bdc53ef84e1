//! Live control of a run while its script blocks the thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use digilab_devices::board::{BoardFamily, Pin};
use digilab_devices::clock::Signal;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;
use serde::{Deserialize, Serialize};

/// Maximum number of waiting commands; a script that computes for a long time does not read them. The newest beyond
/// are dropped.
const MAX_WAITING: usize = 10_000;

/// Bench setup of a simulated board at the start of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchSetup {
    /// Family of the board.
    pub want: BoardFamily,
    /// Actions to apply before the script's first line.
    pub actions: Vec<BenchAction>,
}

/// A person's action on a simulated board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BenchAction {
    /// An input to its physical side.
    Input(PhysicalInput),
    /// Wires a part to a pin, in place of the previous one.
    Attach {
        /// The pin.
        pin: Pin,
        /// The part.
        part: Part,
    },
    /// Removes the part from a pin.
    Detach {
        /// The pin.
        pin: Pin,
    },
}

/// A command to a run while it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiveCommand {
    /// Acts on a simulated board.
    Bench(BoardFamily, BenchAction),
    /// Changes the pace of the run.
    Pace(Pace),
    /// Types a line for the script's [`ask`](crate::api).
    Line {
        /// The line; `None` once nobody types any more.
        text: Option<String>,
    },
}

/// Pace of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// At full speed.
    #[default]
    Run,
    /// To the next line of the script, where it pauses.
    Step,
}

/// Source of a run's live commands and of Stop.
pub trait Control {
    /// Takes the next command, oldest first.
    fn next_command(&mut self) -> Option<LiveCommand>;

    /// True if Stop was pressed, for platforms where the [`StopFlag`](crate::stop::StopFlag) cannot be raised from
    /// outside. Polled every few hundred operations of a script.
    fn wants_stop(&mut self) -> bool {
        false
    }

    /// True if commands can arrive while the script runs. If not, the script need not wait for input.
    fn can_hear(&self) -> bool {
        true
    }
}

/// A [`Control`] whose other end is in the same program. All clones share one queue.
#[derive(Clone, Debug)]
pub struct ControlQueue {
    waiting: Arc<Mutex<VecDeque<LiveCommand>>>,
    signal: Signal,
}

impl ControlQueue {
    /// Makes an empty queue; sending raises `signal`, on which the run waits.
    pub fn new(signal: Signal) -> Self {
        Self { waiting: Arc::default(), signal }
    }

    /// Sends a command to the run.
    pub fn send(&self, command: LiveCommand) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MAX_WAITING {
            waiting.push_back(command);
        }
        drop(waiting);
        self.signal.raise();
    }
}

impl Control for ControlQueue {
    fn next_command(&mut self) -> Option<LiveCommand> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}
