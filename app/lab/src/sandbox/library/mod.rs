//! Functions of the language itself, as a child expects them from its maths lessons and from other languages.
//!
//! Rhai's own take decimals where whole numbers are meant (`sqrt(16)`), give nothing where a value is meant
//! (`print(s.trim())`), or end in an error without a sentence (`parse_int("abc")`). What is here is registered after
//! Rhai's packages and takes their place. Those that a pupil looks up are in the API's table as well; closures are
//! called by none of them.

mod change;
mod console;
mod equal;
mod items;
mod json;
mod lists;
mod numbers;
mod objects;
mod parsing;
#[cfg(test)]
mod tests;
mod texts;

use std::rc::Rc;

use rhai::{Dynamic, Engine};

use crate::script::run::ScriptRun;

/// Registers the functions of lists and objects that need nothing of a run.
pub(super) fn register_containers(engine: &mut Engine) {
    items::register(engine);
    objects::register(engine);
    change::register_changing(engine, "take", |value: &mut Dynamic| std::mem::take(value));
}

/// Registers the functions of the library that take notice of a run.
pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    console::register(engine);
    json::register(engine, run);
    lists::register(engine, run);
    numbers::register(engine);
    parsing::register(engine);
    texts::register(engine, run);
}
