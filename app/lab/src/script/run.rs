//! What one run of a script shares between the engine, the API and the handlers.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use rhai::{Dynamic, EvalAltResult, Position};

use super::fall;
use super::handlers::Handlers;
use super::limits::MAX_MEMORY_BYTES;
use super::memory::balance_bytes;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::lab::{BoardId, Lab, LabError};
use crate::stop::StopFlag;

/// Operations between two reports to the lab: some ten microseconds of script.
const REPORT_INTERVAL: u64 = 256;

/// Longest line that `print` puts on the console, in bytes.
const MAX_LINE_BYTES: usize = 10_000;

/// One run. Lives on the lab thread, shared by the closures of the engine.
pub struct ScriptRun {
    lab: Rc<RefCell<Lab>>,
    stop: StopFlag,
    operations: Cell<u64>,
    start_balance_bytes: isize,
    /// The script called `exit`: its handlers do not run either.
    pub(crate) has_exited: Cell<bool>,
    /// `forever`, `every`, `on_press`, …
    pub(crate) handlers: RefCell<Handlers>,
    /// Presses and gestures that a script has been told of, by board and name.
    pub(crate) told: RefCell<BTreeMap<(BoardId, &'static str), i32>>,
}

impl ScriptRun {
    /// A run in `lab` whose memory counts from now.
    pub fn new(lab: Rc<RefCell<Lab>>) -> Self {
        let stop = lab.borrow().stop_flag().clone();
        Self {
            lab,
            stop,
            operations: Cell::new(0),
            start_balance_bytes: balance_bytes(),
            has_exited: Cell::new(false),
            handlers: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// Rhai's progress hook, called at every operation. `Some` ends the script.
    #[inline]
    pub(crate) fn progress(&self) -> Option<Dynamic> {
        let operations = self.operations.get() + 1;
        self.operations.set(operations);
        let calm = !operations.is_multiple_of(REPORT_INTERVAL)
            && !self.stop.is_stopped()
            && self.memory_left_bytes() >= 0;
        if calm { None } else { self.look() }
    }

    #[cold]
    fn look(&self) -> Option<Dynamic> {
        let result = if self.memory_left_bytes() < 0 { Err(memory_error()) } else { self.report() };
        result.err().map(Dynamic::from)
    }

    /// Counts what one call did as so many operations of the script, so that it costs the run's time, and Stop is
    /// seen between two of them.
    ///
    /// # Errors
    /// `stopped`, `time-over`.
    pub(crate) fn spend(&self, operations: u64) -> Result<(), Box<EvalAltResult>> {
        self.operations.set(self.operations.get().saturating_add(operations));
        self.report().map_err(ApiError::raise)
    }

    /// Tells the lab of the operations done.
    fn report(&self) -> Result<(), ApiError> {
        match self.lab.try_borrow_mut() {
            Ok(mut lab) => lab.on_operations(self.operations.get()).map_err(ApiError::from),
            Err(_) => Ok(()),
        }
    }

    /// Bytes this run may still allocate; below zero where it holds too many.
    pub(crate) fn memory_left_bytes(&self) -> isize {
        MAX_MEMORY_BYTES.saturating_sub(balance_bytes().wrapping_sub(self.start_balance_bytes))
    }

    /// Refuses an operation that would need more memory than is left.
    ///
    /// # Errors
    /// `memory-limit`, which no script can catch.
    pub(crate) fn reserve(&self, bytes: u128) -> Result<(), Box<EvalAltResult>> {
        let left = u128::try_from(self.memory_left_bytes()).unwrap_or(0);
        if bytes > left { Err(memory_error().raise()) } else { Ok(()) }
    }

    /// Does something with the lab, which has first been told of the operations done, so that a call happens
    /// at the same operation in every replay.
    ///
    /// # Errors
    /// The lab's, as an API error.
    pub(crate) fn with_lab<T>(
        &self,
        ask: impl FnOnce(&mut Lab) -> Result<T, LabError>,
    ) -> Result<T, Box<EvalAltResult>> {
        self.report().map_err(ApiError::raise)?;
        let Ok(mut lab) = self.lab.try_borrow_mut() else {
            return Err(Box::new(EvalAltResult::ErrorRuntime("the lab is busy".into(), Position::NONE)));
        };
        ask(&mut lab).map_err(|error| ApiError::from(error).raise())
    }
}

impl ScriptRun {
    /// The lab's time at its last look, for the trace.
    pub(crate) fn lab_us(&self) -> u64 {
        self.lab.try_borrow().map_or(0, |lab| lab.now_us())
    }

    /// Whether somebody steps through the script.
    pub(crate) fn is_stepping(&self) -> bool {
        self.lab.try_borrow().is_ok_and(|lab| lab.is_stepping())
    }

    /// Notes in the trace what changed, and then where the script stands; waits there if somebody steps.
    ///
    /// # Errors
    /// A board's, Stop, the end of the run's time, while it waits.
    pub(crate) fn trace_line(
        &self,
        line: u32,
        changed: &[(String, String)],
    ) -> Result<(), Box<EvalAltResult>> {
        fall::at_line(line);
        let Ok(mut lab) = self.lab.try_borrow_mut() else { return Ok(()) };
        for (name, value) in changed {
            lab.changed(name, value);
        }
        lab.at_line(line).map_err(|error| ApiError::from(error).raise())
    }

    /// Puts a line on the console; cut where no console could show it.
    ///
    /// # Errors
    /// Stop, the end of the run's time.
    pub(crate) fn print(&self, text: &str) -> Result<(), Box<EvalAltResult>> {
        let mut end = MAX_LINE_BYTES.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.with_lab(|lab| {
            lab.sync()?;
            if end < text.len() {
                lab.print(&[&text[..end], "…"].concat());
            } else {
                lab.print(text);
            }
            Ok(())
        })
    }
}

pub(crate) fn memory_error() -> ApiError {
    ApiError::new(ApiErrorCode::MemoryLimit).with("max", MAX_MEMORY_BYTES >> 20)
}
