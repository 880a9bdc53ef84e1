//! Mathematics that takes whole numbers as well as decimals.

use std::any::TypeId;
use std::cmp::Ordering;

use rhai::{Array, Dynamic, Engine, EvalAltResult, FLOAT, INT, NativeCallContext, Position};

use super::change::Result;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::sandbox::guards::natural;

/// Functions of decimals, each with its name.
type Named<F> = &'static [(&'static str, F)];

/// Functions of one decimal, which also take a whole number. Angles are in radians, as in Python and on an Arduino.
const OF_ONE: Named<fn(FLOAT) -> FLOAT> = &[
    ("sqrt", FLOAT::sqrt),
    ("sin", FLOAT::sin),
    ("cos", FLOAT::cos),
    ("tan", FLOAT::tan),
    ("asin", FLOAT::asin),
    ("acos", FLOAT::acos),
    ("atan", FLOAT::atan),
    ("sinh", FLOAT::sinh),
    ("cosh", FLOAT::cosh),
    ("tanh", FLOAT::tanh),
    ("to_radians", FLOAT::to_radians),
    ("to_degrees", FLOAT::to_degrees),
    ("exp", FLOAT::exp),
    ("ln", FLOAT::ln),
    ("log", FLOAT::log10),
];

/// Functions of two decimals, which also take whole numbers.
const OF_TWO: Named<fn(FLOAT, FLOAT) -> FLOAT> =
    &[("atan", FLOAT::atan2), ("hypot", FLOAT::hypot), ("log", FLOAT::log)];

/// Functions that make a decimal a whole number.
const TO_WHOLE: Named<fn(FLOAT) -> FLOAT> = &[
    ("floor", FLOAT::floor),
    ("ceil", FLOAT::ceil),
    ("ceiling", FLOAT::ceil),
    ("int", FLOAT::trunc),
    ("to_int", FLOAT::trunc),
];

/// Maximum number of values that `min` and `max` take besides a list.
const MAX_COMPARED: usize = 5;

pub(super) fn register(engine: &mut Engine) {
    for &(name, of) in OF_ONE {
        engine.register_fn(name, move |x: INT| of(x as FLOAT));
    }
    for &(name, of) in OF_TWO {
        engine.register_fn(name, move |x: INT, y: INT| of(x as FLOAT, y as FLOAT));
        engine.register_fn(name, move |x: INT, y: FLOAT| of(x as FLOAT, y));
        engine.register_fn(name, move |x: FLOAT, y: INT| of(x, y as FLOAT));
    }
    for &(name, of) in TO_WHOLE {
        engine.register_fn(name, |x: INT| x);
        engine.register_fn(name, move |x: FLOAT| whole(name, of(x)));
    }
    for (name, wanted) in [("min", Ordering::Less), ("max", Ordering::Greater)] {
        register_extreme(engine, name, wanted);
    }
    engine.register_fn("wrap", |value: INT, count: INT| match count {
        1.. => Ok(value.rem_euclid(count)),
        _ => Err(nothing_to_wrap(count)),
    });
    engine.register_fn("wrap", wrap);
    engine.register_fn("wrap", |value: INT, count: FLOAT| wrap(value as FLOAT, count));
    engine.register_fn("wrap", |value: FLOAT, count: INT| wrap(value, count as FLOAT));
}

/// Converts a decimal without a fraction to a whole number.
///
/// # Errors
/// `not-finite`, or Rhai's own error for a number that is too large.
fn whole(function: &str, number: FLOAT) -> Result<INT> {
    if !number.is_finite() {
        let error = ApiError::new(ApiErrorCode::NotFinite).with("function", function);
        return Err(error.with("argument", "value").with("given", number).raise());
    }
    // The smallest whole number is a power of two, so the decimal is exact; the largest is not, but one more is.
    if number < INT::MIN as FLOAT || number >= -(INT::MIN as FLOAT) {
        return Err(too_large(format!("Integer overflow: {function}({number})")));
    }
    Ok(number as INT)
}

/// Makes Rhai's error for a number that is too large.
pub(super) fn too_large(text: String) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorArithmetic(text, Position::NONE))
}

/// Registers `min` or `max`: of a list, and of two values up to [`MAX_COMPARED`].
fn register_extreme(engine: &mut Engine, name: &'static str, wanted: Ordering) {
    engine.register_fn(name, move |list: &mut Array| match extreme(name, list.iter(), wanted)? {
        Some(found) => Ok(found),
        None => Err(ApiError::new(ApiErrorCode::EmptyList).with("function", name).raise()),
    });
    let any = TypeId::of::<Dynamic>();
    let (int, float) = (TypeId::of::<INT>(), TypeId::of::<FLOAT>());
    // Rhai's own of a whole number and a decimal come before those of any two values, and give a decimal always.
    let mixed = [vec![int, float], vec![float, int]];
    for types in (2..=MAX_COMPARED).map(|count| vec![any; count]).chain(mixed) {
        engine.register_raw_fn(
            name,
            types,
            move |_: NativeCallContext<'_>, values: &mut [&mut Dynamic]| -> Result {
                Ok(extreme(name, values.iter().map(|value| &**value), wanted)?.unwrap_or_default())
            },
        );
    }
}

/// Returns the smallest (`Less`) or largest (`Greater`) of the values; the first of several.
fn extreme<'a>(
    name: &str,
    values: impl Iterator<Item = &'a Dynamic>,
    wanted: Ordering,
) -> Result<Option<Dynamic>> {
    let mut best: Option<&Dynamic> = None;
    for value in values {
        let is_better = match best {
            None => true,
            Some(best) => natural(name, best, value)? == wanted.reverse(),
        };
        if is_better {
            best = Some(value);
        }
    }
    Ok(best.map(Dynamic::flatten_clone))
}

/// Returns `value` counted round a ring of `count`: never negative, as `%` can be.
fn wrap(value: FLOAT, count: FLOAT) -> Result<FLOAT> {
    if count.is_nan() || count <= 0.0 {
        return Err(nothing_to_wrap(count));
    }
    let wrapped = value.rem_euclid(count);
    // Just below 0 the remainder is rounded to the whole ring.
    Ok(if wrapped < count || wrapped.is_nan() { wrapped } else { 0.0 })
}

fn nothing_to_wrap(count: impl std::fmt::Display) -> Box<EvalAltResult> {
    ApiError::new(ApiErrorCode::EmptyRange).with("low", 0).with("high", count).raise()
}
