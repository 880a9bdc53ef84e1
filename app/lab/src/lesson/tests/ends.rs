//! Tests of checks that end without a verdict.

use std::rc::Rc;

use digilab_devices::board::BoardKind::{self, Arduino, MicrobitV1, MicrobitV2};
use digilab_lessons::load::load;
use digilab_lessons::template::new_pack;
use proptest::prelude::*;

use super::super::{CheckErrorCode, ProofProblem, prove};
use super::{expecting, report, report_within, scenario};
use crate::api_error::ApiErrorCode;
use crate::mistakes::MistakeCode;
use crate::sandbox::spawn;

#[track_caller]
fn check_error(board: BoardKind, toml: &str, script: &str, code: CheckErrorCode, is_authors: bool) {
    let report = report(board, toml, script, 1);
    let error = report.scenarios[0].error.clone().unwrap_or_else(|| panic!("{report:#?}"));
    assert_eq!((error.code, error.is_authors()), (code, is_authors), "{toml}");
    assert!(!report.passed() && report.scenarios[0].verdicts.is_empty());
}

#[test]
fn what_is_wrong_with_a_check_is_the_authors() {
    use CheckErrorCode as Code;
    let see = |sight: &str| expecting(&format!("see.{sight}"));
    let with = |input: &str| scenario(&format!("[[scenario.input]]\nat_ms = 1\ndo.{input}"));
    let check = |board, toml: &str, code| check_error(board, toml, "print(1);", code, true);
    check(Arduino, &see("pin = { pin = \"99\", level = 1 }"), Code::PinUnknown);
    check(MicrobitV2, &see("pin = { pin = \"A0\", level = 1 }"), Code::PinUnknown);
    check(MicrobitV2, "[[part]]\npin = \"P77\"\npart = \"led\"\n[[scenario]]\nend_ms = 1", Code::PinUnknown);
    check(Arduino, &with("press = \"A\""), Code::PinUnknown);
    check(MicrobitV2, &see("leds-lit = \"$none\""), Code::NotReckoned);
    check(MicrobitV2, &see("line = \"{none}\""), Code::NotReckoned);
    check(MicrobitV2, &see("display = \"HAERT\""), Code::PictureUnknown);
    check(MicrobitV2, &see("display = \"0000a:00000:00000:00000:00000\""), Code::PictureUnknown);
    check(MicrobitV2, &see("display = \"000:000\""), Code::PictureUnknown);
    check(Arduino, &see("display = \"HEART\""), Code::Lacking);
    check(Arduino, &see("tone = 440"), Code::Lacking);
    check(MicrobitV2, &see("led = { x = 5, y = 0, brightness = 1 }"), Code::OutOfRange);
    check(MicrobitV2, "[[scenario]]\nend_ms = 0", Code::OutOfRange);
    check(MicrobitV2, "[[scenario]]\nend_ms = 600001", Code::OutOfRange);
    check(MicrobitV2, &with("light = 256"), Code::OutOfRange);
    check(
        MicrobitV2,
        &scenario("[[scenario.input]]\nat_ms = 0\ntimes = 99999\ndo.press = \"A\""),
        Code::OutOfRange,
    );
    check(MicrobitV1, &with("sound = 20"), Code::InputRefused);
    check(Arduino, &with("light = 20"), Code::InputRefused);
    check(Arduino, &with("press = \"2\""), Code::InputRefused);
    check(MicrobitV2, "[[scenario]]\nend_ms = 1\nrandom.a = { pick = [] }", Code::NothingToPick);
    check(MicrobitV2, &expecting("see.ended = true\nfrom_ms = 9\nuntil_ms = 8"), Code::NoTime);
    check(MicrobitV2, &expecting("see.ended = true\nfrom_ms = 2001"), Code::NoTime);
    check(MicrobitV2, &expecting("how = \"once\""), Code::NothingToSee);
    check(MicrobitV2, &expecting("see.ended = true\nin_order = [{ ended = true }]"), Code::NothingToSee);
}

#[test]
fn what_a_program_does_to_a_check_is_the_pupils() {
    let toml = expecting("see.ended = true");
    check_error(MicrobitV2, &toml, "arduino();", CheckErrorCode::OtherBoard, false);
    check_error(Arduino, &toml, "microbit();", CheckErrorCode::OtherBoard, false);
    let long = "[[scenario]]\nend_ms = 600000\n[[scenario.expect]]\nsee.ended = true";
    check_error(MicrobitV2, long, "loop { print(1); }", CheckErrorCode::TooMuch, false);
}

/// `crash` exists in tests only, and panics.
#[test]
fn a_fall_of_the_lab_is_a_mistake_with_its_line() {
    let toml = expecting("see.ended = true");
    let crashed = report(MicrobitV2, &toml, "print(1);\ncrash();", 1);
    let mistake = crashed.scenarios[0].mistake.clone().unwrap();
    assert_eq!((mistake.code, mistake.line), (MistakeCode::Api(ApiErrorCode::LabCrashed), Some(2)));
    assert!(!crashed.passed());
}

