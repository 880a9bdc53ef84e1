//! The open project, and its saving.

use digilab_contract::project::{
    Content, Project, ProjectCommand, ProjectEvent, ProjectId, ProjectInfo, ProjectSettings, SaveKind,
};

use super::autosave::{Autosave, SaveState};

/// Effect of a store event on the editor.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Another project is open, with this text.
    Loaded(String),
    /// An older version of the project was restored, with this text.
    Restored(String),
    /// The project has another id, to be opened at the next start.
    Named,
    /// No project is open any more; another one is to be opened.
    Gone,
}

/// The open project.
#[derive(Debug, Default)]
pub struct OpenProject {
    info: Option<ProjectInfo>,
    /// Settings saved with the program's text.
    pub settings: ProjectSettings,
    autosave: Autosave,
    /// True while it is about to be deleted: nothing is saved to it any more.
    is_leaving: bool,
    /// True while the store creates a project from the editor's text.
    is_founding: bool,
    /// Time of the next attempt to create a project from the editor's text, in egui's seconds; infinite while the
    /// store opens one.
    founds_again_s: f64,
}

/// Delay between a failed attempt to create a project and the next one, in seconds.
const FOUND_AGAIN_S: f64 = 10.0;

impl OpenProject {
    /// Returns the project's info; `None` before one is opened, and where there is no store.
    pub fn info(&self) -> Option<&ProjectInfo> {
        self.info.as_ref()
    }

    fn id(&self) -> Option<&ProjectId> {
        if self.is_leaving { None } else { self.info.as_ref().map(|info| &info.id) }
    }

    /// Returns the save state of the text; `None` if there is no project to save it to.
    pub fn save_state(&self) -> Option<SaveState> {
        self.info.as_ref().map(|_| self.autosave.state())
    }

