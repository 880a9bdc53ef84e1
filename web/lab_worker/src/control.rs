//! The control of a run in the worker.

use std::rc::Rc;
use std::task::{Context, Poll};

use digilab_lab::lab::{Control, ControlQueue, LiveCommand};
use digilab_lab::stop::StopFlag;
use digilab_worker_scope::now_ms;

use crate::event_loop::EventLoop;
use crate::outlet::Outlet;

/// Longest time for which a script that prints much waits for the window at a time, in milliseconds. A hidden window may
/// take nothing for long.
const MAX_WAIT_MS: f64 = 50.0;

/// Delivers the page's live commands, and gives the event loop its turns.
pub struct WorkerControl {
    commands: ControlQueue,
    stop: StopFlag,
    event_loop: Rc<EventLoop>,
    outlet: Rc<Outlet>,
    /// Start of the present turn, in milliseconds.
    turn_ms: Option<f64>,
}

impl WorkerControl {
    /// Creates the control of a run that `stop` ends, and whose commands are in `commands`.
    pub fn new(
        commands: ControlQueue,
        stop: StopFlag,
        event_loop: Rc<EventLoop>,
        outlet: Rc<Outlet>,
    ) -> Self {
        Self { commands, stop, event_loop, outlet, turn_ms: None }
    }
}

impl Control for WorkerControl {
    fn next_command(&mut self) -> Option<LiveCommand> {
        self.commands.next_command()
    }

    fn wants_turn(&self) -> bool {
        // A busy script is asked often: what it printed must not wait for its next `sleep`.
        self.outlet.flush_if_due();
        self.outlet.is_full() || self.event_loop.is_due()
    }

    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(begin_ms) = self.turn_ms else {
            if !self.wants_turn() {
                return Poll::Ready(());
            }
            self.turn_ms = Some(now_ms());
            self.event_loop.wake_at(0.0, context.waker());
            return Poll::Pending;
        };
        let end_ms = begin_ms + MAX_WAIT_MS;
        if self.event_loop.is_due() {
            // Woken by something else.
            self.event_loop.wake_at(0.0, context.waker());
            return Poll::Pending;
        }
        if self.outlet.is_full() && !self.stop.is_stopped() && now_ms() < end_ms {
            self.event_loop.wake_at(end_ms, context.waker());
            return Poll::Pending;
        }
        self.outlet.forgive();
        self.turn_ms = None;
        Poll::Ready(())
    }
}
