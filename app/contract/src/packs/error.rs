//! Why a pack cannot be had.

use digilab_lessons::finding::Finding;
use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::project::ProjectError;

/// Why a pack cannot be had, or the progress in it not be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackError {
    /// It can be got at, but something in it is wrong.
    Finding(Finding),
    /// It cannot be got at.
    Store(ProjectError),
}

impl From<Finding> for PackError {
    fn from(finding: Finding) -> Self {
        Self::Finding(finding)
    }
}

impl From<ProjectError> for PackError {
    fn from(error: ProjectError) -> Self {
        Self::Store(error)
    }
}

impl From<&PackError> for Message {
    fn from(error: &PackError) -> Self {
        match error {
            PackError::Store(error) => Self::from(error),
            PackError::Finding(finding) => {
                let message = Self::new(finding.code.id());
                finding.args.iter().fold(message, |message, (name, value)| message.with(name, value))
            }
        }
    }
}
