//! How two runs of a program differ.

use std::fmt;

use super::log::Entry;
use super::outcome::{End, Outcome};

/// Two runs of a program that do not agree.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    /// What differs, for example `position of ErrorRuntime`.
    pub(super) aspect: String,
    pub(super) expected: Outcome,
    pub(super) found: Outcome,
}

impl Difference {
    /// Returns the difference between the interpreter's outcome and the machine's; none if they agree.
    pub(super) fn between(expected: Outcome, found: Outcome) -> Option<Self> {
        let aspect = match (&expected.end, &found.end) {
            (expected, found) if expected.kind() != found.kind() => {
                format!("end: {} became {}", expected.kind(), found.kind())
            }
            (End::Error { position, .. }, End::Error { position: other, .. }) if position != other => {
                format!("position of {}", expected.end.kind())
            }
            (end, other) if end != other => format!("text of {}", end.kind()),
            _ if !texts(&expected.entries).eq(texts(&found.entries)) => "record".to_owned(),
            _ if expected.entries != found.entries => "position in the record".to_owned(),
            _ => return None,
        };
        Some(Self { aspect, expected, found })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.aspect)?;
        for (who, outcome) in [("interpreter", &self.expected), ("machine", &self.found)] {
            writeln!(f, "  {who}: {:?}", outcome.end)?;
            for entry in &outcome.entries {
                writeln!(f, "    {} @ {}", entry.text, entry.position)?;
            }
        }
        Ok(())
    }
}

fn texts(entries: &[Entry]) -> impl Iterator<Item = &str> {
    entries.iter().map(|entry| entry.text.as_str())
}
