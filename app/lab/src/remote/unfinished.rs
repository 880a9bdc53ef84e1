//! What is told of work that did not come to its end: the thread or the worker fell, or was ended.

use super::{LabCommand, LabEvent, RunEnd};
use crate::mistakes::{Mistake, MistakeCode};
use crate::transcript::EndReason;

/// What a command is to be answered with, whatever becomes of it: no window waits for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A script was to be read.
    Check {
        /// Which state of the text.
        revision: u64,
    },
    /// A script was to run.
    Run,
    /// A port was to be asked.
    Ask {
        /// The port.
        port: String,
    },
    /// A step was to be checked.
    CheckStep {
        /// Which check.
        number: u64,
    },
    /// A scenario was to be run again.
    Record {
        /// Which.
        number: u64,
    },
}

impl LabCommand {
    /// What is told if this does not come to its end.
    pub fn unfinished(&self) -> Unfinished {
        match self {
            Self::Check { revision, .. } => Unfinished::Check { revision: *revision },
            Self::Run(_) => Unfinished::Run,
            Self::Ask { port, .. } => Unfinished::Ask { port: port.clone() },
            Self::CheckStep { number, .. } => Unfinished::CheckStep { number: *number },
            Self::Record { number, .. } => Unfinished::Record { number: *number },
        }
    }

    /// Whether Stop is for it: what ends by itself within two seconds is let be.
    pub fn can_be_stopped(&self) -> bool {
        matches!(self, Self::Run(_) | Self::Ask { .. })
    }
}

impl LabEvent {
    /// Whether this is the answer that ends a command.
    pub fn is_answer(&self) -> bool {
        match self {
            Self::Checked { .. }
            | Self::Asked { .. }
            | Self::Ended(_)
            | Self::StepChecked { .. }
            | Self::Recorded { .. } => true,
            Self::Connecting | Self::Started | Self::Output(_) => false,
        }
    }
}

impl Unfinished {
    /// The answer.
    ///
    /// # Arguments
    /// - `reason`: how it ended.
    /// - `mistake`: what was wrong, if anything was.
    pub fn answer(self, reason: EndReason, mistake: Option<&Mistake>) -> LabEvent {
        match self {
            Self::Check { revision } => LabEvent::Checked { revision, mistake: mistake.cloned() },
            Self::Run => LabEvent::Ended(RunEnd { reason, mistake: mistake.cloned() }),
            Self::Ask { port } => LabEvent::Asked { port, answer: None },
            Self::CheckStep { number } => {
                let mistake = mistake.cloned().unwrap_or_else(|| Mistake::new(MistakeCode::SomethingWrong));
                LabEvent::StepChecked { number, outcome: Err(mistake) }
            }
            Self::Record { number } => LabEvent::Recorded { number, recording: None },
        }
    }
}
