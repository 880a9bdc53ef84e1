//! Asking a port what is there, sans-IO.
//!
//! Up to three attempts, each at its own speed and with its own time limit:
//!
//! 1. 57600: Firmata, which reports itself after a reset and when asked;
//! 2. 115200: MicroPython's prompt, whose banner names the board;
//! 3. 9600: just listening, as most Arduino examples print at that speed.
//!
//! During each, text that arrives is an answer too: a board that prints. Asking for MicroPython ends a
//! program that runs on the board (Ctrl-C); afterwards the board starts it again (Ctrl-D).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::attempt::Attempt;
use crate::board::{BoardKind, BoardProfile};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{BoardMessage, Decoder};
use crate::text::{LineAssembler, looks_damaged};

/// What runs on a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "firmware", rename_all = "kebab-case")]
pub enum Firmware {
    /// A sketch that speaks Firmata.
    Firmata {
        /// Version of the protocol, major and minor.
        protocol: (u8, u8),
        /// The sketch's name, `StandardFirmata.ino` say; empty if it did not tell in time.
        name: String,
    },
    /// MicroPython.
    MicroPython {
        /// Its version: `1.9.2-34-gd64154c73`, `1.26.0`.
        version: String,
        /// What it says it runs on: `micro:bit v1.0.1 with nRF51822`.
        machine: String,
    },
    /// A program that prints.
    Text {
        /// A line of what it printed.
        line: String,
    },
}

impl Firmware {
    /// The id used in errors and in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Firmata { .. } => "firmata",
            Self::MicroPython { .. } => "micropython",
            Self::Text { .. } => "text",
        }
    }

    /// Its version, where it tells one: that of the protocol, or of MicroPython.
    pub fn version(&self) -> Option<String> {
        match self {
            Self::Firmata { protocol: (major, minor), .. } => Some(format!("{major}.{minor}")),
            Self::MicroPython { version, .. } => Some(version.clone()),
            Self::Text { .. } => None,
        }
    }

    /// What it calls itself, or the board it runs on.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Firmata { name, .. } => Some(name.as_str()).filter(|name| !name.is_empty()),
            Self::MicroPython { machine, .. } => Some(machine.as_str()).filter(|name| !name.is_empty()),
            Self::Text { .. } => None,
        }
    }
}

/// What answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBoard {
    /// The driver it needs.
    pub kind: BoardKind,
    /// What runs on it.
    pub firmware: Firmware,
    /// The speed it talks at.
    pub baud: u32,
}

impl FoundBoard {
    /// The Fluent message that says what answered, and its values.
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

/// What is expected on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there.
    Anything,
    /// Whatever is there, but this is likely: ask for it first.
    Likely(BoardKind),
    /// This; anything else is `other-firmware`. Either version of the micro:bit will do for the other.
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

/// What the detector wants from whoever owns the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetectorStep {
    /// Open the port at this speed (close it before, if it is open), then call [`BoardDetector::opened`].
    Open(u32),
    /// Pass bytes both ways.
    Talk,
    /// Over: close the port.
    Finished(Result<FoundBoard, DeviceError>),
}

/// What is tried, in this order, where nobody knows what is likely.
const ATTEMPTS: [Attempt; 3] = [Attempt::Firmata, Attempt::MicroPython, Attempt::Listen];
/// Bytes of an attempt that are kept to be judged.
const JUDGED: usize = 4_096;
/// Lines that must have come before text is believed in the first two attempts; the first line may be cut.
const LINES_TO_BELIEVE: usize = 2;
/// Characters of an unknown answer that an error mentions.
const EXCERPT: usize = 40;
/// The banner's beginning.
const BANNER: &str = "MicroPython v";

