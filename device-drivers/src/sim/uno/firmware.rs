//! StandardFirmata 2.4 as the Uno runs it: its state, and the effect of each message.
//!
//! The behaviour is that of the program's source (version 2.4.3, <https://github.com/firmata/arduino>), flaws
//! included, and the tests compare it with the real firmware. The parser is in [`parser`](super::parser).

use std::collections::{BTreeMap, VecDeque};

use super::pins::Pins;
use super::servos::Servos;
use crate::board::pins::{UNO_A0, UNO_ANALOG, UNO_PINS, UNO_PWM};
use crate::board::{Pin, PinState};
use crate::firmata::{BoardMessage, Capability, Message, Mode};

/// Protocol and firmware version, and the name.
const VERSION: (u8, u8) = (2, 4);
const NAME: &str = "StandardFirmata.ino";

const PORT_COUNT: u8 = 3;
const ANALOG_COUNT: u8 = UNO_PINS - UNO_A0;
const I2C_PINS: [u8; 2] = [18, 19];
const DEFAULT_INTERVAL_MS: u64 = 19;
const MINIMUM_INTERVAL_MS: u64 = 10;
const MAX_I2C_QUERIES: usize = 8;

/// Duration of one conversion of the analog converter: 13 of its cycles, at 125 kHz, and the call.
const ANALOG_READ_US: u64 = 112;
/// Duration of an I2C address without acknowledgement: nine bits at 100 kHz, start and stop.
const I2C_ADDRESS_US: u64 = 105;
/// The firmware's pause after an I2C write.
const I2C_WRITE_PAUSE_US: u64 = 70;

/// True for all digital pins but 0 and 1, the serial port, which the firmware leaves alone.
fn is_digital(pin: u8) -> bool {
    (2..UNO_PINS).contains(&pin)
}

fn is_analog(pin: u8) -> bool {
    UNO_ANALOG.contains(&pin)
}

/// A device that is read at every sampling interval.
#[derive(Clone, Copy, Debug)]
struct I2cQuery {
    address: u8,
    register: Option<u16>,
    count: u8,
}

#[derive(Clone, Copy, Debug)]
struct FirmwarePin {
    mode: Mode,
    /// The value last written, as pin state queries report it.
    state: i16,
    /// True if the host gave it a mode or drove it high since the last reset.
    touched: bool,
}

/// The running program.
#[derive(Clone, Debug)]
pub(super) struct Firmware {
    /// The hardware it controls.
    pub(super) hardware: Pins,
    pins: [FirmwarePin; UNO_PINS as usize],
    servos: Servos,
    timer1_used: bool,
    reported_channels: u8,
    reported_ports: [bool; PORT_COUNT as usize],
    previous_levels: [u8; PORT_COUNT as usize],
    input_masks: [u8; PORT_COUNT as usize],
    i2c_on: bool,
    i2c_queries: Vec<I2cQuery>,
    /// Channels still to be measured in the present sampling.
    due_channels: u8,
    due_queries: VecDeque<I2cQuery>,
    /// Milliseconds between two samplings.
    pub(super) interval_ms: u64,
    /// Bytes handed to the serial port.
    pub(super) written: Vec<u8>,
    /// Processor time that was spent and not yet accounted for.
    pub(super) spent_us: u64,
}

impl Firmware {
    /// Creates a program that has not started.
    pub(super) fn new() -> Self {
        Self {
            hardware: Pins::default(),
            pins: [FirmwarePin { mode: Mode::INPUT, state: 0, touched: false }; UNO_PINS as usize],
            servos: Servos::default(),
            timer1_used: false,
            reported_channels: 0,
            reported_ports: [false; PORT_COUNT as usize],
            previous_levels: [0; PORT_COUNT as usize],
            input_masks: [0; PORT_COUNT as usize],
            i2c_on: false,
            i2c_queries: Vec::new(),
            due_channels: 0,
            due_queries: VecDeque::new(),
            interval_ms: DEFAULT_INTERVAL_MS,
            written: Vec::new(),
            spent_us: 0,
        }
    }

    /// Restarts; outside sources on the pins stay.
    pub(super) fn reset(&mut self) {
        let mut hardware = std::mem::take(&mut self.hardware);
        hardware.reset();
        *self = Self { hardware, ..Self::new() };
    }

    fn pin(&mut self, pin: u8) -> Option<&mut FirmwarePin> {
        self.pins.get_mut(usize::from(pin))
    }

    fn mode(&self, pin: u8) -> Mode {
        self.pins.get(usize::from(pin)).map_or(Mode::IGNORE, |pin| pin.mode)
    }

    fn say(&mut self, message: &BoardMessage) {
        message.encode(&mut self.written);
    }

