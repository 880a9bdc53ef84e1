//! What the window and what is behind it say to each other: commands, events, and what both know of projects, lesson packs and
//! settings. No widget and no IO in here, so that a back end needs no window.

pub mod backend;
pub mod dropped_file;
pub mod invitation;
pub mod message;
pub mod packs;
pub mod picture;
pub mod project;
pub mod settings;
