//! The check of a step, and the replay of its scenarios.

use digilab_contract::backend::Command;
use digilab_devices::board::BoardKind;
use digilab_lab::lab_protocol::{LessonCommand, StepCheck};
use digilab_lab::lesson::{CheckReport, Recording};
use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use egui::{Panel, Ui};

use super::replayed::Replayed;
use super::{Asking, LessonEffect, Lessons, StepRun, program};
use crate::window::app::panes::Output;

impl Lessons {
    /// Starts a check of a script against the open step. Returns the command for it.
    ///
    /// # Arguments
    /// - `revision`: revision of the editor's text.
    /// - `kind`: kind of the board that the script uses.
    pub fn check(
        &mut self,
        script: &str,
        revision: u64,
        kind: Option<BoardKind>,
        seed: u64,
    ) -> Option<Command> {
        self.end_replay();
        let open = self.open.as_mut()?;
        let board = program::board_to_check(&open.pack, kind)?;
        let check = open.step()?.check.clone();
        let step = StepCheck { script: script.to_owned(), check, board, seed };
        self.asked += 1;
        let number = self.asked;
        open.check = StepRun::Waiting { number, revision, step: Box::new(step.clone()) };
        Some(Command::Lesson(LessonCommand::CheckStep { number, step }))
    }

    /// Takes in the outcome of a check, and marks a step that has passed. Returns the command that saves that.
    pub fn on_checked(&mut self, answered: u64, outcome: Result<CheckReport, Mistake>) -> Option<Command> {
        let open = self.open.as_mut()?;
        let StepRun::Waiting { number, revision, step } = &open.check else { return None };
        if *number != answered {
            return None;
        }
        let has_passed = outcome.as_ref().is_ok_and(CheckReport::passed);
        open.check = match outcome {
            Ok(report) => StepRun::Done { number: answered, revision: *revision, step: step.clone(), report },
            Err(mistake) => StepRun::Failed(mistake),
        };
        if !has_passed {
            return None;
        }
        let name = open.step()?.name.clone();
        open.progress.step_mut(&name).has_passed = true;
        self.keep().map(Command::Pack)
    }

    /// Requests the recording of a scenario, to be replayed from `at_us` on, in microseconds since the script's first
    /// line.
    pub(super) fn record(&mut self, scenario: usize, at_us: u64) -> Option<LessonEffect> {
        let open = self.open.as_ref()?;
        let StepRun::Done { step, .. } = &open.check else { return None };
        let step = (**step).clone();
        self.asked += 1;
        let number = self.asked;
        self.asking = Some(Asking { number, scenario, at_us });
        Some(LessonEffect::Send(Command::Lesson(LessonCommand::Record { number, step, scenario })))
    }

    /// Opens the replay of a recorded scenario.
    pub fn on_recorded(&mut self, answered: u64, recording: Option<Recording>) -> Vec<LessonEffect> {
        let Some(asking) = self.asking.take_if(|asking| asking.number == answered) else { return Vec::new() };
        let Some(open) = &self.open else { return Vec::new() };
        let StepRun::Done { revision, report, .. } = &open.check else { return Vec::new() };
        let Some(recording) = recording else { return Vec::new() };
        let plots_only = recording.lines.is_empty() && !recording.points.is_empty();
        let name = report.scenarios.get(asking.scenario).map(|scenario| scenario.name.clone());
        let replayed = Replayed::new(recording, asking.at_us, name.unwrap_or_default(), *revision);
        let output = if plots_only { Output::Plot } else { Output::Console };
        let effect = LessonEffect::Replay { family: replayed.kind().family(), output };
        self.replayed = Some(replayed);
        vec![effect]
    }

    /// Returns the scenario that is being replayed, if there is one.
    pub fn replayed(&self) -> Option<&Replayed> {
        self.replayed.as_ref()
    }

    /// Returns it to be drawn.
    pub fn replayed_mut(&mut self) -> Option<&mut Replayed> {
        self.replayed.as_mut()
    }

    /// Ends the replay: the program runs again, or another one is open.
    pub fn end_replay(&mut self) {
        self.replayed = None;
    }

    /// Draws the time line of the scenario that is replayed, if there is one.
    pub fn show_replay_bar(&mut self, ui: &mut Ui, texts: &Texts) {
        let Some(replayed) = &mut self.replayed else { return };
        let is_closed = Panel::bottom("replay").show(ui, |ui| replayed.replay.show(ui, texts)).inner;
        replayed.follow();
        if is_closed {
            self.end_replay();
        }
    }
}
