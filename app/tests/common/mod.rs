//! Runs the built program in a folder of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking, its helpers too")]

use std::path::Path;
use std::process::{Command, Stdio};

/// Result of the program.
#[derive(Debug)]
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Creates a temporary folder with these files, deleted at the end of the test.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// Returns a command for the program with `arguments`, in `folder`, with English as the system's language.
pub fn digilab(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilab"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env("LC_ALL", "en_US.UTF-8").env_remove("LANGUAGE");
    // No window opens on the screen of the person who runs the tests.
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command
}

/// Runs the program to its end and checks that it did not panic.
#[track_caller]
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = digilab(folder, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only text is printed");
    let ran = Ran {
        status: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!ran.err.contains("panicked"), "{arguments:?}: {ran:?}");
    ran
}
