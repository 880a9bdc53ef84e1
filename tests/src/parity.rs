//! Plays the same scenario on a simulated board and on real firmware, and compares the observations.
//!
//! A scenario is text, one action per line: `2100ms send F9` sends bytes from the host's end of the wire, `2100ms
//! A0 512` puts a level (0..=1023) on an analog pin, `2100ms D2 1` drives a digital pin from outside, `2100ms
//! reset` presses the button. Times are the board's, from power-on.

use std::collections::BTreeMap;
use std::fmt;

use digilab_devices::board::{BoardState, PinMode};
use digilab_devices::sim::SimulatedBoard;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::uart_line::UartLine;
use digilab_devices::sim::uno::SimulatedUno;

/// An action on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The host sends bytes.
    Send(Vec<u8>),
    /// A level is put on an analog pin.
    Analog {
        /// The analog channel; A0 is 0.
        channel: u8,
        /// The level, 0..=1023.
        level: u16,
    },
    /// A pin is driven from outside.
    Digital {
        /// The pin, 0..=19.
        pin: u8,
        /// True for high.
        high: bool,
    },
    /// The reset button is pressed.
    Reset,
}

/// Actions with their times in microseconds, sorted by time.
pub type Scenario = Vec<(u64, Action)>;

/// Parses a scenario.
///
/// # Errors
/// The invalid line.
pub fn scenario(text: &str) -> Result<Scenario, String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| action(line).ok_or(line.to_owned()))
        .collect()
}

fn action(line: &str) -> Option<(u64, Action)> {
    let mut words = line.split_whitespace();
    let at_us = words.next()?.strip_suffix("ms")?.parse::<u64>().ok()? * 1000;
    let name = words.next()?;
    let action = match name {
        "send" => Action::Send(words.map(|byte| u8::from_str_radix(byte, 16).ok()).collect::<Option<_>>()?),
        "reset" => Action::Reset,
        _ => {
            let value = words.next()?.parse().ok()?;
            match name.split_at_checked(1)? {
                ("A", channel) => Action::Analog { channel: channel.parse().ok()?, level: value },
                ("D", pin) => Action::Digital { pin: pin.parse().ok()?, high: value != 0 },
                _ => return None,
            }
        }
    };
    Some((at_us, action))
}

/// The place of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The host's end of the wire.
    Wire,
    /// A pin.
    Pin(u8),
}

/// An observation at a place, valid from its time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// A byte for the host; the time is when it is through the wire.
    Byte(u8),
    /// The board does not drive the pin (a resistor may pull it up).
    Input,
    /// The board drives the pin.
    Level(bool),
    /// The duty of a pulse-width signal, 1..=254.
    Duty(u8),
    /// A servo's pulses, as the angle in degrees they mean.
    Angle(u16),
}

/// All observations, by place, with the time in microseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sightings(pub BTreeMap<Channel, Vec<(u64, Sight)>>);

impl Sightings {
    /// Notes an observation, unless it equals the previous one. A pin starts as the firmware sets it up: an output
    /// at low, or an input if it is an analog one.
    pub fn note(&mut self, channel: Channel, at_us: u64, sight: Sight) {
        let seen = self.0.entry(channel).or_default();
        let before = seen.last().map(|(_, sight)| *sight).or(match channel {
            Channel::Wire => None,
            Channel::Pin(14..) => Some(Sight::Input),
            Channel::Pin(_) => Some(Sight::Level(false)),
        });
        if channel == Channel::Wire || before != Some(sight) {
            seen.push((at_us, sight));
        }
    }

    /// Notes the state of all pins of a simulated Uno from `at_us` on.
    pub fn note_uno(&mut self, at_us: u64, seen: &BoardState) {
        for pin in 2..20 {
            let sight = match seen.pins.get(&pin) {
                None if pin < 14 => Sight::Level(false),
                None => Sight::Input,
                Some(state) => match (state.mode, state.value) {
                    (PinMode::Output, value) => Sight::Level(value != 0),
                    (PinMode::Pwm, 0) => Sight::Level(false),
                    (PinMode::Pwm, 255) => Sight::Level(true),
                    (PinMode::Pwm, duty) => Sight::Duty(duty as u8),
                    (PinMode::Servo, angle) => Sight::Angle(angle),
                    _ => Sight::Input,
                },
            };
            self.note(Channel::Pin(pin), at_us, sight);
        }
    }
}

/// The maximum distance between two boards.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// Tolerance for bytes and pins, in microseconds.
    pub time_us: u64,
    /// Tolerance for servos, in microseconds: an angle is known only when the next pulse is over.
    pub servo_time_us: u64,
    /// Tolerance for angles, in degrees: pulses are made of 4 µs steps and interrupts.
    pub angle_deg: u16,
}

/// The greatest distances found between two boards with the same observations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distance {
    /// Between bytes, in microseconds.
    pub wire_us: u64,
    /// Between edges and duties, in microseconds.
    pub pin_us: u64,
}

