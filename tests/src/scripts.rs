//! Runs a pupil's script in a lab of its own, on any board a test provides.
//!
//! A script is in a file `NAME.rhai`; the inputs around it are beside it in `NAME.inputs`, one per line:
//!
//! ```text
//! # comment
//! seed 7                          of `random`; otherwise 1
//! for 4s                          end of the run, from the script's first line; otherwise when the script ends
//! until "done"                    Stop is pressed when the script has printed this line
//! after "press now" 0ms pin 2 0   this long after the script has printed that line the first time
//! ```
//!
//! Inputs wait for lines and not for times, so that they come at the same place of the script on a simulated board
//! in virtual time and on real firmware in real time, however slow the machine is.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile, BoardState, driver_for, simulated_board};
use digilab_devices::clock::{Clock, RealClock, Signal, VirtualClock};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::link::{Action, Bench};
use digilab_devices::sim::script::{ScheduledInput, parse_inputs};
use digilab_lab::api_error::{ApiError, Raise};
use digilab_lab::boards::{BoardSource, OpenBoard};
use digilab_lab::lab::{Lab, LabOutput, LabSettings};
use digilab_lab::sandbox::{self, Modules, Outcome};
use digilab_lab::script::memory::balance_bytes;
use digilab_lab::stop::StopFlag;
use digilab_lab::trace::TraceEntry;
use digilab_lab::transcript::{EndReason, Record, RecordSink, Replay};

/// A script and the inputs around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// Its name.
    pub name: String,
    /// The script itself.
    pub text: String,
    /// The seed of `random`.
    pub seed: u64,
    /// End of the run, in microseconds after the script's first line.
    pub end_us: Option<u64>,
    /// The console line after which Stop is pressed.
    pub until: Option<String>,
    /// The inputs to its boards.
    pub cues: Vec<Cue>,
}

/// An input to a board after the script has printed a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// The line; its first appearance counts.
    pub line: String,
    /// The input; its time counts from the line.
    pub input: ScheduledInput,
}

impl Script {
    /// Creates a script without inputs.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), seed: 1, ..Self::default() }
    }

    /// Returns the script with the text of its `.inputs`.
    ///
    /// # Errors
    /// The invalid line of `inputs`.
    pub fn with_inputs(mut self, inputs: &str) -> Result<Self, String> {
        let lines = inputs.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            self.direct(line).ok_or_else(|| format!("{}: {line}", self.name))?;
        }
        Ok(self)
    }

    /// Reads all scripts `*.rhai` of a folder with their `.inputs`, sorted by name.
    ///
    /// # Errors
    /// The file that cannot be read.
    pub fn all_in(folder: &Path) -> Result<Vec<Self>, String> {
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        let mut scripts = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            if path.extension().is_none_or(|extension| extension != "rhai") {
                continue;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let script = Self::new(&name, &std::fs::read_to_string(&path).map_err(told)?);
            let inputs = path.with_extension("inputs");
            let inputs =
                if inputs.exists() { std::fs::read_to_string(inputs).map_err(told)? } else { String::new() };
            scripts.push(script.with_inputs(&inputs)?);
        }
        scripts.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(scripts)
    }

    /// Applies one line of an `.inputs`; `None` if it is invalid.
    fn direct(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "seed" => self.seed = rest.parse().ok()?,
            // A time is parsed as that of some input.
            "for" => self.end_us = Some(one_input(&format!("{rest} shake"))?.at_us),
            "until" => self.until = Some(quoted(rest)?.0.to_owned()),
            "after" => {
                let (line, what) = quoted(rest)?;
                self.cues.push(Cue { line: line.to_owned(), input: one_input(what)? });
            }
            _ => return None,
        }
        Some(())
    }
}

fn quoted(text: &str) -> Option<(&str, &str)> {
    text.trim().strip_prefix('"')?.split_once('"')
}

fn one_input(text: &str) -> Option<ScheduledInput> {
    let inputs = parse_inputs(text).ok()?;
    <[ScheduledInput; 1]>::try_from(inputs).ok().map(|[input]| input)
}

/// Acts on the boards of a run, simulated or emulated.
pub trait World: Send {
    /// Applies `input`, `input.at_us` from now.
    ///
    /// # Arguments
    /// - `now_us`: the run's clock.
    /// - `input`: the input, with its delay from now.
    ///
    /// # Errors
    /// An input that this world cannot apply.
    /// What this world cannot do.
    fn act(&mut self, now_us: u64, input: &ScheduledInput) -> Result<(), String>;
}

/// Opens the boards of a run; see [`BoardSource::open`].
pub type Opener = Box<dyn FnMut(BoardFamily, &Signal) -> Result<OpenBoard, DeviceError> + Send>;

