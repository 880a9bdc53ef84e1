//! Texts: what changes them gives the text, too, and their characters are texts.

use std::any::TypeId;
use std::rc::Rc;

use rhai::{Array, Dynamic, Engine, INT, ImmutableString, Map, Module};

use super::change::{Result, register_change};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::sandbox::guards::PIECE_BYTES;
use crate::script::run::ScriptRun;

pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    register_changes(engine);
    register_repeats(engine, run);
    register_characters(engine, run);
    register_iterators(engine);
}

fn register_changes(engine: &mut Engine) {
    let register = |engine: &mut Engine, name: &str, change: fn(&str) -> String| {
        register_change(engine, name, move |text: &mut ImmutableString| {
            let changed = change(text);
            if changed != text.as_str() {
                *text = changed.into();
            }
            Ok(())
        });
    };
    register(engine, "trim", |text| text.trim().to_owned());
    register(engine, "make_upper", str::to_uppercase);
    register(engine, "make_lower", str::to_lowercase);
}

/// Registers a text times a number: `"-" * 20`.
fn register_repeats(engine: &mut Engine, run: &Rc<ScriptRun>) {
    let guard = run.clone();
    engine.register_fn("*", move |text: &str, times: INT| repeat(&guard, text, times));
    let guard = run.clone();
    engine.register_fn("*", move |times: INT, text: &str| repeat(&guard, text, times));
    let guard = run.clone();
    engine.register_fn("*", move |letter: char, times: INT| {
        repeat(&guard, letter.encode_utf8(&mut [0; 4]), times)
    });
    let guard = run.clone();
    engine.register_fn("*", move |times: INT, letter: char| {
        repeat(&guard, letter.encode_utf8(&mut [0; 4]), times)
    });
}

fn repeat(run: &ScriptRun, text: &str, times: INT) -> Result<ImmutableString> {
    // More times than the machine can count are more than the memory limit, too.
    let times = usize::try_from(times.max(0)).unwrap_or(usize::MAX);
    // Rhai's text is a copy of Rust's.
    run.reserve(2 * text.len() as u128 * times as u128)?;
    Ok(if text.is_empty() { ImmutableString::new() } else { text.repeat(times).into() })
}

fn register_characters(engine: &mut Engine, run: &Rc<ScriptRun>) {
    engine.register_fn("char", |code: INT| {
        let character = u32::try_from(code).ok().and_then(char::from_u32);
        character.map(letter).ok_or_else(|| {
            let error = ApiError::new(ApiErrorCode::OutOfRange).with("function", "char");
            let error = error.with("argument", "code").with("given", code);
            error.with("min", 0).with("max", u32::from(char::MAX)).raise()
        })
    });
    engine.register_fn("code", |character: char| INT::from(u32::from(character)));
    engine.register_fn("code", |text: &str| {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(INT::from(u32::from(character))),
            _ => {
                let error = ApiError::new(ApiErrorCode::OneCharacter).with("function", "code");
                Err(error.with("given", crate::trace::shortened(text)).raise())
            }
        }
    });
    for name in ["to_chars", "chars"] {
        let guard = run.clone();
        engine.register_fn(name, move |text: &mut ImmutableString| -> Result<Array> {
            guard.reserve(text.len() as u128 * PIECE_BYTES)?;
            Ok(letters(text.clone()).collect())
        });
    }
    engine.register_fn("get", |text: &str, index: INT| {
        let place = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
        let found = match index {
            0.. => text.chars().nth(place),
            _ => text.chars().rev().nth(place - 1),
        };
        found.map_or(Dynamic::UNIT, |character| letter(character).into())
    });
    engine.register_fn("pop", |text: &mut ImmutableString| match text.chars().next_back() {
        Some(last) => {
            *text = text[..text.len() - last.len_utf8()].into();
            letter(last).into()
        }
        None => Dynamic::UNIT,
    });
}

/// Makes `for` go through the letters of a text as texts, and through the names of an object's values.
fn register_iterators(engine: &mut Engine) {
    let mut iterators = Module::new();
    iterators.set_iter(TypeId::of::<ImmutableString>(), |text| {
        Box::new(letters(text.into_immutable_string().unwrap_or_default()))
    });
    iterators.set_iter(TypeId::of::<Map>(), |map| {
        let names: Vec<_> =
            map.read_lock::<Map>().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        Box::new(names.into_iter().map(|name| Dynamic::from(ImmutableString::from(name))))
    });
    engine.register_global_module(iterators.into());
}

/// Returns the letters of a text, each as a text.
fn letters(text: ImmutableString) -> impl Iterator<Item = Dynamic> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = text.get(at..)?.chars().next()?;
        at += next.len_utf8();
        Some(letter(next).into())
    })
}

fn letter(character: char) -> ImmutableString {
    ImmutableString::from(&*character.encode_utf8(&mut [0; 4]))
}
