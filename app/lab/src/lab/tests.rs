//! Tests of a lab with a small board of its own, which prints every 100 ms and echoes lines.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind, BoardState};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::command::{Command, Reply};
use digilab_devices::driver::Driver;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::sim::SimulatedBoard;
use digilab_devices::sim::faults::Fault;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::link::SimulatedLink;
use digilab_devices::sim::script::parse_inputs;
use digilab_devices::text::TextDriver;
use digilab_lessons::language::Language;
use pollster::block_on;

use super::{BoardId, Lab, LabError, LabOutput, LabSettings};
use crate::boards::{BoardSource, OpenBoard};
use crate::inputs::Inputs;
use crate::lab::{ControlQueue, LiveCommand};
use crate::transcript::{DifferenceKind, EndReason, Header, Record, RecordSink, Replay, Transcript};

const BAUD: u32 = 9600;

/// Prints `n:COUNT` every 100 ms, and echoes what it receives.
#[derive(Clone, Default)]
struct Talker {
    next_us: u64,
    count: u32,
    output: Vec<u8>,
    seen: BoardState,
}

impl SimulatedBoard for Talker {
    fn kind(&self) -> BoardKind {
        BoardKind::Text
    }

    fn baud(&self) -> u32 {
        BAUD
    }

    fn reset(&mut self, now_us: u64) {
        *self = Self { next_us: now_us + 100_000, ..Self::default() };
    }

    fn receive(&mut self, _now_us: u64, byte: u8) {
        self.output.push(byte);
    }

    fn advance(&mut self, now_us: u64) {
        while self.next_us <= now_us {
            self.count += 1;
            self.output.extend(format!("n:{}\n", self.count).bytes());
            self.next_us += 100_000;
        }
    }

    fn next_wake_us(&self) -> Option<u64> {
        Some(self.next_us)
    }

    fn take_output(&mut self, into: &mut Vec<u8>) {
        into.append(&mut self.output);
    }

    fn input(&mut self, _now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        self.output.extend(format!("input:{input:?}\n").bytes().filter(u8::is_ascii));
        Ok(())
    }

    fn seen(&self) -> &BoardState {
        &self.seen
    }

    fn copy(&self) -> Box<dyn SimulatedBoard> {
        Box::new(self.clone())
    }
}

/// Opens a [`Talker`].
#[derive(Default)]
pub(crate) struct TalkerSource {
    unplug_at_us: Option<u64>,
}

impl BoardSource for TalkerSource {
    fn open(&mut self, _want: BoardFamily, _signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let (link, bench) = SimulatedLink::new(Box::new(Talker::default()));
        if let Some(at_us) = self.unplug_at_us {
            bench.schedule(at_us, digilab_devices::sim::link::Action::Fault(Fault::Unplug));
        }
        let driver = text_driver(BoardKind::Text, "sim");
        Ok(OpenBoard { kind: BoardKind::Text, driver, link: Box::new(link), bench: Some(bench) })
    }
}

fn text_driver(_kind: BoardKind, _port: &str) -> Box<dyn Driver> {
    Box::new(TextDriver::new("talker", BAUD))
}

/// Keeps the records of a run. All clones share one list.
#[derive(Clone, Default)]
pub(crate) struct Records(Rc<RefCell<Vec<Record>>>);

impl Records {
    pub(crate) fn take(&self) -> Vec<Record> {
        self.0.take()
    }
}

impl RecordSink for Records {
    fn record(&mut self, record: &Record) {
        self.0.borrow_mut().record(record);
    }
}

/// Runs `script` in a lab and returns its result, its console, its records and the lab.
fn run(
    mut settings: LabSettings,
    unplug_at_us: Option<u64>,
    script: impl Fn(&RefCell<Lab>) -> Result<(), LabError>,
) -> (Result<(), LabError>, Vec<String>, Vec<Record>, Lab) {
    let console = Rc::new(RefCell::new(Vec::new()));
    let records = Records::default();
    if settings.replay.is_none() {
        settings.recorder = Some(Box::new(records.clone()));
    }
    let lines = console.clone();
    let output = Box::new(move |output| {
        if let LabOutput::Line { text } = output {
            lines.borrow_mut().push(text);
        }
    });
    let source = Box::new(TalkerSource { unplug_at_us });
    let lab = RefCell::new(Lab::new(Box::new(VirtualClock::new()), source, settings, output));
    let connected = block_on(Lab::connect(&lab, BoardFamily::Text));
    let result = connected.and_then(|_| lab.borrow_mut().start()).and_then(|()| script(&lab));
    let reason = match &result {
        Ok(()) => EndReason::Done,
        Err(LabError::Stopped) => EndReason::Stopped,
        Err(LabError::TimeOver) => EndReason::TimeOver,
        Err(_) => EndReason::Error,
    };
    let _ = block_on(Lab::finish(&lab, reason));
    let records = records.0.borrow().clone();
    let console = console.borrow().clone();
    (result, console, records, lab.into_inner())
}

