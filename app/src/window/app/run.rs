//! The state of a run, and the pauses that the user can step back to.

use std::collections::BTreeMap;

use digilab_devices::board::{BoardFamily, BoardState};
use digilab_lab::api::constants;
use digilab_lab::lab::{LabOutput, LiveCommand, Pace};
use digilab_lab::lab_protocol::{LabEvent, RunEnd};
use digilab_lab::mistakes::Mistake;

/// Maximum number of pauses kept; the oldest are dropped.
const MAX_MOMENTS: usize = 5_000;

/// Phase of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing runs.
    #[default]
    Idle,
    /// The boards are being connected.
    Connecting,
    /// The script runs.
    Running,
    /// The script is paused before a line.
    Paused,
    /// Stop was pressed, and the boards are being released.
    Stopping,
}

/// State of the program and the boards at a pause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Line before which it paused, from 1.
    pub line: u32,
    /// Every variable set so far, with its value as `print` would show it.
    pub variables: BTreeMap<String, String>,
    /// Names of the variables that were set since the previous pause.
    pub changed: Vec<String>,
    /// States of the boards.
    pub boards: BTreeMap<BoardFamily, BoardState>,
}

/// Effect of pressing Step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Starts a run that pauses before its first line.
    Begin,
    /// Continues the run to its next line.
    Go(Pace),
    /// Shows a later moment; the run stays where it is.
    Shown,
}

/// A run and its moments.
#[derive(Clone, Debug, Default)]
pub struct Run {
    phase: Phase,
    /// Revision of the text that runs or ran last.
    revision: u64,
    moments: Vec<Moment>,
    /// Index of the displayed moment; the newest one, unless the user has stepped back.
    at: usize,
    mistake: Option<(u64, Mistake)>,
    /// True if the run itself can go back from the newest moment.
    can_go_back: bool,
    /// True if the run has gone back.
    is_back: bool,
    /// True if the run is to start again as soon as it has ended.
    begins_again: bool,
}

impl Run {
    /// Returns the phase.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// True while a script runs, is about to run, or is being stopped.
    pub fn is_active(&self) -> bool {
        self.phase != Phase::Idle
    }

    /// Starts over for a run of the text's `revision`.
    pub fn begin(&mut self, revision: u64) {
        *self = Self { phase: Phase::Connecting, revision, ..Self::default() };
    }

    /// Notes that Stop was pressed.
    pub fn stopping(&mut self) {
        if self.is_active() {
            self.phase = Phase::Stopping;
        }
    }

    /// Notes that Run was pressed during a run: it is stopped, and then starts again.
    pub fn begin_again(&mut self) {
        self.begins_again = true;
    }

    /// Returns true, once, if the run has ended and is to start again.
    pub fn take_begins_again(&mut self) -> bool {
        !self.is_active() && std::mem::take(&mut self.begins_again)
    }

    /// Handles an event of the lab. Returns how the run ended, if it did.
    ///
    /// # Arguments
    /// - `boards`: returns the current states of the boards.
    pub fn on_event(
        &mut self,
        event: &LabEvent,
        boards: impl FnOnce() -> BTreeMap<BoardFamily, BoardState>,
    ) -> Option<RunEnd> {
        let is_stopping = self.phase == Phase::Stopping;
        match event {
            LabEvent::Checked { revision, mistake } => {
                self.mistake = mistake.clone().map(|mistake| (*revision, mistake));
            }
            LabEvent::Started | LabEvent::Output(LabOutput::Resumed) if self.is_active() && !is_stopping => {
                self.phase = Phase::Running;
                self.is_back = false;
            }
            LabEvent::Output(LabOutput::Paused { line, changed, can_go_back, .. }) if self.is_active() => {
                if !is_stopping {
                    self.phase = Phase::Paused;
                }
                self.can_go_back = *can_go_back;
                self.add_moment(*line, changed, boards());
            }
            LabEvent::Output(LabOutput::Restored { line, variables, can_go_back, .. })
                if self.is_active() =>
            {
                if !is_stopping {
                    self.phase = Phase::Paused;
                }
                (self.can_go_back, self.is_back) = (*can_go_back, true);
                // It is as if nothing had been later; what was before, the run knows.
                self.moments.clear();
                self.add_moment(*line, variables, boards());
                self.moments.iter_mut().for_each(|moment| moment.changed.clear());
            }
            LabEvent::Ended(end) => {
                self.phase = Phase::Idle;
                self.mistake = end.mistake.clone().map(|mistake| (self.revision, mistake));
                return Some(end.clone());
            }
            _ => {}
        }
        None
    }

