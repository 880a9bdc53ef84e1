//! A board whose messages arrive at times that are known to the microsecond.

use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin};
use digilab_devices::clock::Signal;
use digilab_devices::command::{Button, Command, CommandId, Reading, Reply, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;

use crate::boards::{BoardSource, OpenBoard};

/// Time from a command to its result, in microseconds.
pub(super) const COMMAND_US: u64 = 7_000;

/// Time from the first request of a sensor to its first value, in microseconds.
pub(super) const READING_US: u64 = 12_000;

/// Brightness of a pixel that the board refuses, after [`COMMAND_US`].
pub(super) const REFUSED: u8 = 9;

const DONE: u8 = b'.';
const REFUSAL: u8 = b'!';
const VALUE: u8 = b'=';

/// Length of a message to the host: a kind and an id.
const REPLY_BYTES: usize = 5;

/// Length of a message to the board: what it will answer, and when.
const REQUEST_BYTES: usize = REPLY_BYTES + 8;

/// Opens the board, whose buttons are pressed at the given times.
pub(super) struct PunctualSource(pub Vec<(u64, Button)>);

impl BoardSource for PunctualSource {
    fn open(&mut self, _want: BoardFamily, _signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let message = |button: Button| [code_of(button), 0, 0, 0, 0];
        let due = self.0.iter().map(|(at_us, button)| (*at_us, message(*button))).collect();
        let kind = BoardKind::MicrobitV2;
        Ok(OpenBoard {
            kind,
            driver: driver(kind, "punctual"),
            link: Box::new(PunctualLink { due }),
            bench: None,
        })
    }
}

/// Makes the board's driver.
pub(super) fn driver(_kind: BoardKind, _port: &str) -> Box<dyn Driver> {
    Box::new(PunctualDriver::default())
}

fn code_of(button: Button) -> u8 {
    match button {
        Button::A => b'A',
        Button::B => b'B',
        Button::Logo => b'L',
    }
}

/// Holds messages back until their time.
#[derive(Clone)]
struct PunctualLink {
    /// Messages to the host, by time.
    due: Vec<(u64, [u8; REPLY_BYTES])>,
}

impl Link for PunctualLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let count = self.due.partition_point(|(at_us, _)| *at_us <= now_us);
        into.extend(self.due.drain(..count).flat_map(|(_, message)| message));
        Ok(())
    }

    fn send(&mut self, _now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        for request in bytes.chunks_exact(REQUEST_BYTES) {
            let (message, at_us) = request.split_at(REPLY_BYTES);
            let at_us = u64::from_le_bytes(at_us.try_into().unwrap());
            let place = self.due.partition_point(|(other_us, _)| *other_us <= at_us);
            self.due.insert(place, (at_us, message.try_into().unwrap()));
        }
        Ok(bytes.len())
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.due.first().map(|(at_us, _)| *at_us)
    }

    fn copy_board(&self) -> Option<Box<dyn Link>> {
        Some(Box::new(self.clone()))
    }

    fn name(&self) -> &str {
        "punctual"
    }
}

#[derive(Clone, Default)]
struct PunctualDriver {
    next_id: u32,
    output: Vec<u8>,
    outcomes: Vec<(CommandId, Result<Reply, DeviceError>)>,
    events: Vec<BoardEvent>,
    is_watching: bool,
    reading: Option<Reading>,
    state: BoardState,
}

impl PunctualDriver {
    fn request(&mut self, kind: u8, at_us: u64) -> CommandId {
        self.next_id += 1;
        self.output.push(kind);
        self.output.extend(self.next_id.to_le_bytes());
        self.output.extend(at_us.to_le_bytes());
        CommandId(u64::from(self.next_id))
    }
}

impl Driver for PunctualDriver {
    fn push(&mut self, now_us: u64, bytes: &[u8]) {
        for message in bytes.chunks_exact(REPLY_BYTES) {
            let id = CommandId(u64::from(u32::from_le_bytes(message[1..].try_into().unwrap())));
            match message[0] {
                DONE => self.outcomes.push((id, Ok(Reply::Done))),
                REFUSAL => self.outcomes.push((id, Err(DeviceError::new(DeviceErrorCode::BoardError)))),
                VALUE => self.reading = Some(Reading { value: 20, at_us: now_us }),
                code => {
                    let pressed =
                        [Button::A, Button::B, Button::Logo].into_iter().find(|b| code_of(*b) == code);
                    let button = pressed.unwrap();
                    self.events.push(BoardEvent::Button { button, pressed: true });
                }
            }
        }
    }

    fn take_output(&mut self, _now_us: u64, into: &mut Vec<u8>) {
        into.append(&mut self.output);
    }

    fn next_wake_us(&self) -> Option<u64> {
        None
    }

    fn phase(&self) -> &Phase {
        &Phase::Ready
    }

    fn command(&mut self, now_us: u64, command: Command) -> Result<CommandId, DeviceError> {
        let is_refused = matches!(command, Command::SetLed { brightness: REFUSED, .. });
        Ok(self.request(if is_refused { REFUSAL } else { DONE }, now_us + COMMAND_US))
    }

    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        let place = self.outcomes.iter().position(|(known, _)| *known == id)?;
        Some(self.outcomes.remove(place).1)
    }

    fn watch(&mut self, now_us: u64, sensor: Sensor) -> Result<(), DeviceError> {
        if sensor == Sensor::Temperature && !std::mem::replace(&mut self.is_watching, true) {
            self.request(VALUE, now_us + READING_US);
        }
        Ok(())
    }

    fn reading(&self, _sensor: Sensor) -> Option<Reading> {
        self.reading
    }

    fn next_event(&mut self) -> Option<BoardEvent> {
        if self.events.is_empty() { None } else { Some(self.events.remove(0)) }
    }

    fn state(&self) -> &BoardState {
        &self.state
    }

    fn kind(&self) -> BoardKind {
        BoardKind::MicrobitV2
    }

    fn pin_by_name(&self, _name: &str) -> Result<Pin, DeviceError> {
        Err(DeviceError::new(DeviceErrorCode::PinUnknown))
    }

    fn close(&mut self, _now_us: u64) {}

    fn is_closed(&self) -> bool {
        true
    }

    fn is_idle(&self) -> bool {
        true
    }

    fn copy(&self) -> Box<dyn Driver> {
        Box::new(self.clone())
    }
}
