//! Projects of the pupil: the window's commands to the store that keeps them, and the store's events.
//!
//! A project is one readable `.rhai` file: the program, with its settings (boards, parts on pins, seed) in a comment
//! at its top. The window sends a [`ProjectCommand`] and draws the [`ProjectEvent`]s; it reads and writes nothing
//! itself. The store is the crate `digilab_projects`, over the desktop's file system or a browser's database.

pub mod error;
pub mod header;
pub mod history;
pub mod name;
pub mod share;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use error::{MAX_PROJECT_BYTES, ProjectError, ProjectErrorCode, too_large};
pub use header::{Content, ProjectSettings};

/// Id of a project: on the desktop the file's name without `.rhai`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectId(pub String);

/// A project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectInfo {
    /// Id of the project.
    pub id: ProjectId,
    /// Name given by the pupil.
    pub name: String,
    /// Time of the last change, in Unix seconds.
    pub changed_s: u64,
}

/// A project that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Id, name, and time of the last change.
    pub info: ProjectInfo,
    /// Content of the project.
    pub content: Content,
}

/// Reason for a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveKind {
    /// The pupil has been typing for some seconds.
    Typing,
    /// The program is about to run.
    Run,
}

/// Origin of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionKind {
    /// It was run.
    Run,
    /// It was saved while the pupil typed.
    Typing,
    /// An older version was restored.
    Restored,
    /// It was found so: created, imported, or changed outside the lab.
    Opened,
}

impl VersionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Run, Self::Typing, Self::Restored, Self::Opened];

    /// Returns the id used in file names, and in the Fluent message `project-version-ID`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Typing => "typing",
            Self::Restored => "restored",
            Self::Opened => "opened",
        }
    }

    /// Returns the kind with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id)
    }
}

impl From<SaveKind> for VersionKind {
    fn from(kind: SaveKind) -> Self {
        match kind {
            SaveKind::Typing => Self::Typing,
            SaveKind::Run => Self::Run,
        }
    }
}

/// A version in the history of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionInfo {
    /// Id, unique within the project.
    pub id: String,
    /// Time of saving, in Unix seconds.
    pub saved_s: u64,
    /// Number of lines of the program.
    pub lines: usize,
    /// Origin of the version.
    pub kind: VersionKind,
}

/// Id of a deleted project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrashId(pub String);

/// A deleted project that can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashInfo {
    /// Id in the trash.
    pub id: TrashId,
    /// Name given by the pupil.
    pub name: String,
    /// Time of deletion, in Unix seconds.
    pub deleted_s: u64,
}

/// A file to import: chosen in a dialog, or dropped on the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSource {
    /// Path, on the desktop.
    Path(PathBuf),
    /// Content, in a browser.
    Bytes {
        /// Name with or without `.rhai`.
        name: String,
        /// Content of the file.
        bytes: Vec<u8>,
    },
}

/// Target of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportTarget {
    /// File that is replaced if it exists: the dialog that chose the path has asked.
    Path(PathBuf),
    /// Returned in [`ProjectEvent::Exported`], for a browser to offer as a download.
    Bytes,
}

