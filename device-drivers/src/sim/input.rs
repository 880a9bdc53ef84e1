//! Physical inputs to a board.

use serde::{Deserialize, Serialize};

use crate::board::Pin;

/// An input to a board's physical side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum PhysicalInput {
    /// A button is pressed.
    Press {
        /// `"A"`, `"B"`, `"logo"`, or the pin that a button part is on: `"2"`, `"A0"`.
        button: String,
    },
    /// A button is released.
    Release {
        /// `"A"`, `"B"`, `"logo"`, or the pin that a button part is on: `"2"`, `"A0"`.
        button: String,
    },
    /// The board is held so that its accelerometer reads these values, in milli-g, -2048..=2047 each.
    Tilt {
        /// Towards the right edge.
        x_mg: i16,
        /// Towards the bottom edge.
        y_mg: i16,
        /// Away from the display (lying face up reads -1024).
        z_mg: i16,
    },
    /// The board is shaken for a moment.
    Shake,
    /// The ambient temperature, -40..=105 °C.
    Temperature {
        /// Degrees Celsius.
        celsius: i16,
    },
    /// The light that falls on it, 0..=255.
    Light {
        /// The level, as `display.read_light_level()` would return it.
        level: u8,
    },
    /// The ambient sound level (V2), 0..=255.
    Sound {
        /// The level, as `microphone.sound_level()` would return it.
        level: u8,
    },
    /// The direction the board points in, 0..=359 degrees from north.
    Heading {
        /// Degrees clockwise from north.
        heading_deg: u16,
    },
    /// A finger touches or leaves a touch pin.
    Touch {
        /// The pin.
        pin: Pin,
        /// True if a finger touches it.
        touched: bool,
    },
    /// An outside source drives a pin: 0 is ground, 1023 the supply voltage.
    PinLevel {
        /// The pin.
        pin: Pin,
        /// The level, 0..=1023; a digital read gives 1 from 512 up.
        level: u16,
    },
    /// No outside source drives a pin any more: it floats, or the board's own pull-up or pull-down decides.
    PinFree {
        /// The pin.
        pin: Pin,
    },
    /// An object is in front of the distance sensor on a pin.
    Distance {
        /// The pin its signal is on.
        pin: Pin,
        /// Distance in centimetres, 0..=400.
        distance_cm: u16,
    },
}
