//! The user's actions on lessons.

use std::sync::Arc;

use digilab_contract::backend::Command;
use digilab_contract::packs::{PackCommand, PackPlace};
use digilab_contract::project::ProjectCommand;
use egui::Ui;

use super::program::{self, Wanted};
use super::{LessonContext, LessonEffect, Lessons, OpenPack, Opening, StepRun};
use crate::window::lesson::panel::{LessonAction, LessonProps, StepProps};

impl Lessons {
    /// Opens the pack that the lab was started with, or the one that was open last. Returns the command for it.
    pub fn open_first(&mut self, given: Option<PackPlace>, last: Option<&PackPlace>) -> Option<Command> {
        let opening = if given.is_some() { Opening::Asked } else { Opening::Again };
        let place = given.or_else(|| last.cloned())?;
        self.opening = Some(opening);
        Some(Command::Pack(PackCommand::Open(place)))
    }

    /// Opens a pack that the user has asked for. Returns the command for it.
    pub fn open_pack(&mut self, place: PackPlace) -> Command {
        self.opening = Some(Opening::Asked);
        Command::Pack(PackCommand::Open(place))
    }

    /// Shows or hides the lesson panel.
    pub fn toggle(&mut self) -> Vec<LessonEffect> {
        if self.is_shown {
            return self.put_away().into();
        }
        self.is_shown = true;
        let place = self.open.as_ref().map(|open| open.place.clone());
        vec![
            LessonEffect::Shown { is_turned_to: true },
            LessonEffect::Remember(place),
            LessonEffect::pack(PackCommand::List),
        ]
    }

    fn put_away(&mut self) -> [LessonEffect; 2] {
        self.is_shown = false;
        [LessonEffect::Hidden, LessonEffect::Remember(None)]
    }

    pub(super) fn keep_progress(&mut self, effects: &mut Vec<LessonEffect>) {
        effects.extend(self.keep().map(LessonEffect::pack));
    }

    /// Draws the lesson panel. Returns the user's actions, for [`Self::act`].
    ///
    /// # Arguments
    /// - `revision`: revision of the editor's text.
    pub fn show(&mut self, ui: &mut Ui, context: &LessonContext<'_>, revision: u64) -> Vec<LessonAction> {
        let is_own_program = self.is_own_program(context.project);
        let open = self.open.as_ref().map(|open| StepProps {
            pack: &open.pack,
            place: &open.place,
            step: open.step,
            progress: &open.progress,
            is_own_program,
            check: open.state(revision),
            pictures: &open.pictures,
            problem: open.problem.as_ref(),
        });
        let props = LessonProps {
            packs: self.packs.as_deref(),
            progress: &self.progress,
            is_opening: self.opening.is_some(),
            open,
            texts: context.texts,
        };
        self.panel.show(ui, &props)
    }

    /// Handles an action of the lesson panel.
    pub fn act(&mut self, action: LessonAction, context: &LessonContext<'_>) -> Vec<LessonEffect> {
        let mut effects = Vec::new();
        match action {
            LessonAction::OpenPack(place) => effects.push(LessonEffect::Send(self.open_pack(place))),
            LessonAction::PickPack => effects.push(LessonEffect::pack(PackCommand::Pick)),
            LessonAction::ForgetPack(place) => effects.push(LessonEffect::pack(PackCommand::Forget(place))),
            LessonAction::ClosePack => {
                self.open = None;
                self.end_replay();
                effects.push(LessonEffect::Remember(None));
                effects.push(LessonEffect::pack(PackCommand::Close));
                effects.push(LessonEffect::pack(PackCommand::List));
            }
            LessonAction::GoToStep(step) => self.go_to_step(step, context, &mut effects),
            LessonAction::ShowHint => self.show_hint(&mut effects),
            LessonAction::Check => effects.push(LessonEffect::Check),
            LessonAction::ShowHappened { scenario, at_us } => effects.extend(self.record(scenario, at_us)),
            LessonAction::ResetToStarter => effects.extend(self.reset_to_starter(context)),
            LessonAction::BackToProgram => self.open_step_program(context, &mut effects),
            LessonAction::WantPicture { path, max_width_px } => {
                effects.extend(self.want_picture(path, max_width_px));
            }
            LessonAction::ClosePanel => effects.extend(self.put_away()),
        }
        effects
    }

