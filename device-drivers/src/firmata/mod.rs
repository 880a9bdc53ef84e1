//! Firmata 2.x, as StandardFirmata on an Arduino speaks it.
//!
//! The wire format is MIDI's: a command byte with its top bit set, then data bytes without it; longer
//! messages ("sysex") stand between `F0` and `F7`. Which messages there are depends on the direction, so
//! there are two enums: [`HostMessage`] (from us to the board) and [`BoardMessage`] (from the board to us).
//! Both are encoded and decoded, because the simulated board speaks the other side of the same protocol.
//!
//! Facts are from the protocol's own documents (<https://github.com/firmata/protocol>) and from the
//! behaviour of StandardFirmata; where the two differ, the firmware is what pupils have on their desks.

mod board_message;
mod decoder;
mod driver;
mod host_message;
mod mode;
pub(crate) mod profile;
#[cfg(test)]
mod tests;
mod wire;

pub use board_message::{BoardMessage, Capability, PinNow};
pub use decoder::{Damage, Decoder, MAX_SYSEX_BYTES};
pub use driver::{BAUD, FirmataDriver, Firmware};
pub use host_message::{HostMessage, I2cAction};
pub use mode::Mode;
pub use wire::Message;
