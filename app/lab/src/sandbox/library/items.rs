//! The items of lists: adding, taking, finding and cutting.
//!
//! Rhai's own package brings its interpreter along, which the machine has no use for; a place means the same here as
//! there. What calls a function of the script is in the machine's prelude.

use std::ops::Range;

use rhai::{Array, Dynamic, Engine, INT};

use super::change::{Result, register_changing};
use super::equal::{equal, equal_lists};
use crate::machine::{ExclusiveRange, InclusiveRange};

/// Registers the functions.
pub(super) fn register(engine: &mut Engine) {
    register_reads(engine);
    register_comparisons(engine);
    register_changes(engine);
    register_cuts(engine);
}

fn register_reads(engine: &mut Engine) {
    engine.register_get("len", |list: &mut Array| count(list.len()));
    engine.register_get("is_empty", |list: &mut Array| list.is_empty());
    engine.register_fn("len", |list: &mut Array| count(list.len()));
    engine.register_fn("is_empty", |list: &mut Array| list.is_empty());
    engine.register_fn("get", |list: &mut Array, index: INT| {
        list.get(place(index, list.len())).cloned().unwrap_or_default()
    });
    engine.register_fn("extract", |list: &mut Array, start: INT| {
        list[span(start, INT::MAX, list.len())].to_vec()
    });
    engine.register_fn("extract", |list: &mut Array, start: INT, length: INT| {
        list[span(start, length, list.len())].to_vec()
    });
    engine.register_fn("extract", |list: &mut Array, range: ExclusiveRange| {
        list[exclusive(&range, list.len())].to_vec()
    });
    engine.register_fn("extract", |list: &mut Array, range: InclusiveRange| {
        list[inclusive(&range, list.len())].to_vec()
    });
    engine.register_fn("+", |left: Array, right: Array| -> Array {
        let mut both = left;
        both.extend(right);
        both
    });
}

fn register_comparisons(engine: &mut Engine) {
    engine.register_fn("==", |left: &mut Array, right: Array| equal_lists(left, &right));
    engine.register_fn("!=", |left: &mut Array, right: Array| equal_lists(left, &right).map(|equal| !equal));
    engine.register_fn("contains", |list: &mut Array, item: Dynamic| {
        find(list, &item, 0).map(|found| found.is_some())
    });
    engine.register_fn("index_of", |list: &mut Array, item: Dynamic| index_of(list, &item, 0));
    engine.register_fn("index_of", |list: &mut Array, item: Dynamic, start: INT| {
        index_of(list, &item, place(start, list.len()))
    });
}

fn register_changes(engine: &mut Engine) {
    register_changing(engine, "set", |list: &mut Array, index: INT, value: Dynamic| {
        let index = place(index, list.len());
        if let Some(item) = list.get_mut(index) {
            *item = value;
        }
    });
    register_changing(engine, "push", |list: &mut Array, item: Dynamic| list.push(item));
    register_changing(engine, "append", |list: &mut Array, items: Array| list.extend(items));
    register_changing(engine, "insert", |list: &mut Array, index: INT, item: Dynamic| {
        list.insert(place(index, list.len()), item);
    });
    register_changing(engine, "pop", |list: &mut Array| list.pop().unwrap_or_default());
    register_changing(
        engine,
        "shift",
        |list: &mut Array| {
            if list.is_empty() { Dynamic::UNIT } else { list.remove(0) }
        },
    );
    register_changing(engine, "remove", |list: &mut Array, index: INT| {
        // Before the first item there is nothing to take away.
        let is_there = index >= 0 || index.unsigned_abs() <= list.len() as u64;
        let index = place(index, list.len());
        if is_there && index < list.len() { list.remove(index) } else { Dynamic::UNIT }
    });
    register_changing(engine, "clear", |list: &mut Array| list.clear());
    register_changing(engine, "truncate", |list: &mut Array, length: INT| list.truncate(size(length)));
    register_changing(engine, "chop", |list: &mut Array, length: INT| {
        let first = list.len().saturating_sub(size(length));
        list.drain(..first);
    });
    register_changing(engine, "dedup", |list: &mut Array| -> Result<()> {
        let mut kept = Array::with_capacity(list.len());
        for item in list.drain(..) {
            if kept.last().map_or(Ok(false), |last| equal(last, &item))? {
                continue;
            }
            kept.push(item);
        }
        *list = kept;
        Ok(())
    });
}

