//! Texts of maps in JSON: closures are told with the values of the variables that they captured.

use rhai::{Dynamic, Engine, FnPtr, Map};

use super::cells::Captured;

/// Maximum nesting that is told: closures can hold themselves.
const MAX_DEPTH: usize = 32;

/// Returns a value whose closures hold values instead of variables.
fn with_values(value: &Dynamic, depth: usize) -> Dynamic {
    if depth > MAX_DEPTH {
        return Dynamic::UNIT;
    }
    if let Some(captured) = value.read_lock::<Captured>() {
        // The map itself, in a closure that it holds.
        return captured.0.try_borrow().map_or(Dynamic::UNIT, |value| with_values(&value, depth + 1));
    }
    if let Some(pointer) = value.read_lock::<FnPtr>() {
        let mut pointer = pointer.clone();
        for curried in pointer.iter_curry_mut() {
            *curried = with_values(curried, depth + 1);
        }
        return pointer.into();
    }
    if let Ok(items) = value.as_array_ref() {
        return Dynamic::from_array(items.iter().map(|item| with_values(item, depth + 1)).collect());
    }
    if let Ok(map) = value.as_map_ref() {
        return Dynamic::from_map(map_with_values(&map, depth + 1));
    }
    value.clone()
}

fn map_with_values(map: &Map, depth: usize) -> Map {
    map.iter().map(|(key, value)| (key.clone(), with_values(value, depth))).collect()
}

/// Registers `to_json`.
pub(crate) fn register(engine: &mut Engine) {
    engine.register_fn("to_json", |map: Map| rhai::format_map_as_json(&map_with_values(&map, 0)));
}
