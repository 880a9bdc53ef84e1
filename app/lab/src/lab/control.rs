//! Live control of a run.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

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
    /// Goes back by a number of lines that the script has reached, while it pauses; as far as possible.
    Back {
        /// Number of lines.
        lines: u64,
    },
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

/// Source of a run's live commands.
pub trait Control {
    /// Takes the next command, oldest first.
    fn next_command(&mut self) -> Option<LiveCommand>;

    /// True if the thread has other work that a script must not keep waiting, such as receiving Stop. Asked every few
    /// hundred operations.
    fn wants_turn(&self) -> bool {
        false
    }

    /// Polls until that work has had its turn; ready at once if there is none.
    fn poll_turn(&mut self, _context: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
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
