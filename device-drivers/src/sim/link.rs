//! A simulated board behind a link: the wire, the cable, and a bench from which the world acts on the board.
//!
//! Everything happens event by event in the order of time (a byte arrives, the firmware wakes, a button is
//! pressed), independent of when and how often it is polled: the same sends and inputs at the same times give the
//! same bytes and the same changes, to the microsecond.

mod copy;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::SimulatedBoard;
use super::faults::{ByteFaults, Direction, Fault};
use super::faulty_link::FROZEN_ROOM;
use super::input::PhysicalInput;
use super::parts::{Part, PartView, Parts};
use super::uart_line::UartLine;
use crate::board::{BoardKind, BoardState, Pin};
use crate::clock::Signal;
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;

/// Bytes that an operating system accepts for sending before it refuses.
const SEND_ROOM: usize = 4096;

/// Bytes kept for a host that does not read: a minute and a half at 115200 baud. Beyond that the newest are lost.
const RECEIVE_ROOM: usize = 1 << 20;

/// Changes kept until they are taken; beyond that the oldest are lost.
const CHANGES_KEPT: usize = 10_000;

/// Errors of scheduled inputs that are kept.
const ERRORS_KEPT: usize = 100;

/// An action on a board at a given time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Action {
    /// An input to the physical side.
    Input(PhysicalInput),
    /// A fault.
    Fault(Fault),
}

/// A change of the board's visible state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Time of the change, in microseconds since the run began.
    pub at_us: u64,
    /// The visible state from then on.
    pub seen: BoardState,
}

struct World {
    board: Box<dyn SimulatedBoard>,
    parts: Parts,
    to_board: UartLine,
    to_host: UartLine,
    faults: ByteFaults,
    agenda: BTreeMap<(u64, u64), Action>,
    agenda_count: u64,
    agenda_errors: VecDeque<(u64, DeviceError)>,
    now_us: u64,
    /// Board time of the last `advance`, so that a firmware that wants to wake "now" again cannot stop time.
    advanced_us: Option<u64>,
    /// Total time the board's clock has been frozen: board time lags by this, in microseconds.
    stopped_us: u64,
    frozen_since_us: Option<u64>,
    waiting: VecDeque<u8>,
    plugged: bool,
    resets_on_open: bool,
    /// Number of openings: a link of an earlier one is no longer connected.
    opening: u64,
    is_open: bool,
    arrived: Vec<u8>,
    from_board: Vec<u8>,
    last_seen: BoardState,
    changes: VecDeque<Change>,
    signal: Option<Signal>,
    /// The bench of the newest copy, until it is taken.
    copied: Option<Bench>,
}

/// The next event in a [`World`]. Of events at the same time the first in this list comes first.
enum Event {
    Agenda,
    Wake,
    Byte,
}

impl World {
    fn board_time_us(&self, now_us: u64) -> u64 {
        self.frozen_since_us.unwrap_or(now_us).saturating_sub(self.stopped_us)
    }

    fn is_running(&self) -> bool {
        self.plugged && self.frozen_since_us.is_none()
    }

    fn next_board_wake_us(&self) -> Option<u64> {
        if !self.is_running() {
            return None;
        }
        let wake_us = self.board.next_wake_us()?;
        let earliest_us = self.advanced_us.map_or(0, |at_us| at_us.saturating_add(1));
        Some(wake_us.max(earliest_us).saturating_add(self.stopped_us))
    }

    fn next_event(&self) -> Option<(u64, Event)> {
        let agenda = self.agenda.first_key_value().map(|((at_us, _), _)| (*at_us, Event::Agenda));
        let wake = self.next_board_wake_us().map(|at_us| (at_us, Event::Wake));
        let byte = self.to_board.next_arrival_us().map(|at_us| (at_us, Event::Byte));
        // `min_by_key` returns the first of equals.
        [agenda, wake, byte].into_iter().flatten().min_by_key(|(at_us, _)| *at_us)
    }

    /// Runs the world up to `now_us`; a time before the last one counts as the last one.
    fn run(&mut self, now_us: u64) {
        while let Some((at_us, event)) = self.next_event() {
            if at_us > now_us {
                break;
            }
            self.now_us = self.now_us.max(at_us);
            match event {
                Event::Agenda => {
                    if let Some((_, action)) = self.agenda.pop_first() {
                        self.act(&action);
                    }
                }
                Event::Wake => self.advance(),
                Event::Byte => {
                    if let Some((_, byte)) = self.to_board.pop_arrived(self.now_us) {
                        self.byte_arrived(byte);
                    }
                }
            }
            self.settle();
        }
        self.now_us = self.now_us.max(now_us);
        self.collect();
    }