/// A conversation with a port. Drive it by [`step`](Self::step).
#[derive(Debug)]
pub struct BoardDetector {
    expected: Expected,
    attempts: VecDeque<Attempt>,
    talk: Option<Talk>,
    tried: Vec<String>,
    /// Bytes came that are no text.
    heard_damage: bool,
    /// Text came that was no answer.
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
    /// Said last: the board is left as it was found.
    goodbye: Option<Vec<u8>>,
    found: Option<FoundBoard>,
}

impl BoardDetector {
    /// Begins to ask. The first step is to open the port.
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

    /// What to do now.
    pub fn step(&self) -> DetectorStep {
        match (&self.result, &self.talk, self.attempts.front()) {
            (Some(result), _, _) => DetectorStep::Finished(result.clone()),
            (None, Some(_), _) => DetectorStep::Talk,
            (None, None, Some(attempt)) => DetectorStep::Open(attempt.baud()),
            (None, None, None) => DetectorStep::Finished(self.nothing_found()),
        }
    }

    /// The port is open.
    pub fn opened(&mut self, now_us: u64) {
        if let Some(attempt) = self.attempts.pop_front() {
            self.tried.push(attempt.baud().to_string());
            self.talk = Some(Talk::new(attempt, now_us));
        }
    }

    /// The port failed: that is the answer, unless something was found before.
    pub fn failed(&mut self, error: DeviceError) {
        let found = self.talk.take().and_then(|talk| talk.found);
        self.result = Some(found.map_or(Err(error), |found| self.judge(found)));
    }

    /// Takes what arrived, also nothing when time has passed.
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

    /// Appends what is to be said now.
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

    /// When to call [`push`](Self::push) and [`take_output`](Self::take_output) again at the latest.
    pub fn next_wake_us(&self) -> Option<u64> {
        let talk = self.talk.as_ref()?;
        if talk.goodbye.is_some() || talk.found.is_some() {
            return Some(talk.opened_us);
        }
        let say_us = talk.script.front().map(|(at_us, _)| talk.opened_us.saturating_add(*at_us));
        Some(say_us.map_or(talk.deadline_us(), |at_us| at_us.min(talk.deadline_us())))
    }

    /// Whether it is what was expected.
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
                // Half a sketch name, as after a reset in mid-answer, still tells Firmata.
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

    /// Whether what came is text of at least `lines` lines. Lines that answer what was said (a prompt, an
    /// error about it) do not count.
    fn look_for_text(&mut self, lines: usize) {
        if self.found.is_some() || !is_legible(&self.received) {
            return;
        }
        if let Some(line) = self.complete_lines.last().filter(|_| self.complete_lines.len() >= lines) {
            let line = line.clone();
            self.conclude(BoardKind::Text, Firmware::Text { line });
        }
    }

    /// The time is over: what may be concluded now.
    fn last_look(&mut self) {
        if let (None, Some(protocol)) = (&self.found, self.protocol)
            && !self.decoder_saw_mostly_damage()
        {
            self.conclude(BoardKind::Arduino, Firmware::Firmata { protocol, name: String::new() });
        }
        let lines = if self.attempt == Attempt::Listen { 1 } else { LINES_TO_BELIEVE };
        self.look_for_text(lines);
    }

    /// Noise holds a version message now and then: three bytes, one of which is fixed.
    fn decoder_saw_mostly_damage(&self) -> bool {
        let damage = self.decoder.damage();
        damage.stray_bytes + damage.broken_messages > 6
    }

    /// The beginning of what came, if all of it is text and there is a word in it.
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

/// Whether bytes are text, also when they are too few for [`looks_damaged`].
fn is_legible(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    // The first bytes after opening may be the rest of a character, or the line settling.
    !looks_damaged(bytes) && text.chars().filter(is_odd).count() <= 2 + bytes.len() / 20
}

fn is_odd(c: &char) -> bool {
    *c == char::REPLACEMENT_CHARACTER || (c.is_control() && !"\r\n\t\0\u{1b}".contains(*c))
}

#[cfg(test)]
#[path = "board_detector_tests.rs"]
mod tests;
