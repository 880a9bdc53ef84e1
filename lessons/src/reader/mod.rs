//! Reads packs, finds what is wrong with them, and writes them.
//!
//! All input is untrusted: it is bounded, and refused with a code and a place, and reading it writes nothing.

pub mod archive;
mod assets;
mod check_rules;
mod excerpt;
pub mod files;
pub mod folder;
mod hashes;
pub mod jsonld;
pub mod lint;
pub mod load;
mod manifest_rules;
mod markdown;
mod reading;
pub mod sign;
mod signature;
mod step_text;
pub mod template;
mod text;
mod toml_text;
mod unzip;
