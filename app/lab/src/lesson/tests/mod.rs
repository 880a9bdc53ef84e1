//! Tests of checks on both families of boards, each with a program that passes and one that fails.

mod draws;
mod ends;
mod recordings;
mod reports;
mod sights;

use std::cell::Cell;
use std::rc::Rc;

use digilab_devices::board::BoardKind;
use digilab_lessons::check::Check;

use super::{CheckReport, CheckRequest, check};
use crate::sandbox::spawn;

/// Parses a check without the loader's rules.
fn parsed(toml: &str) -> Check {
    toml::from_str(toml).unwrap_or_else(|error| panic!("{error}\n{toml}"))
}

/// Checks a script on a lab thread; the time is over after it was polled `looks` times.
fn report_within(looks: Option<u32>, board: BoardKind, toml: &str, script: &str, seed: u64) -> CheckReport {
    let (check_text, script) = (parsed(toml), script.to_owned());
    let work = move || {
        let asked = Cell::new(0);
        let is_time_over = move || {
            asked.set(asked.get() + 1);
            looks.is_some_and(|looks| asked.get() > looks)
        };
        check(&CheckRequest { script: &script, check: &check_text, board, seed }, Rc::new(is_time_over))
    };
    spawn(work).unwrap().join().unwrap()
}

fn report(board: BoardKind, toml: &str, script: &str, seed: u64) -> CheckReport {
    report_within(None, board, toml, script, seed)
}

/// Returns a check with one scenario of two seconds.
fn scenario(expectations: &str) -> String {
    format!("[[scenario]]\nend_ms = 2000\n{expectations}")
}

/// Returns a check with one expectation, whose lines are `lines`.
fn expecting(lines: &str) -> String {
    scenario(&format!("[[scenario.expect]]\n{lines}"))
}

/// Checks that a program passes or fails, without any other problem.
#[track_caller]
fn check_on(board: BoardKind, toml: &str, script: &str, passes: bool) {
    let report = report(board, toml, script, 1);
    for scenario in &report.scenarios {
        assert_eq!(scenario.error, None, "{toml}\n{script}");
        assert_eq!(scenario.mistake, None, "{toml}\n{script}");
    }
    assert_eq!(report.passed(), passes, "{toml}\n{script}\n{report:#?}");
}

/// Checks both a program that passes an expectation and one that fails.
#[track_caller]
fn check_both(board: BoardKind, expectation: &str, passes: &str, fails: &str) {
    let toml = expecting(expectation);
    check_on(board, &toml, passes, true);
    check_on(board, &toml, fails, false);
}
