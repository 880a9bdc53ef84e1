//! Asking a real port.

use crate::clock::{RealClock, Signal};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::find::asking::{Found, Wish};
use crate::find::through::ask_through;
use crate::link::outside;

/// Asks what is on `port` (a path or `tcp://HOST:PORT`); see [`Asking`](super::Asking). Takes up to eleven seconds, if nothing
/// answers; resets an Arduino and ends a program that runs in MicroPython, which then starts again.
///
/// # Errors
/// Why there is no board to use: `no-answer`, `wrong-baud`, `other-firmware`, `port-busy`, `no-permission`,
/// `port-missing`, `port-failed` or `gone`.
pub fn ask(port: &str, wish: Wish) -> Result<Found, DeviceError> {
    let signal = Signal::new();
    let mut clock = RealClock::new(signal.clone());
    let open = |_now_us, baud| outside::open(port, baud, signal.clone());
    ask_through(port, wish, &mut clock, open, &|| false)
        .unwrap_or_else(|| Err(DeviceError::new(DeviceErrorCode::NoAnswer).with("port", port)))
}
