//! Log entries: events in a form for people.

use serde_json::Value;

use crate::event::Record;
use crate::request::Entry;

/// Returns an event in readable form.
pub fn entry(record: &Record) -> Entry {
    let event = serde_json::to_value(&record.event).unwrap_or_default();
    let of = event.as_object().into_iter().flatten();
    let fields: Vec<String> = of
        .filter(|(name, _)| *name != "event")
        .map(|(name, value)| format!("{name}={}", cell(value)))
        .collect();
    Entry {
        at_ms: record.at_ms,
        event: event.get("event").map(cell).unwrap_or_default(),
        fields: fields.join(" "),
    }
}

/// Returns a field's value as text.
pub(crate) fn cell(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
