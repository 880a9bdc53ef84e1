//! A thread that has other work: it has its turn in every wait, and as often as the run can give it one.

use std::task::{Context, Poll};

use digilab_devices::clock::{Clock, VirtualClock};

use crate::lab::{Control, LiveCommand};

/// Pends once in every wait.
#[derive(Default)]
struct Turn {
    is_over: bool,
}

impl Turn {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.is_over = !self.is_over;
        if self.is_over {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

/// A virtual clock whose waits give the thread back.
#[derive(Default)]
pub(super) struct YieldingClock {
    inner: VirtualClock,
    turn: Turn,
}

impl Clock for YieldingClock {
    fn now_us(&self) -> u64 {
        self.inner.now_us()
    }

    fn poll_until_us(&mut self, deadline_us: u64, context: &mut Context<'_>) -> Poll<()> {
        match self.turn.poll(context) {
            Poll::Ready(()) => self.inner.poll_until_us(deadline_us, context),
            Poll::Pending => Poll::Pending,
        }
    }

    fn spend_us(&mut self, work_us: u64) {
        self.inner.spend_us(work_us);
    }

    fn is_virtual(&self) -> bool {
        true
    }
}

/// Wants a turn whenever it is asked.
#[derive(Default)]
pub(super) struct Impatient(Turn);

impl Control for Impatient {
    fn next_command(&mut self) -> Option<LiveCommand> {
        None
    }

    fn wants_turn(&self) -> bool {
        true
    }

    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.0.poll(context)
    }
}
