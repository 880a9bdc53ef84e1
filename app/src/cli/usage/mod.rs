//! `digilab usage`: the usage log of this device, or of a city.

mod fields;
mod files;
mod log_failure;
mod open_data;
mod place;
mod report;
mod send;

use digilab_lab::text::Texts;

use super::args::UsageAction;
use super::failure::{Failure, Status};
use super::output::out;

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
