//! Links carry bytes to and from a board. A link knows no protocol.

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
/// Never blocks: the run waits on its [`Clock`](crate::clock::Clock), which a link to a real port wakes through the
/// [`Signal`](crate::clock::Signal) it was opened with.
pub trait Link: Send {
    /// Appends to `into` the bytes that have arrived up to `now_us`.
    ///
    /// # Errors
    /// `gone` when the other end disappeared, `port-failed` otherwise.
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError>;

    /// Sends bytes and returns how many were accepted; the caller offers the rest again later.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError>;

    /// Time at which the link will have bytes, or room, without the clock being woken. Links to real ports return
    /// `None`: their reader thread wakes the clock.
    fn next_wake_us(&self) -> Option<u64> {
        None
    }

    /// Resets the board by its modem lines (DTR low, then high). Returns `Ok(false)` if the link has none.
    ///
    /// # Errors
    /// As [`receive`](Self::receive).
    fn reset_board(&mut self, _now_us: u64) -> Result<bool, DeviceError> {
        Ok(false)
    }

    /// Copies the board at the other end, in the state it is in, and returns a link to the copy. `None` if the board is
    /// real.
    fn copy_board(&self) -> Option<Box<dyn Link>> {
        None
    }

    /// The name people know it by: a path, an address, `sim`.
    fn name(&self) -> &str;
}
