//! `digilab run`: runs one script and reports the final state of its boards.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use digilab_devices::board::BoardProfile;
use digilab_devices::clock::{Clock, RealClock, VirtualClock};
use digilab_devices::sim::script::{ScheduledInput, parse_inputs};
use digilab_lab::boards::{BoardSource, driver_for};
use digilab_lab::inputs::Inputs;
use digilab_lab::lab::{Lab, LabOutput, LabSettings};
use digilab_lab::mistakes::sentences;
use digilab_lab::sandbox::{self, Modules, Outcome};
use digilab_lab::stop::StopFlag;
use digilab_lab::text::{Language, Texts};
use digilab_lab::transcript::{
    Difference, DifferenceKind, Header, Record, RecordSink, Replay, TRANSCRIPT_VERSION, Transcript,
    TranscriptError,
};

use super::args::{BoardChoice, PortChoice, RunArguments, TimeChoice};
use super::explain;
use super::failure::{Failure, Status};
use super::files::{self, read_text};
use super::keyboard::Keyboard;
use super::output::error_line;
use super::printer::{Printer, Style};
use super::source::{Note, Source};

/// Longest transcript that is read, in bytes.
const TRANSCRIPT_LIMIT: u64 = 256 << 20;
/// Longest script or input file that is read, in bytes; the sandbox reports scripts over its own, smaller limit.
const TEXT_LIMIT: u64 = 16 << 20;
/// Default limit of a run in virtual time, in microseconds.
const VIRTUAL_LIMIT_US: u64 = 600_000_000;

/// A run, ready to be sent to the lab thread.
pub struct Plan {
    pub language: Language,
    /// Display name of the script.
    pub name: String,
    pub script: String,
    pub board: BoardChoice,
    pub port: Option<PortChoice>,
    pub baud: Option<u32>,
    pub time: TimeChoice,
    pub end_us: Option<u64>,
    pub seed: u64,
    pub inputs: Vec<ScheduledInput>,
    pub record: Option<PathBuf>,
    pub replay: Option<Transcript>,
    pub trace: Option<PathBuf>,
    pub style: Style,
}

/// Runs a script as the command line says.
pub fn run(arguments: RunArguments, texts: &Texts) -> Result<Status, Failure> {
    go(plan(arguments, texts)?, texts)
}

/// Runs a plan on a thread of its own, until it ends or Ctrl-C is pressed.
pub fn go(plan: Plan, texts: &Texts) -> Result<Status, Failure> {
    let stop = StopFlag::new();
    let internal = |reason: String| Failure {
        status: Status::Board,
        sentence: texts.get("run-internal", &[("reason", reason)]),
    };
    ctrlc::set_handler({
        let stop = stop.clone();
        move || stop.stop()
    })
    .map_err(|error| internal(error.to_string()))?;
    let lab =
        sandbox::spawn(move || on_lab_thread(plan, stop)).map_err(|error| internal(error.to_string()))?;
    // The panic itself has already printed its message to the standard error.
    lab.join().map_err(|_| internal("panic".to_owned()))?
}

fn plan(arguments: RunArguments, texts: &Texts) -> Result<Plan, Failure> {
    let RunArguments { board, port, time, .. } = &arguments;
    let is_simulated = match (board, port) {
        (_, Some(PortChoice::Simulated)) | (BoardChoice::Kind(_), None) => true,
        (_, Some(PortChoice::Named(_))) | (BoardChoice::Auto, None) => false,
    };
    let is_impossible = matches!(board, BoardChoice::Kind(kind) if !BoardProfile::of(*kind).can_be_simulated);
    if is_impossible && is_simulated && arguments.replay.is_none() {
        return Err(Failure::usage(texts.plain("usage-text-needs-port")));
    }
    if *time == TimeChoice::Virtual && !is_simulated {
        let name = match board {
            BoardChoice::Auto => "auto",
            BoardChoice::Kind(kind) => kind.id(),
        };
        return Err(Failure::usage(texts.get("usage-virtual-needs-sim", &[("board", name)])));
    }
    let replay = arguments.replay.as_deref().map(|path| transcript(path, texts)).transpose()?;
    let script = match (&arguments.script, &replay) {
        (Some(path), _) => read_text(path, TEXT_LIMIT).map_err(|error| error.failure(path, true, texts))?,
        (None, Some(transcript)) => transcript.header.script.clone(),
        (None, None) => return Err(Failure::usage(texts.plain("usage-script-missing"))),
    };
    let inputs = arguments.input.as_deref().map(|path| inputs(path, texts)).transpose()?.unwrap_or_default();
    let asked_end_us = arguments.limit.map(|limit| u64::try_from(limit.as_micros()).unwrap_or(u64::MAX));
    let (seed, end_us) = match &replay {
        Some(transcript) => (transcript.header.seed, transcript.header.end_us),
        None if arguments.time == TimeChoice::Virtual => {
            (arguments.seed.unwrap_or(1), Some(asked_end_us.unwrap_or(VIRTUAL_LIMIT_US)))
        }
        None => (arguments.seed.unwrap_or_else(seed_of_the_moment), asked_end_us),
    };
    let named = arguments.script.as_deref().or(arguments.replay.as_deref());
    Ok(Plan {
        language: texts.language(),
        name: named.map(|path| path.display().to_string()).unwrap_or_default(),
        script,
        board: arguments.board,
        port: arguments.port,
        baud: arguments.baud,
        time: arguments.time,
        end_us,
        seed,
        inputs,
        record: arguments.record,
        replay,
        trace: arguments.trace,
        style: if arguments.json { Style::Json } else { Style::Text },
    })
}

