//! Guarded versions of the library functions that could take any amount of memory or time in one call.
//!
//! The progress hook sees a run only between operations. Most operations at most double what there is; these do not,
//! so they reserve memory first ([`ScriptRun::reserve`]) or poll the Stop button while they work.

use std::cmp::Ordering;
use std::rc::Rc;

use rhai::{Array, Blob, Dynamic, Engine, EvalAltResult, INT, ImmutableString, Map};

use super::shown::{Limited, write_value};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::script::compare::{compare_mistake, number};
use crate::script::run::ScriptRun;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Maximum length of a text made of a list or map, in bytes.
pub(super) const MAX_SHOWN_BYTES: usize = 1 << 20;

/// Number of comparisons between two polls of the Stop button while sorting.
const COMPARISONS: u32 = 4096;

/// Size of a value in a list, in bytes.
const VALUE_BYTES: u128 = size_of::<Dynamic>() as u128;

/// Size of a piece of a split text beside its characters, in bytes: the value and the shared string's header.
pub(super) const PIECE_BYTES: u128 = VALUE_BYTES + 48;

pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    register_shows(engine);
    register_pads(engine, run);
    register_replaces(engine, run);
    register_splits(engine, run);
    register_sorts(engine, run);
}

fn register_shows(engine: &mut Engine) {
    for name in ["to_string", "print", "to_debug", "debug"] {
        engine.register_fn(name, |list: &mut Array| shown(list));
        engine.register_fn(name, |map: &mut Map| shown(map));
        engine.register_fn(name, |bytes: &mut Blob| shown(bytes));
    }
}

/// Shows a list or map without a copy: it is moved into a `Dynamic` and back.
fn shown<T: rhai::Variant + Clone + Default>(value: &mut T) -> ImmutableString {
    let lent = Dynamic::from(std::mem::take(value));
    let mut text = Limited::new(MAX_SHOWN_BYTES);
    write_value(&mut text, &lent, true);
    *value = lent.try_cast().unwrap_or_default();
    text.into_text().into()
}

fn register_pads(engine: &mut Engine, run: &Rc<ScriptRun>) {
    let guard = run.clone();
    engine.register_fn("pad", move |list: &mut Array, length: INT, item: Dynamic| -> Result<()> {
        let Some(added) = to_add(length, list.len()) else { return Ok(()) };
        guard.reserve(added as u128 * (VALUE_BYTES + inner_bytes(&item)))?;
        list.resize(list.len() + added, item);
        Ok(())
    });
    let guard = run.clone();
    engine.register_fn("pad", move |blob: &mut Blob, length: INT, byte: INT| -> Result<()> {
        let Some(added) = to_add(length, blob.len()) else { return Ok(()) };
        guard.reserve(added as u128)?;
        blob.resize(blob.len() + added, low_byte(byte));
        Ok(())
    });
    let guard = run.clone();
    engine.register_fn("blob", move |length: INT| new_blob(&guard, length, 0));
    let guard = run.clone();
    engine.register_fn("blob", move |length: INT, byte: INT| new_blob(&guard, length, byte));
    let guard = run.clone();
    engine.register_fn("to_array", move |blob: &mut Blob| -> Result<Array> {
        guard.reserve(blob.len() as u128 * VALUE_BYTES)?;
        Ok(blob.iter().map(|byte| Dynamic::from(INT::from(*byte))).collect())
    });
    let guard = run.clone();
    engine.register_fn("pad", move |text: &mut ImmutableString, length: INT, filler: char| {
        pad_text(&guard, text, length, filler.encode_utf8(&mut [0; 4]))
    });
    let guard = run.clone();
    engine.register_fn("pad", move |text: &mut ImmutableString, length: INT, filler: ImmutableString| {
        pad_text(&guard, text, length, &filler)
    });
}

fn to_add(length: INT, present: usize) -> Option<usize> {
    // A length beyond what the machine can address is beyond the memory limit, too.
    let length = usize::try_from(length.max(0)).unwrap_or(usize::MAX);
    length.checked_sub(present).filter(|added| *added > 0)
}

fn low_byte(value: INT) -> u8 {
    (value & 0xff) as u8
}

fn new_blob(run: &ScriptRun, length: INT, byte: INT) -> Result<Blob> {
    let length = usize::try_from(length.max(0)).unwrap_or(usize::MAX);
    run.reserve(length as u128)?;
    Ok(vec![low_byte(byte); length])
}

