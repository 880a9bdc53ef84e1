//! The micro:bit driver: takes a board in any state and makes it execute a script's commands.

use std::collections::{BTreeMap, VecDeque};

use super::agent::message::{BoardLine, MAX_BOARD_LINE_BYTES, Order, PROTOCOL_VERSION, Refusal, Slot};
use super::channel::{Channel, JobId};
use super::closing::Closing;
use super::effects;
use super::jobs::{Finished, Jobs, Purpose, refused};
use super::loader::{Loaded, Loader};
use super::pins;
use super::plan::Plans;
use super::watches::Watches;
use crate::board::{BoardKind, BoardState, Leds, Pin, PinState};
use crate::command::{Command, CommandId, Reading, Reply, Sensor};
use crate::driver::{BoardEvent, Driver, Phase};
use crate::error::{DeviceError, DeviceErrorCode};

/// Time limit from the agent's start to its first line.
const BOOT_LIMIT_US: u64 = 2_000_000;
/// Silence after which the agent counts as lost; it sends a sign of life every 0.5 s.
const SILENCE_US: u64 = 2_500_000;
/// Time limit while a person calibrates the compass.
const CALIBRATION_US: u64 = 180_000_000;
/// Number of times the agent may end without having sent a line in between.
const MAX_RESTARTS: u32 = 3;
/// Events kept until they are fetched; the oldest are dropped first.
const MAX_EVENTS: usize = 256;

/// Sign of a program that ended in the raw REPL: the end of its traceback, and the prompt.
const AGENT_ENDED: &[u8] = b"\x04>";
/// Signs of a board that was reset.
const RESTART_SIGNS: [&[u8]; 3] = [b"MicroPython v", b"raw REPL; CTRL-B", b"soft reboot"];

#[derive(Clone, Debug)]
enum Stage {
    /// Nothing has been sent yet.
    New,
    Loading(Box<Loader>),
    /// The agent was started and has sent nothing yet.
    Booting {
        until_us: u64,
        fresh: bool,
    },
    Running,
    Closing(Closing),
    Closed,
    Failed,
}

/// A scroll or a melody in the background.
#[derive(Clone, Debug)]
struct Background {
    id: JobId,
    seq: u8,
    command: Command,
}

/// Drives a micro:bit with the official MicroPython.
#[derive(Clone, Debug)]
pub struct MicrobitDriver {
    port: String,
    phase: Phase,
    stage: Stage,
    plans: Plans,
    channel: Channel,
    jobs: Jobs,
    state: BoardState,
    events: VecDeque<BoardEvent>,
    /// The part of a line that has arrived.
    inbox: Vec<u8>,
    heard_us: u64,
    calibrating: bool,
    reports: u8,
    restarts: u32,
    was_ready: bool,
    scroll: Option<Background>,
    melody: Option<Background>,
    tone_ends_us: Option<u64>,
    free_bytes: Option<u32>,
}

impl MicrobitDriver {
    /// Creates a driver for the board at `port_name`, which errors mention. Nothing is sent before the first
    /// [`push`](Driver::push).
    pub fn new(port_name: &str) -> Self {
        // The agent reports the version when it starts.
        let plans =
            Plans { board: BoardKind::MicrobitV2, modes: BTreeMap::new(), watches: Watches::default() };
        Self {
            port: port_name.to_owned(),
            phase: Phase::Connecting,
            stage: Stage::New,
            plans,
            channel: Channel::default(),
            jobs: Jobs::default(),
            state: BoardState { leds: Some(Leds::default()), ..BoardState::default() },
            events: VecDeque::new(),
            inbox: Vec::new(),
            heard_us: 0,
            calibrating: false,
            reports: 0,
            restarts: 0,
            was_ready: false,
            scroll: None,
            melody: None,
            tone_ends_us: None,
            free_bytes: None,
        }
    }

    /// The board's free RAM in bytes, as last reported.
    pub fn free_bytes(&self) -> Option<u32> {
        self.free_bytes
    }