    fn add_moment(
        &mut self,
        line: u32,
        changed: &[(String, String)],
        boards: BTreeMap<BoardFamily, BoardState>,
    ) {
        // The pictures are variables to the script engine, not to a pupil.
        let is_own = |name: &str| !constants().any(|constant| constant == name);
        let changed: Vec<_> = changed.iter().filter(|(name, _)| is_own(name)).cloned().collect();
        let mut variables = self.moments.last().map(|last| last.variables.clone()).unwrap_or_default();
        variables.extend(changed.iter().cloned());
        if self.moments.len() == MAX_MOMENTS {
            self.moments.remove(0);
        }
        let changed = changed.into_iter().map(|(name, _)| name).collect();
        self.moments.push(Moment { line, variables, changed, boards });
        self.at = self.moments.len() - 1;
    }

    /// Handles a press of Step.
    pub fn step(&mut self) -> Step {
        match self.phase {
            Phase::Idle => Step::Begin,
            _ if self.at + 1 < self.moments.len() => {
                self.at += 1;
                Step::Shown
            }
            _ => Step::Go(Pace::Step),
        }
    }

    /// True if there is a moment to step back to.
    pub fn can_step_back(&self) -> bool {
        self.phase == Phase::Paused && (self.at > 0 || self.can_go_back)
    }

    /// Goes back by a step. Returns the command for the run, if it can go back itself; otherwise the previous moment is
    /// shown.
    pub fn step_back(&mut self) -> Option<LiveCommand> {
        if !self.can_step_back() {
            return None;
        }
        if self.can_go_back {
            return Some(LiveCommand::Back { lines: 1 });
        }
        self.at -= 1;
        None
    }

    /// True while the run pauses at an earlier line to which it has gone back.
    pub fn is_back(&self) -> bool {
        self.phase == Phase::Paused && self.is_back
    }

    /// Returns the displayed moment, while the run is paused.
    pub fn moment(&self) -> Option<&Moment> {
        if self.phase == Phase::Paused { self.moments.get(self.at) } else { None }
    }

    /// True if the displayed moment is not the newest one.
    pub fn is_looking_back(&self) -> bool {
        self.phase == Phase::Paused && self.at + 1 < self.moments.len()
    }

    /// Returns the line to mark in the text of `revision`, from 1.
    pub fn current_line(&self, revision: u64) -> Option<u32> {
        if revision == self.revision { self.moment().map(|moment| moment.line) } else { None }
    }

    /// Returns the mistake in the text of `revision`.
    pub fn mistake(&self, revision: u64) -> Option<&Mistake> {
        self.mistake.as_ref().filter(|(known, _)| *known == revision).map(|(_, mistake)| mistake)
    }
}

#[cfg(test)]
mod tests {
    use digilab_lab::transcript::EndReason;

    use super::*;

    fn paused(line: u32, changed: &[(&str, &str)]) -> LabEvent {
        let changed = changed.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        LabEvent::Output(LabOutput::Paused { step: 1, line, changed, can_go_back: false })
    }

    fn tell(run: &mut Run, event: &LabEvent) {
        run.on_event(event, BTreeMap::new);
    }

    #[test]
    fn stepping_goes_forth_and_back() {
        let mut run = Run::default();
        assert_eq!(run.step(), Step::Begin);
        run.begin(3);
        tell(&mut run, &LabEvent::Started);
        tell(&mut run, &paused(1, &[]));
        assert_eq!((run.phase(), run.can_step_back()), (Phase::Paused, false));
        assert_eq!(run.step(), Step::Go(Pace::Step));
        tell(&mut run, &LabEvent::Output(LabOutput::Resumed));
        assert_eq!(run.moment(), None);
        tell(&mut run, &paused(2, &[("x", "1")]));
        assert_eq!(run.current_line(3), Some(2));
        assert_eq!(run.current_line(4), None, "the text is another one by now");
        assert_eq!(run.step_back(), None);
        assert_eq!((run.current_line(3), run.is_looking_back()), (Some(1), true));
        assert!(run.moment().is_some_and(|moment| moment.variables.is_empty()));
        assert_eq!(run.step_back(), None);
        assert_eq!(run.step(), Step::Shown);
        assert_eq!(run.current_line(3), Some(2));
        assert_eq!(run.step(), Step::Go(Pace::Step));
        tell(&mut run, &paused(3, &[("y", "2"), ("HEART", "09090")]));
        let names: Vec<_> = run.moment().unwrap().variables.keys().cloned().collect();
        assert_eq!(names, ["x", "y"]);
        assert_eq!(run.moment().unwrap().changed, ["y"]);
    }

