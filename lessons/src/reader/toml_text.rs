//! TOML with the line numbers of its parts.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Finding, FindingCode};
use crate::reader::text::Text;

/// A parsed TOML text that can tell the line of each part.
pub(crate) struct TomlText<'a> {
    text: Text<'a>,
    tree: DeTable<'a>,
}

impl<'a> TomlText<'a> {
    /// Parses the text.
    ///
    /// # Errors
    /// A finding if it is not valid TOML.
    pub fn read(text: Text<'a>) -> Result<Self, Finding> {
        match DeTable::parse(text.text) {
            Ok(tree) => Ok(Self { text, tree: tree.into_inner() }),
            Err(error) => {
                let line = error.span().map(|span| text.line(span.start));
                let reason = error.message().lines().collect::<Vec<_>>().join(" ");
                Err(Finding::new(FindingCode::TomlBroken, text.file).at(line).with("reason", reason))
            }
        }
    }

    /// Deserializes the text as a `T`.
    ///
    /// # Errors
    /// A finding if it does not have the structure of a `T`.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, Finding> {
        toml::from_str(self.text.text).map_err(|error| {
            let line = error.span().map(|span| self.text.line(span.start));
            let finding = |code| Finding::new(code, self.text.file).at(line);
            let message = error.message();
            let mut quoted = message.split('`').skip(1).step_by(2);
            let key = quoted.next().unwrap_or_default();
            if message.starts_with("unknown field") || message.starts_with("unknown variant") {
                let known = quoted.collect::<Vec<_>>().join(", ");
                finding(FindingCode::TomlUnknown).with("key", key).with("known", known)
            } else if message.starts_with("missing field") {
                finding(FindingCode::TomlMissing).with("key", key)
            } else {
                // For untagged enums, the message only names the program's own types.
                let source = error.span().and_then(|span| self.text.text.get(span));
                let reason = match source {
                    Some(source) if message.contains("untagged") => source,
                    _ => message,
                };
                let reason: String = reason.lines().next().unwrap_or_default().chars().take(80).collect();
                finding(FindingCode::TomlValue).with("reason", reason)
            }
        })
    }

    /// Returns the integer of a top-level key, if there is one.
    pub fn number(&self, key: &str) -> Option<i64> {
        let number = self.tree.get(key)?.as_ref().as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// Returns the line of a part, by its path from the top: `scenario.0.expect.2.see`. If the path does not exist to
    /// its end, returns the line of the last part that does.
    pub fn line(&self, way: &str) -> Option<u32> {
        let mut names = way.split('.');
        let first = names.next()?;
        let (key, mut value) = entry(&self.tree, first)?;
        let mut offset = key;
        for name in names {
            let next = match value.as_ref() {
                DeValue::Table(table) => entry(table, name),
                DeValue::Array(array) => name
                    .parse()
                    .ok()
                    .and_then(|index: usize| array.get(index))
                    .map(|item| (item.span().start, item)),
                _ => None,
            };
            let Some((start, inner)) = next else { break };
            (offset, value) = (start, inner);
        }
        Some(self.text.line(offset))
    }

    /// Makes a finding about a part of this text.
    pub fn finding(&self, code: FindingCode, way: &str) -> Finding {
        Finding::new(code, self.text.file).at(self.line(way))
    }
}

/// Returns an entry of a table, and the offset of its key.
fn entry<'t, 'a>(table: &'t DeTable<'a>, name: &str) -> Option<(usize, &'t Spanned<DeValue<'a>>)> {
    let found = table.iter().find(|(key, _): &(&Spanned<Cow<'_, str>>, _)| key.as_ref() == name);
    found.map(|(key, value)| (key.span().start, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = 1\n\n[[scenario]]\nend_ms = 2\n\n[[scenario.expect]]\nsee.x = 3\n[[scenario]]\nrandom.b = { from = 1 }\n";

    #[test]
    fn lines_of_parts() {
        let toml = TomlText::read(Text { file: "f", text: TEXT }).unwrap();
        for (way, line) in [
            ("a", Some(1)),
            ("a.b", Some(1)),
            ("scenario.0.end_ms", Some(4)),
            ("scenario.0.expect.0", Some(6)),
            ("scenario.0.expect.0.see", Some(7)),
            ("scenario.1", Some(8)),
            ("scenario.1.end_ms", Some(8)),
            ("scenario.1.random.b.from", Some(9)),
            ("other", None),
        ] {
            assert_eq!(toml.line(way), line, "{way}");
        }
        assert_eq!((toml.number("a"), toml.number("scenario")), (Some(1), None));
    }
}
