//! Kinds of values, by which a program is made so that most of its operations are valid.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Float,
    Str,
    Char,
    Bool,
    /// Integers, unless a risky operation put something else in.
    Array,
    /// `#{n: int, s: str, l: [int, int], m: #{n: int, l: [int, #{n: int}]}}`
    Map,
    Blob,
    Range,
    Thing,
    /// A function of one integer that returns an integer.
    Function,
    Unit,
}

impl Kind {
    /// The kinds of declared variables and of printed values, the usual ones more than once.
    pub(super) const ANY: [Self; 17] = [
        Self::Int,
        Self::Int,
        Self::Int,
        Self::Float,
        Self::Str,
        Self::Str,
        Self::Char,
        Self::Bool,
        Self::Array,
        Self::Array,
        Self::Map,
        Self::Map,
        Self::Blob,
        Self::Range,
        Self::Thing,
        Self::Function,
        Self::Unit,
    ];

    /// Finds the kind that templates call `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "int" => Self::Int,
            "float" => Self::Float,
            "str" => Self::Str,
            "char" => Self::Char,
            "bool" => Self::Bool,
            "arr" => Self::Array,
            "map" => Self::Map,
            "blob" => Self::Blob,
            "range" => Self::Range,
            "thing" => Self::Thing,
            "fn" => Self::Function,
            "unit" => Self::Unit,
            _ => return None,
        })
    }
}
