//! Lists: what changes them gives the list, too; sums, joined texts and random items.

use std::rc::Rc;

use rhai::{Array, Dynamic, Engine, FLOAT, INT, ImmutableString};

use super::change::{Result, register_change};
use super::numbers::too_large;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::sandbox::guards::{self, MAX_SHOWN_BYTES};
use crate::sandbox::shown::{Limited, write_value};
use crate::script::compare::number;
use crate::script::run::ScriptRun;

pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    engine.register_fn("range", |to: INT| 0..to);
    engine.register_fn("sum", |list: &mut Array| sum(list));
    let guard = run.clone();
    engine.register_fn("join", move |list: &mut Array, separator: &str| join(&guard, list, separator));
    let guard = run.clone();
    engine.register_fn("join", move |list: &mut Array| join(&guard, list, ""));
    for (name, descending) in [("sort", false), ("sort_desc", true)] {
        register_order(engine, run, name, move |run, list| {
            guards::sort_naturally(run, name, list, descending)
        });
    }
    register_order(engine, run, "reverse", |_, list| {
        list.reverse();
        Ok(())
    });
    register_order(engine, run, "shuffle", shuffle);
    let guard = run.clone();
    engine.register_fn("choose", move |list: &mut Array| choose(&guard, list));
}

/// Registers a function that changes the order of a list.
fn register_order(
    engine: &mut Engine,
    run: &Rc<ScriptRun>,
    name: &str,
    order: impl Fn(&ScriptRun, &mut Array) -> Result<()> + 'static,
) {
    let guard = run.clone();
    register_change(engine, name, move |list: &mut Array| {
        // The list that is given is a copy.
        guard.reserve(guards::list_bytes(list))?;
        order(&guard, list)
    });
}

/// Returns the sum of a list's numbers; a whole number if all are.
fn sum(list: &Array) -> Result {
    let (mut whole, mut decimal) = (Some(0 as INT), 0.0);
    let mut has_decimals = false;
    for item in list {
        let Some(value) = number(item) else {
            let error =
                ApiError::new(ApiErrorCode::WrongType).with("function", "sum").with("argument", "list");
            return Err(error.with("given", item.type_name()).with("expected", "numbers").raise());
        };
        decimal += value;
        match item.as_int() {
            Ok(value) => whole = whole.and_then(|whole| whole.checked_add(value)),
            Err(_) => has_decimals = true,
        }
    }
    if has_decimals {
        return Ok(Dynamic::from(decimal as FLOAT));
    }
    whole.map(Dynamic::from).ok_or_else(|| too_large("Addition overflow: sum".to_owned()))
}

/// Returns the items as one text, as `print` shows them, with `separator` between two.
fn join(run: &ScriptRun, list: &Array, separator: &str) -> Result<ImmutableString> {
    let mut text = String::new();
    for (index, item) in list.iter().enumerate() {
        let mut shown = Limited::new(MAX_SHOWN_BYTES);
        write_value(&mut shown, item, false);
        let shown = shown.into_text();
        // A growing text is copied to twice its size.
        run.reserve(2 * (text.len() + separator.len() + shown.len()) as u128)?;
        if index > 0 {
            text.push_str(separator);
        }
        text.push_str(&shown);
    }
    Ok(text.into())
}

/// Brings a list into a random order, each as likely as any other (Fisher and Yates).
fn shuffle(run: &ScriptRun, list: &mut Array) -> Result<()> {
    run.with_lab(|lab| {
        for last in (1..list.len()).rev() {
            let other = lab.random(0, INT::try_from(last).unwrap_or(INT::MAX));
            list.swap(last, usize::try_from(other).unwrap_or(last));
        }
        Ok(())
    })
}

/// Returns a random item of a list.
fn choose(run: &ScriptRun, list: &Array) -> Result {
    let Some(last) = list.len().checked_sub(1) else {
        return Err(ApiError::new(ApiErrorCode::EmptyList).with("function", "choose").raise());
    };
    let at = run.with_lab(|lab| Ok(lab.random(0, INT::try_from(last).unwrap_or(INT::MAX))))?;
    Ok(usize::try_from(at).ok().and_then(|at| list.get(at)).map(Dynamic::flatten_clone).unwrap_or_default())
}
