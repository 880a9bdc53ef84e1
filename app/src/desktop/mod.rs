//! What the window has of the computer it runs on: folders and files.

pub mod disk;
pub mod folders;
pub mod settings;

// The store itself is the same in a browser.
pub use crate::store::{atomic, errors, history, projects, trash};
