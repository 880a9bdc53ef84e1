//! Ranges of a script.

/// A range of a script: `1..5`.
pub(crate) type ExclusiveRange = std::ops::Range<rhai::INT>;
/// A range of a script: `1..=5`.
pub(crate) type InclusiveRange = std::ops::RangeInclusive<rhai::INT>;
