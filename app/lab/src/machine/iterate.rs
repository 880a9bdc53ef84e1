//! Loops over lists, ranges and texts. An iterator takes three registers: what is gone through, and where it is.

use rhai::{Array, Blob, Dynamic, EvalAltResult, INT, Position};

use super::dialect::Dialect;
use super::ranges::{ExclusiveRange, InclusiveRange};
use super::sequence::Sequence;

/// Turns the value in the first register into an iterator.
///
/// # Errors
/// A value that has no items; the place is the caller's.
pub(super) fn begin(state: &mut [Dynamic], dialect: Dialect) -> Result<(), Box<EvalAltResult>> {
    let [source, position, end, ..] = state else { return Ok(()) };
    let range = if let Some(range) = source.read_lock::<ExclusiveRange>() {
        Some((range.start, range.end.checked_sub(1)))
    } else {
        source.read_lock::<InclusiveRange>().map(|range| (*range.start(), Some(*range.end())))
    };
    if let Some((first, last)) = range {
        *source = Dynamic::UNIT;
        if let Some(last) = last.filter(|last| *last >= first) {
            *source = Dynamic::from(first);
            *end = Dynamic::from(last);
        }
        return Ok(());
    }
    let letters = source
        .as_immutable_string_ref()
        .ok()
        .map(|text| text.chars().map(|letter| dialect.letter(letter)).collect::<Array>());
    if let Some(letters) = letters {
        *source = Dynamic::from(letters);
    }
    let keys = source
        .as_map_ref()
        .ok()
        .filter(|_| dialect == Dialect::Lab)
        .map(|map| map.keys().map(|key| Dynamic::from(key.to_string())).collect::<Array>());
    if let Some(keys) = keys {
        *source = Dynamic::from(keys);
    }
    let bytes = source
        .as_blob_ref()
        .ok()
        .map(|bytes| Blob::clone(&bytes).into_iter().map(|byte| Dynamic::from(INT::from(byte))).collect());
    if let Some(bytes) = bytes {
        *source = Dynamic::from_array(bytes);
    }
    if !source.is_array() && !source.is::<Sequence>() {
        return Err(Box::new(EvalAltResult::ErrorFor(Position::NONE)));
    }
    *position = Dynamic::ZERO;
    Ok(())
}

/// Takes the next item. `None` at the end.
#[inline]
pub(super) fn next(state: &mut [Dynamic]) -> Option<Dynamic> {
    let [source, position, end, ..] = state else { return None };
    if let Ok(number) = source.as_int() {
        let last = end.as_int().ok()?;
        *source = if number < last { Dynamic::from_int(number + 1) } else { Dynamic::UNIT };
        return Some(Dynamic::from_int(number));
    }
    next_item(source, position)
}

fn next_item(source: &mut Dynamic, position: &mut Dynamic) -> Option<Dynamic> {
    if let Ok(mut items) = source.as_array_mut() {
        let index = position.as_int().ok()?;
        // The list is the loop's own, so its items can be taken.
        let item = std::mem::take(items.get_mut(usize::try_from(index).ok()?)?);
        *position = Dynamic::from_int(index + 1);
        return Some(item);
    }
    source.write_lock::<Sequence>()?.next()
}
