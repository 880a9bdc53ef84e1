//! Maps file system errors to errors for pupils.

use std::io::{self, ErrorKind};

use digilab_contract::project::{ProjectError, ProjectErrorCode};

/// Returns the error about the file or project `name`.
pub fn error_about(name: &str, error: &io::Error) -> ProjectError {
    use ProjectErrorCode as Code;
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Code::DiskFull,
        ErrorKind::ReadOnlyFilesystem => Code::ReadOnly,
        ErrorKind::PermissionDenied => Code::NoPermission,
        ErrorKind::NotFound => Code::FileGone,
        ErrorKind::InvalidData => Code::NotText,
        _ => {
            return ProjectError::new(Code::StoreFailed).with("name", name).with("reason", error.kind());
        }
    };
    ProjectError::new(code).with("name", name)
}
