//! Runs a scenario once in virtual time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll};

use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin, PinMode};
use digilab_devices::clock::{Clock, Signal};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::link::{Action, Bench};
use digilab_devices::sim::parts::Part;

use super::check_error::{CheckError, CheckErrorCode};
use super::observed::{ObservedRun, Seen};
use super::plan::Plan;
use crate::boards::{BoardSource, OpenBoard, SIMULATED_PORT, simulated};
use crate::lab::{Lab, LabOutput, LabSettings};
use crate::mistakes::{Mistake, check_text};
use crate::sandbox::{self, Modules, Outcome};
use crate::stop::StopFlag;
use crate::trace::TraceEvent;

/// Maximum number of states, lines and points of a run.
const MAX_EVENTS: usize = 200_000;

/// Maximum size of them in bytes: less than half of a script's memory limit, which counts them, too.
const MAX_BYTES: usize = 24 << 20;

/// Step in which the board goes on after the script's end, in microseconds; it keeps ten thousand changes between two
/// steps.
const STEP_US: u64 = 1_000_000;

/// Selects what is kept besides what can be seen of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Nothing: a check needs no more.
    Seen,
    /// The lines of the script as they ran.
    ScriptLines,
}

/// The observations of a run in progress.
#[derive(Default)]
struct Recorder {
    /// Time at which the script began, on the clock's own scale.
    start_us: Option<u64>,
    bench: Option<Bench>,
    inputs: Vec<(u64, PhysicalInput)>,
    states: Vec<(u64, Seen)>,
    lines: Vec<(u64, String)>,
    points: Vec<(u64, String, f64)>,
    bytes: usize,
    is_full: bool,
    is_time_over: bool,
    other_board: Option<BoardFamily>,
    refused: Option<DeviceError>,
}

impl Recorder {
    /// Returns the time since the script's first line, in microseconds; 0 before it.
    fn since_start_us(&self, now_us: u64) -> u64 {
        self.start_us.map_or(0, |start_us| now_us.saturating_sub(start_us))
    }

    fn begin(&mut self, now_us: u64) {
        self.look();
        self.start_us = Some(now_us);
        if let Some(bench) = &self.bench {
            for (at_us, input) in self.inputs.drain(..) {
                bench.schedule(now_us.saturating_add(at_us), Action::Input(input));
            }
        }
    }

    fn weigh(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let events = self.states.len() + self.lines.len() + self.points.len();
        self.is_full = self.is_full || events >= MAX_EVENTS || self.bytes > MAX_BYTES;
        !self.is_full
    }

    /// Records the changes of the board since the last call.
    fn look(&mut self) {
        let Some(bench) = &self.bench else { return };
        for change in bench.take_changes() {
            self.state(change.at_us, change.seen);
        }
    }

    fn state(&mut self, at_us: u64, state: BoardState) {
        let at_us = self.since_start_us(at_us);
        let BoardState { leds, mut pins, tone_hz, pixels } = state;
        // A level that a pin reads is an input, not the board's doing.
        pins.retain(|_, pin| matches!(pin.mode, PinMode::Output | PinMode::Pwm | PinMode::Servo));
        let mut bytes = size_of::<(u64, Seen)>();
        let last = self.states.last().map(|(_, seen)| seen);
        let pins = match last.filter(|last| *last.pins == pins) {
            Some(last) => last.pins.clone(),
            None => {
                bytes += 64 + 8 * pins.len();
                Rc::new(pins)
            }
        };
        let pixels = match last.filter(|last| *last.pixels == pixels) {
            Some(last) => last.pixels.clone(),
            None => {
                bytes += 64 + pixels.values().map(|strip| 64 + 3 * strip.len()).sum::<usize>();
                Rc::new(pixels)
            }
        };
        let seen = Seen { leds, tone_hz, pins, pixels };
        // A state without duration was not visible; and only the last state before the first line counts.
        match self.states.last_mut() {
            Some(last) if last.0 == at_us => last.1 = seen,
            Some(last) if last.1 == seen => {}
            _ => {
                if self.weigh(bytes) {
                    self.states.push((at_us, seen));
                }
            }
        }
    }

