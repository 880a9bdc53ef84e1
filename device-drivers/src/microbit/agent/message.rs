//! The lines of the agent protocol, both ways; `docs/agent-protocol.md` describes them.

use std::fmt;

use crate::board::{Leds, Pin};

/// Maximum bytes of a line to the board, line feed included: less than its receive buffer of 64.
pub const MAX_ORDER_BYTES: usize = 60;

/// Maximum characters of text in one [`Order::Begin`] or [`Order::Append`].
pub const MAX_TEXT_CHARS: usize = MAX_ORDER_BYTES - 3 - CHECKSUM_CHARS - 1;

/// Maximum bytes of a line from the board; a longer one is noise.
pub const MAX_BOARD_LINE_BYTES: usize = 400;

/// The protocol's version, as in the boot line.
pub const PROTOCOL_VERSION: u8 = 1;

/// Stands for a line end while a part of the agent travels in [`Order::Begin`] and [`Order::Append`].
pub const LINE_END_MARK: char = '|';

const CHECKSUM_CHARS: usize = 4;

/// The checksum of a line's body: `h = h * 31 + byte`, modulo 65536. Any single wrong byte changes it.
pub fn checksum(body: &[u8]) -> u16 {
    body.iter().fold(0, |h: u16, byte| h.wrapping_mul(31).wrapping_add(u16::from(*byte)))
}

/// The reason why a line was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineError {
    /// Too short, too long, or its checksum does not fit.
    Damaged,
    /// Intact, but not of this protocol.
    Unknown,
}

/// A slot that readings are reported in: one ASCII character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    /// Reports the sequence id of an [`Order::Scroll`] that has gone by.
    pub const SCROLL: Self = Self(b'<');
    /// Reports the sequence id of an [`Order::Play`] that has ended.
    pub const PLAY: Self = Self(b'>');

    const SENSORS: &'static [u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// Returns the slot of the `index`-th watched sensor; `None` if there are no more slots.
    pub fn sensor(index: usize) -> Option<Self> {
        Self::SENSORS.get(index).copied().map(Self)
    }

    fn from_byte(byte: u8) -> Option<Self> {
        let slot = Self(byte);
        (slot == Self::SCROLL || slot == Self::PLAY || Self::SENSORS.contains(&byte)).then_some(slot)
    }

    fn as_char(self) -> char {
        char::from(self.0)
    }
}

/// A kind of sensor, as the agent counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Probe {
    /// A pin's level.
    Digital(Pin),
    /// A pin's voltage.
    Analog(Pin),
    /// Touch on a pin.
    Touch(Pin),
    /// Button A (0) or B (1): presses since watched, times two, plus one while pressed.
    Button(u8),
    /// The logo, counted as a button.
    Logo,
    /// Acceleration: 0 is x, 1 is y, 2 is z.
    Acceleration(u8),
    /// Number of times a gesture was recognised: 0..=7 in the order of [`Gesture`](crate::command::Gesture).
    Gesture(u8),
    /// Temperature in degrees Celsius.
    Temperature,
    /// Light level, 0..=255.
    Light,
    /// Compass heading in degrees.
    Heading,
    /// Sound level, 0..=255.
    Sound,
}

impl Probe {
    fn parts(self) -> (char, u8) {
        match self {
            Self::Digital(pin) => ('d', pin),
            Self::Analog(pin) => ('a', pin),
            Self::Touch(pin) => ('t', pin),
            Self::Button(n) => ('b', n),
            Self::Logo => ('o', 0),
            Self::Acceleration(axis) => ('x', axis),
            Self::Gesture(n) => ('g', n),
            Self::Temperature => ('c', 0),
            Self::Light => ('l', 0),
            Self::Heading => ('h', 0),
            Self::Sound => ('s', 0),
        }
    }

    fn from_parts(kind: char, number: u8) -> Option<Self> {
        Some(match kind {
            'd' => Self::Digital(number),
            'a' => Self::Analog(number),
            't' => Self::Touch(number),
            'b' => Self::Button(number),
            'o' => Self::Logo,
            'x' => Self::Acceleration(number),
            'g' => Self::Gesture(number),
            'c' => Self::Temperature,
            'l' => Self::Light,
            'h' => Self::Heading,
            's' => Self::Sound,
            _ => return None,
        })
    }
}

