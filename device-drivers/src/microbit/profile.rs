//! The profile of the micro:bit.

use super::{BAUD, pins};
use crate::board::{BoardFamily, BoardProfile, PinNames};
use crate::discovery::attempt::Attempt;
use crate::discovery::known_usb::KnownUsb;

/// The micro:bit, of either version. Both have one USB id, from DAPLink's board list.
pub static PROFILE: BoardProfile = BoardProfile {
    family: BoardFamily::Microbit,
    name: "micro:bit",
    has_display: true,
    has_pins: true,
    pin_names: PinNames { letter: Some('P'), printed: "", spoken: "P", analog: 0..0 },
    has_usb_pins: false,
    has_lines: false,
    max_duty: 1023,
    baud: Some(BAUD),
    usb: &[KnownUsb::product(0x0D28, 0x0204, "BBC micro:bit")],
    attempts: [Attempt::MicroPython, Attempt::Firmata, Attempt::Listen],
    can_be_simulated: true,
    // Pins 5 and 11 can be read, but they are buttons A and B.
    part_fits: |kind, pin, mode| !pins::is_button(pin) && pins::check(kind, pin, mode).is_ok(),
};