    fn output(&mut self, now_us: u64, output: LabOutput) {
        let at_us = self.since_start_us(now_us);
        match output {
            LabOutput::Started => self.begin(now_us),
            LabOutput::Line { text } => {
                for line in text.split('\n') {
                    if self.weigh(size_of::<(u64, String)>() + line.len()) {
                        self.lines.push((at_us, line.to_owned()));
                    }
                }
            }
            LabOutput::Sample { name, value, .. } => {
                if self.weigh(size_of::<(u64, String, f64)>() + name.len()) {
                    self.points.push((at_us, name, value));
                }
            }
            LabOutput::Board { .. }
            | LabOutput::Remark { .. }
            | LabOutput::Paused { .. }
            | LabOutput::Restored { .. }
            | LabOutput::Resumed
            | LabOutput::Asking
            | LabOutput::Typed { .. } => {}
        }
    }

    fn check_error(&mut self) -> Option<CheckError> {
        let refused = self.bench.as_ref().and_then(|bench| bench.take_errors().into_iter().next());
        if self.is_time_over {
            return Some(CheckError::new(CheckErrorCode::OutOfTime));
        }
        if self.is_full {
            return Some(CheckError::new(CheckErrorCode::TooMuch).with("max", MAX_EVENTS));
        }
        let error = self.refused.take().or(refused.map(|(_, error)| error))?;
        let what = error.arg("what").or(error.arg("pin")).unwrap_or(error.code.id());
        Some(
            CheckError::new(CheckErrorCode::InputRefused)
                .with("what", what)
                .with("board", error.arg("board").unwrap_or(SIMULATED_PORT)),
        )
    }
}

/// A virtual clock that polls the board and the real-time limit at each step.
struct CheckClock {
    now_us: Rc<Cell<u64>>,
    recorder: Rc<RefCell<Recorder>>,
    is_time_over: Rc<dyn Fn() -> bool>,
    stop: StopFlag,
}

impl CheckClock {
    fn go_to(&self, now_us: u64) {
        self.now_us.set(self.now_us.get().max(now_us));
        let mut recorder = self.recorder.borrow_mut();
        recorder.look();
        recorder.is_time_over = recorder.is_time_over || (self.is_time_over)();
        if recorder.is_time_over || recorder.is_full {
            self.stop.stop();
        }
    }
}

impl Clock for CheckClock {
    fn now_us(&self) -> u64 {
        self.now_us.get()
    }

    fn poll_until_us(&mut self, deadline_us: u64, _context: &mut Context<'_>) -> Poll<()> {
        self.go_to(deadline_us);
        Poll::Ready(())
    }

    fn spend_us(&mut self, work_us: u64) {
        self.go_to(self.now_us.get().saturating_add(work_us));
    }

    fn is_virtual(&self) -> bool {
        true
    }
}

/// Opens the only board of a check, with its parts attached.
struct CheckBoard {
    kind: BoardKind,
    parts: Vec<(Pin, Part)>,
    recorder: Rc<RefCell<Recorder>>,
}

impl BoardSource for CheckBoard {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let mut recorder = self.recorder.borrow_mut();
        if !want.fits(self.kind) {
            recorder.other_board = Some(want);
            return Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", SIMULATED_PORT));
        }
        let opened = simulated(self.kind, signal)?;
        if let Some(bench) = &opened.bench {
            for (pin, part) in &self.parts {
                if let Err(error) = bench.attach(0, *pin, *part) {
                    recorder.refused = Some(error);
                }
            }
            recorder.bench = Some(bench.clone());
        }
        Ok(opened)
    }
}

