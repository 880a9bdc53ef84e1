//! Finding out what is there: which ports the computer has, and what answers on them.
//!
//! USB ids say what was plugged in, not what runs on it: an Arduino clone reports nothing but its USB
//! converter, and a micro:bit is the same device whatever program it has. So [`BoardDetector`] asks.

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
