//! Translates commands into orders for the agent, checked before anything is sent.

use std::collections::BTreeMap;

use super::agent::message::{Order, Probe};
use super::agent::source::long_argument;
use super::watches::Watches;
use super::{notes, pins, scroll};
use crate::board::pins::MICROBIT_SERVO_DUTY;
use crate::board::{BoardKind, BoardState, Leds, Pin, PinMode};
use crate::command::{Button, Command, Sensor};
use crate::error::{DeviceError, DeviceErrorCode};

/// MicroPython's default pin for sound.
const SOUND_PIN: Pin = 0;
/// V1 makes tones by PWM with a period of at least 256 µs. Source: `pwm_set_period_us`.
const V1_MAX_TONE_HZ: u16 = 3906;
const MAX_TEXT_CHARS: usize = 200;
const MAX_NOTES: usize = 64;
const MAX_PIXELS: usize = 64;
const MAX_I2C_BYTES: usize = 32;
/// Larger values would not fit MicroPython's small integers when added to its clock.
const MAX_TONE_MS: u32 = 1_000_000_000;
/// The agent's own sampling interval after its start, in milliseconds.
const FIRST_INTERVAL_MS: u16 = 20;

/// State that planning needs, and keeps for the next command.
#[derive(Clone, Debug)]
pub struct Plans {
    /// The board's family.
    pub board: BoardKind,
    /// The mode each pin will have when all commands so far are done.
    pub modes: BTreeMap<Pin, PinMode>,
    /// The watched sensors.
    pub watches: Watches,
}

impl Plans {
    /// Returns the orders that execute `command`.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot`, `out-of-range` or `lacking`.
    pub fn command(&mut self, command: &Command, seen: &BoardState) -> Result<Vec<Order>, DeviceError> {
        match command {
            Command::SetMode { pin, mode } => {
                pins::check(self.board, *pin, *mode)?;
                if pins::is_button(*pin) || *mode == PinMode::I2c {
                    // Unchanged already: a pull would disturb a button, and the bus has its pins.
                    return Ok(vec![Order::Ping]);
                }
                let order = match mode {
                    PinMode::Input => Order::Input { pin: *pin, pull_up: false },
                    PinMode::InputPullup => Order::Input { pin: *pin, pull_up: true },
                    PinMode::Analog => Order::Read(Probe::Analog(*pin)),
                    PinMode::Touch => Order::Read(Probe::Touch(*pin)),
                    PinMode::Pwm | PinMode::Servo => Order::Pwm { pin: *pin, duty: 0 },
                    _ => Order::Digital { pin: *pin, high: false },
                };
                Ok(self.on_pin(*pin, *mode, vec![order]))
            }
            Command::WriteDigital { pin, high } => {
                self.write(*pin, PinMode::Output, Order::Digital { pin: *pin, high: *high })
            }
            Command::WritePwm { pin, duty } => {
                in_range("duty", i64::from(*duty), 0, 1023)?;
                self.write(*pin, PinMode::Pwm, Order::Pwm { pin: *pin, duty: *duty })
            }
            Command::WriteServo { pin, angle_deg } => {
                in_range("angle", i64::from(*angle_deg), 0, 180)?;
                let (low, high) = MICROBIT_SERVO_DUTY;
                let duty = low + u16::from(*angle_deg) * (high - low) / 180;
                self.write(*pin, PinMode::Servo, Order::Pwm { pin: *pin, duty })
            }
            Command::ReadPinState { pin } => self.read_pin(*pin),
            Command::ShowLeds { leds } => {
                for brightness in leds.iter().flatten() {
                    in_range("brightness", i64::from(*brightness), 0, 9)?;
                }
                Ok(vec![Order::Image(*leds)])
            }
            Command::SetLed { x, y, brightness } => {
                in_range("x", i64::from(*x), 0, 4)?;
                in_range("y", i64::from(*y), 0, 4)?;
                in_range("brightness", i64::from(*brightness), 0, 9)?;
                Ok(vec![Order::Led { x: *x, y: *y, brightness: *brightness }])
            }
            Command::Scroll { text, delay_ms } => self.scroll(text, *delay_ms),
            Command::ReadLeds => Ok(vec![Order::ReadLeds]),
            Command::Tone { pin, frequency_hz, duration_ms } => {
                let max_hz = if self.board == BoardKind::MicrobitV1 { V1_MAX_TONE_HZ } else { 20_000 };
                in_range("frequency", i64::from(*frequency_hz), 20, i64::from(max_hz))?;
                let pin = pin.unwrap_or(SOUND_PIN);
                let duration_ms = duration_ms.map(|ms| ms.min(MAX_TONE_MS));
                self.sound(pin, vec![Order::Tone { pin, frequency_hz: *frequency_hz, duration_ms }])
            }
            Command::NoTone { pin } => {
                let pin = pin.unwrap_or(SOUND_PIN);
                pins::check(self.board, pin, PinMode::Tone)?;
                let sounds = self.modes.get(&pin) == Some(&PinMode::Tone);
                Ok(vec![if sounds { Order::Quiet(pin) } else { Order::Ping }])
            }
            Command::Play { notes } => self.play(notes),
            Command::SetPixels { pin, colors } => {
                in_range("pixels", count(colors.len()), 1, count(MAX_PIXELS))?;
                pins::check(self.board, *pin, PinMode::Pixels)?;
                let orders = pixel_orders(*pin, colors);
                Ok(self.on_pin(*pin, PinMode::Pixels, orders))
            }
            Command::SetSamplingInterval { interval_ms } => {
                in_range("interval", i64::from(*interval_ms), 10, 1000)?;
                Ok(vec![Order::Interval(*interval_ms)])
            }
            Command::WriteI2c { address, bytes } => {
                in_range("address", i64::from(*address), 0x08, 0x77)?;
                in_range("bytes", count(bytes.len()), 0, count(MAX_I2C_BYTES))?;
                let mut orders = long_argument(&hex(bytes.iter().copied()));
                orders.push(Order::WriteI2c(*address));
                Ok(orders)
            }
            Command::ReadI2c { address, register, count: bytes } => {
                in_range("address", i64::from(*address), 0x08, 0x77)?;
                in_range("count", i64::from(*bytes), 1, count(MAX_I2C_BYTES))?;
                Ok(vec![Order::ReadI2c { address: *address, register: *register, count: *bytes }])
            }
            Command::SendLine { .. } => Err(self.lacking("text-line")),
            Command::Reset => Ok(self.reset(seen)),
        }
    }

