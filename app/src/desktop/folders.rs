//! The operating system's folders for a person's files.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_native_strategy;

/// Name of the lab's own folders.
const NAME: &str = "DigiLab";

/// Returns the folder of the projects: in the documents folder, where people look for them and schools make
/// backups, else in the folder for programs' data. `None` for a person without a home folder.
pub fn projects() -> Option<PathBuf> {
    let system = choose_native_strategy().ok()?;
    let documents = documents(system.home_dir(), &system.config_dir()).filter(|folder| folder.is_dir());
    Some(documents.unwrap_or_else(|| system.data_dir()).join(NAME))
}

/// Returns the folder of the settings. `None` for a person without a home folder.
pub fn settings() -> Option<PathBuf> {
    Some(choose_native_strategy().ok()?.config_dir().join(NAME))
}

/// Returns the path of the usage log, in the folder for programs' local data. `None` for a person without a
/// home folder.
pub fn usage_log() -> Option<PathBuf> {
    let system = choose_native_strategy().ok()?;
    // On Windows a roaming profile copies the data folder to a server, and the key of the pseudonyms must stay here.
    let folder = if cfg!(windows) { system.cache_dir() } else { system.data_dir() };
    Some(folder.join(NAME).join("usage.sqlite3"))
}

/// Returns the documents folder. On Windows the system knows it: it may be anywhere, for instance in a cloud drive.
#[cfg(windows)]
fn documents(home: &Path, _config: &Path) -> Option<PathBuf> {
    use known_folders::{KnownFolder, get_known_folder_path};
    Some(get_known_folder_path(KnownFolder::Documents).unwrap_or_else(|| home.join("Documents")))
}

/// Returns the documents folder. On a Linux desktop a file holds its localised name; a Mac has no such file,
/// and only displays the English name translated.
#[cfg(not(windows))]
fn documents(home: &Path, config: &Path) -> Option<PathBuf> {
    match std::fs::read_to_string(config.join("user-dirs.dirs")) {
        Ok(file) => documents_named(&file, home),
        Err(_) => Some(home.join("Documents")),
    }
}

/// Reads the format of `xdg-user-dirs`: `XDG_DOCUMENTS_DIR="$HOME/Asiakirjat"`. The home folder itself stands
/// for none.
#[cfg(any(test, not(windows)))]
fn documents_named(file: &str, home: &Path) -> Option<PathBuf> {
    let mut values = file.lines().filter_map(|line| line.trim().strip_prefix("XDG_DOCUMENTS_DIR="));
    // The file is a shell script: the last value counts, and a backslash escapes a quotation mark.
    let value = values.next_back()?.trim().strip_prefix('"')?.strip_suffix('"')?.replace("\\\"", "\"");
    let folder = match value.strip_prefix("$HOME") {
        Some("") => home.to_owned(),
        Some(rest) => home.join(rest.strip_prefix('/')?),
        None => PathBuf::from(value),
    };
    let folder: PathBuf = folder.components().collect();
    (folder.has_root() && folder != home).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_on_a_linux_desktop() {
        let check = |file: &str, expected: Option<&str>| {
            assert_eq!(documents_named(file, Path::new("/home/aino")), expected.map(PathBuf::from), "{file}");
        };
        check("XDG_DOCUMENTS_DIR=\"$HOME/Asiakirjat\"\n", Some("/home/aino/Asiakirjat"));
        check(
            "# x\nXDG_MUSIC_DIR=\"$HOME/M\"\n  XDG_DOCUMENTS_DIR=\"/srv/dokument/\"",
            Some("/srv/dokument"),
        );
        check("XDG_DOCUMENTS_DIR=\"$HOME/A\"\nXDG_DOCUMENTS_DIR=\"$HOME/B\"", Some("/home/aino/B"));
        check("XDG_DOCUMENTS_DIR=\"$HOME/\"", None);
        check("XDG_DOCUMENTS_DIR=\"$HOME\"", None);
        check("XDG_DOCUMENTS_DIR=\"relative\"", None);
        check("XDG_DOCUMENTS_DIR=\"$HOMEWORK\"", None);
        check("XDG_DOCUMENTS_DIR=", None);
        check("#XDG_DOCUMENTS_DIR=\"$HOME/A\"", None);
        check("", None);
    }

    #[test]
    fn both_folders_are_the_labs_own() {
        let folders = [projects(), settings()];
        assert!(folders.iter().flatten().all(|folder| folder.is_absolute() && folder.ends_with(NAME)));
        assert!(std::env::home_dir().is_none() || folders.iter().all(Option::is_some));
    }
}