/// The surroundings in which a script runs.
pub struct Stage {
    /// True if waiting takes real time.
    pub is_real_time: bool,
    /// Opens its boards.
    pub open: Opener,
    /// Acts on them.
    pub world: Box<dyn World>,
    /// The Stop button.
    pub stop: StopFlag,
    /// Called with each console line, right after it was printed.
    pub on_line: Box<dyn FnMut(&str) + Send>,
    /// True to record the run; see [`Ran::records`].
    pub is_recorded: bool,
    /// A transcript to run instead of clock and boards.
    pub replay: Option<Replay>,
}

/// The result of a run.
#[derive(Debug)]
pub struct Ran {
    /// The reason for its end.
    pub end: EndReason,
    /// The error it ended with: a fault's code and arguments, or Rhai's own words.
    pub error: Option<String>,
    /// The line of the script with the error.
    pub error_line: Option<usize>,
    /// The console.
    pub console: Vec<String>,
    /// The plotted samples: time (microseconds since the script's first line), curve, value.
    pub samples: Vec<(u64, String, f64)>,
    /// The trace.
    pub trace: Vec<TraceEntry>,
    /// Its boards, in the order of their connection, as the script knew them at the end.
    pub boards: Vec<(BoardKind, BoardState)>,
    /// The first difference from the replayed transcript, in words.
    pub difference: Option<String>,
    /// The transcript, if one was requested.
    pub records: Vec<Record>,
    /// Number of bytes the run still held when it was over (where the test counts them) besides this value.
    pub kept_bytes: isize,
}

impl Ran {
    /// The part that must be the same wherever a script runs: the end, the console, and the plotted values in
    /// order.
    pub fn told(&self) -> Told {
        Told {
            end: self.end,
            error: self.error.clone(),
            error_line: self.error_line,
            console: self.console.clone(),
            samples: self.samples.iter().map(|(_, name, value)| (name.clone(), *value)).collect(),
        }
    }
}

/// The result of a run that must not depend on the board; see [`Ran::told`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of `Ran`")]
pub struct Told {
    pub end: EndReason,
    pub error: Option<String>,
    pub error_line: Option<usize>,
    pub console: Vec<String>,
    pub samples: Vec<(String, f64)>,
}

/// A clock whose time others can read.
struct SeenClock {
    inner: Box<dyn Clock>,
    now_us: Arc<AtomicU64>,
}

impl Clock for SeenClock {
    fn now_us(&self) -> u64 {
        let now_us = self.inner.now_us();
        self.now_us.store(now_us, Ordering::Relaxed);
        now_us
    }

    fn poll_until_us(&mut self, deadline_us: u64, context: &mut Context<'_>) -> Poll<()> {
        self.inner.poll_until_us(deadline_us, context)
    }

    fn spend_us(&mut self, work_us: u64) {
        self.inner.spend_us(work_us);
    }

    fn is_virtual(&self) -> bool {
        self.inner.is_virtual()
    }
}

struct Source(Opener);

impl BoardSource for Source {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        (self.0)(want, signal)
    }
}

#[derive(Clone, Default)]
struct Records(Rc<RefCell<Vec<Record>>>);

impl RecordSink for Records {
    fn record(&mut self, record: &Record) {
        self.0.borrow_mut().push(record.clone());
    }
}

/// Listens to a run and gives the inputs that are due.
struct Audience {
    cues: Vec<Cue>,
    until: Option<String>,
    stop: StopFlag,
    world: Box<dyn World>,
    on_line: Box<dyn FnMut(&str) + Send>,
    now_us: Arc<AtomicU64>,
    console: Vec<String>,
    samples: Vec<(u64, String, f64)>,
    /// The input that the world could not apply.
    failure: Option<String>,
}

impl Audience {
    fn hear(&mut self, output: LabOutput) {
        match output {
            LabOutput::Sample { at_us, name, value } => self.samples.push((at_us, name, value)),
            LabOutput::Started
            | LabOutput::Remark { .. }
            | LabOutput::Board { .. }
            | LabOutput::Paused { .. }
            | LabOutput::Restored { .. }
            | LabOutput::Resumed
            | LabOutput::Asking
            | LabOutput::Typed { .. } => {}
            LabOutput::Line { text: line } => {
                let now_us = self.now_us.load(Ordering::Relaxed);
                for cue in self.cues.extract_if(.., |cue| cue.line == line) {
                    if let Err(failure) = self.world.act(now_us, &cue.input) {
                        self.failure.get_or_insert(failure);
                    }
                }
                if self.until.as_ref() == Some(&line) {
                    self.stop.stop();
                }
                (self.on_line)(&line);
                self.console.push(line);
            }
        }
    }
}