    fn load(&mut self, now_us: u64) {
        self.phase = Phase::Connecting;
        self.inbox.clear();
        self.stage = Stage::Loading(Box::new(Loader::begin(now_us, &self.port)));
    }

    fn fail(&mut self, error: DeviceError) {
        self.jobs.fail_all(&error);
        for background in [self.scroll.take(), self.melody.take()].into_iter().flatten() {
            self.jobs.conclude(background.id, Err(error.clone()));
        }
        self.phase = Phase::Failed(error);
        self.stage = Stage::Failed;
    }

    fn error(&self, code: DeviceErrorCode) -> DeviceError {
        DeviceError::new(code).with("port", &self.port)
    }

    fn tell(&mut self, event: BoardEvent) {
        self.events.push_back(event);
        while self.events.len() > MAX_EVENTS {
            self.events.pop_front();
        }
    }

    fn on_loader(&mut self, now_us: u64, bytes: &[u8]) {
        let Stage::Loading(loader) = &mut self.stage else { return };
        let fresh = loader.is_fresh();
        match loader.push(now_us, bytes) {
            None => {}
            Some(Loaded::Started(rest)) => {
                self.stage = Stage::Booting { until_us: now_us.saturating_add(BOOT_LIMIT_US), fresh };
                self.on_agent(now_us, &rest);
            }
            Some(Loaded::Failed(error)) => {
                // A board that has answered before has not become another kind of board.
                let fell_silent = self.was_ready && error.code == DeviceErrorCode::NoAnswer;
                self.fail(if fell_silent { self.error(DeviceErrorCode::Silent) } else { error });
            }
        }
    }

    /// Takes bytes while the agent runs.
    fn on_agent(&mut self, now_us: u64, bytes: &[u8]) {
        for byte in bytes {
            self.inbox.push(*byte);
            if *byte == b'\n' {
                let line = std::mem::take(&mut self.inbox);
                self.on_line(now_us, &line);
            } else if self.inbox.ends_with(AGENT_ENDED) {
                self.agent_ended(now_us);
            } else if self.inbox.len() > MAX_BOARD_LINE_BYTES {
                self.inbox.clear();
            }
            if !matches!(self.stage, Stage::Booting { .. } | Stage::Running) {
                // What follows is for the loader, which starts by getting to a prompt.
                return;
            }
        }
    }

    fn on_line(&mut self, now_us: u64, line: &[u8]) {
        let line = line.trim_ascii_end();
        match BoardLine::parse(line) {
            Ok(said) => self.on_word(now_us, said),
            Err(_) => {
                let restarted =
                    RESTART_SIGNS.iter().any(|sign| line.windows(sign.len()).any(|part| part == *sign));
                if restarted {
                    self.load(now_us);
                }
            }
        }
    }

    /// Restarts the agent after it ended, by Ctrl-C or an error: its variables are still there.
    fn agent_ended(&mut self, now_us: u64) {
        self.inbox.clear();
        self.restarts += 1;
        self.phase = Phase::Connecting;
        if self.restarts > MAX_RESTARTS {
            self.fail(self.error(DeviceErrorCode::BoardMemory));
        } else if self.restarts == MAX_RESTARTS {
            self.load(now_us);
        } else {
            self.stage = Stage::Loading(Box::new(Loader::restart(now_us, &self.port)));
        }
    }

    fn on_word(&mut self, now_us: u64, said: BoardLine) {
        self.heard_us = now_us;
        self.calibrating = said == BoardLine::Calibrating;
        if let BoardLine::Boot { protocol, version, expected, free_bytes } = said {
            self.free_bytes = Some(free_bytes);
            self.booted(now_us, protocol, version, expected);
            return;
        }
        if !matches!(self.stage, Stage::Running) {
            return;
        }
        match said {
            BoardLine::Done { seq, value } => self.on_answer(now_us, seq, Ok(value)),
            BoardLine::Refused { seq, why } => self.on_answer(now_us, seq, Err(why)),
            BoardLine::Again { .. } => self.channel.again(now_us),
            BoardLine::Report { number, values } => {
                self.count_report(number, self.reports.wrapping_add(1));
                for (slot, value) in values {
                    self.on_report(now_us, slot, value);
                }
            }
            BoardLine::Heartbeat { reports, free_bytes } => {
                self.restarts = 0;
                self.free_bytes = Some(free_bytes);
                self.count_report(reports, self.reports);
            }
            BoardLine::Calibrating | BoardLine::Boot { .. } => {}
        }
    }

