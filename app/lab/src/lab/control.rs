//! How a run hears what happens outside while its script blocks the thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use digilab_devices::clock::Signal;

use super::LiveCommand;

/// Commands that may wait; a script that computes for long does not look. The newest are lost beyond.
const MAX_WAITING: usize = 10_000;

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