fn seed_of_the_moment() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos() & u128::from(u64::MAX)).unwrap_or_default()
}

fn inputs(path: &Path, texts: &Texts) -> Result<Vec<ScheduledInput>, Failure> {
    let text = read_text(path, TEXT_LIMIT).map_err(|error| error.failure(path, false, texts))?;
    parse_inputs(&text).map_err(|error| {
        let problem = texts.get(error.code.id(), &[("given", &error.given), ("allowed", &error.allowed)]);
        let args =
            [("path", path.display().to_string()), ("line", error.line.to_string()), ("problem", problem)];
        Failure::usage(texts.get("file-input-wrong", &args))
    })
}

fn transcript(path: &Path, texts: &Texts) -> Result<Transcript, Failure> {
    let text = read_text(path, TRANSCRIPT_LIMIT).map_err(|error| error.failure(path, false, texts))?;
    Transcript::parse(&text).map_err(|error| {
        let (id, line) = match error {
            TranscriptError::OtherVersion { version } if version < TRANSCRIPT_VERSION => {
                ("file-transcript-older", 0)
            }
            TranscriptError::OtherVersion { .. } => ("file-transcript-newer", 0),
            TranscriptError::Damaged { line } => ("file-transcript-wrong", line),
            _ => ("file-transcript-wrong", 0),
        };
        Failure::usage(texts.get(id, &[("path", path.display().to_string()), ("line", line.to_string())]))
    })
}

fn on_lab_thread(plan: Plan, stop: StopFlag) -> Result<Status, Failure> {
    let texts = Rc::new(Texts::new(plan.language));
    let printer = Rc::new(RefCell::new(Printer::new(plan.style, texts.clone(), stop.clone())));
    let recording = plan.record.as_deref().map(|path| Recording::create(path, &plan, &texts)).transpose()?;
    let mut trace_file = match &plan.trace {
        Some(path) => Some((path, files::create(path, &texts)?)),
        None => None,
    };
    let recorded_well = recording.as_ref().map(|recording| recording.is_good.clone());
    let is_replay = plan.replay.is_some();
    // A named port is tested even if the script does not use its board.
    let named_board = match (plan.board, &plan.port) {
        (BoardChoice::Kind(kind), Some(PortChoice::Named(_))) => Some(kind.family()),
        _ => None,
    };
    let mut keyboard = Keyboard::new(stop.clone(), plan.time == TimeChoice::Virtual);
    // A replay tells the script of mistakes as the recorded run did.
    let language = plan.replay.as_ref().map_or(plan.language, |transcript| transcript.header.language);
    let settings = LabSettings {
        sentences: sentences(&Texts::new(language)),
        control: Some(Box::new(keyboard.control())),
        boards: named_board.into_iter().collect(),
        seed: plan.seed,
        end_us: plan.end_us,
        stop: stop.clone(),
        inputs: Inputs::new(plan.inputs),
        recorder: recording.map(|recording| Box::new(recording) as Box<dyn RecordSink>),
        replay: plan.replay.map(|transcript| Replay::new(transcript, |kind, port| driver_for(kind, port, 0))),
        ..LabSettings::default()
    };
    let clock: Box<dyn Clock> = match plan.time {
        TimeChoice::Real if !is_replay => Box::new(RealClock::new(stop.signal().clone())),
        _ => Box::new(VirtualClock::new()),
    };
    let note = notes(texts.clone());
    let boards: Box<dyn BoardSource> = Box::new(Source::new(plan.board, plan.port, plan.baud, note));
    let output = {
        let printer = printer.clone();
        Box::new(move |output| {
            let is_asking = output == LabOutput::Asking && !is_replay;
            printer.borrow_mut().show(output);
            if is_asking {
                keyboard.asked();
            }
        })
    };
    let lab = Rc::new(RefCell::new(Lab::new(clock, boards, settings, output)));

    let outcome = match explain::before_run(&plan.name, &plan.script, &texts) {
        Some(told) => Err(told),
        None => Ok(sandbox::run(&plan.script, &lab, Modules::default())),
    };
    let told = match &outcome {
        Ok(Outcome::Failed(error)) => Some(explain::after_run(&plan.name, &plan.script, error, &texts)),
        Err(told) => Some(told.clone()),
        Ok(_) => None,
    };
    let mut lab = lab.borrow_mut();
    let difference = lab.difference();
    let mut printer = printer.borrow_mut();
    let mut status = match &outcome {
        Ok(Outcome::Stopped) if printer.is_read() && !is_replay => Status::Interrupted,
        Ok(_) | Err(_) => told.as_ref().map_or(Status::Done, |told| told.status),
    };
    if difference.is_some() {
        status = Status::Script;
    }
    printer.states(&lab);
    if let Some(told) = told.filter(|_| difference.is_none()) {
        printer.error(&told);
    }
    if is_replay {
        printer.note(&replay_sentence(difference.as_ref(), &texts));
    }
    printer.end(&outcome, status);
    if let Some((path, file)) = &mut trace_file {
        write_trace(file, &lab).map_err(|_| files::unwritable(path, &texts))?;
    }
    if let (Some(path), Some(false)) = (&plan.record, recorded_well.map(|good| good.get())) {
        return Err(files::unwritable(path, &texts));
    }
    Ok(status)
}

