//! Functions of the language itself, as a child expects them from its maths lessons and from other languages.
//!
//! Rhai's own take decimals where whole numbers are meant (`sqrt(16)`), give nothing where a value is meant
//! (`print(s.trim())`), or end in an error without a sentence (`parse_int("abc")`). What is here is registered after
//! Rhai's packages and takes their place. Those that a pupil looks up are in the API's table as well; closures are
//! called by none of them.

mod compare;
mod console;
mod lists;
mod numbers;
mod parsing;
#[cfg(test)]
mod tests;
mod texts;

use std::any::TypeId;
use std::rc::Rc;

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Variant};

pub(super) use self::compare::compare_mistake;
pub(super) use self::console::NOTHING;
use crate::script::run::ScriptRun;

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Registers all functions of the library.
pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    compare::register(engine);
    console::register(engine);
    lists::register(engine, run);
    numbers::register(engine);
    parsing::register(engine);
    texts::register(engine, run);
}

/// Registers a function that changes the value it is called on, and gives the changed value, too: `l.sort()` alone and
/// `l = l.sort()` both do what they say. A constant keeps its value.
///
/// # Arguments
/// - `others`: types of the arguments after the value.
/// - `change`: changes the value; gets those arguments.
fn register_change<T: Variant + Clone>(
    engine: &mut Engine,
    name: &str,
    others: &[TypeId],
    change: impl Fn(&mut T, &mut [&mut Dynamic]) -> Result<()> + 'static,
) {
    let types: Vec<TypeId> = std::iter::once(TypeId::of::<T>()).chain(others.iter().copied()).collect();
    engine.register_raw_fn(
        name,
        types,
        move |_: NativeCallContext<'_>, arguments: &mut [&mut Dynamic]| -> Result {
            let Some((on, given)) = arguments.split_first_mut() else { return Ok(Dynamic::UNIT) };
            if on.is_read_only() {
                let Some(mut copy) = on.read_lock::<T>().map(|value| value.clone()) else {
                    return Ok(Dynamic::UNIT);
                };
                change(&mut copy, given)?;
                return Ok(Dynamic::from(copy));
            }
            let Some(mut value) = on.write_lock::<T>() else { return Ok(Dynamic::UNIT) };
            change(&mut value, given)?;
            Ok(Dynamic::from(value.clone()))
        },
    );
}
