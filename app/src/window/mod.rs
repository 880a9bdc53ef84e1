//! What the window is put together from. No file, port or thread in here: the widgets draw what they are given and
//! tell what a person did.

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
