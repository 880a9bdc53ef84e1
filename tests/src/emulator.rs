//! Locates the emulated boards: the folder that `tests/emulators/setup` fills.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The programs and firmware images of the emulated boards.
#[derive(Debug)]
pub struct Emulators {
    folder: PathBuf,
}

impl Emulators {
    /// The path of a program, such as `uno_sim`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// The path of a firmware image, such as `StandardFirmata.hex`.
    pub fn firmware(&self, name: &str) -> PathBuf {
        self.folder.join("firmware").join(name)
    }

    /// The path of a script in `tests/emulators/`.
    pub fn script(&self, name: &str) -> PathBuf {
        scripts().join(name)
    }
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("emulators")
}

fn find() -> Result<Emulators, String> {
    let folder = match std::env::var_os("DIGILAB_EMULATORS") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let output = Command::new(scripts().join("setup"))
                .arg("--folder")
                .output()
                .map_err(|error| format!("tests/emulators/setup cannot be run: {error}"))?;
            PathBuf::from(String::from_utf8_lossy(&output.stdout).trim())
        }
    };
    if folder.join("bin/uno_sim").exists() {
        return Ok(Emulators { folder });
    }
    Err(format!(
        "the emulated boards are not in {}: run `tests/run` (or `tests/emulators/setup`) once to build them",
        folder.display()
    ))
}

/// Locates the emulated boards, once: in `DIGILAB_EMULATORS`, otherwise in the cache folder.
///
/// # Panics
/// If they are missing, with a sentence that says how to get them: a test that needs firmware and has none has
/// failed, and must not look as if it had passed.
pub fn emulators() -> &'static Emulators {
    static FOUND: OnceLock<Result<Emulators, String>> = OnceLock::new();
    match FOUND.get_or_init(find) {
        Ok(emulators) => emulators,
        #[expect(clippy::panic, reason = "only tests call this, and a test fails by a panic")]
        Err(sentence) => panic!("{sentence}"),
    }
}
