//! Facts about boards, and their visible state: the types that drivers, simulated boards, traces and the window
//! share.

mod by_pin;
mod pin_names;
pub mod pins;
pub(crate) mod profile;
mod table;

use std::collections::BTreeMap;

use digilab_codes::{closed_set, serde_by_id};
use serde::{Deserialize, Serialize};

pub use digilab_codes::board::{BoardFamily, BoardKind};
pub use pin_names::PinNames;
pub use profile::BoardProfile;
pub use table::{driver_for, simulated_board};

/// The micro:bit's 25 LEDs: `leds[row][column]`, brightness 0..=9, row 0 at the top.
pub type Leds = [[u8; 5]; 5];

/// A pin's number as its protocol counts it: Firmata's pin number (Uno: A0 is 14), the micro:bit's edge
/// connector number (0..=20).
pub type Pin = u8;

closed_set! {
    /// The mode of a pin.
    pub enum PinMode {
        /// Reads 0 or 1.
        Input = "input",
        /// Reads 0 or 1, held high inside the board until something pulls it low.
        InputPullup = "input-pullup",
        /// Drives 0 or 1.
        Output = "output",
        /// Reads a voltage, 0..=1023.
        Analog = "analog",
        /// Drives a pulse-width signal: 0..=255 on an Arduino, 0..=1023 on a micro:bit.
        Pwm = "pwm",
        /// Drives a servo, 0..=180 degrees.
        Servo = "servo",
        /// Senses a finger (micro:bit).
        Touch = "touch",
        /// Belongs to the I2C bus.
        I2c = "i2c",
        /// Drives a pixel strip (micro:bit).
        Pixels = "pixels",
        /// Plays tones (micro:bit).
        Tone = "tone",
    }
}

serde_by_id!(PinMode);

/// The state of a pin: its mode, and the value it drives or reads, in the unit of that mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinState {
    /// The pin's mode.
    pub mode: PinMode,
    /// The value driven or last read; the range is the mode's.
    pub value: u16,
}

/// The visible state of a board: the outputs it drives and the readings last taken from it.
///
/// A driver builds it from acknowledged commands and reported readings; a simulated board builds it from its own
/// outputs. Tests check that the two agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardState {
    /// The LED matrix, on boards that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leds: Option<Leds>,
    /// The pins that have been given a mode.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_pin::deserialize")]
    pub pins: BTreeMap<Pin, PinState>,
    /// The tone that is sounding, in hertz.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone_hz: Option<u32>,
    /// Pixel strips by pin: one `[red, green, blue]` (0..=255) per pixel.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_pin::deserialize")]
    pub pixels: BTreeMap<Pin, Vec<[u8; 3]>>,
}
