//! The facts about a board family.
//!
//! The lab, the terminal and the window read them instead of naming boards, so that a new board only needs another
//! profile: its `profile.rs`, listed in the [table](super::table). Facts that only a driver or a simulated board
//! needs are in their own folders. Profiles contain no driver code, so that a page that reads the facts does not
//! include it.

use super::pin_names::PinNames;
use super::{BoardFamily, BoardKind, Pin, PinMode};
use crate::discovery::attempt::Attempt;
use crate::discovery::known_usb::KnownUsb;

/// The facts about a board family.
pub struct BoardProfile {
    /// The family.
    pub family: BoardFamily,
    /// Display name.
    pub name: &'static str,
    /// True if it has a display of LEDs.
    pub has_display: bool,
    /// True if it has pins that a script can set and read.
    pub has_pins: bool,
    /// Names of its pins.
    pub pin_names: PinNames,
    /// True if its pins 0 and 1 carry the traffic of the USB cable.
    pub has_usb_pins: bool,
    /// True if it exchanges lines of text with a script.
    pub has_lines: bool,
    /// Duty at which a pulse-width signal is always high.
    pub max_duty: u16,
    /// Speed of its firmware, in baud; `None` if it depends on the program on the board and can only be detected.
    pub baud: Option<u32>,
    /// USB ids of its own; empty if it has none.
    pub(crate) usb: &'static [KnownUsb],
    /// Attempts on a port where such a board is likely, in order.
    pub(crate) attempts: [Attempt; 3],
    /// True if there are simulated boards of the family; otherwise the program on such a board is not known.
    pub can_be_simulated: bool,
    /// Returns true if a part can use a pin of the simulated board in a mode.
    pub part_fits: fn(BoardKind, Pin, PinMode) -> bool,
}
