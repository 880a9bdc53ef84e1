//! Messages from the board to the host.

use super::mode::Mode;
use super::wire::{
    self, Message, join_bytes, join_number, join14, put_sysex, split_bytes, split_number, split14, sysex,
};

/// A message from the board to the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardMessage {
    /// The voltage on an analog channel (`E0`).
    Analog {
        /// The analog channel (A0 is 0), 0..=15.
        channel: u8,
        /// 14 bits; 0..=1023 from an Uno.
        value: u16,
    },
    /// The levels of a port's eight pins (`90`). Pins that are not inputs read 0.
    DigitalPort {
        /// The port: pins `8 * port` to `8 * port + 7`; 0..=15.
        port: u8,
        /// Bit 0 is the port's lowest pin.
        levels: u8,
    },
    /// The protocol version (`F9`): sent after a reset and on request.
    Version {
        /// Major version; 2 in all firmware in use.
        major: u8,
        /// Minor version, 0..=127.
        minor: u8,
    },
    /// The analog channel of each pin, if it has one; one entry per pin (`6A`).
    AnalogMapping(Vec<Option<u8>>),
    /// The modes each pin can have, one list per pin; an empty list is a pin the firmware keeps for itself (`6C`).
    Capabilities(Vec<Vec<Capability>>),
    /// The mode and state of a pin (`6E`).
    PinState {
        /// The queried pin.
        pin: u8,
        /// Its state; `None` if the board has no such pin.
        now: Option<PinNow>,
    },
    /// As [`Analog`](Self::Analog), for channels above 15 (`6F`).
    ExtendedAnalog {
        /// The analog channel.
        channel: u8,
        /// The value, up to 32 bits.
        value: u32,
    },
    /// A text, mostly an error reported by the firmware (`71`).
    String(String),
    /// The answer of an I2C device (`77`).
    I2cReply {
        /// The device's address.
        address: u16,
        /// The register that was read, or 0.
        register: u16,
        /// The bytes the device sent.
        data: Vec<u8>,
    },
    /// The firmware's version and its sketch's name (`79`): sent after a reset and on request.
    Firmware {
        /// Major version, 0..=127.
        major: u8,
        /// Minor version, 0..=127.
        minor: u8,
        /// The sketch's name, for example `StandardFirmata.ino`.
        name: String,
    },
    /// The sampling interval, on request (`7A`, protocol 2.8).
    SamplingInterval {
        /// Milliseconds, 14 bits.
        interval_ms: u16,
    },
    /// A sysex with an id that is none of the above.
    Sysex {
        /// The sysex id, 0..=127.
        id: u8,
        /// The data as on the wire, 7 bits per byte.
        data: Vec<u8>,
    },
}

/// A mode a pin can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capability {
    /// The mode.
    pub mode: Mode,
    /// Bits of resolution (10 for an Uno's analog inputs, 8 for PWM), 0..=127.
    pub resolution: u8,
}

/// The state of a pin as the board reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinNow {
    /// The pin's mode.
    pub mode: Mode,
    /// The value last written to the pin; for an input, 1 if the pull-up is on. Not the value the pin reads.
    pub state: u32,
}

/// Ends a pin's list of modes in a capability response, and marks a pin without an analog channel.
const NONE: u8 = 0x7F;

impl Message for BoardMessage {
    #[inline]
    fn data_len(command: u8) -> Option<usize> {
        match wire::command_of(command) {
            wire::ANALOG | wire::DIGITAL | wire::VERSION => Some(2),
            _ => None,
        }
    }

    #[inline]
    fn from_short(command: u8, [first, second]: [u8; 2]) -> Option<Self> {
        let channel = command & 0x0F;
        Some(match wire::command_of(command) {
            wire::ANALOG => Self::Analog { channel, value: join14(first, second) },
            wire::DIGITAL => Self::DigitalPort { port: channel, levels: first | (second << 7) },
            wire::VERSION => Self::Version { major: first, minor: second },
            _ => return None,
        })
    }

