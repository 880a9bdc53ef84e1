//! Firmata's pin mode numbers.

use crate::board::PinMode;

/// A pin mode as Firmata numbers it, 0..=127. Firmware also reports modes that this crate does not use, so it is a
/// number with named constants and not a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mode(pub u8);

impl Mode {
    /// Digital input.
    pub const INPUT: Self = Self(0x00);
    /// Digital output.
    pub const OUTPUT: Self = Self(0x01);
    /// Analog input.
    pub const ANALOG: Self = Self(0x02);
    /// Pulse-width output.
    pub const PWM: Self = Self(0x03);
    /// Servo output.
    pub const SERVO: Self = Self(0x04);
    /// Part of the I2C bus.
    pub const I2C: Self = Self(0x06);
    /// Digital input with the pull-up resistor on.
    pub const PULLUP: Self = Self(0x0B);
    /// The firmware leaves this pin alone, whatever it is told.
    pub const IGNORE: Self = Self(0x7F);

    /// The same mode as a [`PinMode`]; `None` if there is none.
    pub fn pin_mode(self) -> Option<PinMode> {
        Some(match self {
            Self::INPUT => PinMode::Input,
            Self::OUTPUT => PinMode::Output,
            Self::ANALOG => PinMode::Analog,
            Self::PWM => PinMode::Pwm,
            Self::SERVO => PinMode::Servo,
            Self::I2C => PinMode::I2c,
            Self::PULLUP => PinMode::InputPullup,
            _ => return None,
        })
    }

    /// Firmata's number for a mode; `None` for the modes only a micro:bit has.
    pub fn from_pin_mode(mode: PinMode) -> Option<Self> {
        Some(match mode {
            PinMode::Input => Self::INPUT,
            PinMode::InputPullup => Self::PULLUP,
            PinMode::Output => Self::OUTPUT,
            PinMode::Analog => Self::ANALOG,
            PinMode::Pwm => Self::PWM,
            PinMode::Servo => Self::SERVO,
            PinMode::I2c => Self::I2C,
            PinMode::Touch | PinMode::Pixels | PinMode::Tone => return None,
        })
    }
}
