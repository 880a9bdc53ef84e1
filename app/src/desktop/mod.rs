//! The desktop behind the window: threads, folders and files.

pub mod backend;
pub mod export_file;
pub mod folders;
mod icon;
pub mod invitation;
pub mod lab_service;
pub mod lesson_service;
pub mod open_window;
pub mod private;
pub mod service;
pub mod settings;
pub mod shelf;
pub mod store_service;
pub mod usage;
