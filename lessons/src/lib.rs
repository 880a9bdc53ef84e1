//! Lesson packs: what they are, how they are read, and what is wrong with them.
//!
//! A pack is a folder, or the same folder zipped as `NAME.digilab`; `docs/packs.md` has its form. This crate knows no
//! board and no script language: whether starters fail and solutions pass their checks is the lab's business.

#[cfg(feature = "load")]
pub mod archive;
#[cfg(feature = "load")]
mod assets;
pub mod blocks;
#[cfg(feature = "builtin")]
pub mod builtin;
pub mod check;
#[cfg(feature = "load")]
mod check_rules;
#[cfg(feature = "load")]
mod excerpt;
#[cfg(feature = "load")]
pub mod files;
pub mod finding;
#[cfg(feature = "load")]
pub mod folder;
#[cfg(feature = "load")]
mod hashes;
#[cfg(feature = "load")]
pub mod jsonld;
pub mod language;
#[cfg(feature = "load")]
pub mod lint;
#[cfg(feature = "load")]
pub mod load;
#[cfg(feature = "load")]
mod manifest_rules;
#[cfg(feature = "load")]
mod markdown;
pub mod number;
pub mod pack;
#[cfg(feature = "load")]
mod reading;
#[cfg(feature = "load")]
pub mod sign;
#[cfg(feature = "load")]
mod step_text;
#[cfg(feature = "load")]
pub mod template;
#[cfg(feature = "load")]
mod text;
#[cfg(feature = "load")]
mod toml_text;
#[cfg(feature = "load")]
mod unzip;
