//! Operators on numbers and truth values, which need no native function.

use rhai::{Dynamic, EvalAltResult, Position};

use super::copies::reserve_text;
use super::host::{Host, Surprise};
use super::op::Binary;

/// Applies an operator. `None` for other values, an overflow or a division by zero: a native function does or tells it.
#[inline]
pub(super) fn binary(operator: Binary, left: &Dynamic, right: &Dynamic) -> Option<Dynamic> {
    if let (Ok(left), Ok(right)) = (left.as_int(), right.as_int()) {
        return ints(operator, left, right);
    }
    others(operator, left, right)
}

fn others(operator: Binary, left: &Dynamic, right: &Dynamic) -> Option<Dynamic> {
    if let (Some(x), Some(y)) = (number(left), number(right)) {
        return floats(operator, x, y);
    }
    if let (Ok(left), Ok(right)) = (left.as_bool(), right.as_bool()) {
        return match operator {
            Binary::Equal => Some(Dynamic::from_bool(left == right)),
            Binary::NotEqual => Some(Dynamic::from_bool(left != right)),
            _ => None,
        };
    }
    None
}

#[inline]
fn number(value: &Dynamic) -> Option<f64> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(|number| number as f64))
}

/// Appends a value to a text, in place. False if `target` is no text, or a value needs a native function to be shown.
///
/// # Errors
/// That there is no memory for the text.
pub(super) fn append(
    target: &mut Dynamic,
    value: &Dynamic,
    host: &dyn Host,
) -> Result<bool, Box<EvalAltResult>> {
    let Ok(mut text) = target.as_immutable_string_mut() else { return Ok(false) };
    if let Ok(value) = value.as_immutable_string_ref() {
        // A text that others have, too, is copied.
        reserve_text(text.len() / 2 + value.len(), host)?;
        *text += value.as_str();
    } else if let Ok(value) = value.as_char() {
        *text += value;
    } else if let Ok(value) = value.as_int() {
        *text += value.to_string();
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Returns the remainder of whole numbers if it is below zero, and tells the host. `None` for others.
#[cold]
pub(super) fn negative_remainder(
    left: &Dynamic,
    right: &Dynamic,
    at: Position,
    host: &dyn Host,
) -> Option<Dynamic> {
    let (left, right) = (left.as_int().ok()?, right.as_int().ok()?);
    let rest = left.checked_rem(right).filter(|rest| *rest < 0)?;
    host.surprise(Surprise::NegativeRemainder { left, right }, at);
    Some(Dynamic::from_int(rest))
}

/// Applies an operator to whole numbers. `None` also for a remainder below zero, which `negative_remainder` tells.
#[inline]
pub(super) fn ints(operator: Binary, left: i64, right: i64) -> Option<Dynamic> {
    let number = match operator {
        Binary::Add => left.checked_add(right)?,
        Binary::Subtract => left.checked_sub(right)?,
        Binary::Multiply => left.checked_mul(right)?,
        Binary::Divide => left.checked_div(right)?,
        Binary::Remainder => left.checked_rem(right).filter(|rest| *rest >= 0)?,
        Binary::And => left & right,
        Binary::Or => left | right,
        Binary::Xor => left ^ right,
        Binary::Equal => return Some(Dynamic::from_bool(left == right)),
        Binary::NotEqual => return Some(Dynamic::from_bool(left != right)),
        Binary::Less => return Some(Dynamic::from_bool(left < right)),
        Binary::LessOrEqual => return Some(Dynamic::from_bool(left <= right)),
        Binary::Greater => return Some(Dynamic::from_bool(left > right)),
        Binary::GreaterOrEqual => return Some(Dynamic::from_bool(left >= right)),
        Binary::Range => return Some(Dynamic::from(left..right)),
        Binary::RangeInclusive => return Some(Dynamic::from(left..=right)),
        Binary::Power | Binary::ShiftLeft | Binary::ShiftRight => return None,
    };
    Some(Dynamic::from_int(number))
}

/// Applies an operator to numbers with decimals, which compare as Rhai's do: nearly equal is equal.
#[inline]
fn floats(operator: Binary, left: f64, right: f64) -> Option<Dynamic> {
    let number = match operator {
        Binary::Add => left + right,
        Binary::Subtract => left - right,
        Binary::Multiply => left * right,
        Binary::Divide => left / right,
        Binary::Remainder => left % right,
        _ => return compare(operator, left, right).map(Dynamic::from_bool),
    };
    Some(Dynamic::from_float(number))
}

fn compare(operator: Binary, left: f64, right: f64) -> Option<bool> {
    let scale = if left * right == 0.0 { 1.0 } else { left.abs().max(right.abs()) };
    // What is no number equals nothing; infinite numbers have no difference.
    let is_equal = left == right || (left - right).abs() / scale <= f64::EPSILON;
    Some(match operator {
        Binary::Equal => is_equal,
        Binary::NotEqual => !is_equal,
        Binary::Greater => left > right && !is_equal,
        Binary::GreaterOrEqual => left > right || is_equal,
        Binary::Less => left < right && !is_equal,
        Binary::LessOrEqual => left < right || is_equal,
        _ => return None,
    })
}
