//! Identifies the board on a port, sans-IO.
//!
//! Makes up to three attempts, each at its own speed and with its own time limit:
//!
//! 1. 57600: Firmata, which reports itself after a reset and when queried;
//! 2. 115200: MicroPython's prompt, whose banner names the board;
//! 3. 9600: only listening, as most Arduino examples print at that speed.
//!
//! In each attempt, text that arrives is an answer too: a board that prints. Querying MicroPython interrupts the
//! program that runs on the board (Ctrl-C); afterwards the board starts it again (Ctrl-D).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::attempt::Attempt;
use crate::board::{BoardKind, BoardProfile};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{BoardMessage, Decoder};
use crate::text::{LineAssembler, looks_damaged};

/// The firmware that runs on a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "firmware", rename_all = "kebab-case")]
pub enum Firmware {
    /// A sketch that speaks Firmata.
    Firmata {
        /// Protocol version, major and minor.
        protocol: (u8, u8),
        /// The sketch's name, for example `StandardFirmata.ino`; empty if it did not arrive in time.
        name: String,
    },
    /// MicroPython.
    MicroPython {
        /// Its version: `1.9.2-34-gd64154c73`, `1.26.0`.
        version: String,
        /// The machine it reports: `micro:bit v1.0.1 with nRF51822`.
        machine: String,
    },
    /// A program that prints.
    Text {
        /// A line it printed.
        line: String,
    },
}

impl Firmware {
    /// Returns the id used in errors and in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Firmata { .. } => "firmata",
            Self::MicroPython { .. } => "micropython",
            Self::Text { .. } => "text",
        }
    }

    /// Returns the version of the protocol, or of MicroPython; `None` for a program that prints.
    pub fn version(&self) -> Option<String> {
        match self {
            Self::Firmata { protocol: (major, minor), .. } => Some(format!("{major}.{minor}")),
            Self::MicroPython { version, .. } => Some(version.clone()),
            Self::Text { .. } => None,
        }
    }

    /// Returns the name of the sketch, or of the machine that runs MicroPython; `None` if it is not known.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Firmata { name, .. } => Some(name.as_str()).filter(|name| !name.is_empty()),
            Self::MicroPython { machine, .. } => Some(machine.as_str()).filter(|name| !name.is_empty()),
            Self::Text { .. } => None,
        }
    }
}

/// A board that was identified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBoard {
    /// The driver it needs.
    pub kind: BoardKind,
    /// The firmware that runs on it.
    pub firmware: Firmware,
    /// The speed it talks at, in baud.
    pub baud: u32,
}

impl FoundBoard {
    /// Returns the Fluent message that describes the firmware found, and its values.
    pub fn text(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let version = || ("version", self.firmware.version().unwrap_or_default());
        match &self.firmware {
            Firmware::Firmata { name, .. } => {
                let id = if name.is_empty() { "boards-firmata-nameless" } else { "boards-firmata" };
                (id, vec![version(), ("name", name.clone())])
            }
            Firmware::MicroPython { machine, .. } => {
                ("boards-micropython", vec![version(), ("machine", machine.clone())])
            }
            Firmware::Text { line } => {
                ("boards-text", vec![("baud", self.baud.to_string()), ("line", line.clone())])
            }
        }
    }
}

/// The board that the caller expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Any board.
    Anything,
    /// Any board, but try this likely one first.
    Likely(BoardKind),
    /// Only this board; any other gives `other-firmware`. Either version of the micro:bit is accepted for the
    /// other.
    Only(BoardKind),
}

impl Expected {
    fn kind(self) -> Option<BoardKind> {
        match self {
            Self::Anything => None,
            Self::Likely(kind) | Self::Only(kind) => Some(kind),
        }
    }
}

/// The next action for the owner of the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetectorStep {
    /// Open the port at this speed (closing it first if it is open), then call [`BoardDetector::opened`].
    Open(u32),
    /// Transfer bytes both ways.
    Talk,
    /// The result; close the port.
    Finished(Result<FoundBoard, DeviceError>),
}

/// Attempts if no board is likely, in order.
const ATTEMPTS: [Attempt; 3] = [Attempt::Firmata, Attempt::MicroPython, Attempt::Listen];
/// Bytes kept of an attempt for judging it.
const JUDGED: usize = 4_096;
/// Lines required before text counts in the first two attempts; the first line may be cut.
const LINES_TO_BELIEVE: usize = 2;
/// Characters of an unknown answer quoted in an error.
const EXCERPT: usize = 40;
/// Start of MicroPython's banner.
const BANNER: &str = "MicroPython v";

/// A detection on one port. Drive it by [`step`](Self::step).
#[derive(Debug)]
pub struct BoardDetector {
    expected: Expected,
    attempts: VecDeque<Attempt>,
    talk: Option<Talk>,
    tried: Vec<String>,
    /// Bytes arrived that are not text.
    heard_damage: bool,
    /// Text arrived that was not an answer.
    heard_text: Option<String>,
    result: Option<Result<FoundBoard, DeviceError>>,
}

