//! Events of the pack shelf and the project store that concern lessons.

use std::sync::Arc;

use digilab_contract::message::Message;
use digilab_contract::packs::{PackError, PackEvent, PackPlace, PackProgress};
use digilab_contract::picture::Picture;
use digilab_contract::project::{ProjectErrorCode, ProjectEvent, ProjectId};
use digilab_lessons::view::PackView;
use egui::ColorImage;

use super::program::Wanted;
use super::{LessonContext, LessonEffect, Lessons, OpenPack, Opening};

impl Lessons {
    /// Handles an event of the pack shelf.
    pub fn on_pack(&mut self, event: PackEvent, context: &LessonContext<'_>) -> Vec<LessonEffect> {
        let mut effects = Vec::new();
        match event {
            PackEvent::List { packs, progress } => {
                self.packs = Some(packs);
                self.progress = progress;
            }
            PackEvent::Opened { place, pack, progress } => {
                self.on_opened(place, pack, progress, context, &mut effects);
            }
            PackEvent::Changed { place, pack } => effects.extend(self.on_changed(&place, pack, context)),
            PackEvent::Failed { name, place, error } => {
                let opening = self.opening.take();
                effects.push(if opening == Some(Opening::Again) && place.is_some() {
                    LessonEffect::Remember(None)
                } else {
                    LessonEffect::Notify(message(&name, &error))
                });
            }
            PackEvent::NotKept(error) => effects.push(LessonEffect::Notify(Message::from(&error))),
            PackEvent::Drawn { path, picture } => self.on_drawn(path, picture),
        }
        effects
    }

    fn on_opened(
        &mut self,
        place: PackPlace,
        pack: Arc<PackView>,
        progress: PackProgress,
        context: &LessonContext<'_>,
        effects: &mut Vec<LessonEffect>,
    ) {
        // The program that a pupil went on to after the lesson stays in the editor.
        let is_turned_to = self.opening.take() != Some(Opening::Again);
        let open = OpenPack::new(place.clone(), pack, progress);
        let step = open.step;
        self.open = Some(open);
        self.end_replay();
        self.is_shown = true;
        effects.push(LessonEffect::Shown { is_turned_to });
        effects.push(LessonEffect::Remember(Some(place)));
        if is_turned_to {
            self.go_to_step(step, context, effects);
        }
    }

    /// Takes in a new version of the open pack, whose folder the teacher has changed.
    fn on_changed(
        &mut self,
        place: &PackPlace,
        pack: Result<Arc<PackView>, PackError>,
        context: &LessonContext<'_>,
    ) -> Option<LessonEffect> {
        let is_own_program = self.is_own_program(context.project);
        let open = self.open.as_ref().filter(|open| open.place == *place)?;
        let starter = open.step().map(|step| step.starter.clone());
        let renewed = pack.map(|pack| (self.progress_in(&pack), pack));
        let open = self.open.as_mut()?;
        match renewed {
            Err(error) => {
                open.problem = Some(error);
                None
            }
            Ok((progress, pack)) => {
                open.renew(pack, progress);
                let new = open.step().map(|step| step.starter.clone())?;
                // Only if nobody has changed the starter yet.
                let is_untouched = starter.is_some_and(|starter| starter == context.text && starter != new);
                (is_own_program && is_untouched).then_some(LessonEffect::SetText(new))
            }
        }
    }

    fn on_drawn(&mut self, path: String, picture: Option<Picture>) {
        let Some(open) = &mut self.open else { return };
        let picture =
            picture.map(|picture| ColorImage::from_rgba_premultiplied(picture.size(), picture.rgba()));
        open.pictures.insert(path, picture.map(Arc::new));
    }

    /// Handles a store event about a step's program. Returns also true if nothing else is to be done about it.
    pub fn on_project(
        &mut self,
        event: &ProjectEvent,
        context: &LessonContext<'_>,
    ) -> (Vec<LessonEffect>, bool) {
        let mut effects = Vec::new();
        match event {
            ProjectEvent::Opened(project) => {
                let at = self.wanted.iter().position(|(_, wanted)| wanted.is(project));
                if let Some(((pack, version, step), _)) = at.map(|at| self.wanted.remove(at)) {
                    self.note_project(&pack, &version, &step, &project.info.id, &mut effects);
                }
            }
            ProjectEvent::Failed { id: Some(id), error, .. } => {
                let known = Wanted::Known(id.clone());
                let before = self.wanted.len();
                self.wanted.retain(|(_, wanted)| *wanted != known);
                let was_wanted = self.wanted.len() < before;
                self.is_on_its_way &= !was_wanted;
                if was_wanted && error.code == ProjectErrorCode::FileGone {
                    // The project was deleted or moved away: the step begins anew.
                    self.make_step_program(context, &mut effects);
                    return (effects, true);
                }
            }
            ProjectEvent::Failed { id: None, revision: None, .. } => {
                self.wanted.clear();
                self.is_on_its_way = false;
            }
            ProjectEvent::Renamed { from, info } => effects.extend(self.follow_project(from, Some(&info.id))),
            ProjectEvent::KeptBoth { id, copy, .. } if context.project.is_some_and(|info| info.id == *id) => {
                effects.extend(self.follow_project(id, Some(&copy.id)));
            }
            ProjectEvent::Deleted { id, .. } => effects.extend(self.follow_project(id, None)),
            _ => {}
        }
        (effects, false)
    }

    /// Records the project of a step in the pupil's progress.
    fn note_project(
        &mut self,
        pack: &str,
        version: &str,
        step: &str,
        id: &ProjectId,
        effects: &mut Vec<LessonEffect>,
    ) {
        let Some(open) = &mut self.open else { return };
        if (open.progress.pack.as_str(), open.progress.version.as_str()) != (pack, version) {
            return;
        }
        let progress = open.progress.step_mut(step);
        if progress.project.as_ref() != Some(id) {
            progress.project = Some(id.clone());
            self.keep_progress(effects);
        }
    }

    fn follow_project(&mut self, from: &ProjectId, to: Option<&ProjectId>) -> Vec<LessonEffect> {
        self.follow(from, to).into_iter().map(LessonEffect::pack).collect()
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
