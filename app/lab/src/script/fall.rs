//! A panic anywhere in a script's way: in the interpreter, in the API, in a board, in what explains mistakes. In a program
//! it is caught and becomes an explained mistake at the line where the script stood. In a browser it ends the worker, which
//! tells the page that line.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rhai::{EvalAltResult, Position};

use crate::api_error::{ApiError, ApiErrorCode};

thread_local! {
    /// Line of the script at which this thread is, from 1; 0 where it runs none.
    static LINE: Cell<u32> = const { Cell::new(0) };
    /// Guards that this thread is in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Returns the line of the script that runs on this thread, from 1, as far as its trace tells; 0 where none runs. Touches
/// nothing that a panic could have left half done.
pub fn line_under_way() -> u32 {
    LINE.try_with(Cell::get).unwrap_or(0)
}

/// Returns true if a panic on this thread is caught and explained: a panic hook need not tell it.
pub fn is_guarded() -> bool {
    DEPTH.try_with(Cell::get).unwrap_or(0) > 0
}

/// Notes where the script is.
pub(crate) fn at_line(line: u32) {
    LINE.set(line);
}

/// Does some work of a script's; a panic becomes the error `lab-fell` at the script's line.
///
/// # Errors
/// The work's own, and `lab-fell`.
pub(crate) fn guarded<T>(
    source: &str,
    work: impl FnOnce() -> Result<T, Box<EvalAltResult>>,
) -> Result<T, Box<EvalAltResult>> {
    caught(work).unwrap_or_else(|line| {
        let mut error = ApiError::new(ApiErrorCode::LabFell).raise();
        error.set_position(position(source, line));
        Err(error)
    })
}

/// Does some work of a script's.
///
/// # Errors
/// After a panic, the line at which the script was, from 1; 0 where it did not run.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, u32> {
    let outer_line = LINE.replace(0);
    DEPTH.set(DEPTH.get() + 1);
    // What a panic leaves behind is thrown away with the run, but for its lab, whose locks unwinding releases.
    let result = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    let line = LINE.replace(outer_line);
    result.map_err(|_| line)
}

/// The place of a line's first letter, as the interpreter counts: it knows no line behind 65,535.
fn position(source: &str, line: u32) -> Position {
    let Some(line) = u16::try_from(line).ok().filter(|line| *line > 0) else { return Position::NONE };
    let text = source.split('\n').nth(usize::from(line) - 1).unwrap_or_default();
    let indentation = text.chars().take_while(|letter| letter.is_whitespace()).count();
    Position::new(line, u16::try_from(indentation + 1).unwrap_or(1))
}
