//! Sends events to the page in batches, no faster than the window can take them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use digilab_lab::lab_protocol::worker::ToPage;
use digilab_lab::lab_protocol::{EventQueue, LabEvent};
use digilab_worker_scope::now_ms;

/// Time between two batches while a script computes, in milliseconds: a frame of the window.
const BATCH_MS: f64 = 16.0;

/// Maximum number of events in one message: the page must not freeze over one.
const MAX_BATCH: usize = 500;

/// Maximum number of events that the window has not taken yet. Beyond it they wait here.
const MAX_UNTAKEN: u32 = 2_000;

/// Number of events that wait here, beyond which a script that prints waits for the window.
const MUCH: usize = 2_000;

/// Maximum number of events that wait here: it is noticed a bit late that there are many. Beyond it, the window takes
/// nothing, and the oldest lines are dropped.
const MAX_WAITING: usize = 2_600;

/// The queue of events that leave the worker.
#[derive(Default)]
pub struct Outlet {
    job: Cell<u32>,
    queue: RefCell<EventQueue>,
    /// Events posted that the window has not taken.
    untaken: Cell<u32>,
    flushed_ms: Cell<f64>,
    is_full: Cell<bool>,
}

impl Outlet {
    /// Starts `job`: all further events belong to it.
    pub fn begin(&self, job: u32) {
        self.job.set(job);
    }

    /// Adds an event.
    pub fn put(&self, event: LabEvent) {
        let mut queue = self.queue.borrow_mut();
        if queue.len() >= MAX_WAITING {
            queue.forget_oldest();
        }
        queue.put(event);
        self.is_full.set(queue.len() >= MUCH);
        drop(queue);
        self.flush_if_due();
    }

    /// True if the window must take events before more are added.
    pub fn is_full(&self) -> bool {
        self.is_full.get()
    }

    /// Lets some more events be added, though the window has taken none.
    pub fn forgive(&self) {
        self.is_full.set(false);
    }

    /// Takes notice that the window took events.
    pub fn taken(&self, events: u32) {
        self.untaken.set(self.untaken.get().saturating_sub(events));
        self.flush();
    }

    /// Sends the waiting events if the last batch is a while ago.
    pub fn flush_if_due(&self) {
        if !self.queue.borrow().is_empty() && now_ms() - self.flushed_ms.get() >= BATCH_MS {
            self.flush();
        }
    }

    /// Sends the waiting events, as far as the window has room.
    pub fn flush(&self) {
        if self.queue.borrow().is_empty() {
            return;
        }
        self.flushed_ms.set(now_ms());
        let room = MAX_UNTAKEN.saturating_sub(self.untaken.get());
        self.send(usize::try_from(room).unwrap_or(0));
    }

    fn send(&self, most: usize) {
        let mut left = most;
        while left > 0 {
            let events: VecDeque<LabEvent> = self.queue.borrow_mut().take(left.min(MAX_BATCH));
            if events.is_empty() {
                break;
            }
            left -= events.len();
            self.untaken.set(self.untaken.get().saturating_add(u32::try_from(events.len()).unwrap_or(0)));
            post(&ToPage::Events(self.job.get(), events.into()));
        }
        if self.queue.borrow().len() < MUCH {
            self.is_full.set(false);
        }
    }

    /// Sends everything at the end of the job, which is not much any more.
    pub fn finish(&self) {
        self.send(usize::MAX);
    }
}

/// Sends a message to the page.
pub fn post(message: &ToPage) {
    // Our own types always serialize.
    if let Ok(json) = serde_json::to_string(message) {
        digilab_worker_scope::post(&json.into());
    }
}
