//! Loops over lists, ranges and texts. An iterator takes three registers: what is gone through, and where it is.

use rhai::{Array, Dynamic, EvalAltResult, INT, Position};

use super::dialect::Dialect;
use super::host::Host;
use super::ranges::{ExclusiveRange, InclusiveRange};
use super::sequence::Sequence;

/// Size of a map's name among the items of a loop, in bytes.
const NAME_BYTES: usize = 96;

/// Turns the value in the first register into an iterator.
///
/// # Arguments
/// - `state`: the registers.
/// - `dialect`: the language, which decides what the items of texts and maps are.
/// - `host`: has the memory for what is gone through.
///
/// # Errors
/// A value that has no items; the place is the caller's. That there is no memory.
pub(super) fn begin(
    state: &mut [Dynamic],
    dialect: Dialect,
    host: &dyn Host,
) -> Result<(), Box<EvalAltResult>> {
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
    if source.is_map() {
        // Each name is a text of its own.
        let count = source.as_map_ref().map_or(0, |map| map.len());
        let names = count.saturating_mul(NAME_BYTES);
        if isize::try_from(names).map_or(true, |names| names > host.memory_left_bytes()) {
            return Err(host.memory_error());
        }
    }
    let keys = source
        .as_map_ref()
        .ok()
        .filter(|_| dialect == Dialect::Lab)
        .map(|map| map.keys().map(|key| Dynamic::from(key.to_string())).collect::<Array>());
    if let Some(keys) = keys {
        *source = Dynamic::from(keys);
    }
    if !source.is_array() && !source.is_string() && !source.is_blob() && !source.is::<Sequence>() {
        return Err(Box::new(EvalAltResult::ErrorFor(Position::NONE)));
    }
    *position = Dynamic::ZERO;
    Ok(())
}

/// Takes the next item. `None` at the end.
#[inline]
pub(super) fn next(state: &mut [Dynamic], dialect: Dialect) -> Option<Dynamic> {
    let [source, position, end, ..] = state else { return None };
    if let Ok(number) = source.as_int() {
        let last = end.as_int().ok()?;
        *source = if number < last { Dynamic::from_int(number + 1) } else { Dynamic::UNIT };
        return Some(Dynamic::from_int(number));
    }
    next_item(source, position, dialect)
}

fn next_item(source: &mut Dynamic, position: &mut Dynamic, dialect: Dialect) -> Option<Dynamic> {
    if let Ok(mut items) = source.as_array_mut() {
        let index = position.as_int().ok()?;
        // The list is the loop's own, so its items can be taken.
        let item = std::mem::take(items.get_mut(usize::try_from(index).ok()?)?);
        *position = Dynamic::from_int(index + 1);
        return Some(item);
    }
    if let Ok(text) = source.as_immutable_string_ref() {
        // The position is that of a byte, so that every letter is as near as the first.
        let at = usize::try_from(position.as_int().ok()?).ok()?;
        let letter = text.get(at..)?.chars().next()?;
        *position = Dynamic::from_int(INT::try_from(at + letter.len_utf8()).ok()?);
        return Some(dialect.letter(letter));
    }
    if let Ok(bytes) = source.as_blob_ref() {
        let at = position.as_int().ok()?;
        let byte = *bytes.get(usize::try_from(at).ok()?)?;
        *position = Dynamic::from_int(at + 1);
        return Some(Dynamic::from(INT::from(byte)));
    }
    source.write_lock::<Sequence>()?.next()
}
