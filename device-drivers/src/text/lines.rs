//! Cuts a byte stream into lines.

/// Bytes kept of a line; the rest of a longer one is dropped and marked by `…`.
pub const LINE_LIMIT: usize = 1_000;

/// Collects bytes into lines. Lines end with LF, CR LF or CR; chunks may be split anywhere.
///
/// Invalid UTF-8, and control characters other than tab, become `�`: they would otherwise reach the terminal that
/// shows the line. NULs are dropped, since boards send them while they start.
#[derive(Clone, Debug, Default)]
pub struct LineAssembler {
    bytes: Vec<u8>,
    /// The line was longer than the limit; the rest is being dropped.
    cut: bool,
    /// The last byte was a CR: an LF right after it belongs to the same line end.
    after_cr: bool,
}

impl LineAssembler {
    /// Creates an empty assembler.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `bytes` and calls `line` for every line they complete.
    pub fn push(&mut self, bytes: &[u8], mut line: impl FnMut(String)) {
        for &byte in bytes {
            let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\n' | b'\r' => line(self.take()),
                0 => {}
                _ if self.bytes.len() < LINE_LIMIT => self.bytes.push(byte),
                _ => self.cut = true,
            }
        }
    }

    /// Ends the line that is being collected, if there is one.
    pub fn finish(&mut self) -> Option<String> {
        (!self.bytes.is_empty()).then(|| self.take())
    }

    fn take(&mut self) -> String {
        let legible = |c: char| if c.is_control() && c != '\t' { char::REPLACEMENT_CHARACTER } else { c };
        let mut line: String = String::from_utf8_lossy(&self.bytes).chars().map(legible).collect();
        if std::mem::take(&mut self.cut) {
            // The limit may have split a character: its remains are not damage.
            while line.ends_with(char::REPLACEMENT_CHARACTER) {
                line.pop();
            }
            line.push('…');
        }
        self.bytes.clear();
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
        let mut assembler = LineAssembler::new();
        let mut lines = Vec::new();
        for chunk in chunks {
            assembler.push(chunk, |line| lines.push(line));
        }
        lines.extend(assembler.finish());
        lines
    }

    #[test]
    fn line_ends() {
        #[track_caller]
        fn check(bytes: &[u8], expected: &[&str]) {
            assert_eq!(lines([bytes]), expected);
            assert_eq!(lines(bytes.chunks(1)), expected, "byte by byte");
        }
        check(b"", &[]);
        check(b"a\nb\n", &["a", "b"]);
        check(b"a\r\nb\r\n", &["a", "b"]);
        check(b"a\rb\r", &["a", "b"]);
        check(b"a\n\nb", &["a", "", "b"]);
        check(b"a\r\n\r\nb", &["a", "", "b"]);
        check(b"a\n\rb", &["a", "", "b"]);
        check(b"no end", &["no end"]);
        check("lämpö\n".as_bytes(), &["lämpö"]);
        check(b"\0\0boot\n", &["boot"]);
        check(b"a\xFFb\x1b[31m\tc\n", &["a\u{FFFD}b\u{FFFD}[31m\tc"]);
    }

    #[test]
    fn a_long_line_is_cut() {
        let long = "ä".repeat(10_000);
        let cut = lines([long.as_bytes(), b"\nnext\n"]);
        assert_eq!(cut, ["ä".repeat(LINE_LIMIT / 2) + "…", "next".to_owned()]);
        let odd = lines([format!("x{long}\n").as_bytes()]);
        assert_eq!(odd, ["x".to_owned() + &"ä".repeat(LINE_LIMIT / 2 - 1) + "…"]);
    }

    proptest! {
        #[test]
        fn chunks_do_not_matter(bytes: Vec<u8>, size in 1_usize..9) {
            prop_assert_eq!(lines([bytes.as_slice()]), lines(bytes.chunks(size)));
        }
    }
}