    fn complain(&mut self, text: &str) {
        self.say(&BoardMessage::String(text.to_owned()));
    }

    /// Drives the LED "L" on pin 13 for the version's blink.
    pub(super) fn blink(&mut self, high: bool) {
        const LED: u8 = 13;
        self.hardware.make_output(LED);
        self.hardware.write(LED, high);
        if let Some(pin) = self.pin(LED) {
            (pin.mode, pin.touched) = (Mode::OUTPUT, true);
        }
    }

    /// Handles `F9`.
    pub(super) fn report_version(&mut self) {
        self.say(&BoardMessage::Version { major: VERSION.0, minor: VERSION.1 });
    }

    /// Handles sysex `79`.
    pub(super) fn report_firmware(&mut self) {
        let (major, minor) = VERSION;
        self.say(&BoardMessage::Firmware { major, minor, name: NAME.to_owned() });
    }

    /// Handles `FF`, and ends the set-up: every pin to its default, all reporting off. The sampling interval stays.
    pub(super) fn system_reset(&mut self) {
        self.turn_i2c_off();
        self.reported_ports = [false; PORT_COUNT as usize];
        self.input_masks = [0; PORT_COUNT as usize];
        self.previous_levels = [0; PORT_COUNT as usize];
        for pin in 0..UNO_PINS {
            self.configure_pin(pin, if is_analog(pin) { Mode::ANALOG } else { Mode::OUTPUT }, true);
            if let Some(pin) = self.pin(pin) {
                pin.touched = false;
            }
        }
        self.servos.forget();
        self.reported_channels = 0;
    }

    fn turn_i2c_off(&mut self) {
        self.i2c_on = false;
        self.i2c_queries.clear();
    }

    /// Handles `F4`. Numbers beyond the last pin would overwrite other variables of the real program; here they
    /// have no effect.
    pub(super) fn set_pin_mode(&mut self, pin: u8, mode: Mode) {
        if pin < UNO_PINS {
            self.configure_pin(pin, mode, false);
        }
    }

    fn configure_pin(&mut self, pin: u8, mode: Mode, is_resetting: bool) {
        if self.mode(pin) == Mode::I2C && self.i2c_on && mode != Mode::I2C {
            self.turn_i2c_off();
        }
        if mode != Mode::SERVO && self.servos.is_attached(pin) {
            self.servos.detach(pin);
        }
        if is_analog(pin) {
            self.set_channel_reporting(pin - UNO_A0, mode == Mode::ANALOG, is_resetting);
        }
        if is_digital(pin)
            && let Some(mask) = self.input_masks.get_mut(usize::from(pin / 8))
        {
            let bit = 1 << (pin % 8);
            *mask = if mode == Mode::INPUT { *mask | bit } else { *mask & !bit };
        }
        if let Some(pin) = self.pin(pin) {
            pin.state = 0;
        }
        let takes = match mode {
            Mode::ANALOG if is_analog(pin) => {
                self.hardware.make_input(pin);
                true
            }
            Mode::INPUT if is_digital(pin) => {
                self.hardware.make_input(pin);
                true
            }
            Mode::OUTPUT if is_digital(pin) => {
                self.hardware.write(pin, false);
                self.hardware.make_output(pin);
                true
            }
            Mode::PWM if UNO_PWM.contains(&pin) => {
                self.hardware.make_output(pin);
                self.hardware.write_pwm(pin, 0);
                true
            }
            Mode::SERVO if is_digital(pin) => {
                // The mode is noted even if no servo is free.
                self.note_mode(pin, mode);
                if !self.servos.is_attached(pin) {
                    self.attach_servo(pin, None);
                }
                false
            }
            Mode::I2C => I2C_PINS.contains(&pin),
            Mode::INPUT | Mode::OUTPUT | Mode::ANALOG | Mode::PWM | Mode::SERVO => false,
            _ => {
                self.complain("Unknown pin mode");
                false
            }
        };
        if takes {
            self.note_mode(pin, mode);
        }
    }

    fn note_mode(&mut self, pin: u8, mode: Mode) {
        if let Some(pin) = self.pin(pin) {
            (pin.mode, pin.touched) = (mode, true);
        }
    }

    fn attach_servo(&mut self, pin: u8, pulses_us: Option<(i16, i16)>) {
        if !self.servos.attach(pin, pulses_us) {
            self.complain("Max servos attached");
            return;
        }
        self.hardware.write(pin, false);
        self.hardware.make_output(pin);
        if !self.timer1_used {
            self.timer1_used = true;
            self.hardware.take_timer1();
        }
    }

