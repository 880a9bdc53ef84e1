//! Time for a run: real while a pupil watches, virtual for checks and tests.

use std::future::poll_fn;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// Ends a wait: a port's reader raises it when bytes arrive, the window when Stop is pressed. A thread waits for it, or
/// a task. Cheap to clone; all clones are the same signal.
#[derive(Clone, Debug, Default)]
pub struct Signal(Arc<(Mutex<Raised>, Condvar)>);

/// The state of a signal.
#[derive(Debug, Default)]
struct Raised {
    is_up: bool,
    /// The task that waits.
    waiting: Option<Waker>,
}

impl Signal {
    /// Creates a signal that is not raised.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Raised> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the current wait, or the next one if nobody is waiting.
    pub fn raise(&self) {
        let mut raised = self.lock();
        raised.is_up = true;
        let waiting = raised.waiting.take();
        drop(raised);
        self.0.1.notify_all();
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }

    /// Polls a task's wait until it is raised, and lowers it then.
    pub fn poll(&self, context: &Context<'_>) -> Poll<()> {
        let mut raised = self.lock();
        if std::mem::take(&mut raised.is_up) {
            raised.waiting = None;
            return Poll::Ready(());
        }
        raised.waiting = Some(context.waker().clone());
        Poll::Pending
    }

    /// Waits until raised or until `timeout` has passed, and lowers the signal.
    pub fn wait(&self, timeout: Duration) {
        let waited = self.0.1.wait_timeout_while(self.lock(), timeout, |raised| !raised.is_up);
        waited.unwrap_or_else(PoisonError::into_inner).0.is_up = false;
    }
}

/// The source of a run's time.
pub trait Clock {
    /// Microseconds since the run began; never goes back.
    fn now_us(&self) -> u64;

    /// Polls a wait until `deadline_us`, or less if the clock is woken. The caller checks again either way. Where the
    /// thread has nothing else to do, the first poll waits, and is ready then.
    fn poll_until_us(&mut self, deadline_us: u64, context: &mut Context<'_>) -> Poll<()>;

    /// Waits until `deadline_us`, or less if the clock is woken, and blocks the thread meanwhile.
    fn wait_until_us(&mut self, deadline_us: u64) {
        pollster::block_on(poll_fn(|context| self.poll_until_us(deadline_us, context)));
    }

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

    fn poll_until_us(&mut self, deadline_us: u64, _context: &mut Context<'_>) -> Poll<()> {
        let now_us = self.now_us();
        if deadline_us > now_us {
            self.signal.wait(Duration::from_micros(deadline_us - now_us));
        }
        Poll::Ready(())
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

    fn poll_until_us(&mut self, deadline_us: u64, _context: &mut Context<'_>) -> Poll<()> {
        self.now_us = self.now_us.max(deadline_us);
        Poll::Ready(())
    }

    fn spend_us(&mut self, work_us: u64) {
        self.now_us = self.now_us.saturating_add(work_us);
    }

    fn is_virtual(&self) -> bool {
        true
    }
}