    /// Returns the orders that make the agent report `sensor`; none if it does already.
    ///
    /// # Errors
    /// `pin-unknown`, `pin-cannot` or `lacking`.
    pub fn watch(&mut self, sensor: Sensor) -> Result<Vec<Order>, DeviceError> {
        let v1 = self.board == BoardKind::MicrobitV1;
        let mut orders = Vec::new();
        match sensor {
            Sensor::Button(Button::Logo) | Sensor::Presses(Button::Logo) if v1 => {
                return Err(self.lacking("logo"));
            }
            Sensor::SoundLevel if v1 => return Err(self.lacking("microphone")),
            Sensor::Digital(pin) => match self.modes.get(&pin) {
                Some(PinMode::Input | PinMode::InputPullup) => {}
                Some(_) => return Err(self.in_other_use(pin)),
                None => {
                    pins::check(self.board, pin, PinMode::Input)?;
                    if !pins::is_button(pin) {
                        orders.push(Order::Input { pin, pull_up: false });
                        self.modes.insert(pin, PinMode::Input);
                    }
                }
            },
            Sensor::Analog(pin) => orders = self.for_reading(pin, PinMode::Analog)?,
            Sensor::Touch(pin) => orders = self.for_reading(pin, PinMode::Touch)?,
            _ => {}
        }
        let probe = super::watches::probe_of(sensor);
        if let Some(slot) = self.watches.add(probe) {
            orders.push(Order::Watch(slot, probe));
        }
        Ok(orders)
    }

    /// Returns the orders that restore the watched sensors on a board that has restarted.
    pub fn watch_again(&mut self) -> Vec<Order> {
        self.watches.restarted();
        let before = std::mem::take(&mut self.modes);
        let mut orders = Vec::new();
        for (slot, probe) in self.watches.all() {
            if let Probe::Digital(pin) | Probe::Analog(pin) | Probe::Touch(pin) = probe
                && let Some(mode) = before.get(&pin)
            {
                self.modes.insert(pin, *mode);
                if matches!(mode, PinMode::Input | PinMode::InputPullup) {
                    orders.push(Order::Input { pin, pull_up: *mode == PinMode::InputPullup });
                }
            }
            orders.push(Order::Watch(slot, probe));
        }
        orders
    }

    fn for_reading(&mut self, pin: Pin, mode: PinMode) -> Result<Vec<Order>, DeviceError> {
        pins::check(self.board, pin, mode)?;
        if self.modes.get(&pin) == Some(&mode) {
            return Ok(Vec::new());
        }
        Ok(self.on_pin(pin, mode, Vec::new()))
    }

    fn write(&mut self, pin: Pin, mode: PinMode, order: Order) -> Result<Vec<Order>, DeviceError> {
        pins::check(self.board, pin, mode)?;
        Ok(self.on_pin(pin, mode, vec![order]))
    }

    /// Puts in front of `orders` those that free the pin from its present use.
    fn on_pin(&mut self, pin: Pin, mode: PinMode, orders: Vec<Order>) -> Vec<Order> {
        let mut all = Vec::new();
        let present = self.modes.insert(pin, mode);
        if present != Some(mode) {
            // The agent would go on reading the pin, which makes it an input again.
            all.extend(self.watches.remove_pin(pin).into_iter().map(Order::Unwatch));
            if present == Some(PinMode::Tone) {
                all.push(Order::Quiet(pin));
            }
        }
        all.extend(orders);
        all
    }

