//! The settings file by which a school decides about the usage log.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use digilab_projects::atomic;
use digilab_projects::system_disk::SystemDisk;
use digilab_usage::request::Choices;
use digilab_usage::settings::UsageSettings;
use serde_json::{Map, Value};

/// Name of the settings file, which device management can write.
const SETTINGS_FILE: &str = "usage.json";

/// The settings and their file.
#[derive(Clone, Debug, Default)]
pub struct SettingsPlace {
    /// Path of the file; `None` for a person without a home folder.
    path: Option<PathBuf>,
    /// The settings.
    pub settings: UsageSettings,
    /// True if the file exists but cannot be understood. Then nothing is recorded: it may have said so.
    is_wrong: bool,
}

impl SettingsPlace {
    /// Reads the settings in a folder, or returns the defaults.
    pub fn read(folder: Option<&Path>) -> Self {
        let Some(path) = folder.map(|folder| folder.join(SETTINGS_FILE)) else { return Self::default() };
        let read = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(text.trim_start_matches('\u{feff}')).ok(),
            Err(error) if error.kind() == ErrorKind::NotFound => Some(UsageSettings::default()),
            Err(_) => None,
        };
        let is_wrong = read.is_none();
        let off = || UsageSettings { is_on: false, ..UsageSettings::default() };
        Self { path: Some(path), settings: read.unwrap_or_else(off), is_wrong }
    }

    /// Returns the path of the file if it cannot be understood.
    pub fn wrong(&self) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.is_wrong)
    }

    /// True if the person cannot change the settings: the file cannot be understood, is read-only, or there is
    /// no home folder.
    pub fn is_fixed(&self) -> bool {
        let is_read_only =
            |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.permissions().readonly());
        self.is_wrong || self.path.as_ref().is_none_or(is_read_only)
    }

    /// Saves the choices; everything else in the file stays as it is.
    ///
    /// # Errors
    /// The file cannot be written; the old one is still there.
    pub fn keep(&self, choices: &Choices) -> io::Result<()> {
        let path = self.path.as_ref().filter(|_| !self.is_wrong).ok_or(ErrorKind::ReadOnlyFilesystem)?;
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut all: Map<String, Value> =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        if let Value::Object(chosen) = serde_json::to_value(choices)? {
            all.extend(chosen);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        atomic::write(&SystemDisk, path, (serde_json::to_string_pretty(&all)? + "\n").as_bytes())
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
            let place = SettingsPlace::read(Some(folder.path()));
            assert_eq!(
                (place.settings.is_on, place.wrong()),
                (is_on, is_wrong.then_some(path.as_path())),
                "{text:?}"
            );
        };
        check(None, true, false);
        check(Some("\u{feff}{}"), true, false);
        check(Some(r#"{"is_on": false, "school": "oulu-17"}"#), false, false);
        check(Some(r#"{"is_on": fals"#), false, true);
        check(Some(r#"{"school": "Oulun koulu 17"}"#), false, true);
        check(Some(r#"{"is_onn": false}"#), false, true);
    }

    #[test]
    fn what_is_chosen_is_kept_beside_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SETTINGS_FILE);
        let choices = Choices { is_on: true, is_pseudonymous: true, persons_per_seat: 2 };
        let place = SettingsPlace::read(Some(folder.path()));
        assert!(!place.is_fixed());
        place.keep(&choices).unwrap();
        fs::write(&path, r#"{"school": "oulu-17", "kept_days": 100, "is_on": false}"#).unwrap();
        SettingsPlace::read(Some(folder.path())).keep(&choices).unwrap();
        let kept = SettingsPlace::read(Some(folder.path())).settings;
        assert_eq!((Choices::from(&kept), kept.kept_days), (choices.clone(), 100));
        assert_eq!(kept.school.unwrap().as_str(), "oulu-17");
        // A file that cannot be understood is not overwritten, and a read-only one is not changed.
        fs::write(&path, "nonsense").unwrap();
        let wrong = SettingsPlace::read(Some(folder.path()));
        assert!(wrong.is_fixed() && wrong.keep(&choices).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "nonsense");
        fs::write(&path, "{}").unwrap();
        let mut rights = fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&path, rights).unwrap();
        let fixed = SettingsPlace::read(Some(folder.path()));
        assert!(fixed.is_fixed() && fixed.keep(&choices).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}");
    }
}
