//! What a run needs of the system around it.

use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::link::Link;

/// What differs between a thread of a program and a browser's worker.
pub trait Platform {
    /// A real clock that starts now and whose waits `signal` ends.
    fn clock(&self, signal: &Signal) -> Box<dyn Clock>;

    /// Opens a port.
    ///
    /// # Arguments
    /// - `port`: what people call it.
    /// - `baud`: the speed.
    /// - `signal`: to be raised when bytes come.
    ///
    /// # Errors
    /// Why it cannot be had.
    fn open(&self, port: &str, baud: u32, signal: &Signal) -> Result<Box<dyn Link>, DeviceError>;
}
