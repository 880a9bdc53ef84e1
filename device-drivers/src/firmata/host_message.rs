//! Messages from the host to the board.

use super::mode::Mode;
use super::wire::{
    self, Message, join_bytes, join_number, join14, put_sysex, split_bytes, split_number, split14, sysex,
};

/// A message from the host to the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostMessage {
    /// Sets the value of a PWM or servo pin, pins 0..=15 (`E0`).
    Analog {
        /// The pin's number (not the analog channel), 0..=15.
        pin: u8,
        /// The value, 14 bits: a duty of 0..=255, or degrees.
        value: u16,
    },
    /// Sets the eight pins of a port (`90`). The firmware drives those that are outputs; an *input* whose bit is 1
    /// becomes an input with pull-up, so a host writes 0 there.
    DigitalPort {
        /// The port: pins `8 * port` to `8 * port + 7`; 0..=15.
        port: u8,
        /// Bit 0 is the port's lowest pin.
        levels: u8,
    },
    /// Turns reporting of an analog channel on or off (`C0`).
    ReportAnalog {
        /// The analog channel (A0 is 0), 0..=15.
        channel: u8,
        /// True to turn it on.
        on: bool,
    },
    /// Turns reporting of a port's inputs on or off (`D0`).
    ReportDigital {
        /// The port, 0..=15.
        port: u8,
        /// True to turn it on.
        on: bool,
    },
    /// Gives a pin its mode (`F4`).
    SetPinMode {
        /// The pin, 0..=127.
        pin: u8,
        /// The new mode.
        mode: Mode,
    },
    /// Drives one output pin (`F5`, protocol 2.5; has no effect on a pin that is not an output).
    SetDigitalPin {
        /// The pin, 0..=127.
        pin: u8,
        /// True for high.
        high: bool,
    },
    /// Asks for the protocol version (`F9`).
    VersionQuery,
    /// Restores every pin and stops all reporting (`FF`).
    SystemReset,
    /// Requests the analog channel of each pin (`69`).
    AnalogMappingQuery,
    /// Requests the modes of each pin (`6B`).
    CapabilityQuery,
    /// Requests the state of a pin (`6D`).
    PinStateQuery {
        /// The pin, 0..=127.
        pin: u8,
    },
    /// As [`Analog`](Self::Analog), for any pin and up to 32 bits (`6F`).
    ExtendedAnalog {
        /// The pin, 0..=127.
        pin: u8,
        /// The value; StandardFirmata takes 21 bits.
        value: u32,
    },
    /// Sets a servo's pulses and attaches it (`70`).
    ServoConfig {
        /// The pin, 0..=127.
        pin: u8,
        /// Pulse at 0 degrees in microseconds, 14 bits.
        min_pulse_us: u16,
        /// Pulse at 180 degrees in microseconds, 14 bits.
        max_pulse_us: u16,
    },
    /// A text for the board (`71`); StandardFirmata itself ignores it.
    String(String),
    /// A request to a device on the I2C bus (`76`).
    I2cRequest {
        /// 7-bit address, or 10-bit with `ten_bit`.
        address: u16,
        /// The address has 10 bits, which StandardFirmata refuses.
        ten_bit: bool,
        /// Keep the bus between writing the register and reading (repeated start).
        restart: bool,
        /// The action.
        action: I2cAction,
    },
    /// Turns the I2C bus on (`78`).
    I2cConfig {
        /// Pause between writing a register and reading it, microseconds, 14 bits.
        delay_us: u16,
    },
    /// Asks for the firmware's name and version (`79`).
    FirmwareQuery,
    /// Sets the interval at which the board samples and reports (`7A`); 19 ms after a reset.
    SamplingInterval {
        /// Milliseconds, 14 bits.
        interval_ms: u16,
    },
    /// Asks for the sampling interval (`7C`, protocol 2.8).
    SamplingIntervalQuery,
    /// A sysex with an id that is none of the above.
    Sysex {
        /// The sysex id, 0..=127.
        id: u8,
        /// The data as on the wire, 7 bits per byte.
        data: Vec<u8>,
    },
}

/// An action on an I2C device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum I2cAction {
    /// Write these bytes.
    Write(Vec<u8>),
    /// Read once.
    Read {
        /// The register to read from, if the device has registers; 14 bits.
        register: Option<u16>,
        /// Number of bytes, 14 bits.
        count: u16,
    },
    /// Read at every sampling interval.
    ReadContinuously {
        /// The register to read from, if the device has registers; 14 bits.
        register: Option<u16>,
        /// Number of bytes, 14 bits.
        count: u16,
    },
    /// Stop continuous reading.
    StopReading,
}