/// An operation the host requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// No operation: a sign of life.
    Ping,
    /// Starts the long argument: printable ASCII, at most [`MAX_TEXT_CHARS`].
    Begin(String),
    /// Appends to the long argument.
    Append(String),
    /// Runs the long argument as Python.
    Run,
    /// Reports a sensor in a slot from now on.
    Watch(Slot, Probe),
    /// Stops watching this slot.
    Unwatch(Slot),
    /// Stops watching all slots.
    UnwatchAll,
    /// Reports every slot again.
    Refresh,
    /// Sets the interval between two looks at the sensors, in milliseconds.
    Interval(u16),
    /// Shows an image.
    Image(Leds),
    /// Sets one LED.
    Led {
        /// Column 0..=4.
        x: u8,
        /// Row 0..=4.
        y: u8,
        /// Brightness, 0..=9.
        brightness: u8,
    },
    /// Asks for the LED matrix.
    ReadLeds,
    /// Scrolls the long argument.
    Scroll {
        /// Milliseconds per step.
        delay_ms: u16,
        /// Number of times `delay_ms` passes until it has gone by.
        steps: u16,
    },
    /// Drives a pin.
    Digital {
        /// The pin.
        pin: Pin,
        /// True for high.
        high: bool,
    },
    /// Drives a pulse-width signal with a period of 20 ms.
    Pwm {
        /// The pin.
        pin: Pin,
        /// Duty, 0..=1023.
        duty: u16,
    },
    /// Makes a pin an input.
    Input {
        /// The pin.
        pin: Pin,
        /// Pulled up if true, down if false.
        pull_up: bool,
    },
    /// Reads a sensor once.
    Read(Probe),
    /// Sounds a tone.
    Tone {
        /// The pin.
        pin: Pin,
        /// Hertz.
        frequency_hz: u16,
        /// Milliseconds, or until [`Order::Quiet`].
        duration_ms: Option<u32>,
    },
    /// Ends a tone or a melody.
    Quiet(Pin),
    /// Plays the notes in the long argument.
    Play {
        /// The pin.
        pin: Pin,
        /// Total duration in milliseconds.
        duration_ms: u32,
    },
    /// Sets a pixel strip from the long argument.
    Pixels(Pin),
    /// Writes the long argument to an I2C device.
    WriteI2c(u8),
    /// Reads from an I2C device.
    ReadI2c {
        /// 7-bit address.
        address: u8,
        /// The register, if any.
        register: Option<u8>,
        /// Number of bytes.
        count: u8,
    },
}

impl fmt::Display for Order {
    /// Writes the operation and its arguments, as in a line's body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ping => f.write_str("?"),
            Self::Begin(text) => write!(f, "D{text}"),
            Self::Append(text) => write!(f, "A{text}"),
            Self::Run => f.write_str("E"),
            Self::Watch(slot, probe) => {
                let (kind, number) = probe.parts();
                write!(f, "W{}{kind}{number}", slot.as_char())
            }
            Self::Unwatch(slot) => write!(f, "U{}", slot.as_char()),
            Self::UnwatchAll => f.write_str("U"),
            Self::Refresh => f.write_str("F"),
            Self::Interval(ms) => write!(f, "I{ms}"),
            Self::Image(leds) => {
                f.write_str("L")?;
                for (y, row) in leds.iter().enumerate() {
                    f.write_str(if y > 0 { ":" } else { "" })?;
                    row.iter().try_for_each(|brightness| write!(f, "{}", brightness.min(&9)))?;
                }
                Ok(())
            }
            Self::Led { x, y, brightness } => write!(f, "p{x},{y},{brightness}"),
            Self::ReadLeds => f.write_str("G"),
            Self::Scroll { delay_ms, steps } => write!(f, "s{delay_ms},{steps}"),
            Self::Digital { pin, high } => write!(f, "w{pin},{}", u8::from(*high)),
            Self::Pwm { pin, duty } => write!(f, "a{pin},{duty}"),
            Self::Input { pin, pull_up } => write!(f, "i{pin},{}", u8::from(*pull_up)),
            Self::Read(probe) => {
                let (kind, number) = probe.parts();
                write!(f, "r{},{number}", u32::from(kind))
            }
            Self::Tone { pin, frequency_hz, duration_ms: Some(ms) } => {
                write!(f, "t{pin},{frequency_hz},{ms}")
            }
            Self::Tone { pin, frequency_hz, duration_ms: None } => write!(f, "t{pin},{frequency_hz},-1"),
            Self::Quiet(pin) => write!(f, "q{pin}"),
            Self::Play { pin, duration_ms } => write!(f, "m{pin},{duration_ms}"),
            Self::Pixels(pin) => write!(f, "x{pin}"),
            Self::WriteI2c(address) => write!(f, "o{address}"),
            Self::ReadI2c { address, register, count } => {
                write!(f, "j{address},{},{count}", register.map_or(-1, i16::from))
            }
        }
    }
}

