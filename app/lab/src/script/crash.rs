//! Panics while a script runs: in the interpreter, the API, a board, or the explanation of a mistake. A desktop
//! program catches them and explains the mistake at the script's current line. In a browser a panic ends the worker,
//! which reports that line to the page.

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

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
    caught(work).unwrap_or_else(|line| Err(crashed(source, line)))
}

/// Awaits `work`; a panic becomes the error `lab-fell` at the script's current line.
///
/// # Errors
/// Errors of `work`, and `lab-fell`.
pub(crate) async fn guarded_task<T>(
    source: &str,
    work: impl Future<Output = Result<T, Box<EvalAltResult>>>,
) -> Result<T, Box<EvalAltResult>> {
    let mut work = pin!(work);
    let mut line = 0;
    poll_fn(|context| {
        let polled = caught_from(&mut line, || work.as_mut().poll(context));
        polled.unwrap_or_else(|| Poll::Ready(Err(crashed(source, line))))
    })
    .await
}

fn crashed(source: &str, line: u32) -> Box<EvalAltResult> {
    let mut error = ApiError::new(ApiErrorCode::LabCrashed).raise();
    error.set_position(position(source, line));
    error
}

/// Calls `work` and catches a panic.
///
/// # Errors
/// The script's current line at the panic, from 1; 0 if none ran.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, u32> {
    let mut line = 0;
    caught_from(&mut line, work).ok_or(line)
}

/// Calls `work` at the script's line `line`, which it changes, and catches a panic.
fn caught_from<T>(line: &mut u32, work: impl FnOnce() -> T) -> Option<T> {
    let outer_line = LINE.replace(*line);
    DEPTH.set(DEPTH.get() + 1);
    // The state that a panic leaves behind is dropped with the run, except for its lab, whose locks are released by
    // unwinding.
    let result = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    *line = LINE.replace(outer_line);
    result.ok()
}

/// Returns the position of a line's first character. Rhai counts no lines beyond 65,535.
fn position(source: &str, line: u32) -> Position {
    let Some(line) = u16::try_from(line).ok().filter(|line| *line > 0) else { return Position::NONE };
    let text = source.split('\n').nth(usize::from(line) - 1).unwrap_or_default();
    let indentation = text.chars().take_while(|letter| letter.is_whitespace()).count();
    Position::new(line, u16::try_from(indentation + 1).unwrap_or(1))
}
