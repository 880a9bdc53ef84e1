//! The record of a run: lines printed, native functions called, steps taken.

use std::cell::{Cell, RefCell};

use rhai::Position;

use crate::script::memory;

/// Maximum steps of a run. A run beyond it is not compared: interpreter and machine count differently.
const MAX_STEPS: u64 = 10_000;

/// Maximum memory of a run, in bytes.
const MAX_BYTES: isize = 32 << 20;

/// A line printed or a native function called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) position: Position,
}

/// A moment of a run.
#[derive(Debug)]
pub(super) struct Mark {
    entries: usize,
    steps: u64,
}

/// The record of one run at a time.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: RefCell<Vec<Entry>>,
    steps: Cell<u64>,
    bytes_at_start: Cell<isize>,
    is_over: Cell<bool>,
    copies: Cell<usize>,
}

impl Log {
    /// Begins a run.
    pub(super) fn begin(&self) {
        self.entries.borrow_mut().clear();
        self.steps.set(0);
        self.bytes_at_start.set(memory::balance_bytes());
        self.is_over.set(false);
        self.copies.set(0);
    }

    /// Counts a copy of the run's state.
    pub(super) fn copied(&self) {
        self.copies.set(self.copies.get() + 1);
    }

    /// Returns the number of copies.
    pub(super) fn copies(&self) -> usize {
        self.copies.get()
    }

    /// Counts a step. False when the run must end because it takes too many steps or too much memory.
    pub(super) fn step(&self) -> bool {
        self.steps.set(self.steps.get() + 1);
        let bytes = memory::balance_bytes() - self.bytes_at_start.get();
        if self.steps.get() > MAX_STEPS || bytes > MAX_BYTES {
            self.is_over.set(true);
        }
        !self.is_over.get()
    }

    /// True if the run holds too much memory.
    pub(super) fn is_full(&self) -> bool {
        let is_full = memory::balance_bytes() - self.bytes_at_start.get() > MAX_BYTES;
        if is_full {
            self.is_over.set(true);
        }
        is_full
    }

    /// True if the run was ended by a limit.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    pub(super) fn add(&self, text: String, position: Position) {
        self.entries.borrow_mut().push(Entry { text, position });
    }

    /// Returns the record so far, to go back to.
    pub(super) fn mark(&self) -> Mark {
        Mark { entries: self.entries.borrow().len(), steps: self.steps.get() }
    }

    /// Forgets what came after a mark.
    pub(super) fn go_back(&self, mark: &Mark) {
        self.entries.borrow_mut().truncate(mark.entries);
        self.steps.set(mark.steps);
        self.is_over.set(false);
    }

    /// Takes the entries of the run.
    pub(super) fn take(&self) -> Vec<Entry> {
        self.entries.take()
    }
}
