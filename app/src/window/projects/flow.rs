//! The order of the panel's requests, so that nothing is lost.

use digilab_contract::backend::Command;
use digilab_contract::project::{
    Content, ExportTarget, FileSource, ProjectCommand, ProjectEvent, ProjectId, ProjectInfo, TrashId, header,
};

use super::versions::Preview;
use super::{PanelAction, ProjectsContext, ProjectsPanel, Tab};

/// Purpose of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Save the file where the pupil finds it.
    TakeOut,
    /// Create another project from it.
    Copy,
    /// Make a link of it.
    Share,
}

/// Lists that must be requested again.
#[derive(Debug, Default)]
pub(super) struct Stale {
    pub projects: bool,
    pub trash: bool,
    pub versions: bool,
}

/// Actions that wait until the open project is saved.
#[derive(Debug)]
struct Waiting {
    id: ProjectId,
    /// Revision of the save, once the window has reported it.
    revision: Option<u64>,
    actions: Vec<PanelAction>,
}

/// Requests under way between the panel, the window and the store.
#[derive(Debug, Default)]
pub(super) struct Flow {
    actions: Vec<PanelAction>,
    waiting: Option<Waiting>,
    exports: Vec<(ProjectId, Purpose)>,
    /// The open project while it is being deleted.
    deleting: Option<ProjectId>,
    /// Id of the open project after it was deleted: another one must be opened.
    wants_another: Option<ProjectId>,
    /// Name and trash id of the project deleted last, to restore it.
    pub deleted: Option<(String, TrashId)>,
    pub closes_on_opened: bool,
    /// True once the task that the panel was opened for is done.
    pub is_finished: bool,
    pub stale: Stale,
}

impl Flow {
    pub(super) fn send(&mut self, command: Command) {
        self.actions.push(PanelAction::Send(command));
    }

    pub(super) fn project(&mut self, command: ProjectCommand) {
        self.send(Command::Project(command));
    }

    pub(super) fn take(&mut self) -> Vec<PanelAction> {
        std::mem::take(&mut self.actions)
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Sends `actions` once the open project is saved.
    pub(super) fn after_save(&mut self, current: Option<&ProjectInfo>, actions: Vec<PanelAction>) {
        match current {
            None => self.actions.extend(actions),
            Some(current) => {
                self.actions.push(PanelAction::Save);
                self.waiting = Some(Waiting { id: current.id.clone(), revision: None, actions });
            }
        }
    }

    /// Requests the file of a project.
    pub(super) fn export(&mut self, context: &ProjectsContext<'_>, id: &ProjectId, purpose: Purpose) {
        self.exports.push((id.clone(), purpose));
        let export = ProjectCommand::Export { id: id.clone(), target: ExportTarget::Bytes };
        let current = context.current.filter(|current| current.id == *id);
        self.after_save(current, vec![PanelAction::Send(Command::Project(export))]);
    }

    pub(super) fn delete(&mut self, context: &ProjectsContext<'_>, id: &ProjectId) {
        let delete = PanelAction::Send(Command::Project(ProjectCommand::Delete(id.clone())));
        if context.is_current(id) {
            self.deleting = Some(id.clone());
            self.after_save(context.current, vec![PanelAction::StopAutosave(id.clone()), delete]);
        } else {
            self.actions.push(delete);
        }
    }

    fn saved(&mut self, id: &ProjectId, revision: u64) {
        let is_it = |waiting: &mut Waiting| {
            waiting.id == *id && waiting.revision.is_some_and(|wanted| wanted <= revision)
        };
        if let Some(waiting) = self.waiting.take_if(is_it) {
            self.actions.extend(waiting.actions);
        }
    }

    /// Drops the waiting actions, because the save failed.
    fn give_up(&mut self) {
        self.waiting = None;
        self.deleting = None;
    }
}

impl ProjectsPanel {
    /// Records the revision of the save that a [`PanelAction::Save`] requested.
    pub fn save_sent(&mut self, revision: u64) {
        if let Some(waiting) = &mut self.flow.waiting {
            waiting.revision = Some(revision);
        }
    }

