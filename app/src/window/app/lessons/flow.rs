//! The user's actions on lessons.

use std::sync::Arc;

use digilab_contract::backend::Command;
use digilab_contract::packs::{PackCommand, PackPlace};
use digilab_contract::project::ProjectCommand;
use egui::Ui;

use super::program::{self, Wanted};
use super::{OpenPack, Opening, StepRun};
use crate::window::app::LabApp;
use crate::window::app::layout::Page;
use crate::window::app::toolbar::Asked;
use crate::window::lesson::panel::{LessonAction, LessonProps, StepProps};

impl LabApp {
    /// Opens the pack that the lab was started with, or the one that was open last.
    pub(in crate::window::app) fn open_first_pack(&mut self, given: Option<PackPlace>) {
        let opening = if given.is_some() { Opening::Asked } else { Opening::Again };
        if let Some(place) = given.or_else(|| self.settings.last_pack.clone()) {
            self.lessons.opening = Some(opening);
            self.pack(PackCommand::Open(place));
        }
    }

    /// Opens a pack that the user has asked for.
    pub(in crate::window::app) fn open_pack(&mut self, place: PackPlace) {
        self.lessons.opening = Some(Opening::Asked);
        self.pack(PackCommand::Open(place));
    }

    pub(super) fn pack(&mut self, command: PackCommand) {
        self.send(Command::Pack(command));
    }

    /// Shows or hides the lesson panel.
    pub(in crate::window::app) fn toggle_lessons(&mut self) {
        if self.lessons.is_shown {
            return self.put_lessons_away();
        }
        self.lessons.is_shown = true;
        self.is_help_open = false;
        self.page = Page::Lesson;
        self.remember_pack(self.lessons.open.as_ref().map(|open| open.place.clone()));
        self.pack(PackCommand::List);
    }

    fn put_lessons_away(&mut self) {
        self.lessons.is_shown = false;
        if self.page == Page::Lesson {
            self.page = Page::Program;
        }
        self.remember_pack(None);
    }

    pub(super) fn remember_pack(&mut self, place: Option<PackPlace>) {
        if self.settings.last_pack != place {
            self.settings.last_pack = place;
            self.send(Command::KeepSettings(self.settings.clone()));
        }
    }

    pub(super) fn keep_progress(&mut self) {
        if let Some(command) = self.lessons.keep() {
            self.pack(command);
        }
    }

