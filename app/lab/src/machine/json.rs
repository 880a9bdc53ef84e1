//! Texts of maps in JSON: closures are told with the values of the variables that they captured.

use std::fmt::Write;

use rhai::{Blob, Dynamic, Engine, EvalAltResult, FnPtr, Map};

use super::cells::Captured;
use super::copies::too_deep;
use crate::api_error::{ApiError, ApiErrorCode, Raise};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Maximum nesting that is told: a closure can hold the map that it is in.
const MAX_DEPTH: usize = 100;

/// Maximum length of the text, in bytes: a text that a list holds a thousand times is there once only.
const MAX_BYTES: usize = 16 << 20;

/// A text that is written.
struct Json {
    text: String,
}

impl Json {
    /// Appends `part`.
    ///
    /// # Errors
    /// That the text is too long.
    fn push(&mut self, part: &str) -> Result<()> {
        if part.len() > MAX_BYTES - self.text.len() {
            let error = ApiError::new(ApiErrorCode::TextTooLong).with("function", "to_json");
            return Err(error.with("given", self.text.len() + part.len()).with("max", MAX_BYTES).raise());
        }
        self.text.push_str(part);
        Ok(())
    }

    /// Appends what a script would write.
    fn push_shown(&mut self, value: &impl std::fmt::Debug) -> Result<()> {
        let mut shown = String::new();
        // Writing to a text cannot fail.
        let _ = write!(shown, "{value:?}");
        self.push(&shown)
    }

    fn list<'v>(&mut self, items: impl Iterator<Item = &'v Dynamic>, depth: usize) -> Result<()> {
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.push(",")?;
            }
            self.value(item, depth)?;
        }
        self.push("]")
    }

    fn map(&mut self, map: &Map, depth: usize) -> Result<()> {
        self.push("{")?;
        for (index, (key, value)) in map.iter().enumerate() {
            if index > 0 {
                self.push(",")?;
            }
            self.push_shown(key)?;
            self.push(":")?;
            self.value(value, depth)?;
        }
        self.push("}")
    }

    fn value(&mut self, value: &Dynamic, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(too_deep(MAX_DEPTH));
        }
        if let Some(captured) = value.read_lock::<Captured>() {
            return match captured.0.try_borrow() {
                Ok(value) => self.value(&value, depth + 1),
                // The variable whose method this is.
                Err(_) => self.push("null"),
            };
        }
        if let Some(pointer) = value.read_lock::<FnPtr>() {
            if !pointer.is_curried() {
                return self.push_shown(&pointer.fn_name());
            }
            self.push("[")?;
            self.push_shown(&pointer.fn_name())?;
            self.push(",")?;
            return self.list(pointer.curry().iter(), depth + 1);
        }
        if let Ok(items) = value.as_array_ref() {
            self.push("[")?;
            return self.list(items.iter(), depth + 1);
        }
        if let Ok(map) = value.as_map_ref() {
            return self.map(&map, depth + 1);
        }
        if let Some(bytes) = value.read_lock::<Blob>() {
            for (index, byte) in bytes.iter().enumerate() {
                self.push(if index > 0 { "," } else { "[" })?;
                self.push(&byte.to_string())?;
            }
            return self.push(if bytes.is_empty() { "[]" } else { "]" });
        }
        if value.is_unit() {
            return self.push("null");
        }
        self.push_shown(value)
    }
}

/// Returns a map in JSON.
///
/// # Errors
/// `too-deep`, `text-too-long`.
fn to_json(map: &Map) -> Result<String> {
    let mut json = Json { text: String::new() };
    json.map(map, 0)?;
    Ok(json.text)
}

/// Registers `to_json`.
pub(crate) fn register(engine: &mut Engine) {
    engine.register_fn("to_json", |map: &mut Map| to_json(map));
}
