//! The row of boards that print, in the table of boards.

use super::TextDriver;
use crate::board::{BoardFamily, BoardProfile};
use crate::discovery::Attempt;

/// A board that prints lines.
pub static PROFILE: BoardProfile = BoardProfile {
    family: BoardFamily::Text,
    name: "text",
    constructor: "text_board",
    has_display: false,
    has_pins: false,
    has_lines: true,
    max_duty: 0,
    baud: None,
    usb: &[],
    attempts: [Attempt::Listen, Attempt::MicroPython, Attempt::Firmata],
    driver: |port, baud| Box::new(TextDriver::new(port, baud)),
    simulated: None,
    part_fits: |_, _, _| false,
};