    /// Notes that the text or the settings have changed.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub fn changed(&mut self, now_s: f64) {
        self.autosave.changed(now_s);
    }

    /// Returns the time until [`Self::due`] has something, in seconds; `None` if nothing is to be saved.
    pub fn wait_s(&self, now_s: f64) -> Option<f64> {
        if self.id().is_some() { self.autosave.wait_s(now_s) } else { None }
    }

    /// Returns the save command that is due now, if any.
    pub fn due(&mut self, now_s: f64, text: &str) -> Option<ProjectCommand> {
        let id = self.id()?.clone();
        let revision = self.autosave.due(now_s)?;
        Some(self.save(id, revision, text, SaveKind::Typing))
    }

    /// Returns a command that saves unsaved changes, before another project is opened or the window closes.
    pub fn at_once(&mut self, now_s: f64, text: &str) -> Option<ProjectCommand> {
        let id = self.id()?.clone();
        let revision = self.autosave.at_once(now_s)?;
        Some(self.save(id, revision, text, SaveKind::Typing))
    }

    /// Returns a command that saves the text in any case, with its revision: before a run, or anything else that must
    /// not lose it.
    pub fn before_run(&mut self, now_s: f64, text: &str, kind: SaveKind) -> Option<(u64, ProjectCommand)> {
        let id = self.id()?.clone();
        let revision = self.autosave.before_run(now_s);
        Some((revision, self.save(id, revision, text, kind)))
    }

    fn save(&self, id: ProjectId, revision: u64, text: &str, kind: SaveKind) -> ProjectCommand {
        ProjectCommand::Save { id, revision, content: self.content(text), kind }
    }

    /// Returns the content of the project, with `text` as its program.
    pub fn content(&self, text: &str) -> Content {
        Content { settings: self.settings.clone(), text: text.to_owned() }
    }

    /// Returns a command that creates a project from the editor's text, if the store has failed to open one and the
    /// delay is over.
    pub fn found(&mut self, now_s: f64, name: &str, text: &str) -> Option<ProjectCommand> {
        if self.info.is_some() || self.is_founding || now_s < self.founds_again_s {
            return None;
        }
        self.is_founding = true;
        Some(ProjectCommand::Create { name: name.to_owned(), content: self.content(text) })
    }

    /// Notes that the store was asked to open or create a project: none is created from the editor's text.
    pub fn waits(&mut self) {
        self.founds_again_s = f64::INFINITY;
    }

    /// True while a project is being opened, so that the editor does not have its text yet.
    pub fn is_waiting(&self) -> bool {
        self.info.is_none() && self.founds_again_s == f64::INFINITY
    }

    /// Stops saving to the project: it is about to be deleted.
    pub fn leave(&mut self, id: &ProjectId) {
        self.is_leaving |= self.id() == Some(id);
    }

    /// Resumes saving to the project: it was not deleted after all.
    pub fn stay(&mut self, id: &ProjectId) {
        if self.info.as_ref().is_some_and(|info| info.id == *id) {
            self.is_leaving = false;
        }
    }

    /// Handles an event of the store.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    /// - `text`: the editor's text.
    pub fn on_event(&mut self, event: &ProjectEvent, now_s: f64, text: &str) -> Option<Change> {
        match event {
            ProjectEvent::Opened(project) if self.is_founding => {
                self.take(project);
                // Letters typed meanwhile are not in it yet.
                if project.content.text != text {
                    self.autosave.changed(now_s);
                }
                Some(Change::Named)
            }
            ProjectEvent::Opened(project) => {
                self.take(project);
                Some(Change::Loaded(project.content.text.clone()))
            }
            ProjectEvent::Restored { project, .. } if self.id() == Some(&project.info.id) => {
                self.take(project);
                Some(Change::Restored(project.content.text.clone()))
            }
            ProjectEvent::Saved { info, revision } if self.is_it(&info.id) => {
                self.info = Some(info.clone());
                self.autosave.saved(*revision);
                None
            }
            ProjectEvent::KeptBoth { id, copy, revision } if self.is_it(id) => {
                self.info = Some(copy.clone());
                if let Some(revision) = revision {
                    self.autosave.saved(*revision);
                }
                Some(Change::Named)
            }
            ProjectEvent::Renamed { from, info } if self.is_it(from) => {
                self.info = Some(info.clone());
                Some(Change::Named)
            }
            ProjectEvent::Deleted { id, .. } if self.is_it(id) => {
                *self = Self::default();
                self.waits();
                Some(Change::Gone)
            }
            ProjectEvent::Failed { id: Some(id), revision: Some(revision), .. } if self.is_it(id) => {
                self.autosave.failed(*revision, now_s);
                None
            }
            ProjectEvent::Failed { revision: None, .. } if self.info.is_none() => {
                self.is_founding = false;
                self.founds_again_s = now_s + FOUND_AGAIN_S;
                None
            }
            _ => None,
        }
    }

    fn is_it(&self, id: &ProjectId) -> bool {
        self.info.as_ref().is_some_and(|info| info.id == *id)
    }

    fn take(&mut self, project: &Project) {
        *self = Self {
            info: Some(project.info.clone()),
            settings: project.content.settings.clone(),
            autosave: Autosave::new(),
            ..Self::default()
        };
    }
}

#[cfg(test)]
mod tests {
    use digilab_contract::project::{ProjectError, ProjectErrorCode, TrashId};

    use super::*;

    fn info(name: &str) -> ProjectInfo {
        ProjectInfo { id: ProjectId(name.to_owned()), name: name.to_owned(), changed_s: 0 }
    }

    fn opened(name: &str, text: &str) -> ProjectEvent {
        let content = Content { text: text.to_owned(), ..Content::default() };
        ProjectEvent::Opened(Project { info: info(name), content })
    }

