//! The lab that a script runs in: its clock, its boards, its console, and the record of all of it.
//!
//! A [`Lab`] lives on the lab thread together with the script. It reads clock and boards only in *observations*: in
//! every wait, and in a script's calls when at least a millisecond has passed since the last one. Between
//! observations nothing changes, so a transcript of the observations holds everything that the script did not decide
//! itself.

mod back;
mod control;
mod copy;
mod display;
mod error;
mod live;
mod observe;
mod past;
mod stepping;
#[cfg(test)]
pub(crate) mod tests;
mod typed;
mod typing;
mod waits;

use std::collections::{BTreeMap, VecDeque};

use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin};
use digilab_devices::clock::Clock;
use digilab_devices::command::{Command, CommandId, Reply, Sensor};
use digilab_devices::driver::{BoardEvent, Driver, Phase};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::session::Session;
use digilab_devices::sim::link::Bench;

use serde::{Deserialize, Serialize};

pub(crate) use self::back::Present;
pub use self::control::{BenchAction, BenchSetup, Control, ControlQueue, LiveCommand, Pace};
pub(crate) use self::copy::LabCopy;
pub use self::error::LabError;
use self::error::end_error;
use self::past::{Past, Told};
use self::stepping::Stepping;
use self::typing::Typing;
use crate::boards::{BoardSource, OpenBoard};
use crate::inputs::Inputs;
use crate::mistakes::Mistake;
use crate::random::Random;
use crate::stop::StopFlag;
use crate::tap::{Tap, TapLink};
use crate::text::sentences::Sentences;
use crate::trace::{Trace, TraceEvent, shortened};
use crate::transcript::{Difference, DifferenceKind, EndReason, Record, RecordSink, Replay};

/// Time limit for boards to finish their last commands at the end of a run, in microseconds.
const SETTLE_LIMIT_US: u64 = 2_000_000;

/// Virtual microseconds that one script operation takes, so that a loop without `sleep` ends, too. Close to the real
/// time on a desktop computer.
const OPERATION_US: u64 = 1;

/// Index of a board in a run, in the order in which they were connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BoardId(pub usize);

/// Output of a run while it goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabOutput {
    /// The script's first line starts.
    Started,
    /// A console line.
    Line {
        /// The line.
        text: String,
    },
    /// A remark about the script: something that works, but surely not as meant.
    Remark {
        /// The remark, with its place if it has one.
        remark: Box<Mistake>,
    },
    /// A point for the plot.
    Sample {
        /// Microseconds since the script began.
        at_us: u64,
        /// Name of the curve.
        name: String,
        /// Value of the point.
        value: f64,
    },
    /// The visible state of a board has changed.
    Board {
        /// Index of the board.
        board: BoardId,
        /// Kind of the board.
        kind: BoardKind,
        /// The complete visible state.
        state: BoardState,
    },
    /// The script pauses before a line, until somebody steps on.
    Paused {
        /// Number of lines that the script has reached, this one included.
        step: u64,
        /// The line, from 1.
        line: u32,
        /// Variables that changed since the last pause, with values as `print` shows them.
        changed: Vec<(String, String)>,
        /// True if the run can go [back](LiveCommand::Back) to a line before.
        can_go_back: bool,
    },
    /// The run is back at an earlier line, where it pauses again. All later output is undone.
    Restored {
        /// Number of lines that the script had reached, this one included.
        step: u64,
        /// The line, from 1.
        line: u32,
        /// All variables known at this line, with values as `print` shows them.
        variables: Vec<(String, String)>,
        /// Number of the newest console lines, printed or typed, that are undone.
        lines: u64,
        /// Number of the newest points of the plot that are undone.
        samples: u64,
        /// True if the script waits for somebody to type a line.
        is_asking: bool,
        /// True if the run can go [back](LiveCommand::Back) still further.
        can_go_back: bool,
    },
    /// The script goes on after a pause.
    Resumed,
    /// The script waits for somebody to type a line.
    Asking,
    /// The script got a line that was typed.
    Typed {
        /// The line.
        text: String,
    },
}

