//! Puts a mistake into words.

use std::fmt::Write as _;

use super::code::MistakeCode;
use super::mistake::{Mistake, line_text};
use super::names::kind_of;
use crate::api_error::ApiErrorCode;
use crate::text::Texts;
use crate::text::sentences::{Say, Sentences};

/// Id of the words for kinds of values.
const KIND: &str = "mistake-kind";

/// Length of the part of a long line that is shown around the place, in characters.
const SHOWN_CHARS: usize = 100;

/// Arguments that hold kinds of values; each is put into words before the sentence is.
const KIND_ARGS: &[&str] = &["kind", "left", "right"];

impl Mistake {
    /// Returns the sentence that says what is wrong, without its place.
    pub fn text(&self, texts: &impl Say) -> String {
        self.say(texts, &self.code.text_id())
    }

    /// Returns the advice.
    pub fn advice(&self, texts: &impl Say) -> String {
        self.say(texts, &format!("{}.advice", self.code.text_id()))
    }

    fn say(&self, texts: &impl Say, id: &str) -> String {
        let mut args: Vec<(&str, String)> = Vec::with_capacity(self.args.len() + 2);
        for (name, value) in &self.args {
            let kinds = match self.code {
                MistakeCode::Api(ApiErrorCode::WrongType) => matches!(name.as_str(), "given" | "expected"),
                MistakeCode::Api(ApiErrorCode::MixedKinds) => matches!(name.as_str(), "left" | "right"),
                MistakeCode::Api(_) => false,
                MistakeCode::WrongArgumentType => name == "given",
                MistakeCode::WrongOperands | MistakeCode::WrongOperand => KIND_ARGS.contains(&name.as_str()),
                _ => name == "kind",
            };
            args.push((name, if kinds { kinds_in_words(texts, value) } else { value.clone() }));
        }
        if let Some(related) = self.related {
            args.push(("line", related.line.to_string()));
        }
        texts.say(id, &args)
    }
}

/// Takes the sentences that say what is wrong out of the texts, for the mistakes that a script catches.
pub fn sentences(texts: &Texts) -> Sentences {
    let ids: Vec<String> = MistakeCode::all().map(MistakeCode::text_id).collect();
    Sentences::of(texts, ids.iter().map(String::as_str).chain([KIND]))
}

/// Translates kinds of values: `text, number` becomes `a text, a number`.
fn kinds_in_words(texts: &impl Say, kinds: &str) -> String {
    let word = |kind: &str| texts.say(KIND, &[("kind", kind_of(kind).to_owned())]);
    kinds.split(", ").map(word).collect::<Vec<_>>().join(", ")
}

/// Formats the mistake for a terminal: file, line and column, the sentence, the line with a mark under the place, the
/// related place, the active calls, and the advice.
pub fn explain(file: &str, source: &str, mistake: &Mistake, texts: &Texts) -> String {
    let mut shown = file.to_owned();
    if let Some(line) = mistake.line {
        let _ = write!(shown, ":{line}");
        if let Some(column) = mistake.column {
            let _ = write!(shown, ":{column}");
        }
    }
    let _ = writeln!(shown, ": {}", mistake.text(texts));
    if let Some(line) = mistake.line {
        show_line(&mut shown, source, line, mistake.column.unwrap_or(1), mistake.length.unwrap_or(1), '^');
    }
    if let Some(related) = mistake.related.filter(|related| Some(related.line) != mistake.line) {
        show_line(&mut shown, source, related.line, related.column, 1, '-');
    }
    for call in mistake.calls.iter().rev() {
        let Some(place) = call.place else { continue };
        let id = if call.function.is_empty() { "mistake-in-block" } else { "mistake-in-function" };
        let args = [("function", call.function.clone()), ("line", place.line.to_string())];
        let _ = writeln!(shown, "  {}", texts.get(id, &args));
    }
    let _ = writeln!(shown, "  → {}", mistake.advice(texts));
    shown
}

/// Appends one line of the script and the mark under it. A long line is cut to the part around the place.
fn show_line(shown: &mut String, source: &str, line: u32, column: u32, length: u32, mark: char) {
    let text = line_text(source, line);
    let at = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    let first = at.saturating_sub(SHOWN_CHARS / 2);
    let window: String = text
        .chars()
        .skip(first)
        .take(SHOWN_CHARS)
        .map(|c| if c == '\t' || c.is_control() { ' ' } else { c })
        .collect();
    let number = line.to_string();
    let (cut, after) = (if first > 0 { "…" } else { "" }, text.chars().nth(first + SHOWN_CHARS).is_some());
    let _ = writeln!(shown, "  {number} | {cut}{window}{}", if after { "…" } else { "" });
    let margin = " ".repeat(number.len());
    let indent = " ".repeat(at - first + usize::from(first > 0));
    let left = (SHOWN_CHARS - (at - first)).max(1);
    let marks = usize::try_from(length).unwrap_or(1).clamp(1, left);
    let _ = writeln!(shown, "  {margin} | {indent}{}", mark.to_string().repeat(marks));
}
