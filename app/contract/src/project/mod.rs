//! A pupil's projects: what the window asks of the store that keeps them, and what it hears.
//!
//! A project is one readable `.rhai` file: the program, with what belongs to it (boards, parts on pins, seed) in
//! a comment at its top. The window sends a [`ProjectCommand`] and draws what the [`ProjectEvent`]s tell; it
//! reads and writes nothing itself.

pub mod error;
pub mod header;
pub mod history;
pub mod name;
pub mod share;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use error::{ProjectError, ProjectErrorCode, too_large};
pub use header::ProjectSettings;

/// The longest project in bytes, its comment at the top included.
pub const MAX_PROJECT_BYTES: u64 = 1 << 20;

/// Which project: on the desktop the file's name without `.rhai`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectId(pub String);

/// What a list of projects shows of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectInfo {
    /// Which.
    pub id: ProjectId,
    /// What the pupil calls it.
    pub name: String,
    /// When it was changed last, in Unix seconds.
    pub changed_s: u64,
}

/// What a project holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What belongs to the program: boards, parts, seed.
    pub settings: ProjectSettings,
    /// The program.
    pub text: String,
}

/// A project that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Which, and when it was changed last.
    pub info: ProjectInfo,
    /// What it holds.
    pub content: Content,
}

/// Why the window saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveKind {
    /// The pupil has typed for some seconds.
    Typing,
    /// The program is about to run.
    Run,
}

/// How a version of a project came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionKind {
    /// It was run.
    Run,
    /// It was saved while the pupil typed.
    Typing,
    /// An older version was taken back.
    Restored,
    /// It was found so: made, brought in, or changed outside the lab.
    Opened,
}

impl VersionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Run, Self::Typing, Self::Restored, Self::Opened];

    /// The id used in file names, and in the Fluent message `project-version-ID`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Typing => "typing",
            Self::Restored => "restored",
            Self::Opened => "opened",
        }
    }

    /// The kind with this id.
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

/// A version of a project, as its history lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionInfo {
    /// Which: unique within the project.
    pub id: String,
    /// When it was saved, in Unix seconds.
    pub saved_s: u64,
    /// How many lines the program had.
    pub lines: usize,
    /// How it came to be.
    pub kind: VersionKind,
}

/// Which deleted project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrashId(pub String);

/// A deleted project that can be had back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashInfo {
    /// Which.
    pub id: TrashId,
    /// What the pupil called it.
    pub name: String,
    /// When it was deleted, in Unix seconds.
    pub deleted_s: u64,
}

/// A file that a pupil brings from elsewhere: chosen in a dialog, or dropped on the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSource {
    /// On the desktop, where it is.
    Path(PathBuf),
    /// In a browser, what it holds.
    Bytes {
        /// Its name, with or without `.rhai`.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// Where a project goes that a pupil takes elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportTarget {
    /// To a file, in place of what is there: the dialog that chose the path has asked.
    Path(PathBuf),
    /// Into [`ProjectEvent::Exported`], for a browser to offer as a download.
    Bytes,
}

/// What the window asks of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectCommand {
    /// All projects; answered with [`ProjectEvent::List`].
    List,
    /// Opens one; answered with [`ProjectEvent::Opened`].
    Open(ProjectId),
    /// Makes one. Where the name is taken it becomes "NAME (2)". Answered with [`ProjectEvent::Opened`].
    Create {
        /// What the pupil calls it.
        name: String,
        /// What it begins with.
        content: Content,
    },
    /// Saves an open one; answered with [`ProjectEvent::Saved`], or [`ProjectEvent::KeptBoth`] where somebody
    /// else has changed it.
    Save {
        /// Which.
        id: ProjectId,
        /// Tells which state of the text the answer is about.
        revision: u64,
        /// All of it.
        content: Content,
        /// Why.
        kind: SaveKind,
    },
    /// Gives one another name; answered with [`ProjectEvent::Renamed`].
    Rename {
        /// Which.
        id: ProjectId,
        /// The new name.
        name: String,
    },
    /// Puts one into the trash, from where it can be had back for [`history::TRASH_S`]; answered with
    /// [`ProjectEvent::Deleted`].
    Delete(ProjectId),
    /// What is in the trash; answered with [`ProjectEvent::Trash`].
    ListTrash,
    /// Takes one out of the trash; answered with [`ProjectEvent::Opened`].
    Undelete(TrashId),
    /// The history of one, newest first; answered with [`ProjectEvent::Versions`].
    Versions(ProjectId),
    /// Shows a version without changing anything; answered with [`ProjectEvent::Version`].
    OpenVersion {
        /// Which project.
        id: ProjectId,
        /// Which version.
        version: String,
    },
    /// Makes a version the present state; what is there now goes into the history. Answered with
    /// [`ProjectEvent::Restored`]. What is not saved yet must be saved first.
    Restore {
        /// Which project.
        id: ProjectId,
        /// Which version.
        version: String,
    },
    /// Brings a file in as a project of its own; the file stays as it is. Answered with
    /// [`ProjectEvent::Opened`].
    OpenFile(FileSource),
    /// Takes a copy elsewhere; answered with [`ProjectEvent::Exported`].
    Export {
        /// Which.
        id: ProjectId,
        /// Where to.
        target: ExportTarget,
    },
}

/// What the store tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectEvent {
    /// All projects, the one changed last first.
    List(Vec<ProjectInfo>),
    /// A project is open.
    Opened(Project),
    /// This state of the text cannot be lost any more.
    Saved {
        /// Which project. Its id is another than the one saved to if it was renamed meanwhile.
        info: ProjectInfo,
        /// The revision saved.
        revision: u64,
    },
    /// Somebody else has changed the project, so the pupil's state was saved as another one, which is the one to
    /// go on with. The sentence for it is that of [`ProjectErrorCode::ChangedElsewhere`].
    KeptBoth {
        /// The project that somebody else changed.
        id: ProjectId,
        /// The project with the pupil's state.
        copy: ProjectInfo,
        /// The revision saved, if it was one that the window asked to save.
        revision: Option<u64>,
    },
    /// A project has another name, and with it another id.
    Renamed {
        /// The id it had.
        from: ProjectId,
        /// What it is called now.
        info: ProjectInfo,
    },
    /// A project is in the trash.
    Deleted {
        /// The id it had.
        id: ProjectId,
        /// What takes it back out.
        trash: TrashId,
    },
    /// What is in the trash, the one deleted last first.
    Trash(Vec<TrashInfo>),
    /// A project's history, newest first.
    Versions {
        /// Which project.
        id: ProjectId,
        /// Its versions.
        versions: Vec<VersionInfo>,
    },
    /// What a version holds.
    Version {
        /// Which project.
        id: ProjectId,
        /// Which version.
        version: VersionInfo,
        /// What it holds.
        content: Content,
    },
    /// A version is the present state.
    Restored {
        /// The project as it is now.
        project: Project,
        /// The version it was taken from.
        version: String,
    },
    /// A copy is where it was wanted.
    Exported {
        /// Which project.
        id: ProjectId,
        /// The name of the file.
        file_name: String,
        /// What it holds, for [`ExportTarget::Bytes`].
        bytes: Option<Vec<u8>>,
    },
    /// A command could not be done, and has changed nothing.
    Failed {
        /// The project it was about.
        id: Option<ProjectId>,
        /// The revision that is not saved, if it was a [`ProjectCommand::Save`].
        revision: Option<u64>,
        /// Why.
        error: ProjectError,
    },
}

impl ProjectEvent {
    /// What there is to tell the pupil, if anything is: of a failure, and of two states kept side by side.
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
