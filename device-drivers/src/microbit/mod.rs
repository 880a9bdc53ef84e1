//! micro:bit boards with the official MicroPython: the raw REPL, the agent and the driver.

pub mod agent;
mod channel;
mod closing;
mod driver;
mod effects;
mod heard;
mod jobs;
mod loader;
mod notes;
mod pacer;
pub mod pins;
mod plan;
pub(crate) mod profile;
pub mod repl;
mod scroll;
mod watches;

pub use driver::MicrobitDriver;
pub use loader::BAUD;