/// A starter that crashes the lab does not count as one that fails its check.
#[test]
fn a_proof_tells_over_which_program_the_lab_fell() {
    let check = |starter: &str, solution: &str| {
        let files = new_pack("falls", &[MicrobitV2], &[]);
        let mut step = load(&files).unwrap().steps.remove(0);
        (step.starter, step.solution) = (starter.to_owned(), solution.to_owned());
        let proofs =
            spawn(move || prove(0, &step, MicrobitV2, 1..=1, &|| Rc::new(|| false))).unwrap().join().unwrap();
        proofs.iter().map(|proof| (proof.problem, proof.line())).collect::<Vec<_>>()
    };
    let heart = "let bit = microbit();\nbit.show(HEART);";
    assert_eq!(check("print(1);\ncrash();", heart), [(ProofProblem::StarterCrashes, Some(2))]);
    assert_eq!(check("print(1);", "crash();"), [(ProofProblem::SolutionCrashes, Some(1))]);
    assert_eq!(check("print(1);", heart), []);
}

#[test]
fn a_loop_without_a_wait_ends_when_the_time_is_over() {
    let toml = "[[scenario]]\nend_ms = 600000\n[[scenario]]\nend_ms = 10";
    for script in
        ["loop { }", "let n = 0; while true { n += 1; }", "loop { sleep(1); }", "forever(|| { let a = 1; });"]
    {
        let report = report_within(Some(50), Arduino, toml, script, 1);
        for scenario in &report.scenarios {
            let code = scenario.error.as_ref().map(|error| error.code);
            assert_eq!(code, Some(CheckErrorCode::OutOfTime), "{script}");
        }
    }
}

#[test]
fn a_mistake_fails_a_check_and_is_told() {
    let toml = expecting("see.line = \"a\"\n[[scenario.expect]]\nsee.ended = true\nuntil_ms = 700");
    let report = report(Arduino, &toml, "print(\"a\"); sleep(500);\narduino().pin(99).on();", 1);
    let scenario = &report.scenarios[0];
    assert!(!report.passed());
    assert_eq!(scenario.mistake.as_ref().and_then(|mistake| mistake.line), Some(2));
    assert_eq!(scenario.verdicts.iter().map(|verdict| verdict.passed).collect::<Vec<_>>(), [true, true]);
    let ended_us = scenario.ended_us.unwrap();
    assert!((500_000..600_000).contains(&ended_us), "{ended_us}");
}

#[test]
fn a_script_that_cannot_be_read_has_no_verdicts() {
    for script in ["let = 1;", "/* never closed"] {
        let report = report(MicrobitV2, &expecting("see.display = \"dark\""), script, 1);
        assert!(report.scenarios[0].mistake.is_some() && report.scenarios[0].verdicts.is_empty(), "{script}");
        assert!(!report.passed());
    }
}

#[test]
fn what_boards_do_when_they_are_put_back_is_not_the_programs() {
    let lit = expecting("see.display = \"dark\"\nfrom_ms = 300\nhow = \"never\"");
    let report = report(MicrobitV2, &lit, "microbit().show(HEART); sleep(500); oh_no();", 1);
    assert!(report.scenarios[0].verdicts[0].passed, "{report:#?}");
}

fn small_check() -> impl Strategy<Value = String> {
    let sight = prop::sample::select(vec![
        "display = \"HEART\"",
        "display = \"lit\"",
        "leds-lit = { min = 1 }",
        "pin = { pin = \"1\", level = 1 }",
        "servo = { pin = \"1\", angle_deg = 90 }",
        "silence = true",
        "tone = \"$n\"",
        "line = \"{n}\"",
        "line-number = \"$n + 1\"",
        "any-line = false",
        "plot = { value = 1 }",
        "ended = true",
    ]);
    let how = prop::sample::select(vec!["once", "always", "never", "often"]);
    let one = (sight, how, any::<i32>(), any::<i16>()).prop_map(|(sight, how, from_ms, until_ms)| {
        format!("[[scenario.expect]]\nsee.{sight}\nhow = \"{how}\"\nfrom_ms = {from_ms}\nuntil_ms = {until_ms}\ntimes = 2\n")
    });
    let order = Just(
        "[[scenario.expect]]\nin_order = [{ any-line = true }, { pin = { pin = \"1\", level = 1 } }, { ended = true }]\n"
            .to_owned(),
    );
    let mid = prop_oneof![
        4 => one,
        1 => order,
        1 => (any::<i64>(), any::<i64>()).prop_map(|(at, x)| format!("[[scenario.input]]\nat_ms = {at}\ndo.level = {{ pin = \"1\", level = {x} }}\n")),
        1 => (0..900_i64).prop_map(|at| format!("[[scenario.input]]\nat_ms = {at}\ndo.press = \"A\"\n")),
    ];
    (any::<i64>(), any::<i64>(), 1..3_000_i64, prop::collection::vec(mid, 0..4)).prop_map(
        |(from, to, end_ms, rest)| {
            format!(
                "[[scenario]]\nend_ms = {end_ms}\nrandom.n = {{ from = {from}, to = {to} }}\n{}",
                rest.concat()
            )
        },
    )
}

fn small_script() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "print(random(0, 9));",
        "sleep(300);",
        "microbit().show(HEART);",
        "microbit().pin(1).on();",
        "arduino().pin(1).on();",
        "microbit().pin(1).servo(90);",
        "plot(\"x\", 1);",
        "every(100, || print(1));",
        "loop { }",
        "exit();",
        "oh no",
    ]);
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_check_of_any_script_falls_over(toml in small_check(), script in small_script(), seed: u64) {
        for board in [MicrobitV2, Arduino] {
            let first = report_within(Some(5_000), board, &toml, &script, seed);
            prop_assert_eq!(&first, &report_within(Some(5_000), board, &toml, &script, seed));
        }
    }
}
