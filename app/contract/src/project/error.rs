//! The closed set of what can go wrong with a project.
//!
//! A code's sentence and its advice stand in the Fluent files as `project-ID` and `project-ID.advice`.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal,)+) => {
        /// What went wrong, without words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum ProjectErrorCode { $($(#[doc = $doc])+ $variant,)+ }

        impl ProjectErrorCode {
            /// Every code, for tests that hold the Fluent files complete.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable id, as in `project-ID` of the Fluent files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

codes! {
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

impl ProjectErrorCode {
    /// The Fluent message of its sentence; `.advice` of it is what to do next.
    pub fn text_id(self) -> String {
        format!("project-{}", self.id())
    }
}

/// What went wrong: its code, and the values its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectError {
    /// What went wrong.
    pub code: ProjectErrorCode,
    /// Values for the sentence, by the names the code's documentation gives.
    pub args: Vec<(String, String)>,
}

impl ProjectError {
    /// An error with no values yet.
    pub fn new(code: ProjectErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` to the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The value `name`, if the error carries it.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// [`ProjectErrorCode::TooLarge`] about the project `name`.
    pub fn too_large(name: &str) -> Self {
        Self::new(ProjectErrorCode::TooLarge).with("name", name).with("max", super::MAX_PROJECT_BYTES >> 10)
    }
}

impl fmt::Display for ProjectError {
    /// For logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.id())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ProjectError {}
