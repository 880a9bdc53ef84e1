//! What the window has of the computer it runs on: folders and files.

pub mod atomic;
pub mod disk;
pub mod errors;
pub mod folders;
pub mod history;
pub mod projects;
pub mod settings;
pub mod trash;
