//! The worker's clock.

use std::rc::Rc;
use std::task::{Context, Poll};

use digilab_devices::clock::{Clock, Signal};
use digilab_worker_scope::now_ms;

use crate::event_loop::EventLoop;
use crate::outlet::Outlet;

/// The computer's clock, whose waits give the thread back.
pub struct WorkerClock {
    start_ms: f64,
    signal: Signal,
    /// True if the signal has ended the present wait.
    is_woken: bool,
    event_loop: Rc<EventLoop>,
    outlet: Rc<Outlet>,
}

impl WorkerClock {
    /// Creates a clock that starts now. `signal` ends its waits.
    pub fn new(signal: Signal, event_loop: Rc<EventLoop>, outlet: Rc<Outlet>) -> Self {
        Self { start_ms: now_ms(), signal, is_woken: false, event_loop, outlet }
    }
}

impl Clock for WorkerClock {
    fn now_us(&self) -> u64 {
        // The cast saturates: negative values become zero.
        ((now_ms() - self.start_ms) * 1_000.0) as u64
    }

    fn poll_until_us(&mut self, deadline_us: u64, context: &mut Context<'_>) -> Poll<()> {
        self.outlet.flush();
        self.is_woken |= self.signal.poll(context).is_ready();
        let is_over = self.is_woken || self.now_us() >= deadline_us;
        // Waits that are over at once must not keep the loop from its turn for ever.
        if is_over && !self.event_loop.is_due() {
            self.is_woken = false;
            return Poll::Ready(());
        }
        let at_ms = if is_over { 0.0 } else { self.start_ms + deadline_us as f64 / 1_000.0 };
        self.event_loop.wake_at(at_ms, context.waker());
        Poll::Pending
    }

    fn spend_us(&mut self, _work_us: u64) {}

    fn is_virtual(&self) -> bool {
        false
    }
}
