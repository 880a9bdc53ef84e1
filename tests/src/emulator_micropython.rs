//! A current MicroPython with raw-paste, as a serial board on a pty (no micro:bit V2 emulator is known).

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::emulator::emulators;
use crate::emulator_process::EmulatorProcess;

/// A running MicroPython Unix port with a stub module `microbit`; ends when dropped.
#[derive(Debug)]
pub struct MicroPythonUnix {
    link: PathBuf,
    state: PathBuf,
    process: EmulatorProcess,
    _folder: TempDir,
}

impl MicroPythonUnix {
    /// Starts an interpreter at its friendly prompt.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start() -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("digilab-mp-").tempdir()?;
        let (link, state) = (folder.path().join("tty-mp"), folder.path().join("state.json"));
        std::fs::write(&state, "{}")?;
        let process = Self::start_process(&link, &state)?;
        Ok(Self { link, state, process, _folder: folder })
    }

    fn start_process(link: &Path, state: &Path) -> io::Result<EmulatorProcess> {
        let emulators = emulators();
        let mut command = Command::new("python3");
        command.arg(emulators.script("micropython_board.py"));
        command.arg("--micropython").arg(emulators.program("micropython"));
        command.arg("--link").arg(link).env("MB_STATE", state);
        EmulatorProcess::start(&mut command)
    }

    /// The port: a pty that takes one client. The path stays the same over [`restart`](Self::restart).
    pub fn port(&self) -> &Path {
        &self.link
    }

    /// Sets the values of the stub's sensors: a JSON object with `temperature`, `a`, `b`, `x`, `y`, `z`.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_state(&self, state: &serde_json::Value) -> io::Result<()> {
        // The interpreter may read at any time and must never see half a file.
        let fresh = self.state.with_extension("new");
        std::fs::write(&fresh, state.to_string())?;
        std::fs::rename(fresh, &self.state)
    }

    /// The calls of the stub's display, one JSON array per call: `["show", "09090:…"]`, `["pixel", x, y, b]`.
    pub fn shown(&self) -> Vec<serde_json::Value> {
        let log = std::fs::read_to_string(self.state.with_extension("json.log")).unwrap_or_default();
        log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Restarts the interpreter, as the board's reset button does.
    ///
    /// # Errors
    /// If the process has ended.
    pub fn reset(&mut self) -> io::Result<()> {
        self.process.command("reset")
    }

    /// Ends the board like an unplugged cable: its port disappears.
    ///
    /// # Errors
    /// The system's error.
    pub fn kill(&mut self) -> io::Result<()> {
        self.process.kill().map(drop)
    }

    /// Starts the board again at the same path, killing it first if it still runs.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn restart(&mut self) -> io::Result<()> {
        self.kill()?;
        self.process = Self::start_process(&self.link, &self.state)?;
        Ok(())
    }
}
