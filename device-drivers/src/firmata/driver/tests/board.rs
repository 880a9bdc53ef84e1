//! A board for the driver's tests: small, strict about its receive buffer, and damaged on request.
//!
//! It is not the simulated Uno (which is checked against real firmware); it does what a test needs to see the
//! driver through lost bytes, old protocols and silence, at the pace of a serial line in virtual time.

use std::collections::VecDeque;

use crate::driver::Driver;
use crate::firmata::{BoardMessage, Capability, Decoder, FirmataDriver, HostMessage, Message, Mode, PinNow};

/// Ten bits at 57600 baud.
const BYTE_US: u64 = 174;
/// Capacity of the Arduino core's serial buffers.
const BUFFER: usize = 63;

/// The behaviour of a board.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Time at which it has blinked and reports itself; 0 is a board that runs already and only answers.
    pub boot_us: u64,
    /// Minor version of its protocol.
    pub minor: u8,
    /// True if it answers capability and analog mapping queries.
    pub tells_pins: bool,
    /// True if it answers for pins that it does not have.
    pub tells_no_pin: bool,
    /// Index of the byte to the host that is lost.
    pub lost_to_host: Option<usize>,
    /// Index of the byte to the board that is lost.
    pub lost_to_board: Option<usize>,
}

pub const UNO: Options = Options {
    boot_us: 1_880_000,
    minor: 4,
    tells_pins: true,
    tells_no_pin: true,
    lost_to_host: None,
    lost_to_board: None,
};

pub struct Board {
    options: Options,
    to_board: VecDeque<u8>,
    received: VecDeque<u8>,
    decoder: Decoder<HostMessage>,
    to_host: VecDeque<u8>,
    byte_at_us: u64,
    boot_at_us: Option<u64>,
    modes: [Mode; 20],
    values: [u32; 20],
    reporting: [bool; 6],
    sample_at_us: u64,
    counts: (usize, usize),
    /// Number of bytes lost because the receive buffer was full.
    pub overflowed: usize,
    /// All messages it understood.
    pub heard: Vec<HostMessage>,
    /// From now on it neither reads nor sends anything.
    pub mute: bool,
}

impl Board {
    pub fn new(options: Options) -> Self {
        let mut board = Self {
            options,
            to_board: VecDeque::new(),
            received: VecDeque::new(),
            decoder: Decoder::as_firmware(),
            to_host: VecDeque::new(),
            byte_at_us: 0,
            boot_at_us: None,
            modes: [Mode::OUTPUT; 20],
            values: [0; 20],
            reporting: [false; 6],
            sample_at_us: 0,
            counts: (0, 0),
            overflowed: 0,
            heard: Vec::new(),
            mute: false,
        };
        board.reset(0, options.boot_us);
        board
    }

    /// Restarts, and reports itself after `boot_us` if that is not 0.
    pub fn reset(&mut self, now_us: u64, boot_us: u64) {
        self.received.clear();
        self.to_host.clear();
        self.decoder = Decoder::as_firmware();
        self.clear();
        self.boot_at_us = (boot_us > 0).then(|| now_us + boot_us);
    }

    fn clear(&mut self) {
        self.modes = [Mode::OUTPUT; 20];
        self.modes[14..].fill(Mode::ANALOG);
        self.values = [0; 20];
        self.reporting = [false; 6];
    }

    pub fn pin(&self, pin: usize) -> (Mode, u32) {
        (self.modes[pin], self.values[pin])
    }

    /// Runs board and driver until `done` or `end_us`; returns the time.
    pub fn run(
        &mut self,
        driver: &mut FirmataDriver,
        from_us: u64,
        end_us: u64,
        mut done: impl FnMut(&mut FirmataDriver) -> bool,
    ) -> u64 {
        let mut now_us = from_us;
        let mut out = Vec::new();
        loop {
            let mut arrived = Vec::new();
            if now_us >= self.byte_at_us {
                self.byte_at_us = now_us + BYTE_US;
                self.byte_time(now_us, &mut arrived);
            }
            driver.push(now_us, &arrived);
            driver.take_output(now_us, &mut out);
            self.to_board.extend(out.drain(..));
            if done(driver) || now_us >= end_us {
                return now_us;
            }
            let sample_us = (self.reporting.contains(&true) && !self.mute).then_some(self.sample_at_us);
            let busy = !(self.to_board.is_empty() && self.to_host.is_empty() && self.received.is_empty());
            let wake_us = [driver.next_wake_us(), self.boot_at_us, sample_us].into_iter().flatten().min();
            let byte_us = (busy && !self.mute).then_some(self.byte_at_us);
            now_us =
                [wake_us, byte_us].into_iter().flatten().min().unwrap_or(end_us).max(now_us + 1).min(end_us);
        }
    }