    /// Handles an event of the store. Returns `true` if the panel is open and reports the message of
    /// [`ProjectEvent::to_tell`] to the pupil itself.
    pub fn on_event(&mut self, event: &ProjectEvent) -> bool {
        match event {
            ProjectEvent::List(projects) => {
                let mut projects = projects.clone();
                projects.sort_by_key(|project| std::cmp::Reverse(project.changed_s));
                self.projects = Some(projects);
            }
            ProjectEvent::Trash(trash) => self.trash = Some(trash.clone()),
            ProjectEvent::Versions { id, versions } => self.versions = Some((id.clone(), versions.clone())),
            ProjectEvent::Version { id, version, content } => {
                if let Some(preview) = &mut self.preview
                    && preview.is_of(id, &version.id)
                {
                    preview.content = Some(content.clone());
                }
            }
            ProjectEvent::Saved { info, revision } => {
                self.flow.saved(&info.id, *revision);
                self.changed();
            }
            ProjectEvent::KeptBoth { .. } => {
                self.flow.give_up();
                self.changed();
            }
            ProjectEvent::Opened(_) => {
                self.flow.is_finished |= self.is_open() && self.flow.closes_on_opened;
                self.flow.closes_on_opened = false;
                self.preview = None;
                self.changed();
            }
            ProjectEvent::Restored { .. } => {
                self.preview = None;
                self.flow.is_finished |= self.is_open();
                self.changed();
            }
            ProjectEvent::Renamed { from, info } => {
                if let Some(waiting) = self.flow.waiting.as_mut().filter(|waiting| waiting.id == *from) {
                    waiting.id = info.id.clone();
                }
                self.changed();
            }
            ProjectEvent::Deleted { id, trash } => self.deleted(id, trash),
            ProjectEvent::Exported { id, file_name, bytes } => self.exported(id, file_name, bytes.as_deref()),
            ProjectEvent::Failed { id, revision, error } => {
                if let Some(deleting) = self.flow.deleting.take_if(|deleting| {
                    revision.is_none() && Some(&*deleting) == id.as_ref() && self.flow.waiting.is_none()
                }) {
                    self.flow.actions.push(PanelAction::ResumeAutosave(deleting));
                }
                if revision.is_some() {
                    // The window reports failed saves, whoever requested them.
                    self.flow.give_up();
                    return false;
                }
                self.flow.exports.retain(|(wanted, _)| Some(wanted) != id.as_ref());
                self.flow.closes_on_opened = false;
                if self.is_open() {
                    self.trouble = Some(error.clone());
                    self.changed();
                    return true;
                }
            }
        }
        false
    }

    /// Marks every list as outdated.
    fn changed(&mut self) {
        self.flow.stale.projects = true;
        self.flow.stale.versions = true;
        self.flow.stale.trash = true;
    }

    fn deleted(&mut self, id: &ProjectId, trash: &TrashId) {
        let name = self.projects.iter().flatten().find(|project| project.id == *id);
        let name = name.map_or_else(|| id.0.clone(), |project| project.name.clone());
        self.flow.deleted = Some((name, trash.clone()));
        if let Some(projects) = &mut self.projects {
            projects.retain(|project| project.id != *id);
        }
        if self.flow.deleting.take_if(|deleting| deleting == id).is_some() {
            self.flow.wants_another = Some(id.clone());
        }
        self.changed();
    }

    fn exported(&mut self, id: &ProjectId, file_name: &str, bytes: Option<&[u8]>) {
        let Some(index) = self.flow.exports.iter().position(|(wanted, _)| wanted == id) else { return };
        let (_, purpose) = self.flow.exports.swap_remove(index);
        let Some(bytes) = bytes else { return };
        let name = file_name.to_owned();
        match purpose {
            Purpose::TakeOut => self.flow.send(Command::KeepFile { name, bytes: bytes.to_vec() }),
            Purpose::Copy => {
                let source = FileSource::Bytes { name, bytes: bytes.to_vec() };
                self.flow.project(ProjectCommand::OpenFile(source));
            }
            Purpose::Share => {
                let content = header::parse(&String::from_utf8_lossy(bytes));
                let name = name.strip_suffix(".rhai").unwrap_or(&name).to_owned();
                self.mine.share = Some((name, content));
            }
        }
    }

    /// Requests the visible lists that are outdated, and opens another project after the open one was deleted.
    pub(super) fn refresh(&mut self, context: &ProjectsContext<'_>) {
        if let Some(gone) = self.flow.wants_another.take() {
            let newest = self.projects.iter().flatten().find(|project| project.id != gone);
            self.flow.project(match newest {
                Some(project) => ProjectCommand::Open(project.id.clone()),
                None => ProjectCommand::Create {
                    name: context.texts.plain("project-untitled"),
                    content: Content::default(),
                },
            });
        }
        if !self.is_open() {
            return;
        }
        if std::mem::take(&mut self.flow.stale.projects) {
            self.flow.project(ProjectCommand::List);
        }
        if self.tab == Tab::Trash && std::mem::take(&mut self.flow.stale.trash) {
            self.flow.project(ProjectCommand::ListTrash);
        }
        if self.tab == Tab::History
            && let Some(current) = context.current
        {
            let is_of_another = self.versions.as_ref().is_some_and(|(id, _)| *id != current.id);
            if is_of_another {
                self.versions = None;
                self.preview = None;
            }
            if std::mem::take(&mut self.flow.stale.versions) || is_of_another {
                self.flow.project(ProjectCommand::Versions(current.id.clone()));
            }
        }
    }

    /// Restores the shown version once the present content is saved.
    pub(super) fn restore(&mut self, context: &ProjectsContext<'_>, preview: &Preview) {
        self.trouble = None;
        let restore =
            ProjectCommand::Restore { id: preview.project.clone(), version: preview.version.id.clone() };
        self.flow.after_save(context.current, vec![PanelAction::Send(Command::Project(restore))]);
    }
}
