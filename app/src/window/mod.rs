//! The window's widgets, and the types they exchange with the backend. Nothing here opens a file or a port or starts
//! a thread: the widgets draw the state they are given and report what the user did.

pub mod app;
pub mod board;
pub mod console;
pub mod editor;
pub mod lesson;
pub mod notices;
pub mod plot;
pub mod preferences;
pub mod projects;
pub mod reference;
pub mod usage;
mod widgets;