/// Makes a transcript of records, through its text.
pub(crate) fn transcript(seed: u64, records: &[Record]) -> Transcript {
    let header = Header {
        digilab_transcript: crate::transcript::TRANSCRIPT_VERSION,
        program: "test".to_owned(),
        seed,
        language: Language::En,
        end_us: None,
        script: String::new(),
    };
    let mut text = serde_json::to_string(&header).unwrap();
    for record in records {
        text.push('\n');
        text += &serde_json::to_string(record).unwrap();
    }
    Transcript::parse(&text).unwrap()
}

/// Sends a random number, sleeps and polls the time in a loop, until it is stopped or its time is over.
fn chatty(lab: &RefCell<Lab>) -> Result<(), LabError> {
    let board = BoardId(0);
    for round in 0..20 {
        let text = format!("round {round} {}", lab.borrow_mut().random(1, 6));
        assert_eq!(performed(lab, board, Command::SendLine { text })?, Reply::Done);
        let next_us = lab.borrow().now_us() + 37_000;
        wait(lab, next_us)?;
        let lab = &mut *lab.borrow_mut();
        let until_us = lab.now_us() + 5_000;
        let mut looks = 0;
        while lab.now_us() < until_us {
            looks += 1;
            lab.on_operations(looks * 10 + round * 100_000)?;
            lab.sync()?;
        }
        lab.print(&format!("{looks} looks, now {}", lab.now_us()));
    }
    Ok(())
}

#[track_caller]
fn check_replay(settings: LabSettings, unplug_at_us: Option<u64>, ends: EndReason) {
    let (seed, end_us) = (settings.seed, settings.end_us);
    let (result, console, records, _) = run(settings, unplug_at_us, chatty);
    let transcript = transcript(seed, &records);
    assert_eq!(transcript.end, ends);
    let replay = Some(Replay::new(transcript, text_driver));
    let settings = LabSettings { seed, end_us, replay, ..LabSettings::default() };
    let (again, console_again, _, mut lab) = run(settings, None, chatty);
    assert_eq!(lab.difference(), None);
    assert_eq!(again, result);
    assert_eq!(console_again, console);
}

/// Gives a board a command and waits for its result.
fn performed(lab: &RefCell<Lab>, board: BoardId, command: Command) -> Result<Reply, LabError> {
    let id = lab.borrow_mut().begin(board, command)?;
    let mut reply = None;
    block_on(Lab::wait_for(lab, |lab| {
        reply = lab.outcome(board, id)?;
        Ok(reply.is_some())
    }))?;
    Ok(reply.unwrap())
}

/// Waits until a time, an event or a typed line.
fn wait(lab: &RefCell<Lab>, deadline_us: u64) -> Result<(), LabError> {
    block_on(Lab::wait(lab, deadline_us, |_| false))
}

#[test]
fn a_transcript_replays_to_the_same_run() {
    check_replay(LabSettings::default(), None, EndReason::Done);
    check_replay(LabSettings { seed: 9, ..LabSettings::default() }, None, EndReason::Done);
    // The end falls into a wait, and into the busy loop.
    for end_us in [100_000, 120_500, 121_000, 122_300, 600_000] {
        let settings = LabSettings { end_us: Some(end_us), ..LabSettings::default() };
        check_replay(settings, None, EndReason::TimeOver);
    }
    check_replay(LabSettings::default(), Some(333_333), EndReason::Error);
    let inputs = Inputs::new(parse_inputs("210ms shake").unwrap());
    check_replay(LabSettings { inputs, ..LabSettings::default() }, None, EndReason::Done);
}

/// Asks for lines until there are none.
fn asking(lab: &RefCell<Lab>) -> Result<(), LabError> {
    loop {
        let now_us = lab.borrow().now_us();
        lab.borrow_mut().print(&format!("{}?", now_us / 1000));
        let answer = loop {
            while lab.borrow_mut().next_event().is_some() {}
            let answer = lab.borrow_mut().ask()?;
            match answer {
                Some(answer) => break answer,
                None => wait(lab, u64::MAX / 2)?,
            }
        };
        lab.borrow_mut().print(&answer);
        if answer == "bye" {
            return Ok(());
        }
    }
}

