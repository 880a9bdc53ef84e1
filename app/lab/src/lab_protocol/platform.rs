//! The system's services that a run needs: clocks and ports.

use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::link::Link;

/// The platform of the lab thread: a thread of a program, or a browser's worker.
pub trait Platform {
    /// Returns a real clock that starts now and whose waits are ended by `signal`.
    fn clock(&self, signal: &Signal) -> Box<dyn Clock>;

    /// Opens a port.
    ///
    /// # Arguments
    /// - `port`: its name.
    /// - `baud`: speed in baud.
    /// - `signal`: raised when bytes arrive.
    ///
    /// # Errors
    /// If the port cannot be opened.
    fn open(&self, port: &str, baud: u32, signal: &Signal) -> Result<Box<dyn Link>, DeviceError>;
}