const I2C_RESTART: u8 = 0x40;
const I2C_TEN_BIT: u8 = 0x20;
const I2C_ACTION: u8 = 0x18;
const I2C_HIGH_ADDRESS: u8 = 0x07;

impl Message for HostMessage {
    #[inline]
    fn data_len(command: u8) -> Option<usize> {
        match wire::command_of(command) {
            wire::ANALOG | wire::DIGITAL | wire::SET_PIN_MODE | wire::SET_DIGITAL_PIN => Some(2),
            wire::REPORT_ANALOG | wire::REPORT_DIGITAL => Some(1),
            wire::VERSION | wire::SYSTEM_RESET => Some(0),
            _ => None,
        }
    }

    #[inline]
    fn from_short(command: u8, [first, second]: [u8; 2]) -> Option<Self> {
        let channel = command & 0x0F;
        Some(match wire::command_of(command) {
            wire::ANALOG => Self::Analog { pin: channel, value: join14(first, second) },
            wire::DIGITAL => Self::DigitalPort { port: channel, levels: first | (second << 7) },
            wire::SET_PIN_MODE => Self::SetPinMode { pin: first, mode: Mode(second) },
            wire::SET_DIGITAL_PIN => Self::SetDigitalPin { pin: first, high: second != 0 },
            wire::REPORT_ANALOG => Self::ReportAnalog { channel, on: first != 0 },
            wire::REPORT_DIGITAL => Self::ReportDigital { port: channel, on: first != 0 },
            wire::VERSION => Self::VersionQuery,
            wire::SYSTEM_RESET => Self::SystemReset,
            _ => return None,
        })
    }

    fn from_sysex(id: u8, data: &[u8]) -> Option<Self> {
        Some(match (id, data) {
            (sysex::ANALOG_MAPPING_QUERY, _) => Self::AnalogMappingQuery,
            (sysex::CAPABILITY_QUERY, _) => Self::CapabilityQuery,
            (sysex::PIN_STATE_QUERY, [pin, ..]) => Self::PinStateQuery { pin: *pin },
            (sysex::EXTENDED_ANALOG, [pin, value @ ..]) => {
                Self::ExtendedAnalog { pin: *pin, value: join_number(value)? }
            }
            (sysex::SERVO_CONFIG, [pin, min_low, min_high, max_low, max_high, ..]) => Self::ServoConfig {
                pin: *pin,
                min_pulse_us: join14(*min_low, *min_high),
                max_pulse_us: join14(*max_low, *max_high),
            },
            (sysex::STRING, text) => Self::String(wire::join_text(text)?),
            (sysex::I2C_REQUEST, [address, flags, rest @ ..]) => Self::I2cRequest {
                address: join14(*address, flags & I2C_HIGH_ADDRESS),
                ten_bit: flags & I2C_TEN_BIT != 0,
                restart: flags & I2C_RESTART != 0,
                action: i2c_action(*flags, rest)?,
            },
            (sysex::I2C_CONFIG, [low, high, ..]) => Self::I2cConfig { delay_us: join14(*low, *high) },
            (sysex::I2C_CONFIG, _) => Self::I2cConfig { delay_us: 0 },
            (sysex::FIRMWARE, _) => Self::FirmwareQuery,
            (sysex::SAMPLING_INTERVAL, [low, high, ..]) => {
                Self::SamplingInterval { interval_ms: join14(*low, *high) }
            }
            (sysex::SAMPLING_INTERVAL_QUERY, _) => Self::SamplingIntervalQuery,
            (
                sysex::PIN_STATE_QUERY
                | sysex::EXTENDED_ANALOG
                | sysex::SERVO_CONFIG
                | sysex::I2C_REQUEST
                | sysex::SAMPLING_INTERVAL,
                _,
            ) => return None,
            (id, data) => Self::Sysex { id, data: data.to_vec() },
        })
    }