/// Returns a function that prints notes about the boards during the run.
fn notes(texts: Rc<Texts>) -> Box<dyn Fn(Note)> {
    Box::new(move |note| {
        let sentence = match note {
            Note::Simulated(kind) => texts.get("run-board-simulated", &[("board", kind.id())]),
            Note::NobodyThere(kind) => texts.get("run-nobody-there", &[("board", kind.id())]),
            Note::Looking(port) => texts.get("run-looking", &[("port", port)]),
            Note::Found(kind, port) => {
                texts.get("run-board-found", &[("board", kind.id().to_owned()), ("port", port)])
            }
        };
        error_line(&sentence);
    })
}

fn replay_sentence(difference: Option<&Difference>, texts: &Texts) -> String {
    let Some(difference) = difference else { return texts.plain("run-replay-same") };
    let what = match difference.kind {
        DifferenceKind::Console => "console",
        DifferenceKind::Bytes => "bytes",
        DifferenceKind::Board => "board",
        DifferenceKind::End => "end",
    };
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| texts.plain("run-replay-nothing"));
    let seconds = format!("{}.{:03}", difference.at_us / 1_000_000, difference.at_us / 1_000 % 1_000);
    texts.get(
        "run-replay-differs",
        &[
            ("seconds", seconds),
            ("what", what.to_owned()),
            ("expected", side(&difference.expected)),
            ("found", side(&difference.found)),
        ],
    )
}

fn write_trace(file: &mut BufWriter<File>, lab: &Lab) -> std::io::Result<()> {
    for entry in lab.trace().entries() {
        serde_json::to_writer(&mut *file, entry)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

/// A transcript that is being written to a file.
struct Recording {
    file: BufWriter<File>,
    /// True while every write has succeeded.
    is_good: Rc<Cell<bool>>,
}

impl Recording {
    fn create(path: &Path, plan: &Plan, texts: &Texts) -> Result<Self, Failure> {
        let mut recording = Self { file: files::create(path, texts)?, is_good: Rc::new(Cell::new(true)) };
        recording.line(&Header {
            digilab_transcript: TRANSCRIPT_VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            seed: plan.seed,
            language: plan.language,
            end_us: plan.end_us,
            script: plan.script.clone(),
        });
        Ok(recording)
    }

    fn line(&mut self, record: &impl serde::Serialize) {
        let written =
            serde_json::to_writer(&mut self.file, record).is_ok() && self.file.write_all(b"\n").is_ok();
        self.is_good.set(self.is_good.get() && written);
    }
}

impl RecordSink for Recording {
    fn record(&mut self, record: &Record) {
        self.line(record);
        if matches!(record, Record::End { .. }) {
            self.is_good.set(self.is_good.get() && self.file.flush().is_ok());
        }
    }
}
