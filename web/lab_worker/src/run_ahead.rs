//! A run that does everything at once, where the worker cannot wait.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_devices::clock::Clock;
use digilab_lab::stop::StopFlag;

/// Maximum time by which a run may be ahead of what is shown of it, in microseconds: ten minutes.
const FURTHEST_US: u64 = 600_000_000;

/// The state of a run that does everything at once: its time, and its end.
#[derive(Default)]
pub struct RunAhead {
    now_us: Cell<u64>,
    is_over: Cell<bool>,
    stop: RefCell<StopFlag>,
}

impl RunAhead {
    /// Starts again, with another Stop flag.
    pub fn begin(&self, stop: &StopFlag) {
        self.now_us.set(0);
        self.is_over.set(false);
        self.stop.replace(stop.clone());
    }

    /// Microseconds since the run began.
    pub fn now_us(&self) -> u64 {
        self.now_us.get()
    }

    /// Ends the run, because it is as far ahead as it may be.
    pub fn end(&self) {
        self.is_over.set(true);
        self.stop.borrow().stop();
    }

    /// True if the run is as far ahead as it may be.
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

/// A clock that jumps. It does not call itself virtual: a script that waits for an input is not stuck.
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
