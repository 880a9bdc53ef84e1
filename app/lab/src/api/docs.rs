//! Generates the API manual from the table and the texts.

use std::fmt::Write;

use super::{Argument, Boards, FUNCTIONS, Function, Gives, Kind, Receiver, constants};
use crate::text::Texts;

/// Returns `docs/api.md` in the language of `texts`.
pub fn manual(texts: &Texts) -> String {
    let mut page = String::from(INTRODUCTION);
    for (receiver, title) in [
        (Receiver::Lab, "Anywhere"),
        (Receiver::Board, "On a board"),
        (Receiver::Pin, "On a pin"),
        (Receiver::Table, "On a table"),
        (Receiver::Model, "On a model"),
    ] {
        page.push_str(&format!("\n## {title}\n"));
        for function in FUNCTIONS.iter().filter(|function| function.receiver == receiver) {
            page.push_str(&entry(function, texts));
        }
    }
    page.push_str("\n## Pictures\n\n");
    let names: Vec<_> = constants().map(|name| format!("`{name}`")).collect();
    page.push_str(&names.join(" "));
    page.push('\n');
    page
}

const INTRODUCTION: &str = "\
# What a script can call

The language itself, with what it decides about numbers, texts and lists, has a page of its own: [language.md](language.md).

This page is made from the table in `app/lab/src/api/table.rs`; a test fails when it is stale
(`DIGILAB_WRITE_DOCS=1 cargo test -p digilab_lab manual` writes it anew).

The parts of a script run side by side: the main script from top to bottom, and each function given to `forever`,
`every`, `on_press`, `on_gesture` and `on_line`. While one waits (`sleep`, `scroll`, `play`, `ask`) the others go on, and
one that computes for long lets them in between. An event whose function is still running waits for it; a tick of
`every` that was missed is left out. `microbit()` and `arduino()` give the same board each time, and both may be used in
one script. Functions see the variables of the main script. A number with decimals is rounded where a whole one is asked
for.

A machine learns from examples: `table()` collects them, `train` makes a model of them, and the model says which of
the samples something new is most like, by distance in the numbers as they are. A table has at most 5000 rows of 20
numbers and 20 different labels; `print` shows it. A script can pass it on: it is the same table everywhere.
";

/// Returns the entry of one function.
fn entry(function: &Function, texts: &Texts) -> String {
    let on = match function.receiver {
        Receiver::Lab => "",
        Receiver::Board => "board.",
        Receiver::Pin => "pin.",
        Receiver::Table => "table.",
        Receiver::Model => "model.",
    };
    let mut text = format!("\n### `{on}{}`\n\n{}\n", function.signature(), texts.plain(&function.text_id()));
    let mut facts = String::new();
    for argument in function.arguments {
        // Writing to a String cannot fail.
        let _ = writeln!(facts, "- `{}`: {}", argument.name, allowed(argument));
    }
    if let Some(gives) = given_back(function.gives) {
        let _ = writeln!(facts, "- gives {gives}");
    }
    if function.boards != Boards::All {
        let _ = writeln!(facts, "- boards: {}", function.boards.names());
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n{facts}"));
    }
    text.push_str(&format!("\n```rust\n{}\n```\n", function.example));
    text
}

/// Returns the allowed values of an argument, in short.
fn allowed(argument: &Argument) -> String {
    let what = match argument.kind {
        Kind::Int { min, max, unit } => range(min, max, unit),
        Kind::Number | Kind::Reading => "a number".to_owned(),
        Kind::NumberOrList => "a number, or a list of numbers".to_owned(),
        Kind::Level => "0 or 1".to_owned(),
        Kind::Text { max: usize::MAX } => "a text".to_owned(),
        Kind::Text { max } => format!("a text of at most {max} characters"),
        Kind::Choice(words) => {
            words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        }
        Kind::Pin => "a number or a name, as `13`, `\"A0\"`, `\"P1\"`".to_owned(),
        Kind::Shown => "a picture, a text or a number".to_owned(),
        Kind::Notes => "a text of notes, or a list of them: 1 to 64".to_owned(),
        Kind::Colors => "a list of 1 to 64 colours `[red, green, blue]`, 0 to 255 each".to_owned(),
        Kind::Bytes => "a list of at most 32 bytes, 0 to 255 each".to_owned(),
        Kind::List => "a list".to_owned(),
        Kind::Numbers => "a list of 1 to 20 numbers".to_owned(),
        Kind::Names => "a list of 1 to 20 texts of at most 40 characters".to_owned(),
        Kind::Column => "a column's number, from 0, or its name".to_owned(),
        Kind::Table => "a table".to_owned(),
        Kind::Function => "a function, as `|| print(1)`".to_owned(),
        Kind::Any => "anything".to_owned(),
    };
    if argument.optional { format!("{what}; may be left out") } else { what }
}

fn range(min: i64, max: i64, unit: &str) -> String {
    let text = match (min, max) {
        (i64::MIN, i64::MAX) => "a whole number".to_owned(),
        (min, i64::MAX) => format!("a whole number from {min}"),
        (min, max) => format!("{min} to {max}"),
    };
    if unit.is_empty() { text } else { format!("{text} ({unit})") }
}

fn given_back(gives: Gives) -> Option<String> {
    match gives {
        Gives::Nothing => None,
        Gives::Bool => Some("`true` or `false`".to_owned()),
        Gives::Int { min, max, unit } => Some(range(min, max, unit)),
        Gives::Number => Some("a number".to_owned()),
        Gives::Bytes => Some("a list of bytes".to_owned()),
        Gives::Picture => Some("a picture".to_owned()),
        Gives::Board(_) => Some("a board".to_owned()),
        Gives::Pin => Some("a pin".to_owned()),
        Gives::Text => Some("a text".to_owned()),
        Gives::List => Some("a list".to_owned()),
        Gives::Table => Some("a table".to_owned()),
        Gives::Model => Some("a model".to_owned()),
        Gives::Any => Some("anything".to_owned()),
    }
}