    /// Handles sysex `70`.
    pub(super) fn configure_servo(&mut self, pin: u8, min_us: u16, max_us: u16) {
        if !is_digital(pin) {
            return;
        }
        if self.servos.is_attached(pin) {
            self.servos.detach(pin);
        }
        let pulses_us = (min_us > 0 && max_us > 0).then_some((min_us as i16, max_us as i16));
        self.attach_servo(pin, pulses_us);
        self.set_pin_mode(pin, Mode::SERVO);
    }

    /// Handles `E0` and sysex `6F`: the value is an `int` of 16 bits there.
    pub(super) fn write_analog(&mut self, pin: u8, value: i16) {
        match self.mode(pin) {
            Mode::SERVO => self.servos.write(pin, value),
            Mode::PWM => self.hardware.write_pwm(pin, value),
            _ => return,
        }
        if let Some(pin) = self.pin(pin) {
            pin.state = value;
        }
    }

    /// Handles `90`: outputs get the level, inputs the pull-up.
    pub(super) fn write_port(&mut self, port: u8, levels: u8) {
        if port >= PORT_COUNT {
            return;
        }
        for bit in 0..8 {
            let pin = port * 8 + bit;
            let high = levels >> bit & 1 == 1;
            if !is_digital(pin) || !matches!(self.mode(pin), Mode::OUTPUT | Mode::INPUT) {
                continue;
            }
            self.hardware.write_port(pin, high);
            if let Some(pin) = self.pin(pin) {
                pin.state = i16::from(high);
                pin.touched |= high;
            }
        }
    }

    /// Handles `C0`.
    pub(super) fn report_analog(&mut self, channel: u8, on: bool) {
        self.set_channel_reporting(channel, on, false);
    }

    fn set_channel_reporting(&mut self, channel: u8, on: bool, is_resetting: bool) {
        if channel >= ANALOG_COUNT {
            return;
        }
        if on {
            self.reported_channels |= 1 << channel;
            if !is_resetting {
                self.send_analog(channel);
            }
        } else {
            self.reported_channels &= !(1 << channel);
        }
    }

    fn send_analog(&mut self, channel: u8) {
        self.spent_us += ANALOG_READ_US;
        let value = self.hardware.read_analog(UNO_A0 + channel);
        self.say(&BoardMessage::Analog { channel, value });
    }

    /// Handles `D0`: changes are reported from now on, and the level at once.
    pub(super) fn report_digital(&mut self, port: u8, on: bool) {
        if let Some(reported) = self.reported_ports.get_mut(usize::from(port)) {
            *reported = on;
            if on {
                self.report_port(port, true);
            }
        }
    }

    fn report_port(&mut self, port: u8, always: bool) {
        let mask = self.input_masks.get(usize::from(port)).copied().unwrap_or(0);
        let levels = (0..8)
            .filter(|bit| mask >> bit & 1 == 1 && self.hardware.read(port * 8 + bit))
            .fold(0, |sum, bit| sum | 1 << bit);
        if let Some(previous) = self.previous_levels.get_mut(usize::from(port))
            && (always || *previous != levels)
        {
            *previous = levels;
            self.say(&BoardMessage::DigitalPort { port, levels });
        }
    }

    /// Reports every port whose inputs have changed.
    pub(super) fn check_inputs(&mut self) {
        for port in 0..PORT_COUNT {
            if self.reported_ports.get(usize::from(port)) == Some(&true) {
                self.report_port(port, false);
            }
        }
    }

    /// True if anything is reported at the sampling interval.
    pub(super) fn samples(&self) -> bool {
        self.reported_channels != 0 || !self.i2c_queries.is_empty()
    }

    /// Starts a sampling: every reported channel becomes due.
    pub(super) fn begin_sampling(&mut self) {
        self.due_channels = self.reported_channels;
        self.due_queries = self.i2c_queries.iter().copied().collect();
    }

    /// Measures and reports the next due channel; `false` if there is none.
    pub(super) fn sample_next(&mut self) -> bool {
        while self.due_channels != 0 {
            let channel = self.due_channels.trailing_zeros() as u8;
            self.due_channels &= self.due_channels - 1;
            if self.mode(UNO_A0 + channel) == Mode::ANALOG {
                self.send_analog(channel);
                return true;
            }
        }
        let query = self.due_queries.pop_front();
        if let Some(query) = query {
            self.read_i2c(query);
        }
        query.is_some()
    }

    /// Handles sysex `7A`.
    pub(super) fn set_interval(&mut self, interval_ms: u16) {
        self.interval_ms = u64::from(interval_ms).max(MINIMUM_INTERVAL_MS);
    }

