//! Runs programs in a lab with a [punctual board](super::board), and replays them.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::clock::{Clock, VirtualClock};

use super::back::Walker;
use super::board::{PunctualSource, driver};
use super::model::End;
use super::program::Program;
use super::turns::{Impatient, YieldingClock};
use crate::lab::tests::{Records, transcript};
use crate::lab::{Control, Lab, LabOutput, LabSettings};
use crate::sandbox::{Modules, Outcome, run};
use crate::trace::TraceEvent;
use crate::transcript::{Record, Replay};

/// What a run left.
#[derive(Debug)]
pub(super) struct Left {
    /// Console lines, with their times in microseconds.
    pub lines: Vec<(u64, String)>,
    pub end: End,
    /// The whole trace as JSON lines.
    pub trace: String,
    pub records: Vec<Record>,
    /// First difference from the transcript that it replayed.
    pub difference: Option<String>,
}

impl Left {
    /// Returns the number of operations that were done.
    pub fn operations(&self) -> u64 {
        let end = self.records.iter().find_map(|record| match record {
            Record::End { operations, .. } => Some(*operations),
            _ => None,
        });
        end.unwrap()
    }
}

/// Runs a program. Must be called on a lab thread.
pub(super) fn run_program(program: &Program) -> Left {
    let settings = LabSettings { lines: program.lines.clone().into(), ..LabSettings::default() };
    run_with(program, settings, Box::new(VirtualClock::new()))
}

/// Runs a program on a thread that has other work, too. Must be called on a lab thread.
pub(super) fn run_in_turns(program: &Program) -> Left {
    let control = Some(Box::new(Impatient::default()) as Box<dyn Control>);
    let settings = LabSettings { lines: program.lines.clone().into(), control, ..LabSettings::default() };
    run_with(program, settings, Box::new(YieldingClock::default()))
}

/// Replays a run. Must be called on a lab thread.
pub(super) fn replay(program: &Program, records: &[Record]) -> Left {
    let replay = Replay::new(transcript(0, records), driver);
    let settings = LabSettings { replay: Some(replay), ..LabSettings::default() };
    run_with(program, settings, Box::new(VirtualClock::new()))
}

/// Runs a program step by step, under the control of `walker`. Must be called on a lab thread.
pub(super) fn walk(program: &Program, walker: &Walker) -> Left {
    let control = Some(Box::new(walker.clone()) as Box<dyn Control>);
    let (lines, paused) = (program.lines.clone().into(), true);
    let settings = LabSettings { lines, control, paused, keeps_past: true, ..LabSettings::default() };
    let walker = walker.clone();
    run_telling(program, settings, Box::new(VirtualClock::new()), Box::new(move |output| walker.hear(output)))
}

fn run_with(program: &Program, settings: LabSettings, clock: Box<dyn Clock>) -> Left {
    run_telling(program, settings, clock, Box::new(|_| ()))
}

fn run_telling(
    program: &Program,
    mut settings: LabSettings,
    clock: Box<dyn Clock>,
    output: Box<dyn FnMut(LabOutput)>,
) -> Left {
    let records = Records::default();
    if settings.replay.is_none() && !settings.keeps_past {
        settings.recorder = Some(Box::new(records.clone()));
    }
    settings.end_us = Some(program.end_us);
    let boards = Box::new(PunctualSource(program.presses.clone()));
    let lab = Lab::new(clock, boards, settings, output);
    let lab = Rc::new(RefCell::new(lab));
    let end = match run(&program.source(), &lab, Modules::new()) {
        Outcome::Done => End::Done,
        Outcome::TimeOver => End::TimeOver,
        Outcome::Failed(error) if error.to_string().contains("Runtime error: end") => End::Failed,
        other => panic!("{other:?} of\n{}", program.source()),
    };
    let mut lab = lab.borrow_mut();
    let difference = lab.difference().map(|difference| format!("{difference:?}"));
    assert!(!lab.trace().is_thinned(), "the trace is not whole");
    let (mut lines, mut trace) = (Vec::new(), String::new());
    for entry in lab.trace().entries() {
        if let TraceEvent::Console { text } = &entry.event {
            lines.push((entry.at_us, text.clone()));
        }
        trace += &serde_json::to_string(entry).unwrap();
        trace.push('\n');
    }
    Left { lines, end, trace, records: records.take(), difference }
}
