//! Learning from examples: a table of samples ([`Samples`]), and a model that goes by the nearest of them
//! ([`Model`]). No script language here; `api/learning.rs` hands both to scripts.
//!
//! Nearest neighbours, because a pupil can check the answer by eye: the model knows nothing but the rows in the table,
//! and tells which of them are most like what it is asked. Distances are those of the numbers as they are (the square
//! root of the sum of squared differences, which need not be drawn to compare): a column of large numbers counts for
//! more than one of small ones. The axes of an accelerometer have one scale, so nothing is scaled behind a pupil's back.
//!
//! Own code, although there are libraries: `kiddo` fixes the number of columns when it is compiled, `linfa-nn` and
//! `smartcore` bring a matrix library along (`ndarray`, `num`) that weighs more than the worker's budget has left, and
//! none of them says which of two equally near samples wins, which a replay must know. Looking at every one of at most
//! a few thousand rows is twenty lines and takes well under a millisecond.

mod nearest;
mod samples;
#[cfg(test)]
mod tests;

pub use nearest::{Guess, MAX_NEIGHBOURS, Model};
pub use samples::{MAX_COLUMNS, MAX_LABEL_CHARS, MAX_LABELS, MAX_ROWS, Refusal, Samples};
