//! The driver of an Arduino with StandardFirmata.
//!
//! Commands wait in a queue and are encoded in order, as fast as the board reads them (see [`pacer`]). Readings
//! come from the board's own reports. A restart during the run is recognised by the report the firmware starts
//! with; modes and reports are then set up again.

mod check;
mod closing;
mod connect;
mod inbound;
mod job;
mod layout;
mod outbound;
mod pacer;
mod readings;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};

use crate::board::{BoardKind, BoardState, Pin, PinMode};
use crate::command::{Command, CommandId, Reading, Reply, Sensor};
use crate::driver::{BoardEvent, Driver, Phase};
use crate::error::DeviceError;
use crate::firmata::{BoardMessage, Damage, Decoder, HostMessage, Message};

use closing::Closing;
pub use connect::{BAUD, Firmware};
use connect::{Connector, KnownBoard, Probe};
use job::{DEFAULT_INTERVAL_MS, Expect, Job, Work};
use layout::Layout;
use pacer::Pacer;
use readings::Readings;

/// Time limit for the board to confirm the final reset, in microseconds.
const CLOSE_US: u64 = 300_000;
/// Events and results kept until they are fetched; the oldest are dropped first.
const EVENTS_LIMIT: usize = 1_000;
const OUTCOMES_LIMIT: usize = 1_000;
/// Ends a sysex that a lost byte may have left open; otherwise it has no effect.
const SYSEX_END: u8 = 0xF7;

/// The driver of an Arduino with StandardFirmata.
#[derive(Clone, Debug)]
pub struct FirmataDriver {
    port: String,
    phase: Phase,
    decoder: Decoder<BoardMessage>,
    connector: Connector,
    /// The board, once it is found.
    found: Option<KnownBoard>,
    fallback: Layout,
    pacer: Pacer<Question>,
    queue: VecDeque<Job>,
    /// The first job in the queue waits for an answer that makes room.
    blocked: bool,
    /// Bytes to send before all others.
    urgent: Vec<u8>,
    probe_at_us: u64,
    last_heard_us: u64,
    /// The board has restarted and has not yet reached the first question since.
    resyncing: bool,
    /// The previous message was a version report.
    version_came: bool,
    /// Version reports the connection requested that have not arrived.
    late_versions: u32,
    closing: Closing,
    state: BoardState,
    i2c_on: bool,
    interval_ms: u16,
    /// The firmware's error text on the I2C read in progress.
    i2c_complaint: Option<String>,
    /// The modes pins will have once the queue is empty.
    modes: BTreeMap<Pin, PinMode>,
    readings: Readings,
    events: VecDeque<BoardEvent>,
    outcomes: BTreeMap<CommandId, Result<Reply, DeviceError>>,
    next_id: u64,
}

#[derive(Clone, Debug)]
struct Question {
    expect: Expect,
    /// The job to repeat if no answer comes; probes are not repeated.
    job: Option<Job>,
}

impl FirmataDriver {
    /// Creates a driver that has not started; errors name `port`.
    pub fn new(port: &str) -> Self {
        Self {
            port: port.to_owned(),
            phase: Phase::Connecting,
            decoder: Decoder::new(),
            connector: Connector::new(),
            found: None,
            fallback: Layout::uno(),
            pacer: Pacer::default(),
            queue: VecDeque::new(),
            blocked: false,
            urgent: Vec::new(),
            probe_at_us: 0,
            last_heard_us: 0,
            resyncing: false,
            version_came: false,
            late_versions: 0,
            closing: Closing::No,
            state: BoardState::default(),
            i2c_on: false,
            interval_ms: DEFAULT_INTERVAL_MS,
            i2c_complaint: None,
            modes: BTreeMap::new(),
            readings: Readings::default(),
            events: VecDeque::new(),
            outcomes: BTreeMap::new(),
            next_id: 0,
        }
    }

    /// The firmware as it identified itself; `None` before [`Phase::Ready`].
    pub fn firmware(&self) -> Option<&Firmware> {
        self.found.as_ref().map(|found| &found.firmware)
    }

