//! Elements that are no values of their own: a text's characters and slices, a number's bits, a byte list's bytes.

use std::any::type_name;

use rhai::{Dynamic, Engine, EvalAltResult, INT, ImmutableString, Position};

use super::dialect::Dialect;
use super::ranges::{ExclusiveRange, InclusiveRange};
use crate::api_error::{ApiError, ApiErrorCode, Raise};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Number of bits of a number.
const BITS: usize = INT::BITS as usize;

/// Places of a mistake about an element.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub index: Position,
    pub operator: Position,
}

/// True if `target` has elements of this module.
pub(super) fn has_elements(target: &Dynamic, dialect: Dialect) -> bool {
    target.is_string() || target.is_blob() || dialect == Dialect::Rhai && target.is_int()
}

/// Reads an element.
///
/// # Errors
/// An index of a wrong type or beyond the end.
pub(super) fn get(engine: &Engine, target: &Dynamic, index: &Dynamic, at: At, dialect: Dialect) -> Result {
    if let Ok(text) = target.as_immutable_string_ref() {
        return text_element(engine, &text, index, at, dialect);
    }
    if let Ok(bytes) = target.as_blob_ref() {
        let wanted = int(engine, index, at)?;
        let place = place(bytes.len(), wanted);
        let byte = place.and_then(|place| bytes.get(place));
        return byte
            .map(|byte| Dynamic::from(INT::from(*byte)))
            .ok_or_else(|| Box::new(EvalAltResult::ErrorArrayBounds(bytes.len(), wanted, at.index)));
    }
    let number = target.as_int().map_err(|found| mismatch::<INT>(engine, found, at.index))?;
    if let Some((mask, shift)) = bit_field(index, at)? {
        return Ok(Dynamic::from((number & mask).checked_shr(shift).unwrap_or(0)));
    }
    let bit = bit(engine, index, at)?;
    Ok(Dynamic::from(number & (1 << bit) != 0))
}

/// Replaces an element.
///
/// # Errors
/// An index of a wrong type or beyond the end; a value that cannot be an element.
pub(super) fn set(
    engine: &Engine,
    target: &mut Dynamic,
    index: &Dynamic,
    value: &Dynamic,
    at: At,
    dialect: Dialect,
) -> Result<()> {
    if target.is_string() {
        return set_text_element(engine, target, index, value, at, dialect);
    }
    let wrong = |expected: &str, found: &str| {
        Box::new(EvalAltResult::ErrorMismatchDataType(expected.to_owned(), found.to_owned(), at.operator))
    };
    if let Ok(mut bytes) = target.as_blob_mut() {
        let wanted = int(engine, index, at)?;
        let length = bytes.len();
        let byte = place(length, wanted).and_then(|place| bytes.get_mut(place));
        let Some(byte) = byte else {
            return Err(Box::new(EvalAltResult::ErrorArrayBounds(length, wanted, at.index)));
        };
        *byte = (value.as_int().map_err(|found| wrong("INT", found))? & 0xff) as u8;
        return Ok(());
    }
    let number = target.as_int().map_err(|found| mismatch::<INT>(engine, found, at.index))?;
    let changed = if let Some((mask, shift)) = bit_field(index, at)? {
        let bits = value.as_int().map_err(|found| wrong("integer", found))?;
        number & !mask | bits.checked_shl(shift).unwrap_or(0) & mask
    } else {
        let bit = bit(engine, index, at)?;
        if value.as_bool().map_err(|found| wrong("bool", found))? {
            number | 1 << bit
        } else {
            number & !(1 << bit)
        }
    };
    *target = Dynamic::from(changed);
    Ok(())
}

/// Returns an index that counts from the end if it is negative.
pub(super) fn place(length: usize, index: INT) -> Option<usize> {
    let place = match usize::try_from(index) {
        Ok(place) => place,
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?,
    };
    Some(place).filter(|place| *place < length)
}

/// Makes the error of a value that is no `T`.
pub(super) fn mismatch<T>(engine: &Engine, found: &str, at: Position) -> Box<EvalAltResult> {
    let expected = engine.map_type_name(type_name::<T>()).to_owned();
    Box::new(EvalAltResult::ErrorMismatchDataType(expected, found.to_owned(), at))
}

fn int(engine: &Engine, index: &Dynamic, at: At) -> Result<INT> {
    index.as_int().map_err(|found| mismatch::<INT>(engine, found, at.index))
}

fn bit(engine: &Engine, index: &Dynamic, at: At) -> Result<u32> {
    let wanted = int(engine, index, at)?;
    let bit = place(BITS, wanted).and_then(|bit| u32::try_from(bit).ok());
    bit.ok_or_else(|| Box::new(EvalAltResult::ErrorBitFieldBounds(BITS, wanted, at.index)))
}

