//! Location of the usage log, and the school's settings for it.

use std::path::{Path, PathBuf};

use digilab_lab::text::Texts;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;

use super::log_failure::failure;
use crate::cli::failure::{Failure, Status};
use crate::cli::output::error_line;
use crate::desktop::folders;
use crate::desktop::folders::usage_log;
use crate::desktop::usage::{SettingsPlace, now_ms};

/// Opens the log named on the command line, or the person's own, to read or change it.
///
/// The person's own log begins when the lab is first used: until then an empty one is used, with a notice. A log that
/// was named must exist: the name may be mistyped.
///
/// # Errors
/// `log-nowhere`, `log-missing`, or the reason why the file cannot be opened.
pub fn open(named: Option<&Path>, texts: &Texts) -> Result<(PathBuf, Store), Failure> {
    let path = path(named, texts)?;
    if path.is_file() {
        return open_file(path, texts);
    }
    let args = [("path", path.display())];
    if named.is_some() {
        return Err(Failure { status: Status::Usage, sentence: texts.get("log-missing", &args) });
    }
    error_line(&texts.plain("log-nothing-yet"));
    let store = Store::in_memory().map_err(|error| failure(&path, &error, texts))?;
    Ok((path, store))
}

/// Opens the log named on the command line, or the person's own, and creates it if it does not exist.
///
/// # Errors
/// `log-nowhere`, or the reason why the file cannot be opened.
pub fn open_or_begin(named: Option<&Path>, texts: &Texts) -> Result<(PathBuf, Store), Failure> {
    open_file(path(named, texts)?, texts)
}

fn path(named: Option<&Path>, texts: &Texts) -> Result<PathBuf, Failure> {
    let found = named.map(Path::to_owned).or_else(usage_log);
    found.ok_or_else(|| Failure { status: Status::Usage, sentence: texts.plain("log-nowhere") })
}

fn open_file(path: PathBuf, texts: &Texts) -> Result<(PathBuf, Store), Failure> {
    let (store, told) = Store::open(&path, now_ms()).map_err(|error| failure(&path, &error, texts))?;
    if let Some(told) = told {
        error_line(&failure(&path, &told, texts).sentence);
    }
    Ok((path, store))
}

/// Returns the settings of the person's log.
pub fn settings(texts: &Texts) -> UsageSettings {
    let place = SettingsPlace::read(folders::settings().as_deref());
    if let Some(path) = place.wrong() {
        let sentence = texts.get("log-settings-wrong", &[("value", path.display())]);
        error_line(&format!("{sentence} {}", texts.plain("log-settings-wrong.advice")));
    }
    place.settings
}
