//! Panics while a script runs: in the interpreter, the API, a board, or the explanation of a mistake. A desktop
//! program catches them and explains the mistake at the script's current line. In a browser a panic ends the worker,
//! which reports that line to the page.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rhai::{EvalAltResult, Position};

use crate::api_error::{ApiError, ApiErrorCode, Raise};

thread_local! {
    /// Current line of the script on this thread, from 1; 0 if none runs.
    static LINE: Cell<u32> = const { Cell::new(0) };
    /// Number of nested guards on this thread.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Returns the current line of the script on this thread, from 1, as its trace last reported it; 0 if none runs.
/// Touches nothing that a panic could have left half changed.
pub fn current_line() -> u32 {
    LINE.try_with(Cell::get).unwrap_or(0)
}

/// True if a panic on this thread is caught and explained, so that a panic hook need not report it.
pub fn is_guarded() -> bool {
    DEPTH.try_with(Cell::get).unwrap_or(0) > 0
}

/// Records the current line of the script.
pub(crate) fn at_line(line: u32) {
    LINE.set(line);
}

/// Calls `work`; a panic becomes the error `lab-fell` at the script's current line.
///
/// # Errors
/// Errors of `work`, and `lab-fell`.
pub(crate) fn guarded<T>(
    source: &str,
    work: impl FnOnce() -> Result<T, Box<EvalAltResult>>,
) -> Result<T, Box<EvalAltResult>> {
    caught(work).unwrap_or_else(|line| {
        let mut error = ApiError::new(ApiErrorCode::LabCrashed).raise();
        error.set_position(position(source, line));
        Err(error)
    })
}

/// Calls `work` and catches a panic.
///
/// # Errors
/// The script's current line at the panic, from 1; 0 if none ran.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, u32> {
    let outer_line = LINE.replace(0);
    DEPTH.set(DEPTH.get() + 1);
    // The state that a panic leaves behind is dropped with the run, except for its lab, whose locks are released by
    // unwinding.
    let result = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    let line = LINE.replace(outer_line);
    result.map_err(|_| line)
}

/// Returns the position of a line's first character. Rhai counts no lines beyond 65,535.
fn position(source: &str, line: u32) -> Position {
    let Some(line) = u16::try_from(line).ok().filter(|line| *line > 0) else { return Position::NONE };
    let text = source.split('\n').nth(usize::from(line) - 1).unwrap_or_default();
    let indentation = text.chars().take_while(|letter| letter.is_whitespace()).count();
    Position::new(line, u16::try_from(indentation + 1).unwrap_or(1))
}