    fn sound(&mut self, pin: Pin, orders: Vec<Order>) -> Result<Vec<Order>, DeviceError> {
        pins::check(self.board, pin, PinMode::Tone)?;
        let others = self.modes.iter().filter(|(other, mode)| **other != pin && **mode == PinMode::Tone);
        let mut all: Vec<Order> = others.map(|(other, _)| Order::Quiet(*other)).collect();
        self.modes.retain(|other, mode| *other == pin || *mode != PinMode::Tone);
        all.extend(self.on_pin(pin, PinMode::Tone, orders));
        Ok(all)
    }

    fn read_pin(&mut self, pin: Pin) -> Result<Vec<Order>, DeviceError> {
        Ok(match self.modes.get(&pin) {
            Some(PinMode::Input | PinMode::InputPullup) => vec![Order::Read(Probe::Digital(pin))],
            Some(PinMode::Analog) => vec![Order::Read(Probe::Analog(pin))],
            Some(PinMode::Touch) => vec![Order::Read(Probe::Touch(pin))],
            // Reading would make an output an input: the acknowledged value is the answer.
            Some(_) => vec![Order::Ping],
            None if pins::is_button(pin) => vec![Order::Read(Probe::Digital(pin))],
            None => {
                pins::check(self.board, pin, PinMode::Input)?;
                let orders = vec![Order::Input { pin, pull_up: false }, Order::Read(Probe::Digital(pin))];
                self.on_pin(pin, PinMode::Input, orders)
            }
        })
    }

    fn scroll(&self, text: &str, delay_ms: u16) -> Result<Vec<Order>, DeviceError> {
        in_range("text", count(text.chars().count()), 0, count(MAX_TEXT_CHARS))?;
        if let Some(strange) = text.chars().find(|c| !matches!(c, ' '..='~')) {
            let range = DeviceError::new(DeviceErrorCode::OutOfRange).with("what", "character");
            return Err(range.with("given", strange.escape_default()).with("min", "' '").with("max", "'~'"));
        }
        in_range("delay", i64::from(delay_ms), 1, 1000)?;
        let mut orders = long_argument(text);
        orders.push(Order::Scroll { delay_ms, steps: scroll::steps(self.board, text, delay_ms) });
        Ok(orders)
    }

    fn play(&mut self, notes: &[String]) -> Result<Vec<Order>, DeviceError> {
        in_range("notes", count(notes.len()), 1, count(MAX_NOTES))?;
        if let Some(wrong) = notes.iter().find(|note| !notes::is_note(note)) {
            let given: String = wrong.chars().take(20).collect();
            let range = DeviceError::new(DeviceErrorCode::OutOfRange).with("what", "note");
            return Err(range.with("given", given).with("min", "c0:1").with("max", "b8:99"));
        }
        let mut orders = long_argument(&notes.join(" "));
        orders.push(Order::Play { pin: SOUND_PIN, duration_ms: notes::duration_ms(self.board, notes) });
        self.sound(SOUND_PIN, orders)
    }

    /// Turns everything off, clears the display and watches nothing.
    fn reset(&mut self, seen: &BoardState) -> Vec<Order> {
        let mut orders =
            vec![Order::UnwatchAll, Order::Image(Leds::default()), Order::Interval(FIRST_INTERVAL_MS)];
        for (pin, mode) in std::mem::take(&mut self.modes) {
            if mode == PinMode::Tone {
                orders.push(Order::Quiet(pin));
            }
            if mode == PinMode::Pixels {
                // A strip keeps its colours; it may have grown with a command that is still in flight.
                let pixels = seen.pixels.get(&pin).map_or(MAX_PIXELS, Vec::len);
                orders.extend(pixel_orders(pin, &vec![[0; 3]; pixels.clamp(1, MAX_PIXELS)]));
            }
            if mode != PinMode::I2c && mode != PinMode::Touch && mode != PinMode::Analog {
                orders.push(Order::Input { pin, pull_up: false });
            }
        }
        self.watches.clear();
        orders
    }

    fn lacking(&self, what: &str) -> DeviceError {
        DeviceError::new(DeviceErrorCode::Lacking).with("board", self.board.id()).with("what", what)
    }

    fn in_other_use(&self, pin: Pin) -> DeviceError {
        DeviceError::new(DeviceErrorCode::PinCannot)
            .with("pin", pin)
            .with("board", self.board.id())
            .with("mode", PinMode::Input.id())
            .with("allowed", "")
    }
}

fn pixel_orders(pin: Pin, colors: &[[u8; 3]]) -> Vec<Order> {
    let mut orders = long_argument(&hex(colors.iter().flatten().copied()));
    orders.push(Order::Pixels(pin));
    orders
}

fn hex(bytes: impl Iterator<Item = u8>) -> String {
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

fn in_range(what: &str, given: i64, min: i64, max: i64) -> Result<(), DeviceError> {
    if (min..=max).contains(&given) {
        return Ok(());
    }
    Err(DeviceError::new(DeviceErrorCode::OutOfRange)
        .with("what", what)
        .with("given", given)
        .with("min", min)
        .with("max", max))
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
