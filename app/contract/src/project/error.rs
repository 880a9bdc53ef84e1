//! The closed set of what can go wrong with a project.
//!
//! A code's sentence and its advice stand in the Fluent files as `project-ID` and `project-ID.advice`.

use digilab_codes::{Coded, closed_set, serde_by_id};

closed_set! {
    /// What went wrong, without words.
    pub enum ProjectErrorCode {
        /// No room is left where projects are kept. Args: `name`.
        DiskFull = "disk-full",
        /// The folder or the file can only be read. Args: `name`.
        ReadOnly = "read-only",
        /// The system does not let the lab at the file. Args: `name`.
        NoPermission = "no-permission",
        /// The file is not there (any more). Args: `name`.
        FileGone = "file-gone",
        /// The version is not in the history (any more). Args: `name`.
        VersionGone = "version-gone",
        /// What is in the file is no text. Args: `name`.
        NotText = "not-text",
        /// It is longer than a project may be. Args: `name`, `max` (KiB).
        TooLarge = "too-large",
        /// Nothing of the name can be a file's name. Args: `name`.
        NameUnusable = "name-unusable",
        /// Another project has the name. Args: `name`.
        NameTaken = "name-taken",
        /// Somebody else changed the project, and both states were kept. Args: `name`, `copy`.
        ChangedElsewhere = "changed-elsewhere",
        /// A link with a program in it is damaged. No args.
        DamagedLink = "damaged-link",
        /// The settings could not be read, so the usual ones are in use. Args: `file` (where the old ones are).
        SettingsDamaged = "settings-damaged",
        /// The browser keeps nothing for this page, so all lasts as long as the page is open. No args.
        NotKept = "not-kept",
        /// A lesson pack cannot be had from where it is on the web. Args: `address`, `reason` (a status, or a word for
        /// what kept it: `network`, `https`, `URL`).
        PackNotFetched = "pack-not-fetched",
        /// The browser could not load or run what reads lesson packs. No args.
        PackReaderFailed = "pack-reader-failed",
        /// The texts of a language cannot be loaded now, so the old language stays. No args.
        TextsNotLoaded = "texts-not-loaded",
        /// The disk failed in another way. Args: `name`, `reason` (the system's word for it).
        StoreFailed = "store-failed",
    }
}

serde_by_id!(ProjectErrorCode);

impl ProjectErrorCode {
    /// The Fluent message of its sentence; `.advice` of it is what to do next.
    pub fn text_id(self) -> String {
        format!("project-{}", self.id())
    }
}

/// What went wrong: its code, and the values its sentence mentions.
pub type ProjectError = Coded<ProjectErrorCode>;

/// [`ProjectErrorCode::TooLarge`] about the project `name`.
pub fn too_large(name: &str) -> ProjectError {
    ProjectError::new(ProjectErrorCode::TooLarge)
        .with("name", name)
        .with("max", super::MAX_PROJECT_BYTES >> 10)
}
