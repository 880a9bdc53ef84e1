//! What a window asks about a lesson's steps, and what it hears.
//!
//! Checks have a thread, or a worker, of their own: a program that runs is not in their way, nor are they in its.

use std::rc::Rc;

use digilab_devices::board::BoardKind;
use serde::{Deserialize, Serialize};

use crate::lesson::{self, CheckReport, CheckRequest, REAL_TIME_LIMIT_MS, Recording};
use crate::mistakes::{Mistake, MistakeCode};

/// What a window asks about a step. Each takes two seconds of real time at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonCommand {
    /// Checks a step of a lesson; answered with [`LessonEvent::StepChecked`].
    CheckStep {
        /// Tells which check the answer is about.
        number: u64,
        /// What is checked, and how.
        step: StepCheck,
    },
    /// Runs a scenario of a check again, to be looked at; answered with [`LessonEvent::Recorded`].
    Record {
        /// Tells which the answer is about.
        number: u64,
        /// The check that was made.
        step: StepCheck,
        /// Which of the report's scenarios, from 0.
        scenario: usize,
    },
}

/// A script and the check of a step; the same one gives the same report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepCheck {
    /// The script.
    pub script: String,
    /// The check, in JSON: a window only hands it on.
    pub check: String,
    /// The board it is checked on.
    pub board: BoardKind,
    /// What decides everything that is drawn.
    pub seed: u64,
}

/// What a window hears about a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonEvent {
    /// A step was checked.
    StepChecked {
        /// Which check.
        number: u64,
        /// What came of it; a mistake where the lab itself fell.
        outcome: Result<CheckReport, Mistake>,
    },
    /// A scenario was run again.
    Recorded {
        /// Which.
        number: u64,
        /// What it left; `None` where there is nothing to look at.
        recording: Option<Box<Recording>>,
    },
}

impl LessonCommand {
    /// Does it. Call it as [`sandbox::run`](crate::sandbox::run) is to be called.
    ///
    /// # Arguments
    /// - `deadline`: gives something that says whether so many milliseconds of real time have passed since.
    pub fn answer(&self, deadline: impl FnOnce(u64) -> Rc<dyn Fn() -> bool>) -> LessonEvent {
        let is_time_over = deadline(REAL_TIME_LIMIT_MS);
        match self {
            Self::CheckStep { number, step } => {
                let report = with_request(step, |request| lesson::check(request, is_time_over));
                report.map_or_else(
                    // A check that is no check did not come from the loader.
                    || self.fallen(None),
                    |report| LessonEvent::StepChecked { number: *number, outcome: Ok(report) },
                )
            }
            Self::Record { number, step, scenario } => {
                let recording =
                    with_request(step, |request| lesson::record(request, *scenario, is_time_over).ok());
                LessonEvent::Recorded { number: *number, recording: recording.flatten().map(Box::new) }
            }
        }
    }

    /// Returns what is told if the thread or the worker fell over it: no window waits for ever.
    ///
    /// # Arguments
    /// - `line`: the script's line at which it fell, from 1, if one ran.
    pub fn fallen(&self, line: Option<u32>) -> LessonEvent {
        match self {
            Self::CheckStep { number, .. } => {
                let outcome = Err(Mistake::of_fall(line.unwrap_or(0)));
                LessonEvent::StepChecked { number: *number, outcome }
            }
            Self::Record { number, .. } => LessonEvent::Recorded { number: *number, recording: None },
        }
    }
}

/// Does something with a step's check, if it is one.
fn with_request<T>(step: &StepCheck, work: impl FnOnce(&CheckRequest<'_>) -> T) -> Option<T> {
    let check = serde_json::from_str(&step.check).ok()?;
    Some(work(&CheckRequest { script: &step.script, check: &check, board: step.board, seed: step.seed }))
}
