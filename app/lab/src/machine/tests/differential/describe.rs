//! Text of values without what may differ between two runs: made-up names of closures, and what closures capture.

use rhai::{Dynamic, FnPtr};

use super::thing::Thing;

/// Start of the name that the parser makes up for a closure; hexadecimal digits follow.
const ANONYMOUS: &str = "anon$";

/// Maximum nesting that is described; closures can hold what holds them.
const MAX_DEPTH: usize = 12;

/// Makes the text of a value.
pub(super) fn value(value: &Dynamic) -> String {
    nested(value, 0)
}

/// Makes the text of the arguments of a call.
pub(super) fn arguments(values: &[&mut Dynamic]) -> String {
    let texts: Vec<String> = values.iter().map(|argument| value(argument)).collect();
    texts.join(", ")
}

fn nested(value: &Dynamic, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".to_owned();
    }
    let value = value.flatten_clone();
    if let Ok(items) = value.as_array_ref() {
        return format!("[{}]", list(&items, depth));
    }
    if let Ok(map) = value.as_map_ref() {
        let entries: Vec<String> =
            map.iter().map(|(key, value)| format!("{key:?}: {}", nested(value, depth + 1))).collect();
        return format!("#{{{}}}", entries.join(", "));
    }
    if let Some(function) = value.read_lock::<FnPtr>() {
        if function.is_anonymous() || function.fn_name().starts_with(ANONYMOUS) {
            return "Fn(anonymous)".to_owned();
        }
        let curried: Vec<Dynamic> = function.iter_curry().cloned().collect();
        return format!("Fn({}; {})", function.fn_name(), list(&curried, depth));
    }
    if let Some(thing) = value.read_lock::<Thing>() {
        return format!("{:?}", *thing);
    }
    format!("{value:?}")
}

fn list(values: &[Dynamic], depth: usize) -> String {
    let texts: Vec<String> = values.iter().map(|value| nested(value, depth + 1)).collect();
    texts.join(", ")
}

/// Removes from a printed text or a message what is made up for closures.
pub(super) fn text(text: &str) -> String {
    let text = text.replace("Fn*(", "Fn(").replace("Fn#(", "Fn(");
    without_names(&without_captures(&text))
}

/// Shortens the closures of a debug text, whose captured values follow their names.
fn without_captures(text: &str) -> String {
    const CLOSURE: &str = "Fn(\"anon$";
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(CLOSURE) {
        kept.push_str(&rest[..start]);
        kept.push_str("Fn(anonymous)");
        let after = &rest[start + "Fn".len()..];
        rest = &after[closing(after)..];
    }
    kept + rest
}

/// Finds the end of the parenthesis that opens `text`, in bytes; the text's end if it is not closed.
fn closing(text: &str) -> usize {
    let (mut depth, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => (),
        }
    }
    text.len()
}

fn without_names(text: &str) -> String {
    let mut parts = text.split(ANONYMOUS);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str("anonymous");
        kept.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit()));
    }
    kept
}
