//! Events from the worker that the window has not taken.

use digilab_lab::lab_protocol::{EventQueue, LabEvent};

/// Maximum number of waiting events if nothing holds the worker back. A hidden window may take nothing for long;
/// then the oldest lines are dropped.
const MAX_WAITING: usize = 5_000;

/// Events waiting on the page.
#[derive(Default)]
pub struct Inbox {
    events: EventQueue,
    /// Number of them that came from the worker, which waits to hear that they were taken.
    received: usize,
}

impl Inbox {
    /// Adds events.
    ///
    /// # Arguments
    /// - `received`: the number that counts as received from the worker.
    /// - `is_bounded`: true if the worker sends no more than is taken.
    pub fn put(&mut self, received: usize, is_bounded: bool, events: Vec<LabEvent>) {
        self.received += received;
        for event in events {
            if !is_bounded && self.events.len() >= MAX_WAITING {
                self.events.forget_oldest();
            }
            self.events.put(event);
        }
    }

    /// Adds the page's own events.
    pub fn put_own(&mut self, events: Vec<LabEvent>) {
        self.put(0, true, events);
    }

    /// Resets the count of received events, because their worker is gone.
    pub fn forget_received(&mut self) {
        self.received = 0;
    }

    /// Takes all events, and the number of them that counts as the worker's.
    pub fn take(&mut self) -> (Vec<LabEvent>, usize) {
        (self.events.take(usize::MAX).into(), std::mem::take(&mut self.received))
    }
}
