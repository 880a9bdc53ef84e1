//! Finds boards: lists the ports of the computer, and identifies the board on each.
//!
//! USB ids tell which device was plugged in, not which firmware runs on it: an Arduino clone reports nothing but its
//! USB converter, and a micro:bit is the same device whatever its program. So [`BoardDetector`] queries the board.

pub(crate) mod attempt;
mod board_detector;
#[cfg(not(target_arch = "wasm32"))]
mod detect;
mod detect_through;
pub(crate) mod known_usb;
mod port;
#[cfg(not(target_arch = "wasm32"))]
mod ports;
mod usb;

pub use board_detector::{BoardDetector, DetectorStep, Expected, Firmware, FoundBoard};
#[cfg(not(target_arch = "wasm32"))]
pub use detect::detect;
pub use detect_through::detect_through;
pub use known_usb::UsbId;
pub use port::Port;
#[cfg(not(target_arch = "wasm32"))]
pub use ports::list_ports;
pub use usb::{UsbDevice, identify};
