//! Closed sets of codes, and codes with values: what all of DigiLab's crates share.
//!
//! What goes wrong, and what kinds there are of something, are closed sets. A member's id is what tests, logs, files and
//! transcripts carry; its sentence and its advice stand in the Fluent files of every language, under that id. The boards are
//! here, too: lesson packs and the usage log name them, and know nothing else of devices.

pub mod board;
mod closed_set;
mod coded;

pub use closed_set::{Code, read_id};
pub use coded::Coded;

#[doc(hidden)]
pub mod macros {
    pub use crate::closed_set::read_id;
    pub use serde;
}
