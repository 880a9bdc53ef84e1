//! Firmata 2.x, as StandardFirmata on an Arduino implements it.
//!
//! The wire format is MIDI's: a command byte with its top bit set, then data bytes without it; longer messages
//! ("sysex") are enclosed by `F0` and `F7`. The set of messages depends on the direction, so there are two enums:
//! [`HostMessage`] (from the host to the board) and [`BoardMessage`] (from the board to the host). Both are encoded
//! and decoded, because the simulated board implements the other side of the same protocol.
//!
//! The facts are from the protocol's own documents (<https://github.com/firmata/protocol>) and from the behaviour
//! of StandardFirmata; where the two differ, the firmware counts, since that is what runs on the boards in class.

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
