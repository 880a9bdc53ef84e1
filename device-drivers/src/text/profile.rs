//! The profile of boards that print text.

use crate::board::{BoardFamily, BoardProfile, PinNames};
use crate::discovery::attempt::Attempt;

/// A board that prints lines.
pub static PROFILE: BoardProfile = BoardProfile {
    family: BoardFamily::Text,
    name: "text",
    has_display: false,
    has_pins: false,
    pin_names: PinNames { letter: None, printed: "", spoken: "", analog: 0..0 },
    has_usb_pins: false,
    has_lines: true,
    max_duty: 0,
    baud: None,
    usb: &[],
    attempts: [Attempt::Listen, Attempt::MicroPython, Attempt::Firmata],
    can_be_simulated: false,
    part_fits: |_, _, _| false,
};
