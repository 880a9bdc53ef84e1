//! Errors of lesson packs.

use digilab_lessons::finding::Finding;
use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::project::ProjectError;

/// An error about a pack, or about saving the progress in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackError {
    /// The pack can be read, but there is a fault in it.
    Finding(Finding),
    /// The pack cannot be read.
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