/// Appends `filler` until the text has at least `length` characters, and gives the text.
fn pad_text(
    run: &ScriptRun,
    text: &mut ImmutableString,
    length: INT,
    filler: &str,
) -> Result<ImmutableString> {
    let step = filler.chars().count();
    let Some(missing) = to_add(length, text.chars().count()) else { return Ok(text.clone()) };
    if step == 0 {
        return Ok(text.clone());
    }
    let times = missing.div_ceil(step);
    run.reserve(2 * (text.len() as u128 + times as u128 * filler.len() as u128))?;
    let mut padded = String::with_capacity(text.len() + times * filler.len());
    padded.push_str(text);
    for _ in 0..times {
        padded.push_str(filler);
    }
    *text = padded.into();
    Ok(text.clone())
}

/// Returns the size of a copy of a list, in bytes.
pub(super) fn list_bytes(list: &Array) -> u128 {
    list.iter().map(|item| VALUE_BYTES + inner_bytes(item)).sum()
}

/// Returns the size of a value's contents when it is copied, in bytes: lists and maps are copied, texts are shared.
fn inner_bytes(value: &Dynamic) -> u128 {
    if let Some(list) = value.read_lock::<Array>() {
        return list_bytes(&list);
    }
    if let Some(map) = value.read_lock::<Map>() {
        return map.values().map(|item| 3 * VALUE_BYTES + inner_bytes(item)).sum();
    }
    value.read_lock::<Blob>().map_or(0, |blob| blob.len() as u128)
}

fn register_replaces(engine: &mut Engine, run: &Rc<ScriptRun>) {
    let guard = run.clone();
    engine.register_fn(
        "replace",
        move |text: &mut ImmutableString, find: ImmutableString, new: ImmutableString| {
            replace(&guard, text, &find, &new)
        },
    );
    let guard = run.clone();
    engine.register_fn("replace", move |text: &mut ImmutableString, find: ImmutableString, new: char| {
        replace(&guard, text, &find, new.encode_utf8(&mut [0; 4]))
    });
    let guard = run.clone();
    engine.register_fn("replace", move |text: &mut ImmutableString, find: char, new: ImmutableString| {
        replace(&guard, text, find.encode_utf8(&mut [0; 4]), &new)
    });
    let guard = run.clone();
    engine.register_fn("replace", move |text: &mut ImmutableString, find: char, new: char| {
        replace(&guard, text, find.encode_utf8(&mut [0; 4]), new.encode_utf8(&mut [0; 4]))
    });
}

/// Replaces `find` in a text, and gives the text.
fn replace(run: &ScriptRun, text: &mut ImmutableString, find: &str, new: &str) -> Result<ImmutableString> {
    // An empty text would match between all characters, which nobody means.
    if find.is_empty() {
        return Ok(text.clone());
    }
    let found = text.matches(find).count() as u128;
    run.reserve(2 * (text.len() as u128 + found * new.len() as u128))?;
    if found > 0 {
        *text = text.replace(find, new).into();
    }
    Ok(text.clone())
}

fn register_splits(engine: &mut Engine, run: &Rc<ScriptRun>) {
    let guard = run.clone();
    engine.register_fn("split", move |text: &mut ImmutableString| -> Result<Array> {
        let pieces = text.split_whitespace().count();
        collect(&guard, text, pieces, text.split_whitespace())
    });
    for name in ["split", "split_rev"] {
        let guard = run.clone();
        engine.register_fn(name, move |text: &mut ImmutableString, at: ImmutableString| {
            split(&guard, text, &at, usize::MAX, name == "split_rev")
        });
        let guard = run.clone();
        engine.register_fn(name, move |text: &mut ImmutableString, at: char| {
            split(&guard, text, at.encode_utf8(&mut [0; 4]), usize::MAX, name == "split_rev")
        });
        let guard = run.clone();
        engine.register_fn(name, move |text: &mut ImmutableString, at: ImmutableString, pieces: INT| {
            split(
                &guard,
                text,
                &at,
                usize::try_from(pieces.max(1)).unwrap_or(usize::MAX),
                name == "split_rev",
            )
        });
        let guard = run.clone();
        engine.register_fn(name, move |text: &mut ImmutableString, at: char, pieces: INT| {
            let pieces = usize::try_from(pieces.max(1)).unwrap_or(usize::MAX);
            split(&guard, text, at.encode_utf8(&mut [0; 4]), pieces, name == "split_rev")
        });
    }
}

