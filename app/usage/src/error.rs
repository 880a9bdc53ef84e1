//! What can go wrong with the log. None of it stops the lab.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What went wrong, without words: the sentence is `usage-ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UsageErrorCode {
    /// The file was no log any more; it is kept beside the new one. Args: `file`, where it is now.
    Damaged,
    /// There is no room on the disk.
    DiskFull,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// A newer program made the log.
    Newer,
    /// Another program holds the log for too long.
    Busy,
    /// A line of a file is no line of a log. Args: `line`.
    WrongLine,
    /// A file cannot be read.
    Unreadable,
    /// What was chosen about the log cannot be kept.
    NotKept,
    /// The settings make no sense, so nothing is written down. Args: `file`.
    SettingsWrong,
    /// Nothing is written down here, so that nothing can be counted.
    Off,
    /// The address of the city's store is none that may be sent to. Args: `address`.
    Address,
    /// The database says something else. Args: `reason`, for its makers.
    Failed,
}

impl UsageErrorCode {
    /// Every code, for tests that hold the texts to them.
    pub const ALL: [Self; 12] = [
        Self::Damaged,
        Self::DiskFull,
        Self::ReadOnly,
        Self::Newer,
        Self::Busy,
        Self::WrongLine,
        Self::Unreadable,
        Self::NotKept,
        Self::SettingsWrong,
        Self::Off,
        Self::Address,
        Self::Failed,
    ];

    /// The id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::DiskFull => "disk-full",
            Self::ReadOnly => "read-only",
            Self::Newer => "newer",
            Self::Busy => "busy",
            Self::WrongLine => "wrong-line",
            Self::Unreadable => "unreadable",
            Self::NotKept => "not-kept",
            Self::SettingsWrong => "settings-wrong",
            Self::Off => "off",
            Self::Address => "address",
            Self::Failed => "failed",
        }
    }
}

/// What went wrong, with the values that its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageError {
    /// What.
    pub code: UsageErrorCode,
    /// The value that the code's documentation names; empty where it names none.
    pub value: String,
}

impl UsageError {
    /// An error without a value.
    pub fn new(code: UsageErrorCode) -> Self {
        Self { code, value: String::new() }
    }

    /// An error with its value.
    pub fn with(code: UsageErrorCode, value: impl fmt::Display) -> Self {
        Self { code, value: value.to_string() }
    }
}

impl fmt::Display for UsageError {
    /// For logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.id(), self.value)
    }
}

impl std::error::Error for UsageError {}

#[cfg(feature = "store")]
impl From<rusqlite::Error> for UsageError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sql;
        let code = match error.sqlite_error_code() {
            Some(Sql::DiskFull) => UsageErrorCode::DiskFull,
            Some(Sql::ReadOnly | Sql::CannotOpen | Sql::PermissionDenied) => UsageErrorCode::ReadOnly,
            Some(Sql::DatabaseBusy | Sql::DatabaseLocked) => UsageErrorCode::Busy,
            Some(Sql::DatabaseCorrupt | Sql::NotADatabase) => UsageErrorCode::Damaged,
            _ => UsageErrorCode::Failed,
        };
        match code {
            UsageErrorCode::Failed => Self::with(code, error),
            _ => Self::new(code),
        }
    }
}
