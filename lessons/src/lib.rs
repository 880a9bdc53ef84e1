//! Lesson packs: their format, reading and writing them, and checking them for mistakes.
//!
//! A pack is a folder, or the same folder zipped as `NAME.digilab`; `docs/packs.md` describes the format. This crate
//! knows no board and no script language: the lab checks whether starters fail and solutions pass.

pub mod blocks;
pub mod board;
#[cfg(feature = "builtin")]
pub mod builtin;
pub mod check;
pub mod finding;
pub mod language;
pub mod number;
pub mod pack;
#[cfg(feature = "load")]
mod reader;
pub mod view;

#[cfg(feature = "load")]
pub use reader::{archive, files, folder, jsonld, lint, load, sign, template};
