//! Arms of a `switch`.

use std::hash::{Hash, Hasher};

use rhai::Dynamic;
use smallvec::SmallVec;

use super::dialect::Dialect;
use super::sites::Switch;

/// Returns the instruction of the first arm that fits `value`.
pub(super) fn first(table: &Switch, value: &Dynamic, dialect: Dialect) -> Option<usize> {
    candidates(table, value, dialect).next().and_then(|arm| start(table, arm))
}

/// Returns the instruction of the next arm that fits, after the one whose condition ends at `instruction`.
pub(super) fn next(table: &Switch, value: &Dynamic, instruction: usize, dialect: Dialect) -> Option<usize> {
    let current = table.arms.partition_point(|start| *start as usize <= instruction).checked_sub(1)?;
    candidates(table, value, dialect)
        .skip_while(|arm| *arm != current)
        .nth(1)
        .and_then(|arm| start(table, arm))
}

fn start(table: &Switch, arm: usize) -> Option<usize> {
    table.arms.get(arm).map(|start| *start as usize)
}

/// Returns the arms that fit, in the order in which they are tried.
fn candidates<'t>(
    table: &'t Switch,
    value: &'t Dynamic,
    dialect: Dialect,
) -> impl Iterator<Item = usize> + 't {
    let by_value = is_hashable(value).then(|| table.by_hash.get(&hash(value))).flatten();
    // In the lab, a character is a text, and a text of one letter is a character.
    let value_of_letter = Some(value).filter(|_| dialect == Dialect::Lab);
    let as_text = value_of_letter.and_then(|value| match value.as_char() {
        Ok(letter) => Some(Dynamic::from(letter.to_string())),
        Err(_) => {
            let text = value.as_immutable_string_ref().ok()?;
            let mut letters = text.chars();
            letters.next().filter(|_| letters.next().is_none()).map(Dynamic::from)
        }
    });
    let by_text = as_text.and_then(|text| table.by_hash.get(&hash(&text)));
    let ranges = table.ranges.iter().filter(move |(range, _)| range.contains(value));
    // Of the same arm as a character and as a text, the first one counts.
    let mut by_hash: SmallVec<[usize; 4]> = by_value.into_iter().chain(by_text).flatten().copied().collect();
    by_hash.sort_unstable();
    by_hash.into_iter().chain(ranges.map(|(_, arm)| *arm)).chain(table.default)
}

/// True for a value that an arm can have.
fn is_hashable(value: &Dynamic) -> bool {
    if let Ok(items) = value.as_array_ref() {
        return items.iter().all(is_hashable);
    }
    if let Ok(entries) = value.as_map_ref() {
        return entries.values().all(is_hashable);
    }
    !value.is_variant() && !value.is_fnptr()
}

/// Hashes a value as Rhai's parser hashed those of the arms.
fn hash(value: &Dynamic) -> u64 {
    let mut hasher = ahash::AHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
