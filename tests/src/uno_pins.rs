//! The visible state of an emulated Uno's pins, from the register changes that the emulator reports.

use std::collections::BTreeMap;

use crate::emulator_uno::UnoEvent;
use crate::parity::{Channel, Sight, Sightings};

/// A change of a pin within this time belongs to the one before: `pinMode` and `analogWrite` write one register
/// after the other, and timers' registers are sampled every 50 µs.
const ONE_CHANGE_US: u64 = 60;

/// Longer than the longest servo pulse, shorter than the pause between two.
const LONGEST_PULSE_US: u64 = 3000;

/// A pin's registers, and the observations derived from them.
#[derive(Debug, Default)]
struct RealPin {
    is_output: bool,
    level: bool,
    duty: Option<u8>,
    rose_us: Option<u64>,
    /// An angle from a single pulse so far.
    once: Option<(u64, u16)>,
    seen: Vec<(u64, Sight)>,
}

/// An emulated Uno's pins.
#[derive(Debug)]
pub struct UnoPins {
    pins: BTreeMap<u8, RealPin>,
    servo_pins: Vec<u8>,
}

impl UnoPins {
    /// Creates pins without observations; pulses on `servo_pins` are recorded as angles.
    pub fn new(servo_pins: &[u8]) -> Self {
        Self { pins: BTreeMap::new(), servo_pins: servo_pins.to_vec() }
    }

    /// Takes an event of the emulator; ignored if it is not about pins.
    pub fn take(&mut self, event: &UnoEvent) {
        let (UnoEvent::Pin { pin: number, at_us, .. }
        | UnoEvent::Direction { pin: number, at_us, .. }
        | UnoEvent::Pwm { pin: number, at_us, .. }) = *event
        else {
            return;
        };
        let pin = self.pins.entry(number).or_default();
        let mut rises = false;
        match *event {
            UnoEvent::Direction { output, .. } => pin.is_output = output,
            UnoEvent::Pwm { duty, .. } => pin.duty = duty,
            UnoEvent::Pin { high, .. } => {
                pin.level = high;
                rises = high;
            }
            _ => {}
        }
        if self.servo_pins.contains(&number) {
            pin.pulse(rises, at_us);
        } else {
            pin.see(at_us);
        }
    }

    /// Forgets the observations, but not the registers: the emulator only reports their changes.
    pub fn forget(&mut self) {
        for pin in self.pins.values_mut() {
            pin.seen.clear();
            pin.once = None;
        }
    }

    /// The observations so far.
    pub fn sightings(&self) -> Sightings {
        let mut sightings = Sightings::default();
        for (number, pin) in &self.pins {
            for (at_us, sight) in &pin.seen {
                sightings.note(Channel::Pin(*number), *at_us, *sight);
            }
        }
        sightings
    }
}

impl RealPin {
    fn pulse(&mut self, rises: bool, at_us: u64) {
        if rises {
            self.rose_us = Some(at_us);
        } else if let Some(rose_us) = self.rose_us.take().filter(|rose_us| at_us - rose_us < LONGEST_PULSE_US)
        {
            // The library's own range, 544 to 2400 µs. Other interrupts make a pulse up to 10 µs longer, one
            // degree: that is not another angle.
            let above_us = (at_us - rose_us).saturating_sub(544);
            let angle_deg = ((above_us * 180 + 928) / 1856) as u16;
            let is_same = |other: u16| other.abs_diff(angle_deg) <= 1;
            if matches!(self.seen.last(), Some((_, Sight::Angle(last))) if is_same(*last)) {
                self.once = None;
                return;
            }
            // A single pulse turns no servo: a pin that gets another use during a pulse cuts it short.
            match self.once.replace((rose_us, angle_deg)) {
                Some((first_us, first_deg)) if is_same(first_deg) => {
                    self.once = None;
                    self.seen.push((first_us, Sight::Angle(first_deg)));
                }
                _ => {}
            }
        }
    }

    fn see(&mut self, at_us: u64) {
        let sight = match (self.is_output, self.duty) {
            (false, _) => Sight::Input,
            (true, Some(0)) => Sight::Level(false),
            (true, Some(255)) => Sight::Level(true),
            (true, Some(duty)) => Sight::Duty(duty),
            (true, None) => Sight::Level(self.level),
        };
        if self.seen.last().is_some_and(|(last_us, _)| at_us - last_us < ONE_CHANGE_US) {
            self.seen.pop();
        }
        self.seen.push((at_us, sight));
    }
}
