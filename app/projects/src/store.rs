//! The store of projects: a folder of `.rhai` files. On the desktop, people may open, copy and change them with
//! any other program too.
//!
//! At any moment each project is there as a whole, in its old or its new state: files are written next to their
//! places and then renamed. Before a file is replaced, it is compared with the content that this store last
//! read or wrote; if it was changed by somebody else, both states are kept. Next to the projects, `.history`
//! holds their older versions and `.trash` the deleted projects.
//!
//! Everything here blocks on the disk, so it belongs on a thread of its own.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use digilab_contract::project::name::{self, EXTENSION};
use digilab_contract::project::{
    Content, ExportTarget, FileSource, MAX_PROJECT_BYTES, Project, ProjectCommand, ProjectError,
    ProjectErrorCode, ProjectEvent, ProjectId, ProjectInfo, SaveKind, TrashId, VersionKind, header,
    too_large,
};

use crate::atomic;
use crate::disk::Disk;
use crate::errors::error_about;
use crate::history::History;
use crate::trash::Trash;

pub(crate) const HISTORY_FOLDER: &str = ".history";
const TRASH_FOLDER: &str = ".trash";
const LOCK_FILE: &str = ".lock";

/// The projects of one folder.
pub struct ProjectStore {
    disk: Box<dyn Disk>,
    folder: PathBuf,
    memory: Memory,
}

/// Record of the contents and ids that the window has seen.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Content of each project that this store last read or wrote: a file with this content may be replaced.
    known: BTreeMap<ProjectId, Vec<u8>>,
    /// New ids of projects that the window may still call by their old ones.
    moved: BTreeMap<ProjectId, ProjectId>,
}

/// Outcome of a save.
enum Written {
    /// Saved in its place.
    InPlace,
    /// Saved as another project, because this one was changed by somebody else.
    AsCopy(ProjectId),
}

impl ProjectStore {
    /// Opens the projects in `folder` of `disk`; the folder is created when it is needed.
    pub fn with_disk(folder: PathBuf, disk: Box<dyn Disk>) -> Self {
        Self { disk, folder, memory: Memory::default() }
    }

    /// Returns a copy of the store's state, to restore if the result of a command cannot be kept.
    pub fn memory(&self) -> Memory {
        self.memory.clone()
    }

    /// Restores an earlier state.
    pub fn go_back(&mut self, memory: Memory) {
        self.memory = memory;
    }

    /// Returns the present id of the project that the window calls `id`, and the path of its file.
    pub fn place(&self, id: &ProjectId) -> (ProjectId, PathBuf) {
        let id = self.memory.moved.get(id).unwrap_or(id);
        (id.clone(), self.path(id))
    }

    /// Handles a command of the window and returns its results.
    ///
    /// # Arguments
    /// - `now_s`: the time in Unix seconds.
    pub fn handle(&mut self, now_s: u64, command: ProjectCommand) -> Vec<ProjectEvent> {
        let (id, revision) = subject(&command);
        match self.perform(now_s, command) {
            Ok(events) => events,
            Err(error) => vec![ProjectEvent::Failed { id, revision, error }],
        }
    }

    fn perform(&mut self, now_s: u64, command: ProjectCommand) -> Result<Vec<ProjectEvent>, ProjectError> {
        let event = match command {
            ProjectCommand::List => ProjectEvent::List(self.list()?),
            ProjectCommand::Open(id) => ProjectEvent::Opened(self.open(now_s, id)?),
            ProjectCommand::Create { name, content } => {
                ProjectEvent::Opened(self.create(now_s, &name, content)?)
            }
            ProjectCommand::Save { id, revision, content, kind } => {
                self.save(now_s, id, revision, &content, kind)?
            }
            ProjectCommand::Rename { id, name } => self.rename(id, &name)?,
            ProjectCommand::Delete(id) => self.delete(now_s, id)?,
            ProjectCommand::ListTrash => {
                let trash = self.trash().list().map_err(|error| error_about(TRASH_FOLDER, &error))?;
                ProjectEvent::Trash(trash)
            }
            ProjectCommand::Undelete(id) => ProjectEvent::Opened(self.undelete(now_s, &id)?),
            ProjectCommand::Versions(id) => {
                let now_id = self.resolved(&id)?;
                let versions =
                    self.history(&now_id).list().map_err(|error| error_about(&now_id.0, &error))?;
                ProjectEvent::Versions { id: now_id, versions }
            }
            ProjectCommand::OpenVersion { id, version } => {
                let id = self.resolved(&id)?;
                let found = self.history(&id).get(&version);
                let (version, file) = found.map_err(|error| version_error(&id, &error))?;
                ProjectEvent::Version { id, version, content: header::parse(&file) }
            }
            ProjectCommand::Restore { id, version } => return self.restore(now_s, id, version),
            ProjectCommand::OpenFile(source) => ProjectEvent::Opened(self.open_file(now_s, source)?),
            ProjectCommand::Export { id, target } => self.export(id, target)?,
        };
        Ok(vec![event])
    }

