//! Texts of values that have none of a pupil's own words in Rhai: nothing, functions, ranges.

use rhai::{Engine, FnPtr};

use crate::machine::Sequence;
use crate::sandbox::shown::{FUNCTION, NOTHING};

pub(super) fn register(engine: &mut Engine) {
    for name in ["print", "to_string"] {
        engine.register_fn(name, |(): ()| NOTHING);
    }
    for name in ["print", "to_string", "debug", "to_debug"] {
        // Rhai tells the name that it gave the function.
        engine.register_fn(name, |_: FnPtr| FUNCTION);
        engine.register_fn(name, |range: Sequence| range.to_string());
    }
}
