//! What a board is and what can be seen of it: the words that drivers, simulated boards, traces and the
//! window share.

mod by_pin;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The family of a board, which decides its driver and what a script may ask of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardKind {
    /// micro:bit V1 (nRF51, 16 kB RAM): no microphone, speaker or logo.
    MicrobitV1,
    /// micro:bit V2 (nRF52, 128 kB RAM).
    #[serde(rename = "microbit")]
    MicrobitV2,
    /// An Arduino with StandardFirmata; the simulated one is an Uno.
    Arduino,
    /// Any board that prints lines of text.
    Text,
}

impl BoardKind {
    /// The id used on the command line, in transcripts and in the log.
    pub fn id(self) -> &'static str {
        match self {
            Self::MicrobitV1 => "microbit-v1",
            Self::MicrobitV2 => "microbit",
            Self::Arduino => "arduino",
            Self::Text => "text",
        }
    }

    /// Whether the board is a micro:bit of either version.
    pub fn is_microbit(self) -> bool {
        matches!(self, Self::MicrobitV1 | Self::MicrobitV2)
    }
}

/// The micro:bit's 25 LEDs: `leds[row][column]`, brightness 0..=9, row 0 at the top.
pub type Leds = [[u8; 5]; 5];

/// A pin's number as its protocol counts it: Firmata's pin number (Uno: A0 is 14), the micro:bit's edge
/// connector number (0..=20).
pub type Pin = u8;

/// What a pin is set to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinMode {
    /// Reads 0 or 1.
    Input,
    /// Reads 0 or 1, held high inside the board until something pulls it low.
    InputPullup,
    /// Drives 0 or 1.
    Output,
    /// Reads a voltage, 0..=1023.
    Analog,
    /// Drives a pulse-width signal: 0..=255 on an Arduino, 0..=1023 on a micro:bit.
    Pwm,
    /// Drives a servo, 0..=180 degrees.
    Servo,
    /// Feels a finger (micro:bit).
    Touch,
    /// Belongs to the I2C bus.
    I2c,
    /// Drives a pixel strip (micro:bit).
    Pixels,
    /// Plays tones (micro:bit).
    Tone,
}

/// A pin as it is now: what it is set to, and the value it drives or reads, in the unit of its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinState {
    /// What the pin is set to do.
    pub mode: PinMode,
    /// The value driven or last read; the range is the mode's.
    pub value: u16,
}

/// What can be seen of a board: what it shows and drives, and what was last read from it.
///
/// Drivers keep one from commands acknowledged and readings reported; simulated boards keep one of what
/// the world sees. Where both exist they agree, which tests hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardState {
    /// The LED matrix, on boards that have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leds: Option<Leds>,
    /// Every pin that was given a mode.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_pin::deserialize")]
    pub pins: BTreeMap<Pin, PinState>,
    /// The tone that sounds now, in hertz.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone_hz: Option<u32>,
    /// Pixel strips by pin: one `[red, green, blue]` (0..=255) per pixel.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_pin::deserialize")]
    pub pixels: BTreeMap<Pin, Vec<[u8; 3]>>,
}
