//! Functions for numbers, randomness and the plot.

use rhai::{Dynamic, EvalAltResult};

use super::arguments::{Implementations, shortened};
use super::{Call, Receiver};
use crate::api_error::{ApiError, ApiErrorCode, Raise};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Lab, "plot", plot),
    (Receiver::Lab, "random", random),
    (Receiver::Lab, "round", round),
    (Receiver::Lab, "map_range", map_range),
];

fn plot(call: &mut Call<'_>) -> Result {
    let (name, value) = (call.text(0)?, call.number(1)?);
    call.run.with_lab(|lab| {
        lab.sync()?;
        // A sensor that measured nothing leaves a gap, as in the plot of printed lines.
        if value.is_finite() {
            lab.plot(&shortened(&name), value);
        }
        Ok(())
    })?;
    Ok(Dynamic::UNIT)
}

/// Returns a random whole number; both ends are included, in either order.
fn random(call: &mut Call<'_>) -> Result {
    let (first, second): (i64, i64) = (call.int(0)?, call.int(1)?);
    call.run.with_lab(|lab| Ok(lab.random(first.min(second), first.max(second)))).map(Dynamic::from)
}

/// Rounds to a whole number, or to so many decimals, half away from zero.
fn round(call: &mut Call<'_>) -> Result {
    let value = call.value(0);
    // A whole number stays unchanged, however large.
    if value.is_int() {
        return Ok(value);
    }
    let number = call.number(0)?;
    if !call.has(1) {
        return Ok(Dynamic::from(number.round() as i64));
    }
    Ok(Dynamic::from(rounded(number, call.int(1)?)))
}

/// Rounds a number to `digits` decimals as its digits are shown: 1.005 to 1.01, though the number nearest to 1.005 is a
/// little less.
fn rounded(number: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    let scaled = number * scale;
    // Above this, a number has no decimals to round.
    if scaled.abs() >= 1e15 {
        return number;
    }
    (scaled * (1.0 + f64::EPSILON)).round() / scale
}

/// Maps a number from one range to another. Whole numbers give a whole number, as pupils expect of pixels and angles;
/// others give decimals.
fn map_range(call: &mut Call<'_>) -> Result {
    let [value, from_low, from_high, to_low, to_high] =
        [call.number(0)?, call.number(1)?, call.number(2)?, call.number(3)?, call.number(4)?];
    if from_low == from_high {
        let error =
            ApiError::new(ApiErrorCode::EmptyRange).with("low", call.value(1)).with("high", call.value(2));
        return Err(error.raise());
    }
    let mapped = to_low + (value - from_low) * (to_high - to_low) / (from_high - from_low);
    let whole = (0..5).all(|index| call.value(index).is_int());
    Ok(if whole { Dynamic::from(mapped.round() as i64) } else { Dynamic::from(mapped) })
}