    /// Draws the lesson panel and handles its actions.
    pub(in crate::window::app) fn show_lessons(&mut self, ui: &mut Ui, now_s: f64) {
        let lessons = &mut self.lessons;
        let is_own_program = lessons.is_own_program(self.open.info());
        let revision = self.editor.revision();
        let open = lessons.open.as_ref().map(|open| StepProps {
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
            packs: lessons.packs.as_deref(),
            progress: &lessons.progress,
            is_opening: lessons.opening.is_some(),
            open,
            texts: &self.texts,
        };
        for action in lessons.panel.show(ui, &props) {
            self.do_in_lesson(action, now_s);
        }
    }

    fn do_in_lesson(&mut self, action: LessonAction, now_s: f64) {
        match action {
            LessonAction::OpenPack(place) => self.open_pack(place),
            LessonAction::PickPack => self.pack(PackCommand::Pick),
            LessonAction::ForgetPack(place) => self.pack(PackCommand::Forget(place)),
            LessonAction::ClosePack => {
                self.lessons.open = None;
                self.lessons.end_replay();
                self.remember_pack(None);
                self.pack(PackCommand::Close);
                self.pack(PackCommand::List);
            }
            LessonAction::GoToStep(step) => self.go_to_step(step, now_s),
            LessonAction::ShowHint => {
                if let Some(open) = &mut self.lessons.open
                    && let Some(name) = open.step().map(|step| step.name.clone())
                {
                    let step = open.progress.step_mut(&name);
                    step.hints = step.hints.saturating_add(1);
                    self.keep_progress();
                }
            }
            // The letters typed last are checked, too.
            LessonAction::Check if self.editor.is_behind() => self.asked_early = Some(Asked::Check),
            LessonAction::Check => self.act(Asked::Check, now_s),
            LessonAction::ShowHappened { scenario, at_us } => self.record(scenario, at_us),
            LessonAction::ResetToStarter => self.reset_to_starter(now_s),
            LessonAction::BackToProgram => self.open_step_program(now_s),
            LessonAction::WantPicture { path, max_width_px } => self.want_picture(path, max_width_px),
            LessonAction::ClosePanel => self.put_lessons_away(),
        }
    }

    fn want_picture(&mut self, path: String, max_width_px: u32) {
        let Some(open) = &mut self.lessons.open else { return };
        match open.pack.assets.get(&path) {
            Some(bytes) => {
                let bytes = Arc::new(bytes.clone());
                self.pack(PackCommand::Draw { path, bytes, max_width_px });
            }
            None => {
                open.pictures.insert(path, None);
            }
        }
    }

    pub(super) fn go_to_step(&mut self, step: usize, now_s: f64) {
        let Some(open) = &mut self.lessons.open else { return };
        if step >= open.pack.steps.len() {
            return;
        }
        open.step = step;
        open.check = StepRun::None;
        open.progress.last_step = open.step().map(|step| step.name.clone());
        self.lessons.end_replay();
        self.keep_progress();
        self.open_step_program(now_s);
    }

    /// Opens the pupil's program for the step, or creates one from the starter.
    fn open_step_program(&mut self, now_s: f64) {
        if self.lessons.is_own_program(self.open.info()) {
            return;
        }
        self.save_now(now_s);
        self.lessons.is_on_its_way = true;
        match self.lessons.open.as_ref().and_then(OpenPack::project).cloned() {
            Some(id) => {
                self.want(Wanted::Known(id.clone()));
                self.send(Command::Project(ProjectCommand::Open(id)));
            }
            // Requested already: it is shown once everything that was requested has arrived.
            None if self.lessons.is_being_made() => {}
            None => self.make_step_program(),
        }
    }

    /// Shows the program of the open step, if others arrived after it: the pupil may go on faster than the store.
    pub(in crate::window::app) fn settle_step_program(&mut self, now_s: f64) {
        if self.lessons.is_on_its_way && self.lessons.wanted.is_empty() {
            self.lessons.is_on_its_way = false;
            if self.lessons.open.as_ref().is_some_and(|open| open.project().is_some()) {
                self.open_step_program(now_s);
            }
        }
    }

    /// Notes that a project is about to arrive for the open step. The pupil may go on to the next step before it
    /// does.
    fn want(&mut self, wanted: Wanted) {
        let step = self.lessons.open.as_ref().and_then(OpenPack::key);
        self.lessons.wanted.extend(step.map(|step| (step, wanted)));
    }

    pub(super) fn make_step_program(&mut self) {
        let Some(open) = &self.lessons.open else { return };
        let Some(step) = open.step() else { return };
        let language = self.texts.language();
        let title = step.text(language).map_or(step.name.as_str(), |text| text.title.as_str());
        let name = self.texts.get(
            "window-step-program",
            &[
                ("pack", open.pack.manifest.title.get(language).to_owned()),
                ("number", (open.step + 1).to_string()),
                ("step", title.to_owned()),
            ],
        );
        let content = program::beginning(&open.pack, step);
        self.want(Wanted::New(content.clone()));
        self.send(Command::Project(ProjectCommand::Create { name, content }));
    }

    /// Replaces the editor's text by the starter, as one change that can be undone, and restores the step's boards
    /// and parts.
    fn reset_to_starter(&mut self, now_s: f64) {
        if !self.lessons.is_own_program(self.open.info()) {
            return;
        }
        let Some(open) = &mut self.lessons.open else { return };
        let Some(step) = open.step() else { return };
        let beginning = program::beginning(&open.pack, step);
        open.check = StepRun::None;
        self.editor.set_text(&beginning.text);
        let seed = self.open.settings.seed;
        self.open.settings.boards = beginning.settings.boards;
        self.open.settings.parts = beginning.settings.parts;
        self.open.settings.seed = seed;
        self.boards.load(&self.open.settings);
        self.open.changed(now_s);
        self.lessons.end_replay();
        self.choose_board();
    }
}
