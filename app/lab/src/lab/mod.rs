//! The lab a script runs in: its clock, its boards, its console, and the record of all of it.
//!
//! A [`Lab`] lives on the lab thread together with the script. It looks at clock and boards at *observations*
//! only: in every wait, and at a script's calls when at least a millisecond has passed since the last one.
//! Between observations nothing changes, so a transcript of the observations is the whole of what the script
//! did not decide itself.

mod control;
mod error;
mod live;
mod observe;
mod stepping;
#[cfg(test)]
pub(crate) mod tests;
mod typed;
mod typing;

use std::collections::VecDeque;

use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin};
use digilab_devices::clock::Clock;
use digilab_devices::command::{Command, CommandId, Reply, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::session::Session;
use digilab_devices::sim::link::Bench;

use serde::{Deserialize, Serialize};

pub use self::control::{BenchAction, BenchSetup, Control, ControlQueue, LiveCommand, Pace};
pub use self::error::LabError;
use self::error::end_error;
use self::stepping::Stepping;
use self::typing::Typing;
use crate::boards::{BoardSource, OpenBoard};
use crate::inputs::Inputs;
use crate::random::Random;
use crate::stop::StopFlag;
use crate::tap::{Tap, TapLink};
use crate::trace::{Trace, TraceEvent, shortened};
use crate::transcript::{Difference, DifferenceKind, EndReason, Record, RecordSink, Replay};

/// How long the end of a run waits for boards to do what they were told last.
const SETTLE_LIMIT_US: u64 = 2_000_000;

/// Virtual microseconds that one script operation takes, so that a loop without `sleep` comes to an end too.
/// Near what a desktop computer takes in truth.
const OPERATION_US: u64 = 1;

/// One of a run's boards, in the order they were connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BoardId(pub usize);

/// What a run shows while it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabOutput {
    /// The script's first line runs now.
    Started,
    /// A console line.
    Line {
        /// The line.
        text: String,
    },
    /// A point for the plot.
    Sample {
        /// Microseconds since the script began.
        at_us: u64,
        /// The curve.
        name: String,
        /// The value.
        value: f64,
    },
    /// A board shows, drives or reads something new.
    Board {
        /// Which.
        board: BoardId,
        /// Its family.
        kind: BoardKind,
        /// All that can be seen of it.
        state: BoardState,
    },
    /// The script waits before a line, for somebody to step on.
    Paused {
        /// The line, from 1.
        line: u32,
        /// Variables that got a new value since the last pause, as `print` would show them.
        changed: Vec<(String, String)>,
    },
    /// It goes on.
    Resumed,
    /// The script waits for somebody to type a line.
    Asking,
    /// The script got a line that was typed.
    Typed {
        /// The line.
        text: String,
    },
}

/// What decides a run besides its script and its boards.
#[derive(Default)]
pub struct LabSettings {
    /// The seed of `random`.
    pub seed: u64,
    /// When the run is over, microseconds after the script began.
    pub end_us: Option<u64>,
    /// The Stop button.
    pub stop: StopFlag,
    /// Boards to connect before the script begins, whether it names them or not.
    pub boards: Vec<BoardFamily>,
    /// What is done to simulated boards, and when.
    pub inputs: Inputs,
    /// Lines that are typed, and when, in microseconds after the script began; in the order of their times.
    pub lines: VecDeque<(u64, String)>,
    /// What lies on the tables of simulated boards when they are connected.
    pub benches: Vec<BenchSetup>,
    /// What the run hears while it goes on.
    pub control: Option<Box<dyn Control>>,
    /// Whether it pauses before its first line.
    pub paused: bool,
    /// Writes the run down.
    pub recorder: Option<Box<dyn RecordSink>>,
    /// Runs a transcript in place of clock and boards.
    pub replay: Option<Replay>,
}

struct LabBoard {
    session: Session<Box<dyn Driver>>,
    tap: Tap,
    bench: Option<Bench>,
    kind: BoardKind,
    shown: BoardState,
}

/// The lab of one run.
pub struct Lab {
    clock: Box<dyn Clock>,
    source: Box<dyn BoardSource>,
    settings: LabSettings,
    output: Box<dyn FnMut(LabOutput)>,
    boards: Vec<LabBoard>,
    events: VecDeque<(BoardId, BoardEvent)>,
    trace: Trace,
    random: Random,
    /// The last observation, on the clock's own scale.
    clock_us: u64,
    /// When the script began, on the clock's own scale.
    start_us: Option<u64>,
    /// Time that simulated boards took to start up without anybody waiting for it.
    skipped_us: u64,
    skipped: u64,
    operations: u64,
    /// The script is over; what boards still say is not part of the run.
    is_finished: bool,
    ended_us: Option<u64>,
    stepping: Stepping,
    typing: Typing,
}

