//! In which order things are asked for, so that nothing is lost on the way.

use digilab_contract::backend::Command;
use digilab_contract::project::{
    Content, ExportTarget, FileSource, ProjectCommand, ProjectEvent, ProjectId, ProjectInfo, TrashId, header,
};

use super::versions::Preview;
use super::{PanelAction, ProjectsContext, ProjectsPanel, Tab};

/// What is to be done with a project's file when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is kept where a pupil finds it.
    TakeOut,
    /// It becomes another project.
    Copy,
    /// A link is made of it.
    Share,
}

/// Which lists are not what the store has any more.
#[derive(Debug, Default)]
pub(super) struct Stale {
    pub projects: bool,
    pub trash: bool,
    pub versions: bool,
}

/// What waits until the open project is saved.
#[derive(Debug)]
struct Waiting {
    id: ProjectId,
    /// Once the window has said which one it is.
    revision: Option<u64>,
    actions: Vec<PanelAction>,
}

/// What is under way between the panel, the window and the store.
#[derive(Debug, Default)]
pub(super) struct Flow {
    actions: Vec<PanelAction>,
    waiting: Option<Waiting>,
    exports: Vec<(ProjectId, Purpose)>,
    /// The open project, while it is being deleted.
    deleting: Option<ProjectId>,
    /// The open project was deleted: another one is to be opened.
    wants_another: Option<ProjectId>,
    /// The name of what was deleted last, and what takes it back.
    pub deleted: Option<(String, TrashId)>,
    pub closes_on_opened: bool,
    /// What the panel was opened for is done.
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

    /// Does `actions` once the open project is saved.
    pub(super) fn after_save(&mut self, current: Option<&ProjectInfo>, actions: Vec<PanelAction>) {
        match current {
            None => self.actions.extend(actions),
            Some(current) => {
                self.actions.push(PanelAction::Save);
                self.waiting = Some(Waiting { id: current.id.clone(), revision: None, actions });
            }
        }
    }

    /// Asks for a project's file.
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

    /// What waited will not be done: it was not saved as it should be.
    fn give_up(&mut self) {
        self.waiting = None;
        self.deleting = None;
    }
}

impl ProjectsPanel {
    /// The window has sent the save that a [`PanelAction::Save`] asked for.
    pub fn save_sent(&mut self, revision: u64) {
        if let Some(waiting) = &mut self.flow.waiting {
            waiting.revision = Some(revision);
        }
    }

    /// Takes what the store tells. Whether the panel, being open, tells the pupil of it itself; what
    /// [`ProjectEvent::to_tell`] has is then told already.
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
                    // The window tells of saves that fail, whoever asked for them.
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

    /// The lists are not what the store has any more.
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

    /// Asks for lists that are seen and not what the store has any more, and for another project where none is open.
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

    /// Makes the version that is shown the present state, once what there is now is saved.
    pub(super) fn restore(&mut self, context: &ProjectsContext<'_>, preview: &Preview) {
        self.trouble = None;
        let restore =
            ProjectCommand::Restore { id: preview.project.clone(), version: preview.version.id.clone() };
        self.flow.after_save(context.current, vec![PanelAction::Send(Command::Project(restore))]);
    }
}
