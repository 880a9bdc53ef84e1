//! Errors of the usage log. None of them stops the lab.

use std::fmt;

use digilab_codes::closed_set;
use serde::{Deserialize, Serialize};

closed_set! {
    /// Kind of error, without words: its sentence is `usage-ID`.
    #[derive(Serialize, Deserialize)]
    pub enum UsageErrorCode {
        /// The file was not a readable log; it is kept beside the new one. Args: `file`, the path it was moved to.
        Damaged = "damaged",
        /// The disk is full.
        DiskFull = "disk-full",
        /// The file or its folder cannot be written.
        ReadOnly = "read-only",
        /// A newer program made the log.
        Newer = "newer",
        /// Another program has locked the log for too long.
        Busy = "busy",
        /// A line of a file is not a log line. Args: `line`.
        WrongLine = "wrong-line",
        /// A file cannot be read.
        Unreadable = "unreadable",
        /// The choices about the log could not be saved.
        NotKept = "not-kept",
        /// The settings are invalid, so nothing is recorded. Args: `file`.
        SettingsWrong = "settings-wrong",
        /// Nothing is recorded here, so there is nothing to count.
        Off = "off",
        /// The address of the city's store may not be sent to. Args: `address`.
        Address = "address",
        /// Any other database error. Args: `reason`, for developers.
        Failed = "failed",
    }
}

/// An error of the log, with the value that its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageError {
    /// Kind of error.
    pub code: UsageErrorCode,
    /// Value that the code's documentation names; empty if it names none.
    pub value: String,
}

impl UsageError {
    /// Makes an error without a value.
    pub fn new(code: UsageErrorCode) -> Self {
        Self { code, value: String::new() }
    }

    /// Makes an error with its value.
    pub fn with(code: UsageErrorCode, value: impl fmt::Display) -> Self {
        Self { code, value: value.to_string() }
    }
}

impl fmt::Display for UsageError {
    /// Formats for logs and test failures; people read the Fluent sentence instead.
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
