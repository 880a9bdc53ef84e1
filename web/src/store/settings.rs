//! Keeps the settings in `localStorage`.

use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_contract::settings::Settings;

use super::local;

const KEY: &str = "digilab-settings";
/// Key for settings that could not be parsed, in case somebody wants to see them.
const DAMAGED_KEY: &str = "digilab-settings-damaged";
/// Settings take less than one KiB; a longer text is not ours.
const MAX_BYTES: usize = 64 << 10;

/// Loads the settings, or the defaults if there are none. The error is to be reported: the defaults are in use
/// though there were settings, or the settings could not be read.
pub fn load() -> (Settings, Option<ProjectError>) {
    let Some(storage) = local::storage() else { return (Settings::default(), local::not_kept()) };
    let Ok(Some(text)) = storage.get_item(KEY) else { return (Settings::default(), None) };
    let settings = if text.len() <= MAX_BYTES { Settings::from_json(&text) } else { None };
    if let Some(settings) = settings {
        return (settings, None);
    }
    let is_aside = storage.set_item(DAMAGED_KEY, &text).is_ok() && storage.remove_item(KEY).is_ok();
    let place = if is_aside { DAMAGED_KEY } else { KEY };
    let error = ProjectError::new(ProjectErrorCode::SettingsDamaged)
        .with("file", format_args!("localStorage, {place}"));
    (Settings::default(), Some(error))
}

/// Saves the settings.
///
/// # Errors
/// The reason why they were not saved; the old ones are still there. That the browser keeps nothing at all is
/// reported only once.
pub fn save(settings: &Settings) -> Result<(), ProjectError> {
    let Some(storage) = local::storage() else { return local::not_kept().map_or(Ok(()), Err) };
    let full = || ProjectError::new(ProjectErrorCode::DiskFull).with("name", KEY);
    storage.set_item(KEY, &settings.to_json()).map_err(|_| full())
}