    fn advance(&mut self) {
        let board_us = self.board_time_us(self.now_us);
        self.board.advance(board_us);
        self.advanced_us = Some(board_us);
    }

    fn byte_arrived(&mut self, byte: u8) {
        if !self.plugged {
            return;
        }
        if self.frozen_since_us.is_some() {
            if self.waiting.len() < FROZEN_ROOM {
                self.waiting.push_back(byte);
            }
            return;
        }
        self.advance();
        let board_us = self.board_time_us(self.now_us);
        self.board.receive(board_us, byte);
    }

    /// Lets the firmware do its immediate work, puts its output on the wire and notes changes.
    fn settle(&mut self) {
        let board_us = self.board_time_us(self.now_us);
        if self.is_running() && self.board.next_wake_us().is_some_and(|at_us| at_us <= board_us) {
            self.advance();
        }
        self.from_board.clear();
        self.board.take_output(&mut self.from_board);
        if self.plugged {
            let delay_us = self.faults.delay_us(Direction::ToHost);
            for byte in &self.from_board {
                // Bytes that no host reads are neither counted nor damaged.
                let passed = if self.is_open { self.faults.pass(Direction::ToHost, *byte) } else { None };
                self.to_host.push(self.now_us, passed, delay_us);
            }
        }
        self.note_change();
    }

    fn note_change(&mut self) {
        let unplugged;
        let seen = if self.plugged {
            self.board.seen()
        } else {
            // Without power nothing shines or sounds.
            unplugged =
                BoardState { leds: self.board.seen().leds.map(|_| [[0; 5]; 5]), ..BoardState::default() };
            &unplugged
        };
        if *seen != self.last_seen {
            self.parts.note(self.board.kind(), self.now_us, seen);
            self.last_seen = seen.clone();
            if self.changes.len() == CHANGES_KEPT {
                self.changes.pop_front();
            }
            self.changes.push_back(Change { at_us: self.now_us, seen: self.last_seen.clone() });
        }
    }

    /// Moves the bytes that have arrived to the host's receive buffer.
    fn collect(&mut self) {
        while let Some((_, byte)) = self.to_host.pop_arrived(self.now_us) {
            if self.is_open && self.arrived.len() < RECEIVE_ROOM {
                self.arrived.push(byte);
            }
        }
    }

    fn act(&mut self, action: &Action) {
        match action {
            Action::Input(input) => {
                if let Err(error) = self.input(input)
                    && self.agenda_errors.len() < ERRORS_KEPT
                {
                    self.agenda_errors.push_back((self.now_us, error));
                }
            }
            Action::Fault(fault) => self.fault(*fault),
        }
    }

    fn input(&mut self, input: &PhysicalInput) -> Result<(), DeviceError> {
        if self.is_running() {
            self.advance();
        }
        let input = self.parts.translate(self.board.kind(), input);
        self.board.input(self.board_time_us(self.now_us), &input)
    }

    fn reset(&mut self) {
        self.collect();
        self.to_host.cut(self.now_us);
        self.waiting.clear();
        self.board.reset(self.board_time_us(self.now_us));
        self.advanced_us = None;
    }

    /// Opens the port and returns the number of the opening.
    fn open(&mut self) -> u64 {
        self.opening += 1;
        self.is_open = true;
        self.arrived.clear();
        self.faults.count_anew();
        if self.resets_on_open {
            self.reset();
        }
        self.settle();
        self.opening
    }

    fn fault(&mut self, fault: Fault) {
        if self.faults.apply(fault) {
            return;
        }
        match fault {
            Fault::Unplug if self.plugged => {
                self.collect();
                self.thaw();
                self.plugged = false;
                self.is_open = false;
                self.opening += 1;
                self.to_board.cut(self.now_us);
                self.to_host.cut(self.now_us);
                self.waiting.clear();
            }
            Fault::Replug if !self.plugged => {
                self.plugged = true;
                self.reset();
            }
            Fault::Reset if self.plugged => self.reset(),
            Fault::Freeze if self.is_running() => {
                self.advance();
                self.frozen_since_us = Some(self.now_us);
            }
            Fault::Thaw => self.thaw(),
            _ => {}
        }
    }

    fn thaw(&mut self) {
        if let Some(since_us) = self.frozen_since_us.take() {
            self.stopped_us = self.stopped_us.saturating_add(self.now_us - since_us);
            while let Some(byte) = self.waiting.pop_front() {
                self.byte_arrived(byte);
            }
        }
    }

