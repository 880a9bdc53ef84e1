//! Numbers, ranges and pins of a check, with the drawn values filled in.

use digilab_devices::board::{BoardKind, Pin};
use digilab_lessons::check::Range;
use digilab_lessons::number::{Drawn, Number};

use super::check_error::{CheckError, CheckErrorCode};
use super::phrase::{Phrase, Said};
use crate::boards::{SIMULATED_PORT, driver_for};

/// A range of numbers, both ends included; without one of its ends it is open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub min: Option<i64>,
    pub max: Option<i64>,
}

impl Bounds {
    pub fn of(range: &Range, drawn: &Drawn) -> Result<Self, CheckError> {
        match range {
            Range::Exactly(number) => {
                let number = value(number, drawn)?;
                Ok(Self { min: Some(number), max: Some(number) })
            }
            Range::Between { min, max } => {
                let end =
                    |number: &Option<Number>| number.as_ref().map(|number| value(number, drawn)).transpose();
                Ok(Self { min: end(min)?, max: end(max)? })
            }
        }
    }

    pub fn has(self, number: i64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }

    /// True if a measured number is in the range.
    pub fn has_measured(self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min as f64) && self.max.is_none_or(|max| number <= max as f64)
    }

    /// Returns the range as a phrase of a value.
    pub fn said(self) -> Said {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Said::new(Phrase::NUMBER).with("number", min),
            (Some(min), Some(max)) => Said::new(Phrase::NUMBER_BETWEEN).with("min", min).with("max", max),
            (Some(min), None) => Said::new(Phrase::NUMBER_LEAST).with("min", min),
            (None, Some(max)) => Said::new(Phrase::NUMBER_MOST).with("max", max),
            (None, None) => Said::new(Phrase::NUMBER_ANY),
        }
    }

    /// Returns the range as a phrase of a number of times.
    pub fn times(self) -> Said {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Said::new(Phrase::TIMES).with("count", min),
            (Some(min), Some(max)) => Said::new(Phrase::TIMES_BETWEEN).with("min", min).with("max", max),
            (Some(min), None) => Said::new(Phrase::TIMES_LEAST).with("min", min),
            (None, Some(max)) => Said::new(Phrase::TIMES_MOST).with("max", max),
            (None, None) => Said::new(Phrase::TIMES_ANY),
        }
    }
}

/// Evaluates a number with the drawn values.
pub(super) fn value(number: &Number, drawn: &Drawn) -> Result<i64, CheckError> {
    number.value(drawn).ok_or_else(|| CheckError::new(CheckErrorCode::NotReckoned).with("given", number))
}

/// Fills the drawn values into a text.
pub(super) fn filled(text: &str, drawn: &Drawn) -> Result<String, CheckError> {
    digilab_lessons::number::filled(text, drawn)
        .ok_or_else(|| CheckError::new(CheckErrorCode::NotReckoned).with("given", text))
}

/// Evaluates a number, which must be in the range of `what`.
pub(super) fn within<T: TryFrom<i64>>(
    what: &str,
    number: &Number,
    drawn: &Drawn,
    (min, max): (i64, i64),
) -> Result<T, CheckError> {
    let given = value(number, drawn)?;
    let fits = if (min..=max).contains(&given) { T::try_from(given).ok() } else { None };
    fits.ok_or_else(|| {
        let error = CheckError::new(CheckErrorCode::OutOfRange).with("what", what).with("given", given);
        error.with("min", min).with("max", max)
    })
}

/// Returns the pin of a name, as in scripts.
pub(super) fn pin_number(kind: BoardKind, name: &str) -> Result<Pin, CheckError> {
    driver_for(kind, SIMULATED_PORT, 0).pin_by_name(name).map_err(|_| {
        let short: String = name.chars().take(20).collect();
        CheckError::new(CheckErrorCode::PinUnknown).with("pin", short).with("board", kind.id())
    })
}
