//! An emulator as a child process that reports events as lines of text.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Time limit for an emulator to start: builds of several minutes may run beside it.
pub const START_TIMEOUT: Duration = Duration::from_secs(30);

/// Stops an emulator, while its port stays open: like a board whose program hangs, or a wire that passes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Freezer {
    process: u32,
}

impl Freezer {
    /// Stops all bytes from now on. Dropping the emulator still ends it.
    ///
    /// # Errors
    /// If the process has ended.
    pub fn freeze(self) -> io::Result<()> {
        let status = Command::new("kill").args(["-STOP", &self.process.to_string()]).status()?;
        if status.success() { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    }
}

/// A child process with line events on its stdout. It ends when this value is dropped, and with this process,
/// because it ends at EOF on its stdin.
#[derive(Debug)]
pub struct EmulatorProcess {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    unread: VecDeque<String>,
}

impl EmulatorProcess {
    /// Starts `command` and waits for its line `READY`.
    ///
    /// # Errors
    /// If it cannot be started, or ends or is silent before it is ready.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (sender, lines) = channel();
        if let Some(stdout) = stdout {
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        let mut process = Self { child, stdin, lines, unread: VecDeque::new() };
        let mut before = VecDeque::new();
        let ready = process.wait_line(START_TIMEOUT, |line| {
            before.push_back(line.to_owned());
            (line == "READY").then_some(())
        });
        process.unread = before;
        ready
            .map(|()| process)
            .ok_or_else(|| io::Error::new(io::ErrorKind::TimedOut, format!("{program} did not become ready")))
    }

    /// Writes one command line.
    ///
    /// # Errors
    /// If the process has ended.
    pub fn command(&mut self, line: &str) -> io::Result<()> {
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        stdin.write_all(format!("{line}\n").as_bytes())?;
        stdin.flush()
    }

    /// Returns the next line, or `None` if `timeout` passes or the process ends first.
    pub fn next_line(&mut self, timeout: Duration) -> Option<String> {
        self.unread.pop_front().or_else(|| self.lines.recv_timeout(timeout).ok())
    }

    /// Takes lines until `wanted` returns a value, `timeout` has passed or the process ended. Lines before that one
    /// are dropped.
    pub fn wait_line<T>(
        &mut self,
        timeout: Duration,
        mut wanted: impl FnMut(&str) -> Option<T>,
    ) -> Option<T> {
        let deadline = Instant::now() + timeout;
        loop {
            let line = self.next_line(deadline.saturating_duration_since(Instant::now()))?;
            if let Some(found) = wanted(&line) {
                return Some(found);
            }
        }
    }

    /// Takes all lines that have arrived.
    pub fn arrived_lines(&mut self) -> Vec<String> {
        self.unread.drain(..).chain(self.lines.try_iter()).collect()
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns a handle that stops the process, from any thread.
    pub fn freezer(&self) -> Freezer {
        Freezer { process: self.child.id() }
    }

    /// Ends the process at once, as an unplugged cable ends a board.
    ///
    /// # Errors
    /// The system's error.
    pub fn kill(&mut self) -> io::Result<ExitStatus> {
        self.child.kill()?;
        self.child.wait()
    }
}

impl Drop for EmulatorProcess {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let deadline = Instant::now() + Duration::from_secs(2);
        while Instant::now() < deadline {
            if let Ok(Some(_)) | Err(_) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        // Nothing is left to do if even this fails.
        let _ = self.kill();
    }
}
