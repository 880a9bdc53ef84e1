//! The facts of a family of boards.
//!
//! The lab, the terminal and the window read them instead of naming boards, so that another board is another row: its
//! `profile.rs`, which the [table](super::table) lists. What only a driver or a simulation needs to know stays in their
//! folders. Rows hold no code of drivers: a page that reads the facts does not carry them.

use super::pin_names::PinNames;
use super::{BoardFamily, BoardKind, Pin, PinMode};
use crate::discovery::attempt::Attempt;
use crate::discovery::known_usb::KnownUsb;

/// The facts of a family of boards.
pub struct BoardProfile {
    /// The family.
    pub family: BoardFamily,
    /// The name that people write.
    pub name: &'static str,
    /// It has a display of LEDs.
    pub has_display: bool,
    /// It has pins that a script can set and read.
    pub has_pins: bool,
    /// The forms of its pins' names.
    pub pin_names: PinNames,
    /// Its pins 0 and 1 carry what goes over the USB cable.
    pub has_usb_pins: bool,
    /// It takes lines of text from a script, and sends some.
    pub has_lines: bool,
    /// The duty at which a pulse-width signal is high all the time.
    pub max_duty: u16,
    /// The speed that its firmware has. `None`: that of the program on it, which only listening tells.
    pub baud: Option<u32>,
    /// What its USB ids are, where the board has some of its own.
    pub(crate) usb: &'static [KnownUsb],
    /// What is tried on a port where such a board is likely, in this order.
    pub(crate) attempts: [Attempt; 3],
    /// There are simulated boards of the family; else what is on such a board cannot be known.
    pub can_be_simulated: bool,
    /// Whether a pin of the simulated board can be used so by a part.
    pub part_fits: fn(BoardKind, Pin, PinMode) -> bool,
}
