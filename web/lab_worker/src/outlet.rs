//! Sends events to the page in batches, no faster than the window can take them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_lab::lab::LabOutput;
use digilab_lab::lab_protocol::{EventQueue, LabEvent, RunEnd};
use digilab_lab::stop::StopFlag;
use digilab_lab::transcript::EndReason;
use digilab_mailbox::WorkerBox;
use digilab_mailbox::message::ToPage;
use digilab_mailbox::shared::SharedMemory;

use crate::atomics_sleep::AtomicsSleep;
use crate::run_ahead::RunAhead;
use digilab_worker_scope::now_ms;

/// Time between two batches while a script computes, in milliseconds: a frame of the window.
const BATCH_MS: f64 = 16.0;

/// Maximum number of events in one message: the page must not freeze over one.
const MAX_BATCH: usize = 500;

/// Maximum number of events that the window has not taken yet. Beyond it they wait here.
const MAX_UNTAKEN: u32 = 2_000;

/// Maximum number of events that wait here. A script that prints faster than the window draws waits for it then.
const MAX_WAITING: usize = 2_000;

/// Longest time a script waits for the window at a time, in milliseconds: Stop is not noticed meanwhile. A hidden
/// window may take nothing for long; then the oldest lines are dropped.
const MAX_WAIT_MS: f64 = 50.0;

/// Without a mailbox there is no report of the events taken: at most this many events in this many milliseconds.
const PACED_EVENTS: u32 = 2_000;
const PACED_MS: f64 = 100.0;

/// Maximum number of events of a run that does everything at once.
const MAX_AHEAD: usize = 20_000;

/// The way events get to the window.
pub enum Way {
    /// The mailbox reports the number of events taken.
    Mailbox(WorkerBox<SharedMemory>),
    /// A fixed number of events per interval.
    Paced(Rc<AtomicsSleep>),
    /// All at once, each with the time when it is due.
    Ahead(Rc<RunAhead>),
}

/// The queue of events that leave the worker.
pub struct Outlet {
    way: Way,
    job: Cell<u32>,
    queue: RefCell<EventQueue>,
    /// Events posted since the worker began, modulo 2³².
    posted: Cell<u32>,
    flushed_ms: Cell<f64>,
    /// The present interval of a paced way: its start, and the number of events posted before it.
    pace: Cell<(f64, u32)>,
    timed: RefCell<Vec<(u64, LabEvent)>>,
    /// Timed events of the job so far.
    ahead: Cell<usize>,
}

impl Outlet {
    /// Creates an empty outlet.
    pub fn new(way: Way) -> Self {
        Self {
            way,
            job: Cell::new(0),
            queue: RefCell::default(),
            posted: Cell::new(0),
            flushed_ms: Cell::new(0.0),
            pace: Cell::new((0.0, 0)),
            timed: RefCell::default(),
            ahead: Cell::new(0),
        }
    }

    /// The state of the run, if runs do everything at once here.
    pub fn run_ahead(&self) -> Option<Rc<RunAhead>> {
        match &self.way {
            Way::Ahead(ahead) => Some(ahead.clone()),
            Way::Mailbox(_) | Way::Paced(_) => None,
        }
    }

    /// Starts `job`, which `stop` ends: all further events belong to it.
    pub fn begin(&self, job: u32, stop: &StopFlag) {
        self.job.set(job);
        self.ahead.set(0);
        if let Way::Ahead(ahead) = &self.way {
            ahead.begin(stop);
        }
    }

    /// True if nothing waits.
    pub fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Adds an event; waits a moment if there are too many.
    pub fn put(&self, event: LabEvent) {
        if let Way::Ahead(ahead) = &self.way {
            self.put_timed(ahead, event);
            return;
        }
        if self.is_full() {
            self.flush();
        }
        if self.is_full() {
            self.wait_for_window();
            self.flush();
        }
        if self.is_full() {
            self.queue.borrow_mut().forget_oldest();
        }
        self.queue.borrow_mut().put(event);
        self.flush_if_due();
    }