impl Lab {
    /// A lab with no board connected.
    ///
    /// # Arguments
    /// - `clock`: where time comes from; a replay brings its own time.
    /// - `source`: opens boards.
    /// - `settings`: seed, end, inputs, recording.
    /// - `output`: is given console lines, samples and board states as they come.
    pub fn new(
        clock: Box<dyn Clock>,
        source: Box<dyn BoardSource>,
        settings: LabSettings,
        output: Box<dyn FnMut(LabOutput)>,
    ) -> Self {
        Self {
            clock_us: clock.now_us(),
            clock,
            source,
            random: Random::new(settings.seed),
            stepping: Stepping::new(if settings.paused { Pace::Step } else { Pace::Run }),
            settings,
            output,
            boards: Vec::new(),
            events: VecDeque::new(),
            trace: Trace::new(),
            start_us: None,
            skipped_us: 0,
            skipped: 0,
            operations: 0,
            is_finished: false,
            ended_us: None,
            typing: Typing::default(),
        }
    }

    /// Marks the script's first line: time counts from here.
    ///
    /// # Errors
    /// A board's failure while the clock was looked at.
    pub fn start(&mut self) -> Result<(), LabError> {
        self.observe()?;
        self.start_us = Some(self.clock_us);
        self.record(&Record::Start { at_us: self.clock_us });
        (self.output)(LabOutput::Started);
        Ok(())
    }

    /// Microseconds since the script began, as the run sees it.
    pub fn now_us(&self) -> u64 {
        self.start_us.map_or(0, |start_us| self.clock_us.saturating_sub(start_us))
    }

    /// When the script was over, microseconds after it began; boards may have been busy for longer.
    pub fn ended_us(&self) -> Option<u64> {
        self.ended_us
    }

    /// The Stop button.
    pub fn stop_flag(&self) -> &StopFlag {
        &self.settings.stop
    }

    /// The board that a script asks for; connects it at the first call and waits until it is ready.
    ///
    /// # Errors
    /// Why it cannot be had, `Stopped`, `TimeOver`.
    pub fn board(&mut self, want: BoardFamily) -> Result<BoardId, LabError> {
        if let Some(index) = self.boards.iter().position(|board| want.fits(board.kind)) {
            self.sync()?;
            return Ok(BoardId(index));
        }
        let opened = self.open(want)?;
        let (link, tap) = TapLink::new(opened.link);
        let id = BoardId(self.boards.len());
        self.boards.push(LabBoard {
            session: Session::new(opened.driver, Box::new(link)),
            tap,
            bench: opened.bench,
            kind: opened.kind,
            shown: BoardState::default(),
        });
        self.set_bench(id);
        self.wait_for(|lab| {
            let driver = lab.driver(id)?;
            Ok((*driver.phase() == Phase::Ready).then_some(()))
        })?;
        let kind = self.driver(id)?.kind();
        if let Some(board) = self.boards.get_mut(id.0) {
            board.kind = kind;
        }
        self.show(id);
        Ok(id)
    }

    fn open(&mut self, want: BoardFamily) -> Result<OpenBoard, LabError> {
        if let Some(replay) = &mut self.settings.replay {
            return open_replayed(replay, want);
        }
        let result = self.source.open(want, self.settings.stop.signal());
        let record = match &result {
            Ok(opened) => Record::Board {
                want,
                kind: Some(opened.kind),
                port: opened.link.name().to_owned(),
                failed: None,
            },
            Err(error) => Record::Board {
                want,
                kind: None,
                port: error.arg("port").unwrap_or_default().to_owned(),
                failed: Some(error.clone()),
            },
        };
        self.record(&record);
        Ok(result?)
    }

    /// The boards to connect before the script begins, whether it names them or not.
    pub fn expected_boards(&self) -> Vec<BoardFamily> {
        match &self.settings.replay {
            Some(replay) => replay.boards_to_come().collect(),
            None => self.settings.boards.clone(),
        }
    }

    /// The boards connected so far.
    pub fn boards(&self) -> impl Iterator<Item = (BoardId, BoardKind)> {
        self.boards.iter().enumerate().map(|(index, board)| (BoardId(index), board.kind))
    }