fn register_cuts(engine: &mut Engine) {
    register_changing(engine, "split", |list: &mut Array, index: INT| -> Array {
        list.split_off(place(index, list.len()))
    });
    register_changing(engine, "splice", |list: &mut Array, start: INT, length: INT, items: Array| {
        list.splice(span(start, length, list.len()), items);
    });
    register_changing(engine, "splice", |list: &mut Array, range: ExclusiveRange, items: Array| {
        list.splice(exclusive(&range, list.len()), items);
    });
    register_changing(engine, "splice", |list: &mut Array, range: InclusiveRange, items: Array| {
        list.splice(inclusive(&range, list.len()), items);
    });
    register_changing(engine, "drain", |list: &mut Array, start: INT, length: INT| {
        take(list, span(start, length, list.len()))
    });
    register_changing(engine, "drain", |list: &mut Array, range: ExclusiveRange| {
        take(list, exclusive(&range, list.len()))
    });
    register_changing(engine, "drain", |list: &mut Array, range: InclusiveRange| {
        take(list, inclusive(&range, list.len()))
    });
    register_changing(engine, "retain", |list: &mut Array, start: INT, length: INT| {
        keep(list, span(start, length, list.len()))
    });
    register_changing(engine, "retain", |list: &mut Array, range: ExclusiveRange| {
        keep(list, exclusive(&range, list.len()))
    });
    register_changing(engine, "retain", |list: &mut Array, range: InclusiveRange| {
        keep(list, inclusive(&range, list.len()))
    });
}

fn count(length: usize) -> INT {
    INT::try_from(length).unwrap_or(INT::MAX)
}

fn size(length: INT) -> usize {
    usize::try_from(length.max(0)).unwrap_or(usize::MAX)
}

/// Returns the place of an index, at most the list's length; a negative index counts from the end.
fn place(index: INT, length: usize) -> usize {
    match usize::try_from(index) {
        Ok(index) => index.min(length),
        Err(_) if index >= 0 => length,
        Err(_) => length.saturating_sub(usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX)),
    }
}

fn span(start: INT, count: INT, length: usize) -> Range<usize> {
    let start = place(start, length);
    start..start.saturating_add(size(count)).min(length)
}

/// Returns the places of a range. Its negative numbers count as zero.
fn exclusive(range: &ExclusiveRange, length: usize) -> Range<usize> {
    let start = range.start.max(0);
    span(start, range.end.max(start) - start, length)
}

fn inclusive(range: &InclusiveRange, length: usize) -> Range<usize> {
    let start = (*range.start()).max(0);
    span(start, ((*range.end()).max(start) - start).saturating_add(1), length)
}

fn find(list: &Array, wanted: &Dynamic, from: usize) -> Result<Option<usize>> {
    for (index, item) in list.iter().enumerate().skip(from) {
        if equal(item, wanted)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

fn index_of(list: &Array, wanted: &Dynamic, from: usize) -> Result<INT> {
    find(list, wanted, from).map(|found| found.map_or(-1, count))
}

fn take(list: &mut Array, places: Range<usize>) -> Array {
    list.drain(places).collect()
}

/// Keeps the items at these places, and returns the others. Nothing changes if there are none.
fn keep(list: &mut Array, places: Range<usize>) -> Array {
    if places.is_empty() {
        return Array::new();
    }
    let behind = list.split_off(places.end);
    let kept = list.split_off(places.start);
    let mut others = std::mem::replace(list, kept);
    others.extend(behind);
    others
}

#[cfg(test)]
#[path = "items_tests.rs"]
mod tests;
