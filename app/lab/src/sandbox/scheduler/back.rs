//! Copies a run, keeps the copies, and goes back to them.

use std::collections::BTreeMap;

use super::copy::{Copy, Idle};
use super::history::work;
use super::{Scheduler, Task};
use crate::lab::{Lab, Present};
use crate::machine::Fiber;
use crate::script::memory::balance_bytes;
use crate::script::run::{Pending, Wait};

impl Scheduler<'_, '_> {
    /// Copies the state of the run. `None` if it cannot be copied: a real board takes part, or one is not ready yet.
    pub(super) fn copy(&self) -> Option<Copy> {
        let is_connecting = |task: &Task| matches!(&task.pending, Some(Pending { wait: Wait::Ready(_), .. }));
        if self.tasks.values().any(is_connecting) {
            return None;
        }
        let lab = self.run.lab_copy()?;
        let handlers = self.run.handlers.borrow();
        let fibers = self.tasks.values().map(|task| &task.fiber);
        let program = self.machine.copy(fibers, handlers.bodies());
        let tasks = self.tasks.iter().map(|(number, task)| {
            let idle = Idle { handler: task.handler, pending: task.pending.clone(), since: task.since };
            (*number, idle)
        });
        Some(Copy {
            program,
            tasks: tasks.collect(),
            ready: self.ready.clone(),
            spent: self.spent,
            next_number: self.next_number,
            waits: self.waits,
            run: self.run.copy(),
            tracer: self.host.tracer().clone(),
            lab,
        })
    }

    /// Puts the run into the state of a copy, from where it goes through its past to line number `step`.
    pub(super) fn go_back(&mut self, copy: &Copy, step: u64) {
        let (fibers, bodies) = self.machine.go_back(&copy.program);
        let tasks =
            copy.tasks.iter().zip(fibers).map(|((number, idle), fiber)| (*number, with_stack(idle, fiber)));
        self.tasks = tasks.collect::<BTreeMap<_, _>>();
        self.ready.clone_from(&copy.ready);
        self.spent = copy.spent;
        self.next_number = copy.next_number;
        self.waits = copy.waits;
        self.run.go_back(&copy.run, bodies, &copy.lab, step);
        self.host.tracer().clone_from(&copy.tracer);
    }
}

/// Makes a fiber of its stack and the rest.
fn with_stack(idle: &Idle, fiber: Fiber) -> Task {
    Task { fiber, handler: idle.handler, pending: idle.pending.clone(), since: idle.since }
}

impl Scheduler<'_, '_> {
    /// Keeps a copy of the run's state if one is due.
    pub(super) fn keep_copy(&mut self) {
        let Some(present) = self.run.in_lab(|lab| lab.present()).flatten() else { return };
        let worked = work(self.run.operations(), present.observed);
        if !self.history.is_due(worked) {
            return;
        }
        let before_bytes = balance_bytes();
        if let Some(copy) = self.copy() {
            let bytes = usize::try_from(balance_bytes().wrapping_sub(before_bytes)).unwrap_or(0);
            self.history.keep(copy, bytes, worked, present.bytes);
        } else {
            self.history.clear(worked);
        }
        self.tell_reach(present);
    }

    fn tell_reach(&mut self, present: Present) {
        let oldest = self.history.oldest();
        let observed = oldest.map_or(present.observed, |copy| copy.observed());
        let reach = oldest.map(|copy| copy.steps() + 1);
        self.run.in_lab(|lab| lab.keep_past(observed, reach));
        self.run.set_copied_bytes(self.history.bytes() + present.bytes);
    }

    /// Goes back if somebody wants to, after a pause. Returns true if it did: then the fibers are others.
    pub(super) fn went_back(&mut self) -> bool {
        if let Some(Some(step)) = self.run.in_lab(Lab::take_wanted) {
            let history = std::mem::take(&mut self.history);
            let copy = history.before(step);
            if let Some(copy) = copy {
                self.go_back(copy, step);
            }
            let has_gone = copy.is_some();
            self.history = history;
            return has_gone;
        }
        if let Some(Some(present)) = self.run.in_lab(|lab| lab.present()) {
            // Whoever went on from an earlier line has another future.
            self.history.cut(present.steps, work(self.run.operations(), present.observed));
        }
        false
    }
}
