//! Values from JSON texts, as boards and other programs send them. Rhai's own would read the text as a script, with
//! mistakes that are none of the script's.

use std::fmt;
use std::rc::Rc;

use rhai::{Array, Dynamic, Engine, FLOAT, INT, Map};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::change::Result;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::script::run::ScriptRun;
use crate::trace::shortened;

/// Largest number of bytes that a letter of JSON becomes: `[[],[],…` is a list of empty lists.
const BYTES_PER_LETTER: u128 = 40;

pub(super) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    let guard = run.clone();
    engine.register_fn("parse_json", move |text: &str| parse_json(&guard, text));
}

/// Returns the value in a JSON text.
fn parse_json(run: &ScriptRun, text: &str) -> Result {
    run.reserve(text.len() as u128 * BYTES_PER_LETTER)?;
    serde_json::from_str::<Value>(text)
        .map(|value| value.0)
        .map_err(|_| ApiError::new(ApiErrorCode::NotJson).with("given", shortened(text.trim())).raise())
}

/// A value of a script.
struct Value(Dynamic);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> std::result::Result<Value, E> {
        Ok(Value(Dynamic::UNIT))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(Value(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: INT) -> std::result::Result<Value, E> {
        Ok(Value(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(Value(INT::try_from(value).map_or_else(|_| Dynamic::from(value as FLOAT), Dynamic::from)))
    }

    fn visit_f64<E: de::Error>(self, value: FLOAT) -> std::result::Result<Value, E> {
        Ok(Value(value.into()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> std::result::Result<Value, E> {
        Ok(Value(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<Value, A::Error> {
        let mut list = Array::new();
        while let Some(Value(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value(Dynamic::from_array(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> std::result::Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Value(value))) = entries.next_entry::<String, Value>()? {
            map.insert(name.into(), value);
        }
        Ok(Value(Dynamic::from_map(map)))
    }
}