    /// A board's family and version.
    pub fn kind(&self, id: BoardId) -> Option<BoardKind> {
        self.boards.get(id.0).map(|board| board.kind)
    }

    /// What can be seen of a board.
    pub fn state(&self, id: BoardId) -> Option<&BoardState> {
        self.boards.get(id.0).map(|board| board.session.driver().state())
    }

    /// The pin a person means: `13`, `"A0"`, `"P1"`.
    ///
    /// # Errors
    /// `pin-unknown`.
    pub fn pin_by_name(&self, id: BoardId, name: &str) -> Result<Pin, LabError> {
        let board = self.boards.get(id.0).ok_or_else(no_board)?;
        Ok(board.session.driver().pin_by_name(name)?)
    }

    /// Gives a board a command and waits for what becomes of it.
    ///
    /// # Errors
    /// The board's refusal or failure, `Stopped`, `TimeOver`.
    pub fn perform(&mut self, id: BoardId, command: Command) -> Result<Reply, LabError> {
        self.sync()?;
        let now_us = self.clock_us;
        let command_id: CommandId = self.driver_mut(id)?.command(now_us, command)?;
        let reply = self.wait_for(|lab| Ok(lab.driver_mut(id)?.outcome(command_id).transpose()?))?;
        self.show(id);
        Ok(reply)
    }

    /// Makes a board report a sensor, without waiting for a value.
    ///
    /// # Errors
    /// The board's refusal, `Stopped`, `TimeOver`.
    pub fn watch(&mut self, id: BoardId, sensor: Sensor) -> Result<(), LabError> {
        self.sync()?;
        let now_us = self.clock_us;
        Ok(self.driver_mut(id)?.watch(now_us, sensor)?)
    }

    /// The newest value of a sensor; the first call makes the board report it and waits for the first report.
    ///
    /// # Errors
    /// The board's refusal or failure, `Stopped`, `TimeOver`.
    pub fn read(&mut self, id: BoardId, sensor: Sensor) -> Result<i32, LabError> {
        self.watch(id, sensor)?;
        self.wait_for(|lab| Ok(lab.driver(id)?.reading(sensor).map(|reading| reading.value)))
    }

    /// Waits until the script's time is `deadline_us`, or until a board has told something or somebody typed what is asked
    /// for, whichever is first.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`.
    pub fn wait_until_us(&mut self, deadline_us: u64) -> Result<(), LabError> {
        let deadline_us = deadline_us.saturating_add(self.start_us.unwrap_or(0));
        loop {
            self.observe()?;
            if self.clock_us >= deadline_us || !self.events.is_empty() || self.has_answer() {
                return Ok(());
            }
            self.idle_until(deadline_us)?;
        }
    }

    /// The next thing a board told, oldest first.
    pub fn next_event(&mut self) -> Option<(BoardId, BoardEvent)> {
        self.events.pop_front()
    }

    /// Puts a line on the console.
    pub fn print(&mut self, text: &str) {
        self.trace.push(self.now_us(), TraceEvent::Console { text: shortened(text) });
        self.record_with(|| Record::Console { text: text.to_owned() });
        let at_us = self.clock_us;
        if let Some(replay) = &mut self.settings.replay {
            replay.console(at_us, text);
        }
        (self.output)(LabOutput::Line { text: text.to_owned() });
    }

    /// Adds a point to the curve `name`.
    pub fn plot(&mut self, name: &str, value: f64) {
        let at_us = self.now_us();
        self.trace.push(at_us, TraceEvent::Sample { name: shortened(name), value });
        (self.output)(LabOutput::Sample { at_us, name: name.to_owned(), value });
    }

    /// A random whole number from `low` to `high`, both included.
    pub fn random(&mut self, low: i64, high: i64) -> i64 {
        self.random.between(low, high)
    }

    /// The trace hook: the script came to `line`, where it pauses if somebody steps.
    ///
    /// # Errors
    /// A board's failure, `Stopped`, `TimeOver`; only while it pauses.
    pub fn at_line(&mut self, line: u32) -> Result<(), LabError> {
        self.trace.push(self.now_us(), TraceEvent::Line { line });
        if self.is_stepping() { self.pause_at(line) } else { Ok(()) }
    }

    /// The trace hook: a variable has a new value, as `print` would show it.
    pub fn changed(&mut self, name: &str, value: &str) {
        self.stepping.changed(name, value);
        let event = TraceEvent::Changed { name: shortened(name), value: shortened(value) };
        self.trace.push(self.now_us(), event);
    }