/// Returns the mask of a range of bits, in their place, and the lowest bit's number. `None` if `index` is no range.
fn bit_field(index: &Dynamic, at: At) -> Result<Option<(INT, u32)>> {
    let bounds = |wanted| Box::new(EvalAltResult::ErrorBitFieldBounds(BITS, wanted, at.index));
    // Bits of a range count from the lowest, and a negative one is none.
    let within = |wanted: INT, most: usize| {
        usize::try_from(wanted).ok().filter(|bit| *bit <= most).ok_or_else(|| bounds(wanted))
    };
    let (start, end) = if let Some(range) = index.read_lock::<ExclusiveRange>() {
        let end = if range.end == INT::MAX { BITS } else { within(range.end, BITS)? };
        (within(range.start, BITS - 1)?, end)
    } else if let Some(range) = index.read_lock::<InclusiveRange>() {
        let last = if *range.end() == INT::MAX { BITS - 1 } else { within(*range.end(), BITS - 1)? };
        (within(*range.start(), BITS - 1)?, last + 1)
    } else {
        return Ok(None);
    };
    let width = end.saturating_sub(start);
    let bits = match u32::try_from(width).ok().filter(|width| *width > 0) {
        None => 0,
        Some(width) => (u64::MAX >> (64 - width)).cast_signed(),
    };
    let shift = u32::try_from(start).unwrap_or(0);
    Ok(Some((bits.checked_shl(shift).unwrap_or(0), if width == 0 { 0 } else { shift })))
}

fn text_bounds(text: &str, wanted: INT, at: At) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorStringBounds(text.chars().count(), wanted, at.index))
}

fn text_element(
    engine: &Engine,
    text: &ImmutableString,
    index: &Dynamic,
    at: At,
    dialect: Dialect,
) -> Result {
    if let Some((start, length)) = slice(text, index, at)? {
        return Ok(text.chars().skip(start).take(length).collect::<String>().into());
    }
    let wanted = int(engine, index, at)?;
    let found = match usize::try_from(wanted) {
        Ok(place) => text.chars().nth(place),
        Err(_) => usize::try_from(wanted.unsigned_abs())
            .ok()
            .and_then(|from_end| text.chars().rev().nth(from_end.checked_sub(1)?)),
    };
    found.map(|letter| dialect.letter(letter)).ok_or_else(|| text_bounds(text, wanted, at))
}

/// Returns the first character of a range of a text, and the number of characters. `None` if `index` is no range.
fn slice(text: &str, index: &Dynamic, at: At) -> Result<Option<(usize, usize)>> {
    let (start, end, is_inclusive) = if let Some(range) = index.read_lock::<ExclusiveRange>() {
        (range.start, range.end, false)
    } else if let Some(range) = index.read_lock::<InclusiveRange>() {
        (*range.start(), *range.end(), true)
    } else {
        return Ok(None);
    };
    if text.is_empty() {
        return Ok(Some((0, 0)));
    }
    let count = text.chars().count();
    let from = match usize::try_from(start) {
        Ok(from) => from,
        Err(_) => place(count, start).ok_or_else(|| text_bounds(text, start, at))?,
    };
    let to = usize::try_from(end).ok().or_else(|| place(count, end)).unwrap_or(0);
    let length = if is_inclusive {
        if from == 0 && to >= count - 1 {
            count
        } else if to > from {
            to.saturating_sub(from).saturating_add(1)
        } else {
            0
        }
    } else {
        to.saturating_sub(from)
    };
    Ok(Some((from, length)))
}

/// Returns the character that a value is.
fn letter(value: &Dynamic, at: At, dialect: Dialect) -> Result<char> {
    let found = match value.as_char() {
        Ok(letter) => return Ok(letter),
        Err(found) => found,
    };
    if dialect == Dialect::Rhai {
        let error = EvalAltResult::ErrorMismatchDataType("char".to_owned(), found.to_owned(), at.operator);
        return Err(Box::new(error));
    }
    let text = value.as_immutable_string_ref().map(|text| text.to_string()).unwrap_or_default();
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => {
            let error = ApiError::new(ApiErrorCode::OneCharacter).with("function", "[]").with("given", value);
            let mut error = error.raise();
            error.set_position(at.operator);
            Err(error)
        }
    }
}

fn set_text_element(
    engine: &Engine,
    target: &mut Dynamic,
    index: &Dynamic,
    value: &Dynamic,
    at: At,
    dialect: Dialect,
) -> Result<()> {
    let Ok(text) = target.as_immutable_string_ref().map(|text| text.clone()) else { return Ok(()) };
    if let Some(changed) = replaced_slice(&text, index, value, at)? {
        *target = changed.into();
        return Ok(());
    }
    // An index beyond the end is told before a wrong value.
    drop(text_element(engine, &text, index, at, Dialect::Rhai)?);
    let wanted = int(engine, index, at)?;
    let letter = letter(value, at, dialect)?;
    let Some(place) = place(text.chars().count(), wanted) else { return Ok(()) };
    let changed: String =
        text.chars().enumerate().map(|(number, old)| if number == place { letter } else { old }).collect();
    *target = changed.into();
    Ok(())
}

fn replaced_slice(text: &str, index: &Dynamic, value: &Dynamic, at: At) -> Result<Option<String>> {
    if slice(text, index, at)?.is_none() {
        return Ok(None);
    }
    let count = text.chars().count();
    let (start, end) = if let Some(range) = index.read_lock::<ExclusiveRange>() {
        (range.start, range.end)
    } else if let Some(range) = index.read_lock::<InclusiveRange>() {
        (*range.start(), range.end().saturating_add(1))
    } else {
        return Ok(None);
    };
    let from = usize::try_from(start).ok().or_else(|| place(count, start)).unwrap_or(0);
    let to = usize::try_from(end).ok().or_else(|| place(count, end)).unwrap_or(0);
    let before = text.chars().take(from);
    let behind = text.chars().skip(to.min(count));
    Ok(Some(before.chain(value.to_string().chars()).chain(behind).collect()))
}
