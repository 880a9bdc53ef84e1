//! Events from the worker that the window has not taken.

use digilab_lab::lab_protocol::{EventQueue, LabEvent};

/// Events waiting on the page.
#[derive(Default)]
pub struct Inbox {
    events: EventQueue,
    /// Number of them that came from the worker, which sends only some more than it hears that were taken.
    received: u32,
}

impl Inbox {
    /// Adds events of the worker.
    pub fn put(&mut self, events: Vec<LabEvent>) {
        self.received += u32::try_from(events.len()).unwrap_or(0);
        self.put_own(events);
    }

    /// Adds the page's own events.
    pub fn put_own(&mut self, events: Vec<LabEvent>) {
        for event in events {
            self.events.put(event);
        }
    }

    /// Resets the count of received events, because their worker is gone.
    pub fn forget_received(&mut self) {
        self.received = 0;
    }

    /// Takes all events, and the number of them that came from the worker.
    pub fn take(&mut self) -> (Vec<LabEvent>, u32) {
        (self.events.take(usize::MAX).into(), std::mem::take(&mut self.received))
    }
}
