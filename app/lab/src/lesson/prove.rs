//! Proves that a step's check works: its starter fails, its solution passes.

use std::rc::Rc;

use digilab_devices::board::BoardKind;
use digilab_lessons::pack::Step;

use super::check::{CheckRequest, check};
use super::check_error::CheckError;
use super::report::CheckReport;
use crate::api_error::ApiErrorCode;
use crate::mistakes::{Mistake, MistakeCode};
use crate::text::Texts;

/// Time limit of a check, in milliseconds of real time.
pub const REAL_TIME_LIMIT_MS: u64 = 2_000;

/// Kind of problem that a proof has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofProblem {
    /// The starter passes.
    StarterPasses,
    /// The solution fails.
    SolutionFails,
    /// The check itself has an error.
    CheckBroken,
    /// The starter crashes the lab.
    StarterCrashes,
    /// The solution crashes the lab.
    SolutionCrashes,
}

/// A problem of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Index of the step in its pack, from 0.
    pub step: usize,
    /// Board on which the problem shows.
    pub board: BoardKind,
    /// Seed with which the problem shows.
    pub seed: u64,
    /// Kind of problem.
    pub problem: ProofProblem,
    /// Report of the check.
    pub report: CheckReport,
}

impl Proof {
    /// Returns the report's text in one line.
    pub fn what(&self, texts: &Texts) -> String {
        self.report.lines(texts).join(" ")
    }

    /// Returns the line of the program, from 1, at which it crashed the lab; `None` if it did not, or none ran.
    pub fn line(&self) -> Option<u32> {
        crashed(&self.report)?.line
    }
}

/// Proves a step on a board. Has the same requirements on its thread as [`sandbox::run`](crate::sandbox::run).
///
/// # Arguments
/// - `number`: index of the step in its pack, from 0.
/// - `seeds`: seeds to try, one by one.
/// - `deadline`: makes, for each check, a function that returns true once its time is over; see
///   [`REAL_TIME_LIMIT_MS`].
///
/// # Returns
/// The first problem of its starter, and of its solution.
pub fn prove(
    number: usize,
    step: &Step,
    board: BoardKind,
    seeds: impl Iterator<Item = u64> + Clone,
    deadline: &dyn Fn() -> Rc<dyn Fn() -> bool>,
) -> Vec<Proof> {
    let of = |script: &str, wrong: ProofProblem, crashes: ProofProblem| {
        seeds.clone().find_map(|seed| {
            let request = CheckRequest { script, check: &step.check, board, seed };
            let report = check(&request, deadline());
            // A check without a scenario for the board says nothing about a program; the linter finds it.
            let problem = if report.scenarios.is_empty() {
                return None;
            } else if is_broken(&report) {
                ProofProblem::CheckBroken
            } else if crashed(&report).is_some() {
                crashes
            } else if report.passed() == (wrong == ProofProblem::StarterPasses) {
                wrong
            } else {
                return None;
            };
            Some(Proof { step: number, board, seed, problem, report })
        })
    };
    let solution = of(&step.solution, ProofProblem::SolutionFails, ProofProblem::SolutionCrashes);
    // A broken check is reported once.
    if solution.as_ref().is_some_and(|proof| proof.problem == ProofProblem::CheckBroken) {
        return solution.into_iter().collect();
    }
    let starter = of(&step.starter, ProofProblem::StarterPasses, ProofProblem::StarterCrashes);
    starter.into_iter().chain(solution).collect()
}

/// Returns the mistake that reports a crash of the lab, if there is one.
fn crashed(report: &CheckReport) -> Option<&Mistake> {
    let mistakes = report.scenarios.iter().filter_map(|scenario| scenario.mistake.as_ref());
    mistakes.into_iter().find(|mistake| mistake.code == MistakeCode::Api(ApiErrorCode::LabCrashed))
}

/// True if the pack's author must fix the check before it can judge anything.
fn is_broken(report: &CheckReport) -> bool {
    report.scenarios.iter().any(|scenario| scenario.error.as_ref().is_some_and(CheckError::is_authors))
}
