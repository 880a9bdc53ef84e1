//! A script's run as API and sandbox share it: what it may use, what it wants done when something happens, and how it
//! waits.

pub(crate) mod handlers;
pub mod limits;
pub mod memory;
pub(crate) mod run;
pub(crate) mod waiting;
