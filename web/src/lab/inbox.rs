//! What the worker has told and the window has not taken.

use digilab_lab::lab_protocol::{EventQueue, LabEvent};

/// Events that wait where nothing holds the worker back. A window that is hidden may not take anything for long;
/// then the oldest lines go.
const MAX_WAITING: usize = 5_000;

/// Events on the page.
#[derive(Default)]
pub struct Inbox {
    events: EventQueue,
    /// How many of them came from the worker, which waits to hear that they were taken.
    received: usize,
}

impl Inbox {
    /// Puts in what came.
    ///
    /// # Arguments
    /// - `received`: how many events that counts for the worker.
    /// - `is_bounded`: whether the worker sends no more than is taken.
    pub fn put(&mut self, received: usize, is_bounded: bool, events: Vec<LabEvent>) {
        self.received += received;
        for event in events {
            if !is_bounded && self.events.len() >= MAX_WAITING {
                self.events.forget_oldest();
            }
            self.events.put(event);
        }
    }

    /// Puts in what the page itself tells.
    pub fn put_own(&mut self, events: Vec<LabEvent>) {
        self.put(0, true, events);
    }

    /// The worker that sent these is gone.
    pub fn forget_received(&mut self) {
        self.received = 0;
    }

    /// Takes everything, and how many of the worker's that counts for.
    pub fn take(&mut self) -> (Vec<LabEvent>, usize) {
        (self.events.take(usize::MAX).into(), std::mem::take(&mut self.received))
    }
}
