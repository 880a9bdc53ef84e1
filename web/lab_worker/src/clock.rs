//! The worker's clocks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_devices::clock::{Clock, Signal};
use digilab_lab::stop::StopFlag;
use digilab_mailbox::WorkerBox;
use digilab_mailbox::shared::SharedMemory;

use crate::atomics_sleep::AtomicsSleep;
use crate::outlet::Outlet;
use digilab_worker_scope::now_ms;

/// The longest wait, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// How long a wait may be while events are still to be told: the window may have room for them meanwhile.
const TELLING_MS: f64 = 20.0;

/// How far a run may run ahead of what is shown of it, in microseconds: ten minutes.
const FURTHEST_US: u64 = 600_000_000;

fn since_us(start_ms: f64) -> u64 {
    // A float becomes the nearest whole number here, and nothing below zero.
    ((now_ms() - start_ms) * 1_000.0) as u64
}

/// How long a wait is that begins at `now_us` and ends at `deadline_us`, in milliseconds.
fn wait_ms(now_us: u64, deadline_us: u64, outlet: &Outlet) -> f64 {
    let longest_ms = if outlet.is_empty() { LONGEST_MS } else { TELLING_MS };
    (deadline_us.saturating_sub(now_us) as f64 / 1_000.0).min(longest_ms)
}

/// The computer's clock; the page's bell ends its waits.
pub struct MailboxClock {
    start_ms: f64,
    mailbox: WorkerBox<SharedMemory>,
    /// How often the bell had rung at the last wait's end: what rang since then was heard by nobody.
    heard: u32,
    signal: Signal,
    outlet: Rc<Outlet>,
}

impl MailboxClock {
    /// A clock that starts now. `signal` ends its waits too.
    pub fn new(mailbox: WorkerBox<SharedMemory>, signal: Signal, outlet: Rc<Outlet>) -> Self {
        Self { start_ms: now_ms(), heard: mailbox.rings(), mailbox, signal, outlet }
    }
}

impl Clock for MailboxClock {
    fn now_us(&self) -> u64 {
        since_us(self.start_ms)
    }

    fn wait_until_us(&mut self, deadline_us: u64) {
        self.outlet.flush();
        let now_us = self.now_us();
        if deadline_us > now_us && !self.signal.lower() {
            self.mailbox.wait(self.heard, wait_ms(now_us, deadline_us, &self.outlet));
        }
        self.heard = self.mailbox.rings();
    }

    fn spend_us(&mut self, _work_us: u64) {}

    fn is_virtual(&self) -> bool {
        false
    }
}

/// The computer's clock where nobody can end a wait.
pub struct SleepingClock {
    start_ms: f64,
    atomics_sleep: Rc<AtomicsSleep>,
    signal: Signal,
    outlet: Rc<Outlet>,
}

impl SleepingClock {
    /// A clock that starts now. `signal` ends its waits.
    pub fn new(atomics_sleep: Rc<AtomicsSleep>, signal: Signal, outlet: Rc<Outlet>) -> Self {
        Self { start_ms: now_ms(), atomics_sleep, signal, outlet }
    }
}

impl Clock for SleepingClock {
    fn now_us(&self) -> u64 {
        since_us(self.start_ms)
    }

    fn wait_until_us(&mut self, deadline_us: u64) {
        self.outlet.flush();
        let now_us = self.now_us();
        if deadline_us > now_us && !self.signal.lower() {
            self.atomics_sleep.sleep(wait_ms(now_us, deadline_us, &self.outlet));
        }
    }

    fn spend_us(&mut self, _work_us: u64) {}

    fn is_virtual(&self) -> bool {
        false
    }
}

/// How far a run has come that does everything at once, and its end.
#[derive(Default)]
pub struct RunAhead {
    now_us: Cell<u64>,
    is_over: Cell<bool>,
    stop: RefCell<StopFlag>,
}

impl RunAhead {
    /// Begins again, with another Stop button.
    pub fn begin(&self, stop: &StopFlag) {
        self.now_us.set(0);
        self.is_over.set(false);
        self.stop.replace(stop.clone());
    }

    /// Microseconds since the run began.
    pub fn now_us(&self) -> u64 {
        self.now_us.get()
    }

    /// Ends the run: it has come as far as it may.
    pub fn end(&self) {
        self.is_over.set(true);
        self.stop.borrow().stop();
    }

    /// Whether the run came as far as it may.
    pub fn is_over(&self) -> bool {
        self.is_over.get()
    }

    fn go_to(&self, at_us: u64) {
        self.now_us.set(at_us.clamp(self.now_us.get(), FURTHEST_US));
        if at_us >= FURTHEST_US {
            self.end();
        }
    }
}

/// A clock that jumps. It does not call itself virtual: a script that waits for somebody is not stuck.
pub struct RunAheadClock(pub Rc<RunAhead>);

impl Clock for RunAheadClock {
    fn now_us(&self) -> u64 {
        self.0.now_us()
    }

    fn wait_until_us(&mut self, deadline_us: u64) {
        self.0.go_to(deadline_us);
    }

    fn spend_us(&mut self, work_us: u64) {
        self.0.go_to(self.0.now_us().saturating_add(work_us));
    }

    fn is_virtual(&self) -> bool {
        false
    }
}