    fn show_hint(&mut self, effects: &mut Vec<LessonEffect>) {
        let Some(open) = &mut self.open else { return };
        let Some(name) = open.step().map(|step| step.name.clone()) else { return };
        let step = open.progress.step_mut(&name);
        step.hints = step.hints.saturating_add(1);
        self.keep_progress(effects);
    }

    fn want_picture(&mut self, path: String, max_width_px: u32) -> Option<LessonEffect> {
        let open = self.open.as_mut()?;
        let Some(bytes) = open.pack.assets.get(&path) else {
            open.pictures.insert(path, None);
            return None;
        };
        let bytes = Arc::new(bytes.clone());
        Some(LessonEffect::pack(PackCommand::Draw { path, bytes, max_width_px }))
    }

    pub(super) fn go_to_step(
        &mut self,
        step: usize,
        context: &LessonContext<'_>,
        effects: &mut Vec<LessonEffect>,
    ) {
        let Some(open) = &mut self.open else { return };
        if step >= open.pack.steps.len() {
            return;
        }
        open.step = step;
        open.check = StepRun::None;
        open.progress.last_step = open.step().map(|step| step.name.clone());
        self.end_replay();
        self.keep_progress(effects);
        self.open_step_program(context, effects);
    }

    /// Opens the pupil's program for the step, or creates one from the starter.
    fn open_step_program(&mut self, context: &LessonContext<'_>, effects: &mut Vec<LessonEffect>) {
        if self.is_own_program(context.project) {
            return;
        }
        effects.push(LessonEffect::Save);
        self.is_on_its_way = true;
        match self.open.as_ref().and_then(OpenPack::project).cloned() {
            Some(id) => {
                self.want(Wanted::Known(id.clone()));
                effects.push(LessonEffect::Send(Command::Project(ProjectCommand::Open(id))));
            }
            // Requested already: it is shown once everything that was requested has arrived.
            None if self.is_being_made() => {}
            None => self.make_step_program(context, effects),
        }
    }

    /// Shows the program of the open step, if others arrived after it: the pupil may go on faster than the store.
    pub fn settle(&mut self, context: &LessonContext<'_>) -> Vec<LessonEffect> {
        let mut effects = Vec::new();
        if self.is_on_its_way && self.wanted.is_empty() {
            self.is_on_its_way = false;
            if self.open.as_ref().is_some_and(|open| open.project().is_some()) {
                self.open_step_program(context, &mut effects);
            }
        }
        effects
    }

    /// Notes that a project is about to arrive for the open step. The pupil may go on to the next step before it
    /// does.
    fn want(&mut self, wanted: Wanted) {
        let step = self.open.as_ref().and_then(OpenPack::key);
        self.wanted.extend(step.map(|step| (step, wanted)));
    }

    pub(super) fn make_step_program(&mut self, context: &LessonContext<'_>, effects: &mut Vec<LessonEffect>) {
        let Some(open) = &self.open else { return };
        let Some(step) = open.step() else { return };
        let language = context.texts.language();
        let title = step.text(language).map_or(step.name.as_str(), |text| text.title.as_str());
        let name = context.texts.get(
            "window-step-program",
            &[
                ("pack", open.pack.manifest.title.get(language).to_owned()),
                ("number", (open.step + 1).to_string()),
                ("step", title.to_owned()),
            ],
        );
        let content = program::beginning(&open.pack, step);
        self.want(Wanted::New(content.clone()));
        effects.push(LessonEffect::Send(Command::Project(ProjectCommand::Create { name, content })));
    }

    /// Replaces the editor's text by the starter, as one change that can be undone, and restores the step's boards
    /// and parts.
    fn reset_to_starter(&mut self, context: &LessonContext<'_>) -> Option<LessonEffect> {
        if !self.is_own_program(context.project) {
            return None;
        }
        let open = self.open.as_mut()?;
        let beginning = program::beginning(&open.pack, open.step()?);
        open.check = StepRun::None;
        self.end_replay();
        Some(LessonEffect::BeginAnew(beginning))
    }
}
