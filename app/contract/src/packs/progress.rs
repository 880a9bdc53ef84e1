//! Progress of a pupil in a pack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::project::ProjectId;

/// Progress of a pupil in one version of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackProgress {
    /// Id of the pack.
    pub pack: String,
    /// Version of the pack.
    pub version: String,
    /// Name of the step that was shown last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_step: Option<String>,
    /// Progress in the steps that were worked on, by their names.
    #[serde(default)]
    pub steps: BTreeMap<String, StepProgress>,
}

/// Progress of a pupil in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepProgress {
    /// True once a program has passed the check.
    #[serde(default)]
    pub has_passed: bool,
    /// Number of hints that were shown.
    #[serde(default)]
    pub hints: usize,
    /// Project with the pupil's program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
}

impl PackProgress {
    /// Creates an empty progress.
    pub fn new(pack: &str, version: &str) -> Self {
        Self { pack: pack.to_owned(), version: version.to_owned(), ..Self::default() }
    }

    /// True if the check of a step was passed.
    pub fn has_passed(&self, step: &str) -> bool {
        self.steps.get(step).is_some_and(|step| step.has_passed)
    }

    /// Returns the progress in a step; created if there is none.
    pub fn step_mut(&mut self, step: &str) -> &mut StepProgress {
        self.steps.entry(step.to_owned()).or_default()
    }

    /// Merges this with the progress that another window has saved of the same pack: nothing that was reached
    /// is lost, and where the two differ otherwise, this one counts.
    pub fn merged(mut self, kept: &Self) -> Self {
        for (name, other) in &kept.steps {
            let step = self.step_mut(name);
            step.has_passed |= other.has_passed;
            step.hints = step.hints.max(other.hints);
            if step.project.is_none() {
                step.project.clone_from(&other.project);
            }
        }
        if self.last_step.is_none() {
            self.last_step.clone_from(&kept.last_step);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_windows_reached_is_kept_together() {
        let mut here = PackProgress::new("lights", "1.0.0");
        here.step_mut("01-led").project = Some(ProjectId("mine".to_owned()));
        here.step_mut("02-two").hints = 2;
        let mut there = PackProgress::new("lights", "1.0.0");
        *there.step_mut("01-led") =
            StepProgress { has_passed: true, hints: 1, project: Some(ProjectId("other".to_owned())) };
        there.step_mut("03-three").has_passed = true;
        there.last_step = Some("03-three".to_owned());
        let both = here.merged(&there);
        let first = StepProgress { has_passed: true, hints: 1, project: Some(ProjectId("mine".to_owned())) };
        assert_eq!(both.steps["01-led"], first);
        assert_eq!((both.steps["02-two"].hints, both.has_passed("03-three")), (2, true));
        assert_eq!(both.last_step.as_deref(), Some("03-three"));
    }

    #[test]
    fn what_is_not_there_is_nothing() {
        let read: PackProgress = serde_json::from_str(r#"{"pack":"a","version":"1.0.0"}"#).unwrap();
        assert_eq!(read, PackProgress::new("a", "1.0.0"));
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<PackProgress>(&json).unwrap(), read);
    }
}
