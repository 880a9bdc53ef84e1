//! Codes from closed sets: the only text that the log holds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Maximum length of a code, in characters.
pub const MAX_CHARS: usize = 40;

/// An id from a closed set elsewhere in the program: small letters, digits, `-` and `.`, at most 40 of them. A
/// sentence, a name with a space or an address with `@` or `/` cannot be one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(String);

impl Code {
    /// Returns `text` as a code, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        let is_allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        let is_code = (1..=MAX_CHARS).contains(&text.len()) && text.bytes().all(is_allowed);
        is_code.then(|| Self(text.to_owned()))
    }

    /// Returns `text` as a code, or `other` if it is none.
    pub fn or_other(text: &str) -> Self {
        Self::new(text).unwrap_or_else(|| Self("other".to_owned()))
    }

    /// Returns the code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| serde::de::Error::custom("no code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_writes_is_no_code() {
        for code in ["done", "board-silent", "1.0.0", "a", "door-counter"] {
            assert_eq!(Code::new(code).map(|code| code.to_string()).as_deref(), Some(code));
        }
        let long = "a".repeat(MAX_CHARS + 1);
        for text in ["", "Aino", "aino virtanen", "a@b", "/home/aino", "C:\\", "åbo", "10:20", &long] {
            assert_eq!(Code::new(text), None, "{text}");
            assert_eq!(Code::or_other(text).as_str(), "other");
        }
    }
}
