//! The driver of a board that only prints text.

use std::collections::VecDeque;

use crate::board::{BoardKind, BoardState, Pin};
use crate::command::{Command, CommandId, Reading, Reply, Sensor};
use crate::driver::{BoardEvent, Driver, Phase};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::text::{LineAssembler, looks_damaged};

/// Events kept until they are fetched; the oldest are dropped first.
const EVENTS_LIMIT: usize = 1_000;
/// Maximum number of lines waiting to be sent.
const OUTGOING_LIMIT: usize = 100;
/// Results kept until they are fetched.
const OUTCOMES_LIMIT: usize = 100;
/// Maximum length of a line to a board, in characters; with its line end it fits an Arduino's 64-byte receive
/// buffer.
const SEND_LIMIT: usize = 60;
/// Pause between two lines, for the board to read one out of that buffer.
const BETWEEN_LINES_US: u64 = 20_000;
/// Number of first bytes checked for signs of a wrong speed.
const JUDGED: usize = 256;

/// Lines to and from a board that only prints. Ready at once, since such a board has no handshake.
#[derive(Clone, Debug)]
pub struct TextDriver {
    port: String,
    baud: u32,
    phase: Phase,
    lines: LineAssembler,
    first_bytes: Vec<u8>,
    events: VecDeque<BoardEvent>,
    outgoing: VecDeque<(CommandId, String)>,
    /// Earliest time of the next line.
    free_at_us: u64,
    done: VecDeque<CommandId>,
    next_id: u64,
    state: BoardState,
}

impl TextDriver {
    /// Creates a driver for a board on the port `port`, which errors mention. `baud` is the port's speed: it paces
    /// what is sent, and errors name it if it seems wrong.
    pub fn new(port: &str, baud: u32) -> Self {
        Self {
            port: port.to_owned(),
            baud,
            phase: Phase::Ready,
            lines: LineAssembler::new(),
            first_bytes: Vec::new(),
            events: VecDeque::new(),
            outgoing: VecDeque::new(),
            free_at_us: 0,
            done: VecDeque::new(),
            next_id: 0,
            state: BoardState::default(),
        }
    }

    fn add_line(events: &mut VecDeque<BoardEvent>, line: String) {
        if events.len() >= EVENTS_LIMIT {
            events.pop_front();
        }
        events.push_back(BoardEvent::Line(line));
    }

    fn finish(&mut self, id: CommandId) {
        if self.done.len() >= OUTCOMES_LIMIT {
            self.done.pop_front();
        }
        self.done.push_back(id);
    }
}

impl Driver for TextDriver {
    fn push(&mut self, _now_us: u64, bytes: &[u8]) {
        if self.first_bytes.len() < JUDGED {
            let room = JUDGED - self.first_bytes.len();
            self.first_bytes.extend(bytes.iter().take(room));
            if self.first_bytes.len() >= JUDGED && looks_damaged(&self.first_bytes) {
                let error = DeviceError::new(DeviceErrorCode::WrongBaud)
                    .with("port", &self.port)
                    .with("baud", self.baud);
                self.phase = Phase::Failed(error);
            }
        }
        let Self { lines, events, .. } = self;
        lines.push(bytes, |line| Self::add_line(events, line));
    }

    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        while now_us >= self.free_at_us
            && let Some((id, line)) = self.outgoing.pop_front()
        {
            into.extend_from_slice(line.as_bytes());
            into.push(b'\n');
            let wire_us = (line.len() as u64 + 1) * 10_000_000 / u64::from(self.baud.max(1));
            self.free_at_us = now_us.saturating_add(wire_us).saturating_add(BETWEEN_LINES_US);
            self.finish(id);
        }
    }

    fn next_wake_us(&self) -> Option<u64> {
        (!self.outgoing.is_empty()).then_some(self.free_at_us)
    }

    fn phase(&self) -> &Phase {
        &self.phase
    }

    fn command(&mut self, _now_us: u64, command: Command) -> Result<CommandId, DeviceError> {
        let id = CommandId(self.next_id);
        match command {
            Command::SendLine { text } => {
                let out_of_range = |what, given: usize, max| {
                    DeviceError::new(DeviceErrorCode::OutOfRange)
                        .with("what", what)
                        .with("given", given)
                        .with("min", 0)
                        .with("max", max)
                };
                let length = text.chars().count();
                if length > SEND_LIMIT {
                    return Err(out_of_range("text-length", length, SEND_LIMIT));
                }
                let controls = text.chars().filter(|c| c.is_control()).count();
                if controls > 0 {
                    return Err(out_of_range("control-characters", controls, 0));
                }
                if self.outgoing.len() >= OUTGOING_LIMIT {
                    return Err(out_of_range("lines-waiting", self.outgoing.len() + 1, OUTGOING_LIMIT));
                }
                self.outgoing.push_back((id, text));
            }
            // Nothing a script can do to such a board outlasts the line it sent.
            Command::Reset => self.finish(id),
            other => return Err(lacking(what_it_needs(&other))),
        }
        self.next_id += 1;
        Ok(id)
    }

    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        let at = self.done.iter().position(|done| *done == id)?;
        self.done.remove(at);
        Some(Ok(Reply::Done))
    }

    fn watch(&mut self, _now_us: u64, sensor: Sensor) -> Result<(), DeviceError> {
        Err(lacking(match sensor {
            Sensor::Digital(_) | Sensor::Analog(_) => "pin",
            Sensor::Touch(_) => "touch",
            Sensor::Button(_) | Sensor::Presses(_) => "button",
            Sensor::AccelerometerX | Sensor::AccelerometerY | Sensor::AccelerometerZ => "accelerometer",
            Sensor::Gestures(_) => "gesture",
            Sensor::Temperature => "temperature",
            Sensor::Light => "light",
            Sensor::Heading => "heading",
            Sensor::SoundLevel => "sound",
        }))
    }

    fn reading(&self, _sensor: Sensor) -> Option<Reading> {
        None
    }

    fn next_event(&mut self) -> Option<BoardEvent> {
        self.events.pop_front()
    }

    fn state(&self) -> &BoardState {
        &self.state
    }

    fn kind(&self) -> BoardKind {
        BoardKind::Text
    }

    fn pin_by_name(&self, _name: &str) -> Result<Pin, DeviceError> {
        Err(lacking("pin"))
    }

    /// Drops the unsent lines and ends the line being received.
    fn close(&mut self, _now_us: u64) {
        self.outgoing.clear();
        if let Some(line) = self.lines.finish() {
            Self::add_line(&mut self.events, line);
        }
    }

    fn is_closed(&self) -> bool {
        self.outgoing.is_empty()
    }

    fn is_idle(&self) -> bool {
        self.outgoing.is_empty()
    }

    fn copy(&self) -> Box<dyn Driver> {
        Box::new(self.clone())
    }
}

