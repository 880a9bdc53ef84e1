//! Classifies bytes that are not a MicroPython prompt, to tell a person what is there instead.

/// Number of bytes kept.
const SAMPLE_BYTES: usize = 512;
/// Maximum number of characters of a line that are shown.
const SHOWN_CHARS: usize = 40;
/// Fewer bytes than these are ignored: plugging in causes a glitch or two.
const MEANINGFUL_BYTES: usize = 4;

/// The first bytes from a board.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    sample: Vec<u8>,
}

/// The kind of bytes that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeardFirmware {
    /// (Almost) no bytes.
    Nothing,
    /// Neither text nor a known protocol: typical of a wrong speed.
    Noise,
    /// A Firmata board.
    Firmata,
    /// Text; its newest line, shortened.
    Text(String),
}

impl Heard {
    /// Takes the bytes that arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.sample.extend_from_slice(bytes);
        if self.sample.len() > SAMPLE_BYTES {
            let surplus = self.sample.len() - SAMPLE_BYTES;
            self.sample.drain(..surplus);
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.sample.clear();
    }

    /// Classifies the bytes so far.
    pub fn found(&self) -> HeardFirmware {
        // Firmata: the version report F9, or the firmware report F0 79, which every start sends.
        let firmata =
            self.sample.windows(3).any(|three| matches!(three, [0xF9, 0..=9, 0..=99] | [0xF0, 0x79, _]));
        if firmata {
            return HeardFirmware::Firmata;
        }
        if self.sample.len() < MEANINGFUL_BYTES {
            return HeardFirmware::Nothing;
        }
        let text = String::from_utf8_lossy(&self.sample);
        let strange =
            text.chars().filter(|c| *c == '\u{FFFD}' || c.is_control() && !c.is_whitespace()).count();
        if strange * 5 > text.chars().count() {
            return HeardFirmware::Noise;
        }
        let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        HeardFirmware::Text(line.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], found: HeardFirmware) {
        let mut heard = Heard::default();
        bytes.chunks(7).for_each(|chunk| heard.push(chunk));
        assert_eq!(heard.found(), found);
    }

    #[test]
    fn what_is_there() {
        check(b"", HeardFirmware::Nothing);
        check(b"\0\xff", HeardFirmware::Nothing);
        check(b"\xf9\x02\x04\xf0\x79\x02\x04S\0t\0\xf7", HeardFirmware::Firmata);
        check(&[0x80, 0x1c, 0xfe, 0xe0, 0x00, 0x98, 0xf3, 0x1c, 0x03], HeardFirmware::Noise);
        check("temp:21\r\ntemp:22\r\n".as_bytes(), HeardFirmware::Text("temp:22".to_owned()));
        check("lämpö: 21 °C\n".as_bytes(), HeardFirmware::Text("lämpö: 21 °C".to_owned()));
        check(&b"x".repeat(100_000), HeardFirmware::Text("x".repeat(SHOWN_CHARS)));
    }
}
