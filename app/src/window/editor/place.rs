//! Places in a text: bytes, which Rust slices by, and characters, which egui and mistakes count.

use std::ops::Range;

/// A selection, in bytes. The cursor is at `head`; both ends are the same if nothing is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// End that stays while the selection grows.
    pub anchor: usize,
    /// End that moves.
    pub head: usize,
}

impl Selection {
    /// Returns an empty selection, with the cursor at `byte`.
    pub(super) fn at(byte: usize) -> Self {
        Self { anchor: byte, head: byte }
    }

    /// Returns the selected bytes.
    pub(super) fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    pub(super) fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

/// Starts of the lines of a text.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<Start>,
    end: Start,
}

#[derive(Clone, Copy, Debug, Default)]
struct Start {
    byte: usize,
    character: usize,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut start = Start::default();
        let mut starts = vec![start];
        for line in text.split_inclusive('\n') {
            start.byte += line.len();
            start.character += line.chars().count();
            if line.ends_with('\n') {
                starts.push(start);
            }
        }
        Self { starts, end: start }
    }

    /// Returns the number of lines; an empty text has one.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the line that `byte` is on, from 0.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| start.byte <= byte).saturating_sub(1)
    }

    /// Returns the bytes of `line`, from 0, without its line end. A line behind the last is the last one.
    pub(super) fn range(&self, text: &str, line: usize) -> Range<usize> {
        let line = line.min(self.starts.len().saturating_sub(1));
        let start = self.start(line).byte;
        let end = match self.starts.get(line + 1) {
            Some(next) => next.byte.saturating_sub(1),
            None => self.end.byte,
        };
        let has_return = text.get(start..end).is_some_and(|line| line.ends_with('\r'));
        start..if has_return { end - 1 } else { end }
    }

    /// Returns the byte at character `character` of the text; its end if there are not so many.
    pub(super) fn byte_at(&self, text: &str, character: usize) -> usize {
        let line = self.starts.partition_point(|start| start.character <= character).saturating_sub(1);
        let start = self.start(line);
        start.byte + byte_of(text.get(start.byte..).unwrap_or_default(), character - start.character)
    }

    /// Returns the number of characters before `byte`.
    pub(super) fn character_at(&self, text: &str, byte: usize) -> usize {
        let start = self.start(self.line_of(byte));
        start.character + text.get(start.byte..byte).unwrap_or_default().chars().count()
    }

    /// Returns the byte at a line and column, both from 1 and the column in characters, as mistakes give them. A
    /// place outside the text is moved to the nearest one inside.
    pub(super) fn byte_at_place(&self, text: &str, line: u32, column: u32) -> usize {
        let line = index(line).min(self.starts.len().saturating_sub(1));
        let range = self.range(text, line);
        range.start + byte_of(text.get(range).unwrap_or_default(), index(column))
    }

    fn start(&self, line: usize) -> Start {
        self.starts.get(line).copied().unwrap_or(self.end)
    }
}

/// Converts a count from 1 to an index from 0.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX)
}

/// Returns the byte at which character `character` of `text` begins; its end if there are not so many.
pub(super) fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters() {
        let text = "a\nä😀b\r\n\nend";
        let lines = Lines::new(text);
        assert_eq!(lines.count(), 4);
        for (character, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(lines.byte_at(text, character), byte);
            assert_eq!(lines.character_at(text, byte), character);
        }
        assert_eq!(lines.byte_at(text, 99), text.len());
        assert_eq!(lines.character_at(text, text.len()), text.chars().count());
        let shown: Vec<&str> = (0..5).map(|line| &text[lines.range(text, line)]).collect();
        assert_eq!(shown, ["a", "ä😀b", "", "end", "end"]);
    }

    #[track_caller]
    fn check(text: &str, line: u32, column: u32, rest: &str) {
        let byte = Lines::new(text).byte_at_place(text, line, column);
        assert_eq!(&text[byte..], rest);
    }

    #[test]
    fn places_of_mistakes() {
        check("ab\nä😀b", 2, 3, "b");
        check("ab\nä😀b", 2, 4, "");
        check("ab\nä😀b", 1, 3, "\nä😀b");
        check("ab\nä😀b", 1, 99, "\nä😀b");
        check("ab\r\nc", 1, 99, "\r\nc");
        check("ab\nc", 0, 0, "ab\nc");
        check("ab\nc", 99, 1, "c");
        check("", 1, 1, "");
        check("a\n", 2, 1, "");
    }
}
