//! The pins of a board and their modes.

use std::collections::BTreeSet;

use crate::board::pins::{UNO_A0, UNO_PINS, UNO_PWM};
use crate::board::{BoardKind, Pin, PinMode};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{Capability, Mode};

/// The pins as the board reported them, indexed by Firmata's pin number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pins: Vec<PinInfo>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PinInfo {
    modes: Vec<Mode>,
    channel: Option<u8>,
}

impl Layout {
    /// Builds the layout from a capability and an analog mapping response; `None` if they contradict each other, as
    /// they do when a byte of either was lost.
    pub fn new(capabilities: &[Vec<Capability>], mapping: &[Option<u8>]) -> Option<Self> {
        let layout = Self::tolerant(capabilities, mapping);
        let distinct = |modes: &[Mode]| modes.iter().collect::<BTreeSet<_>>().len() == modes.len();
        let consistent = |pin: &PinInfo| {
            distinct(&pin.modes) && pin.modes.contains(&Mode::ANALOG) == pin.channel.is_some()
        };
        let channels: Vec<u8> = mapping.iter().flatten().copied().collect();
        let channels_distinct = channels.iter().collect::<BTreeSet<_>>().len() == channels.len();
        let sound = !layout.pins.is_empty()
            && capabilities.len() == mapping.len()
            && channels_distinct
            && layout.pins.iter().all(consistent);
        sound.then_some(layout)
    }

    /// Builds the layout of a board that contradicts itself repeatedly: its capabilities count. Without a mapping,
    /// analog pins get channels in the order of their numbers.
    pub fn tolerant(capabilities: &[Vec<Capability>], mapping: &[Option<u8>]) -> Self {
        let mut next_channel = 0;
        let pins = capabilities.iter().enumerate().map(|(pin, can)| {
            let modes: Vec<Mode> = can.iter().map(|can| can.mode).collect();
            let mut channel = mapping.get(pin).copied().flatten();
            if mapping.is_empty() && modes.contains(&Mode::ANALOG) {
                channel = Some(next_channel);
                next_channel += 1;
            }
            PinInfo { modes, channel }
        });
        Self { pins: pins.collect() }
    }

    /// The Arduino Uno's pins, for a firmware too old to tell (before protocol 2.2).
    pub fn uno() -> Self {
        let pins = (0..UNO_PINS).map(|pin| {
            let mut modes = Vec::new();
            if pin >= 2 {
                modes.extend([Mode::INPUT, Mode::OUTPUT]);
            }
            if UNO_PWM.contains(&pin) {
                modes.push(Mode::PWM);
            }
            let channel = pin.checked_sub(UNO_A0);
            if channel.is_some() {
                modes.push(Mode::ANALOG);
            }
            PinInfo { modes, channel }
        });
        Self { pins: pins.collect() }
    }

    fn info(&self, pin: Pin) -> Option<&PinInfo> {
        self.pins.get(usize::from(pin)).filter(|info| !info.modes.is_empty())
    }

    /// True if the firmware has this pin and allows its use.
    pub fn has(&self, pin: Pin) -> bool {
        self.info(pin).is_some()
    }

    /// True if the firmware lists exactly this mode for the pin.
    pub fn lists(&self, pin: Pin, mode: Mode) -> bool {
        self.info(pin).is_some_and(|info| info.modes.contains(&mode))
    }

    /// True if the pin can have this mode. Before protocol 2.5 there is no pull-up mode, but every input has a
    /// pull-up, which is turned on by writing 1.
    pub fn can(&self, pin: Pin, mode: PinMode) -> bool {
        match Mode::from_pin_mode(mode) {
            Some(Mode::PULLUP) => self.lists(pin, Mode::PULLUP) || self.lists(pin, Mode::INPUT),
            Some(mode) => self.lists(pin, mode),
            None => false,
        }
    }

    /// All pins that can have this mode.
    pub fn pins_with(&self, mode: PinMode) -> impl Iterator<Item = Pin> {
        self.numbers().filter(move |&pin| self.can(pin, mode))
    }

    fn numbers(&self) -> impl Iterator<Item = Pin> {
        (0..=u8::MAX).take(self.pins.len()).filter(|&pin| self.has(pin))
    }

    /// The pin's analog channel.
    pub fn channel(&self, pin: Pin) -> Option<u8> {
        self.info(pin)?.channel
    }

    /// The pin of an analog channel.
    pub fn pin_of_channel(&self, channel: u8) -> Option<Pin> {
        self.numbers().find(|&pin| self.channel(pin) == Some(channel))
    }

    /// The label printed beside the pin: `13`, `A0`.
    pub fn label(&self, pin: Pin) -> String {
        match self.channel(pin) {
            Some(channel) => format!("A{channel}"),
            None => pin.to_string(),
        }
    }

    /// Looks up a pin by name: `13`, `D13`, `A0`, `LED` for the LED on the board (pin 13 on every Arduino that has
    /// one), in upper or lower case.
    ///
    /// # Errors
    /// `pin-unknown`.
    pub fn by_name(&self, name: &str) -> Result<Pin, DeviceError> {
        let upper = name.trim().to_ascii_uppercase();
        // `parse` alone would take "+13".
        let number =
            |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?;
        let pin = if upper == "LED" {
            Some(13)
        } else if let Some(channel) = upper.strip_prefix('A') {
            number(channel).and_then(|channel| self.pin_of_channel(channel))
        } else {
            number(upper.strip_prefix('D').unwrap_or(&upper))
        };
        pin.filter(|&pin| self.has(pin)).ok_or_else(|| self.unknown(name))
    }

