//! Finding out what is there: which ports the computer has, and what answers on them.
//!
//! USB ids say what was plugged in, not what runs on it: an Arduino clone reports nothing but its USB
//! converter, and a micro:bit is the same device whatever program it has. So [`Asking`] asks.

#[cfg(not(target_arch = "wasm32"))]
mod ask;
mod asking;
#[cfg(not(target_arch = "wasm32"))]
mod ports;
mod usb;

#[cfg(not(target_arch = "wasm32"))]
pub use ask::{ask, ask_through};
pub use asking::{Asking, Firmware, Found, Step, Wish};
#[cfg(not(target_arch = "wasm32"))]
pub use ports::{Port, list_ports};
pub use usb::{UsbDevice, UsbId, identify};
