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

fn plot(call: &mut Call<'_, '_>) -> Result {
    let (name, value) = (call.text(0)?, call.number(1)?);
    call.run.with_lab(|lab| {
        lab.sync()?;
        lab.plot(&shortened(&name), value);
        Ok(())
    })?;
    Ok(Dynamic::UNIT)
}

/// Returns a random whole number; both ends are included, in either order.
fn random(call: &mut Call<'_, '_>) -> Result {
    let (first, second): (i64, i64) = (call.int(0)?, call.int(1)?);
    call.run.with_lab(|lab| Ok(lab.random(first.min(second), first.max(second)))).map(Dynamic::from)
}

fn round(call: &mut Call<'_, '_>) -> Result {
    let value = call.value(0);
    // A whole number stays unchanged, however large.
    if value.is_int() {
        return Ok(value);
    }
    Ok(Dynamic::from(call.number(0)?.round() as i64))
}

/// Maps a number from one range to another. Whole numbers give a whole number, as pupils expect of pixels and angles;
/// others give decimals.
fn map_range(call: &mut Call<'_, '_>) -> Result {
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
