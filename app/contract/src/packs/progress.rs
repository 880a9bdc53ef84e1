//! How far a pupil has come in a pack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::project::ProjectId;

/// How far a pupil has come in one version of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackProgress {
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The step that was looked at last, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_step: Option<String>,
    /// The steps of which anything was done, by their names.
    #[serde(default)]
    pub steps: BTreeMap<String, StepProgress>,
}

/// How far a pupil has come in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepProgress {
    /// Whether a program has passed its check.
    #[serde(default)]
    pub has_passed: bool,
    /// How many hints were looked at.
    #[serde(default)]
    pub hints: usize,
    /// The project with the pupil's program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
}

impl PackProgress {
    /// Nothing yet.
    pub fn new(pack: &str, version: &str) -> Self {
        Self { pack: pack.to_owned(), version: version.to_owned(), ..Self::default() }
    }

    /// Whether a step's check was passed.
    pub fn has_passed(&self, step: &str) -> bool {
        self.steps.get(step).is_some_and(|step| step.has_passed)
    }

    /// Of a step; made if nothing was done there.
    pub fn step_mut(&mut self, step: &str) -> &mut StepProgress {
        self.steps.entry(step.to_owned()).or_default()
    }

    /// This with what another window has kept of the same pack meanwhile: nothing that was reached is lost, and where
    /// the two differ otherwise, this one counts.
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