    /// Requests all values again if a report was lost.
    fn count_report(&mut self, number: u8, expected: u8) {
        self.reports = number;
        if number != expected {
            self.refresh();
        }
    }

    fn refresh(&mut self) {
        let id = self.jobs.add(Purpose::Sensors);
        self.jobs.send(id, vec![Order::Refresh], &mut self.channel);
    }

    fn booted(&mut self, now_us: u64, protocol: u8, version: u8, expected: u8) {
        let Stage::Booting { fresh, .. } = self.stage else { return };
        if protocol != PROTOCOL_VERSION {
            self.fail(self.error(DeviceErrorCode::AgentDamaged));
            return;
        }
        self.stage = Stage::Running;
        self.phase = Phase::Ready;
        if !fresh {
            self.channel.resume(now_us);
            self.refresh();
            return;
        }
        self.reports = 0;
        self.plans.board = if version == 1 { BoardKind::MicrobitV1 } else { BoardKind::MicrobitV2 };
        self.channel = Channel::new(expected);
        self.state = BoardState { leds: Some(Leds::default()), ..BoardState::default() };
        self.tone_ends_us = None;
        let cut_off = [self.scroll.take(), self.melody.take()].into_iter().flatten();
        let mut again: Vec<(JobId, Command)> = self.jobs.begin_again();
        again.extend(
            cut_off.map(|background| {
                (self.jobs.take_back(background.id, &background.command), background.command)
            }),
        );
        again.sort_by_key(|(id, _)| *id);
        let watched = self.plans.watch_again();
        if !watched.is_empty() {
            let id = self.jobs.add(Purpose::Sensors);
            self.jobs.send(id, watched, &mut self.channel);
        }
        for (id, command) in again {
            let external = matches!(command, Command::WriteI2c { .. } | Command::ReadI2c { .. });
            if self.was_ready && external {
                // A device on the bus was not reset with the board: it is unknown whether it has done this.
                self.jobs.fail(id, &self.error(DeviceErrorCode::BoardReset));
                continue;
            }
            match self.plans.command(&command, &self.state) {
                Ok(orders) => self.jobs.send(id, orders, &mut self.channel),
                Err(error) => self.jobs.fail(id, &error),
            }
        }
        if self.was_ready {
            self.tell(BoardEvent::Restarted);
        }
        self.was_ready = true;
    }

    fn on_answer(&mut self, now_us: u64, seq: u8, answer: Result<String, Refusal>) {
        let Some(answered) = self.channel.answer(now_us, seq, answer) else { return };
        match self.jobs.answered(answered, &mut self.channel) {
            None => {}
            Some(Ok(finished)) => self.finished(now_us, finished),
            Some(Err((id, Purpose::Command(_), refusal))) => {
                self.jobs.conclude(id, Err(refused(refusal, &self.port)));
            }
            // A script waits for this sensor, and there is no command whose result could carry the error.
            Some(Err((_, Purpose::Sensors, refusal))) => self.fail(refused(refusal, &self.port)),
        }
    }

