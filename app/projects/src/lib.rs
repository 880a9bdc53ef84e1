//! The store of projects, the same on every platform except for the [`disk::Disk`] under it.

pub mod atomic;
pub mod disk;
pub mod errors;
pub mod history;
pub mod memory_disk;
pub mod store;
#[cfg(not(target_arch = "wasm32"))]
pub mod system_disk;
pub mod transaction;
pub mod trash;
