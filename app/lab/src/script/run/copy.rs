//! Copies of a run's own state, and the memory that copies take.

use std::collections::BTreeMap;

use rhai::FnPtr;

use super::ScriptRun;
use crate::lab::{BoardId, Lab, LabCopy};
use crate::script::handlers::Occasions;

/// The state that engine, API and handlers share, at a moment of a run.
pub(crate) struct RunCopy {
    operations: u64,
    /// The handlers; their functions are copied with the program.
    handlers: Occasions,
    told: BTreeMap<(BoardId, &'static str), i32>,
}

impl ScriptRun {
    /// Copies the state beside program and lab.
    pub(crate) fn copy(&self) -> RunCopy {
        RunCopy {
            operations: self.operations.get(),
            handlers: self.handlers.borrow().occasions(),
            told: self.told.borrow().clone(),
        }
    }

    /// Copies the lab. `None` if it cannot be copied.
    pub(crate) fn lab_copy(&self) -> Option<LabCopy> {
        self.lab.try_borrow().ok()?.copy()
    }

    /// Puts the run and its lab into the state of copies; see [`Lab::go_back`].
    ///
    /// # Arguments
    /// - `bodies`: the functions of the handlers.
    pub(crate) fn go_back(&self, copy: &RunCopy, bodies: Vec<FnPtr>, lab: &LabCopy, step: u64) {
        self.operations.set(copy.operations);
        self.handlers.replace(copy.handlers.with(bodies));
        self.told.replace(copy.told.clone());
        self.pending.take();
        if let Ok(mut lab_now) = self.lab.try_borrow_mut() {
            lab_now.go_back(lab, step);
        }
    }

    /// Returns the number of operations that were done.
    pub(crate) fn operations(&self) -> u64 {
        self.operations.get()
    }

    /// Asks the lab about the run's past.
    pub(crate) fn in_lab<T>(&self, ask: impl FnOnce(&mut Lab) -> T) -> Option<T> {
        self.lab.try_borrow_mut().ok().map(|mut lab| ask(&mut lab))
    }

    /// Takes notice that so many bytes hold copies of the run, which the script cannot help.
    pub(crate) fn set_copied_bytes(&self, bytes: usize) {
        self.copied_bytes.set(isize::try_from(bytes).unwrap_or(isize::MAX));
    }
}