/// Runs a script to its end, on a thread of its own.
///
/// # Errors
/// An input that the world could not apply, a cue that never came, or a panic on the lab's thread.
pub fn run(script: &Script, stage: Stage) -> Result<Ran, String> {
    let script = script.clone();
    let told = |error: std::io::Error| error.to_string();
    let lab_thread = sandbox::spawn(move || run_here(&script, stage)).map_err(told)?;
    lab_thread.join().map_err(|_| "the lab's thread panicked".to_owned())?
}

/// Runs a script on this thread, which must have a lab thread's stack (see [`sandbox::spawn`]).
///
/// # Errors
/// As [`run`], except for the panic.
pub fn run_here(script: &Script, stage: Stage) -> Result<Ran, String> {
    let before_bytes = balance_bytes();
    let now_us = Arc::new(AtomicU64::new(0));
    let clock: Box<dyn Clock> = match stage.is_real_time {
        true => Box::new(RealClock::new(stage.stop.signal().clone())),
        false => Box::new(VirtualClock::new()),
    };
    let records = Records::default();
    let settings = LabSettings {
        seed: script.seed,
        end_us: script.end_us,
        stop: stage.stop.clone(),
        recorder: stage.is_recorded.then(|| Box::new(records.clone()) as Box<dyn RecordSink>),
        replay: stage.replay,
        ..LabSettings::default()
    };
    let audience = Rc::new(RefCell::new(Audience {
        cues: script.cues.clone(),
        until: script.until.clone(),
        stop: stage.stop,
        world: stage.world,
        on_line: stage.on_line,
        now_us: now_us.clone(),
        console: Vec::new(),
        samples: Vec::new(),
        failure: None,
    }));
    let output = {
        let audience = audience.clone();
        Box::new(move |output| audience.borrow_mut().hear(output))
    };
    let clock = Box::new(SeenClock { inner: clock, now_us });
    let lab = Rc::new(RefCell::new(Lab::new(clock, Box::new(Source(stage.open)), settings, output)));
    let outcome = sandbox::run(&script.text, &lab, Modules::default());
    let (error, error_line) = match &outcome {
        Outcome::Failed(error) => {
            let said = ApiError::of(error).map_or_else(|| error.to_string(), |raised| raised.to_string());
            (Some(said), error.position().line())
        }
        _ => (None, None),
    };
    let end = outcome.reason();
    drop(outcome);
    let mut lab_now = lab.borrow_mut();
    let trace = lab_now.trace().entries().cloned().collect();
    let ids: Vec<_> = lab_now.boards().collect();
    let boards =
        ids.iter().map(|&(id, kind)| (kind, lab_now.state(id).cloned().unwrap_or_default())).collect();
    let difference = lab_now.difference().map(|difference| format!("{difference:?}"));
    drop(lab_now);
    drop(lab);
    let audience = Rc::into_inner(audience).ok_or("the lab outlives its run")?.into_inner();
    if let Some(failure) = audience.failure {
        return Err(failure);
    }
    if let Some(cue) = audience.cues.first() {
        return Err(format!("{}: the line {:?} never came: {:?}", script.name, cue.line, audience.console));
    }
    let mut ran = Ran {
        end,
        error,
        error_line,
        console: audience.console,
        samples: audience.samples,
        trace: Vec::new(),
        boards,
        difference,
        records: records.0.take(),
        kept_bytes: 0,
    };
    ran.trace = trace;
    ran.kept_bytes = balance_bytes() - before_bytes;
    Ok(ran)
}

/// The simulated boards of a run in virtual time; all clones are the same boards.
#[derive(Clone, Default)]
pub struct SimulatedWorld(Arc<Mutex<Vec<(BoardKind, Bench)>>>);

impl SimulatedWorld {
    /// Creates a stage with simulated boards, in virtual time: the Uno, and the micro:bit of this version.
    pub fn stage(&self, microbit: BoardKind) -> Stage {
        let benches = self.0.clone();
        let open = move |want: BoardFamily, signal: &Signal| {
            let kind = if want.fits(microbit) { microbit } else { want.usual_kind() };
            let board = simulated_board(kind)
                .ok_or_else(|| DeviceError::new(DeviceErrorCode::PortMissing).with("port", "sim"))?;
            let bench = Bench::new(board);
            bench.set_signal(signal.clone());
            let link = Box::new(bench.open(0)?);
            benches.lock().unwrap_or_else(PoisonError::into_inner).push((kind, bench.clone()));
            Ok(OpenBoard { kind, driver: driver_for(kind, "sim", 0), link, bench: Some(bench) })
        };
        Stage {
            is_real_time: false,
            open: Box::new(open),
            world: Box::new(self.clone()),
            stop: StopFlag::new(),
            on_line: Box::new(|_| {}),
            is_recorded: false,
            replay: None,
        }
    }