/// Compares the observations of two boards, place by place.
///
/// # Errors
/// The first difference, in words for the reader of the failed test.
pub fn compare(simulated: &Sightings, real: &Sightings, tolerance: Tolerance) -> Result<Distance, String> {
    let mut distance = Distance::default();
    let channels: std::collections::BTreeSet<_> = simulated.0.keys().chain(real.0.keys()).collect();
    for channel in channels {
        let empty = Vec::new();
        let (ours, theirs) =
            (simulated.0.get(channel).unwrap_or(&empty), real.0.get(channel).unwrap_or(&empty));
        for at in 0..ours.len().max(theirs.len()) {
            let (Some(our), Some(their)) = (ours.get(at), theirs.get(at)) else {
                return Err(difference(*channel, at, ours, theirs));
            };
            let apart_us = our.0.abs_diff(their.0);
            let (same, allowed_us) = match (our.1, their.1) {
                (Sight::Angle(our), Sight::Angle(their)) => {
                    (our.abs_diff(their) <= tolerance.angle_deg, tolerance.servo_time_us)
                }
                (our, their) => (our == their, tolerance.time_us),
            };
            if !same || apart_us > allowed_us {
                return Err(difference(*channel, at, ours, theirs));
            }
            match (channel, our.1) {
                (Channel::Wire, _) => distance.wire_us = distance.wire_us.max(apart_us),
                (Channel::Pin(_), Sight::Angle(_)) => {}
                (Channel::Pin(_), _) => distance.pin_us = distance.pin_us.max(apart_us),
            }
        }
    }
    Ok(distance)
}

fn difference(channel: Channel, at: usize, ours: &[(u64, Sight)], theirs: &[(u64, Sight)]) -> String {
    let around = |seen: &[(u64, Sight)]| {
        let from = at.saturating_sub(4);
        let shown = seen.iter().skip(from).take(12).map(|(at_us, sight)| format!("{at_us} {sight}"));
        format!("{} in all, from number {from}: {}", seen.len(), shown.collect::<Vec<_>>().join(", "))
    };
    format!("{channel:?}, number {at}\n  simulated: {}\n  real:      {}", around(ours), around(theirs))
}

impl fmt::Display for Sight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(byte) => write!(f, "{byte:02X}"),
            Self::Input => f.write_str("input"),
            Self::Level(high) => f.write_str(if *high { "high" } else { "low" }),
            Self::Duty(duty) => write!(f, "duty {duty}"),
            Self::Angle(angle) => write!(f, "{angle} deg"),
        }
    }
}

/// Plays a scenario on the simulated Uno and returns the observations up to `until_us`.
///
/// # Errors
/// An input that the board refuses.
pub fn on_simulated_uno(scenario: &[(u64, Action)], until_us: u64) -> Result<Sightings, String> {
    let mut bench = SimulatedBench {
        board: SimulatedUno::new(),
        to_board: UartLine::new(SimulatedUno::new().baud()),
        to_host: UartLine::new(SimulatedUno::new().baud()),
        sightings: Sightings::default(),
    };
    for (at_us, action) in scenario {
        bench.run(*at_us);
        match action {
            Action::Send(bytes) => {
                for byte in bytes {
                    bench.to_board.push(*at_us, Some(*byte), 0);
                }
            }
            Action::Analog { channel, level } => bench.level(*at_us, 14 + channel, *level)?,
            Action::Digital { pin, high } => bench.level(*at_us, *pin, if *high { 1023 } else { 0 })?,
            Action::Reset => {
                bench.to_board.cut(*at_us);
                bench.board.reset(*at_us);
            }
        }
        bench.look(*at_us);
    }
    bench.run(until_us);
    while let Some((at_us, byte)) = bench.to_host.pop_arrived(u64::MAX) {
        bench.sightings.note(Channel::Wire, at_us, Sight::Byte(byte));
    }
    Ok(bench.sightings)
}

struct SimulatedBench {
    board: SimulatedUno,
    to_board: UartLine,
    to_host: UartLine,
    sightings: Sightings,
}

impl SimulatedBench {
    fn run(&mut self, until_us: u64) {
        loop {
            let wake_us = self.board.next_wake_us().unwrap_or(u64::MAX);
            let byte_us = self.to_board.next_arrival_us().unwrap_or(u64::MAX);
            let now_us = wake_us.min(byte_us);
            if now_us > until_us {
                return;
            }
            self.board.advance(now_us);
            if let Some((at_us, byte)) = self.to_board.pop_arrived(now_us) {
                self.board.receive(at_us, byte);
            }
            self.look(now_us);
        }
    }

    fn level(&mut self, at_us: u64, pin: u8, level: u16) -> Result<(), String> {
        self.board.input(at_us, &PhysicalInput::PinLevel { pin, level }).map_err(|error| error.to_string())
    }

    fn look(&mut self, now_us: u64) {
        let mut output = Vec::new();
        self.board.take_output(&mut output);
        for byte in output {
            self.to_host.push(now_us, Some(byte), 0);
        }
        self.sightings.note_uno(now_us, self.board.seen());
    }
}
