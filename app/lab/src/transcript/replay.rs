//! Replays a transcript in place of clock and boards, and finds the first difference.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::driver::Driver;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;

use super::{EndReason, Record, Transcript, to_hex};
use crate::trace::shortened;

/// The first difference between a replayed run and its transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Kind of difference.
    pub kind: DifferenceKind,
    /// Microseconds since the run began to connect.
    pub at_us: u64,
    /// The transcript's next console line, bytes in hexadecimal, or board; `None` if it ends there.
    pub expected: Option<String>,
    /// The run's own; `None` if it did less.
    pub found: Option<String>,
}

impl Difference {
    fn bytes(at_us: u64, expected: Option<&[u8]>, found: Option<&[u8]>) -> Self {
        let text = |bytes: &[u8]| shortened(&to_hex(bytes));
        Self { kind: DifferenceKind::Bytes, at_us, expected: expected.map(text), found: found.map(text) }
    }
}

/// Kind of difference between a run and its transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// A line on the console.
    Console,
    /// Bytes to a board.
    Bytes,
    /// The script requested another board.
    Board,
    /// The run went on after the transcript's end.
    End,
}

/// One recorded observation of the clock and the boards.
#[derive(Debug)]
pub(crate) struct Observation {
    pub at_us: u64,
    skipped: u64,
    inbound: Vec<(usize, Vec<u8>)>,
    typed: Vec<Option<String>>,
    failed: Vec<(usize, DeviceError)>,
}

/// A recorded board that the run opened.
#[derive(Debug)]
pub(crate) struct ReplayedBoard {
    pub want: BoardFamily,
    pub opened: Result<BoardKind, DeviceError>,
    pub port: String,
}

/// Makes the driver for a board of a kind on a port of a name.
pub type DriverFactory = fn(BoardKind, &str) -> Box<dyn Driver>;

/// A transcript that is being replayed.
#[derive(Debug)]
pub struct Replay {
    driver_factory: DriverFactory,
    boards: VecDeque<ReplayedBoard>,
    observations: VecDeque<Observation>,
    console: VecDeque<String>,
    /// Lines typed before the next observation.
    typed: Vec<Option<String>>,
    lines: Vec<Line>,
    end: EndReason,
    end_operations: u64,
    end_skipped: u64,
    difference: Option<Difference>,
}

/// The bytes of one replayed board, shared with its link.
#[derive(Clone, Debug, Default)]
struct Line(Arc<Mutex<LineState>>);

#[derive(Debug, Default)]
struct LineState {
    inbound: Vec<u8>,
    failure: Option<DeviceError>,
    /// Bytes that the run must send: chunks, each with the time at which it was recorded.
    expected: VecDeque<(u64, Vec<u8>)>,
    difference: Option<Difference>,
}

impl Replay {
    /// Makes a replay of a whole transcript, whose boards use the drivers of `driver_factory`.
    pub fn new(transcript: Transcript, driver_factory: DriverFactory) -> Self {
        let mut replay = Self {
            driver_factory,
            boards: VecDeque::new(),
            observations: VecDeque::new(),
            console: VecDeque::new(),
            typed: Vec::new(),
            lines: Vec::new(),
            end: transcript.end,
            end_operations: transcript.end_operations,
            end_skipped: transcript.end_skipped,
            difference: None,
        };
        for record in transcript.records {
            replay.add(record);
        }
        replay
    }

    fn add(&mut self, record: Record) {
        match record {
            Record::Board { want, kind, port, failed } => {
                let missing = || DeviceError::new(DeviceErrorCode::PortMissing).with("port", &port);
                let opened = match (kind, failed) {
                    (_, Some(error)) => Err(error),
                    (Some(kind), None) => Ok(kind),
                    (None, None) => Err(missing()),
                };
                if opened.is_ok() {
                    self.lines.push(Line::default());
                }
                self.boards.push_back(ReplayedBoard { want, opened, port });
            }
            Record::Observed { at_us, skipped, inbound, failed } => {
                let inbound = inbound
                    .into_iter()
                    .map(|(board, text)| (board, hex::decode(text).unwrap_or_default()))
                    .collect();
                let typed = std::mem::take(&mut self.typed);
                self.observations.push_back(Observation { at_us, skipped, inbound, typed, failed });
            }
            Record::Sent { at_us, board, hex: text } => {
                if let Some(line) = self.lines.get(board) {
                    line.lock().expected.push_back((at_us, hex::decode(text).unwrap_or_default()));
                }
            }
            Record::Typed { text, .. } => self.typed.push(text),
            Record::Console { text } => self.console.push_back(text),
            Record::Start { .. } | Record::Input { .. } | Record::End { .. } => {}
        }
    }

    /// Returns the boards that the transcript opened, but the run has not yet.
    pub(crate) fn boards_to_come(&self) -> impl Iterator<Item = BoardFamily> {
        self.boards.iter().map(|board| board.want)
    }

