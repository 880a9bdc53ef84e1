//! Writing to the terminal, a file or a pipe whose reader may have gone.

use std::io::{self, Write};

/// Writes `text` to the standard output and gives whether somebody still reads it.
pub fn out(text: &str) -> bool {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).is_ok()
}

/// Writes a line to the standard output and gives whether somebody still reads it.
pub fn out_line(line: &str) -> bool {
    out(&[line, "\n"].concat())
}

/// Writes a line to the standard error. If nobody reads it, there is nobody to tell.
pub fn error_line(line: &str) {
    let _ = io::stderr().lock().write_all([line, "\n"].concat().as_bytes());
}
