//! Events of the pack shelf and the project store that concern lessons.

use std::sync::Arc;

use digilab_contract::message::Message;
use digilab_contract::packs::{PackError, PackEvent, PackPlace, PackProgress};
use digilab_contract::project::{ProjectErrorCode, ProjectEvent, ProjectId};
use digilab_lessons::view::PackView;
use egui::ColorImage;

use super::program::Wanted;
use super::{OpenPack, Opening};
use crate::window::app::LabApp;
use crate::window::app::layout::Page;

impl LabApp {
    /// Handles an event of the pack shelf.
    pub(in crate::window::app) fn on_pack(&mut self, event: PackEvent, now_s: f64) {
        match event {
            PackEvent::List { packs, progress } => {
                self.lessons.packs = Some(packs);
                self.lessons.progress = progress;
            }
            PackEvent::Opened { place, pack, progress } => self.on_opened(place, pack, progress, now_s),
            PackEvent::Changed { place, pack } => self.on_changed(&place, pack),
            PackEvent::Failed { name, place, error } => {
                let opening = self.lessons.opening.take();
                if opening == Some(Opening::Again) && place.is_some() {
                    self.remember_pack(None);
                } else {
                    self.notices.problem(message(&name, &error));
                }
            }
            PackEvent::NotKept(error) => self.notices.problem(Message::from(&error)),
            PackEvent::Drawn { path, picture } => {
                if let Some(open) = &mut self.lessons.open {
                    let picture = picture
                        .map(|picture| ColorImage::from_rgba_premultiplied(picture.size(), picture.rgba()));
                    open.pictures.insert(path, picture.map(Arc::new));
                }
            }
        }
    }

    fn on_opened(&mut self, place: PackPlace, pack: Arc<PackView>, progress: PackProgress, now_s: f64) {
        let opening = self.lessons.opening.take();
        let open = OpenPack::new(place.clone(), pack, progress);
        let step = open.step;
        self.lessons.open = Some(open);
        self.lessons.end_replay();
        self.lessons.is_shown = true;
        self.is_help_open = false;
        self.remember_pack(Some(place));
        // The program that a pupil went on to after the lesson stays in the editor.
        if opening != Some(Opening::Again) {
            self.page = Page::Lesson;
            self.go_to_step(step, now_s);
        }
    }

    /// Takes in a new version of the open pack, whose folder the teacher has changed.
    fn on_changed(&mut self, place: &PackPlace, pack: Result<Arc<PackView>, PackError>) {
        let is_own_program = self.lessons.is_own_program(self.open.info());
        let Some(open) = self.lessons.open.as_ref().filter(|open| open.place == *place) else { return };
        let starter = open.step().map(|step| step.starter.clone());
        let renewed = pack.map(|pack| (self.lessons.progress_in(&pack), pack));
        let Some(open) = &mut self.lessons.open else { return };
        match renewed {
            Err(error) => open.problem = Some(error),
            Ok((progress, pack)) => {
                open.renew(pack, progress);
                let new = open.step().map(|step| step.starter.clone());
                // Only if nobody has changed the starter yet.
                if let Some(new) = new.filter(|_| is_own_program)
                    && starter.is_some_and(|starter| starter == self.editor.text() && starter != new)
                {
                    self.editor.set_text(&new);
                }
            }
        }
    }

    /// Handles a store event about a step's program. Returns true if nothing else is to be done about it.
    pub(in crate::window::app) fn on_step_project(&mut self, event: &ProjectEvent) -> bool {
        match event {
            ProjectEvent::Opened(project) => {
                let wanted = &mut self.lessons.wanted;
                let at = wanted.iter().position(|(_, wanted)| wanted.is(project));
                if let Some(((pack, version, step), _)) = at.map(|at| wanted.remove(at)) {
                    self.note_project(&pack, &version, &step, &project.info.id);
                }
            }
            ProjectEvent::Failed { id: Some(id), error, .. } => {
                let known = Wanted::Known(id.clone());
                let before = self.lessons.wanted.len();
                self.lessons.wanted.retain(|(_, wanted)| *wanted != known);
                let was_wanted = self.lessons.wanted.len() < before;
                self.lessons.is_on_its_way &= !was_wanted;
                if was_wanted && error.code == ProjectErrorCode::FileGone {
                    // The project was deleted or moved away: the step begins anew.
                    self.make_step_program();
                    return true;
                }
            }
            ProjectEvent::Failed { id: None, revision: None, .. } => {
                self.lessons.wanted.clear();
                self.lessons.is_on_its_way = false;
            }
            ProjectEvent::Renamed { from, info } => self.follow_project(from, Some(&info.id)),
            ProjectEvent::KeptBoth { id, copy, .. }
                if self.open.info().is_some_and(|info| info.id == *id) =>
            {
                self.follow_project(id, Some(&copy.id));
            }
            ProjectEvent::Deleted { id, .. } => self.follow_project(id, None),
            _ => {}
        }
        false
    }

    /// Records the project of a step in the pupil's progress.
    fn note_project(&mut self, pack: &str, version: &str, step: &str, id: &ProjectId) {
        let Some(open) = &mut self.lessons.open else { return };
        if (open.progress.pack.as_str(), open.progress.version.as_str()) != (pack, version) {
            return;
        }
        let progress = open.progress.step_mut(step);
        if progress.project.as_ref() != Some(id) {
            progress.project = Some(id.clone());
            self.keep_progress();
        }
    }

    fn follow_project(&mut self, from: &ProjectId, to: Option<&ProjectId>) {
        for command in self.lessons.follow(from, to) {
            self.pack(command);
        }
    }
}

/// Returns the message about a pack that cannot be opened.
fn message(name: &str, error: &PackError) -> Message {
    match error {
        PackError::Store(error) => Message::from(error),
        PackError::Finding(finding) => {
            let place = match (finding.file.as_str(), finding.line) {
                ("", _) => name.to_owned(),
                (file, Some(line)) if file != name => format!("{name}, {file}:{line}"),
                (file, None) if file != name => format!("{name}, {file}"),
                _ => name.to_owned(),
            };
            Message::from(&PackError::Finding(finding.clone())).about(place)
        }
    }
}
