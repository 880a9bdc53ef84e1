//! Learning from examples: a table of samples ([`Samples`]), and a nearest-neighbour model ([`Model`]). No script
//! language here; `api/learning.rs` offers both to scripts.
//!
//! Nearest neighbours, because a pupil can check the answer by eye: the model is nothing but the rows of the table,
//! and finds those most like the numbers it is given. Distances are Euclidean and unscaled: a column of large numbers
//! weighs more than one of small numbers. The axes of an accelerometer share one scale, so nothing is scaled behind a
//! pupil's back.
//!
//! Own code, although there are libraries: `kiddo` fixes the number of columns at compile time, `linfa-nn` and
//! `smartcore` depend on a matrix library (`ndarray`, `num`) that is larger than the rest of the worker's size
//! budget, and none of them specifies which of two equally near samples wins, which a replay must know. Comparing
//! with every one of at most a few thousand rows is twenty lines and takes well under a millisecond.

mod nearest;
mod samples;
#[cfg(test)]
mod tests;

pub use nearest::{Guess, MAX_NEIGHBOURS, Model};
pub use samples::{MAX_COLUMNS, MAX_LABEL_CHARS, MAX_LABELS, MAX_ROWS, Refusal, Samples};
