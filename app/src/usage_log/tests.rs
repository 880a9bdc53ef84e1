//! What the recorder makes of commands and events.

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
    let asked = |answer| Event::Lab(LabEvent::Detected { port: "/dev/ttyACM0".to_owned(), answer });
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
        error: None,
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
        Err(Mistake::new(MistakeCode::Api(ApiErrorCode::LabCrashed)))
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
    assert_eq!(check_step(&mut recorder, &view, 6, true), [attempted(6), passed(6)], "it is complete once");
}

#[test]
fn what_a_teacher_calls_a_pack_is_not_told() {
    let mut recorder = UsageRecorder::default();
    let place = PackPlace::Path("/home/aino/ainon-paketti".into());
    let told = recorder.told(&opened(place, PackProgress::new("ainon-paketti", "1.0.0")), 0);
    assert_eq!(told, [Usage::PackOpened { pack: code("own"), is_ai: true }]);
}
