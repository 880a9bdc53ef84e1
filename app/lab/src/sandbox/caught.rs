//! The value of a mistake for the variable of a `catch`.

use rhai::{Dynamic, Engine, EvalAltResult, INT, ImmutableString};

use crate::mistakes::{Mistake, Vocabulary};
use crate::script::caught::Caught;
use crate::text::sentences::Sentences;

/// Returns what a script is told of a mistake.
///
/// # Arguments
/// - `source`: the script.
/// - `vocabulary`: what it may use by name.
/// - `sentences`: those of mistakes; without them, the code of the mistake takes their place.
pub(super) fn value(
    source: &str,
    error: &EvalAltResult,
    vocabulary: &Vocabulary,
    sentences: &Sentences,
) -> Dynamic {
    let mistake = Mistake::of(source, error, vocabulary);
    let message = mistake.text(sentences).into();
    Dynamic::from(Caught { message, line: mistake.line, column: mistake.column })
}

/// Registers the type: its fields, and that it goes where a text goes.
pub(super) fn register(engine: &mut Engine) {
    let number = |value: Option<u32>| value.map_or(Dynamic::UNIT, |value| INT::from(value).into());
    engine.register_type_with_name::<Caught>("mistake");
    engine.register_get("message", |caught: &mut Caught| caught.message.clone());
    engine.register_get("line", move |caught: &mut Caught| number(caught.line));
    engine.register_get("position", move |caught: &mut Caught| number(caught.column));
    for name in ["to_string", "print", "to_debug", "debug"] {
        engine.register_fn(name, |caught: &mut Caught| caught.message.clone());
    }
    engine.register_fn("+", |caught: Caught, text: ImmutableString| caught.message + text);
    engine.register_fn("+", |text: ImmutableString, caught: Caught| text + caught.message);
    engine.register_fn("==", |caught: Caught, text: ImmutableString| caught.message == text);
    engine.register_fn("==", |text: ImmutableString, caught: Caught| caught.message == text);
    engine.register_fn("!=", |caught: Caught, text: ImmutableString| caught.message != text);
    engine.register_fn("!=", |text: ImmutableString, caught: Caught| caught.message != text);
    engine.register_fn("len", |caught: &mut Caught| {
        INT::try_from(caught.message.chars().count()).unwrap_or(INT::MAX)
    });
    engine.register_fn("contains", |caught: &mut Caught, part: &str| caught.message.contains(part));
}
