//! Objects: their names and values.

use rhai::{Array, Dynamic, Engine, INT, Map};

use super::change::register_changing;
use super::equal::equal_maps;

/// Registers the functions. What calls a function of the script is in the machine's prelude.
pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("len", |map: &mut Map| INT::try_from(map.len()).unwrap_or(INT::MAX));
    engine.register_fn("is_empty", |map: &mut Map| map.is_empty());
    engine.register_fn("contains", |map: &mut Map, name: &str| map.contains_key(name));
    engine.register_fn("get", |map: &mut Map, name: &str| map.get(name).cloned().unwrap_or_default());
    engine.register_fn("keys", |map: &mut Map| -> Array { map.keys().cloned().map(Into::into).collect() });
    engine.register_fn("values", |map: &mut Map| -> Array { map.values().cloned().collect() });
    engine.register_fn("==", |left: &mut Map, right: Map| equal_maps(left, &right));
    engine.register_fn("!=", |left: &mut Map, right: Map| equal_maps(left, &right).map(|equal| !equal));
    engine.register_fn("+", |left: Map, right: Map| -> Map {
        let mut both = left;
        both.extend(right);
        both
    });
    register_changing(engine, "set", |map: &mut Map, name: &str, value: Dynamic| {
        map.insert(name.into(), value);
    });
    register_changing(engine, "remove", |map: &mut Map, name: &str| map.remove(name).unwrap_or_default());
    register_changing(engine, "clear", |map: &mut Map| map.clear());
    register_changing(engine, "mixin", |map: &mut Map, other: Map| map.extend(other));
    register_changing(engine, "+=", |map: &mut Map, other: Map| map.extend(other));
    register_changing(engine, "fill_with", |map: &mut Map, other: Map| {
        for (name, value) in other {
            map.entry(name).or_insert(value);
        }
    });
}
