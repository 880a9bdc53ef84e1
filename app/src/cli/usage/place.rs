//! Where the log is, and what the school decided about it.

use std::path::{Path, PathBuf};

use digilab_lab::text::Texts;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;

use super::failure;
use crate::cli::output::error_line;
use crate::cli::{Failure, Status};
use crate::desktop::folders;
use crate::desktop::usage::{SettingsPlace, now_ms};

/// The log that the command line names, or this person's.
pub fn path(named: Option<&Path>, texts: &Texts) -> Result<PathBuf, Failure> {
    let found = named.map(Path::to_owned).or_else(folders::usage_log);
    found.ok_or_else(|| Failure { status: Status::Usage, sentence: texts.plain("log-nowhere") })
}

/// Opens a log.
///
/// # Arguments
/// - `is_new`: whether one may be begun.
pub fn open(path: &Path, is_new: bool, texts: &Texts) -> Result<Store, Failure> {
    if !is_new && !path.is_file() {
        let sentence = texts.get("log-missing", &[("path", path.display())]);
        return Err(Failure { status: Status::Usage, sentence });
    }
    let (store, told) = Store::open(path, now_ms()).map_err(|error| failure(path, &error, texts))?;
    if let Some(told) = told {
        error_line(&failure(path, &told, texts).sentence);
    }
    Ok(store)
}

/// The settings of this person's log.
pub fn settings(texts: &Texts) -> UsageSettings {
    let place = SettingsPlace::read(folders::settings().as_deref());
    if let Some(path) = place.wrong() {
        let sentence = texts.get("log-settings-wrong", &[("value", path.display())]);
        error_line(&format!("{sentence} {}", texts.plain("log-settings-wrong.advice")));
    }
    place.settings
}