/// One attempt under way.
#[derive(Debug)]
struct Talk {
    attempt: Attempt,
    opened_us: u64,
    script: VecDeque<(u64, Vec<u8>)>,
    decoder: Decoder<BoardMessage>,
    protocol: Option<(u8, u8)>,
    received: Vec<u8>,
    lines: LineAssembler,
    complete_lines: Vec<String>,
    /// Bytes to send last, which leave the board as it was found.
    goodbye: Option<Vec<u8>>,
    found: Option<FoundBoard>,
}

impl BoardDetector {
    /// Creates a detection. The first step is to open the port.
    pub fn new(expected: Expected) -> Self {
        let attempts = expected.kind().map_or(ATTEMPTS, |kind| BoardProfile::of(kind).attempts);
        Self {
            expected,
            attempts: attempts.into(),
            talk: None,
            tried: Vec::new(),
            heard_damage: false,
            heard_text: None,
            result: None,
        }
    }

    /// Returns the next action.
    pub fn step(&self) -> DetectorStep {
        match (&self.result, &self.talk, self.attempts.front()) {
            (Some(result), _, _) => DetectorStep::Finished(result.clone()),
            (None, Some(_), _) => DetectorStep::Talk,
            (None, None, Some(attempt)) => DetectorStep::Open(attempt.baud()),
            (None, None, None) => DetectorStep::Finished(self.nothing_found()),
        }
    }

    /// Reports that the port is open.
    pub fn opened(&mut self, now_us: u64) {
        if let Some(attempt) = self.attempts.pop_front() {
            self.tried.push(attempt.baud().to_string());
            self.talk = Some(Talk::new(attempt, now_us));
        }
    }

    /// Reports that the port failed; that is the result, unless a board was found before.
    pub fn failed(&mut self, error: DeviceError) {
        let found = self.talk.take().and_then(|talk| talk.found);
        self.result = Some(found.map_or(Err(error), |found| self.judge(found)));
    }

    /// Takes the bytes that arrived; call it without bytes too when time has passed.
    pub fn push(&mut self, now_us: u64, bytes: &[u8]) {
        let Some(talk) = &mut self.talk else { return };
        talk.push(bytes);
        let over = now_us >= talk.deadline_us();
        if over {
            talk.last_look();
        }
        if talk.goodbye.is_some() && !over {
            return;
        }
        if let Some(found) = talk.found.take() {
            self.result = Some(self.judge(found));
            self.talk = None;
        } else if over {
            match talk.excerpt() {
                Some(text) => self.heard_text = Some(text),
                None => self.heard_damage |= talk.received.iter().any(|byte| *byte != 0),
            }
            self.talk = None;
        }
    }

    /// Appends the bytes to send now.
    pub fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        let Some(talk) = &mut self.talk else { return };
        if let Some(goodbye) = talk.goodbye.take() {
            into.extend(goodbye);
            return;
        }
        while let Some((at_us, bytes)) = talk.script.front()
            && talk.found.is_none()
            && now_us.saturating_sub(talk.opened_us) >= *at_us
        {
            into.extend_from_slice(bytes);
            talk.script.pop_front();
        }
    }

    /// Time of the next call of [`push`](Self::push) and [`take_output`](Self::take_output), at the latest.
    pub fn next_wake_us(&self) -> Option<u64> {
        let talk = self.talk.as_ref()?;
        if talk.goodbye.is_some() || talk.found.is_some() {
            return Some(talk.opened_us);
        }
        let say_us = talk.script.front().map(|(at_us, _)| talk.opened_us.saturating_add(*at_us));
        Some(say_us.map_or(talk.deadline_us(), |at_us| at_us.min(talk.deadline_us())))
    }

    /// Returns `found` if it matches the expectation, and the error `other-firmware` otherwise.
    fn judge(&self, found: FoundBoard) -> Result<FoundBoard, DeviceError> {
        match self.expected {
            Expected::Only(expected) if expected.family() != found.kind.family() => {
                Err(DeviceError::new(DeviceErrorCode::OtherFirmware)
                    .with("expected", expected.id())
                    .with("found", found.firmware.id()))
            }
            _ => Ok(found),
        }
    }

    fn nothing_found(&self) -> Result<FoundBoard, DeviceError> {
        Err(match (&self.heard_text, self.heard_damage) {
            (Some(text), _) => DeviceError::new(DeviceErrorCode::OtherFirmware)
                .with("expected", self.expected.kind().map_or("any", BoardKind::id))
                .with("found", text),
            (None, true) => DeviceError::new(DeviceErrorCode::WrongBaud).with("baud", self.tried.join(", ")),
            (None, false) => DeviceError::new(DeviceErrorCode::NoAnswer),
        })
    }
}