    // Paths

    fn path(&self, id: &ProjectId) -> PathBuf {
        self.folder.join(format!("{}{EXTENSION}", id.0))
    }

    fn history(&self, id: &ProjectId) -> History<'_> {
        History::new(&*self.disk, self.history_folder(id))
    }

    fn history_folder(&self, id: &ProjectId) -> PathBuf {
        self.folder.join(HISTORY_FOLDER).join(&id.0)
    }

    fn trash(&self) -> Trash<'_> {
        Trash::new(&*self.disk, self.folder.join(TRASH_FOLDER))
    }

    /// Returns the present id of the project that the window calls `id`.
    fn resolved(&self, id: &ProjectId) -> Result<ProjectId, ProjectError> {
        let id = self.memory.moved.get(id).unwrap_or(id);
        // An id must be a plain file name in this folder, whatever its sender.
        let is_name = !id.0.is_empty() && !id.0.starts_with('.') && !id.0.contains(['/', '\\', '\0']);
        if is_name { Ok(id.clone()) } else { Err(about(ProjectErrorCode::NameUnusable, &id.0)) }
    }

    /// Records that the project which the window calls `from` is now `to`.
    fn moves(&mut self, from: &ProjectId, to: &ProjectId) {
        for target in self.memory.moved.values_mut().filter(|target| *target == from) {
            *target = to.clone();
        }
        self.memory.moved.insert(from.clone(), to.clone());
        self.memory.moved.remove(to);
    }

    /// Records the content of a project. Its id is no longer an old name of another one.
    fn knows(&mut self, id: &ProjectId, bytes: Vec<u8>) {
        self.memory.moved.remove(id);
        self.memory.known.insert(id.clone(), bytes);
    }

    /// Creates the folder and locks it against other labs until the lock is dropped.
    fn lock(&self, name: &str) -> Result<Option<Box<dyn Any>>, ProjectError> {
        let history = self.folder.join(HISTORY_FOLDER);
        self.disk.make_folder(&history).map_err(|error| error_about(name, &error))?;
        let lock = self.disk.lock(&history.join(LOCK_FILE));
        if lock.is_some() {
            atomic::tidy(&*self.disk, &self.folder);
        }
        Ok(lock)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let entries = match self.disk.list(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            entries => entries?,
        };
        Ok(entries.into_iter().filter_map(|entry| stem(&entry.name).map(str::to_owned)).collect())
    }

    /// Returns a free name like `name`.
    fn free_id(&self, name: &str) -> Result<ProjectId, ProjectError> {
        let taken = self.names().map_err(|error| error_about(name, &error))?;
        let is_taken = |name: &str| {
            let is_there = || self.disk.entry(&self.path(&ProjectId(name.to_owned()))).is_ok();
            taken.iter().any(|taken| name::same(taken, name)) || is_there()
        };
        Ok(ProjectId(name::free(name, is_taken)))
    }

    // Reading

    fn list(&self) -> Result<Vec<ProjectInfo>, ProjectError> {
        let entries = match self.disk.list(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            entries => entries.map_err(|error| error_about(&self.folder.display().to_string(), &error))?,
        };
        let files = entries.iter().filter(|entry| !entry.is_folder);
        let mut projects: Vec<ProjectInfo> = files
            .filter_map(|entry| Some((stem(&entry.name)?, entry.changed_s)))
            .map(|(stem, changed_s)| info(&ProjectId(stem.to_owned()), changed_s))
            .collect();
        projects.sort_by(|one, other| (other.changed_s, &one.name).cmp(&(one.changed_s, &other.name)));
        Ok(projects)
    }

    fn info(&self, now_s: u64, id: &ProjectId) -> ProjectInfo {
        let changed_s = self.disk.entry(&self.path(id)).map_or(now_s, |entry| entry.changed_s);
        info(id, changed_s)
    }

    /// Reads the file of a project.
    fn read(&self, id: &ProjectId) -> Result<Vec<u8>, ProjectError> {
        let bytes = self.disk.read(&self.path(id), MAX_PROJECT_BYTES);
        let bytes = bytes.map_err(|error| error_about(&id.0, &error))?;
        if bytes.len() as u64 > MAX_PROJECT_BYTES { Err(too_large(&id.0)) } else { Ok(bytes) }
    }

    /// Returns the project with the content of its file.
    fn project(&self, now_s: u64, id: &ProjectId, bytes: &[u8]) -> Result<Project, ProjectError> {
        let text = std::str::from_utf8(bytes).map_err(|_| about(ProjectErrorCode::NotText, &id.0))?;
        Ok(Project { info: self.info(now_s, id), content: header::parse(text) })
    }

    fn open(&mut self, now_s: u64, id: ProjectId) -> Result<Project, ProjectError> {
        // An old id means the project that has this name now, or else the renamed one.
        let is_there = self.resolved(&id).is_ok() && self.disk.entry(&self.path(&id)).is_ok();
        let id = if is_there { id } else { self.resolved(&id)? };
        let bytes = self.read(&id)?;
        let project = self.project(now_s, &id, &bytes)?;
        // The file may have been changed outside; a read-only folder opens all the same.
        if let Ok(lock) = self.lock(&id.0) {
            self.keep(now_s, &id, &bytes, VersionKind::Opened, lock.is_some()).unwrap_or_default();
        }
        self.knows(&id, bytes);
        Ok(project)
    }

    // Writing

    /// Keeps a version in the history and removes those that are too old.
    fn keep(
        &self,
        now_s: u64,
        id: &ProjectId,
        bytes: &[u8],
        kind: VersionKind,
        is_locked: bool,
    ) -> io::Result<()> {
        let history = self.history(id);
        if is_locked {
            history.tidy();
        }
        history.add(now_s, bytes, kind)?;
        history.prune(now_s);
        Ok(())
    }

    fn create(&mut self, now_s: u64, name: &str, content: Content) -> Result<Project, ProjectError> {
        let bytes = header::write(&content).into_bytes();
        let usable = name::usable(name).ok_or_else(|| about(ProjectErrorCode::NameUnusable, name))?;
        if bytes.len() as u64 > MAX_PROJECT_BYTES {
            return Err(too_large(&usable));
        }
        let lock = self.lock(&usable)?;
        let id = self.put_new(now_s, &usable, bytes, VersionKind::Opened, lock.is_some())?;
        Ok(Project { info: self.info(now_s, &id), content })
    }

    /// Creates a project under a free name.
    fn put_new(
        &mut self,
        now_s: u64,
        name: &str,
        bytes: Vec<u8>,
        kind: VersionKind,
        is_locked: bool,
    ) -> Result<ProjectId, ProjectError> {
        let id = self.free_id(name)?;
        atomic::write(&*self.disk, &self.path(&id), &bytes).map_err(|error| error_about(&id.0, &error))?;
        // The project itself is saved; a missing version is no reason to report a failure.
        self.keep(now_s, &id, &bytes, kind, is_locked).unwrap_or_default();
        self.knows(&id, bytes);
        Ok(id)
    }

    fn save(
        &mut self,
        now_s: u64,
        id: ProjectId,
        revision: u64,
        content: &Content,
        kind: SaveKind,
    ) -> Result<ProjectEvent, ProjectError> {
        let id = self.resolved(&id)?;
        let bytes = header::write(content).into_bytes();
        if bytes.len() as u64 > MAX_PROJECT_BYTES {
            return Err(too_large(&id.0));
        }
        let lock = self.lock(&id.0)?;
        match self.write(now_s, &id, bytes, kind.into(), lock.is_some())? {
            Written::InPlace => Ok(ProjectEvent::Saved { info: self.info(now_s, &id), revision }),
            Written::AsCopy(copy) => {
                let copy = self.info(now_s, &copy);
                Ok(ProjectEvent::KeptBoth { id, copy, revision: Some(revision) })
            }
        }
    }

    /// Writes `bytes` in the project's place if the file has the content that this store knows; else as another
    /// project.
    fn write(
        &mut self,
        now_s: u64,
        id: &ProjectId,
        bytes: Vec<u8>,
        kind: VersionKind,
        is_locked: bool,
    ) -> Result<Written, ProjectError> {
        let path = self.path(id);
        let there = match self.disk.read(&path, MAX_PROJECT_BYTES) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            there => Some(there.map_err(|error| error_about(&id.0, &error))?),
        };
        if there.as_ref() != Some(&bytes) {
            if there.is_some() && there.as_ref() != self.memory.known.get(id) {
                let copy = self.put_new(now_s, &id.0, bytes, kind, is_locked)?;
                self.memory.known.remove(id);
                self.moves(id, &copy);
                return Ok(Written::AsCopy(copy));
            }
            let kept = there.map(|there| self.keep(now_s, id, &there, VersionKind::Opened, is_locked));
            // The text that the pupil types matters more than one version of it; but a restored version is not typed.
            if let (Some(Err(error)), VersionKind::Restored) = (kept, kind) {
                return Err(error_about(&id.0, &error));
            }
            atomic::write(&*self.disk, &path, &bytes).map_err(|error| error_about(&id.0, &error))?;
        }
        self.keep(now_s, id, &bytes, kind, is_locked).unwrap_or_default();
        self.knows(id, bytes);
        Ok(Written::InPlace)
    }

    fn restore(
        &mut self,
        now_s: u64,
        id: ProjectId,
        version: String,
    ) -> Result<Vec<ProjectEvent>, ProjectError> {
        let id = self.resolved(&id)?;
        let lock = self.lock(&id.0)?;
        let (_, file) = self.history(&id).get(&version).map_err(|error| version_error(&id, &error))?;
        let bytes = file.into_bytes();
        let written = self.write(now_s, &id, bytes.clone(), VersionKind::Restored, lock.is_some())?;
        let mut events = Vec::new();
        let place = match written {
            Written::InPlace => id,
            Written::AsCopy(copy_id) => {
                let copy = self.info(now_s, &copy_id);
                events.push(ProjectEvent::KeptBoth { id, copy, revision: None });
                copy_id
            }
        };
        events.push(ProjectEvent::Restored { project: self.project(now_s, &place, &bytes)?, version });
        Ok(events)
    }

    // Renaming and deleting

    fn rename(&mut self, id: ProjectId, name: &str) -> Result<ProjectEvent, ProjectError> {
        let old = self.resolved(&id)?;
        let new = name::usable(name).ok_or_else(|| about(ProjectErrorCode::NameUnusable, name))?;
        let lock = self.lock(&old.0)?;
        let entry = self.disk.entry(&self.path(&old)).map_err(|error| error_about(&old.0, &error))?;
        let new = ProjectId(new);
        let info = info(&new, entry.changed_s);
        if new == old {
            return Ok(ProjectEvent::Renamed { from: id, info });
        }
        let names = self.names().map_err(|error| error_about(&old.0, &error))?;
        let is_listed = names.iter().any(|other| *other != old.0 && name::same(other, &new.0));
        let is_there = !name::same(&old.0, &new.0) && self.disk.entry(&self.path(&new)).is_ok();
        if is_listed || is_there {
            return Err(about(ProjectErrorCode::NameTaken, &new.0));
        }
        let renamed = self.disk.rename(&self.path(&old), &self.path(&new));
        renamed.map_err(|error| error_about(&old.0, &error))?;
        self.disk.sync_folder(&self.folder);
        // A history that stays behind is not lost: it comes back with the old name.
        self.history(&old).move_to(&self.history_folder(&new)).unwrap_or_default();
        drop(lock);
        if let Some(bytes) = self.memory.known.remove(&old) {
            self.memory.known.insert(new.clone(), bytes);
        }
        self.moves(&old, &new);
        Ok(ProjectEvent::Renamed { from: id, info })
    }

    fn delete(&mut self, now_s: u64, id: ProjectId) -> Result<ProjectEvent, ProjectError> {
        let now_id = self.resolved(&id)?;
        let lock = self.lock(&now_id.0)?;
        let path = self.path(&now_id);
        self.disk.entry(&path).map_err(|error| error_about(&now_id.0, &error))?;
        let put = self.trash().put(now_s, &now_id.0, &path, &self.history(&now_id));
        let trash = put.map_err(|error| error_about(&now_id.0, &error))?;
        self.trash().prune(now_s);
        drop(lock);
        self.memory.known.remove(&now_id);
        self.memory.moved.retain(|_, to| *to != now_id);
        Ok(ProjectEvent::Deleted { id, trash })
    }

    fn undelete(&mut self, now_s: u64, trash_id: &TrashId) -> Result<Project, ProjectError> {
        let lock = self.lock(&trash_id.0)?;
        let found = self.trash().list().map_err(|error| error_about(&trash_id.0, &error))?;
        let info = found.into_iter().find(|info| info.id == *trash_id);
        let info = info.ok_or_else(|| about(ProjectErrorCode::FileGone, &trash_id.0))?;
        let id = self.free_id(&info.name)?;
        let taken = self.trash().take(&info, &self.path(&id), &self.history_folder(&id));
        taken.map_err(|error| error_about(&info.name, &error))?;
        self.disk.sync_folder(&self.folder);
        // Opening takes the lock itself.
        drop(lock);
        self.memory.moved.remove(&id);
        self.open(now_s, id)
    }

    fn open_file(&mut self, now_s: u64, source: FileSource) -> Result<Project, ProjectError> {
        let (file_name, bytes) = match source {
            FileSource::Bytes { name, bytes } => (name, bytes),
            FileSource::Path(path) => {
                let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if path.parent() == Some(&self.folder)
                    && let Some(stem) = stem(&file_name)
                {
                    return self.open(now_s, ProjectId(stem.to_owned()));
                }
                let bytes = self.disk.read(&path, MAX_PROJECT_BYTES);
                (file_name.clone(), bytes.map_err(|error| error_about(&file_name, &error))?)
            }
        };
        if bytes.len() as u64 > MAX_PROJECT_BYTES {
            return Err(too_large(&file_name));
        }
        // Pictures and other binary files have zero bytes; programs have none.
        let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let text = text.ok_or_else(|| about(ProjectErrorCode::NotText, &file_name))?;
        let stem = Path::new(&file_name).file_stem().unwrap_or_default().to_string_lossy();
        let content = header::parse(&text);
        // A file that was imported before is not imported again.
        if let Some(id) = self.same_project(&stem, &content)? {
            return self.open(now_s, id);
        }
        self.create(now_s, &stem, content)
    }

    /// Returns the project of this name if it has exactly this content.
    fn same_project(&self, name: &str, content: &Content) -> Result<Option<ProjectId>, ProjectError> {
        let Some(usable) = name::usable(name) else { return Ok(None) };
        let mut names = self.names().map_err(|error| error_about(name, &error))?;
        // Names that differ only in case may both exist; the order of the list depends on the disk.
        names.sort_unstable();
        let mut named_so = names.into_iter().filter(|other| name::same(other, &usable)).map(ProjectId);
        let id = named_so.find(|id| {
            let text = self.read(id).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            text.is_some_and(|text| header::parse(&text) == *content)
        });
        Ok(id)
    }

    fn export(&self, id: ProjectId, target: ExportTarget) -> Result<ProjectEvent, ProjectError> {
        let id = self.resolved(&id)?;
        let bytes = self.read(&id)?;
        let ExportTarget::Path(path) = target else {
            let file_name = format!("{}{EXTENSION}", id.0);
            return Ok(ProjectEvent::Exported { id, file_name, bytes: Some(bytes) });
        };
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_ours = path.parent() == Some(&self.folder);
        if is_ours && path != self.path(&id) && self.disk.entry(&path).is_ok() {
            // The dialog has asked about replacing a file, but not about replacing a project with a history.
            return Err(about(ProjectErrorCode::NameTaken, stem(&file_name).unwrap_or(&file_name)));
        }
        let written = atomic::write(&*self.disk, &path, &bytes);
        written.map_err(|error| error_about(&file_name, &error))?;
        Ok(ProjectEvent::Exported { id, file_name, bytes: None })
    }
}

