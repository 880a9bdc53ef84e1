//! Time for a run: real while a pupil watches, virtual for checks and tests.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wakes the thread that waits on a [`RealClock`]: a port's reader thread raises it when bytes arrive, the window
/// when Stop is pressed. Cheap to clone; all clones are the same signal.
#[derive(Clone, Debug, Default)]
pub struct Signal(Arc<(Mutex<bool>, Condvar)>);

impl Signal {
    /// Creates a signal that is not raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the current wait, or the next one if no thread is waiting.
    pub fn raise(&self) {
        let (raised, condvar) = &*self.0;
        *raised.lock().unwrap_or_else(PoisonError::into_inner) = true;
        condvar.notify_all();
    }

    /// Lowers the signal and returns true if it was raised; for clocks that wait in another way.
    pub fn lower(&self) -> bool {
        std::mem::take(&mut *self.0.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until raised or until `timeout` has passed, and lowers the signal.
    pub fn wait(&self, timeout: Duration) {
        let (raised, condvar) = &*self.0;
        let guard = raised.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut guard, _) =
            condvar.wait_timeout_while(guard, timeout, |up| !*up).unwrap_or_else(PoisonError::into_inner);
        *guard = false;
    }
}

/// The source of a run's time.
pub trait Clock {
    /// Microseconds since the run began; never goes back.
    fn now_us(&self) -> u64;

    /// Waits until `deadline_us`, or less if the clock is woken. The caller checks again either way.
    fn wait_until_us(&mut self, deadline_us: u64);

    /// Charges `work_us` of work that the script did without waiting. A real clock ignores it; a virtual clock
    /// advances by it, so that a program that never sleeps still ends.
    fn spend_us(&mut self, work_us: u64);

    /// True if waiting takes no real time.
    fn is_virtual(&self) -> bool;
}

/// The computer's monotonic clock.
#[derive(Debug)]
pub struct RealClock {
    start: Instant,
    signal: Signal,
}

impl RealClock {
    /// Creates a clock that starts now; raising `signal` ends its waits.
    pub fn new(signal: Signal) -> Self {
        Self { start: Instant::now(), signal }
    }
}

impl Clock for RealClock {
    fn now_us(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn wait_until_us(&mut self, deadline_us: u64) {
        let now_us = self.now_us();
        if deadline_us > now_us {
            self.signal.wait(Duration::from_micros(deadline_us - now_us));
        }
    }

    fn spend_us(&mut self, _work_us: u64) {}

    fn is_virtual(&self) -> bool {
        false
    }
}

/// A clock that jumps ahead: waiting takes no real time, and the same run always takes the same virtual time.
#[derive(Debug, Default)]
pub struct VirtualClock {
    now_us: u64,
}

impl VirtualClock {
    /// Creates a clock at zero.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Clock for VirtualClock {
    fn now_us(&self) -> u64 {
        self.now_us
    }

    fn wait_until_us(&mut self, deadline_us: u64) {
        self.now_us = self.now_us.max(deadline_us);
    }

    fn spend_us(&mut self, work_us: u64) {
        self.now_us = self.now_us.saturating_add(work_us);
    }

    fn is_virtual(&self) -> bool {
        true
    }
}