impl Talk {
    fn new(attempt: Attempt, opened_us: u64) -> Self {
        Self {
            attempt,
            opened_us,
            script: attempt.script().into(),
            decoder: Decoder::new(),
            protocol: None,
            received: Vec::new(),
            lines: LineAssembler::new(),
            complete_lines: Vec::new(),
            goodbye: None,
            found: None,
        }
    }

    fn deadline_us(&self) -> u64 {
        self.opened_us.saturating_add(self.attempt.limit_us())
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.found.is_some() {
            return;
        }
        let room = JUDGED.saturating_sub(self.received.len());
        self.received.extend(bytes.iter().take(room));
        if self.attempt == Attempt::Firmata {
            self.look_for_firmata(bytes);
        }
        let Self { lines, complete_lines, .. } = self;
        lines.push(bytes, |line| {
            if complete_lines.len() < 100 && !line.trim().is_empty() {
                complete_lines.push(line);
            }
        });
        self.look_for_banner();
        if self.attempt == Attempt::Listen {
            self.look_for_text(LINES_TO_BELIEVE);
        }
    }

    fn look_for_firmata(&mut self, bytes: &[u8]) {
        self.decoder.push(bytes);
        while let Some(message) = self.decoder.next_message() {
            match message {
                BoardMessage::Version { major, minor } => self.protocol = Some((major, minor)),
                // Even half a sketch name, as after a reset in mid-answer, proves that it is Firmata.
                BoardMessage::Firmware { major, minor, name } => {
                    self.conclude(
                        BoardKind::Arduino,
                        Firmware::Firmata { protocol: self.protocol.unwrap_or((major, minor)), name },
                    );
                }
                _ => {}
            }
        }
    }

    fn look_for_banner(&mut self) {
        let banner = self.complete_lines.iter().find_map(|line| line.split_once(BANNER));
        let Some((_, rest)) = banner else { return };
        let (version, rest) = rest.split_once([' ', ';']).unwrap_or((rest, ""));
        let machine = rest.split_once("; ").map_or(rest, |(_, machine)| machine).trim();
        let kind = if machine.contains("nRF51") { BoardKind::MicrobitV1 } else { BoardKind::MicrobitV2 };
        let firmware = Firmware::MicroPython { version: version.to_owned(), machine: machine.to_owned() };
        if self.attempt == Attempt::MicroPython {
            self.goodbye = Some(vec![0x04]);
        }
        self.conclude(kind, firmware);
    }

    /// Accepts the bytes so far as a printing board if they are text of at least `lines` lines. Lines that answer
    /// the bytes sent (a prompt, an error about them) do not count.
    fn look_for_text(&mut self, lines: usize) {
        if self.found.is_some() || !is_legible(&self.received) {
            return;
        }
        if let Some(line) = self.complete_lines.last().filter(|_| self.complete_lines.len() >= lines) {
            let line = line.clone();
            self.conclude(BoardKind::Text, Firmware::Text { line });
        }
    }

    /// Concludes what it can when the time limit has passed.
    fn last_look(&mut self) {
        if let (None, Some(protocol)) = (&self.found, self.protocol)
            && !self.decoder_saw_mostly_damage()
        {
            self.conclude(BoardKind::Arduino, Firmware::Firmata { protocol, name: String::new() });
        }
        let lines = if self.attempt == Attempt::Listen { 1 } else { LINES_TO_BELIEVE };
        self.look_for_text(lines);
    }

    /// True if more than six stray bytes or broken messages came. Noise contains a version message now and then:
    /// three bytes, only one of them fixed.
    fn decoder_saw_mostly_damage(&self) -> bool {
        let damage = self.decoder.damage();
        damage.stray_bytes + damage.broken_messages > 6
    }

    /// Returns the start of the received bytes, if all of them are text and contain a word.
    fn excerpt(&self) -> Option<String> {
        let text = std::str::from_utf8(&self.received).ok()?;
        let visible: String = text.chars().filter(|c| !c.is_control()).take(EXCERPT).collect();
        let is_text = text.chars().filter(is_odd).count() == 0 && visible.trim().chars().count() >= 3;
        is_text.then(|| visible.trim().to_owned())
    }

    fn conclude(&mut self, kind: BoardKind, firmware: Firmware) {
        self.found.get_or_insert(FoundBoard { kind, firmware, baud: self.attempt.baud() });
    }
}

/// True if the bytes are text, also when they are too few for [`looks_damaged`].
fn is_legible(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    // The first bytes after opening may be the end of a character, or the line settling.
    !looks_damaged(bytes) && text.chars().filter(is_odd).count() <= 2 + bytes.len() / 20
}

fn is_odd(c: &char) -> bool {
    *c == char::REPLACEMENT_CHARACTER || (c.is_control() && !"\r\n\t\0\u{1b}".contains(*c))
}

#[cfg(test)]
#[path = "board_detector_tests.rs"]
mod tests;