impl Order {
    /// Encodes the line that requests this, with its sequence id, checksum and line feed.
    pub fn encode(&self, seq: u8) -> Vec<u8> {
        sealed(format!("{seq:02x}{self}"))
    }

    /// True if no other order may be in flight with it: because the board may miss bytes while it executes this
    /// one, or because all of the long argument must have arrived before.
    pub fn travels_alone(&self) -> bool {
        matches!(
            self,
            Self::Run
                | Self::Scroll { .. }
                | Self::Play { .. }
                | Self::Pixels(_)
                | Self::WriteI2c(_)
                | Self::ReadI2c { .. }
        )
    }

    /// Parses a line of the host, without its line feed: the sequence id and the order.
    ///
    /// # Errors
    /// [`LineError::Damaged`] if the checksum does not fit, [`LineError::Unknown`] if it is not an order.
    pub fn parse(line: &[u8]) -> Result<(u8, Self), LineError> {
        if line.len() >= MAX_ORDER_BYTES {
            return Err(LineError::Damaged);
        }
        let body = opened(line)?;
        let seq = body.get(..2).and_then(hex_byte).ok_or(LineError::Unknown)?;
        let order = body.get(2..).and_then(parse_order).ok_or(LineError::Unknown)?;
        Ok((seq, order))
    }
}

fn parse_order(body: &str) -> Option<Order> {
    let mut chars = body.chars();
    let operation = chars.next()?;
    let rest = chars.as_str();
    let order = match operation {
        'D' => Order::Begin(rest.to_owned()),
        'A' => Order::Append(rest.to_owned()),
        'W' => {
            let mut chars = rest.chars();
            let slot = Slot::from_byte(u8::try_from(chars.next()?).ok()?)?;
            let kind = chars.next()?;
            Order::Watch(slot, Probe::from_parts(kind, chars.as_str().parse().ok()?)?)
        }
        'U' if !rest.is_empty() => Order::Unwatch(only_slot(rest)?),
        'I' => Order::Interval(rest.parse().ok()?),
        'L' => Order::Image(parse_leds(&rest.split(':').collect::<String>())?),
        _ => return parse_numeric_order(operation, rest),
    };
    Some(order)
}

fn only_slot(text: &str) -> Option<Slot> {
    match text.as_bytes() {
        &[byte] => Slot::from_byte(byte),
        _ => None,
    }
}

