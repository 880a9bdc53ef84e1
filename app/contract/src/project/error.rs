//! The closed set of errors about projects.
//!
//! The sentence and the advice of a code are in the Fluent files as `project-ID` and `project-ID.advice`.

use digilab_codes::{Coded, closed_set, serde_by_id};

/// Longest project in bytes, including the comment at its top.
pub const MAX_PROJECT_BYTES: u64 = 1 << 20;

closed_set! {
    /// Code of an error, without words.
    pub enum ProjectErrorCode {
        /// There is no space left where projects are kept. Args: `name`.
        DiskFull = "disk-full",
        /// The folder or the file is read-only. Args: `name`.
        ReadOnly = "read-only",
        /// The system denies access to the file. Args: `name`.
        NoPermission = "no-permission",
        /// The file does not exist (any more). Args: `name`.
        FileGone = "file-gone",
        /// The version is not in the history (any more). Args: `name`.
        VersionGone = "version-gone",
        /// The file does not hold text. Args: `name`.
        NotText = "not-text",
        /// The file is longer than a project may be. Args: `name`, `max` (KiB).
        TooLarge = "too-large",
        /// No part of the name can be used for a file. Args: `name`.
        NameUnusable = "name-unusable",
        /// Another project has the name. Args: `name`.
        NameTaken = "name-taken",
        /// The project was changed by somebody else, and both states were kept. Args: `name`, `copy`.
        ChangedElsewhere = "changed-elsewhere",
        /// A link with a program in it is damaged. No args.
        DamagedLink = "damaged-link",
        /// The settings could not be read, so the defaults are in use. Args: `file` (where the old ones are).
        SettingsDamaged = "settings-damaged",
        /// The browser stores nothing for this page, so everything lasts only as long as the page is open. No args.
        NotKept = "not-kept",
        /// A lesson pack could not be fetched from the web. Args: `address`, `reason` (a status, or a word for the
        /// obstacle: `network`, `https`, `URL`).
        PackNotFetched = "pack-not-fetched",
        /// The browser could not load or run the reader of lesson packs. No args.
        PackReaderFailed = "pack-reader-failed",
        /// The texts of a language cannot be loaded now, so the old language stays. No args.
        TextsNotLoaded = "texts-not-loaded",
        /// The disk failed in another way. Args: `name`, `reason` (the system's word for it).
        StoreFailed = "store-failed",
    }
}

serde_by_id!(ProjectErrorCode);

impl ProjectErrorCode {
    /// Returns the Fluent message of the sentence; its attribute `.advice` is the advice.
    pub fn text_id(self) -> String {
        format!("project-{}", self.id())
    }
}

/// An error: its code, and the values of its sentence.
pub type ProjectError = Coded<ProjectErrorCode>;

/// Returns [`ProjectErrorCode::TooLarge`] about the project `name`.
pub fn too_large(name: &str) -> ProjectError {
    ProjectError::new(ProjectErrorCode::TooLarge).with("name", name).with("max", MAX_PROJECT_BYTES >> 10)
}
