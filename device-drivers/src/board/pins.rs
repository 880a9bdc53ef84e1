//! Pins: their names, and what they can do on the boards that are simulated.

use std::ops::{Range, RangeInclusive};

use super::{BoardFamily, BoardProfile, Pin};

/// The Uno's first analog pin, `A0`, by Firmata's count.
pub const UNO_A0: Pin = 14;

/// How many pins an Uno has: `0` to `13`, and `A0` to `A5` behind them.
pub const UNO_PINS: u8 = 20;

/// The Uno's digital pins that are free: the serial port to the computer has 0 and 1.
pub const UNO_DIGITAL: RangeInclusive<Pin> = 2..=UNO_A0 - 1;

/// The Uno's analog pins, which can also be digital ones.
pub const UNO_ANALOG: RangeInclusive<Pin> = UNO_A0..=UNO_PINS - 1;

/// The Uno's pins that can be dimmed, marked `~` on the board.
pub const UNO_PWM: [Pin; 6] = [3, 5, 6, 9, 10, 11];

/// The duty (of 1023) that turns a servo on a micro:bit to 0 and to 180 degrees: pulses of 0.5 ms and 2.5 ms every 20 ms.
pub const MICROBIT_SERVO_DUTY: (u16, u16) = (26, 128);

/// The forms of a family's pin names.
pub struct PinNames {
    /// The letter that may stand before a pin's number in a name.
    pub letter: Option<char>,
    /// What is printed on the board before a pin's number.
    pub printed: &'static str,
    /// What stands before a pin's number in a sentence.
    pub spoken: &'static str,
    /// The pins that are called `A0`, `A1` and so on instead.
    pub analog: Range<Pin>,
}

impl PinNames {
    /// The name with an A, for a pin that has one.
    fn analog(&self, pin: Pin) -> Option<String> {
        self.analog.contains(&pin).then(|| format!("A{}", pin - self.analog.start))
    }

    fn name(&self, before: &str, pin: Pin) -> String {
        self.analog(pin).unwrap_or_else(|| format!("{before}{pin}"))
    }

    fn pin(&self, name: &str) -> Option<Pin> {
        let number = |digits: &str| digits.parse::<Pin>().ok();
        let behind = |letter: char| name.strip_prefix([letter, letter.to_ascii_lowercase()]);
        if let Some(channel) = behind('A').filter(|_| !self.analog.is_empty()) {
            let pin = self.analog.start.checked_add(number(channel)?);
            return pin.filter(|pin| self.analog.contains(pin));
        }
        number(self.letter.and_then(behind).unwrap_or(name))
    }
}

/// A pin's name as scripts, files and inputs write it: `13` and `A0` on an Arduino, `0` on a micro:bit.
pub fn pin_name(family: BoardFamily, pin: Pin) -> String {
    BoardProfile::of(family).pin_names.name("", pin)
}

/// What is printed on the board beside the pin: `D13` and `A0` on an Uno, `0` on a micro:bit.
pub fn printed_pin_name(family: BoardFamily, pin: Pin) -> String {
    let names = &BoardProfile::of(family).pin_names;
    names.name(names.printed, pin)
}

/// A pin's name in a sentence: `13` and `A0` on an Arduino, `P0` on a micro:bit.
pub fn spoken_pin_name(family: BoardFamily, pin: Pin) -> String {
    let names = &BoardProfile::of(family).pin_names;
    names.name(names.spoken, pin)
}

/// The pin with this name, in capitals or not: `13`, `D13` and `A0` on an Arduino, `0` and `P0` on a micro:bit.
///
/// A driver knows more of its own board: see [`Driver::pin_by_name`](crate::driver::Driver::pin_by_name).
pub fn pin_by_name(family: BoardFamily, name: &str) -> Option<Pin> {
    BoardProfile::of(family).pin_names.pin(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        #[track_caller]
        fn check(family: BoardFamily, pin: Pin, written: &str, printed: &str, spoken: &str) {
            let names = [pin_name, printed_pin_name, spoken_pin_name].map(|name| name(family, pin));
            assert_eq!(names, [written, printed, spoken]);
            for name in names {
                assert_eq!(pin_by_name(family, &name), Some(pin), "{name}");
                assert_eq!(pin_by_name(family, &name.to_lowercase()), Some(pin), "{name}");
            }
        }
        check(BoardFamily::Arduino, 2, "2", "D2", "2");
        check(BoardFamily::Arduino, 14, "A0", "A0", "A0");
        check(BoardFamily::Arduino, 19, "A5", "A5", "A5");
        check(BoardFamily::Arduino, 20, "20", "D20", "20");
        check(BoardFamily::Microbit, 16, "16", "16", "P16");
        check(BoardFamily::Text, 1, "1", "1", "1");
    }

    #[test]
    fn what_is_no_name() {
        for name in ["", "A", "A6", "A255", "P0", "D", "13V", "é"] {
            assert_eq!(pin_by_name(BoardFamily::Arduino, name), None, "{name}");
        }
        for name in ["", "A0", "D1", "P", "logo", "256"] {
            assert_eq!(pin_by_name(BoardFamily::Microbit, name), None, "{name}");
        }
    }
}