fn parse_numeric_order(operation: char, rest: &str) -> Option<Order> {
    let numbers = if rest.is_empty() {
        Vec::new()
    } else {
        rest.split(',').map(|n| n.parse::<i64>().ok()).collect::<Option<Vec<_>>>()?
    };
    Some(match (operation, numbers.as_slice()) {
        ('?', []) => Order::Ping,
        ('E', []) => Order::Run,
        ('U', []) => Order::UnwatchAll,
        ('F', []) => Order::Refresh,
        ('G', []) => Order::ReadLeds,
        ('p', &[x, y, brightness]) => {
            Order::Led { x: small(x)?, y: small(y)?, brightness: small(brightness)? }
        }
        ('s', &[delay_ms, steps]) => Order::Scroll { delay_ms: small(delay_ms)?, steps: small(steps)? },
        ('w', &[pin, high]) => Order::Digital { pin: small(pin)?, high: high != 0 },
        ('a', &[pin, duty]) => Order::Pwm { pin: small(pin)?, duty: small(duty)? },
        ('i', &[pin, pull_up]) => Order::Input { pin: small(pin)?, pull_up: pull_up != 0 },
        ('r', &[kind, number]) => {
            Order::Read(Probe::from_parts(char::from(small::<u8>(kind)?), small(number)?)?)
        }
        ('t', &[pin, frequency_hz, duration_ms]) => Order::Tone {
            pin: small(pin)?,
            frequency_hz: small(frequency_hz)?,
            duration_ms: if duration_ms < 0 { None } else { Some(small(duration_ms)?) },
        },
        ('q', &[pin]) => Order::Quiet(small(pin)?),
        ('m', &[pin, duration_ms]) => Order::Play { pin: small(pin)?, duration_ms: small(duration_ms)? },
        ('x', &[pin]) => Order::Pixels(small(pin)?),
        ('o', &[address]) => Order::WriteI2c(small(address)?),
        ('j', &[address, register, count]) => Order::ReadI2c {
            address: small(address)?,
            register: if register < 0 { None } else { Some(small(register)?) },
            count: small(count)?,
        },
        _ => return None,
    })
}

fn small<T: TryFrom<i64>>(number: i64) -> Option<T> {
    T::try_from(number).ok()
}

/// The reason why the board refused an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Out of memory.
    Memory,
    /// The I2C device did not answer.
    Device,
    /// The operation's part is not loaded.
    Unknown,
    /// MicroPython does not allow it, for example for a pin that has another use.
    NotAllowed,
    /// Interrupted before it was done.
    Interrupted,
}

impl Refusal {
    fn as_char(self) -> char {
        match self {
            Self::Memory => 'm',
            Self::Device => 'o',
            Self::Unknown => 'u',
            Self::NotAllowed => 'v',
            Self::Interrupted => 'i',
        }
    }

    fn from_str(code: &str) -> Option<Self> {
        Some(match code {
            "m" => Self::Memory,
            "o" => Self::Device,
            "u" => Self::Unknown,
            "v" => Self::NotAllowed,
            "i" => Self::Interrupted,
            _ => return None,
        })
    }
}

/// One line from the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardLine {
    /// The agent has started.
    Boot {
        /// [`PROTOCOL_VERSION`] of the agent.
        protocol: u8,
        /// 1 or 2: micro:bit V1 or V2.
        version: u8,
        /// The sequence id it expects next.
        expected: u8,
        /// Free RAM in bytes.
        free_bytes: u32,
    },
    /// An order is done.
    Done {
        /// The sequence id of the order.
        seq: u8,
        /// The returned value, often empty.
        value: String,
    },
    /// An order was refused.
    Refused {
        /// The sequence id of the order.
        seq: u8,
        /// The reason.
        why: Refusal,
    },
    /// A line was damaged or out of order: the host sends again from this id.
    Again {
        /// The sequence id the board expects.
        expected: u8,
    },
    /// Values that changed.
    Report {
        /// Counts up by one from report to report, modulo 256.
        number: u8,
        /// Slots and their values.
        values: Vec<(Slot, i32)>,
    },
    /// A sign of life.
    Heartbeat {
        /// The number of the last report.
        reports: u8,
        /// Free RAM in bytes.
        free_bytes: u32,
    },
    /// A compass calibration begins.
    Calibrating,
}

impl fmt::Display for BoardLine {
    /// Writes the line's body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boot { protocol, version, expected, free_bytes } => {
                write!(f, "B{protocol},{version},{expected:02x},{free_bytes}")
            }
            Self::Done { seq, value } => write!(f, "K{seq:02x}{value}"),
            Self::Refused { seq, why } => write!(f, "E{seq:02x}{}", why.as_char()),
            Self::Again { expected } => write!(f, "N{expected:02x}"),
            Self::Report { number, values } => {
                write!(f, "R{number:02x}")?;
                values.iter().try_for_each(|(slot, value)| write!(f, ",{}{value}", slot.as_char()))
            }
            Self::Heartbeat { reports, free_bytes } => write!(f, "H{reports:02x},{free_bytes}"),
            Self::Calibrating => f.write_str("C"),
        }
    }
}

