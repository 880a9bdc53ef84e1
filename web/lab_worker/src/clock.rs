//! The worker's clocks.

use std::rc::Rc;

use digilab_devices::clock::{Clock, Signal};
use digilab_mailbox::WorkerBox;
use digilab_mailbox::shared::SharedMemory;

use crate::atomics_sleep::AtomicsSleep;
use crate::outlet::Outlet;
use digilab_worker_scope::now_ms;

/// The longest wait, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// Longest wait while events are still to be sent: the window may have room for them meanwhile.
const TELLING_MS: f64 = 20.0;

fn since_us(start_ms: f64) -> u64 {
    // The cast saturates: negative values become zero.
    ((now_ms() - start_ms) * 1_000.0) as u64
}

/// The duration of a wait from `now_us` to `deadline_us`, in milliseconds.
fn wait_ms(now_us: u64, deadline_us: u64, outlet: &Outlet) -> f64 {
    let longest_ms = if outlet.is_empty() { LONGEST_MS } else { TELLING_MS };
    (deadline_us.saturating_sub(now_us) as f64 / 1_000.0).min(longest_ms)
}

/// The computer's clock; the mailbox's bell ends its waits.
pub struct MailboxClock {
    start_ms: f64,
    mailbox: WorkerBox<SharedMemory>,
    /// Count of rings at the end of the last wait: later rings have not been noticed yet.
    heard: u32,
    signal: Signal,
    outlet: Rc<Outlet>,
}

impl MailboxClock {
    /// Creates a clock that starts now. `signal` ends its waits too.
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

/// The computer's clock without a mailbox whose bell could end a wait.
pub struct SleepingClock {
    start_ms: f64,
    atomics_sleep: Rc<AtomicsSleep>,
    signal: Signal,
    outlet: Rc<Outlet>,
}

impl SleepingClock {
    /// Creates a clock that starts now. `signal` ends its waits.
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
