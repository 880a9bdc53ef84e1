//! What went wrong in a run, for people, for other programs, and as the exit status.

use digilab_devices::error::DeviceErrorCode;
use digilab_lab::api_error::{ApiError, ApiErrorCode, Raise};
use digilab_lab::mistakes::{self, Mistake, MistakeCode};
use digilab_lab::sandbox;
use digilab_lab::text::Texts;
use rhai::EvalAltResult;

use super::Status;

/// A mistake in words.
#[derive(Clone, Debug)]
pub struct Told {
    pub status: Status,
    pub mistake: Mistake,
    /// All of it, as a terminal shows it.
    pub shown: String,
    pub sentence: String,
    pub advice: String,
}

/// What is wrong with a script that would run all the same.
pub fn before_run(name: &str, script: &str, texts: &Texts) -> Option<Told> {
    mistakes::check_text(script).map(|mistake| told(name, script, mistake, texts))
}

/// What ended a script.
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

/// Whose fault it is: the board's and its link's, or the script's, which asked for what cannot be.
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
