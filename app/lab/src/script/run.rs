//! The state of a run that engine, API and handlers share.

mod copy;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use digilab_devices::command::{CommandId, Reply, Sensor};
use rhai::{Dynamic, EvalAltResult, Position};

pub(crate) use self::copy::RunCopy;
use super::crash;
use super::handlers::Handlers;
use super::limits::MAX_MEMORY_BYTES;
use super::memory::balance_bytes;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::lab::{BoardId, Lab, LabError};
use crate::mistakes::Mistake;

/// Maximum length of a line that `print` puts on the console, in bytes.
const MAX_LINE_BYTES: usize = 10_000;

/// One run. Lives on the lab thread, shared by the closures of the engine.
pub struct ScriptRun {
    lab: Rc<RefCell<Lab>>,
    operations: Cell<u64>,
    start_balance_bytes: isize,
    /// Memory of copies of the run.
    copied_bytes: Cell<isize>,
    /// Handlers: `forever`, `every`, `on_press`, …
    pub(crate) handlers: RefCell<Handlers>,
    /// Counts of presses and gestures at the script's last read, by board and name.
    pub(crate) told: RefCell<BTreeMap<(BoardId, &'static str), i32>>,
    /// The wait that the last native function began.
    pub(crate) pending: RefCell<Option<Pending>>,
}

impl ScriptRun {
    /// Makes a run in `lab` whose memory counts from now.
    pub fn new(lab: Rc<RefCell<Lab>>) -> Self {
        Self {
            lab,
            operations: Cell::new(0),
            start_balance_bytes: balance_bytes(),
            copied_bytes: Cell::new(0),
            handlers: RefCell::default(),
            told: RefCell::default(),
            pending: RefCell::default(),
        }
    }

    /// Counts the work of one call as `operations` operations of the script, so that it takes the run's time, and
    /// Stop is noticed between two of them.
    ///
    /// # Errors
    /// `stopped`, `time-over`.
    pub(crate) fn spend(&self, operations: u64) -> Result<(), Box<EvalAltResult>> {
        self.operations.set(self.operations.get().saturating_add(operations));
        self.report().map_err(ApiError::raise)
    }

    /// Returns why the reading of the script must end: `stopped`, `time-over`.
    pub(crate) fn must_end_reading(&self) -> Option<ApiError> {
        let mut lab = self.lab.try_borrow_mut().ok()?;
        lab.must_end_before_start().err().map(ApiError::from)
    }

    /// Reports the number of operations to the lab.
    fn report(&self) -> Result<(), ApiError> {
        match self.lab.try_borrow_mut() {
            Ok(mut lab) => lab.on_operations(self.operations.get()).map_err(ApiError::from),
            Err(_) => Ok(()),
        }
    }

    /// Returns the bytes this run may still allocate; negative if it holds too many.
    pub(crate) fn memory_left_bytes(&self) -> isize {
        let held = balance_bytes().wrapping_sub(self.start_balance_bytes);
        MAX_MEMORY_BYTES.saturating_sub(held.wrapping_sub(self.copied_bytes.get()))
    }

    /// Refuses an operation that would need more memory than is left.
    ///
    /// # Errors
    /// `memory-limit`, which no script can catch.
    pub(crate) fn reserve(&self, bytes: u128) -> Result<(), Box<EvalAltResult>> {
        let left = u128::try_from(self.memory_left_bytes()).unwrap_or(0);
        if bytes > left { Err(memory_error().raise()) } else { Ok(()) }
    }

    /// Calls `ask` with the lab, after reporting the operations done, so that a call happens at the same operation in
    /// every replay.
    ///
    /// # Errors
    /// Errors of the lab, as API errors.
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
    /// Returns the lab's time at its last observation, in microseconds.
    pub(crate) fn lab_us(&self) -> u64 {
        self.lab.try_borrow().map_or(0, |lab| lab.now_us())
    }

