//! Equality of values inside lists and objects.

use rhai::{Array, Blob, Dynamic, Map};

use super::change::Result;
use crate::api::Picture;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::machine::{ExclusiveRange, InclusiveRange};
use crate::script::compare::{equal_levels, number};

/// Maximum nesting of what is compared, which is done on the native stack.
const MAX_DEPTH: usize = 500;

/// True if two values are equal, as `==` in a script has it; values of different kinds are not equal.
///
/// # Errors
/// That they are nested too deep.
pub(super) fn equal(left: &Dynamic, right: &Dynamic) -> Result<bool> {
    equal_at(left, right, 0)
}

/// True if two lists have equal items.
///
/// # Errors
/// That they are nested too deep.
pub(super) fn equal_lists(left: &Array, right: &Array) -> Result<bool> {
    lists(left, right, 0)
}

/// True if two objects have the same names with equal values.
///
/// # Errors
/// That they are nested too deep.
pub(super) fn equal_maps(left: &Map, right: &Map) -> Result<bool> {
    maps(left, right, 0)
}

fn equal_at(left: &Dynamic, right: &Dynamic, depth: usize) -> Result<bool> {
    if depth > MAX_DEPTH {
        return Err(ApiError::new(ApiErrorCode::TooDeep).with("max", MAX_DEPTH).raise());
    }
    if let (Ok(left), Ok(right)) = (left.as_int(), right.as_int()) {
        return Ok(left == right);
    }
    match (number(left), number(right)) {
        (Some(left), Some(right)) => return Ok(left == right),
        (Some(number), None) => return Ok(right.as_bool().is_ok_and(|level| equal_levels(level, number))),
        (None, Some(number)) => return Ok(left.as_bool().is_ok_and(|level| equal_levels(level, number))),
        (None, None) => {}
    }
    if let Some(equal) = texts(left, right) {
        return Ok(equal);
    }
    if let (Ok(left), Ok(right)) = (left.as_array_ref(), right.as_array_ref()) {
        return lists(&left, &right, depth + 1);
    }
    if let (Ok(left), Ok(right)) = (left.as_map_ref(), right.as_map_ref()) {
        return maps(&left, &right, depth + 1);
    }
    let is_nothing = left.is_unit() && right.is_unit();
    Ok(is_nothing
        || same::<bool>(left, right)
        || same::<Blob>(left, right)
        || same::<ExclusiveRange>(left, right)
        || same::<InclusiveRange>(left, right)
        || same::<Picture>(left, right))
}

/// Compares texts, and texts with letters, which are values of their own.
fn texts(left: &Dynamic, right: &Dynamic) -> Option<bool> {
    if let (Ok(left), Ok(right)) = (left.as_immutable_string_ref(), right.as_immutable_string_ref()) {
        return Some(*left == *right);
    }
    let (letter, other) = match (left.as_char(), right.as_char()) {
        (Ok(left), Ok(right)) => return Some(left == right),
        (Ok(left), Err(_)) => (left, right),
        (Err(_), Ok(right)) => (right, left),
        (Err(_), Err(_)) => return None,
    };
    let text = other.as_immutable_string_ref().ok()?;
    Some(text.as_str() == letter.encode_utf8(&mut [0; 4]))
}

fn same<T: rhai::Variant + Clone + PartialEq>(left: &Dynamic, right: &Dynamic) -> bool {
    match (left.read_lock::<T>(), right.read_lock::<T>()) {
        (Some(left), Some(right)) => *left == *right,
        _ => false,
    }
}

fn lists(left: &Array, right: &Array, depth: usize) -> Result<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(right) {
        if !equal_at(left, right, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn maps(left: &Map, right: &Map, depth: usize) -> Result<bool> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (name, left) in left {
        match right.get(name) {
            Some(right) if equal_at(left, right, depth)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}
