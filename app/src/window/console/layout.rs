//! The lines that pass the filter, and the rows they take. The layout grows with the lines: none is examined twice,
//! however fast they arrive.

use std::collections::VecDeque;
use std::ops::Range;

use super::lines::{Kind, Line, LineNumber, Lines};
use super::needle::Needle;
use super::wrap;

/// Cost of examining a line besides its text, in bytes of text.
const COST_OF_LINE: usize = 32;

/// A displayed line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub number: LineNumber,
    /// First row. Rows are counted from the beginning of the layout, including those of lines that are gone.
    pub row: u64,
    /// True for the separator at the start of a run, which is not a line.
    pub is_run_start: bool,
}

/// The displayed lines for one filter and one width.
#[derive(Default)]
pub(super) struct Layout {
    needle: Needle,
    columns: usize,
    shown: VecDeque<Shown>,
    /// Number of the next line to examine.
    next: LineNumber,
    /// Row behind the last one.
    end_row: u64,
    run_starts: usize,
}

impl Layout {
    pub(super) fn new(needle: Needle, columns: usize) -> Self {
        Self { needle, columns, ..Self::default() }
    }

    /// True if it was made for this filter and width.
    pub(super) fn is_for(&self, needle: &Needle, columns: usize) -> bool {
        self.needle == *needle && self.columns == columns
    }

    /// Returns its width, in columns.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// True if a filter hides lines.
    pub(super) fn is_filtered(&self) -> bool {
        !self.needle.is_empty()
    }

    /// Examines new lines, and forgets those that are gone. Returns false if there are more.
    ///
    /// # Arguments
    /// - `budget`: approximate number of bytes of text to examine.
    pub(super) fn advance(&mut self, lines: &Lines, budget: usize) -> bool {
        let numbers = lines.numbers();
        while let Some(oldest) = self.shown.front().filter(|shown| shown.number < numbers.start) {
            self.run_starts -= usize::from(oldest.is_run_start);
            self.shown.pop_front();
        }
        self.next = self.next.max(numbers.start);
        let mut cost = 0;
        for (number, line) in lines.from(self.next) {
            if cost >= budget {
                return false;
            }
            cost += line.text.len() + COST_OF_LINE;
            self.next = number + 1;
            self.add(number, line);
        }
        true
    }

    fn add(&mut self, number: LineNumber, line: &Line) {
        let is_run_start = line.kind == Kind::RunStart;
        // Between filtered lines of different runs, which have nothing else in common, a separator would say nothing.
        let is_shown = if is_run_start { !self.is_filtered() } else { self.needle.is_in(&line.text) };
        if is_shown {
            self.shown.push_back(Shown { number, row: self.end_row, is_run_start });
            self.run_starts += usize::from(is_run_start);
            self.end_row += wrap::count(&line.text, self.columns) as u64 + u64::from(line.left_out > 0);
        }
    }

    /// Returns the rows of the layout.
    pub(super) fn rows(&self) -> Range<u64> {
        self.shown.front().map_or(self.end_row, |first| first.row)..self.end_row
    }

    /// Returns the number of displayed lines, without separators.
    pub(super) fn line_count(&self) -> usize {
        self.shown.len() - self.run_starts
    }

    /// Returns the number of entries: lines and separators.
    pub(super) fn len(&self) -> usize {
        self.shown.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Shown> {
        self.shown.get(index).copied()
    }

    /// Returns the index of the line with this row, or of the nearest one.
    pub(super) fn index_at_row(&self, row: u64) -> usize {
        self.shown.partition_point(|shown| shown.row <= row).saturating_sub(1)
    }

    /// Returns the index of the line with this number, or of the next one displayed after it.
    pub(super) fn index_of(&self, number: LineNumber) -> usize {
        self.shown.partition_point(|shown| shown.number < number)
    }

    /// Returns the rows of the line with this index.
    pub(super) fn rows_of(&self, index: usize) -> Range<u64> {
        let start = self.get(index).map_or(self.end_row, |shown| shown.row);
        start..self.get(index + 1).map_or(self.end_row, |next| next.row)
    }

    /// Returns the numbers of the displayed lines, including separators.
    pub(super) fn numbers(&self) -> impl Iterator<Item = LineNumber> {
        self.shown.iter().map(|shown| shown.number)
    }
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;

    fn push(lines: &mut Lines, text: &str) {
        for line in clean::lines(text, 100) {
            lines.push(line, Kind::Printed);
        }
    }

    #[test]
    fn grows_with_the_lines() {
        let mut lines = Lines::default();
        let mut layout = Layout::new(Needle::new("a"), 10);
        push(&mut lines, "a\nb\nan apple a day\nAAA");
        assert!(layout.advance(&lines, usize::MAX));
        assert_eq!(layout.numbers().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(layout.rows(), 0..4);
        assert_eq!((layout.rows_of(1), layout.rows_of(2)), (1..3, 3..4));
        push(&mut lines, "b\na");
        assert!(layout.advance(&lines, usize::MAX));
        assert_eq!(layout.numbers().collect::<Vec<_>>(), [0, 2, 3, 5]);
        assert_eq!((layout.index_at_row(2), layout.index_at_row(3), layout.index_at_row(99)), (1, 2, 3));
        assert_eq!((layout.index_of(1), layout.index_of(2), layout.index_of(4)), (1, 1, 3));
    }

    #[test]
    fn looks_at_no_more_than_it_may() {
        let mut lines = Lines::default();
        push(&mut lines, &"text\n".repeat(100));
        let mut layout = Layout::new(Needle::default(), 40);
        let mut steps = 1;
        while !layout.advance(&lines, 10 * (COST_OF_LINE + 4)) {
            steps += 1;
        }
        assert_eq!((steps, layout.line_count()), (10, 100));
    }

    #[test]
    fn rows_of_lines_that_are_gone_stay_counted() {
        let mut lines = Lines::default();
        push(&mut lines, "one\ntwo");
        let mut layout = Layout::new(Needle::default(), 40);
        layout.advance(&lines, usize::MAX);
        lines.clear();
        push(&mut lines, "three");
        layout.advance(&lines, usize::MAX);
        assert_eq!((layout.rows(), layout.line_count()), (2..3, 1));
    }

    #[test]
    fn starts_of_runs_are_no_lines_and_hidden_by_a_filter() {
        let mut lines = Lines::default();
        push(&mut lines, "one");
        lines.begin_run();
        push(&mut lines, "one more");
        let mut all = Layout::new(Needle::default(), 40);
        let mut some = Layout::new(Needle::new("one"), 40);
        all.advance(&lines, usize::MAX);
        some.advance(&lines, usize::MAX);
        assert_eq!((all.len(), all.line_count()), (3, 2));
        assert_eq!((some.len(), some.line_count()), (2, 2));
    }
}