/// Settings of a run besides its script and its boards.
#[derive(Default)]
pub struct LabSettings {
    /// Seed of `random`.
    pub seed: u64,
    /// Time limit of the run, in microseconds after the script began.
    pub end_us: Option<u64>,
    /// Stop button.
    pub stop: StopFlag,
    /// Boards to connect before the script begins, even if it does not name them.
    pub boards: Vec<BoardFamily>,
    /// Inputs to simulated boards.
    pub inputs: Inputs,
    /// Lines that are typed, with their times in microseconds after the script began; ordered by time.
    pub lines: VecDeque<(u64, String)>,
    /// Bench setups of simulated boards, applied when they are connected.
    pub benches: Vec<BenchSetup>,
    /// Source of live commands.
    pub control: Option<Box<dyn Control>>,
    /// True if the run pauses before its first line.
    pub paused: bool,
    /// Sentences of mistakes that a script catches; without one, it gets the mistake's code.
    pub sentences: Sentences,
    /// True if the run can go back to earlier lines: it then keeps copies of its state.
    pub keeps_past: bool,
    /// Receives the records of a transcript.
    pub recorder: Option<Box<dyn RecordSink>>,
    /// Transcript to replay in place of clock and boards.
    pub replay: Option<Replay>,
}

struct LabBoard {
    session: Session<Box<dyn Driver>>,
    tap: Tap,
    bench: Option<Bench>,
    kind: BoardKind,
    shown: BoardState,
    /// True once it was ready for commands.
    is_ready: bool,
}

/// The lab of one run.
pub struct Lab {
    clock: Box<dyn Clock>,
    source: Box<dyn BoardSource>,
    settings: LabSettings,
    output: Box<dyn FnMut(LabOutput)>,
    boards: Vec<LabBoard>,
    events: VecDeque<(BoardId, BoardEvent)>,
    /// Results of commands that the script has not taken yet.
    outcomes: BTreeMap<(BoardId, CommandId), Result<Reply, DeviceError>>,
    /// Texts that scroll over the boards' displays.
    scrolls: BTreeMap<BoardId, CommandId>,
    trace: Trace,
    random: Random,
    /// Time of the last observation, on the clock's own scale.
    clock_us: u64,
    /// Time at which the script began, on the clock's own scale.
    start_us: Option<u64>,
    /// Startup time of simulated boards that was skipped without waiting, in microseconds.
    skipped_us: u64,
    skipped: u64,
    operations: u64,
    /// True once the script is over; later messages of boards are not part of the run.
    is_finished: bool,
    ended_us: Option<u64>,
    stepping: Stepping,
    typing: Typing,
    told: Told,
    /// What had been told when the run went back.
    told_before: Told,
    /// What was observed; `None` if the run cannot go back.
    past: Option<Past>,
    /// All variables known at the line to which the run has come back.
    variables: Vec<(String, String)>,
    /// A live command that could not be handled yet.
    unhandled: Option<LiveCommand>,
    /// Time that the script's work took since the last observation of the past, in microseconds.
    ahead_us: u64,
    /// Time that was spent looking back, by which the run is behind the clock, in microseconds.
    behind_us: u64,
}

impl Lab {
    /// Returns the sentences of mistakes, in the language of the run.
    pub(crate) fn sentences(&self) -> &Sentences {
        &self.settings.sentences
    }

    /// Makes a lab without connected boards.
    ///
    /// # Arguments
    /// - `clock`: source of time; a replay brings its own time.
    /// - `source`: opens boards.
    /// - `settings`: seed, end, inputs, recording.
    /// - `output`: receives console lines, samples and board states as they occur.
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
            past: (settings.keeps_past && settings.replay.is_none() && settings.recorder.is_none())
                .then(Past::default),
            told: Told::default(),
            told_before: Told::default(),
            variables: Vec::new(),
            unhandled: None,
            ahead_us: 0,
            behind_us: 0,
            settings,
            output,
            boards: Vec::new(),
            events: VecDeque::new(),
            outcomes: BTreeMap::new(),
            scrolls: BTreeMap::new(),
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
    /// A board's failure during the observation.
    pub fn start(&mut self) -> Result<(), LabError> {
        self.observe()?;
        self.start_us = Some(self.clock_us);
        self.record(&Record::Start { at_us: self.clock_us });
        (self.output)(LabOutput::Started);
        Ok(())
    }

    /// Returns the microseconds since the script began, as the run sees them.
    pub fn now_us(&self) -> u64 {
        self.start_us.map_or(0, |start_us| self.clock_us.saturating_sub(start_us))
    }

    /// Returns the time at which the script ended, in microseconds after it began; boards may have been busy for
    /// longer.
    pub fn ended_us(&self) -> Option<u64> {
        self.ended_us
    }

    /// Returns the Stop button.
    pub fn stop_flag(&self) -> &StopFlag {
        &self.settings.stop
    }

