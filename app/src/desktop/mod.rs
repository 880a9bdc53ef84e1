//! What the window has of the computer it runs on: threads, folders and files.

pub mod atomic;
pub mod backend;
pub mod disk;
pub mod errors;
pub mod folders;
pub mod history;
pub mod keep;
pub mod lab_thread;
pub mod open_window;
pub mod projects;
pub mod settings;
pub mod store_thread;
pub mod trash;
