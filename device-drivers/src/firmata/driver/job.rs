//! Jobs that wait to be sent, and their bytes.
//!
//! A job is encoded only when its turn comes: the mode of its pin and the levels of the neighbouring pins may have
//! changed since the command was given, by other commands or by a restart of the board.

use super::connect::{KnownBoard, Probe};
use super::layout::Layout;
use crate::board::{BoardState, Pin, PinMode, PinState};
use crate::command::{Command, CommandId, Sensor};
use crate::firmata::{HostMessage, I2cAction, Message, Mode};

/// The firmware's own sampling interval; a system reset does not restore it.
pub const DEFAULT_INTERVAL_MS: u16 = 19;

/// The first protocol version with a message for a single pin.
const SINGLE_PIN_SINCE: (u8, u8) = (2, 5);

/// A job to send.
#[derive(Clone, Debug)]
pub struct Job {
    /// The command whose result it gives, if any.
    pub id: Option<CommandId>,
    /// The work.
    pub work: Work,
    /// Number of earlier attempts without an answer.
    pub tries: u8,
}

/// The work of a job.
#[derive(Clone, Debug)]
pub enum Work {
    /// A command as it was given.
    Do(Command),
    /// A part of a line; the last part is queued as a command of its own.
    LinePart(String),
    /// Turns on the reports of a sensor.
    Watch(Sensor),
    /// Turns the I2C bus on, if it is off.
    StartI2c,
    /// A question for the sake of its answer: is the board there, has it read everything.
    Probe,
    /// Reports the restart, once everything is set up again.
    TellRestarted,
}

/// The answer that a question expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The probe's answer.
    Probe,
    /// The state of this pin.
    Pin(Pin),
    /// A reply of the I2C device at this address.
    I2c(u8),
}

/// A change on the board that takes effect once a job's bytes have been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The pin has this mode and value.
    Pin(Pin, PinState),
    /// The I2C bus is on or off.
    I2c(bool),
    /// The sampling interval in milliseconds.
    Interval(u16),
    /// Everything is as after a reset.
    Cleared,
}

/// A job encoded as bytes.
#[derive(Clone, Debug, Default)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    pub effects: Vec<Effect>,
    pub expect: Option<Expect>,
}

/// The state that a job's bytes depend on.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    pub layout: &'a Layout,
    pub protocol: (u8, u8),
    pub probe: Probe,
    pub state: &'a BoardState,
    pub i2c_on: bool,
    pub interval_ms: u16,
}

impl<'a> Context<'a> {
    /// Creates the context of a board.
    pub fn new(found: &'a KnownBoard, state: &'a BoardState, i2c_on: bool, interval_ms: u16) -> Self {
        Self {
            layout: &found.layout,
            protocol: found.firmware.protocol,
            probe: found.probe,
            state,
            i2c_on,
            interval_ms,
        }
    }

    /// Encodes `work` and lists its effects.
    pub fn encode(&self, work: &Work) -> Encoded {
        let mut out = Encoded::default();
        match work {
            Work::Do(command) => self.command(command, &mut out),
            Work::LinePart(text) => HostMessage::String(text.clone()).encode(&mut out.bytes),
            Work::Watch(sensor) => self.watch(*sensor, &mut out),
            Work::StartI2c => self.start_i2c(&mut out),
            Work::Probe => self.probe(&mut out),
            Work::TellRestarted => {}
        }
        out
    }

    fn command(&self, command: &Command, out: &mut Encoded) {
        match command {
            Command::SetMode { pin, mode } => self.need_mode(*pin, *mode, out),
            Command::WriteDigital { pin, high } => {
                self.need_mode(*pin, PinMode::Output, out);
                out.effects
                    .push(Effect::Pin(*pin, PinState { mode: PinMode::Output, value: u16::from(*high) }));
                if self.protocol >= SINGLE_PIN_SINCE {
                    HostMessage::SetDigitalPin { pin: *pin, high: *high }.encode(&mut out.bytes);
                } else {
                    self.write_port(*pin, *high, out);
                }
            }
            Command::WritePwm { pin, duty } => {
                self.need_mode(*pin, PinMode::Pwm, out);
                self.write_analog(*pin, PinMode::Pwm, *duty, out);
            }
            Command::WriteServo { pin, angle_deg } => {
                self.need_mode(*pin, PinMode::Servo, out);
                self.write_analog(*pin, PinMode::Servo, u16::from(*angle_deg), out);
            }
            Command::ReadPinState { pin } => {
                HostMessage::PinStateQuery { pin: *pin }.encode(&mut out.bytes);
                out.expect = Some(Expect::Pin(*pin));
            }
            Command::SetSamplingInterval { interval_ms } => self.set_interval(*interval_ms, out),
            Command::WriteI2c { address, bytes } => {
                self.start_i2c(out);
                self.i2c(*address, I2cAction::Write(bytes.clone()), out);
            }
            Command::ReadI2c { address, register, count } => {
                self.start_i2c(out);
                let register = register.map(u16::from);
                self.i2c(*address, I2cAction::Read { register, count: u16::from(*count) }, out);
                out.expect = Some(Expect::I2c(*address));
            }
            Command::SendLine { text } => HostMessage::String(text.clone()).encode(&mut out.bytes),
            Command::Reset => {
                HostMessage::SystemReset.encode(&mut out.bytes);
                out.effects.push(Effect::Cleared);
                self.set_interval(DEFAULT_INTERVAL_MS, out);
            }
            // Refused when they were given.
            Command::ShowLeds { .. }
            | Command::SetLed { .. }
            | Command::Scroll { .. }
            | Command::ReadLeds
            | Command::Tone { .. }
            | Command::NoTone { .. }
            | Command::Play { .. }
            | Command::SetPixels { .. } => {}
        }
    }

