//! The Arduino library's parser of Firmata messages, byte by byte, flaws included.
//!
//! [`Decoder`](crate::firmata::Decoder) gives whole messages; this one covers what happens between them: a command
//! within another one's data, a sysex that is longer than the buffer, or one that is empty.

use super::firmware::Firmware;
use crate::firmata::Mode;

/// Size of the library's buffer. It writes beyond it without a check, into its own variables.
const BUFFER_BYTES: u16 = 64;

const ANALOG: u8 = 0xE0;
const DIGITAL: u8 = 0x90;
const REPORT_ANALOG: u8 = 0xC0;
const REPORT_DIGITAL: u8 = 0xD0;
const SET_PIN_MODE: u8 = 0xF4;
const SYSEX_START: u8 = 0xF0;
const SYSEX_END: u8 = 0xF7;
const VERSION: u8 = 0xF9;
const SYSTEM_RESET: u8 = 0xFF;

#[derive(Clone, Debug)]
pub(super) struct Parser {
    stored: [u8; BUFFER_BYTES as usize],
    in_sysex: bool,
    sysex_bytes: u16,
    /// Data bytes still missing of `command`, 0 if none is in progress.
    missing: u8,
    command: u8,
    channel: u8,
}

impl Parser {
    pub(super) fn new() -> Self {
        Self {
            stored: [0; BUFFER_BYTES as usize],
            in_sysex: false,
            sysex_bytes: 0,
            missing: 0,
            command: 0,
            channel: 0,
        }
    }

    fn stored(&self, at: u8) -> u8 {
        self.stored.get(usize::from(at)).copied().unwrap_or(0)
    }

    fn store(&mut self, at: u8, byte: u8) {
        if let Some(place) = self.stored.get_mut(usize::from(at)) {
            *place = byte;
        }
    }

    /// Takes one byte, and lets the firmware handle the message it completes.
    pub(super) fn process(&mut self, byte: u8, firmware: &mut Firmware) {
        if self.in_sysex {
            if byte == SYSEX_END {
                self.in_sysex = false;
                self.run_sysex(firmware);
            } else {
                self.store_sysex(byte);
            }
        } else if self.missing > 0 && byte < 0x80 {
            self.missing -= 1;
            self.store(self.missing, byte);
            if self.missing == 0 {
                self.run_command(firmware);
                self.command = 0;
            }
        } else {
            self.begin(byte, firmware);
        }
    }

    fn store_sysex(&mut self, byte: u8) {
        match self.sysex_bytes {
            at @ 0..BUFFER_BYTES => self.store(at as u8, byte),
            // Behind the buffer is the flag "in a sysex", and then the count of its bytes, low byte first.
            BUFFER_BYTES => self.in_sysex = byte != 0,
            at if at == BUFFER_BYTES + 1 => self.sysex_bytes = at & 0xFF00 | u16::from(byte),
            // From here on the real program destroys its own variables; this one keeps them.
            _ => return,
        }
        self.sysex_bytes += 1;
    }

    fn begin(&mut self, byte: u8, firmware: &mut Firmware) {
        let command = if byte < 0xF0 { byte & 0xF0 } else { byte };
        if byte < 0xF0 {
            self.channel = byte & 0x0F;
        }
        match command {
            ANALOG | DIGITAL | SET_PIN_MODE => (self.missing, self.command) = (2, command),
            REPORT_ANALOG | REPORT_DIGITAL => (self.missing, self.command) = (1, command),
            SYSEX_START => (self.in_sysex, self.sysex_bytes) = (true, 0),
            SYSTEM_RESET => {
                *self = Self::new();
                firmware.system_reset();
            }
            VERSION => firmware.report_version(),
            _ => {}
        }
    }

    fn run_command(&mut self, firmware: &mut Firmware) {
        // The data is reversed in the buffer: the last byte first.
        let (last, first) = (self.stored(0), self.stored(1));
        let value = u16::from(last) << 7 | u16::from(first);
        match self.command {
            ANALOG => firmware.write_analog(self.channel, value as i16),
            DIGITAL => firmware.write_port(self.channel, (value & 0xFF) as u8),
            SET_PIN_MODE => firmware.set_pin_mode(first, Mode(last)),
            REPORT_ANALOG => firmware.report_analog(self.channel, last != 0),
            REPORT_DIGITAL => firmware.report_digital(self.channel, last != 0),
            _ => {}
        }
    }

    fn run_sysex(&mut self, firmware: &mut Firmware) {
        // An empty sysex runs the buffer's remains of the last one, with a count wrapped to 255.
        let count = (self.sysex_bytes.wrapping_sub(1) & 0xFF) as u8;
        let argument = |at: u8| self.stored(at.saturating_add(1));
        let number = |at: u8| u16::from(argument(at)).wrapping_add(u16::from(argument(at + 1)) << 7);
        match self.stored(0) {
            0x69 => firmware.report_analog_mapping(),
            0x6B => firmware.report_capabilities(),
            0x6D if count > 0 => firmware.report_pin_state(argument(0)),
            0x6F if count > 1 => {
                let mut value = u16::from(argument(1));
                if count > 2 {
                    value |= u16::from(argument(2)) << 7;
                }
                if count > 3 {
                    value |= u16::from(argument(3)) << 14;
                }
                firmware.write_analog(argument(0), value as i16);
            }
            0x70 if count > 4 => firmware.configure_servo(argument(0), number(1), number(3)),
            0x76 => {
                let end = usize::from(count).saturating_add(1).min(self.stored.len());
                let data = self.stored.get(3..end).unwrap_or_default();
                firmware.request_i2c(argument(0), argument(1), data);
            }
            0x78 => firmware.turn_i2c_on(),
            0x79 => firmware.report_firmware(),
            0x7A if count > 1 => firmware.set_interval(number(0)),
            _ => {}
        }
    }
}
