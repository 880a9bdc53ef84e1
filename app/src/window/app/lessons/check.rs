//! The check of a step, and the replay of its scenarios.

use digilab_contract::backend::Command;
use digilab_contract::project::SaveKind;
use digilab_lab::lab_protocol::{LessonCommand, StepCheck};
use digilab_lab::lesson::{CheckReport, Recording};
use digilab_lab::mistakes::Mistake;

use super::replayed::Replayed;
use super::{Asking, StepRun, program};
use crate::window::app::layout::{Output, Page};
use crate::window::app::{LabApp, connected_boards};

impl LabApp {
    /// Starts a check of the program in the editor against the open step.
    pub(in crate::window::app) fn check_step(&mut self, now_s: f64) {
        if !self.lessons.is_own_program(self.open.info()) {
            return;
        }
        if let Some((_, save)) = self.open.before_run(now_s, self.editor.text(), SaveKind::Run) {
            self.send(Command::Project(save));
        }
        let seed = self.fresh_seed(now_s);
        let asked_for = connected_boards::asked_for(self.editor.text());
        let kind = asked_for.and_then(|want| self.boards.board(want)).map(|board| board.view.kind());
        self.lessons.end_replay();
        let Some(open) = &mut self.lessons.open else { return };
        let Some(board) = program::board_to_check(&open.pack, kind) else { return };
        let Some(step) = open.step() else { return };
        let (script, check) = (self.editor.text().to_owned(), step.check.clone());
        let step = StepCheck { script, check, board, seed };
        self.lessons.asked += 1;
        let (number, revision) = (self.lessons.asked, self.editor.revision());
        open.check = StepRun::Waiting { number, revision, step: Box::new(step.clone()) };
        self.send(Command::Lesson(LessonCommand::CheckStep { number, step }));
    }

    /// Takes in the outcome of a check, and marks a step that has passed.
    pub(in crate::window::app) fn on_checked(
        &mut self,
        answered: u64,
        outcome: Result<CheckReport, Mistake>,
    ) {
        let Some(open) = &mut self.lessons.open else { return };
        let StepRun::Waiting { number, revision, step } = &open.check else { return };
        if *number != answered {
            return;
        }
        let has_passed = outcome.as_ref().is_ok_and(CheckReport::passed);
        open.check = match outcome {
            Ok(report) => StepRun::Done { number: answered, revision: *revision, step: step.clone(), report },
            Err(mistake) => StepRun::Failed(mistake),
        };
        if has_passed && let Some(name) = open.step().map(|step| step.name.clone()) {
            open.progress.step_mut(&name).has_passed = true;
            self.keep_progress();
        }
    }

    /// Requests the recording of a scenario, to be replayed from `at_us` on, in microseconds since the script's first
    /// line.
    pub(super) fn record(&mut self, scenario: usize, at_us: u64) {
        let Some(open) = &self.lessons.open else { return };
        let StepRun::Done { step, .. } = &open.check else { return };
        self.lessons.asked += 1;
        let number = self.lessons.asked;
        let step = (**step).clone();
        self.lessons.asking = Some(Asking { number, scenario, at_us });
        self.send(Command::Lesson(LessonCommand::Record { number, step, scenario }));
    }

    /// Opens the replay of a recorded scenario.
    pub(in crate::window::app) fn on_recorded(&mut self, answered: u64, recording: Option<Recording>) {
        let Some(asking) = self.lessons.asking.take_if(|asking| asking.number == answered) else { return };
        let Some(open) = &self.lessons.open else { return };
        let StepRun::Done { revision, report, .. } = &open.check else { return };
        let Some(recording) = recording else { return };
        let plots_only = recording.lines.is_empty() && !recording.points.is_empty();
        let name = report.scenarios.get(asking.scenario).map(|scenario| scenario.name.clone());
        let replayed = Replayed::new(recording, asking.at_us, name.unwrap_or_default(), *revision);
        self.output = if plots_only { Output::Plot } else { Output::Console };
        self.look_at(replayed.kind().family());
        self.lessons.replayed = Some(replayed);
        self.page = Page::Board;
    }
}