    fn saved_text(command: Option<ProjectCommand>) -> Option<(String, u64, String)> {
        match command? {
            ProjectCommand::Save { id, revision, content, .. } => Some((id.0, revision, content.text)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_typed_is_saved_to_the_project_that_is_open() {
        let mut open = OpenProject::default();
        assert_eq!(open.on_event(&opened("a", "1"), 0.0, ""), Some(Change::Loaded("1".to_owned())));
        assert_eq!(open.at_once(0.0, "1"), None);
        open.changed(1.0);
        let wait_s = open.wait_s(1.0).unwrap();
        assert_eq!(open.due(1.0, "2"), None);
        let (id, revision, text) = saved_text(open.due(1.0 + wait_s, "2")).unwrap();
        assert_eq!((id.as_str(), text.as_str()), ("a", "2"));
        open.on_event(&ProjectEvent::Saved { info: info("a"), revision }, 9.0, "2");
        assert_eq!(open.save_state(), Some(SaveState::Saved));
    }

    #[test]
    fn after_two_changed_it_the_copy_goes_on() {
        let mut open = OpenProject::default();
        open.on_event(&opened("a", "1"), 0.0, "");
        open.changed(1.0);
        let (_, revision, _) = saved_text(open.at_once(1.0, "2")).unwrap();
        let both = ProjectEvent::KeptBoth { id: info("a").id, copy: info("a (2)"), revision: Some(revision) };
        assert_eq!(open.on_event(&both, 1.0, "2"), Some(Change::Named));
        open.changed(2.0);
        assert_eq!(saved_text(open.at_once(2.0, "3")).unwrap().0, "a (2)");
    }

    #[test]
    fn a_deleted_project_does_not_come_back_by_being_saved() {
        let mut open = OpenProject::default();
        open.on_event(&opened("a", "1"), 0.0, "");
        open.changed(1.0);
        open.leave(&info("a").id);
        assert_eq!((open.due(100.0, "2"), open.at_once(100.0, "2")), (None, None));
        open.stay(&info("a").id);
        assert!(open.at_once(100.0, "2").is_some(), "it was not deleted after all");
        let deleted = ProjectEvent::Deleted { id: info("a").id, trash: TrashId("1".to_owned()) };
        assert_eq!(open.on_event(&deleted, 100.0, "2"), Some(Change::Gone));
        assert_eq!(open.found(200.0, "x", "2"), None, "another one is about to be opened");
        assert_eq!(open.info(), None);
    }

    #[test]
    fn without_a_project_the_text_is_made_one_as_soon_as_the_store_can() {
        let mut open = OpenProject::default();
        assert!(open.found(0.0, "New project", "1").is_some());
        assert_eq!(open.found(0.1, "New project", "1"), None, "once is enough");
        let error = ProjectError::new(ProjectErrorCode::DiskFull);
        let failed = ProjectEvent::Failed { id: None, revision: None, error };
        open.on_event(&failed, 1.0, "12");
        assert_eq!(open.found(2.0, "New project", "12"), None);
        assert!(open.found(12.0, "New project", "12").is_some());
        // Typing goes on while the project is created, and the editor's text is left alone.
        assert_eq!(open.on_event(&opened("New project", "12"), 13.0, "123"), Some(Change::Named));
        assert_eq!(saved_text(open.at_once(13.0, "123")).unwrap().2, "123");
    }

    #[test]
    fn what_the_store_tells_of_others_changes_nothing() {
        let mut open = OpenProject::default();
        open.on_event(&opened("a", "1"), 0.0, "");
        open.changed(1.0);
        let revision = saved_text(open.at_once(1.0, "2")).unwrap().1;
        for event in [
            ProjectEvent::Saved { info: info("b"), revision },
            ProjectEvent::Renamed { from: info("b").id, info: info("c") },
            ProjectEvent::Deleted { id: info("b").id, trash: TrashId("1".to_owned()) },
        ] {
            assert_eq!(open.on_event(&event, 2.0, "2"), None, "{event:?}");
        }
        assert_ne!(open.save_state(), Some(SaveState::Saved));
        assert_eq!(open.info().unwrap().name, "a");
    }
}
