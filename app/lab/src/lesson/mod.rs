//! Runs a step's check: the scenarios of a lesson pack on a simulated board in virtual time, and what is told of them.
//!
//! What was expected and what happened is kept as phrases ([`Said`]), so that a report reads in every language.

mod bounds;
mod did;
mod judge;
mod look;
mod plan;
mod prove;
mod record;
mod run;
mod said;
mod tell;
#[cfg(test)]
mod tests;
mod trouble;

use std::rc::Rc;

use digilab_lessons::check::{Check, Scenario};
use digilab_lessons::language::LocalText;
use digilab_lessons::number::Drawn;
use digilab_lessons::pack::PackBoard;
use serde::{Deserialize, Serialize};

use self::plan::{Aim, Plan};
pub use self::plan::{board_kind, part_of};
pub use self::prove::{Proof, ProofProblem, REAL_TIME_LIMIT_MS, prove};
pub use self::record::{Recording, record};
use self::run::Keep;
pub use self::said::{Phrase, Said, Value, seconds};
pub use self::trouble::{Trouble, TroubleCode};
use crate::mistakes::Mistake;
use crate::text::Texts;

/// A script, and what it is checked by.
#[derive(Clone, Copy, Debug)]
pub struct CheckRequest<'a> {
    /// The script.
    pub script: &'a str,
    /// The check.
    pub check: &'a Check,
    /// The board it is checked on.
    pub board: PackBoard,
    /// What decides everything that is drawn.
    pub seed: u64,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The request's.
    pub seed: u64,
    /// The scenarios for the board, in the check's order.
    pub scenarios: Vec<ScenarioReport>,
}

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioReport {
    /// What it is called.
    pub name: LocalText,
    /// What was drawn for it.
    pub drawn: Drawn,
    /// When it was to end, microseconds since the script's first line; 0 where that could not be reckoned.
    pub end_us: u64,
    /// When the script was over, if it was over by itself or by a mistake.
    pub ended_us: Option<u64>,
    /// The mistake that ended the script.
    pub mistake: Option<Mistake>,
    /// Why there are no verdicts.
    pub trouble: Option<Trouble>,
    /// One for each expectation, in the check's order; none where the script could not be read.
    pub verdicts: Vec<Verdict>,
}

/// Whether one expectation was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it was.
    pub passed: bool,
    /// Where it failed, microseconds since the script's first line.
    pub at_us: Option<u64>,
    /// What the pack says to a pupil whose program fails it; may be empty.
    pub message: LocalText,
    /// What was expected.
    pub expected: Said,
    /// What happened.
    pub happened: Said,
}

/// Runs a check on simulated boards. Call it as [`sandbox::run`](crate::sandbox::run) is to be called.
///
/// # Arguments
/// - `request`: the script, its check, and what decides the draws: the same request gives the same report.
/// - `is_time_over`: asked often; once it says so, the scenario that runs has [`TroubleCode::OutOfTime`], and those
///   behind it too. A check is meant to take two seconds of real time at most.
pub fn check(request: &CheckRequest<'_>, is_time_over: Rc<dyn Fn() -> bool>) -> CheckReport {
    let scenarios = scenarios(request).map(|(number, scenario)| {
        scenario_report(request, scenario, mixed(request.seed, number), is_time_over.clone())
    });
    CheckReport { seed: request.seed, scenarios: scenarios.collect() }
}

/// The scenarios for the board, with their numbers in the check.
fn scenarios<'a>(request: &CheckRequest<'a>) -> impl Iterator<Item = (u64, &'a Scenario)> {
    let board = request.board;
    let all = (0..).zip(&request.check.scenarios);
    all.filter(move |(_, scenario)| scenario.board.is_none_or(|only| only == board))
}

/// A seed for each scenario, which tells nothing of the others' (SplitMix64).
fn mixed(seed: u64, number: u64) -> u64 {
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
        trouble: None,
        verdicts: Vec::new(),
    };
    if let Err(trouble) = judge_scenario(request, scenario, seed, is_time_over, &mut report) {
        report.trouble = Some(trouble);
    }
    report
}

fn judge_scenario(
    request: &CheckRequest<'_>,
    scenario: &Scenario,
    seed: u64,
    is_time_over: Rc<dyn Fn() -> bool>,
    report: &mut ScenarioReport,
) -> Result<(), Trouble> {
    report.drawn = plan::draw(scenario, seed)?;
    report.name = plan::filled_text(&scenario.name, &report.drawn);
    let plan = Plan::new(request.check, scenario, request.board, &report.drawn)?;
    report.end_us = plan.end_us;
    if is_time_over() {
        return Err(Trouble::new(TroubleCode::OutOfTime));
    }
    let run = run::run(request.script, &plan, mixed(seed, 0), Keep::Seen, is_time_over)?;
    report.ended_us = run.ended_us;
    // A script that could not be read has done nothing to judge.
    if run.mistake.is_none() || run.ended_us.is_some() {
        report.verdicts = plan.aims.iter().map(|aim| judge::verdict(aim, &run)).collect();
    }
    report.mistake = run.mistake;
    Ok(())
}

impl CheckReport {
    /// Whether the program does all that is expected. A check without a scenario for the board is not passed.
    pub fn passed(&self) -> bool {
        !self.scenarios.is_empty() && self.scenarios.iter().all(ScenarioReport::passed)
    }

    /// The first scenario that is not passed.
    pub fn first_failed(&self) -> Option<&ScenarioReport> {
        self.scenarios.iter().find(|scenario| !scenario.passed())
    }

    /// What a person reads of it: of the first scenario that is not passed, or nothing.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        self.first_failed().map(|scenario| scenario.lines(texts)).unwrap_or_default()
    }
}

impl ScenarioReport {
    /// Whether everything in it was as expected.
    pub fn passed(&self) -> bool {
        self.mistake.is_none() && self.trouble.is_none() && self.verdicts.iter().all(|verdict| verdict.passed)
    }

    /// What a person reads of it: what kept the check from its end, the program's mistake, and what was not as
    /// expected.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        let trouble = self.trouble.iter().flat_map(|trouble| [trouble.text(texts), trouble.advice(texts)]);
        let mistake = self.mistake.iter().flat_map(|mistake| [mistake.text(texts), mistake.advice(texts)]);
        let failed = self.verdicts.iter().filter(|verdict| !verdict.passed);
        trouble.chain(mistake).chain(failed.flat_map(|verdict| verdict.lines(texts))).collect()
    }
}

impl Verdict {
    /// The verdict where nothing is looked for.
    fn nothing(aim: &Aim) -> Self {
        let (expected, happened) = (tell::expected(aim), Said::new(Phrase::NoLine));
        Self { passed: true, at_us: None, message: aim.message.clone(), expected, happened }
    }

    /// What a person reads: the pack's own sentence if there is one, what was expected, and what happened.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        let sentence = |phrase, what: &Said| Said::new(phrase).with("what", what.clone()).words(texts);
        let message = Some(self.message.get(texts.language())).filter(|message| !message.is_empty());
        let (expected, happened) =
            (sentence(Phrase::Expected, &self.expected), sentence(Phrase::Happened, &self.happened));
        message.map(str::to_owned).into_iter().chain([expected, happened]).collect()
    }
}