    fn is_full(&self) -> bool {
        self.queue.borrow().len() >= MAX_WAITING
    }

    fn wait_for_window(&self) {
        match &self.way {
            Way::Mailbox(mailbox) => mailbox.wait_for_taking(mailbox.taken(), MAX_WAIT_MS),
            Way::Paced(atomics_sleep) => {
                let left_ms = self.pace.get().0 + PACED_MS - now_ms();
                atomics_sleep.sleep(left_ms.clamp(0.0, MAX_WAIT_MS));
            }
            Way::Ahead(_) => {}
        }
    }

    /// Sends the waiting events if the last batch is a while ago.
    pub fn flush_if_due(&self) {
        if !self.is_empty() && now_ms() - self.flushed_ms.get() >= BATCH_MS {
            self.flush();
        }
    }

    /// Sends the waiting events, as far as the window has room.
    pub fn flush(&self) {
        if self.is_empty() {
            return;
        }
        self.flushed_ms.set(now_ms());
        self.send(usize::try_from(self.room()).unwrap_or(0));
    }

    fn room(&self) -> u32 {
        match &self.way {
            Way::Mailbox(mailbox) => {
                MAX_UNTAKEN.saturating_sub(self.posted.get().wrapping_sub(mailbox.taken()))
            }
            Way::Paced(_) => {
                let (begin_ms, before) = self.pace.get();
                if now_ms() - begin_ms >= PACED_MS {
                    self.pace.set((now_ms(), self.posted.get()));
                    return PACED_EVENTS;
                }
                PACED_EVENTS.saturating_sub(self.posted.get().wrapping_sub(before))
            }
            Way::Ahead(_) => u32::MAX,
        }
    }

    fn send(&self, most: usize) {
        let mut left = most;
        while left > 0 {
            let events: VecDeque<LabEvent> = self.queue.borrow_mut().take(left.min(MAX_BATCH));
            if events.is_empty() {
                return;
            }
            left -= events.len();
            self.posted.set(self.posted.get().wrapping_add(u32::try_from(events.len()).unwrap_or(0)));
            post(&ToPage::Events { job: self.job.get(), events: events.into() });
        }
    }

    /// Sends everything at the end of the job, which is not much any more.
    pub fn finish(&self) {
        self.send(usize::MAX);
        self.send_timed();
    }

    fn put_timed(&self, ahead: &RunAhead, event: LabEvent) {
        let event = match event {
            LabEvent::Ended(RunEnd { reason: EndReason::Stopped, mistake }) if ahead.is_over() => {
                LabEvent::Ended(RunEnd { reason: EndReason::TimeOver, mistake })
            }
            event => event,
        };
        let at_us = ahead.now_us();
        let is_shown = matches!(event, LabEvent::Output(_));
        let mut timed = self.timed.borrow_mut();
        // Of several board states at the same moment, only the last is seen.
        match (&event, timed.last_mut()) {
            (
                LabEvent::Output(LabOutput::Board { board, .. }),
                Some((last_us, last @ LabEvent::Output(LabOutput::Board { .. }))),
            ) if *last_us == at_us
                && matches!(&*last, LabEvent::Output(LabOutput::Board { board: seen, .. }) if seen == board) =>
            {
                *last = event;
                return;
            }
            _ if is_shown && self.ahead.get() >= MAX_AHEAD => {}
            _ => {
                timed.push((at_us, event));
                self.ahead.set(self.ahead.get() + 1);
            }
        }
        let is_much = timed.len() >= MAX_BATCH;
        drop(timed);
        if is_much {
            self.send_timed();
        }
        if self.ahead.get() >= MAX_AHEAD {
            ahead.end();
        }
    }

    fn send_timed(&self) {
        let events = self.timed.take();
        if !events.is_empty() {
            post(&ToPage::Timed { job: self.job.get(), events });
        }
    }
}

/// Sends a message to the page.
pub fn post(message: &ToPage) {
    // Our own types always serialize.
    if let Ok(json) = serde_json::to_string(message) {
        digilab_worker_scope::post(&json.into());
    }
}
