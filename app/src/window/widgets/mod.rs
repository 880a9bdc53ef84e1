//! Widgets shared by all parts of the window, and their style.

pub mod dialog;
pub mod empty_state;
pub mod icon_button;
pub mod style;
pub mod touch;
