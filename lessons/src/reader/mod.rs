//! Reads packs, tells what is wrong with them, and writes them.
//!
//! Everything that comes in is untrusted: it is bounded, it is refused with a place and a code, and nothing is written of it.

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
