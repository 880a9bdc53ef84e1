//! What can go wrong with the log. None of it stops the lab.

use std::fmt;

use digilab_codes::closed_set;
use serde::{Deserialize, Serialize};

closed_set! {
    /// What went wrong, without words: the sentence is `usage-ID`.
    #[derive(Serialize, Deserialize)]
    pub enum UsageErrorCode {
        /// The file was no log any more; it is kept beside the new one. Args: `file`, where it is now.
        Damaged = "damaged",
        /// There is no room on the disk.
        DiskFull = "disk-full",
        /// The file or its folder cannot be written.
        ReadOnly = "read-only",
        /// A newer program made the log.
        Newer = "newer",
        /// Another program holds the log for too long.
        Busy = "busy",
        /// A line of a file is no line of a log. Args: `line`.
        WrongLine = "wrong-line",
        /// A file cannot be read.
        Unreadable = "unreadable",
        /// What was chosen about the log cannot be kept.
        NotKept = "not-kept",
        /// The settings make no sense, so nothing is written down. Args: `file`.
        SettingsWrong = "settings-wrong",
        /// Nothing is written down here, so that nothing can be counted.
        Off = "off",
        /// The address of the city's store is none that may be sent to. Args: `address`.
        Address = "address",
        /// The database says something else. Args: `reason`, for its makers.
        Failed = "failed",
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