fn split(run: &ScriptRun, text: &str, at: &str, most: usize, from_end: bool) -> Result<Array> {
    let pieces = text.matches(at).count().saturating_add(1).min(most);
    if from_end {
        collect(run, text, pieces, text.rsplitn(most, at))
    } else {
        collect(run, text, pieces, text.splitn(most, at))
    }
}

fn collect<'a>(
    run: &ScriptRun,
    text: &str,
    pieces: usize,
    parts: impl Iterator<Item = &'a str>,
) -> Result<Array> {
    run.reserve(text.len() as u128 + pieces as u128 * PIECE_BYTES)?;
    Ok(parts.map(|part| Dynamic::from(ImmutableString::from(part))).collect())
}

fn register_sorts(engine: &mut Engine, run: &Rc<ScriptRun>) {
    for (name, descending) in [("order", false), ("order_desc", true)] {
        let guard = run.clone();
        engine.register_fn(name, move |list: Array| -> Result<Array> {
            let mut list = list;
            sort_naturally(&guard, name, &mut list, descending)?;
            Ok(list)
        });
    }
}

/// Sorts a list of numbers, of texts or of truth values.
///
/// # Arguments
/// - `name`: name of the function, for its errors.
pub(super) fn sort_naturally(
    run: &ScriptRun,
    name: &'static str,
    list: &mut Array,
    descending: bool,
) -> Result<()> {
    sort(run, list, |left, right| {
        natural(name, left, right).map(|order| if descending { order.reverse() } else { order })
    })
}

/// Orders numbers, texts, characters and truth values among their own kind.
///
/// # Arguments
/// - `name`: name of the function that asks, for its errors.
pub(super) fn natural(name: &str, left: &Dynamic, right: &Dynamic) -> Result<Ordering> {
    let order = if let (Ok(left), Ok(right)) = (left.as_int(), right.as_int()) {
        Some(left.cmp(&right))
    } else if let (Some(left), Some(right)) = (number(left), number(right)) {
        Some(left.total_cmp(&right))
    } else if let (Ok(left), Ok(right)) = (left.as_immutable_string_ref(), right.as_immutable_string_ref()) {
        Some(left.as_str().cmp(right.as_str()))
    } else if let (Ok(left), Ok(right)) = (left.as_char(), right.as_char()) {
        Some(left.cmp(&right))
    } else if let (Ok(left), Ok(right)) = (left.as_bool(), right.as_bool()) {
        Some(left.cmp(&right))
    } else {
        None
    };
    order.ok_or_else(|| {
        let mistake = compare_mistake(name, left, right);
        if let Some(mistake) = mistake.filter(|mistake| mistake.code == ApiErrorCode::TextAgainstNumber) {
            return mistake.raise();
        }
        let error = ApiError::new(ApiErrorCode::MixedKinds).with("function", name);
        error.with("left", left.type_name()).with("right", right.type_name()).raise()
    })
}

/// Merge sort that can be stopped between two comparisons, and whose comparisons may fail; the list is then
/// unchanged.
fn sort(
    run: &ScriptRun,
    list: &mut Array,
    compare: impl Fn(&Dynamic, &Dynamic) -> Result<Ordering>,
) -> Result<()> {
    run.reserve(list.len() as u128 * 8 * 2)?;
    let mut order: Vec<usize> = (0..list.len()).collect();
    let mut merged: Vec<usize> = Vec::with_capacity(order.len());
    let mut comparisons = 0_u32;
    let mut width = 1;
    while width < order.len() {
        merged.clear();
        for run_pair in order.chunks(width.saturating_mul(2)) {
            let (mut left, mut right) = run_pair.split_at(width.min(run_pair.len()));
            while let (Some((first, left_rest)), Some((second, right_rest))) =
                (left.split_first(), right.split_first())
            {
                comparisons = comparisons.wrapping_add(1);
                if comparisons.is_multiple_of(COMPARISONS) {
                    run.spend(u64::from(COMPARISONS))?;
                }
                let order = match (list.get(*first), list.get(*second)) {
                    (Some(first), Some(second)) => compare(first, second)?,
                    _ => Ordering::Equal,
                };
                if order == Ordering::Greater {
                    merged.push(*second);
                    right = right_rest;
                } else {
                    merged.push(*first);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        width = width.saturating_mul(2);
    }
    let sorted = order.iter().filter_map(|index| list.get_mut(*index).map(std::mem::take)).collect();
    *list = sorted;
    Ok(())
}
