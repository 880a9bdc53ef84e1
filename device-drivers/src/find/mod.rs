//! Finding out what is there: which ports the computer has, and what answers on them.
//!
//! USB ids say what was plugged in, not what runs on it: an Arduino clone reports nothing but its USB
//! converter, and a micro:bit is the same device whatever program it has. So [`Asking`] asks.

#[cfg(not(target_arch = "wasm32"))]
mod ask;
mod asking;
mod port;
#[cfg(not(target_arch = "wasm32"))]
mod ports;
mod through;
mod usb;

#[cfg(not(target_arch = "wasm32"))]
pub use ask::ask;
pub use asking::{Asking, Firmware, Found, Step, Wish};
pub use port::Port;
#[cfg(not(target_arch = "wasm32"))]
pub use ports::list_ports;
pub use through::ask_through;
pub use usb::{UsbDevice, UsbId, identify};