    fn from_sysex(id: u8, data: &[u8]) -> Option<Self> {
        Some(match (id, data) {
            (sysex::ANALOG_MAPPING_RESPONSE, channels) => Self::AnalogMapping(
                channels.iter().map(|&channel| (channel != NONE).then_some(channel)).collect(),
            ),
            (sysex::CAPABILITY_RESPONSE, pins) => Self::Capabilities(capabilities(pins)?),
            (sysex::PIN_STATE_RESPONSE, [pin]) => Self::PinState { pin: *pin, now: None },
            (sysex::PIN_STATE_RESPONSE, [pin, mode, state @ ..]) => Self::PinState {
                pin: *pin,
                now: Some(PinNow { mode: Mode(*mode), state: join_number(state)? }),
            },
            (sysex::EXTENDED_ANALOG, [channel, value @ ..]) => {
                Self::ExtendedAnalog { channel: *channel, value: join_number(value)? }
            }
            (sysex::STRING, text) => Self::String(wire::join_text(text)?),
            (sysex::I2C_REPLY, [address_low, address_high, register_low, register_high, data @ ..]) => {
                Self::I2cReply {
                    address: join14(*address_low, *address_high),
                    register: join14(*register_low, *register_high),
                    data: join_bytes(data)?,
                }
            }
            (sysex::FIRMWARE, [major, minor, name @ ..]) => {
                Self::Firmware { major: *major, minor: *minor, name: wire::join_text(name)? }
            }
            (sysex::SAMPLING_INTERVAL, [low, high]) => {
                Self::SamplingInterval { interval_ms: join14(*low, *high) }
            }
            (
                sysex::PIN_STATE_RESPONSE
                | sysex::EXTENDED_ANALOG
                | sysex::I2C_REPLY
                | sysex::FIRMWARE
                | sysex::SAMPLING_INTERVAL,
                _,
            ) => return None,
            (id, data) => Self::Sysex { id, data: data.to_vec() },
        })
    }

    fn encode(&self, into: &mut Vec<u8>) {
        match self {
            Self::Analog { channel, value } => {
                let [low, high] = split14(*value);
                into.extend([wire::ANALOG | (channel & 0x0F), low, high]);
            }
            Self::DigitalPort { port, levels } => {
                into.extend([wire::DIGITAL | (port & 0x0F), levels & 0x7F, levels >> 7]);
            }
            Self::Version { major, minor } => into.extend([wire::VERSION, major & 0x7F, minor & 0x7F]),
            Self::AnalogMapping(channels) => put_sysex(into, sysex::ANALOG_MAPPING_RESPONSE, |data| {
                data.extend(channels.iter().map(|channel| channel.unwrap_or(NONE)));
            }),
            Self::Capabilities(pins) => put_sysex(into, sysex::CAPABILITY_RESPONSE, |data| {
                for pin in pins {
                    data.extend(pin.iter().flat_map(|can| [can.mode.0, can.resolution]));
                    data.push(NONE);
                }
            }),
            Self::PinState { pin, now } => put_sysex(into, sysex::PIN_STATE_RESPONSE, |data| {
                data.push(*pin);
                if let Some(now) = now {
                    data.push(now.mode.0);
                    split_number(now.state, 1, data);
                }
            }),
            Self::ExtendedAnalog { channel, value } => put_sysex(into, sysex::EXTENDED_ANALOG, |data| {
                data.push(*channel);
                split_number(*value, 2, data);
            }),
            Self::String(text) => {
                put_sysex(into, sysex::STRING, |data| split_bytes(text.as_bytes(), data));
            }
            Self::I2cReply { address, register, data } => put_sysex(into, sysex::I2C_REPLY, |into| {
                into.extend(split14(*address));
                into.extend(split14(*register));
                split_bytes(data, into);
            }),
            Self::Firmware { major, minor, name } => put_sysex(into, sysex::FIRMWARE, |data| {
                data.extend([*major, *minor]);
                split_bytes(name.as_bytes(), data);
            }),
            Self::SamplingInterval { interval_ms } => {
                put_sysex(into, sysex::SAMPLING_INTERVAL, |data| data.extend(split14(*interval_ms)));
            }
            Self::Sysex { id, data } => put_sysex(into, *id, |into| into.extend(data)),
        }
    }
}

/// Parses `mode resolution … 7F` for each pin; `None` if the list ends in the middle of a pin.
fn capabilities(mut data: &[u8]) -> Option<Vec<Vec<Capability>>> {
    let mut pins = Vec::new();
    let mut pin = Vec::new();
    loop {
        data = match data {
            [] => return pin.is_empty().then_some(pins),
            [NONE, rest @ ..] => {
                pins.push(std::mem::take(&mut pin));
                rest
            }
            [mode, resolution, rest @ ..] => {
                pin.push(Capability { mode: Mode(*mode), resolution: *resolution });
                rest
            }
            [_] => return None,
        };
    }
}
