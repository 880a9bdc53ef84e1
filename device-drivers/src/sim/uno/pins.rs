//! The Uno's pins as in the processor's registers, and the outside sources on them.

use crate::board::pins::UNO_PINS;
use crate::board::{PinMode, PinState};

/// Level (of 1023) from which a digital input reads high. The data sheet promises 0.6 × Vcc and simavr takes one
/// half; a real one changes somewhere around it.
const HIGH_FROM: u16 = 512;

/// Full scale of the converter.
const SUPPLY: u16 = 1023;

/// Pins that timer 1 drives, which the servo library takes for itself.
const TIMER1_PINS: [u8; 2] = [9, 10];

/// One pin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HardwarePin {
    /// DDR: true if the processor drives the pin.
    is_output: bool,
    /// PORT: the level driven, or the pull-up of an input.
    port: bool,
    /// The duty while a timer drives the pin.
    duty: Option<u8>,
    /// The level to which an outside source drives the pin, 0..=1023.
    outside: Option<u16>,
}

impl HardwarePin {
    /// The voltage on the pin, in 1023ths of the supply. A floating pin reads 0, where a real one reads noise.
    fn level(self) -> u16 {
        if self.is_output {
            return if self.port { SUPPLY } else { 0 };
        }
        self.outside.unwrap_or(if self.port { SUPPLY } else { 0 })
    }
}

/// All pins.
#[derive(Clone, Debug, Default)]
pub(super) struct Pins {
    pins: [HardwarePin; UNO_PINS as usize],
    /// True once the servo library runs timer 1 in a mode without PWM, which it never leaves.
    timer1_taken: bool,
}

impl Pins {
    fn get(&self, pin: u8) -> HardwarePin {
        self.pins.get(usize::from(pin)).copied().unwrap_or_default()
    }

    fn with(&mut self, pin: u8, change: impl FnOnce(&mut HardwarePin)) {
        if let Some(pin) = self.pins.get_mut(usize::from(pin)) {
            change(pin);
        }
    }

    /// Resets: every pin floats; outside sources stay.
    pub(super) fn reset(&mut self) {
        for pin in &mut self.pins {
            *pin = HardwarePin { outside: pin.outside, ..HardwarePin::default() };
        }
        self.timer1_taken = false;
    }

    /// Sets the level to which an outside source drives the pin, or (`None`) lets it float.
    pub(super) fn set_outside(&mut self, pin: u8, level: Option<u16>) {
        self.with(pin, |pin| pin.outside = level);
    }

    /// `pinMode(pin, OUTPUT)`: the level stays that of PORT.
    pub(super) fn make_output(&mut self, pin: u8) {
        self.with(pin, |pin| pin.is_output = true);
    }

    /// `pinMode(pin, INPUT)` and `digitalWrite(pin, LOW)`: no driver, no pull-up, no timer.
    pub(super) fn make_input(&mut self, pin: u8) {
        self.with(pin, |pin| (pin.is_output, pin.port, pin.duty) = (false, false, None));
    }

    /// `digitalWrite`: drives an output, turns an input's pull-up on or off, and stops a timer.
    pub(super) fn write(&mut self, pin: u8, high: bool) {
        self.with(pin, |pin| (pin.port, pin.duty) = (high, None));
    }

    /// Writes PORT alone, as the firmware does for whole ports: a timer continues.
    pub(super) fn write_port(&mut self, pin: u8, high: bool) {
        self.with(pin, |pin| pin.port = high);
    }

    /// `analogWrite`: the ends are plain levels; between them a timer compares with the value's low byte, but timer
    /// 1 with all of it, so that above 255 it never goes low.
    pub(super) fn write_pwm(&mut self, pin: u8, value: i16) {
        match value {
            0 | 255 => self.write(pin, value != 0),
            _ if TIMER1_PINS.contains(&pin) && self.timer1_taken => self.with(pin, |pin| pin.duty = Some(0)),
            _ if TIMER1_PINS.contains(&pin) && !(0..=255).contains(&value) => {
                self.with(pin, |pin| pin.duty = Some(255));
            }
            _ => self.with(pin, |pin| pin.duty = Some((value & 0xFF) as u8)),
        }
    }

    /// Takes timer 1 for the servo library's pulses: PWM on its pins ends.
    pub(super) fn take_timer1(&mut self) {
        self.timer1_taken = true;
        for pin in TIMER1_PINS {
            self.with(pin, |pin| pin.duty = None);
        }
    }

    /// `digitalRead`.
    pub(super) fn read(&self, pin: u8) -> bool {
        self.get(pin).level() >= HIGH_FROM
    }

    /// `analogRead`, 0..=1023.
    pub(super) fn read_analog(&self, pin: u8) -> u16 {
        self.get(pin).level()
    }

    /// The visible state of the pin while the firmware has it in `mode` (inputs and outputs; a servo's angle is not
    /// a level).
    pub(super) fn seen(&self, pin: u8, mode: PinMode) -> PinState {
        let hardware = self.get(pin);
        match mode {
            PinMode::Input if hardware.port => {
                PinState { mode: PinMode::InputPullup, value: u16::from(self.read(pin)) }
            }
            PinMode::Analog => PinState { mode, value: self.read_analog(pin) },
            PinMode::Pwm => {
                let duty = hardware.duty.unwrap_or(if hardware.port { 255 } else { 0 });
                PinState { mode, value: u16::from(duty) }
            }
            _ => PinState { mode, value: u16::from(self.read(pin)) },
        }
    }
}