    /// Returns the next board that the transcript opened, with the link that replays its bytes.
    pub(crate) fn open(&mut self) -> Option<(ReplayedBoard, Box<dyn Link>)> {
        let board = self.boards.pop_front()?;
        let opened_before = self.lines.len() - self.boards.iter().filter(|b| b.opened.is_ok()).count();
        let line = match &board.opened {
            Ok(_) => self.lines.get(opened_before.checked_sub(1)?)?.clone(),
            Err(_) => Line::default(),
        };
        let link = ReplayLink { line, port: board.port.clone() };
        Some((board, Box::new(link)))
    }

    pub(crate) fn driver_for(&self, kind: BoardKind, port: &str) -> Box<dyn Driver> {
        (self.driver_factory)(kind, port)
    }

    /// True if an observation was made after `skipped` opportunities were not taken.
    pub(crate) fn observes_after(&self, skipped: u64) -> bool {
        match self.observations.front() {
            Some(next) => next.skipped <= skipped,
            // After the last observation, only the end can follow.
            None => skipped >= self.end_skipped,
        }
    }

    /// Takes the next observation and puts its bytes on the boards' links; `None` at the transcript's end.
    ///
    /// # Returns
    /// The time of the observation.
    pub(crate) fn observe(&mut self) -> Option<u64> {
        let observation = self.observations.pop_front()?;
        for (board, bytes) in observation.inbound {
            if let Some(line) = self.lines.get(board) {
                line.lock().inbound.extend_from_slice(&bytes);
            }
        }
        for (board, error) in observation.failed {
            if let Some(line) = self.lines.get(board) {
                line.lock().failure = Some(error);
            }
        }
        self.typed = observation.typed;
        Some(observation.at_us)
    }

    /// Takes the lines that were typed by the last observation.
    pub(crate) fn take_typed(&mut self) -> Vec<Option<String>> {
        std::mem::take(&mut self.typed)
    }

    /// Returns the reason of the run's end.
    pub(crate) fn end(&self) -> EndReason {
        self.end
    }

    /// True if the run was ended from outside by the time it had done `operations` operations.
    pub(crate) fn ends_at(&self, operations: u64) -> bool {
        self.observations.is_empty()
            && matches!(self.end, EndReason::Stopped | EndReason::TimeOver)
            && operations >= self.end_operations
    }

    /// Notes that the run goes on after the transcript's end.
    pub(crate) fn went_on(&mut self, difference: &Difference) {
        self.difference.get_or_insert_with(|| difference.clone());
    }

    /// Compares a console line with the transcript's next.
    pub(crate) fn console(&mut self, at_us: u64, text: &str) {
        let expected = self.console.pop_front();
        if self.difference.is_none() && expected.as_deref() != Some(text) {
            let expected = expected.as_deref().map(shortened);
            self.difference = Some(Difference {
                kind: DifferenceKind::Console,
                at_us,
                expected,
                found: Some(shortened(text)),
            });
        }
    }

    /// Returns the first difference so far.
    pub fn difference(&self) -> Option<Difference> {
        let on_lines = self.lines.iter().filter_map(|line| line.lock().difference.clone());
        self.difference.clone().into_iter().chain(on_lines).min_by_key(|difference| difference.at_us)
    }

    /// Returns the first difference of a run that has ended, including what it left undone.
    pub fn final_difference(&mut self, now_us: u64) -> Option<Difference> {
        if let Some(difference) = self.difference() {
            return Some(difference);
        }
        let unsaid = self.console.pop_front().map(|text| Difference {
            kind: DifferenceKind::Console,
            at_us: now_us,
            expected: Some(shortened(&text)),
            found: None,
        });
        let unsent = self.lines.iter().filter_map(|line| {
            let (at_us, bytes) = line.lock().expected.pop_front()?;
            Some(Difference::bytes(at_us, Some(&bytes), None))
        });
        self.difference = unsaid.into_iter().chain(unsent).min_by_key(|difference| difference.at_us);
        self.difference.clone()
    }
}

impl Line {
    fn lock(&self) -> std::sync::MutexGuard<'_, LineState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Replays a board's bytes, and compares what is sent with the transcript.
struct ReplayLink {
    line: Line,
    port: String,
}

impl Link for ReplayLink {
    fn receive(&mut self, _now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        let mut state = self.line.lock();
        into.append(&mut state.inbound);
        state.failure.take().map_or(Ok(()), Err)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let mut state = self.line.lock();
        let mut rest = bytes;
        while !rest.is_empty() && state.difference.is_none() {
            let Some((at_us, expected)) = state.expected.front_mut() else {
                state.difference = Some(Difference::bytes(now_us, None, Some(rest)));
                break;
            };
            let at_us = *at_us;
            let length = expected.len().min(rest.len());
            let (now, later) = rest.split_at(length);
            if !expected.starts_with(now) {
                let difference = Difference::bytes(at_us, Some(expected.as_slice()), Some(rest));
                state.difference = Some(difference);
                break;
            }
            expected.drain(..length);
            if expected.is_empty() {
                state.expected.pop_front();
            }
            rest = later;
        }
        Ok(bytes.len())
    }

    fn name(&self) -> &str {
        &self.port
    }
}
