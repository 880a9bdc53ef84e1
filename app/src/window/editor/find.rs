//! Finding a text in the script.

use std::ops::Range;

/// Where the text was found, kept until the script or what is looked for changes.
#[derive(Debug, Default)]
pub(super) struct Find {
    /// Whether the bar is shown.
    pub is_open: bool,
    /// What is looked for.
    pub needle: String,
    /// Places found, in bytes and in their order.
    found: Vec<Range<usize>>,
    /// Which of them is the current one.
    current: Option<usize>,
    /// What `found` was found for.
    found_for: Option<(u64, String)>,
}

impl Find {
    /// Looks again, if `text` (of revision `revision`) or the needle changed.
    pub(super) fn update(&mut self, text: &str, revision: u64) {
        if self.found_for.as_ref().is_some_and(|(of, needle)| *of == revision && *needle == self.needle) {
            return;
        }
        let start = self.current_range().map(|range| range.start);
        self.found = find_all(text, &self.needle);
        self.found_for = Some((revision, self.needle.clone()));
        self.current = start.and_then(|start| self.found.iter().position(|range| range.start == start));
    }

    /// All places found.
    pub(super) fn found(&self) -> &[Range<usize>] {
        &self.found
    }

    /// The current place's number from 1, and how many there are.
    pub(super) fn count(&self) -> (Option<usize>, usize) {
        (self.current.map(|index| index + 1), self.found.len())
    }

    pub(super) fn current_range(&self) -> Option<Range<usize>> {
        self.found.get(self.current?).cloned()
    }

    /// No place is the current one any more, so that the next is looked for from the cursor.
    pub(super) fn forget_current(&mut self) {
        self.current = None;
    }

    /// The next place from `from` on (a byte), from the start again behind the last one.
    pub(super) fn next(&mut self, from: usize) -> Option<Range<usize>> {
        let index = match self.current {
            Some(index) => index + 1,
            None => self.found.partition_point(|range| range.start < from),
        };
        self.go(if index < self.found.len() { index } else { 0 })
    }

    /// The place before `from`, from the end again before the first one.
    pub(super) fn previous(&mut self, from: usize) -> Option<Range<usize>> {
        let index = match self.current {
            Some(index) => index,
            None => self.found.partition_point(|range| range.end <= from),
        };
        self.go(index.checked_sub(1).unwrap_or(self.found.len().saturating_sub(1)))
    }

    fn go(&mut self, index: usize) -> Option<Range<usize>> {
        self.current = (index < self.found.len()).then_some(index);
        self.current_range()
    }
}

/// Where `needle` stands in `text`; capitals do not matter, and places do not overlap.
fn find_all(text: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    let (text, needle) = (small(text), small(needle));
    text.match_indices(&needle).map(|(at, found)| at..at + found.len()).collect()
}

/// In small letters. A letter stays as it is where its small one takes another number of bytes, so that places are
/// the same in both texts.
fn small(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, needle: &str, expected: &[usize]) {
        let starts: Vec<usize> = find_all(text, needle).iter().map(|range| range.start).collect();
        assert_eq!(starts, expected);
    }

    #[test]
    fn places() {
        check("Sleep sleep SLEEP", "sleep", &[0, 6, 12]);
        check("aaaa", "aa", &[0, 2]);
        check("Ä😀ä b", "ä", &[0, 6]);
        check("İ x \u{212a} X", "x", &[3, 9]);
        check("abc", "", &[]);
        check("abc", "d", &[]);
        check("a.b", ".", &[1]);
    }

    #[test]
    fn there_and_back() {
        let mut find = Find { needle: "a".to_owned(), ..Find::default() };
        find.update("a b A", 1);
        assert_eq!(find.count(), (None, 2));
        assert_eq!(find.next(1), Some(4..5));
        assert_eq!(find.count(), (Some(2), 2));
        assert_eq!(find.next(5), Some(0..1));
        assert_eq!(find.previous(0), Some(4..5));
        assert_eq!(find.previous(4), Some(0..1));
        find.forget_current();
        assert_eq!(find.previous(3), Some(0..1));
        find.update("xa", 2);
        assert_eq!(find.count(), (None, 1));
        find.needle = "b".to_owned();
        find.update("xa", 2);
        assert_eq!((find.next(0), find.previous(0), find.count()), (None, None, (None, 0)));
    }
}