/// Commands of the window to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectCommand {
    /// Lists the projects; answered with [`ProjectEvent::List`].
    List,
    /// Opens a project; answered with [`ProjectEvent::Opened`].
    Open(ProjectId),
    /// Creates a project. If the name is taken it becomes "NAME (2)". Answered with [`ProjectEvent::Opened`].
    Create {
        /// Name given by the pupil.
        name: String,
        /// Initial content.
        content: Content,
    },
    /// Saves an open project; answered with [`ProjectEvent::Saved`], or with [`ProjectEvent::KeptBoth`] if it
    /// was changed by somebody else.
    Save {
        /// Id of the project.
        id: ProjectId,
        /// Revision of the text, repeated in the answer.
        revision: u64,
        /// Content to save.
        content: Content,
        /// Reason for the save.
        kind: SaveKind,
    },
    /// Renames a project; answered with [`ProjectEvent::Renamed`].
    Rename {
        /// Id of the project.
        id: ProjectId,
        /// New name.
        name: String,
    },
    /// Moves a project to the trash, from where it can be restored for [`history::TRASH_S`]; answered with
    /// [`ProjectEvent::Deleted`].
    Delete(ProjectId),
    /// Lists the trash; answered with [`ProjectEvent::Trash`].
    ListTrash,
    /// Restores a project from the trash; answered with [`ProjectEvent::Opened`].
    Undelete(TrashId),
    /// Lists the versions of a project, newest first; answered with [`ProjectEvent::Versions`].
    Versions(ProjectId),
    /// Reads a version without changing anything; answered with [`ProjectEvent::Version`].
    OpenVersion {
        /// Id of the project.
        id: ProjectId,
        /// Id of the version.
        version: String,
    },
    /// Restores a version; the present content goes into the history. Unsaved changes must be saved first.
    /// Answered with [`ProjectEvent::Restored`].
    Restore {
        /// Id of the project.
        id: ProjectId,
        /// Id of the version.
        version: String,
    },
    /// Imports a file as a project of its own; the file stays as it is. Answered with [`ProjectEvent::Opened`].
    OpenFile(FileSource),
    /// Exports a copy; answered with [`ProjectEvent::Exported`].
    Export {
        /// Id of the project.
        id: ProjectId,
        /// Target of the copy.
        target: ExportTarget,
    },
}

/// Events of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectEvent {
    /// All projects, the last changed first.
    List(Vec<ProjectInfo>),
    /// A project is open.
    Opened(Project),
    /// A revision of the text is safely stored.
    Saved {
        /// The project. Its id differs from the one in the command if it was renamed meanwhile.
        info: ProjectInfo,
        /// Revision that was saved.
        revision: u64,
    },
    /// The project was changed by somebody else, so the pupil's text was saved as another project, which is now
    /// the open one. The sentence for it is that of [`ProjectErrorCode::ChangedElsewhere`].
    KeptBoth {
        /// Project that was changed by somebody else.
        id: ProjectId,
        /// Project with the pupil's text.
        copy: ProjectInfo,
        /// Revision that was saved, if the command was a save.
        revision: Option<u64>,
    },
    /// A project has a new name, and with it a new id.
    Renamed {
        /// Old id.
        from: ProjectId,
        /// The project under its new name.
        info: ProjectInfo,
    },
    /// A project was moved to the trash.
    Deleted {
        /// Old id.
        id: ProjectId,
        /// Id in the trash.
        trash: TrashId,
    },
    /// The trash, the last deleted first.
    Trash(Vec<TrashInfo>),
    /// Versions of a project, newest first.
    Versions {
        /// Id of the project.
        id: ProjectId,
        /// Versions of the project.
        versions: Vec<VersionInfo>,
    },
    /// Content of a version.
    Version {
        /// Id of the project.
        id: ProjectId,
        /// The version.
        version: VersionInfo,
        /// Content of the version.
        content: Content,
    },
    /// A version was restored.
    Restored {
        /// The project with its new content.
        project: Project,
        /// Id of the version that was restored.
        version: String,
    },
    /// A copy was exported.
    Exported {
        /// Id of the project.
        id: ProjectId,
        /// Name of the file.
        file_name: String,
        /// Content of the file, for [`ExportTarget::Bytes`].
        bytes: Option<Vec<u8>>,
    },
    /// A command failed and has changed nothing.
    Failed {
        /// Project that the command was about.
        id: Option<ProjectId>,
        /// Revision that was not saved, if the command was a [`ProjectCommand::Save`].
        revision: Option<u64>,
        /// Reason.
        error: ProjectError,
    },
}

impl ProjectEvent {
    /// Returns the message for the pupil, if the event needs one: a failure, or two states that were both kept.
    pub fn to_tell(&self) -> Option<ProjectError> {
        match self {
            Self::Failed { error, .. } => Some(error.clone()),
            Self::KeptBoth { id, copy, .. } => Some(
                ProjectError::new(ProjectErrorCode::ChangedElsewhere)
                    .with("name", &id.0)
                    .with("copy", &copy.name),
            ),
            _ => None,
        }
    }
}
