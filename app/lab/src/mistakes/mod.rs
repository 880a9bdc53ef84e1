//! Errors for pupils: the mistake in a script, its real place, and advice.
//!
//! Rhai's own errors name tokens and types, and often point after the real place. Here each becomes a [`Mistake`]: a
//! code of a closed set, the place, and the values its sentence mentions. The sentences are in the Fluent files as
//! `mistake-ID` with `.advice`.

mod code;
mod context;
mod foreign;
mod habits;
mod members;
mod mistake;
mod names;
mod parse;
mod places;
mod remarks;
mod run;
mod scan;
mod show;
#[cfg(test)]
mod tests;

use rhai::{EvalAltResult, ParseError};

use crate::api_error::{ApiError, ApiErrorCode};

pub use code::MistakeCode;
pub use mistake::{Call, MAX_CALLS, Mistake, Place};
pub use names::{CalledOn, FunctionHelp, Vocabulary};
pub use remarks::remarks;
pub use show::{explain, sentences};

impl Mistake {
    /// Explains a parse error of `source`. `vocabulary` is what the script may use by name.
    pub fn of_parse(source: &str, error: &ParseError, vocabulary: &Vocabulary) -> Self {
        parse::mistake(source, error.err_type(), error.position(), vocabulary).within(source)
    }

    /// Explains a run-time error of `source`.
    pub fn of_run(source: &str, error: &EvalAltResult, vocabulary: &Vocabulary) -> Self {
        let (error, calls, position) = run::innermost(error);
        let mistake = match error {
            EvalAltResult::ErrorParsing(kind, position) => {
                parse::mistake(source, kind, *position, vocabulary)
            }
            error => run::mistake(source, error, position, vocabulary),
        };
        Self { calls, ..mistake }.within(source)
    }

    /// Explains an error of `source`, at parsing or at run time.
    pub fn of(source: &str, error: &EvalAltResult, vocabulary: &Vocabulary) -> Self {
        match error {
            EvalAltResult::ErrorParsing(kind, position) => {
                let error = ParseError(Box::new(kind.clone()), *position);
                Self::of_parse(source, &error, vocabulary)
            }
            error => Self::of_run(source, error, vocabulary),
        }
    }
}

/// Reads a script file's bytes as text.
///
/// # Errors
/// `not-text` with the place if they are not UTF-8 or contain a NUL; `script-too-long` above `max_bytes`.
pub fn read_text(bytes: &[u8], max_bytes: usize) -> Result<&str, Box<Mistake>> {
    if bytes.len() > max_bytes {
        let error = ApiError::new(ApiErrorCode::ScriptTooLong)
            .with("given", bytes.len().div_ceil(1024))
            .with("max", max_bytes / 1024);
        return Err(Box::new(Mistake::of_api_error(&error)));
    }
    let (good, text) = match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Some(at) => (at, text.get(..at)),
        },
        Err(error) => {
            let good = error.valid_up_to();
            (good, bytes.get(..good).and_then(|good| std::str::from_utf8(good).ok()))
        }
    };
    let before = text.unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
    let column = before.get(line_start..).unwrap_or_default().chars().count();
    debug_assert_eq!(good, before.len());
    Err(Box::new(Mistake::at(MistakeCode::NotText, (number(before.matches('\n').count()), number(column)))))
}

/// Finds a mistake that Rhai accepts: a comment without an end, which swallows the rest.
pub fn check_text(source: &str) -> Option<Mistake> {
    let scan = scan::Scan::new(source);
    let comment = scan.comments.last().filter(|comment| !comment.closed)?;
    let length = Some(2);
    Some(Mistake { length, ..Mistake::on(MistakeCode::UnterminatedComment, comment) }.within(source))
}
