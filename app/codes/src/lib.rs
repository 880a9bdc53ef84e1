//! Closed sets of codes, and codes with values, shared by all of DigiLab's crates.
//!
//! Errors and kinds are closed sets. Tests, logs, files and transcripts carry the id of a member; its sentence and
//! its advice are in the Fluent files of every language, under that id. Boards are defined here, too: lesson packs
//! and the usage log name them without depending on the device crate.

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