/// The part of a board that a command needs, by the ids of the texts.
fn what_it_needs(command: &Command) -> &'static str {
    match command {
        Command::ShowLeds { .. } | Command::SetLed { .. } | Command::ReadLeds => "leds",
        Command::Scroll { .. } => "scroll",
        Command::Tone { .. } | Command::NoTone { .. } => "tone",
        Command::Play { .. } => "play",
        Command::SetPixels { .. } => "pixels",
        Command::WriteServo { .. } => "servo",
        Command::WriteI2c { .. } | Command::ReadI2c { .. } => "i2c",
        Command::SetSamplingInterval { .. } => "interval",
        _ => "pin",
    }
}

fn lacking(what: &str) -> DeviceError {
    DeviceError::new(DeviceErrorCode::Lacking).with("board", BoardKind::Text.id()).with("what", what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> BoardEvent {
        BoardEvent::Line(text.to_owned())
    }

    fn send(driver: &mut TextDriver, text: &str) -> Result<CommandId, DeviceErrorCode> {
        driver.command(0, Command::SendLine { text: text.to_owned() }).map_err(|error| error.code)
    }

    #[test]
    fn lines_arrive_and_the_last_one_at_the_end() {
        let mut driver = TextDriver::new("COM3", 9_600);
        assert_eq!(driver.phase(), &Phase::Ready);
        driver.push(0, b"one\r\ntw");
        driver.push(1, b"o\r\nthr");
        assert_eq!(driver.next_event(), Some(line("one")));
        assert_eq!(driver.next_event(), Some(line("two")));
        assert_eq!(driver.next_event(), None);
        driver.close(2);
        assert_eq!(driver.next_event(), Some(line("thr")));
    }

    #[test]
    fn a_flood_keeps_the_newest() {
        let mut driver = TextDriver::new("COM3", 9_600);
        for number in 0..5_000 {
            driver.push(0, format!("{number}\n").as_bytes());
        }
        assert_eq!(driver.next_event(), Some(line("4000")));
    }

    #[test]
    fn lines_leave_one_by_one() {
        let mut driver = TextDriver::new("COM3", 9_600);
        let first = send(&mut driver, "go").unwrap();
        let second = send(&mut driver, "stop").unwrap();
        let mut bytes = Vec::new();
        driver.take_output(0, &mut bytes);
        assert_eq!(bytes, b"go\n");
        assert_eq!(driver.outcome(first), Some(Ok(Reply::Done)));
        assert_eq!((driver.outcome(first), driver.outcome(second)), (None, None));
        assert!(!driver.is_idle());
        // Three bytes at 9600 baud take 3.125 ms, then 20 ms to read them.
        assert_eq!(driver.next_wake_us(), Some(23_125));
        driver.take_output(23_124, &mut bytes);
        assert_eq!(bytes, b"go\n");
        driver.take_output(23_125, &mut bytes);
        assert_eq!(bytes, b"go\nstop\n");
        assert!(driver.is_idle());
        assert_eq!((driver.outcome(second), driver.next_wake_us()), (Some(Ok(Reply::Done)), None));
    }

    #[test]
    fn what_it_refuses() {
        let mut driver = TextDriver::new("COM3", 9_600);
        assert!(send(&mut driver, &"ä".repeat(60)).is_ok());
        assert_eq!(send(&mut driver, &"a".repeat(61)), Err(DeviceErrorCode::OutOfRange));
        assert_eq!(send(&mut driver, "two\nlines"), Err(DeviceErrorCode::OutOfRange));
        let mut sent = 1;
        while send(&mut driver, "x").is_ok() {
            sent += 1;
        }
        assert_eq!(sent, OUTGOING_LIMIT);
        assert_eq!(driver.command(0, Command::ReadLeds).unwrap_err().code, DeviceErrorCode::Lacking);
        assert_eq!(driver.watch(0, Sensor::Light).unwrap_err().code, DeviceErrorCode::Lacking);
        assert_eq!(driver.pin_by_name("13").unwrap_err().code, DeviceErrorCode::Lacking);
    }

    #[test]
    fn a_wrong_speed_is_noticed() {
        let mut driver = TextDriver::new("COM3", 9_600);
        driver.push(0, &[0x80, 0xF8, 0x00, 0xC3].repeat(32));
        assert_eq!(driver.phase(), &Phase::Ready);
        driver.push(0, &[0x80, 0xF8, 0x00, 0xC3].repeat(32));
        let Phase::Failed(error) = driver.phase() else { panic!("{:?}", driver.phase()) };
        assert_eq!((error.code, error.arg("baud")), (DeviceErrorCode::WrongBaud, Some("9600")));
    }
}
