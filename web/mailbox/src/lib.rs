//! Memory and messages shared by the browser's page and its worker.
//!
//! A worker that runs a script receives no messages. What it needs meanwhile is in a *mailbox*, a piece of shared
//! memory: a word for Stop, a ring of commands to the run, and for every open port a ring of the received bytes.
//! The page writes and never waits; the worker waits on the mailbox's bell. The worker's events, and all that can
//! wait until it is idle, travel as messages ([`message`]).
//!
//! Every ring has one writer and one reader. It loses nothing: what does not fit stays with the writer.

mod layout;
pub mod memory;
pub mod message;
mod page;
mod port;
mod ring;
#[cfg(target_arch = "wasm32")]
pub mod shared;
#[cfg(test)]
mod tests;
mod worker;

pub use layout::{PORTS, SIZE_BYTES};
pub use page::{PageBox, PagePort};
pub use port::PortState;
pub use worker::{WorkerBox, WorkerPort};