    fn wake_host(&self) {
        if let Some(signal) = &self.signal {
            signal.raise();
        }
    }
}

/// The workbench with a simulated board on it: acts on the board, causes faults and observes. All clones are the
/// same bench.
///
/// Times are microseconds since the run began. A time before the latest one counts as the latest one: the past
/// cannot be changed any more.
#[derive(Clone)]
pub struct Bench(Arc<Mutex<World>>);

impl Bench {
    /// Puts a board on the bench and powers it at time 0. Opening a link resets an Arduino, as its USB converter
    /// does; see [`set_resets_on_open`](Self::set_resets_on_open).
    pub fn new(mut board: Box<dyn SimulatedBoard>) -> Self {
        board.reset(0);
        let baud = board.baud();
        let last_seen = board.seen().clone();
        let resets_on_open = board.resets_on_open();
        Self(Arc::new(Mutex::new(World {
            board,
            parts: Parts::new(),
            to_board: UartLine::new(baud),
            to_host: UartLine::new(baud),
            faults: ByteFaults::new(),
            agenda: BTreeMap::new(),
            agenda_count: 0,
            agenda_errors: VecDeque::new(),
            now_us: 0,
            advanced_us: None,
            stopped_us: 0,
            frozen_since_us: None,
            waiting: VecDeque::new(),
            plugged: true,
            resets_on_open,
            opening: 0,
            is_open: false,
            arrived: Vec::new(),
            from_board: Vec::new(),
            changes: VecDeque::from([Change { at_us: 0, seen: last_seen.clone() }]),
            last_seen,
            signal: None,
            copied: None,
        })))
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A panic elsewhere leaves the world between two events at worst, which is a valid state.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The board's family.
    pub fn kind(&self) -> BoardKind {
        self.lock().board.kind()
    }

    /// Sets whether opening a link resets the board.
    pub fn set_resets_on_open(&self, resets: bool) {
        self.lock().resets_on_open = resets;
    }

    /// Raises `signal` on every action on the board, so that a run that waits on a real clock looks again.
    pub fn set_signal(&self, signal: Signal) {
        self.lock().signal = Some(signal);
    }

    /// Opens the port at `now_us`.
    ///
    /// # Errors
    /// `port-missing` while the board is unplugged, `port-busy` while another link is open.
    pub fn open(&self, now_us: u64) -> Result<SimulatedLink, DeviceError> {
        let mut world = self.lock();
        world.run(now_us);
        if !world.plugged {
            return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", PORT_NAME));
        }
        if world.is_open {
            return Err(DeviceError::new(DeviceErrorCode::PortBusy).with("port", PORT_NAME));
        }
        let opening = world.open();
        Ok(SimulatedLink { bench: self.clone(), opening })
    }

    /// Runs the world up to `now_us`. Only needed to observe without a link: links do it by themselves.
    pub fn run(&self, now_us: u64) {
        self.lock().run(now_us);
    }

    /// Applies an input to the board at `now_us`.
    ///
    /// # Errors
    /// `pin-unknown`, `lacking` or `out-of-range` if the board has no such thing.
    pub fn input(&self, now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        let mut world = self.lock();
        world.run(now_us);
        let result = world.input(input);
        world.settle();
        world.wake_host();
        result
    }

    /// Wires a part to a pin at `now_us`, in place of the part there.
    ///
    /// # Errors
    /// `pin-unknown` if the board has no such pin; then nothing was wired.
    pub fn attach(&self, now_us: u64, pin: Pin, part: Part) -> Result<(), DeviceError> {
        let mut world = self.lock();
        world.run(now_us);
        let does = world.parts.attach(pin, part);
        let board_us = world.board_time_us(world.now_us);
        let result = world.board.input(board_us, &does);
        if result.is_err() {
            world.parts.detach(pin);
        }
        let World { board, parts, last_seen, now_us, .. } = &mut *world;
        parts.note(board.kind(), *now_us, last_seen);
        world.settle();
        world.wake_host();
        result
    }

    /// Removes the part on a pin at `now_us`; has no effect if there is none.
    pub fn detach(&self, now_us: u64, pin: Pin) {
        let mut world = self.lock();
        world.run(now_us);
        if let Some(does) = world.parts.detach(pin) {
            let board_us = world.board_time_us(world.now_us);
            // Its pin exists, or it could not have been wired.
            let _ = world.board.input(board_us, &does);
            world.settle();
            world.wake_host();
        }
    }

    /// The visible state of the parts when the world last ran.
    pub fn parts(&self) -> BTreeMap<Pin, PartView> {
        let world = self.lock();
        world.parts.view(world.board.kind(), world.now_us, &world.last_seen)
    }

    /// Causes a fault at `now_us`.
    pub fn fault(&self, now_us: u64, fault: Fault) {
        let mut world = self.lock();
        world.run(now_us);
        world.fault(fault);
        world.settle();
        world.wake_host();
    }

    /// Restarts the board at `now_us`, as its reset button does.
    pub fn reset(&self, now_us: u64) {
        self.fault(now_us, Fault::Reset);
    }

    /// Schedules an action for exactly `at_us`. [`take_errors`](Self::take_errors) returns the errors of such
    /// inputs.
    pub fn schedule(&self, at_us: u64, action: Action) {
        let mut world = self.lock();
        world.agenda_count += 1;
        let key = (at_us, world.agenda_count);
        world.agenda.insert(key, action);
        world.wake_host();
    }

    /// Takes the errors of scheduled inputs so far, with their times; the first hundred are kept.
    pub fn take_errors(&self) -> Vec<(u64, DeviceError)> {
        self.lock().agenda_errors.drain(..).collect()
    }

    /// The visible state when the world last ran.
    pub fn seen(&self) -> BoardState {
        self.lock().last_seen.clone()
    }

    /// Takes the changes of the visible state since the last call, oldest first, starting with the state at
    /// power-on; the newest 10,000 are kept.
    pub fn take_changes(&self) -> Vec<Change> {
        self.lock().changes.drain(..).collect()
    }
}

/// The name of a simulated board's port.
const PORT_NAME: &str = "sim";

/// The link to a board on a [`Bench`]. Dropping it closes the port.
pub struct SimulatedLink {
    bench: Bench,
    opening: u64,
}

impl SimulatedLink {
    /// Puts a board on a bench of its own and opens its port at time 0.
    pub fn new(board: Box<dyn SimulatedBoard>) -> (Self, Bench) {
        let bench = Bench::new(board);
        let opening = bench.lock().open();
        (Self { bench: bench.clone(), opening }, bench)
    }