    /// The damaged input counted since the driver was created.
    pub fn damage(&self) -> Damage {
        self.decoder.damage()
    }

    /// The board's pins; an Uno's until they are known.
    fn layout(&self) -> &Layout {
        self.found.as_ref().map_or(&self.fallback, |found| &found.layout)
    }

    /// The question whose answer proves that all bytes before it were read. After a restart, answers to earlier
    /// questions may still arrive, and all look alike; only the firmware report is requested by nothing else.
    fn probe(&self) -> Probe {
        if self.resyncing {
            return Probe::Firmware;
        }
        self.found.as_ref().map_or(Probe::PinState, |found| found.probe)
    }

    fn fail(&mut self, error: DeviceError) {
        for job in self.queue.drain(..) {
            if let Some(id) = job.id {
                self.outcomes.insert(id, Err(error.clone()));
            }
        }
        for question in self.pacer.restart() {
            if let Some(id) = question.job.and_then(|job| job.id) {
                self.outcomes.insert(id, Err(error.clone()));
            }
        }
        self.phase = Phase::Failed(error);
    }

    fn finish(&mut self, id: Option<CommandId>, outcome: Result<Reply, DeviceError>) {
        if let Some(id) = id {
            self.outcomes.insert(id, outcome);
            while self.outcomes.len() > OUTCOMES_LIMIT {
                self.outcomes.pop_first();
            }
        }
    }

    fn tell(&mut self, event: BoardEvent) {
        if self.events.len() >= EVENTS_LIMIT {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }

    fn enqueue(&mut self, id: Option<CommandId>, work: Work) {
        self.queue.push_back(Job { id, work, tries: 0 });
        self.blocked = false;
    }

    fn poll_connector(&mut self, now_us: u64) {
        if self.phase != Phase::Connecting || self.closing != Closing::No {
            return;
        }
        match self.connector.poll(now_us, &self.port, &mut self.urgent) {
            Some(Ok(found)) => {
                self.late_versions = found.late_versions;
                self.found = Some(found);
                self.phase = Phase::Ready;
                self.urgent.clear();
            }
            Some(Err(error)) => self.fail(error),
            None => {}
        }
    }
}

impl Driver for FirmataDriver {
    fn push(&mut self, now_us: u64, bytes: &[u8]) {
        if matches!(self.phase, Phase::Failed(_)) {
            return;
        }
        if !bytes.is_empty() {
            self.last_heard_us = now_us;
        }
        if self.phase == Phase::Connecting {
            self.connector.heard(now_us, bytes);
        }
        self.decoder.push(bytes);
        while let Some(message) = self.decoder.next_message() {
            if self.closing == Closing::No {
                self.message(now_us, message);
            } else if self.probe().is_answered_by(&message) {
                self.closing.answered();
            }
        }
        if matches!(self.closing, Closing::Told { until_us, .. } if now_us >= until_us) {
            self.closing = Closing::Closed;
        }
        self.poll_connector(now_us);
        self.check_time(now_us);
    }

    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        self.poll_connector(now_us);
        into.append(&mut self.urgent);
        if let Closing::Wanted { earlier } = self.closing {
            self.closing = Closing::Told { earlier, until_us: now_us.saturating_add(CLOSE_US) };
        }
        if self.phase != Phase::Ready || self.closing != Closing::No {
            return;
        }
        self.send(now_us, into);
    }

    fn next_wake_us(&self) -> Option<u64> {
        match self.closing {
            Closing::No => {}
            Closing::Wanted { .. } => return Some(0),
            Closing::Told { until_us, .. } => return Some(until_us),
            Closing::Closed => return None,
        }
        match self.phase {
            Phase::Failed(_) => return None,
            Phase::Connecting => return Some(self.connector.next_wake_us()),
            Phase::Ready => {}
        }
        self.ready_wake_us()
    }

    fn phase(&self) -> &Phase {
        &self.phase
    }

