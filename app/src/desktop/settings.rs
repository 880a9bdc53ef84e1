//! Keeps the settings in a JSON file.

use std::io::ErrorKind;
use std::path::PathBuf;

use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_contract::settings::Settings;
use digilab_projects::atomic;
use digilab_projects::disk::Disk;
use digilab_projects::errors::error_about;
use digilab_projects::system_disk::SystemDisk;

const FILE: &str = "settings.json";
/// Name that a file is kept under that could not be read, in case somebody wants to look at it.
const DAMAGED_FILE: &str = "settings.damaged.json";
/// Longest settings file that is read, in bytes. Settings take less than one KiB.
const MAX_BYTES: u64 = 64 << 10;

/// The settings file.
pub struct SettingsFile {
    disk: Box<dyn Disk>,
    folder: PathBuf,
}

impl SettingsFile {
    /// Opens the file in `folder`, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self::with_disk(folder, Box::new(SystemDisk))
    }

    /// Opens the file on another file system.
    pub fn with_disk(folder: PathBuf, disk: Box<dyn Disk>) -> Self {
        Self { disk, folder }
    }

    /// Reads the settings, or returns the defaults if there are none. The error is for the person: the settings
    /// could not be read, so the defaults are in use.
    pub fn load(&self) -> (Settings, Option<ProjectError>) {
        let path = self.folder.join(FILE);
        let bytes = match self.disk.read(&path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return (Settings::default(), None);
            }
            Err(error) => return (Settings::default(), Some(error_about(FILE, &error))),
        };
        let is_whole = bytes.len() as u64 <= MAX_BYTES;
        let text = String::from_utf8(bytes).ok().filter(|_| is_whole);
        match text.as_deref().and_then(Settings::from_json) {
            Some(settings) => (settings, None),
            None => {
                let aside = self.folder.join(DAMAGED_FILE);
                let kept = if self.disk.rename(&path, &aside).is_ok() { aside } else { path };
                let error = ProjectError::new(ProjectErrorCode::SettingsDamaged).with("file", kept.display());
                (Settings::default(), Some(error))
            }
        }
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// The file cannot be written; the old settings are still there.
    pub fn save(&self, settings: &Settings) -> Result<(), ProjectError> {
        let path = self.folder.join(FILE);
        let made = self.disk.make_folder(&self.folder);
        made.and_then(|()| atomic::write(&*self.disk, &path, settings.to_json().as_bytes()))
            .map_err(|error| error_about(FILE, &error))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use digilab_contract::project::ProjectId;
    use digilab_contract::settings::Theme;

    use super::*;

    #[test]
    fn what_is_kept_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::new(folder.path().join("deep").join("er"));
        assert_eq!(file.load(), (Settings::default(), None));
        let last_project = Some(ProjectId("Pöllö".to_owned()));
        let settings = Settings { theme: Theme::Dark, last_project, ..Settings::default() };
        file.save(&settings).unwrap();
        assert_eq!(file.load(), (settings, None));
    }

    #[test]
    fn what_is_damaged_is_kept_aside() {
        let long = vec![b' '; 1 << 20];
        for damaged in [b"{\"theme\": \"da".as_slice(), b"\xFF\xFE", b"", &long] {
            let folder = tempfile::tempdir().unwrap();
            let file = SettingsFile::new(folder.path().to_owned());
            fs::write(folder.path().join("settings.json"), damaged).unwrap();
            let (settings, told) = file.load();
            assert_eq!(settings, Settings::default());
            let told = told.unwrap();
            let aside = folder.path().join("settings.damaged.json");
            assert_eq!(told.code, ProjectErrorCode::SettingsDamaged);
            assert_eq!(told.arg("file"), aside.to_str());
            assert_eq!(fs::read(aside).unwrap(), damaged);
            assert_eq!(file.load(), (Settings::default(), None));
        }
    }

    #[test]
    fn what_cannot_be_kept_says_so() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "in the way").unwrap();
        let file = SettingsFile::new(folder.path().join("file"));
        let error = file.save(&Settings::default()).unwrap_err();
        assert_eq!((error.code, error.arg("name")), (ProjectErrorCode::StoreFailed, Some("settings.json")));
        assert_eq!(file.load(), (Settings::default(), None));
        assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "in the way");
    }
}
