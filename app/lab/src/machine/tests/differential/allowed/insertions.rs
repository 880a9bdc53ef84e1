//! Programs with text inserted behind braces, to run them a little otherwise.

use rhai::Position;

use crate::machine::tests::differential::outcome::{End, Outcome};

/// Text to put behind a brace.
pub(super) struct Insertion {
    pub(super) brace: Position,
    pub(super) text: String,
}

/// Orders insertions as they come in the source, each brace once.
pub(super) fn ordered(mut insertions: Vec<Insertion>) -> Vec<Insertion> {
    insertions.sort_by_key(|insertion| insertion.brace);
    insertions.dedup_by_key(|insertion| insertion.brace);
    insertions
}

/// Returns the source with ordered insertions.
pub(super) fn inserted(source: &str, insertions: &[Insertion]) -> String {
    let mut lines: Vec<String> = source.split('\n').map(str::to_owned).collect();
    for insertion in insertions.iter().rev() {
        let (Some(line), Some(column)) = (insertion.brace.line(), insertion.brace.position()) else {
            continue;
        };
        let line = &mut lines[line - 1];
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        line.insert_str(at, &insertion.text);
    }
    lines.join("\n")
}

/// Sets the places of an outcome to what they are without the insertions.
pub(super) fn take_out(outcome: &mut Outcome, insertions: &[Insertion]) {
    if let End::Error { position, .. } = &mut outcome.end {
        *position = without(*position, insertions);
    }
    for entry in &mut outcome.entries {
        entry.position = without(entry.position, insertions);
    }
}

fn without(position: Position, insertions: &[Insertion]) -> Position {
    let (Some(line), Some(mut column)) = (position.line(), position.position()) else { return position };
    // From left to right: what is left is the column with fewer and fewer insertions before it.
    for insertion in insertions.iter().filter(|insertion| insertion.brace.line() == Some(line)) {
        let brace = insertion.brace.position().unwrap_or(0);
        if column > brace {
            column = column.saturating_sub(insertion.text.len()).max(brace);
        }
    }
    Position::new(u16::try_from(line).unwrap(), u16::try_from(column).unwrap())
}
