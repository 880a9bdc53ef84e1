//! Names of pins: in scripts, files and inputs, as printed on the board, and in sentences.

use std::ops::Range;

use super::Pin;

/// The names of the pins of a board family.
///
/// A driver knows further names of its own board: see [`Driver::pin_by_name`](crate::driver::Driver::pin_by_name).
pub struct PinNames {
    /// Optional letter in front of a pin's number.
    pub(crate) letter: Option<char>,
    /// Prefix of a pin's number as printed on the board.
    pub(crate) printed: &'static str,
    /// Prefix of a pin's number in a sentence.
    pub(crate) spoken: &'static str,
    /// Pins that are named `A0`, `A1` and so on instead.
    pub(crate) analog: Range<Pin>,
}

impl PinNames {
    /// Returns a pin's name as in scripts, files and inputs: `13` and `A0` on an Arduino, `0` on a micro:bit.
    pub fn written(&self, pin: Pin) -> String {
        self.name("", pin)
    }

    /// Returns the name printed on the board beside the pin: `D13` and `A0` on an Uno, `0` on a micro:bit.
    pub fn printed(&self, pin: Pin) -> String {
        self.name(self.printed, pin)
    }

    /// Returns a pin's name in a sentence: `13` and `A0` on an Arduino, `P0` on a micro:bit.
    pub fn spoken(&self, pin: Pin) -> String {
        self.name(self.spoken, pin)
    }

    /// Returns the pin with this name, ignoring case: `13`, `D13` and `A0` on an Arduino, `0` and `P0` on a
    /// micro:bit.
    pub fn pin(&self, name: &str) -> Option<Pin> {
        let number = |digits: &str| digits.parse::<Pin>().ok();
        let behind = |letter: char| name.strip_prefix([letter, letter.to_ascii_lowercase()]);
        if let Some(channel) = behind('A').filter(|_| !self.analog.is_empty()) {
            let pin = self.analog.start.checked_add(number(channel)?);
            return pin.filter(|pin| self.analog.contains(pin));
        }
        number(self.letter.and_then(behind).unwrap_or(name))
    }

    fn name(&self, before: &str, pin: Pin) -> String {
        if self.analog.contains(&pin) {
            format!("A{}", pin - self.analog.start)
        } else {
            format!("{before}{pin}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::BoardFamily::{self, Arduino, Microbit, Text};
    use crate::board::BoardProfile;

    #[test]
    fn names_of_pins() {
        #[track_caller]
        fn check(family: BoardFamily, pin: Pin, written: &str, printed: &str, spoken: &str) {
            let names = &BoardProfile::of(family).pin_names;
            let all = [names.written(pin), names.printed(pin), names.spoken(pin)];
            assert_eq!(all, [written, printed, spoken]);
            for name in all {
                assert_eq!(names.pin(&name), Some(pin), "{name}");
                assert_eq!(names.pin(&name.to_lowercase()), Some(pin), "{name}");
            }
        }
        check(Arduino, 2, "2", "D2", "2");
        check(Arduino, 14, "A0", "A0", "A0");
        check(Arduino, 19, "A5", "A5", "A5");
        check(Arduino, 20, "20", "D20", "20");
        check(Microbit, 16, "16", "16", "P16");
        check(Text, 1, "1", "1", "1");
    }

    #[test]
    fn what_is_no_name() {
        for name in ["", "A", "A6", "A255", "P0", "D", "13V", "é"] {
            assert_eq!(BoardProfile::of(Arduino).pin_names.pin(name), None, "{name}");
        }
        for name in ["", "A0", "D1", "P", "logo", "256"] {
            assert_eq!(BoardProfile::of(Microbit).pin_names.pin(name), None, "{name}");
        }
    }
}