    fn command(&mut self, _now_us: u64, command: Command) -> Result<CommandId, DeviceError> {
        check::check_command(&command, self.layout())?;
        let id = CommandId(self.next_id);
        self.next_id += 1;
        if let Phase::Failed(error) = &self.phase {
            let error = error.clone();
            self.finish(Some(id), Err(error));
            return Ok(id);
        }
        for (pin, mode) in check::modes_after(&command, self.layout()) {
            self.modes.insert(pin, mode);
            if mode != PinMode::Analog {
                self.readings.unwatch(Sensor::Analog(pin));
            }
            if !matches!(mode, PinMode::Input | PinMode::InputPullup) {
                self.readings.unwatch(Sensor::Digital(pin));
            }
        }
        match command {
            Command::SendLine { text } => {
                let mut parts = check::text_parts(&text);
                let last = parts.pop().unwrap_or_default();
                for part in parts {
                    self.enqueue(None, Work::LinePart(part));
                }
                self.enqueue(Some(id), Work::Do(Command::SendLine { text: last }));
            }
            command => {
                if command == Command::Reset {
                    self.modes.clear();
                    self.readings.clear();
                }
                self.enqueue(Some(id), Work::Do(command));
            }
        }
        Ok(id)
    }

    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        self.outcomes.remove(&id)
    }

    fn watch(&mut self, _now_us: u64, sensor: Sensor) -> Result<(), DeviceError> {
        check::check_sensor(sensor, self.layout())?;
        match sensor {
            Sensor::Digital(pin) => {
                let drives = |pin: Pin| {
                    let mode = self.modes.get(&pin);
                    mode.is_some_and(|mode| !matches!(mode, PinMode::Input | PinMode::InputPullup))
                };
                if drives(pin) {
                    let layout = self.layout();
                    let allowed = layout.pins_with(PinMode::Input).filter(|&pin| !drives(pin));
                    return Err(layout.cannot(pin, PinMode::Input, allowed));
                }
                self.modes.entry(pin).or_insert(PinMode::Input);
            }
            Sensor::Analog(pin) => {
                self.readings.unwatch(Sensor::Digital(pin));
                self.modes.insert(pin, PinMode::Analog);
            }
            _ => {}
        }
        if self.readings.watch(sensor) {
            self.enqueue(None, Work::Watch(sensor));
        }
        Ok(())
    }

    fn reading(&self, sensor: Sensor) -> Option<Reading> {
        self.readings.get(sensor)
    }

    fn next_event(&mut self) -> Option<BoardEvent> {
        self.events.pop_front()
    }

    fn state(&self) -> &BoardState {
        &self.state
    }

    fn kind(&self) -> BoardKind {
        BoardKind::Arduino
    }

    fn pin_by_name(&self, name: &str) -> Result<Pin, DeviceError> {
        self.layout().by_name(name)
    }

    /// Restores every pin and stops all reports, dropping what was still queued.
    fn close(&mut self, _now_us: u64) {
        if self.closing != Closing::No {
            return;
        }
        self.queue.clear();
        self.urgent.clear();
        let met = self.phase == Phase::Ready || (self.phase == Phase::Connecting && self.connector.has_met());
        if !met {
            self.closing = Closing::Closed;
            return;
        }
        let earlier = self.pacer.count(|open| open.expect == Expect::Probe);
        self.closing = Closing::Wanted { earlier };
        self.urgent.push(SYSEX_END);
        HostMessage::SystemReset.encode(&mut self.urgent);
        if self.interval_ms != DEFAULT_INTERVAL_MS {
            HostMessage::SamplingInterval { interval_ms: DEFAULT_INTERVAL_MS }.encode(&mut self.urgent);
        }
        // A port that is closed at once discards the bytes that the board has not read.
        self.probe().message().encode(&mut self.urgent);
    }

    /// True once the board has confirmed, or the time limit has passed.
    fn is_closed(&self) -> bool {
        self.closing == Closing::Closed
    }

    fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.pacer.is_idle()
    }

    fn copy(&self) -> Box<dyn Driver> {
        Box::new(self.clone())
    }
}
