//! The usage log behind the window: what passes between window and lab is witnessed, and written down on a thread of its own.

mod logged;
mod thread;
mod witness;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use digilab_usage::settings::UsageSettings;
use jiff::Timestamp;

pub use logged::Logged;
pub use thread::UsageThread;
pub use witness::Witness;

/// The settings, which device management can put there.
const SETTINGS_FILE: &str = "usage.json";

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The log's settings in a folder, or the usual ones; and the file, if it is there and makes no sense.
pub fn settings_in(folder: Option<&Path>) -> (UsageSettings, Option<PathBuf>) {
    let Some(path) = folder.map(|folder| folder.join(SETTINGS_FILE)) else {
        return (UsageSettings::default(), None);
    };
    match fs::read_to_string(&path) {
        Ok(text) => match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(settings) => (settings, None),
            Err(_) => (UsageSettings::default(), Some(path)),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => (UsageSettings::default(), None),
        Err(_) => (UsageSettings::default(), Some(path)),
    }
}
