//! What the browser's page and its worker share.
//!
//! A worker that runs a script receives no messages. What it must hear meanwhile lies in a *mailbox*, a piece of
//! memory that both see: a word by which Stop is pressed, a ring of commands for the run, and for every open port a
//! ring of the bytes that came. The page writes and never waits; the worker waits on the mailbox's bell. What the
//! worker has to say, and what can wait until it is idle, goes by message ([`message`]).
//!
//! Every ring has one writer and one reader. Nothing is lost in it: what does not fit stays with the writer.

mod layout;
pub mod memory;
pub mod message;
#[cfg(test)]
mod message_tests;
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