    fn finished(&mut self, now_us: u64, finished: Finished) {
        let Purpose::Command(command) = finished.purpose else { return };
        let (id, seq) = (finished.id, finished.seq);
        let display = matches!(command, Command::Scroll { .. } | Command::ShowLeds { .. } | Command::Reset);
        let sound = matches!(
            command,
            Command::Tone { .. } | Command::NoTone { .. } | Command::Play { .. } | Command::Reset
        );
        // Ends the background jobs that this cut off.
        let ended =
            [if display { self.scroll.take() } else { None }, if sound { self.melody.take() } else { None }];
        for background in ended.into_iter().flatten() {
            self.background_ended(background);
        }
        match &command {
            Command::Scroll { .. } => {
                self.state.leds = Some(Leds::default());
                self.scroll = Some(Background { id, seq, command });
                return;
            }
            Command::Play { .. } => {
                self.melody = Some(Background { id, seq, command });
                return;
            }
            Command::Tone { duration_ms, .. } => {
                self.tone_ends_us = duration_ms.map(|ms| now_us.saturating_add(u64::from(ms) * 1000));
            }
            _ => {}
        }
        self.conclude(id, &command, &finished.value);
    }

    fn conclude(&mut self, id: JobId, command: &Command, value: &str) {
        let outcome = effects::done(command, value, &mut self.state)
            .ok_or_else(|| self.error(DeviceErrorCode::BoardError).with("reason", "unreadable-answer"));
        self.jobs.conclude(id, outcome);
    }

    fn background_ended(&mut self, background: Background) {
        self.conclude(background.id, &background.command, "");
    }

    fn on_report(&mut self, now_us: u64, slot: Slot, value: i32) {
        let running = match slot {
            Slot::SCROLL => &mut self.scroll,
            Slot::PLAY => &mut self.melody,
            _ => {
                if let Some((pin, seen)) = self.plans.watches.report(now_us, slot, value, &mut self.events) {
                    let mode = self.plans.modes.get(&pin).copied().unwrap_or(seen.mode);
                    self.state.pins.insert(pin, PinState { mode, ..seen });
                }
                while self.events.len() > MAX_EVENTS {
                    self.events.pop_front();
                }
                return;
            }
        };
        if let Some(background) = running.take_if(|background| i32::from(background.seq) == value) {
            self.background_ended(background);
        }
    }

    fn watch_the_clock(&mut self, now_us: u64) {
        if self.tone_ends_us.is_some_and(|at_us| now_us >= at_us) {
            self.tone_ends_us = None;
            self.state.tone_hz = None;
        }
        match self.stage {
            Stage::Booting { until_us, .. } if now_us >= until_us => {
                self.restarts += 1;
                if self.restarts > MAX_RESTARTS {
                    self.fail(self.error(DeviceErrorCode::AgentDamaged));
                } else {
                    self.load(now_us);
                }
            }
            Stage::Running if now_us >= self.silent_at_us() || self.channel.is_broken() => self.load(now_us),
            _ => {}
        }
    }

    fn silent_at_us(&self) -> u64 {
        self.heard_us.saturating_add(if self.calibrating { CALIBRATION_US } else { SILENCE_US })
    }
}

impl Driver for MicrobitDriver {
    fn push(&mut self, now_us: u64, bytes: &[u8]) {
        match &mut self.stage {
            Stage::New => {
                self.load(now_us);
                self.on_loader(now_us, bytes);
            }
            Stage::Loading(_) => self.on_loader(now_us, bytes),
            Stage::Booting { .. } | Stage::Running => self.on_agent(now_us, bytes),
            Stage::Closing(closing) => {
                closing.push(now_us, bytes);
                if closing.is_over() {
                    self.stage = Stage::Closed;
                }
            }
            Stage::Closed | Stage::Failed => {}
        }
        self.watch_the_clock(now_us);
    }

    fn take_output(&mut self, now_us: u64, into: &mut Vec<u8>) {
        match &mut self.stage {
            Stage::Loading(loader) => loader.take_output(now_us, into),
            Stage::Running if !self.calibrating => self.channel.take_output(now_us, into),
            Stage::Closing(closing) => closing.take_output(now_us, into),
            _ => {}
        }
    }

