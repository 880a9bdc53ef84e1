//! The usage recorder: turns the commands and events between window and lab into events of the usage log. It
//! looks at nothing else.

mod recording_backend;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use digilab_contract::backend::{Command, Event};
use digilab_contract::packs::{PackEvent, PackPlace};
use digilab_devices::board::BoardKind;
use digilab_lab::lab::LabOutput;
use digilab_lab::lab_protocol::{BoardPlace, LabCommand, LabEvent, LessonCommand, LessonEvent, RunEnd};
use digilab_lab::transcript::EndReason;
use digilab_lessons::view::PackView;
use digilab_usage::code::Code;
use digilab_usage::event::Event as Usage;

pub use recording_backend::{Log, RecordingBackend};

/// Name in the log for every pack that does not come with the lab, since its own name belongs to its author.
const OWN_PACK: &str = "own";

/// Topic of packs about AI.
const AI: &str = "ai";

/// Records usage from the commands and events that pass by.
#[derive(Default)]
pub struct UsageRecorder {
    run: Option<Run>,
    pack: Option<OpenPack>,
    /// Checks that are under way: the number of the check, and the step, from 1.
    checks: Vec<(u64, u16)>,
}

struct Run {
    begun_ms: i64,
    /// Kinds of boards that are real in this run.
    real: Vec<BoardKind>,
    board: Option<BoardKind>,
}

struct OpenPack {
    code: Code,
    view: Arc<PackView>,
    /// Steps that were passed, from 1.
    passed: Vec<u16>,
}

impl OpenPack {
    fn has_all(&self) -> bool {
        self.passed.len() == self.view.steps.len()
    }
}

impl UsageRecorder {
    /// Takes a command of the window; returns the usage event it makes, if any.
    ///
    /// # Arguments
    /// - `at_ms`: the time, in milliseconds since 1970.
    pub fn sent(&mut self, command: &Command, at_ms: i64) -> Option<Usage> {
        match command {
            Command::Lab(LabCommand::Run(request)) => {
                let real = request.places.iter().filter_map(|place| match place {
                    BoardPlace::Port { kind, .. } => Some(*kind),
                    BoardPlace::Simulated { .. } => None,
                });
                self.run = Some(Run { begun_ms: at_ms, real: real.collect(), board: None });
                None
            }
            Command::Lesson(LessonCommand::CheckStep { number, step }) => {
                let pack = self.pack.as_ref()?;
                let index = pack.view.steps.iter().position(|known| known.check == step.check)?;
                let step = u16::try_from(index + 1).ok()?;
                self.checks.push((*number, step));
                Some(Usage::StepAttempted { pack: pack.code.clone(), step })
            }
            _ => None,
        }
    }

    /// Takes an event for the window; returns the usage events it makes.
    ///
    /// # Arguments
    /// - `at_ms`: the time, in milliseconds since 1970.
    pub fn told(&mut self, event: &Event, at_ms: i64) -> Vec<Usage> {
        match event {
            Event::Lab(event) => self.told_by_lab(event, at_ms).into_iter().collect(),
            Event::Pack(PackEvent::Opened { place, pack, progress }) => {
                let id = &pack.manifest.id;
                let code = match place {
                    PackPlace::BuiltIn(_) => Code::or_other(id),
                    _ => Code::or_other(OWN_PACK),
                };
                let passed = (1..).zip(&pack.steps).filter(|(_, step)| progress.has_passed(&step.name));
                let passed = passed.map(|(number, _)| number).collect();
                let opened = Usage::PackOpened {
                    pack: code.clone(),
                    is_ai: pack.manifest.topics.iter().any(|topic| topic == AI),
                };
                self.checks.clear();
                self.pack = Some(OpenPack { code, view: pack.clone(), passed });
                vec![opened]
            }
            // A folder that is being edited: its steps may have changed.
            Event::Pack(PackEvent::Changed { pack: Ok(view), .. }) => {
                if let Some(pack) = &mut self.pack {
                    pack.view = view.clone();
                }
                Vec::new()
            }
            Event::Lesson(LessonEvent::StepChecked { number, outcome }) => {
                self.checked(*number, outcome.as_ref().is_ok_and(|report| report.passed()))
            }
            _ => Vec::new(),
        }
    }

    fn told_by_lab(&mut self, event: &LabEvent, at_ms: i64) -> Option<Usage> {
        match event {
            LabEvent::Started => {
                self.run.as_mut()?.begun_ms = at_ms;
                None
            }
            LabEvent::Output(LabOutput::Board { kind, .. }) => {
                self.run.as_mut()?.board.get_or_insert(*kind);
                None
            }
            LabEvent::Ended(end) => {
                let run = self.run.take()?;
                let is_real = run
                    .board
                    .is_some_and(|board| run.real.iter().any(|real| real.family() == board.family()));
                Some(Usage::ScriptRun {
                    family: run.board.map(BoardKind::family),
                    is_simulated: !is_real,
                    duration_ms: u64::try_from(at_ms - run.begun_ms).unwrap_or(0),
                    outcome: outcome(end),
                })
            }
            LabEvent::Detected { answer: Some(Ok(found)), .. } => {
                Some(Usage::BoardConnected { family: found.kind.family() })
            }
            LabEvent::Detected { answer: Some(Err(error)), .. } => {
                Some(Usage::BoardFailed { code: Code::or_other(error.code.id()) })
            }
            _ => None,
        }
    }

    fn checked(&mut self, number: u64, has_passed: bool) -> Vec<Usage> {
        let Some(at) = self.checks.iter().position(|(known, _)| *known == number) else { return Vec::new() };
        let (_, step) = self.checks.remove(at);
        let Some(open) = &mut self.pack else { return Vec::new() };
        let pack = open.code.clone();
        if !has_passed {
            return vec![Usage::StepFailed { pack, step }];
        }
        let was_complete = open.has_all();
        if !open.passed.contains(&step) {
            open.passed.push(step);
        }
        let passed = Usage::StepPassed { pack: pack.clone(), step };
        if open.has_all() && !was_complete {
            vec![passed, Usage::PackCompleted { pack }]
        } else {
            vec![passed]
        }
    }
}

fn outcome(end: &RunEnd) -> Code {
    Code::or_other(match (&end.mistake, end.reason) {
        (Some(mistake), _) => mistake.code.id(),
        (None, EndReason::Done) => "done",
        (None, EndReason::Stopped) => "stopped",
        (None, EndReason::TimeOver) => "time-over",
        (None, EndReason::Error) => "error",
    })
}
