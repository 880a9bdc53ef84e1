//! Runs a check: runs its scenarios one after the other, and judges each run.

use std::rc::Rc;

use digilab_devices::board::BoardKind;
use digilab_lessons::check::{Check, Scenario};
use digilab_lessons::number::Drawn;

use super::check_error::{CheckError, CheckErrorCode};
use super::plan::Plan;
use super::report::{CheckReport, ScenarioReport};
use super::run::Keep;
use super::{judge, plan, run};
use crate::mistakes::Mistake;
use crate::script::crash;

/// A script and the check to run.
#[derive(Clone, Copy, Debug)]
pub struct CheckRequest<'a> {
    /// Script to check.
    pub script: &'a str,
    /// Check to run.
    pub check: &'a Check,
    /// Board to run on.
    pub board: BoardKind,
    /// Seed of all random values.
    pub seed: u64,
}

/// Runs a check on simulated boards. Has the same requirements on its thread as
/// [`sandbox::run`](crate::sandbox::run).
///
/// # Arguments
/// - `request`: the script, its check, and the seed: the same request gives the same report.
/// - `is_time_over`: polled often; once it returns true, the current scenario and those after it get
///   [`CheckErrorCode::OutOfTime`]. A check should take at most two seconds of real time.
pub fn check(request: &CheckRequest<'_>, is_time_over: Rc<dyn Fn() -> bool>) -> CheckReport {
    let scenarios = scenarios(request).map(|(number, scenario)| {
        scenario_report(request, scenario, mixed(request.seed, number), is_time_over.clone())
    });
    CheckReport { seed: request.seed, scenarios: scenarios.collect() }
}

/// Returns the scenarios for the board, with their numbers in the check.
pub(super) fn scenarios<'a>(request: &CheckRequest<'a>) -> impl Iterator<Item = (u64, &'a Scenario)> {
    let board = request.board;
    let all = (0..).zip(&request.check.scenarios);
    all.filter(move |(_, scenario)| scenario.board.is_none_or(|only| only == board))
}

/// Derives an independent seed for each scenario (SplitMix64).
pub(super) fn mixed(seed: u64, number: u64) -> u64 {
    let mut mixed = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn scenario_report(
    request: &CheckRequest<'_>,
    scenario: &Scenario,
    seed: u64,
    is_time_over: Rc<dyn Fn() -> bool>,
) -> ScenarioReport {
    let mut report = ScenarioReport {
        name: scenario.name.clone(),
        drawn: Drawn::new(),
        end_us: 0,
        ended_us: None,
        mistake: None,
        error: None,
        verdicts: Vec::new(),
    };
    let judged = crash::caught(|| judge_scenario(request, scenario, seed, is_time_over, &mut report));
    match judged {
        Ok(judged) => report.error = judged.err(),
        Err(line) => report.mistake = Some(Mistake::of_crash(line)),
    }
    report
}

fn judge_scenario(
    request: &CheckRequest<'_>,
    scenario: &Scenario,
    seed: u64,
    is_time_over: Rc<dyn Fn() -> bool>,
    report: &mut ScenarioReport,
) -> Result<(), CheckError> {
    report.drawn = plan::draw(scenario, seed)?;
    report.name = plan::filled_text(&scenario.name, &report.drawn);
    let plan = Plan::new(request.check, scenario, request.board, &report.drawn)?;
    report.end_us = plan.end_us;
    if is_time_over() {
        return Err(CheckError::new(CheckErrorCode::OutOfTime));
    }
    let run = run::run(request.script, &plan, mixed(seed, 0), Keep::Seen, is_time_over)?;
    report.ended_us = run.ended_us;
    // A script that could not be parsed has done nothing to judge.
    if run.mistake.is_none() || run.ended_us.is_some() {
        report.verdicts =
            plan.expectations.iter().map(|expectation| judge::verdict(expectation, &run)).collect();
    }
    report.mistake = run.mistake;
    Ok(())
}
