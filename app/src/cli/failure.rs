//! The ends of the program: its exit status, and the sentence where it ends early.

use std::process::ExitCode;

/// Exit status of the program; the numbers are documented in `digilab run --help` and `docs/cli.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Success.
    Done = 0,
    /// The script has an error, or a replay differed from the recorded run.
    Script = 1,
    /// The command line is wrong, or a file named on it cannot be read or written.
    Usage = 2,
    /// A board or its port failed, or a city's store cannot be reached.
    Board = 3,
    /// Ctrl-C; by the convention of shells, 128 plus the number of the signal.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Reason why the program ends early: the exit status and the sentence that explains it.
#[derive(Debug)]
pub struct Failure {
    pub status: Status,
    pub sentence: String,
}

impl Failure {
    pub fn usage(sentence: String) -> Self {
        Self { status: Status::Usage, sentence }
    }
}
