//! Search in the script.

use std::ops::Range;

/// Matches of a search, kept until the script or the search text changes.
#[derive(Debug, Default)]
pub(super) struct Find {
    /// True while the find bar is shown.
    pub is_open: bool,
    /// Search text.
    pub needle: String,
    /// Matches, in bytes and in their order.
    found: Vec<Range<usize>>,
    /// Index of the current match.
    current: Option<usize>,
    /// Revision and search text that `found` belongs to.
    found_for: Option<(u64, String)>,
}

impl Find {
    /// Searches again, if `text` (of revision `revision`) or the search text has changed.
    pub(super) fn update(&mut self, text: &str, revision: u64) {
        if self.found_for.as_ref().is_some_and(|(of, needle)| *of == revision && *needle == self.needle) {
            return;
        }
        let start = self.current_range().map(|range| range.start);
        self.found = find_all(text, &self.needle);
        self.found_for = Some((revision, self.needle.clone()));
        self.current = start.and_then(|start| self.found.iter().position(|range| range.start == start));
    }

    /// Returns all matches.
    pub(super) fn found(&self) -> &[Range<usize>] {
        &self.found
    }

    /// Returns the number of the current match, from 1, and the number of matches.
    pub(super) fn count(&self) -> (Option<usize>, usize) {
        (self.current.map(|index| index + 1), self.found.len())
    }

    pub(super) fn current_range(&self) -> Option<Range<usize>> {
        self.found.get(self.current?).cloned()
    }

    /// Forgets the current match, so that the next one is searched for from the cursor.
    pub(super) fn forget_current(&mut self) {
        self.current = None;
    }

    /// Goes to the match after the current one, or else to the first from byte `from` on; wraps around at the end.
    pub(super) fn next(&mut self, from: usize) -> Option<Range<usize>> {
        let index = match self.current {
            Some(index) => index + 1,
            None => self.found.partition_point(|range| range.start < from),
        };
        self.go(if index < self.found.len() { index } else { 0 })
    }

    /// Goes to the match before the current one, or else to the last before byte `from`; wraps around at the start.
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

/// Returns the matches of `needle` in `text`, ignoring case and without overlaps.
fn find_all(text: &str, needle: &str) -> Vec<Range<usize>> {
    if needle.is_empty() {
        return Vec::new();
    }
    let (text, needle) = (small(text), small(needle));
    text.match_indices(&needle).map(|(at, found)| at..at + found.len()).collect()
}

/// Returns `text` in lower case. A letter stays as it is if its lower case takes another number of bytes, so that
/// places are the same in both texts.
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