    fn next_wake_us(&self) -> Option<u64> {
        let stage = match &self.stage {
            Stage::New => Some(0),
            Stage::Loading(loader) => loader.next_wake_us(),
            Stage::Booting { until_us, .. } => Some(*until_us),
            Stage::Running if self.calibrating => Some(self.silent_at_us()),
            Stage::Running => Some(
                self.channel
                    .next_wake_us()
                    .map_or(self.silent_at_us(), |at_us| at_us.min(self.silent_at_us())),
            ),
            Stage::Closing(closing) => Some(closing.next_wake_us()),
            Stage::Closed | Stage::Failed => None,
        };
        [stage, self.tone_ends_us].into_iter().flatten().min()
    }

    fn phase(&self) -> &Phase {
        &self.phase
    }

    fn command(&mut self, _now_us: u64, command: Command) -> Result<CommandId, DeviceError> {
        // Before the board is ready this only checks: the orders are built again when it is.
        let orders = self.plans.command(&command, &self.state)?;
        let id = self.jobs.add(Purpose::Command(command));
        match &self.phase {
            Phase::Failed(error) => {
                let error = error.clone();
                self.jobs.fail(id, &error);
            }
            _ => self.jobs.send(id, orders, &mut self.channel),
        }
        Ok(CommandId(id))
    }

    fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        self.jobs.outcome(id)
    }

    fn watch(&mut self, _now_us: u64, sensor: Sensor) -> Result<(), DeviceError> {
        let orders = self.plans.watch(sensor)?;
        if !orders.is_empty() {
            let id = self.jobs.add(Purpose::Sensors);
            self.jobs.send(id, orders, &mut self.channel);
        }
        Ok(())
    }

    fn reading(&self, sensor: Sensor) -> Option<Reading> {
        self.plans.watches.reading(sensor)
    }

    fn next_event(&mut self) -> Option<BoardEvent> {
        self.events.pop_front()
    }

    fn state(&self) -> &BoardState {
        &self.state
    }

    fn kind(&self) -> BoardKind {
        self.plans.board
    }

    fn pin_by_name(&self, name: &str) -> Result<Pin, DeviceError> {
        pins::by_name(self.plans.board, name)
    }

    fn close(&mut self, now_us: u64) {
        if !matches!(self.stage, Stage::Loading(_) | Stage::Booting { .. } | Stage::Running) {
            self.stage = Stage::Closed;
            return;
        }
        self.stage = Stage::Closing(Closing::begin(now_us));
    }

    fn is_closed(&self) -> bool {
        matches!(self.stage, Stage::Closed | Stage::Failed)
    }

    fn is_idle(&self) -> bool {
        self.jobs.is_empty() && self.scroll.is_none() && self.melody.is_none()
    }

    fn copy(&self) -> Box<dyn Driver> {
        Box::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_taken_without_a_panic(
            chunks in proptest::collection::vec(
                prop_oneof![
                    proptest::collection::vec(any::<u8>(), 0..60),
                    Just(b"raw REPL; CTRL-B to exit\r\n>".to_vec()),
                    Just(b"soft reboot\r\nraw REPL; CTRL-B to exit\r\n>".to_vec()),
                    Just(b"R\x01\x80\0".to_vec()),
                    Just(b"OKok 1\x04\x04>".to_vec()),
                    Just(b"OKbad\x04\x04>".to_vec()),
                    Just(b"\x04>".to_vec()),
                    Just(b"B1,1,00,5488e653\n".to_vec()),
                ],
                0..60,
            ),
            step_us in 0u64..200_000,
        ) {
            let mut driver = MicrobitDriver::new("test");
            let mut now_us = 0;
            let _ = driver.watch(0, Sensor::Temperature);
            let _ = driver.command(0, Command::ReadLeds);
            for chunk in chunks {
                driver.push(now_us, &chunk);
                driver.take_output(now_us, &mut Vec::new());
                now_us += step_us;
            }
            driver.close(now_us);
            while !driver.is_closed() {
                now_us += 100_000;
                driver.push(now_us, &[]);
                driver.take_output(now_us, &mut Vec::new());
            }
        }
    }
}
