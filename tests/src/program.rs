//! The program `digilab` itself, as users start it.

use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// Returns the path of the program: `DIGILAB_PROGRAM`, or else built once.
///
/// # Errors
/// If it cannot be built.
pub fn program() -> io::Result<PathBuf> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let build = || -> io::Result<PathBuf> {
        if let Some(program) = std::env::var_os("DIGILAB_PROGRAM") {
            return Ok(program.into());
        }
        let status = Command::new(env!("CARGO")).args(["build", "-q", "-p", "digilab"]).status()?;
        if !status.success() {
            return Err(io::Error::other("the program cannot be built"));
        }
        // A test is in `deps`, the program beside that folder.
        Ok(std::env::current_exe()?.with_file_name("..").join("digilab"))
    };
    BUILT.get_or_init(|| build().map_err(|error| error.to_string())).clone().map_err(io::Error::other)
}

/// Starts `digilab run --lang en` with these arguments; its output is captured.
///
/// # Errors
/// If it cannot be built or started.
pub fn start_run(arguments: &[impl AsRef<OsStr>]) -> io::Result<Child> {
    Command::new(program()?)
        .args(["run", "--lang", "en"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Runs it to its end.
///
/// # Errors
/// As [`start_run`].
pub fn run(arguments: &[impl AsRef<OsStr>]) -> io::Result<ProgramRan> {
    start_run(arguments)?.wait_with_output().map(ProgramRan::from)
}

/// The result of running the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRan {
    /// Its exit status; `None` if a signal ended it.
    pub status: Option<i32>,
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub errors: String,
}

impl From<Output> for ProgramRan {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { status: output.status.code(), output: text(output.stdout), errors: text(output.stderr) }
    }
}
