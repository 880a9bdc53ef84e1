//! A text file of a pack.

use crate::files::PackFiles;
use crate::finding::{Finding, FindingCode};

/// Maximum size of a text, in KiB. The longest lesson has a twentieth of it.
const MAX_KIB: usize = 128;

/// A text, and the path of its file.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Text<'a> {
    /// Returns a file as a text.
    ///
    /// # Errors
    /// A finding if the file is missing, too large or not UTF-8.
    pub fn of(files: &'a PackFiles, file: &'a str) -> Result<Self, Finding> {
        let bytes = files.get(file).ok_or_else(|| Finding::new(FindingCode::FileMissing, file))?;
        if bytes.len() > MAX_KIB * 1024 {
            return Err(Finding::new(FindingCode::TextTooLarge, file).with("max_kib", MAX_KIB));
        }
        match std::str::from_utf8(bytes) {
            // Some editors put an invisible byte order mark in front.
            Ok(text) => Ok(Self { file, text: text.strip_prefix('\u{feff}').unwrap_or(text) }),
            Err(error) => {
                let whole = &bytes[..error.valid_up_to()];
                Err(Finding::new(FindingCode::NotUtf8, file).at(line_of(whole)))
            }
        }
    }

    /// Returns the line, from 1, of the byte at `offset`.
    pub fn line(&self, offset: usize) -> u32 {
        line_of(&self.text.as_bytes()[..offset.min(self.text.len())])
    }
}

fn line_of(before: &[u8]) -> u32 {
    let breaks = before.iter().filter(|&&byte| byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}
