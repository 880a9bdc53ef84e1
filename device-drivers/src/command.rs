//! The commands a script can give a board: one closed set for all boards. A board without the feature refuses with
//! `lacking`, `pin-unknown` or `pin-cannot`, and a value outside its range with `out-of-range`.

use serde::{Deserialize, Serialize};

use crate::board::{Leds, Pin, PinMode, PinState};

/// A command to a board: an action, or a value to read once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Command {
    /// Gives a pin its mode.
    SetMode {
        /// The pin.
        pin: Pin,
        /// The new mode.
        mode: PinMode,
    },
    /// Drives a pin high or low; makes it an output if it is none.
    WriteDigital {
        /// The pin.
        pin: Pin,
        /// High (1) or low (0).
        high: bool,
    },
    /// Drives a pulse-width signal; makes the pin a PWM pin if it is none.
    WritePwm {
        /// The pin.
        pin: Pin,
        /// Share of the time that is high: 0..=255 on an Arduino, 0..=1023 on a micro:bit.
        duty: u16,
    },
    /// Turns a servo; makes the pin a servo pin if it is none.
    WriteServo {
        /// The pin.
        pin: Pin,
        /// 0..=180 degrees.
        angle_deg: u8,
    },
    /// Asks the board for a pin's state; answered with [`Reply::Pin`].
    ReadPinState {
        /// The pin.
        pin: Pin,
    },
    /// Shows an image on the LED matrix.
    ShowLeds {
        /// Brightness of each LED, 0..=9.
        leds: Leds,
    },
    /// Sets one LED.
    SetLed {
        /// Column 0..=4 from the left.
        x: u8,
        /// Row 0..=4 from the top.
        y: u8,
        /// Brightness, 0..=9.
        brightness: u8,
    },
    /// Scrolls a text over the LED matrix; done when the text has scrolled off.
    Scroll {
        /// Printable ASCII, at most 200 characters.
        text: String,
        /// Milliseconds per step, 1..=1000; MicroPython's own default is 150.
        delay_ms: u16,
    },
    /// Asks the board for its LED matrix; answered with [`Reply::Leds`].
    ReadLeds,
    /// Sounds a tone: on a micro:bit's pin 0 (and speaker) unless another pin is named.
    Tone {
        /// The pin, or `None` for the board's default.
        pin: Option<Pin>,
        /// 20..=20,000 Hz.
        frequency_hz: u16,
        /// Duration in milliseconds; `None` means until [`Command::NoTone`].
        duration_ms: Option<u32>,
    },
    /// Ends every tone.
    NoTone {
        /// The pin, or `None` for the board's default.
        pin: Option<Pin>,
    },
    /// Plays notes in MicroPython's notation (`"c4:4"`), one after another; done when the last has sounded.
    Play {
        /// 1..=64 notes.
        notes: Vec<String>,
    },
    /// Sets the colours of a pixel strip.
    SetPixels {
        /// The pin the strip is connected to.
        pin: Pin,
        /// One `[red, green, blue]` per pixel, 1..=64 pixels.
        colors: Vec<[u8; 3]>,
    },
    /// Sets the interval at which the board samples and reports, 10..=1000 ms.
    SetSamplingInterval {
        /// Milliseconds.
        interval_ms: u16,
    },
    /// Writes bytes to a device on the I2C bus.
    WriteI2c {
        /// 7-bit address, 0x08..=0x77.
        address: u8,
        /// At most 32 bytes.
        bytes: Vec<u8>,
    },
    /// Reads bytes from a device on the I2C bus; answered with [`Reply::Bytes`].
    ReadI2c {
        /// 7-bit address, 0x08..=0x77.
        address: u8,
        /// The register to read from, if the device has registers.
        register: Option<u8>,
        /// Number of bytes, 1..=32.
        count: u8,
    },
    /// Sends a line of text (Firmata string message; a line to a text board).
    SendLine {
        /// At most 60 characters, without a line end.
        text: String,
    },
    /// Restores the state right after connecting: outputs off, displays dark, nothing watched.
    Reset,
}

/// Identifies a command given to a driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandId(pub u64);

/// A board's answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The command is done. A board that acknowledges (micro:bit) has said so itself; where the protocol has no
    /// acknowledgement (Firmata) it means that the bytes have been sent.
    Done,
    /// The LED matrix.
    Leds(Leds),
    /// A pin's mode and value.
    Pin(PinState),
    /// The bytes read from an I2C device.
    Bytes(Vec<u8>),
}

/// A button of a micro:bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Button {
    /// The left button.
    A,
    /// The right button.
    B,
    /// The golden logo (V2).
    Logo,
}

impl Button {
    /// The name used in scripts and input files.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::Logo => "logo",
        }
    }
}

/// A quantity that a board can report repeatedly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "sensor", content = "of", rename_all = "kebab-case")]
pub enum Sensor {
    /// A pin's level, 0 or 1. The pin must be an input; watching makes it one if it has no mode.
    Digital(Pin),
    /// A pin's voltage, 0..=1023. Watching makes the pin an analog input.
    Analog(Pin),
    /// Touch on a pin, 0 or 1.
    Touch(Pin),
    /// A button, 1 while pressed.
    Button(Button),
    /// Number of presses since the button was first watched; counts those between two readings too.
    Presses(Button),
    /// Acceleration to the right in milli-g, -2048..=2047.
    AccelerometerX,
    /// Acceleration to the bottom edge in milli-g.
    AccelerometerY,
    /// Acceleration away from the display in milli-g; lying face up reads about -1024.
    AccelerometerZ,
    /// Number of times a gesture was recognised since it was first watched.
    Gestures(Gesture),
    /// Temperature of the processor in degrees Celsius.
    Temperature,
    /// Light level on the LED matrix, 0..=255.
    Light,
    /// Compass heading, 0..=359 degrees.
    Heading,
    /// Sound level (V2), 0..=255.
    SoundLevel,
}

/// A gesture the micro:bit recognises; the names are MicroPython's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gesture {
    /// `"shake"`.
    Shake,
    /// `"up"`: held with the logo up.
    Up,
    /// `"down"`: held with the logo down.
    Down,
    /// `"left"`.
    Left,
    /// `"right"`.
    Right,
    /// `"face up"`.
    FaceUp,
    /// `"face down"`.
    FaceDown,
    /// `"freefall"`.
    Freefall,
}

/// A reported sensor value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The value, in the sensor's unit.
    pub value: i32,
    /// Arrival time, in microseconds since the run began.
    pub at_us: u64,
}
