//! Numbers, ranges and pins of a check with what was drawn in place.

use digilab_devices::board::{BoardKind, Pin};
use digilab_lessons::check::Range;
use digilab_lessons::number::{Drawn, Number};

use super::said::{Phrase, Said};
use super::trouble::{Trouble, TroubleCode};
use crate::boards::{SIMULATED_PORT, driver_for};

/// From one number to another, both included; without one of the ends it is open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub min: Option<i64>,
    pub max: Option<i64>,
}

impl Bounds {
    pub fn of(range: &Range, drawn: &Drawn) -> Result<Self, Trouble> {
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

    /// The same for a measured number.
    pub fn has_measured(self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min as f64) && self.max.is_none_or(|max| number <= max as f64)
    }

    /// As a value.
    pub fn said(self) -> Said {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Said::new(Phrase::Number).with("number", min),
            (Some(min), Some(max)) => Said::new(Phrase::NumberBetween).with("min", min).with("max", max),
            (Some(min), None) => Said::new(Phrase::NumberLeast).with("min", min),
            (None, Some(max)) => Said::new(Phrase::NumberMost).with("max", max),
            (None, None) => Said::new(Phrase::NumberAny),
        }
    }

    /// As how often something happens.
    pub fn times(self) -> Said {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Said::new(Phrase::Times).with("count", min),
            (Some(min), Some(max)) => Said::new(Phrase::TimesBetween).with("min", min).with("max", max),
            (Some(min), None) => Said::new(Phrase::TimesLeast).with("min", min),
            (None, Some(max)) => Said::new(Phrase::TimesMost).with("max", max),
            (None, None) => Said::new(Phrase::TimesAny),
        }
    }
}

/// A number with what was drawn in place.
pub(super) fn value(number: &Number, drawn: &Drawn) -> Result<i64, Trouble> {
    number.value(drawn).ok_or_else(|| Trouble::new(TroubleCode::NotReckoned).with("given", number))
}

/// A text with what was drawn in place.
pub(super) fn filled(text: &str, drawn: &Drawn) -> Result<String, Trouble> {
    digilab_lessons::number::filled(text, drawn)
        .ok_or_else(|| Trouble::new(TroubleCode::NotReckoned).with("given", text))
}

/// A number of the range that `what` has.
pub(super) fn within<T: TryFrom<i64>>(
    what: &str,
    number: &Number,
    drawn: &Drawn,
    (min, max): (i64, i64),
) -> Result<T, Trouble> {
    let given = value(number, drawn)?;
    let fits = if (min..=max).contains(&given) { T::try_from(given).ok() } else { None };
    fits.ok_or_else(|| {
        let trouble = Trouble::new(TroubleCode::OutOfRange).with("what", what).with("given", given);
        trouble.with("min", min).with("max", max)
    })
}

/// The pin that a script means by the same name.
pub(super) fn pin_number(kind: BoardKind, name: &str) -> Result<Pin, Trouble> {
    driver_for(kind, SIMULATED_PORT, 0).pin_by_name(name).map_err(|_| {
        let short: String = name.chars().take(20).collect();
        Trouble::new(TroubleCode::PinUnknown).with("pin", short).with("board", kind.id())
    })
}