impl BoardLine {
    /// Encodes the line with its checksum and line feed.
    pub fn encode(&self) -> Vec<u8> {
        sealed(self.to_string())
    }

    /// Parses a line of the board, without its line feed.
    ///
    /// # Errors
    /// [`LineError::Damaged`] if the checksum does not fit, [`LineError::Unknown`] if it is of another protocol.
    pub fn parse(line: &[u8]) -> Result<Self, LineError> {
        if line.len() > MAX_BOARD_LINE_BYTES {
            return Err(LineError::Damaged);
        }
        parse_board_line(opened(line)?).ok_or(LineError::Unknown)
    }
}

fn parse_board_line(body: &str) -> Option<BoardLine> {
    let mut chars = body.chars();
    let kind = chars.next()?;
    let rest = chars.as_str();
    let id = || rest.get(..2).and_then(hex_byte);
    let after_id = rest.get(2..);
    Some(match kind {
        'B' => {
            let fields: Vec<&str> = rest.split(',').collect();
            let &[protocol, version, expected, free_bytes] = fields.as_slice() else { return None };
            BoardLine::Boot {
                protocol: protocol.parse().ok()?,
                version: version.parse().ok()?,
                expected: hex_byte(expected)?,
                free_bytes: free_bytes.parse().ok()?,
            }
        }
        'K' => BoardLine::Done { seq: id()?, value: after_id?.to_owned() },
        'E' => BoardLine::Refused { seq: id()?, why: Refusal::from_str(after_id?)? },
        'N' => BoardLine::Again { expected: hex_byte(rest)? },
        'R' => BoardLine::Report { number: id()?, values: parse_values(after_id?)? },
        'H' => {
            BoardLine::Heartbeat { reports: id()?, free_bytes: after_id?.strip_prefix(',')?.parse().ok()? }
        }
        'C' if rest.is_empty() => BoardLine::Calibrating,
        _ => return None,
    })
}

fn parse_values(fields: &str) -> Option<Vec<(Slot, i32)>> {
    fields
        .strip_prefix(',')?
        .split(',')
        .map(|field| {
            let (slot, value) = field.split_at_checked(1)?;
            Some((Slot::from_byte(*slot.as_bytes().first()?)?, value.parse().ok()?))
        })
        .collect()
}

/// Parses 25 digits as the LED matrix, row by row, as the board answers [`Order::ReadLeds`].
pub fn parse_leds(digits: &str) -> Option<Leds> {
    if digits.len() != 25 {
        return None;
    }
    let mut leds = Leds::default();
    for (cell, digit) in leds.iter_mut().flatten().zip(digits.chars()) {
        *cell = u8::try_from(digit.to_digit(10)?).ok()?;
    }
    Some(leds)
}

/// Parses pairs of hex digits, as the board answers [`Order::ReadI2c`].
pub fn parse_hex(digits: &str) -> Option<Vec<u8>> {
    digits.as_bytes().chunks(2).map(|pair| hex_byte(std::str::from_utf8(pair).ok()?)).collect()
}

fn hex_byte(digits: &str) -> Option<u8> {
    if digits.len() != 2 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u8::from_str_radix(digits, 16).ok()
}

fn sealed(body: String) -> Vec<u8> {
    let checksum = checksum(body.as_bytes());
    format!("{body}{checksum:04x}\n").into_bytes()
}

fn opened(line: &[u8]) -> Result<&str, LineError> {
    let body_bytes = line.len().checked_sub(CHECKSUM_CHARS).ok_or(LineError::Damaged)?;
    let (body, sum) = line.split_at(body_bytes);
    let sound = format!("{:04x}", checksum(body)).as_bytes() == sum
        && body.iter().all(|byte| (b' '..=b'~').contains(byte));
    if !sound || body.is_empty() {
        return Err(LineError::Damaged);
    }
    std::str::from_utf8(body).map_err(|_| LineError::Damaged)
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
