//! The Arduino servo library, as StandardFirmata uses it.

use crate::board::pins::UNO_PINS;

/// Number of servos that timer 1 can drive.
const MAX_SERVOS: u8 = 12;

/// Default shortest and longest pulse, and the pulse a fresh servo gets, in microseconds.
const MIN_PULSE_US: i16 = 544;
const MAX_PULSE_US: i16 = 2400;
const DEFAULT_PULSE_US: i16 = 1500;

/// No servo on this pin.
const NONE: u8 = 255;

/// A servo's pulses. The library keeps them by servo, not by pin: a servo taken into use again starts with the
/// pulse of the previous user of its number.
#[derive(Clone, Copy, Debug)]
struct Servo {
    attached: bool,
    pulse_us: i16,
    min_us: i16,
    max_us: i16,
}

const FRESH: Servo =
    Servo { attached: false, pulse_us: DEFAULT_PULSE_US, min_us: MIN_PULSE_US, max_us: MAX_PULSE_US };

#[derive(Clone, Debug)]
pub(super) struct Servos {
    servos: [Servo; MAX_SERVOS as usize],
    of_pin: [u8; UNO_PINS as usize],
    detached: Vec<u8>,
    count: u8,
}

impl Default for Servos {
    fn default() -> Self {
        Self {
            servos: [FRESH; MAX_SERVOS as usize],
            of_pin: [NONE; UNO_PINS as usize],
            detached: Vec::new(),
            count: 0,
        }
    }
}

impl Servos {
    fn index(&self, pin: u8) -> Option<usize> {
        let index = self.of_pin.get(usize::from(pin)).copied().unwrap_or(NONE);
        (index < MAX_SERVOS).then_some(usize::from(index))
    }

    fn servo(&self, pin: u8) -> Option<&Servo> {
        self.servos.get(self.index(pin)?).filter(|servo| servo.attached)
    }

    /// True if a servo is attached to the pin.
    pub(super) fn is_attached(&self, pin: u8) -> bool {
        self.servo(pin).is_some()
    }

    /// Forgets all pins and restarts the count, as the firmware's system reset does.
    pub(super) fn forget(&mut self) {
        self.of_pin = [NONE; UNO_PINS as usize];
        self.detached.clear();
        self.count = 0;
    }

    /// Attaches a servo to the pin; `false` if all are taken. `pulses_us` are the shortest and longest pulse, or
    /// `None` for the library's own.
    pub(super) fn attach(&mut self, pin: u8, pulses_us: Option<(i16, i16)>) -> bool {
        if self.count >= MAX_SERVOS {
            return false;
        }
        // A number that was given up is taken again before a new one is counted.
        let index = self.detached.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        });
        if let Some(of_pin) = self.of_pin.get_mut(usize::from(pin)) {
            *of_pin = index;
        }
        if let Some(servo) = self.servos.get_mut(usize::from(index)) {
            let (min_us, max_us) = pulses_us.unwrap_or((MIN_PULSE_US, MAX_PULSE_US));
            // The library keeps the difference from its own limits in one byte, in steps of 4 µs.
            let kept = |limit: i16, given: i16| limit - i16::from((limit.wrapping_sub(given) / 4) as i8) * 4;
            servo.attached = true;
            servo.min_us = kept(MIN_PULSE_US, min_us);
            servo.max_us = kept(MAX_PULSE_US, max_us);
        }
        true
    }

    /// Ends the pin's pulses.
    pub(super) fn detach(&mut self, pin: u8) {
        let Some(index) = self.index(pin) else { return };
        if let Some(servo) = self.servos.get_mut(index) {
            servo.attached = false;
        }
        if let Some(of_pin) = self.of_pin.get_mut(usize::from(pin)) {
            if self.count > 0 && self.detached.len() < usize::from(MAX_SERVOS) {
                self.detached.push(*of_pin);
            }
            *of_pin = NONE;
        }
    }

    /// `Servo::write`: degrees below 544, microseconds from there on.
    pub(super) fn write(&mut self, pin: u8, value: i16) {
        let Some(index) = self.index(pin) else { return };
        let Some(servo) = self.servos.get_mut(index) else { return };
        let (min, max) = (i32::from(servo.min_us), i32::from(servo.max_us));
        let pulse = if value < MIN_PULSE_US {
            i32::from(value.clamp(0, 180)) * (max - min) / 180 + min
        } else {
            i32::from(value)
        };
        servo.pulse_us = pulse.max(min).min(max) as i16;
    }

    /// The angle that the pin's pulses mean, 0..=180 degrees, to a servo that has the range it was attached with.
    pub(super) fn angle_deg(&self, pin: u8) -> Option<u16> {
        let servo = self.servo(pin)?;
        let range = i32::from(servo.max_us) - i32::from(servo.min_us);
        let above = i32::from(servo.pulse_us) - i32::from(servo.min_us);
        let angle = if range > 0 { (above * 180 + range / 2) / range } else { 0 };
        Some(angle.clamp(0, 180) as u16)
    }
}
