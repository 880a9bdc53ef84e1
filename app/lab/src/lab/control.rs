//! How a run hears what happens outside while its script blocks the thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use digilab_devices::board::{BoardFamily, Pin};
use digilab_devices::clock::Signal;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;
use serde::{Deserialize, Serialize};

/// Commands that may wait; a script that computes for long does not look. The newest are lost beyond.
const MAX_WAITING: usize = 10_000;

/// What lies around a simulated board when a run begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchSetup {
    /// The board.
    pub want: BoardFamily,
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
    Bench(BoardFamily, BenchAction),
    /// Somebody steps through the script.
    Pace(Pace),
    /// Somebody typed a line for the script to [`ask`](crate::api) for.
    Line {
        /// The line; `None` where nobody types any more.
        text: Option<String>,
    },
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

/// A run's ear.
pub trait Control {
    /// The next thing somebody did, oldest first.
    fn next_command(&mut self) -> Option<LiveCommand>;

    /// Whether Stop was pressed, where the [`StopFlag`](crate::stop::StopFlag) cannot be raised from outside. Asked
    /// every few hundred operations of a script.
    fn wants_stop(&mut self) -> bool {
        false
    }

    /// Whether what people do while the script runs comes here at all. Where it does not, the script need not wait for
    /// an answer.
    fn can_hear(&self) -> bool {
        true
    }
}

/// A [`Control`] whose other end is in the same program. All clones are the same queue.
#[derive(Clone, Debug)]
pub struct ControlQueue {
    waiting: Arc<Mutex<VecDeque<LiveCommand>>>,
    signal: Signal,
}

impl ControlQueue {
    /// An empty queue; what is put in raises `signal`, on which the run waits.
    pub fn new(signal: Signal) -> Self {
        Self { waiting: Arc::default(), signal }
    }

    /// Tells the run something.
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
