//! The protocol between a window and the lesson checks.
//!
//! Checks have a thread, or a worker, of their own, so that they and a running program do not delay each other.

use std::rc::Rc;

use digilab_devices::board::BoardKind;
use serde::{Deserialize, Serialize};

use crate::lesson::{self, CheckReport, CheckRequest, REAL_TIME_LIMIT_MS, Recording};
use crate::mistakes::Mistake;

/// A command of a window about a step. Each takes at most two seconds of real time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonCommand {
    /// Checks a step of a lesson; answered with [`LessonEvent::StepChecked`].
    CheckStep {
        /// Identifies the check in its answer.
        number: u64,
        /// Script and check.
        step: StepCheck,
    },
    /// Repeats a scenario of a check to record it; answered with [`LessonEvent::Recorded`].
    Record {
        /// Identifies the recording in its answer.
        number: u64,
        /// The check that was made.
        step: StepCheck,
        /// Index of the scenario in the report, from 0.
        scenario: usize,
    },
}

/// A script and the check of a step; the same one always gives the same report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepCheck {
    /// Script to check.
    pub script: String,
    /// The check, in JSON: a window only passes it on.
    pub check: String,
    /// Board to run on.
    pub board: BoardKind,
    /// Seed of all random values.
    pub seed: u64,
}

/// An event for the window about a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonEvent {
    /// A step was checked.
    StepChecked {
        /// Number of the command.
        number: u64,
        /// Report of the check; a mistake if the lab itself crashed.
        outcome: Result<CheckReport, Mistake>,
    },
    /// A scenario was recorded.
    Recorded {
        /// Number of the command.
        number: u64,
        /// The recording; `None` if there is nothing to record.
        recording: Option<Box<Recording>>,
    },
}

impl LessonCommand {
    /// Handles the command. Has the same requirements on its thread as [`sandbox::run`](crate::sandbox::run).
    ///
    /// # Arguments
    /// - `deadline`: makes a function that returns true once that many milliseconds of real time have passed.
    pub fn answer(&self, deadline: impl FnOnce(u64) -> Rc<dyn Fn() -> bool>) -> LessonEvent {
        let is_time_over = deadline(REAL_TIME_LIMIT_MS);
        match self {
            Self::CheckStep { number, step } => {
                let report = with_request(step, |request| lesson::check(request, is_time_over));
                report.map_or_else(
                    // Invalid JSON did not come from the loader.
                    || self.crashed(None),
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

    /// Returns the answer if the thread or the worker crashed: no window waits for ever.
    ///
    /// # Arguments
    /// - `line`: line of the script at the crash, from 1, if one ran.
    pub fn crashed(&self, line: Option<u32>) -> LessonEvent {
        match self {
            Self::CheckStep { number, .. } => {
                let outcome = Err(Mistake::of_crash(line.unwrap_or(0)));
                LessonEvent::StepChecked { number: *number, outcome }
            }
            Self::Record { number, .. } => LessonEvent::Recorded { number: *number, recording: None },
        }
    }
}

/// Calls `work` with the request of a step's check, if its JSON is valid.
fn with_request<T>(step: &StepCheck, work: impl FnOnce(&CheckRequest<'_>) -> T) -> Option<T> {
    let check = serde_json::from_str(&step.check).ok()?;
    Some(work(&CheckRequest { script: &step.script, check: &check, board: step.board, seed: step.seed }))
}
