//! A mistake that a script has caught.

use rhai::ImmutableString;

/// The value of the variable of a `catch`: where a text is used, its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caught {
    /// The sentence that says what is wrong.
    pub message: ImmutableString,
    /// The line, from 1; nothing if it is unknown.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
}