    /// The bench with the first board of a family, once the script has connected it.
    pub fn bench(&self, want: BoardFamily) -> Option<Bench> {
        let benches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        benches.iter().find(|(kind, _)| want.fits(*kind)).map(|(_, bench)| bench.clone())
    }
}

impl World for SimulatedWorld {
    fn act(&mut self, now_us: u64, input: &ScheduledInput) -> Result<(), String> {
        let benches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (kind, bench) =
            benches.iter().find(|(kind, _)| input.is_for(*kind)).ok_or("no board is connected")?;
        let physical = physical(*kind, input)?;
        bench.schedule(now_us.saturating_add(input.at_us), Action::Input(physical));
        Ok(())
    }
}

/// An emulated board in real time: applies inputs when they are due, on a thread if that is later.
pub struct EmulatedWorld<E> {
    kind: BoardKind,
    emulator: Arc<Mutex<E>>,
    act: fn(&mut E, &PhysicalInput) -> Result<(), String>,
}

impl<E> EmulatedWorld<E> {
    /// Creates the world around `emulator`, a board of `kind`; `act` applies one input to it.
    pub fn new(
        kind: BoardKind,
        emulator: Arc<Mutex<E>>,
        act: fn(&mut E, &PhysicalInput) -> Result<(), String>,
    ) -> Self {
        Self { kind, emulator, act }
    }
}

impl<E: Send + 'static> World for EmulatedWorld<E> {
    fn act(&mut self, _now_us: u64, input: &ScheduledInput) -> Result<(), String> {
        let physical = physical(self.kind, input)?;
        let (emulator, act) = (self.emulator.clone(), self.act);
        let do_it = move || act(&mut emulator.lock().unwrap_or_else(PoisonError::into_inner), &physical);
        if input.at_us == 0 {
            return do_it();
        }
        let delay = Duration::from_micros(input.at_us);
        std::thread::spawn(move || {
            std::thread::sleep(delay);
            do_it()
        });
        Ok(())
    }
}

/// The input with the board's own pin numbers.
fn physical(kind: BoardKind, input: &ScheduledInput) -> Result<PhysicalInput, String> {
    let names = &BoardProfile::of(kind).pin_names;
    input.with_pins(|name| names.pin(name).ok_or_else(|| format!("no pin {name}")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by a panic")]

    use super::*;

    fn ran(text: &str, inputs: &str) -> Result<Ran, String> {
        let script = Script::new("test", text).with_inputs(inputs)?;
        run(&script, SimulatedWorld::default().stage(BoardKind::MicrobitV2))
    }

    #[test]
    fn inputs_come_after_their_lines() {
        let text = "let pin = arduino().pin(\"A1\"); pin.analog(); print(\"now\"); sleep(100);
            plot(\"a\", pin.analog()); sleep(200); plot(\"a\", pin.analog()); print(random(1, 6));";
        let inputs = "seed 3\n# two at once\nafter \"now\" 0ms pin A1 512\nafter \"now\" 200ms pin A1 7";
        let ran = ran(text, inputs).unwrap();
        assert_eq!(ran.told().samples, [("a".to_owned(), 512.0), ("a".to_owned(), 7.0)]);
        assert_eq!((ran.end, ran.console.len()), (EndReason::Done, 2));
        assert_eq!(ran.boards[0].0, BoardKind::Arduino);
    }

    #[test]
    fn a_run_ends_after_its_line_or_its_time() {
        assert_eq!(ran("loop { print(\"x\"); }", "until \"x\"").unwrap().end, EndReason::Stopped);
        let over = ran("forever(|| { print(now()); sleep(400); });", "for 1s").unwrap();
        assert_eq!(
            (over.end, over.console.as_slice()),
            (EndReason::TimeOver, &["0", "400", "800"].map(String::from)[..])
        );
        let failed = ran("let uno = arduino();\nuno.pin(99).on();", "").unwrap();
        assert_eq!((failed.end, failed.error_line), (EndReason::Error, Some(2)));
        assert!(failed.error.unwrap().starts_with("unknown-pin"));
    }

    #[test]
    fn what_is_wrong_with_inputs_is_told() {
        assert_eq!(ran("", "jump 3").unwrap_err(), "test: jump 3");
        assert_eq!(ran("", "after \"x\" pin 2 0").unwrap_err(), "test: after \"x\" pin 2 0");
        assert!(ran("", "after \"x\" 0ms pin 2 0").unwrap_err().contains("never came"));
    }
}
