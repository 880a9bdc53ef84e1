//! Checks of every argument before anything is sent.

use super::layout::Layout;
use crate::board::{BoardKind, PinMode};
use crate::command::{Command, Sensor};
use crate::error::{DeviceError, DeviceErrorCode};

/// Bytes of a text in one message: the firmware stores 64 bytes of a sysex, two per byte of text and one for the
/// id.
pub const TEXT_BYTES: usize = 31;

/// Maximum bytes of an I2C write: two more of those 64 places hold the address.
const I2C_WRITE_BYTES: usize = 30;

/// Checks that the board can do `command`.
///
/// # Errors
/// `pin-unknown`, `pin-cannot`, `out-of-range` or `lacking`.
pub fn check_command(command: &Command, layout: &Layout) -> Result<(), DeviceError> {
    match command {
        Command::SetMode { pin, mode } => layout.check(*pin, *mode),
        Command::WriteDigital { pin, .. } => layout.check(*pin, PinMode::Output),
        Command::WritePwm { pin, duty } => {
            layout.check(*pin, PinMode::Pwm)?;
            check_range("duty", *duty, 0, 255)
        }
        Command::WriteServo { pin, angle_deg } => {
            layout.check(*pin, PinMode::Servo)?;
            check_range("angle", *angle_deg, 0, 180)
        }
        Command::ReadPinState { pin } => layout.check_exists(*pin),
        Command::SetSamplingInterval { interval_ms } => check_range("interval", *interval_ms, 10, 1000),
        Command::WriteI2c { address, bytes } => {
            check_i2c(layout, *address)?;
            check_range("bytes", bytes.len(), 0, I2C_WRITE_BYTES)
        }
        Command::ReadI2c { address, count, .. } => {
            check_i2c(layout, *address)?;
            check_range("count", *count, 1, 32)
        }
        Command::SendLine { text } => check_range("text", text.chars().count(), 0, 60),
        Command::Reset => Ok(()),
        Command::ShowLeds { .. } | Command::SetLed { .. } | Command::ReadLeds => Err(lacking("display")),
        Command::Scroll { .. } => Err(lacking("scroll")),
        Command::Tone { .. } | Command::NoTone { .. } => Err(lacking("tone")),
        Command::Play { .. } => Err(lacking("play")),
        Command::SetPixels { .. } => Err(lacking("pixels")),
    }
}

/// Checks that the board has `sensor`.
///
/// # Errors
/// `pin-unknown`, `pin-cannot` or `lacking`.
pub fn check_sensor(sensor: Sensor, layout: &Layout) -> Result<(), DeviceError> {
    match sensor {
        Sensor::Digital(pin) => layout.check(pin, PinMode::Input),
        Sensor::Analog(pin) => layout.check(pin, PinMode::Analog),
        Sensor::Touch(_) => Err(lacking("touch")),
        Sensor::Button(_) | Sensor::Presses(_) => Err(lacking("button")),
        Sensor::AccelerometerX | Sensor::AccelerometerY | Sensor::AccelerometerZ => {
            Err(lacking("accelerometer"))
        }
        Sensor::Gestures(_) => Err(lacking("gesture")),
        Sensor::Temperature => Err(lacking("temperature")),
        Sensor::Light => Err(lacking("light")),
        Sensor::Heading => Err(lacking("heading")),
        Sensor::SoundLevel => Err(lacking("sound")),
    }
}

/// The modes of the pins that `command` changes, after it is done.
pub fn modes_after(command: &Command, layout: &Layout) -> Vec<(u8, PinMode)> {
    match command {
        // The bus takes all its pins at once.
        Command::SetMode { mode: PinMode::I2c, .. } | Command::WriteI2c { .. } | Command::ReadI2c { .. } => {
            layout.pins_with(PinMode::I2c).map(|pin| (pin, PinMode::I2c)).collect()
        }
        Command::SetMode { pin, mode } => vec![(*pin, *mode)],
        Command::WriteDigital { pin, .. } => vec![(*pin, PinMode::Output)],
        Command::WritePwm { pin, .. } => vec![(*pin, PinMode::Pwm)],
        Command::WriteServo { pin, .. } => vec![(*pin, PinMode::Servo)],
        _ => Vec::new(),
    }
}

/// Splits `text` into parts that fit a message each, cut between characters; an empty text gives one empty part.
pub fn text_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for character in text.chars() {
        match parts.last_mut() {
            Some(part) if part.len() + character.len_utf8() <= TEXT_BYTES => part.push(character),
            _ => parts.push(character.to_string()),
        }
    }
    parts
}

fn check_i2c(layout: &Layout, address: u8) -> Result<(), DeviceError> {
    if layout.pins_with(PinMode::I2c).next().is_none() {
        return Err(lacking("i2c"));
    }
    check_range("address", address, 0x08, 0x77)
}

fn check_range<T: PartialOrd + std::fmt::Display>(
    what: &str,
    given: T,
    min: T,
    max: T,
) -> Result<(), DeviceError> {
    if given >= min && given <= max {
        return Ok(());
    }
    Err(DeviceError::new(DeviceErrorCode::OutOfRange)
        .with("what", what)
        .with("given", given)
        .with("min", min)
        .with("max", max))
}

fn lacking(what: &str) -> DeviceError {
    DeviceError::new(DeviceErrorCode::Lacking).with("board", BoardKind::Arduino.id()).with("what", what)
}
