//! What the window is put together from. No file, port or thread in here: the widgets draw what they are given and
//! tell what a person did.

pub mod backend;
pub mod board;
pub mod editor;
pub mod project;
pub mod settings;
