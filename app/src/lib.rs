//! DigiLab for people: the window, the program around it, and the program in the terminal.

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod desktop;
pub mod store;
pub mod window;
pub mod witness;
pub mod words;
