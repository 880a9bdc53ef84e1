//! Widgets that every part of the window is put together from, and how they look.

pub mod dialog;
pub mod empty_state;
pub mod icon_button;
pub mod style;
pub mod touch;
