//! Links: where bytes go to a board and come from it. A link knows no protocol.

#[cfg(not(target_arch = "wasm32"))]
mod open;
#[cfg(not(target_arch = "wasm32"))]
pub mod serial;
#[cfg(not(target_arch = "wasm32"))]
mod stream_link;
#[cfg(not(target_arch = "wasm32"))]
pub mod tcp;
#[cfg(all(test, unix))]
mod tests;

#[cfg(not(target_arch = "wasm32"))]
pub use open::open;

use crate::error::DeviceError;

/// A byte pipe to one board.
///
/// Never blocks: what blocks waits on the run's [`Clock`](crate::clock::Clock), which a link to the outside
/// wakes by the [`Signal`](crate::clock::Signal) it was opened with.
pub trait Link: Send {
    /// Appends to `into` what has arrived up to `now_us`.
    ///
    /// # Errors
    /// `gone` when the other end vanished, `port-failed` otherwise.
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError>;

    /// Hands over bytes for sending and returns how many were taken; the rest is offered again later.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError>;

    /// When the link will have bytes, or room, without anybody waking the clock. Links to the outside say
    /// `None`: their reader wakes it.
    fn next_wake_us(&self) -> Option<u64> {
        None
    }

    /// Resets the board by its modem lines (DTR low, then high). `Ok(false)` where the link has none.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    fn reset_board(&mut self, _now_us: u64) -> Result<bool, DeviceError> {
        Ok(false)
    }

    /// What a person calls it: a path, an address, `sim`.
    fn name(&self) -> &str;
}