    fn watch(&self, sensor: Sensor, out: &mut Encoded) {
        match sensor {
            Sensor::Analog(pin) => {
                self.need_mode(pin, PinMode::Analog, out);
                if let Some(channel) = self.layout.channel(pin) {
                    HostMessage::ReportAnalog { channel, on: true }.encode(&mut out.bytes);
                }
            }
            Sensor::Digital(pin) => {
                let is_input = matches!(self.mode(pin), Some(PinMode::Input | PinMode::InputPullup));
                if !is_input {
                    self.need_mode(pin, PinMode::Input, out);
                }
                // Turning reports on, even again, makes the firmware report the port at once. The answer to the
                // probe then proves that reports before it count the pin as an input.
                HostMessage::ReportDigital { port: pin / 8, on: true }.encode(&mut out.bytes);
                self.probe(out);
            }
            _ => {}
        }
    }

    fn probe(&self, out: &mut Encoded) {
        self.probe.message().encode(&mut out.bytes);
        out.expect = Some(Expect::Probe);
    }

    fn mode(&self, pin: Pin) -> Option<PinMode> {
        self.state.pins.get(&pin).map(|state| state.mode)
    }

    /// Sets the mode of a pin that does not have it. Setting it again would do harm: the firmware stops the PWM, or
    /// forgets that it drives the pin high.
    fn need_mode(&self, pin: Pin, mode: PinMode, out: &mut Encoded) {
        if self.mode(pin) == Some(mode) {
            return;
        }
        if mode == PinMode::I2c {
            self.start_i2c(out);
            return;
        }
        if self.mode(pin) == Some(PinMode::I2c) {
            // The firmware turns the bus off with the first pin that is taken from it.
            out.effects.push(Effect::I2c(false));
        }
        let by_write = mode == PinMode::InputPullup && !self.layout.lists(pin, Mode::PULLUP);
        let number = if by_write { Some(Mode::INPUT) } else { Mode::from_pin_mode(mode) };
        if let Some(mode) = number {
            HostMessage::SetPinMode { pin, mode }.encode(&mut out.bytes);
        }
        if by_write {
            self.write_port(pin, true, out);
        }
        out.effects.push(Effect::Pin(pin, PinState { mode, value: 0 }));
    }

    /// Writes the pin's port: this pin as requested, the others unchanged. Before protocol 2.5 a 1 for an input
    /// turns its pull-up on and a 0 turns it off.
    fn write_port(&self, pin: Pin, high: bool, out: &mut Encoded) {
        let port = pin / 8;
        let stays_high = |pin: Pin| {
            self.state.pins.get(&pin).is_some_and(|state| match state.mode {
                PinMode::Output => state.value != 0,
                PinMode::InputPullup => true,
                _ => false,
            })
        };
        let levels = (0..8_u8).fold(0, |levels, bit| {
            let neighbour = port.saturating_mul(8) + bit;
            let is_high = if neighbour == pin { high } else { stays_high(neighbour) };
            levels | (u8::from(is_high) << bit)
        });
        HostMessage::DigitalPort { port, levels }.encode(&mut out.bytes);
    }

    fn write_analog(&self, pin: Pin, mode: PinMode, value: u16, out: &mut Encoded) {
        if pin < 16 {
            HostMessage::Analog { pin, value }.encode(&mut out.bytes);
        } else {
            HostMessage::ExtendedAnalog { pin, value: u32::from(value) }.encode(&mut out.bytes);
        }
        out.effects.push(Effect::Pin(pin, PinState { mode, value }));
    }

    fn set_interval(&self, interval_ms: u16, out: &mut Encoded) {
        if interval_ms != self.interval_ms {
            HostMessage::SamplingInterval { interval_ms }.encode(&mut out.bytes);
            out.effects.push(Effect::Interval(interval_ms));
        }
    }

    fn start_i2c(&self, out: &mut Encoded) {
        if self.i2c_on {
            return;
        }
        HostMessage::I2cConfig { delay_us: 0 }.encode(&mut out.bytes);
        out.effects.push(Effect::I2c(true));
        let state = PinState { mode: PinMode::I2c, value: 0 };
        out.effects.extend(self.layout.pins_with(PinMode::I2c).map(|pin| Effect::Pin(pin, state)));
    }

    fn i2c(&self, address: u8, action: I2cAction, out: &mut Encoded) {
        let address = u16::from(address);
        HostMessage::I2cRequest { address, ten_bit: false, restart: false, action }.encode(&mut out.bytes);
    }
}
