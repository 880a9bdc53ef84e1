//! The run of a script, shared by the API and the sandbox: its limits, its memory, its handlers and its waits.

pub(crate) mod caught;
pub(crate) mod compare;
pub mod crash;
pub(crate) mod handlers;
pub mod limits;
pub mod memory;
pub(crate) mod run;
pub(crate) mod waiting;
