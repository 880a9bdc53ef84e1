//! The contract between the window and its backend: commands, events, and shared types for projects, lesson packs and
//! settings. It has no widgets and does no IO, so that a backend does not depend on the window.

pub mod backend;
pub mod dropped_file;
pub mod invitation;
pub mod message;
pub mod packs;
pub mod picture;
pub mod project;
pub mod settings;