    /// Runs the world up to `now_us` and returns it, if this link is still connected to it.
    fn run(&self, now_us: u64) -> Result<MutexGuard<'_, World>, DeviceError> {
        let mut world = self.bench.lock();
        world.run(now_us);
        if world.opening != self.opening {
            return Err(DeviceError::new(DeviceErrorCode::Gone).with("port", PORT_NAME));
        }
        Ok(world)
    }
}

impl Link for SimulatedLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        into.append(&mut self.run(now_us)?.arrived);
        Ok(())
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        let mut world = self.run(now_us)?;
        let taken = bytes.len().min(SEND_ROOM.saturating_sub(world.to_board.in_flight()));
        let delay_us = world.faults.delay_us(Direction::ToBoard);
        for byte in bytes.iter().take(taken) {
            let passed = world.faults.pass(Direction::ToBoard, *byte);
            world.to_board.push(now_us, passed, delay_us);
        }
        Ok(taken)
    }

    fn next_wake_us(&self) -> Option<u64> {
        let world = self.bench.lock();
        if world.opening != self.opening || !world.arrived.is_empty() {
            return Some(world.now_us);
        }
        let agenda_us = world.agenda.first_key_value().map(|((at_us, _), _)| *at_us);
        let arrival_us = world.to_host.next_arrival_us();
        // Whatever the firmware sends next must cross the wire before it reaches the host.
        let firmware_us =
            [world.next_board_wake_us(), world.to_board.next_arrival_us()].into_iter().flatten().min();
        let heard_us = firmware_us.map(|at_us| at_us.saturating_add(world.to_host.byte_us()));
        [agenda_us, arrival_us, heard_us].into_iter().flatten().min()
    }

    fn reset_board(&mut self, now_us: u64) -> Result<bool, DeviceError> {
        let mut world = self.run(now_us)?;
        world.reset();
        world.settle();
        Ok(true)
    }

    fn copy_board(&self) -> Option<Box<dyn Link>> {
        Some(Box::new(self.copy()))
    }

    fn name(&self) -> &str {
        PORT_NAME
    }
}

impl Drop for SimulatedLink {
    fn drop(&mut self) {
        let mut world = self.bench.lock();
        if world.opening == self.opening {
            world.is_open = false;
            world.arrived.clear();
        }
    }
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
