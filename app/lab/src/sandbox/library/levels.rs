//! Truth values as the levels of a pin: `true` is 1, `false` is 0.

use rhai::{Engine, FLOAT, INT};

use crate::script::compare::equal_levels;

/// Registers `==` and `!=` of a truth value and a number, as lists compare their items: `[true] == [1]`.
pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("==", |left: bool, right: INT| equal_levels(left, right as FLOAT));
    engine.register_fn("==", |left: INT, right: bool| equal_levels(right, left as FLOAT));
    engine.register_fn("==", equal_levels);
    engine.register_fn("==", |left: FLOAT, right: bool| equal_levels(right, left));
    engine.register_fn("!=", |left: bool, right: INT| !equal_levels(left, right as FLOAT));
    engine.register_fn("!=", |left: INT, right: bool| !equal_levels(right, left as FLOAT));
    engine.register_fn("!=", |left: bool, right: FLOAT| !equal_levels(left, right));
    engine.register_fn("!=", |left: FLOAT, right: bool| !equal_levels(right, left));
}
