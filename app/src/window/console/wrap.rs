//! Wraps a line into rows of a given number of columns.
//!
//! Lines are wrapped, not scrolled sideways: in a narrow pane a sentence is still read as a whole. All columns are
//! equally wide, so that the rows of a line are known without laying its text out.

use std::ops::Range;

/// Indentation of the further rows of a line, in columns, so that the beginning of each line stands out.
pub(super) const INDENT: usize = 2;

/// Width of a tab as egui draws it, in columns.
const TAB: usize = 4;

/// Iterator over the rows of a line, as byte ranges of its text.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    columns: usize,
    is_done: bool,
}

/// Returns the rows of `text`, each at most `columns` wide, the further ones narrower by [`INDENT`]; at least one.
pub(super) fn rows(text: &str, columns: usize) -> Rows<'_> {
    Rows { text, at: 0, columns: columns.max(INDENT + 1), is_done: false }
}

/// Returns the number of rows.
pub(super) fn count(text: &str, columns: usize) -> usize {
    let is_short = text.len() <= columns && text.is_ascii() && !text.contains('\t');
    if is_short { 1 } else { rows(text, columns).count() }
}

fn width(character: char) -> usize {
    match character {
        '\t' => TAB,
        // From here on, letters of East Asia and pictures are about twice as wide.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{1f000}'.. => 2,
        _ => 1,
    }
}

impl Iterator for Rows<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let start = self.at;
        let columns = if start == 0 { self.columns } else { self.columns - INDENT };
        let (mut used, mut after_space) = (0, None);
        for (offset, character) in self.text.get(start..)?.char_indices() {
            let place = start + offset;
            used += width(character);
            // A space may stick out at the right: it is invisible.
            if used > columns && offset > 0 && !character.is_whitespace() {
                self.at = after_space.unwrap_or(place);
                return Some(start..self.at);
            }
            if character.is_whitespace() {
                after_space = Some(place + character.len_utf8());
            }
        }
        self.is_done = true;
        Some(start..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        let found: Vec<&str> = rows(text, columns).map(|row| &text[row]).collect();
        assert_eq!(found, expected);
        assert_eq!(count(text, columns), expected.len());
    }

    #[test]
    fn rows_end_between_words() {
        check("", 10, &[""]);
        check("0123456789", 10, &["0123456789"]);
        check("01234567890", 10, &["0123456789", "0"]);
        check("one two three four", 10, &["one two ", "three ", "four"]);
        check("abcdefghijklmnopqrstuvw", 10, &["abcdefghij", "klmnopqr", "stuvw"]);
        check("äöäöäöäöäö", 10, &["äöäöäöäöäö"]);
        check("a\tb\tc", 6, &["a\tb\t", "c"]);
        check("漢字漢字漢字", 10, &["漢字漢字漢", "字"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[ a-zä\t漢]{0,60}", columns in 0_usize..20) {
            let joined: String = rows(&text, columns).map(|row| &text[row]).collect();
            prop_assert_eq!(&joined, &text);
            prop_assert_eq!(count(&text, columns.max(INDENT + 1)), rows(&text, columns).count());
        }
    }
}