    /// Returns the board that a script requests; the first call opens its link, and the board may not be
    /// [ready](Self::is_ready) yet.
    ///
    /// # Errors
    /// The reason why the board is not available; `Stopped`, `TimeOver`.
    pub fn request(&mut self, want: BoardFamily) -> Result<BoardId, LabError> {
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
            is_ready: false,
        });
        self.set_bench(id);
        Ok(id)
    }

    /// True once a board has been ready for commands.
    ///
    /// # Errors
    /// That the board is gone.
    pub fn is_ready(&mut self, id: BoardId) -> Result<bool, LabError> {
        let board = self.boards.get_mut(id.0).ok_or_else(no_board)?;
        if board.is_ready {
            return Ok(true);
        }
        let driver = board.session.driver();
        if *driver.phase() != Phase::Ready {
            return Ok(false);
        }
        board.kind = driver.kind();
        board.is_ready = true;
        self.show(id);
        Ok(true)
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

    /// Returns the boards to connect before the script begins, even if it does not name them.
    pub fn expected_boards(&self) -> Vec<BoardFamily> {
        match &self.settings.replay {
            Some(replay) => replay.boards_to_come().collect(),
            None => self.settings.boards.clone(),
        }
    }

    /// Returns the boards connected so far.
    pub fn boards(&self) -> impl Iterator<Item = (BoardId, BoardKind)> {
        self.boards.iter().enumerate().map(|(index, board)| (BoardId(index), board.kind))
    }

    /// Returns a board's kind: its family and version.
    pub fn kind(&self, id: BoardId) -> Option<BoardKind> {
        self.boards.get(id.0).map(|board| board.kind)
    }

    /// Returns a board's visible state.
    pub fn state(&self, id: BoardId) -> Option<&BoardState> {
        self.boards.get(id.0).map(|board| board.session.driver().state())
    }

    /// Returns the pin of a name: `13`, `"A0"`, `"P1"`.
    ///
    /// # Errors
    /// `pin-unknown`.
    pub fn pin_by_name(&self, id: BoardId, name: &str) -> Result<Pin, LabError> {
        let board = self.boards.get(id.0).ok_or_else(no_board)?;
        Ok(board.session.driver().pin_by_name(name)?)
    }

    /// Gives a board a command; [`outcome`](Self::outcome) gives its result.
    ///
    /// # Errors
    /// The board's refusal, `Stopped`, `TimeOver`.
    pub fn begin(&mut self, id: BoardId, command: Command) -> Result<CommandId, LabError> {
        self.sync()?;
        let now_us = self.clock_us;
        let is_scroll = matches!(command, Command::Scroll { .. });
        let command = self.driver_mut(id)?.command(now_us, command)?;
        if is_scroll {
            self.scrolls.insert(id, command);
        }
        Ok(command)
    }

    /// Takes the result of a command. `None` while the board is busy with it.
    ///
    /// # Errors
    /// The board's failure.
    pub fn outcome(&mut self, id: BoardId, command: CommandId) -> Result<Option<Reply>, LabError> {
        if !self.has_outcome(id, command) {
            return Ok(None);
        }
        self.scrolled(id, command);
        let reply = self.outcomes.remove(&(id, command)).transpose()?;
        self.show(id);
        Ok(reply)
    }

    /// True if the result of a command is there.
    pub fn has_outcome(&mut self, id: BoardId, command: CommandId) -> bool {
        if let Ok(driver) = self.driver_mut(id)
            && let Some(outcome) = driver.outcome(command)
        {
            self.outcomes.insert((id, command), outcome);
        }
        self.outcomes.contains_key(&(id, command))
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

    /// Returns the newest value of a watched sensor. `None` before its first report.
    ///
    /// # Errors
    /// That the board is gone.
    pub fn reading(&self, id: BoardId, sensor: Sensor) -> Result<Option<i32>, LabError> {
        Ok(self.driver(id)?.reading(sensor).map(|reading| reading.value))
    }

    /// Takes the next event of a board, oldest first.
    pub fn next_event(&mut self) -> Option<(BoardId, BoardEvent)> {
        self.events.pop_front()
    }

    /// Makes a remark about the script. It is no part of the trace and of a transcript: the same run makes it again.
    pub(crate) fn remark(&mut self, remark: Mistake) {
        (self.output)(LabOutput::Remark { remark: Box::new(remark) });
    }

    /// Prints a line on the console.
    pub fn print(&mut self, text: &str) {
        self.trace.push(self.now_us(), TraceEvent::Console { text: shortened(text) });
        self.record_with(|| Record::Console { text: text.to_owned() });
        let at_us = self.clock_us;
        if let Some(replay) = &mut self.settings.replay {
            replay.console(at_us, text);
        }
        self.told.lines += 1;
        self.tell(LabOutput::Line { text: text.to_owned() });
    }

    /// Adds a point to the curve `name`.
    pub fn plot(&mut self, name: &str, value: f64) {
        let at_us = self.now_us();
        self.trace.push(at_us, TraceEvent::Sample { name: shortened(name), value });
        self.told.samples += 1;
        self.tell(LabOutput::Sample { at_us, name: name.to_owned(), value });
    }

    /// Returns a random whole number from `low` to `high`, both included.
    pub fn random(&mut self, low: i64, high: i64) -> i64 {
        self.random.between(low, high)
    }

    /// Trace hook: the script reached `line`, where it pauses while somebody steps: then it is [held](Self::hold).
    pub fn at_line(&mut self, line: u32) {
        self.trace.push(self.now_us(), TraceEvent::Line { line });
        if !self.passes_line(line) && self.is_stepping() {
            self.pause_at(line);
        }
    }

    /// Trace hook: a variable has a new value, as `print` shows it.
    pub fn changed(&mut self, name: &str, value: &str) {
        self.stepping.changed(name, value);
        let event = TraceEvent::Changed { name: shortened(name), value: shortened(value) };
        self.trace.push(self.now_us(), event);
    }

    /// Looks while the script is read, before its time begins to count: reading has as much time as the run.
    ///
    /// # Errors
    /// `Stopped`, `TimeOver`.
    pub fn must_end_before_start(&mut self) -> Result<(), LabError> {
        if self.settings.replay.is_some() {
            return Ok(());
        }
        if self.settings.stop.is_stopped() {
            return Err(LabError::Stopped);
        }
        let end_us = self.settings.end_us.unwrap_or(u64::MAX);
        if self.now_on_clock_us() >= end_us { Err(LabError::TimeOver) } else { Ok(()) }
    }

    /// Progress hook: `operations` script operations were done since the run began. Cheap; must be called often
    /// enough that Stop is seen in time.
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
        if self.settings.stop.is_stopped() {
            return Err(LabError::Stopped);
        }
        if self.is_redoing() {
            self.ahead_us += done.saturating_mul(OPERATION_US);
            return Ok(());
        }
        self.clock.spend_us(done.saturating_mul(OPERATION_US));
        if self.is_over(self.now_on_clock_us()) { Err(LabError::TimeOver) } else { Ok(()) }
    }

    /// Begins the run's end. Returns the time on the clock until which boards may finish; `None` if nothing is left
    /// to do.
    fn begin_end(&mut self, reason: EndReason) -> Option<u64> {
        self.record(&Record::End { reason, operations: self.operations, skipped: self.skipped });
        let deadline_us = self.clock_us.saturating_add(SETTLE_LIMIT_US);
        self.go_on_from_here();
        // The rest is not part of the run: it is neither recorded nor stopped, and ends by itself.
        self.settings.recorder = None;
        self.is_finished = true;
        self.ended_us = Some(self.now_us());
        if self.settings.replay.is_some() {
            return None;
        }
        if is_cut_short(reason) {
            let now_us = self.clock_us;
            for board in &mut self.boards {
                board.session.driver_mut().close(now_us);
            }
        }
        Some(deadline_us)
    }

    /// Lets the boards go on with their last commands. Returns true once they have done them, or at `deadline_us` on
    /// the clock, and the first failure.
    fn settle(&mut self, reason: EndReason, deadline_us: u64) -> (bool, Result<(), LabError>) {
        self.clock_us = self.now_on_clock_us();
        let result = self.pump_boards();
        let is_settled = self.boards.iter().all(|board| {
            let driver = board.session.driver();
            board.session.has_failed()
                || if is_cut_short(reason) { driver.is_closed() } else { driver.is_idle() }
        });
        (is_settled || self.clock_us >= deadline_us, result)
    }

    /// Returns the trace, for reading after the run.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Returns the first difference from the replayed transcript; to be called after the run.
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

    /// Reports a board's visible state to trace and output, if it has changed.
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
        self.tell(LabOutput::Board { board: id, kind, state });
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

/// True if boards return to their initial state after such an end.
fn is_cut_short(reason: EndReason) -> bool {
    matches!(reason, EndReason::Stopped | EndReason::Error)
}

fn no_board() -> LabError {
    LabError::Device(DeviceError::new(DeviceErrorCode::Gone))
}
