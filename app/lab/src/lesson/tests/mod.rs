//! Checks on both families of boards, each with a program that passes and one that fails.

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

/// A check's text read, without the loader's rules.
fn parsed(toml: &str) -> Check {
    toml::from_str(toml).unwrap_or_else(|error| panic!("{error}\n{toml}"))
}

/// Checks a script as a lab thread does; `looks` times somebody asks before the time is over.
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

/// A check of one scenario that lasts two seconds.
fn scenario(expectations: &str) -> String {
    format!("[[scenario]]\nend_ms = 2000\n{expectations}")
}

/// What a scenario expects, `lines` being the lines of an expectation.
fn expecting(lines: &str) -> String {
    scenario(&format!("[[scenario.expect]]\n{lines}"))
}

/// Whether a program does what is expected, and that nothing else is wrong.
#[track_caller]
fn check_on(board: BoardKind, toml: &str, script: &str, passes: bool) {
    let report = report(board, toml, script, 1);
    for scenario in &report.scenarios {
        assert_eq!(scenario.error, None, "{toml}\n{script}");
        assert_eq!(scenario.mistake, None, "{toml}\n{script}");
    }
    assert_eq!(report.passed(), passes, "{toml}\n{script}\n{report:#?}");
}

/// The same for an expectation, `passes` and `fails` being programs.
#[track_caller]
fn check_both(board: BoardKind, expectation: &str, passes: &str, fails: &str) {
    let toml = expecting(expectation);
    check_on(board, &toml, passes, true);
    check_on(board, &toml, fails, false);
}