    #[test]
    fn a_run_that_can_goes_back_itself() {
        let mut run = Run::default();
        run.begin(0);
        let pause = |line: u32, can_go_back| {
            let changed = vec![("x".to_owned(), line.to_string())];
            LabEvent::Output(LabOutput::Paused { step: 1, line, changed, can_go_back })
        };
        tell(&mut run, &pause(1, false));
        assert!(!run.can_step_back());
        tell(&mut run, &pause(2, true));
        assert_eq!(run.step_back(), Some(LiveCommand::Back { lines: 1 }));
        let restored = LabOutput::Restored {
            step: 1,
            line: 1,
            variables: vec![("y".to_owned(), "7".to_owned())],
            lines: 0,
            samples: 0,
            is_asking: false,
            can_go_back: false,
        };
        tell(&mut run, &LabEvent::Output(restored));
        assert_eq!((run.current_line(0), run.is_back(), run.can_step_back()), (Some(1), true, false));
        let moment = run.moment().unwrap();
        assert_eq!((moment.variables.len(), moment.variables.get("y")), (1, Some(&"7".to_owned())));
        assert!(moment.changed.is_empty());
        assert_eq!(run.step(), Step::Go(Pace::Step));
        tell(&mut run, &LabEvent::Output(LabOutput::Resumed));
        tell(&mut run, &pause(2, true));
        assert_eq!((run.current_line(0), run.is_back()), (Some(2), false));
        assert_eq!(run.moment().unwrap().variables.len(), 2);
    }

    #[test]
    fn stop_is_not_undone_by_what_was_on_its_way() {
        let mut run = Run::default();
        run.begin(0);
        run.stopping();
        for event in [LabEvent::Started, LabEvent::Output(LabOutput::Resumed), paused(1, &[])] {
            tell(&mut run, &event);
            assert_eq!(run.phase(), Phase::Stopping);
        }
        run.begin_again();
        assert!(!run.take_begins_again(), "not before it has ended");
        tell(&mut run, &LabEvent::Ended(RunEnd { reason: EndReason::Stopped, mistake: None }));
        assert_eq!(run.phase(), Phase::Idle);
        assert!(run.take_begins_again());
        assert!(!run.take_begins_again());
    }

    #[test]
    fn what_came_late_does_not_begin_a_run() {
        let mut run = Run::default();
        for event in [LabEvent::Started, paused(1, &[])] {
            tell(&mut run, &event);
            assert_eq!((run.phase(), run.moment()), (Phase::Idle, None));
        }
    }

    #[test]
    fn a_mistake_belongs_to_the_text_it_was_found_in() {
        use digilab_lab::mistakes::MistakeCode;
        let mut run = Run::default();
        let mistake = Mistake::new(MistakeCode::MissingSemicolon);
        tell(&mut run, &LabEvent::Checked { revision: 5, mistake: Some(mistake.clone()) });
        assert_eq!((run.mistake(5), run.mistake(6)), (Some(&mistake), None));
        tell(&mut run, &LabEvent::Checked { revision: 6, mistake: None });
        assert_eq!(run.mistake(5), None);
    }

    #[test]
    fn moments_are_bounded() {
        let mut run = Run::default();
        run.begin(0);
        for line in 1..=u32::try_from(MAX_MOMENTS).unwrap() + 10 {
            tell(&mut run, &paused(line, &[]));
        }
        assert_eq!(run.moments.len(), MAX_MOMENTS);
        assert_eq!(run.current_line(0), Some(u32::try_from(MAX_MOMENTS).unwrap() + 10));
    }
}
