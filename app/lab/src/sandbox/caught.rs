//! The value of a mistake for the variable of a `catch`.

use rhai::{Dynamic, EvalAltResult, Map};

use crate::api_error::{ApiError, Raise};

/// Returns what a script is told of a mistake: a message, and its place.
pub(super) fn fields(error: &EvalAltResult) -> Map {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Dynamic| fields.insert(name.into(), value);
    let at = error.position();
    let number = |value: usize| Dynamic::from(i64::try_from(value).unwrap_or(i64::MAX));
    // The text ends with the place, which is told apart.
    let text = ApiError::of(error).map_or_else(|| error.to_string(), |raised| raised.to_string());
    put("message", text.split(" (line ").next().unwrap_or(&text).to_owned().into());
    if let Some(line) = at.line() {
        put("line", number(line));
        put("position", number(at.position().unwrap_or(0)));
    }
    fields
}