#[track_caller]
fn check_asking(typed: &[(u64, Option<&str>)], end_us: Option<u64>, console: &[&str], ends: EndReason) {
    let control = ControlQueue::new(Signal::default());
    let mut lines = VecDeque::new();
    for (at_us, text) in typed {
        match text {
            Some(text) => lines.push_back((*at_us, (*text).to_owned())),
            None => control.send(LiveCommand::Line { text: None }),
        }
    }
    let settings = LabSettings { lines, end_us, control: Some(Box::new(control)), ..LabSettings::default() };
    let (result, printed, records, _) = run(settings, None, asking);
    let said: Vec<&str> = printed.iter().map(String::as_str).filter(|line| !line.starts_with("n:")).collect();
    assert_eq!(said, console);
    let transcript = transcript(0, &records);
    assert_eq!(transcript.end, ends);
    let replay = Some(Replay::new(transcript, text_driver));
    let (again, printed_again, _, mut lab) =
        run(LabSettings { end_us, replay, ..LabSettings::default() }, None, asking);
    assert_eq!((lab.difference(), again, printed_again), (None, result, printed));
}

#[test]
fn what_is_typed_is_given_to_a_script_that_asks_and_replays() {
    let three = [(20_000, Some(" moi\t\u{7} ")), (20_000, Some("")), (150_000, Some("bye"))];
    check_asking(&three, None, &["0?", "moi", "20?", "", "20?", "bye"], EndReason::Done);
    check_asking(&three[..1], Some(300_000), &["0?", "moi", "20?"], EndReason::TimeOver);
    let long = "å".repeat(1_500);
    let typed = [(10_000, Some(long.as_str())), (20_000, Some("bye"))];
    check_asking(&typed, None, &["0?", &long[..2_000], "10?", "bye"], EndReason::Done);
    // Nobody types any more: the script need not wait for ever.
    check_asking(&[(0, None)], Some(300_000), &["0?"], EndReason::Error);
}

#[test]
fn a_replay_tells_the_first_difference() {
    let (_, _, records, _) = run(LabSettings::default(), None, chatty);
    let check = |seed, script: fn(&RefCell<Lab>) -> Result<(), LabError>, kind| {
        let replay = Some(Replay::new(transcript(seed, &records), text_driver));
        let settings = LabSettings { seed, replay, ..LabSettings::default() };
        let (_, _, _, mut lab) = run(settings, None, script);
        assert_eq!(lab.difference().map(|difference| difference.kind), kind);
    };
    check(0, chatty, None);
    // Another random number is sent to the board.
    check(1, chatty, Some(DifferenceKind::Bytes));
    // Another line is printed, and nothing at all is done.
    check(
        0,
        |lab| {
            lab.borrow_mut().print("moi");
            chatty(lab)
        },
        Some(DifferenceKind::Console),
    );
    check(0, |_| Ok(()), Some(DifferenceKind::Console));
}

#[test]
fn what_a_board_says_goes_to_console_and_plot() {
    let (result, console, _, lab) = run(LabSettings::default(), None, |lab| {
        while wait(lab, 350_000).is_ok() && lab.borrow().now_us() < 350_000 {
            while lab.borrow_mut().next_event().is_some() {}
        }
        Ok(())
    });
    assert_eq!(result, Ok(()));
    assert_eq!(console, ["n:1", "n:2", "n:3"]);
    let samples: Vec<_> = lab
        .trace()
        .entries()
        .filter_map(|entry| match &entry.event {
            crate::trace::TraceEvent::Sample { name, value } => Some((name.as_str(), *value)),
            _ => None,
        })
        .collect();
    assert_eq!(samples, [("n", 1.0), ("n", 2.0), ("n", 3.0)]);
}

#[test]
fn an_unplugged_board_ends_the_wait() {
    let (result, ..) = run(LabSettings::default(), Some(250_000), |lab| {
        loop {
            wait(lab, 10_000_000)?;
            while lab.borrow_mut().next_event().is_some() {}
        }
    });
    let Err(LabError::Device(error)) = result else { panic!("{result:?}") };
    assert_eq!(error.code, DeviceErrorCode::Gone);
}

#[test]
fn stop_ends_a_wait_and_a_loop() {
    for in_loop in [false, true] {
        let settings = LabSettings::default();
        settings.stop.stop();
        let (result, ..) = run(settings, None, |lab| {
            if in_loop { lab.borrow_mut().on_operations(1) } else { wait(lab, 1_000_000) }
        });
        assert_eq!(result, Err(LabError::Stopped));
    }
}