/// Runs a script in a planned scenario.
///
/// # Errors
/// The check error, if the run cannot be judged.
pub(super) fn run(
    script: &str,
    plan: &Plan,
    seed: u64,
    keep: Keep,
    is_time_over: Rc<dyn Fn() -> bool>,
) -> Result<ObservedRun, CheckError> {
    if let Some(mistake) = check_text(script) {
        return Ok(left(&mut Recorder::default(), None, Some(mistake)));
    }
    let recorder = Rc::new(RefCell::new(Recorder { inputs: plan.inputs.clone(), ..Recorder::default() }));
    let (now_us, stop) = (Rc::new(Cell::new(0)), StopFlag::new());
    let clock =
        CheckClock { now_us: now_us.clone(), recorder: recorder.clone(), is_time_over, stop: stop.clone() };
    let source = CheckBoard { kind: plan.kind, parts: plan.parts.clone(), recorder: recorder.clone() };
    let settings = LabSettings {
        seed,
        lines: plan.lines.clone().into(),
        end_us: Some(plan.end_us),
        stop,
        boards: if plan.needs_board { vec![plan.kind.family()] } else { Vec::new() },
        ..LabSettings::default()
    };
    let output = {
        let (recorder, now_us) = (recorder.clone(), now_us.clone());
        Box::new(move |output| recorder.borrow_mut().output(now_us.get(), output))
    };
    let lab = Rc::new(RefCell::new(Lab::new(Box::new(clock), Box::new(source), settings, output)));
    let outcome = sandbox::run(script, &lab, Modules::default());
    let mut recorder = recorder.borrow_mut();
    // A script that could not be parsed never began.
    let ended_us = lab.borrow().ended_us().filter(|_| recorder.start_us.is_some());
    if let Some(other) = recorder.other_board {
        let check_error = CheckError::new(CheckErrorCode::OtherBoard);
        return Err(check_error.with("given", other.id()).with("board", plan.kind.id()));
    }
    if matches!(outcome, Outcome::Done) {
        go_on(&mut recorder, plan.end_us);
    }
    recorder.look();
    if let Some(check_error) = recorder.check_error() {
        return Err(check_error);
    }
    let mistake = match &outcome {
        Outcome::Failed(error) => Some(sandbox::explain(script, error)),
        Outcome::Done | Outcome::Stopped | Outcome::TimeOver => None,
    };
    let is_cut_off = matches!(outcome, Outcome::TimeOver | Outcome::Stopped);
    // The board's reset after a mistake is not the program's work.
    let last_us = if mistake.is_some() { ended_us.unwrap_or(0) } else { plan.end_us };
    recorder.states.retain(|(at_us, _)| *at_us <= last_us);
    let mut run = left(&mut recorder, ended_us.filter(|_| !is_cut_off), mistake);
    if keep == Keep::ScriptLines {
        run.script_lines = script_lines(&lab.borrow());
    }
    Ok(run)
}

/// Returns the lines of the script as they ran, from the trace; consecutive entries of the same line count once.
fn script_lines(lab: &Lab) -> Vec<(u64, u32)> {
    let lines = lab.trace().entries().filter_map(|entry| match entry.event {
        TraceEvent::Line { line } => Some((entry.at_us, line)),
        _ => None,
    });
    let mut kept: Vec<(u64, u32)> = Vec::new();
    for (at_us, line) in lines {
        match kept.last_mut() {
            Some(last) if last.1 == line => {}
            // Of the lines of one moment, the last is the current one.
            Some(last) if last.0 == at_us => last.1 = line,
            _ => kept.push((at_us, line)),
        }
    }
    kept
}

/// Lets the board go on after a script's own end: a melody ends, a text scrolls out.
fn go_on(recorder: &mut Recorder, end_us: u64) {
    let (Some(bench), Some(start_us)) = (recorder.bench.clone(), recorder.start_us) else { return };
    let mut after_us = 0;
    while after_us < end_us && !recorder.is_full {
        after_us = end_us.min(after_us + STEP_US);
        bench.run(start_us.saturating_add(after_us));
        recorder.look();
    }
}

fn left(recorder: &mut Recorder, ended_us: Option<u64>, mistake: Option<Mistake>) -> ObservedRun {
    let mut states = std::mem::take(&mut recorder.states);
    if states.is_empty() {
        states.push((0, Seen::default()));
    }
    ObservedRun {
        states,
        lines: std::mem::take(&mut recorder.lines),
        points: std::mem::take(&mut recorder.points),
        script_lines: Vec::new(),
        ended_us,
        mistake,
    }
}
