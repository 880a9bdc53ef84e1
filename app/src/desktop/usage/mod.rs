//! The usage log behind the window: what passes between window and lab is witnessed, and written down on a thread of its own.

mod key;
mod logged;
mod thread;
mod witness;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use digilab_usage::settings::UsageSettings;
use jiff::Timestamp;

pub use key::throw_away;
pub use logged::Logged;
pub use thread::UsageThread;
pub use witness::Witness;

/// The settings, which device management can put there.
const SETTINGS_FILE: &str = "usage.json";

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The log's settings in a folder, or the usual ones; and the file, if it is there and makes no sense. Then nothing is written
/// down: it may have said so.
pub fn settings_in(folder: Option<&Path>) -> (UsageSettings, Option<PathBuf>) {
    let Some(path) = folder.map(|folder| folder.join(SETTINGS_FILE)) else {
        return (UsageSettings::default(), None);
    };
    let off = UsageSettings { is_on: false, ..UsageSettings::default() };
    match fs::read_to_string(&path) {
        Ok(text) => match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(settings) => (settings, None),
            Err(_) => (off, Some(path)),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => (UsageSettings::default(), None),
        Err(_) => (off, Some(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_make_no_sense_turn_the_log_off() {
        let folder = tempfile::tempdir().unwrap();
        let check = |text: Option<&str>, is_on: bool, is_wrong: bool| {
            let path = folder.path().join(SETTINGS_FILE);
            match text {
                Some(text) => fs::write(&path, text).unwrap(),
                None => assert!(!path.exists()),
            }
            let (settings, wrong) = settings_in(Some(folder.path()));
            assert_eq!((settings.is_on, wrong), (is_on, is_wrong.then_some(path)), "{text:?}");
        };
        check(None, true, false);
        check(Some("\u{feff}{}"), true, false);
        check(Some(r#"{"is_on": false, "school": "oulu-17"}"#), false, false);
        check(Some(r#"{"is_on": fals"#), false, true);
        check(Some(r#"{"school": "Oulun koulu 17"}"#), false, true);
    }
}
