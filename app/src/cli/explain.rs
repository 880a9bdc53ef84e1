//! Errors of a run: the text for people, the data for programs, and the exit status.

use digilab_devices::error::DeviceErrorCode;
use digilab_lab::api_error::{ApiError, ApiErrorCode, Raise};
use digilab_lab::mistakes::{self, Mistake, MistakeCode};
use digilab_lab::sandbox;
use digilab_lab::text::Texts;
use rhai::EvalAltResult;

use super::failure::Status;

/// A mistake and its texts.
#[derive(Clone, Debug)]
pub struct Told {
    pub status: Status,
    pub mistake: Mistake,
    /// Full text as a terminal shows it.
    pub shown: String,
    pub sentence: String,
    pub advice: String,
}

/// Returns the mistake in a script that would run nevertheless, if there is one.
pub fn before_run(name: &str, script: &str, texts: &Texts) -> Option<Told> {
    mistakes::check_text(script).map(|mistake| told(name, script, mistake, texts))
}

/// Explains the error that ended a script.
pub fn after_run(name: &str, script: &str, error: &EvalAltResult, texts: &Texts) -> Told {
    let mistake = sandbox::explain(script, error);
    let mut told = told(name, script, mistake, texts);
    if let Some(raised) = ApiError::of(error) {
        told.status = status_of(raised.code);
    }
    told
}

fn told(name: &str, script: &str, mistake: Mistake, texts: &Texts) -> Told {
    let status = match mistake.code {
        MistakeCode::Api(code) => status_of(code),
        _ => Status::Script,
    };
    Told {
        status,
        shown: mistakes::explain(name, script, &mistake, texts).trim_end().to_owned(),
        sentence: mistake.text(texts),
        advice: mistake.advice(texts),
        mistake,
    }
}

/// Returns the exit status of an error: `Board` for a fault of the board or its link, `Script` for an
/// impossible request by the script.
fn status_of(code: ApiErrorCode) -> Status {
    match code {
        ApiErrorCode::Device(
            DeviceErrorCode::PinUnknown
            | DeviceErrorCode::PinCannot
            | DeviceErrorCode::OutOfRange
            | DeviceErrorCode::Lacking,
        ) => Status::Script,
        ApiErrorCode::Device(_) | ApiErrorCode::NoBoard => Status::Board,
        _ => Status::Script,
    }
}
