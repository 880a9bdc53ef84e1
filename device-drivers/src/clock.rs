//! Time for a run: real while a pupil watches, virtual for checks and tests.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wakes whoever waits on a [`RealClock`]: a port's reader thread when bytes came, the window when Stop was
/// pressed. Cheap to clone; all clones are the same signal.
#[derive(Clone, Debug, Default)]
pub struct Signal(Arc<(Mutex<bool>, Condvar)>);

impl Signal {
    /// A signal that nobody has raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the present wait, or the next one if nobody waits.
    pub fn raise(&self) {
        let (raised, condvar) = &*self.0;
        *raised.lock().unwrap_or_else(PoisonError::into_inner) = true;
        condvar.notify_all();
    }

    /// Lowers the signal, and tells whether it was raised: for a clock that has another way to wait.
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

/// Where a run's time comes from.
pub trait Clock {
    /// Microseconds since the run began; never goes back.
    fn now_us(&self) -> u64;

    /// Waits until `deadline_us`, or less if something woke the clock. The caller looks again either way.
    fn wait_until_us(&mut self, deadline_us: u64);

    /// Tells the clock that the script did `work_us` of work without waiting. A real clock need not be told;
    /// a virtual one goes forward by it, so that a program which never sleeps still comes to an end.
    fn spend_us(&mut self, work_us: u64);

    /// Whether waiting costs no real time.
    fn is_virtual(&self) -> bool;
}

/// The computer's monotonic clock.
#[derive(Debug)]
pub struct RealClock {
    start: Instant,
    signal: Signal,
}

impl RealClock {
    /// A clock that starts now and whose waits `signal` ends.
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

/// A clock that jumps: waiting takes no real time, and the same run takes the same time always.
#[derive(Debug, Default)]
pub struct VirtualClock {
    now_us: u64,
}

impl VirtualClock {
    /// A clock at zero.
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