    /// Counts a line. Returns true if the trace must know it.
    pub(crate) fn begin_line(&self) -> bool {
        self.lab.try_borrow_mut().is_ok_and(|mut lab| lab.begin_line())
    }

    /// Notes in the trace the changed variables, and then the current line, where it pauses while somebody steps.
    pub(crate) fn trace_line(&self, line: u32, changed: &[(String, String)]) {
        crash::at_line(line);
        let Ok(mut lab) = self.lab.try_borrow_mut() else { return };
        for (name, value) in changed {
            lab.changed(name, value);
        }
        lab.at_line(line);
    }

    /// Makes a remark about the script.
    pub(crate) fn remark(&self, remark: Mistake) {
        if let Ok(mut lab) = self.lab.try_borrow_mut() {
            lab.remark(remark);
        }
    }

    /// True if the script must be [held](Self::hold) before it goes on.
    pub(crate) fn is_held(&self) -> bool {
        self.lab.try_borrow().is_ok_and(|lab| lab.is_held())
    }

    /// Holds the script while it pauses at a line, and while the thread's other work has its turn.
    ///
    /// # Errors
    /// A board's failure, `stopped`, `time-over`, while it pauses.
    pub(crate) async fn hold(&self) -> Result<(), Box<EvalAltResult>> {
        Lab::hold(&self.lab).await.map_err(|error| ApiError::from(error).raise())
    }

    /// Waits until the script's time is `deadline_us`, or until something happens that a script may wait for.
    ///
    /// # Errors
    /// A board's failure, `stopped`, `time-over`.
    pub(crate) async fn idle(
        &self,
        deadline_us: u64,
        is_over: impl FnMut(&mut Lab) -> bool,
    ) -> Result<(), Box<EvalAltResult>> {
        self.report().map_err(ApiError::raise)?;
        Lab::wait(&self.lab, deadline_us, is_over).await.map_err(|error| ApiError::from(error).raise())
    }

    /// Prints a line on the console, cut to [`MAX_LINE_BYTES`].
    ///
    /// # Errors
    /// `stopped`, `time-over`.
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

/// A wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Until a time, in microseconds after the script began.
    Until(u64),
    /// Until a board is ready for commands.
    Ready(BoardId),
    /// For the result of a command.
    Command(BoardId, CommandId),
    /// For the first value of a sensor.
    Reading(BoardId, Sensor),
    /// Until no text scrolls over a board's display.
    Display(BoardId),
    /// For a line that is typed.
    Line,
}

/// What ended a wait.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Time,
    Ready,
    Display,
    Reply(Reply),
    Reading(i32),
    Line(String),
}

/// What comes after an answer.
pub(crate) enum Next {
    /// The result of the function that waited.
    Value(Dynamic),
    /// Another wait.
    Wait(Pending),
}

/// Makes what comes after an answer of it.
type Then = dyn Fn(&ScriptRun, Answer) -> Result<Next, Box<EvalAltResult>>;

/// A wait with what comes after it.
#[derive(Clone)]
pub(crate) struct Pending {
    pub wait: Wait,
    pub(super) then: Rc<Then>,
}

impl Pending {
    /// Makes a wait.
    pub fn new(
        wait: Wait,
        then: impl Fn(&ScriptRun, Answer) -> Result<Next, Box<EvalAltResult>> + 'static,
    ) -> Self {
        Self { wait, then: Rc::new(then) }
    }

    /// Makes a wait whose answer becomes a value.
    pub fn value(wait: Wait, then: impl Fn(Answer) -> Dynamic + 'static) -> Self {
        Self::new(wait, move |_, answer| Ok(Next::Value(then(answer))))
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wait.fmt(f)
    }
}

pub(crate) fn memory_error() -> ApiError {
    ApiError::new(ApiErrorCode::MemoryLimit).with("max", MAX_MEMORY_BYTES >> 20)
}
