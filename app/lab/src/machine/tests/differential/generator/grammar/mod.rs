//! What expressions of each kind are made of, as templates.

mod conditions;
mod containers;
mod numbers;
mod others;
mod texts;

use super::kind::Kind;

/// The simple values and the templates of a kind.
pub(super) struct Grammar {
    pub(super) simple: &'static [&'static str],
    pub(super) compound: &'static [&'static str],
    /// Templates that fail with some values.
    pub(super) risky: &'static [&'static str],
}

impl Kind {
    /// Returns the expressions of the kind.
    pub(super) fn grammar(self) -> &'static Grammar {
        match self {
            Self::Int => &numbers::INT,
            Self::Float => &numbers::FLOAT,
            Self::Str => &texts::STR,
            Self::Char => &texts::CHAR,
            Self::Bool => &conditions::BOOL,
            Self::Array => &containers::ARRAY,
            Self::Map => &containers::MAP,
            Self::Blob => &containers::BLOB,
            Self::Range => &containers::RANGE,
            Self::Thing => &others::THING,
            Self::Function => &others::FUNCTION,
            Self::Unit => &others::UNIT,
        }
    }
}