    fn encode(&self, into: &mut Vec<u8>) {
        match self {
            Self::Analog { pin, value } => {
                let [low, high] = split14(*value);
                into.extend([wire::ANALOG | (pin & 0x0F), low, high]);
            }
            Self::DigitalPort { port, levels } => {
                into.extend([wire::DIGITAL | (port & 0x0F), levels & 0x7F, levels >> 7]);
            }
            Self::ReportAnalog { channel, on } => {
                into.extend([wire::REPORT_ANALOG | (channel & 0x0F), u8::from(*on)]);
            }
            Self::ReportDigital { port, on } => {
                into.extend([wire::REPORT_DIGITAL | (port & 0x0F), u8::from(*on)]);
            }
            Self::SetPinMode { pin, mode } => into.extend([wire::SET_PIN_MODE, pin & 0x7F, mode.0 & 0x7F]),
            Self::SetDigitalPin { pin, high } => {
                into.extend([wire::SET_DIGITAL_PIN, pin & 0x7F, u8::from(*high)]);
            }
            Self::VersionQuery => into.push(wire::VERSION),
            Self::SystemReset => into.push(wire::SYSTEM_RESET),
            Self::AnalogMappingQuery => put_sysex(into, sysex::ANALOG_MAPPING_QUERY, |_| {}),
            Self::CapabilityQuery => put_sysex(into, sysex::CAPABILITY_QUERY, |_| {}),
            Self::PinStateQuery { pin } => put_sysex(into, sysex::PIN_STATE_QUERY, |data| data.push(*pin)),
            Self::ExtendedAnalog { pin, value } => put_sysex(into, sysex::EXTENDED_ANALOG, |data| {
                data.push(*pin);
                split_number(*value, 2, data);
            }),
            Self::ServoConfig { pin, min_pulse_us, max_pulse_us } => {
                put_sysex(into, sysex::SERVO_CONFIG, |data| {
                    data.push(*pin);
                    data.extend(split14(*min_pulse_us));
                    data.extend(split14(*max_pulse_us));
                });
            }
            Self::String(text) => {
                put_sysex(into, sysex::STRING, |data| split_bytes(text.as_bytes(), data));
            }
            Self::I2cRequest { address, ten_bit, restart, action } => {
                put_sysex(into, sysex::I2C_REQUEST, |data| {
                    let [low, high] = split14(*address);
                    let mut flags = high & I2C_HIGH_ADDRESS;
                    if *ten_bit {
                        flags |= I2C_TEN_BIT;
                    }
                    if *restart {
                        flags |= I2C_RESTART;
                    }
                    data.push(low);
                    put_i2c_action(action, flags, data);
                });
            }
            Self::I2cConfig { delay_us } => {
                put_sysex(into, sysex::I2C_CONFIG, |data| data.extend(split14(*delay_us)));
            }
            Self::FirmwareQuery => put_sysex(into, sysex::FIRMWARE, |_| {}),
            Self::SamplingInterval { interval_ms } => {
                put_sysex(into, sysex::SAMPLING_INTERVAL, |data| data.extend(split14(*interval_ms)));
            }
            Self::SamplingIntervalQuery => put_sysex(into, sysex::SAMPLING_INTERVAL_QUERY, |_| {}),
            Self::Sysex { id, data } => put_sysex(into, *id, |into| into.extend(data)),
        }
    }
}

fn i2c_action(flags: u8, rest: &[u8]) -> Option<I2cAction> {
    // The firmware tells a read with a register from one without by the length alone.
    let read = || {
        Some(match rest {
            [register_low, register_high, low, high] => {
                (Some(join14(*register_low, *register_high)), join14(*low, *high))
            }
            [low, high] => (None, join14(*low, *high)),
            _ => return None,
        })
    };
    Some(match (flags & I2C_ACTION) >> 3 {
        0 => I2cAction::Write(join_bytes(rest)?),
        1 => read().map(|(register, count)| I2cAction::Read { register, count })?,
        2 => read().map(|(register, count)| I2cAction::ReadContinuously { register, count })?,
        _ => I2cAction::StopReading,
    })
}

fn put_i2c_action(action: &I2cAction, flags: u8, data: &mut Vec<u8>) {
    let number = match action {
        I2cAction::Write(_) => 0,
        I2cAction::Read { .. } => 1,
        I2cAction::ReadContinuously { .. } => 2,
        I2cAction::StopReading => 3,
    };
    data.push(flags | (number << 3));
    match action {
        I2cAction::Write(bytes) => split_bytes(bytes, data),
        I2cAction::Read { register, count } | I2cAction::ReadContinuously { register, count } => {
            data.extend(register.iter().flat_map(|&register| split14(register)));
            data.extend(split14(*count));
        }
        I2cAction::StopReading => {}
    }
}
