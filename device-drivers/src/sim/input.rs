//! What can be done to a board from outside.

use serde::{Deserialize, Serialize};

use crate::board::Pin;

/// One thing done to a board's physical side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum PhysicalInput {
    /// A button goes down.
    Press {
        /// `"A"`, `"B"`, `"logo"`, or the pin that a button part is on: `"2"`, `"A0"`.
        button: String,
    },
    /// A button comes up.
    Release {
        /// `"A"`, `"B"`, `"logo"`, or the pin that a button part is on: `"2"`, `"A0"`.
        button: String,
    },
    /// The board is held so that its accelerometer reads this, in milli-g, -2048..=2047 each.
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
    /// The temperature around it, -40..=105 °C.
    Temperature {
        /// Degrees Celsius.
        celsius: i16,
    },
    /// The light that falls on it, 0..=255.
    Light {
        /// As `display.read_light_level()` would give it.
        level: u8,
    },
    /// The loudness around it (V2), 0..=255.
    Sound {
        /// As `microphone.sound_level()` would give it.
        level: u8,
    },
    /// Which way the board points, 0..=359 degrees from north.
    Heading {
        /// Degrees clockwise from north.
        heading_deg: u16,
    },
    /// A finger on a touch pin, or off it.
    Touch {
        /// The pin.
        pin: Pin,
        /// On or off.
        touched: bool,
    },
    /// Something outside drives a pin: 0 is ground, 1023 the supply voltage.
    PinLevel {
        /// The pin.
        pin: Pin,
        /// 0..=1023; a digital read sees 1 from 512 up.
        level: u16,
    },
    /// Nothing outside drives a pin any more: it floats, or the board's own pull-up or pull-down decides.
    PinFree {
        /// The pin.
        pin: Pin,
    },
    /// Something stands in front of the distance sensor on a pin.
    Distance {
        /// The pin its signal is on.
        pin: Pin,
        /// Centimetres, 0..=400.
        distance_cm: u16,
    },
}
