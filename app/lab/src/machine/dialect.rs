//! The language as a script means it.

use rhai::{Dynamic, ImmutableString};

/// A way to read Rhai.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// As Rhai's interpreter does.
    #[default]
    Rhai,
    /// As the lab does: characters are texts, a loop over a map goes through its keys, a number has no elements.
    Lab,
}

impl Dialect {
    /// Returns a character of a text as a value.
    pub fn letter(self, letter: char) -> Dynamic {
        match self {
            Self::Rhai => Dynamic::from(letter),
            Self::Lab => Dynamic::from(ImmutableString::from(letter.to_string())),
        }
    }
}
