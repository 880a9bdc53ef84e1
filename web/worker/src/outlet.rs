//! Events on their way to the page: in batches, and no more than the window can take.

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

use crate::clock::RunAhead;
use crate::here::{Pillow, now_ms, post};

/// Time between two batches while a script computes, in milliseconds: a frame of the window.
const BATCH_MS: f64 = 16.0;

/// The most events in one message: the page must not stand still over one.
const MAX_BATCH: usize = 500;

/// Events that the window may not have taken yet. Beyond, they wait here.
const MAX_UNTAKEN: u32 = 2_000;

/// Events that wait here. A script that prints faster than the window draws waits for it then.
const MAX_WAITING: usize = 2_000;

/// How long a script waits for the window at a time, in milliseconds: Stop is not seen meanwhile. A window that is
/// hidden may not take anything for long; then the oldest lines go.
const MAX_WAIT_MS: f64 = 50.0;

/// Without a mailbox nobody says what the window has taken: so many events in so many milliseconds, at the most.
const PACED_EVENTS: u32 = 2_000;
const PACED_MS: f64 = 100.0;

/// Events that a run which does everything at once may leave behind.
const MAX_AHEAD: usize = 20_000;

/// How events get to the window.
pub enum Way {
    /// The mailbox says what the window has taken.
    Mailbox(WorkerBox<SharedMemory>),
    /// So many in a while.
    Paced(Rc<Pillow>),
    /// All at once, with the time when each is due.
    Ahead(Rc<RunAhead>),
}

/// Where events leave the worker.
pub struct Outlet {
    way: Way,
    job: Cell<u32>,
    queue: RefCell<EventQueue>,
    /// Events posted since the worker began, modulo 2³².
    posted: Cell<u32>,
    flushed_ms: Cell<f64>,
    /// The present while of a paced way: when it began, and how many were posted before it.
    pace: Cell<(f64, u32)>,
    timed: RefCell<Vec<(u64, LabEvent)>>,
    /// Timed events of the job so far.
    ahead: Cell<usize>,
}

impl Outlet {
    /// An empty outlet.
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

    /// How far a run is that does everything at once, if runs do here.
    pub fn run_ahead(&self) -> Option<Rc<RunAhead>> {
        match &self.way {
            Way::Ahead(ahead) => Some(ahead.clone()),
            Way::Mailbox(_) | Way::Paced(_) => None,
        }
    }

    /// What comes from now on is about `job`, which `stop` ends.
    pub fn begin(&self, job: u32, stop: &StopFlag) {
        self.job.set(job);
        self.ahead.set(0);
        if let Way::Ahead(ahead) = &self.way {
            ahead.begin(stop);
        }
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Puts an event in; waits a moment where too many are there.
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
            Way::Paced(pillow) => {
                let left_ms = self.pace.get().0 + PACED_MS - now_ms();
                pillow.sleep(left_ms.clamp(0.0, MAX_WAIT_MS));
            }
            Way::Ahead(_) => {}
        }
    }

    /// Sends what waits if the last batch is a while ago.
    pub fn flush_if_due(&self) {
        if !self.is_empty() && now_ms() - self.flushed_ms.get() >= BATCH_MS {
            self.flush();
        }
    }

    /// Sends what waits, as far as the window has room.
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

    /// The job is done: sends everything, which is not much any more.
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
        // Of what a board shows at one moment, the last is seen.
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
