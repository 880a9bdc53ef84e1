//! Identifies the board on a real port.

use crate::clock::{RealClock, Signal};
use crate::discovery::board_detector::{Expected, FoundBoard};
use crate::discovery::detect_through::detect_through;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link;

/// Identifies the board on `port` (a path or `tcp://HOST:PORT`); see [`BoardDetector`](super::BoardDetector). Takes
/// up to eleven seconds if nothing answers; resets an Arduino and interrupts a program that runs in MicroPython,
/// which then restarts.
///
/// # Errors
/// The reason why there is no usable board: `no-answer`, `wrong-baud`, `other-firmware`, `port-busy`,
/// `no-permission`, `port-missing`, `port-failed` or `gone`.
pub fn detect(port: &str, expected: Expected) -> Result<FoundBoard, DeviceError> {
    let signal = Signal::new();
    let mut clock = RealClock::new(signal.clone());
    let open = |_now_us, baud| link::open(port, baud, signal.clone());
    pollster::block_on(detect_through(port, expected, &mut clock, open, &|| false))
        .unwrap_or_else(|| Err(DeviceError::new(DeviceErrorCode::NoAnswer).with("port", port)))
}
