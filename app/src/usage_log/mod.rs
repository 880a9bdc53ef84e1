//! The usage recorder: turns the commands and events between window and lab into events of the usage log. It
//! looks at nothing else.

mod recording_backend;

use std::sync::Arc;

use digilab_contract::backend::{Command, Event};
use digilab_contract::packs::{PackEvent, PackPlace};
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
            LabEvent::Asked { answer: Some(Ok(found)), .. } => {
                Some(Usage::BoardConnected { family: found.kind.family() })
            }
            LabEvent::Asked { answer: Some(Err(error)), .. } => {
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

#[cfg(test)]
mod tests {
    use digilab_contract::packs::PackProgress;
    use digilab_devices::board::{BoardFamily, BoardKind, BoardState};
    use digilab_devices::error::{DeviceError, DeviceErrorCode};
    use digilab_lab::api_error::ApiErrorCode;
    use digilab_lab::lab::BoardId;
    use digilab_lab::lab_protocol::{RunRequest, StepCheck};
    use digilab_lab::lesson::{CheckReport, ScenarioReport};
    use digilab_lab::mistakes::{Mistake, MistakeCode};
    use digilab_lessons::language::LocalText;
    use digilab_lessons::number::Drawn;
    use digilab_lessons::{builtin, load};

    use super::*;

    fn code(text: &str) -> Code {
        Code::new(text).unwrap()
    }

    fn board(kind: BoardKind) -> Event {
        let state = BoardState::default();
        Event::Lab(LabEvent::Output(LabOutput::Board { board: BoardId(0), kind, state }))
    }

    fn ended(mistake: Option<MistakeCode>, reason: EndReason) -> Event {
        Event::Lab(LabEvent::Ended(RunEnd { reason, mistake: mistake.map(Mistake::new) }))
    }

    /// Runs a script that asks for a board, on the given places, from its first line at 1 s to its end at 3.5 s.
    #[track_caller]
    fn check_run(places: Vec<BoardPlace>, asks: Option<BoardKind>, end: &Event, expected: &Usage) {
        let mut recorder = UsageRecorder::default();
        let script = "print(\"Aino\");".to_owned();
        let request = RunRequest { script, places, ..RunRequest::default() };
        assert_eq!(recorder.sent(&Command::Lab(LabCommand::Run(request)), 0), None);
        assert_eq!(recorder.told(&Event::Lab(LabEvent::Started), 1_000), []);
        if let Some(kind) = asks {
            assert_eq!(recorder.told(&board(kind), 1_500), []);
        }
        let line = LabOutput::Line { text: "Aino".to_owned() };
        assert_eq!(recorder.told(&Event::Lab(LabEvent::Output(line)), 2_000), []);
        assert_eq!(recorder.told(end, 3_500), std::slice::from_ref(expected));
        assert_eq!(recorder.told(end, 4_000), [], "it ends once");
    }

    #[test]
    fn a_run_is_told_with_its_board_and_its_end() {
        let run = |family, is_simulated, outcome: &str| Usage::ScriptRun {
            family,
            is_simulated,
            duration_ms: 2_500,
            outcome: code(outcome),
        };
        let port = |kind| BoardPlace::Port { port: "/dev/ttyACM0".to_owned(), kind, baud: 115_200 };
        let done = ended(None, EndReason::Done);
        check_run(vec![], None, &done, &run(None, true, "done"));
        let stopped = ended(None, EndReason::Stopped);
        check_run(
            vec![],
            Some(BoardKind::MicrobitV2),
            &stopped,
            &run(Some(BoardFamily::Microbit), true, "stopped"),
        );
        let uno = BoardKind::Arduino;
        check_run(vec![port(uno)], Some(uno), &done, &run(Some(BoardFamily::Arduino), false, "done"));
        check_run(
            vec![port(uno)],
            Some(BoardKind::MicrobitV1),
            &done,
            &run(Some(BoardFamily::Microbit), true, "done"),
        );
        let gone = MistakeCode::Api(ApiErrorCode::Device(DeviceErrorCode::Gone));
        let failed = ended(Some(gone), EndReason::Error);
        check_run(vec![port(uno)], Some(uno), &failed, &run(Some(BoardFamily::Arduino), false, gone.id()));
    }

    #[test]
    fn a_board_that_answers_and_one_that_does_not() {
        let mut recorder = UsageRecorder::default();
        let error = DeviceError::new(DeviceErrorCode::PortMissing).with("port", "/dev/ttyACM0");
        let asked = |answer| Event::Lab(LabEvent::Asked { port: "/dev/ttyACM0".to_owned(), answer });
        let failed = Usage::BoardFailed { code: code(DeviceErrorCode::PortMissing.id()) };
        assert_eq!(recorder.told(&asked(Some(Err(error))), 0), [failed]);
        assert_eq!(recorder.told(&asked(None), 0), []);
    }

    fn opened(place: PackPlace, progress: PackProgress) -> Event {
        let pack = load::load(&builtin::pack("teach-gestures").unwrap()).unwrap();
        Event::Pack(PackEvent::Opened { place, pack: Arc::new(PackView::from(pack)), progress })
    }

    fn view(event: &Event) -> Arc<PackView> {
        match event {
            Event::Pack(PackEvent::Opened { pack, .. }) => pack.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn passed_scenario() -> ScenarioReport {
        ScenarioReport {
            name: LocalText::default(),
            drawn: Drawn::default(),
            end_us: 1,
            ended_us: None,
            mistake: None,
            trouble: None,
            verdicts: Vec::new(),
        }
    }

    /// Checks a step, counted from 1; returns the usage events of the request and of the answer.
    fn check_step(recorder: &mut UsageRecorder, view: &PackView, step: usize, passes: bool) -> Vec<Usage> {
        let number = step as u64;
        let check = StepCheck {
            script: "print(\"Aino\");".to_owned(),
            check: view.steps[step - 1].check.clone(),
            board: BoardKind::MicrobitV2,
            seed: 1,
        };
        let asked = recorder.sent(&Command::Lesson(LessonCommand::CheckStep { number, step: check }), 0);
        let outcome = if passes {
            Ok(CheckReport { seed: 1, scenarios: vec![passed_scenario()] })
        } else {
            Err(Mistake::new(MistakeCode::Api(ApiErrorCode::LabFell)))
        };
        let told = recorder.told(&Event::Lesson(LessonEvent::StepChecked { number, outcome }), 0);
        asked.into_iter().chain(told).collect()
    }

    #[test]
    fn a_lesson_is_told_by_its_steps() {
        let mut recorder = UsageRecorder::default();
        let mut progress = PackProgress::new("teach-gestures", "1.0.0");
        for step in ["01-feel", "02-collect", "03-learn", "04-exam"] {
            progress.step_mut(step).has_passed = true;
        }
        let event = opened(PackPlace::BuiltIn("teach-gestures".to_owned()), progress);
        let (view, pack) = (view(&event), code("teach-gestures"));
        assert_eq!(recorder.told(&event, 0), [Usage::PackOpened { pack: pack.clone(), is_ai: true }]);
        let attempted = |step| Usage::StepAttempted { pack: pack.clone(), step };
        let passed = |step| Usage::StepPassed { pack: pack.clone(), step };
        let failed = Usage::StepFailed { pack: pack.clone(), step: 5 };
        assert_eq!(check_step(&mut recorder, &view, 5, false), [attempted(5), failed]);
        assert_eq!(check_step(&mut recorder, &view, 5, true), [attempted(5), passed(5)]);
        let completed = Usage::PackCompleted { pack: pack.clone() };
        assert_eq!(check_step(&mut recorder, &view, 6, true), [attempted(6), passed(6), completed]);
        assert_eq!(
            check_step(&mut recorder, &view, 6, true),
            [attempted(6), passed(6)],
            "it is complete once"
        );
    }

    #[test]
    fn what_a_teacher_calls_a_pack_is_not_told() {
        let mut recorder = UsageRecorder::default();
        let place = PackPlace::Path("/home/aino/ainon-paketti".into());
        let told = recorder.told(&opened(place, PackProgress::new("ainon-paketti", "1.0.0")), 0);
        assert_eq!(told, [Usage::PackOpened { pack: code("own"), is_ai: true }]);
    }
}