    /// Checks that `pin` exists and can have `mode`.
    ///
    /// # Errors
    /// `pin-unknown` or `pin-cannot`, with the pins that can.
    pub fn check(&self, pin: Pin, mode: PinMode) -> Result<(), DeviceError> {
        self.check_exists(pin)?;
        if self.can(pin, mode) { Ok(()) } else { Err(self.cannot(pin, mode, self.pins_with(mode))) }
    }

    /// Checks that `pin` exists.
    ///
    /// # Errors
    /// `pin-unknown`.
    pub fn check_exists(&self, pin: Pin) -> Result<(), DeviceError> {
        if self.has(pin) { Ok(()) } else { Err(self.unknown(&pin.to_string())) }
    }

    /// The error for a pin that cannot have `mode`, which `allowed` can.
    pub fn cannot(&self, pin: Pin, mode: PinMode, allowed: impl Iterator<Item = Pin>) -> DeviceError {
        DeviceError::new(DeviceErrorCode::PinCannot)
            .with("pin", self.label(pin))
            .with("board", BoardKind::Arduino.id())
            .with("mode", mode.id())
            .with("allowed", self.list(allowed))
    }

    fn unknown(&self, name: &str) -> DeviceError {
        // A name may be anything a script holds; the sentence has room for one word.
        let shown: String = name.chars().take(20).collect();
        DeviceError::new(DeviceErrorCode::PinUnknown)
            .with("pin", shown)
            .with("board", BoardKind::Arduino.id())
            .with("allowed", self.list(self.numbers()))
    }

    /// Formats pins for people: `3, 5, 6, 9, 10, 11`, and longer runs as `2–13, A0–A5`.
    fn list(&self, pins: impl Iterator<Item = Pin>) -> String {
        const RUN: usize = 5;
        let mut runs: Vec<Vec<Pin>> = Vec::new();
        for pin in pins {
            let follows = |last: Pin| {
                last.checked_add(1) == Some(pin)
                    && self.channel(last).map(|channel| channel + 1) == self.channel(pin)
            };
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|&last| follows(last)) => run.push(pin),
                _ => runs.push(vec![pin]),
            }
        }
        let shown = runs.iter().map(|run| match run.as_slice() {
            [first, .., last] if run.len() >= RUN => format!("{}–{}", self.label(*first), self.label(*last)),
            short => short.iter().map(|&pin| self.label(pin)).collect::<Vec<_>>().join(", "),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uno_responses() -> (Vec<Vec<Capability>>, Vec<Option<u8>>) {
        let uno = Layout::uno();
        let capability = |&mode: &Mode| Capability { mode, resolution: 1 };
        let can = uno.pins.iter().map(|pin| pin.modes.iter().map(capability).collect()).collect();
        (can, uno.pins.iter().map(|pin| pin.channel).collect())
    }

    #[test]
    fn names() {
        let check = |name: &str, pin: Option<Pin>| {
            assert_eq!(Layout::uno().by_name(name).ok(), pin, "{name}");
        };
        check("13", Some(13));
        check(" d13 ", Some(13));
        check("A0", Some(14));
        check("a5", Some(19));
        check("14", Some(14));
        check("LED", Some(13));
        check("0", None);
        check("20", None);
        check("A6", None);
        check("A", None);
        check("D", None);
        check("+13", None);
        check("-1", None);
        check("300", None);
        check("", None);
        check("ä", None);
    }

    #[test]
    fn errors_say_what_is_possible() {
        let check = |error: DeviceError, shown: &str| assert_eq!(error.to_string(), shown);
        let uno = Layout::uno();
        check(uno.by_name("99").unwrap_err(), "pin-unknown pin=99 board=arduino allowed=2–13, A0–A5");
        check(
            uno.check(14, PinMode::Pwm).unwrap_err(),
            "pin-cannot pin=A0 board=arduino mode=pwm allowed=3, 5, 6, 9, 10, 11",
        );
        check(
            uno.check(13, PinMode::Analog).unwrap_err(),
            "pin-cannot pin=13 board=arduino mode=analog allowed=A0–A5",
        );
        check(
            uno.check(13, PinMode::Touch).unwrap_err(),
            "pin-cannot pin=13 board=arduino mode=touch allowed=",
        );
    }

    #[test]
    fn contradictions_are_noticed() {
        let (can, mapping) = uno_responses();
        assert_eq!(Layout::new(&can, &mapping), Some(Layout::uno()));
        assert_eq!(Layout::tolerant(&can, &[]), Layout::uno());
        for pin in 0..can.len() {
            let mut fewer = can.clone();
            fewer.remove(pin);
            assert_eq!(Layout::new(&fewer, &mapping), None, "without pin {pin}");
            let mut fewer = mapping.clone();
            fewer.remove(pin);
            assert_eq!(Layout::new(&can, &fewer), None, "without channel of pin {pin}");
        }
        let mut joined = can.clone();
        joined[2] = [can[2].clone(), can[3].clone()].concat();
        assert_eq!(Layout::new(&joined, &mapping), None);
        assert_eq!(Layout::new(&[], &[]), None);
    }
}
