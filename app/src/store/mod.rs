//! The store of projects, as every platform has it: what differs is the [`disk::Disk`] under it.

pub mod atomic;
pub mod disk;
pub mod errors;
pub mod history;
pub mod memory_disk;
pub mod projects;
pub mod transaction;
pub mod trash;