/// Returns the project that a command is about, and the revision of a save.
pub fn subject(command: &ProjectCommand) -> (Option<ProjectId>, Option<u64>) {
    match command {
        ProjectCommand::Save { id, revision, .. } => (Some(id.clone()), Some(*revision)),
        ProjectCommand::Open(id)
        | ProjectCommand::Delete(id)
        | ProjectCommand::Versions(id)
        | ProjectCommand::Rename { id, .. }
        | ProjectCommand::OpenVersion { id, .. }
        | ProjectCommand::Restore { id, .. }
        | ProjectCommand::Export { id, .. } => (Some(id.clone()), None),
        ProjectCommand::List
        | ProjectCommand::Create { .. }
        | ProjectCommand::ListTrash
        | ProjectCommand::Undelete(_)
        | ProjectCommand::OpenFile(_) => (None, None),
    }
}

fn info(id: &ProjectId, changed_s: u64) -> ProjectInfo {
    ProjectInfo { id: id.clone(), name: id.0.clone(), changed_s }
}

fn about(code: ProjectErrorCode, name: &str) -> ProjectError {
    ProjectError::new(code).with("name", name)
}

fn version_error(id: &ProjectId, error: &io::Error) -> ProjectError {
    match error.kind() {
        ErrorKind::NotFound => about(ProjectErrorCode::VersionGone, &id.0),
        _ => error_about(&id.0, error),
    }
}

/// Returns the id of the project whose file has this name.
fn stem(file_name: &str) -> Option<&str> {
    file_name.strip_suffix(EXTENSION).filter(|stem| !stem.is_empty() && !stem.starts_with('.'))
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
