//! Opens a port by its path or network address.

use crate::clock::Signal;
use crate::error::DeviceError;
use crate::link::Link;
use crate::link::serial::SerialLink;
use crate::link::tcp::{SCHEME, TcpLink};

/// Opens `port`: `tcp://HOST:PORT`, or a serial port's path, which then runs at `baud`. Arriving bytes raise
/// `signal`.
///
/// # Errors
/// As [`SerialLink::open`] and [`TcpLink::connect`].
pub fn open(port: &str, baud: u32, signal: Signal) -> Result<Box<dyn Link>, DeviceError> {
    Ok(if port.starts_with(SCHEME) {
        Box::new(TcpLink::connect(port, signal)?)
    } else {
        Box::new(SerialLink::open(port, baud, signal)?)
    })
}
