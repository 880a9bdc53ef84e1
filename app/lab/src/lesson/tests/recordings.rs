//! Tests that a recording shows what the check saw.

use std::rc::Rc;

use super::*;
use crate::lesson::{Phrase, Recording, record};

fn recorded(board: BoardKind, toml: &str, script: &str, seed: u64) -> (CheckReport, Recording) {
    let check_text = parsed(toml);
    let request = CheckRequest { script, check: &check_text, board, seed };
    let report = check(&request, Rc::new(|| false));
    (report, record(&request, 0, Rc::new(|| false)).unwrap())
}

const COUNTER: &str = r#"
[[scenario]]
end_ms = 3000
random.times = { from = 2, to = 5 }

[[scenario.input]]
at_ms = 200
times = "$times"
every_ms = 300
do.click = "A"

[[scenario.expect]]
see.line = "{times}"

[[scenario.expect]]
see.led = { x = 2, y = 2, brightness = 9 }
how = "never"
"#;

const SCRIPT: &str = r#"let bit = microbit();
let count = 0;
on_press("A", || {
    count += 1;
    print(count);
    plot("count", count);
    if count == 2 { bit.show("."); bit.show(HEART); }
});
forever(|| sleep(50));
"#;

#[test]
fn a_recording_shows_what_the_check_saw() {
    for seed in 0..4 {
        let (report, recording) = recorded(BoardKind::MicrobitV2, COUNTER, SCRIPT, seed);
        let [written, heart] = report.scenarios[0].verdicts.as_slice() else { panic!("{report:?}") };
        assert!(written.passed && !heart.passed, "{report:?}");
        let times: usize = report.scenarios[0].drawn["times"].parse().unwrap();
        assert_eq!(recording.lines.len(), times, "{recording:?}");
        assert_eq!(recording.points.last().map(|point| point.2), Some(times as f64));
        let presses = recording.inputs.iter().filter(|(_, input)| input.phrase == Phrase::DID_PRESS);
        assert_eq!(presses.count(), times);
        assert_eq!(recording.inputs[0].0, 200_000);
        // The moment of the failure shows the LED that must never be lit.
        let at_us = heart.at_us.unwrap();
        let state = recording.states.iter().rev().find(|(from_us, _)| *from_us <= at_us).unwrap();
        assert_eq!(state.1.leds.unwrap()[2][2], 9);
        assert_eq!(recording.states[0].0, 0);
        assert!(
            recording.script_lines.iter().any(|(_, line)| (4..=7).contains(line)),
            "{:?}",
            recording.script_lines
        );
        assert!(recording.script_lines.is_sorted_by_key(|(at_us, _)| *at_us));
        assert!(!recording.is_cut);
        assert_eq!(recording.end_us, 3_000_000);
    }
}

#[test]
fn a_long_run_is_cut_around_what_went_wrong() {
    let toml = r#"
[[scenario]]
end_ms = 60000

[[scenario.expect]]
see.line = "5000"
how = "never"
"#;
    let script =
        "let bit = microbit();\nfor i in 0..12000 { print(i); bit.set_pixel(i % 5, 0, i % 10); sleep(4); }";
    let (report, recording) = recorded(BoardKind::MicrobitV2, toml, script, 1);
    let verdict = &report.scenarios[0].verdicts[0];
    let at_us = verdict.at_us.unwrap_or_else(|| panic!("{:?} {verdict:?}", report.scenarios[0].mistake));
    assert!(recording.is_cut);
    assert!(recording.lines.contains(&(at_us, "5000".to_owned())));
    assert!(recording.lines.len() <= 5_000 && recording.states.len() <= 5_000);
    assert_eq!(recording.states[0].0, 0);
    assert!(recording.lines.iter().any(|(line_us, _)| *line_us > at_us), "something behind it, too");
}

#[test]
fn a_script_that_cannot_be_read_has_only_its_mistake() {
    let (report, recording) = recorded(BoardKind::MicrobitV2, COUNTER, "let x = ;", 1);
    assert_eq!(recording.mistake, report.scenarios[0].mistake);
    assert!(recording.mistake.is_some() && recording.lines.is_empty() && recording.states.len() == 1);
}

#[test]
fn a_scenario_that_is_not_there_has_no_recording() {
    let check_text = parsed(COUNTER);
    let request = CheckRequest { script: "", check: &check_text, board: BoardKind::MicrobitV2, seed: 0 };
    assert!(record(&request, 1, Rc::new(|| false)).is_err());
}

#[test]
fn a_page_and_its_worker_understand_each_other() {
    use crate::lab_protocol::{LessonCommand, LessonEvent, StepCheck};
    #[track_caller]
    fn check<M: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(message: &M) {
        let json = serde_json::to_string(message).unwrap();
        assert_eq!(serde_json::from_str::<M>(&json).map_err(|error| error.to_string()).as_ref(), Ok(message));
    }
    let step = StepCheck {
        script: SCRIPT.to_owned(),
        check: serde_json::to_string(&parsed(COUNTER)).unwrap(),
        board: BoardKind::MicrobitV2,
        seed: u64::MAX,
    };
    let never = |_| -> Rc<dyn Fn() -> bool> { Rc::new(|| false) };
    let checks = LessonCommand::CheckStep { number: u64::MAX, step: step.clone() };
    let again = LessonCommand::Record { number: 1, step: step.clone(), scenario: 0 };
    let beyond = LessonCommand::Record { number: 2, step, scenario: 7 };
    for command in [&checks, &again, &beyond] {
        check(command);
        check(&command.answer(never));
        check(&command.crashed(None));
    }
    assert!(matches!(checks.answer(never), LessonEvent::StepChecked { outcome: Ok(_), .. }));
    assert!(matches!(again.answer(never), LessonEvent::Recorded { recording: Some(_), .. }));
    assert!(matches!(beyond.answer(never), LessonEvent::Recorded { recording: None, .. }));
}

#[test]
fn what_was_typed_stands_between_what_was_done() {
    let toml = "[[scenario]]\nend_ms = 1000\n[[scenario.input]]\nat_ms = 300\ndo.click = \"A\"\n\
        [[scenario.input]]\nat_ms = 200\ndo.line = \"moi\"\n[[scenario.expect]]\nsee.line = \"moi\"";
    let (report, recording) = recorded(BoardKind::MicrobitV2, toml, "print(ask());", 1);
    assert!(report.passed(), "{report:?}");
    let phrases: Vec<_> = recording.inputs.iter().map(|(at_us, said)| (*at_us, said.phrase)).collect();
    assert_eq!(
        phrases,
        [(200_000, Phrase::DID_TYPE), (300_000, Phrase::DID_PRESS), (400_000, Phrase::DID_RELEASE)]
    );
}