    /// The engine's progress: `operations` script operations were done since the run began. Call it often
    /// enough that Stop is seen in time; it is cheap.
    ///
    /// # Errors
    /// `Stopped`, `TimeOver`.
    pub fn on_operations(&mut self, operations: u64) -> Result<(), LabError> {
        let done = operations.saturating_sub(self.operations);
        self.operations = operations;
        if let Some(replay) = &self.settings.replay {
            return if replay.ends_at(operations) {
                Err(end_error(replay.end(), self.clock_us))
            } else {
                Ok(())
            };
        }
        if self.wants_stop() {
            return Err(LabError::Stopped);
        }
        self.clock.spend_us(done.saturating_mul(OPERATION_US));
        if self.is_over(self.now_on_clock_us()) { Err(LabError::TimeOver) } else { Ok(()) }
    }

    /// Ends the run: boards do what they were told last, and go back to how they were found if the run was
    /// cut short; after a script's own end, lights stay lit and displays keep what they show.
    ///
    /// # Errors
    /// A board's failure on the way.
    pub fn finish(&mut self, reason: EndReason) -> Result<(), LabError> {
        self.record(&Record::End { reason, operations: self.operations, skipped: self.skipped });
        let deadline_us = self.clock_us.saturating_add(SETTLE_LIMIT_US);
        // What follows is not part of the run: it is neither recorded nor stopped, and ends by itself.
        self.settings.recorder = None;
        self.is_finished = true;
        self.ended_us = Some(self.now_us());
        if self.settings.replay.is_some() {
            return Ok(());
        }
        let close = matches!(reason, EndReason::Stopped | EndReason::Error);
        if close {
            let now_us = self.clock_us;
            for board in &mut self.boards {
                board.session.driver_mut().close(now_us);
            }
        }
        let mut first_error = Ok(());
        loop {
            self.clock_us = self.now_on_clock_us();
            // One board's failure must not keep the others from their end.
            first_error = first_error.and(self.pump_boards());
            let settled = self.boards.iter().all(|board| {
                let driver = board.session.driver();
                board.session.has_failed() || if close { driver.is_closed() } else { driver.is_idle() }
            });
            if settled || self.clock_us >= deadline_us {
                return first_error;
            }
            self.idle_until(deadline_us)?;
        }
    }

    /// What happened, for reading after the run.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The first difference from the transcript that was replayed; ask after the run.
    pub fn difference(&mut self) -> Option<Difference> {
        let now_us = self.clock_us;
        self.settings.replay.as_mut()?.final_difference(now_us)
    }

    fn driver(&self, id: BoardId) -> Result<&dyn Driver, LabError> {
        self.boards.get(id.0).map(|board| &**board.session.driver()).ok_or_else(no_board)
    }

    fn driver_mut(&mut self, id: BoardId) -> Result<&mut Box<dyn Driver>, LabError> {
        self.boards.get_mut(id.0).map(|board| board.session.driver_mut()).ok_or_else(no_board)
    }

    /// Tells trace and window what a board shows, where it is something new.
    fn show(&mut self, id: BoardId) {
        let now_us = self.now_us();
        let Some(board) = self.boards.get_mut(id.0) else { return };
        let state = board.session.driver().state();
        if *state == board.shown {
            return;
        }
        board.shown = state.clone();
        let (kind, state) = (board.kind, board.shown.clone());
        self.trace.push(now_us, TraceEvent::Board { board: id.0, state: state.clone() });
        (self.output)(LabOutput::Board { board: id, kind, state });
    }

    fn record(&mut self, record: &Record) {
        if let Some(recorder) = &mut self.settings.recorder {
            recorder.record(record);
        }
    }

    fn record_with(&mut self, record: impl FnOnce() -> Record) {
        if self.settings.recorder.is_some() {
            self.record(&record());
        }
    }
}

fn open_replayed(replay: &mut Replay, want: BoardFamily) -> Result<OpenBoard, LabError> {
    let differs = |expected: Option<&str>| {
        LabError::Differs(Difference {
            kind: DifferenceKind::Board,
            at_us: 0,
            expected: expected.map(str::to_owned),
            found: Some(want.id().to_owned()),
        })
    };
    let Some((board, link)) = replay.open() else { return Err(differs(None)) };
    if board.want != want {
        return Err(differs(Some(board.want.id())));
    }
    let kind = board.opened?;
    Ok(OpenBoard { kind, driver: replay.driver_for(kind, &board.port), link, bench: None })
}

fn no_board() -> LabError {
    LabError::Device(DeviceError::new(DeviceErrorCode::Gone))
}
