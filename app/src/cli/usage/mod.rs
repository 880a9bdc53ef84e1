//! `digilab usage`: the usage log of this device, or of a city.

mod fields;
mod files;
mod open_data;
mod place;
mod report;
mod send;

use digilab_lab::text::Texts;
use digilab_usage::error::{UsageError, UsageErrorCode};

use super::args::UsageAction;
use super::output::out;
use super::{Failure, Status};

/// Runs a command on the usage log.
pub fn usage(action: UsageAction, texts: &Texts) -> Result<Status, Failure> {
    match action {
        UsageAction::Report(arguments) => report::report(&arguments, texts),
        UsageAction::Export(arguments) => files::export(&arguments, texts),
        UsageAction::Merge(arguments) => files::merge(&arguments, texts),
        UsageAction::OpenData(arguments) => open_data::open_data(&arguments, texts),
        UsageAction::Fields => {
            out(&fields::fields(texts));
            Ok(Status::Done)
        }
        UsageAction::Send(arguments) => send::send(&arguments, texts),
        UsageAction::Delete(arguments) => files::delete(&arguments, texts),
    }
}

/// Returns the failure for a log or a file.
///
/// # Arguments
/// - `path`: the log or the file.
fn failure(path: &std::path::Path, error: &UsageError, texts: &Texts) -> Failure {
    let id = format!("log-{}", error.code.id());
    let args = [("path", path.display().to_string()), ("value", error.value.clone())];
    let sentence = format!("{} {}", texts.get(&id, &args), texts.plain(&format!("{id}.advice")));
    // Wrong content of a file is not the same as a wrong command line.
    let status = if error.code == UsageErrorCode::WrongLine { Status::Script } else { Status::Usage };
    Failure { status, sentence }
}