    /// Handles sysex `6B`.
    pub(super) fn report_capabilities(&mut self) {
        let can = |mode, resolution| Capability { mode, resolution };
        let pins = (0..UNO_PINS).map(|pin| {
            let mut modes = Vec::new();
            if is_digital(pin) {
                modes.extend([can(Mode::INPUT, 1), can(Mode::OUTPUT, 1)]);
            }
            if is_analog(pin) {
                modes.push(can(Mode::ANALOG, 10));
            }
            if UNO_PWM.contains(&pin) {
                modes.push(can(Mode::PWM, 8));
            }
            if is_digital(pin) {
                modes.push(can(Mode::SERVO, 14));
            }
            if I2C_PINS.contains(&pin) {
                modes.push(can(Mode::I2C, 1));
            }
            modes
        });
        let message = BoardMessage::Capabilities(pins.collect());
        self.say(&message);
    }

    /// Handles sysex `69`.
    pub(super) fn report_analog_mapping(&mut self) {
        let channels = (0..UNO_PINS).map(|pin| pin.checked_sub(UNO_A0));
        let message = BoardMessage::AnalogMapping(channels.collect());
        self.say(&message);
    }

    /// Handles sysex `6D`. The real program sends the pin's byte back unchanged, even if it is not a data byte.
    pub(super) fn report_pin_state(&mut self, pin: u8) {
        const SYSEX_START: u8 = 0xF0;
        const SYSEX_END: u8 = 0xF7;
        const PIN_STATE_RESPONSE: u8 = 0x6E;
        let low7 = |value: i16| (value & 0x7F) as u8;
        self.written.extend([SYSEX_START, PIN_STATE_RESPONSE, pin]);
        if let Some(FirmwarePin { mode, state, .. }) = self.pins.get(usize::from(pin)).copied() {
            self.written.extend([mode.0, low7(state)]);
            if state as u16 & 0xFF80 != 0 {
                self.written.push(low7(state >> 7));
            }
            if state as u16 & 0xC000 != 0 {
                self.written.push(low7(state >> 14));
            }
        }
        self.written.push(SYSEX_END);
    }

    /// Handles sysex `78`.
    pub(super) fn turn_i2c_on(&mut self) {
        if self.i2c_on {
            return;
        }
        for pin in I2C_PINS {
            self.set_pin_mode(pin, Mode::I2C);
        }
        self.i2c_on = true;
        // The bus driver turns the pull-ups of both wires on.
        for pin in I2C_PINS {
            self.hardware.make_input(pin);
            self.hardware.write(pin, true);
        }
    }

    /// Handles sysex `76`: `flags` are its second byte, `data` the rest. The bus has no devices: no address is ever
    /// acknowledged.
    pub(super) fn request_i2c(&mut self, address: u8, flags: u8, data: &[u8]) {
        if flags & 0x20 != 0 {
            self.complain("10-bit addressing not supported");
            return;
        }
        let number = |at: usize| {
            let byte = |at| u16::from(data.get(at).copied().unwrap_or(0));
            byte(at) | byte(at + 1) << 7
        };
        let (register, count) =
            if data.len() == 4 { (Some(number(0)), number(2)) } else { (None, number(0)) };
        let query = I2cQuery { address, register, count: (count & 0xFF) as u8 };
        match flags >> 3 & 3 {
            0 => self.spent_us += I2C_ADDRESS_US + I2C_WRITE_PAUSE_US,
            1 => self.read_i2c(query),
            2 if self.i2c_queries.len() >= MAX_I2C_QUERIES => self.complain("too many queries"),
            2 => self.i2c_queries.push(query),
            _ if self.i2c_queries.len() <= 1 => self.i2c_queries.clear(),
            _ => {
                // If no query has this address the real program forgets one at random.
                let at = self.i2c_queries.iter().position(|query| query.address == address).unwrap_or(0);
                self.i2c_queries.remove(at);
            }
        }
    }

    fn read_i2c(&mut self, query: I2cQuery) {
        self.spent_us += I2C_ADDRESS_US;
        if query.count > 0 {
            self.complain("I2C: Too few bytes received");
        }
        // The reply is sent anyway, with the contents of the buffer: no device has ever filled it.
        let message = BoardMessage::I2cReply {
            address: u16::from(query.address),
            register: query.register.unwrap_or(0) & 0xFF,
            data: vec![0; usize::from(query.count)],
        };
        self.say(&message);
    }

    /// The visible state of every pin that was given a mode.
    pub(super) fn seen(&self) -> BTreeMap<Pin, PinState> {
        let touched = (0..UNO_PINS).zip(&self.pins).filter(|(_, state)| state.touched);
        touched
            .filter_map(|(pin, state)| {
                let mode = state.mode.pin_mode()?;
                let seen = self.hardware.seen(pin, mode);
                let value = match state.mode {
                    // Without pulses, as for a thirteenth servo, nothing is visible.
                    Mode::SERVO => self.servos.angle_deg(pin)?,
                    _ => seen.value,
                };
                Some((pin, PinState { value, ..seen }))
            })
            .collect()
    }
}
