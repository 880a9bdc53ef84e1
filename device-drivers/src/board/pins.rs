//! Pins of the simulated boards, and their abilities.

use std::ops::RangeInclusive;

use super::Pin;

/// First analog pin of the Uno, `A0`, as Firmata counts.
pub const UNO_A0: Pin = 14;

/// Number of pins of an Uno: `0` to `13`, then `A0` to `A5`.
pub const UNO_PINS: u8 = 20;

/// Free digital pins of the Uno; 0 and 1 are the serial port to the computer.
pub const UNO_DIGITAL: RangeInclusive<Pin> = 2..=UNO_A0 - 1;

/// Analog pins of the Uno, which can also be digital.
pub const UNO_ANALOG: RangeInclusive<Pin> = UNO_A0..=UNO_PINS - 1;

/// Pins of the Uno that can be dimmed (PWM), marked `~` on the board.
pub const UNO_PWM: [Pin; 6] = [3, 5, 6, 9, 10, 11];

/// Duty, of 1023, that turns a servo on a micro:bit to 0 and to 180 degrees: pulses of 0.5 ms and 2.5 ms every 20 ms.
pub const MICROBIT_SERVO_DUTY: (u16, u16) = (26, 128);
