//! DigiLab for people: the window, the desktop behind it, and the command line program.

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod desktop;
pub mod device_texts;
mod first_program;
mod numbers;
pub mod usage_log;
pub mod window;
