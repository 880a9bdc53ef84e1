//! Values as `print` shows them, in a bounded text.

use rhai::{Array, Blob, Dynamic, FnPtr, Map};

use crate::api;
use crate::machine::Sequence;
use crate::script::caught::Caught;

/// Word for the value of what gives nothing.
pub(crate) const NOTHING: &str = "nothing";

/// Word for a function: its name is not the pupil's.
pub(crate) const FUNCTION: &str = "Fn";

/// Maximum depth to which nested lists are shown.
const MAX_SHOWN_DEPTH: usize = 32;

/// A text of at most `max_bytes` bytes, after which comes an ellipsis.
pub(crate) struct Limited {
    text: String,
    max_bytes: usize,
    is_full: bool,
}

impl Limited {
    pub(crate) fn new(max_bytes: usize) -> Self {
        Self { text: String::new(), max_bytes, is_full: false }
    }

    pub(crate) fn push(&mut self, text: &str) {
        if self.is_full {
            return;
        }
        let mut end = (self.max_bytes - self.text.len()).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(&text[..end]);
        if end < text.len() {
            self.text.push('…');
            self.is_full = true;
        }
    }

    /// Returns the number of bytes that fit.
    fn room(&self) -> usize {
        self.max_bytes - self.text.len().min(self.max_bytes)
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Writes a value as `print` does; a text inside a list is quoted.
pub(crate) fn write_value(into: &mut Limited, value: &Dynamic, quoted: bool) {
    write_nested(into, value, quoted, 0);
}

fn write_nested(into: &mut Limited, value: &Dynamic, quoted: bool, depth: usize) {
    if into.is_full {
        return;
    }
    if depth > MAX_SHOWN_DEPTH {
        into.push("…");
    } else if let Some(list) = value.read_lock::<Array>() {
        into.push("[");
        write_all(into, list.iter(), |into, item| write_nested(into, item, true, depth + 1));
        into.push("]");
    } else if let Some(map) = value.read_lock::<Map>() {
        into.push("#{");
        write_all(into, map.iter(), |into, (name, item)| {
            into.push(&format!("{name:?}: "));
            write_nested(into, item, true, depth + 1);
        });
        into.push("}");
    } else if let Ok(text) = value.as_immutable_string_ref() {
        write_text(into, &text, quoted);
    } else if let Ok(character) = value.as_char() {
        write_text(into, character.encode_utf8(&mut [0; 4]), quoted);
    } else if let Some(caught) = value.read_lock::<Caught>() {
        write_text(into, &caught.message, quoted);
    } else if let Some(range) = value.read_lock::<Sequence>() {
        into.push(&range.to_string());
    } else if value.is_unit() {
        into.push(if quoted { "()" } else { NOTHING });
    } else if let Some(picture) = value.read_lock::<api::Picture>() {
        into.push(&picture.to_string());
    } else if let Some(board) = value.read_lock::<api::Board>() {
        into.push(&board.to_string());
    } else if let Some(pin) = value.read_lock::<api::PinHandle>() {
        into.push(&pin.to_string());
    } else if let Some(table) = value.read_lock::<api::Table>() {
        into.push(&table.to_string());
    } else if let Some(model) = value.read_lock::<api::Model>() {
        into.push(&model.to_string());
    } else if value.is::<FnPtr>() {
        // A closure's name is not the pupil's, and a closure may contain itself.
        into.push(FUNCTION);
    } else if let Some(bytes) = value.read_lock::<Blob>() {
        write_bytes(into, &bytes);
    } else {
        // A variable that a closure uses, too, would show that.
        into.push(&value.flatten_clone().to_string());
    }
}

/// Writes bytes as Rhai does: in groups of eight.
fn write_bytes(into: &mut Limited, bytes: &[u8]) {
    into.push("[");
    for (index, byte) in bytes.iter().enumerate() {
        if into.is_full {
            return;
        }
        if index > 0 && index % 8 == 0 {
            into.push(" ");
        }
        into.push(&format!("{byte:02x}"));
    }
    into.push("]");
}

/// Writes a text; in quotation marks as a script writes it.
fn write_text(into: &mut Limited, text: &str, quoted: bool) {
    if !quoted {
        return into.push(text);
    }
    // What does not fit is not looked at: a text may be long.
    let mut end = into.room().saturating_add(1).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let text = &text[..end];
    into.push("\"");
    if text.contains(['"', '\\', '\n', '\r', '\t']) {
        for c in text.chars() {
            match c {
                '"' => into.push("\\\""),
                '\\' => into.push("\\\\"),
                '\n' => into.push("\\n"),
                '\r' => into.push("\\r"),
                '\t' => into.push("\\t"),
                _ => into.push(c.encode_utf8(&mut [0; 4])),
            }
        }
    } else {
        into.push(text);
    }
    into.push("\"");
}

fn write_all<T>(into: &mut Limited, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Limited, T)) {
    for (index, item) in items.enumerate() {
        if into.is_full {
            return;
        }
        if index > 0 {
            into.push(", ");
        }
        write(into, item);
    }
}
