//! Copies of a run's whole state: the program, its fibers and handlers, the boards, and what was told of variables.

use std::collections::VecDeque;

use crate::lab::LabCopy;
use crate::machine;
use crate::sandbox::tracer::Tracer;
use crate::script::run::{Pending, RunCopy};

/// The state of a run between two turns of its fibers. Nothing that happens afterwards changes it.
pub(super) struct Copy {
    pub(super) program: machine::Copy,
    /// The fibers without their stacks, which are in `program` in the same order.
    pub(super) tasks: Vec<(usize, Idle)>,
    pub(super) ready: VecDeque<usize>,
    pub(super) spent: Option<usize>,
    pub(super) next_number: usize,
    pub(super) waits: u64,
    pub(super) run: RunCopy,
    pub(super) tracer: Tracer,
    pub(super) lab: LabCopy,
}

/// A fiber without its stack.
pub(super) struct Idle {
    pub(super) handler: Option<usize>,
    pub(super) pending: Option<Pending>,
    pub(super) since: u64,
}

impl Copy {
    /// Returns the number of lines that the script had reached.
    pub(super) fn steps(&self) -> u64 {
        self.lab.steps()
    }

    /// Returns the number of observations that were made before.
    pub(super) fn observed(&self) -> u64 {
        self.lab.observed()
    }
}
