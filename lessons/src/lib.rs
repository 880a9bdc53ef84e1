//! Lesson packs: what they are, how they are read, and what is wrong with them.
//!
//! A pack is a folder, or the same folder zipped as `NAME.digilab`; `docs/packs.md` has its form. This crate knows no
//! board and no script language: whether starters fail and solutions pass their checks is the lab's business.

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
