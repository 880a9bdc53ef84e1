//! Writes to the terminal, a file, or a pipe whose reader may be gone.

use std::io::{self, Write};

/// Writes `text` to the standard output; returns `false` once the reader is gone.
pub fn out(text: &str) -> bool {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).is_ok()
}

/// Writes a line to the standard output; returns `false` once the reader is gone.
pub fn out_line(line: &str) -> bool {
    out(&[line, "\n"].concat())
}

/// Writes a line to the standard error. A failure is ignored: there is no other place to report it.
pub fn error_line(line: &str) {
    let _ = io::stderr().lock().write_all([line, "\n"].concat().as_bytes());
}
