//! What the window has of the computer it runs on: threads, folders and files.

pub mod backend;
pub mod export_file;
pub mod folders;
mod icon;
pub mod invitation;
pub mod lab_thread;
pub mod lesson_thread;
pub mod open_window;
pub mod private;
pub mod settings;
pub mod shelf;
pub mod store_thread;
pub mod usage;
