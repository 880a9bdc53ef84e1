//! Errors of a log or a file, as ends of the program.

use digilab_lab::text::Texts;
use digilab_usage::error::{UsageError, UsageErrorCode};

use crate::cli::failure::{Failure, Status};

/// Returns the failure for a log or a file.
///
/// # Arguments
/// - `path`: the log or the file.
pub fn failure(path: &std::path::Path, error: &UsageError, texts: &Texts) -> Failure {
    let id = format!("log-{}", error.code.id());
    let args = [("path", path.display().to_string()), ("value", error.value.clone())];
    let sentence = format!("{} {}", texts.get(&id, &args), texts.plain(&format!("{id}.advice")));
    // Wrong content of a file is not the same as a wrong command line.
    let status = if error.code == UsageErrorCode::WrongLine { Status::Script } else { Status::Usage };
    Failure { status, sentence }
}