    /// Transfers one byte each way, and runs the firmware.
    fn byte_time(&mut self, now_us: u64, arrived: &mut Vec<u8>) {
        if let Some(byte) = self.to_board.pop_front() {
            let lost = self.options.lost_to_board == Some(self.counts.0);
            self.counts.0 += 1;
            if self.received.len() >= BUFFER {
                self.overflowed += 1;
            } else if !lost && !self.mute {
                self.received.push_back(byte);
            }
        }
        if self.mute {
            return;
        }
        if let Some(byte) = self.to_host.pop_front() {
            let lost = self.options.lost_to_host == Some(self.counts.1);
            self.counts.1 += 1;
            if !lost {
                arrived.push(byte);
            }
        }
        if let Some(boot_us) = self.boot_at_us {
            if now_us < boot_us {
                return;
            }
            self.boot_at_us = None;
            self.say(&BoardMessage::Version { major: 2, minor: self.options.minor });
            self.say_firmware();
        }
        // The firmware waits while its own buffer is full.
        while self.to_host.len() <= BUFFER
            && let Some(byte) = self.received.pop_front()
        {
            self.decoder.push(&[byte]);
            while let Some(message) = self.decoder.next_message() {
                self.obey(&message);
                self.heard.push(message);
            }
        }
        if now_us >= self.sample_at_us {
            self.sample_at_us = now_us + 19_000;
            for channel in 0..6_u8 {
                if self.reporting[usize::from(channel)] {
                    self.say(&BoardMessage::Analog { channel, value: 500 + u16::from(channel) });
                }
            }
        }
    }

    fn say(&mut self, message: &BoardMessage) {
        let mut bytes = Vec::new();
        message.encode(&mut bytes);
        self.to_host.extend(bytes);
    }

    fn say_firmware(&mut self) {
        let name = "StandardFirmata.ino".to_owned();
        self.say(&BoardMessage::Firmware { major: 2, minor: self.options.minor, name });
    }

    fn obey(&mut self, message: &HostMessage) {
        match message {
            HostMessage::VersionQuery => {
                self.say(&BoardMessage::Version { major: 2, minor: self.options.minor });
            }
            HostMessage::FirmwareQuery => self.say_firmware(),
            HostMessage::SystemReset => self.clear(),
            HostMessage::CapabilityQuery if self.options.tells_pins => {
                self.say(&BoardMessage::Capabilities((0..20).map(|pin| self.modes_of(pin)).collect()));
            }
            HostMessage::AnalogMappingQuery if self.options.tells_pins => {
                let channel = |pin: u8| pin.checked_sub(14);
                self.say(&BoardMessage::AnalogMapping((0..20).map(channel).collect()));
            }
            HostMessage::PinStateQuery { pin } if usize::from(*pin) < self.modes.len() => {
                let (mode, state) = self.pin(usize::from(*pin));
                self.say(&BoardMessage::PinState { pin: *pin, now: Some(PinNow { mode, state }) });
            }
            HostMessage::PinStateQuery { pin } if self.options.tells_no_pin => {
                self.say(&BoardMessage::PinState { pin: *pin, now: None });
            }
            HostMessage::SetPinMode { pin, mode } => {
                if let Some(place) = self.modes.get_mut(usize::from(*pin)) {
                    *place = *mode;
                }
                self.set(*pin, 0);
            }
            HostMessage::Analog { pin, value } => self.set(*pin, u32::from(*value)),
            HostMessage::ExtendedAnalog { pin, value } => self.set(*pin, *value),
            HostMessage::I2cConfig { .. } => self.modes[18..].fill(Mode::I2C),
            HostMessage::SetDigitalPin { pin, high } => self.set(*pin, u32::from(*high)),
            HostMessage::DigitalPort { port, levels } => {
                for pin in usize::from(*port) * 8..(usize::from(*port) * 8 + 8).min(20) {
                    if matches!(self.modes[pin], Mode::OUTPUT | Mode::INPUT) {
                        self.values[pin] = u32::from(levels >> (pin % 8) & 1);
                    }
                }
            }
            HostMessage::ReportAnalog { channel, on } => {
                if let Some(place) = self.reporting.get_mut(usize::from(*channel)) {
                    *place = *on;
                }
            }
            HostMessage::ReportDigital { port, on: true } => {
                // Every input is high here.
                let is_input = |pin: usize| matches!(self.modes.get(pin), Some(&Mode::INPUT | &Mode::PULLUP));
                let levels = (0..8)
                    .filter(|bit| is_input(usize::from(*port) * 8 + bit))
                    .fold(0, |sum, bit| sum | 1 << bit);
                self.say(&BoardMessage::DigitalPort { port: *port, levels });
            }
            _ => {}
        }
    }

    fn set(&mut self, pin: u8, value: u32) {
        if let Some(place) = self.values.get_mut(usize::from(pin)) {
            *place = value;
        }
    }

    fn modes_of(&self, pin: u8) -> Vec<Capability> {
        let mut modes = Vec::new();
        if pin >= 2 {
            modes.extend([Mode::INPUT, Mode::OUTPUT, Mode::SERVO]);
            if self.options.minor >= 5 {
                modes.push(Mode::PULLUP);
            }
        }
        if [3, 5, 6, 9, 10, 11].contains(&pin) {
            modes.push(Mode::PWM);
        }
        if pin >= 14 {
            modes.push(Mode::ANALOG);
        }
        if pin >= 18 {
            modes.push(Mode::I2C);
        }
        modes.into_iter().map(|mode| Capability { mode, resolution: 8 }).collect()
    }
}
