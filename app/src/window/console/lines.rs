//! The lines that the console keeps.

use std::collections::VecDeque;
use std::ops::Range;

use super::clean::CleanLine;

/// Maximum number of lines; the oldest are dropped.
pub(super) const MAX_LINES: usize = 100_000;

/// Maximum amount of text, in bytes; the oldest lines are dropped.
pub(super) const MAX_BYTES: usize = 16 << 20;

/// Number of a line since the console was created; never reused.
pub(super) type LineNumber = u64;

/// Kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Printed by the script or a board.
    Printed,
    /// Typed by the user for the script.
    Typed,
    /// A note of the lab.
    Note,
    /// A mistake, explained by the lab.
    Mistake,
    /// The separator at the start of a run; not a line.
    RunStart,
}

impl Kind {
    /// True for messages of the lab.
    pub(super) fn is_said(self) -> bool {
        matches!(self, Self::Note | Self::Mistake)
    }
}

/// A line of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub text: Box<str>,
    pub kind: Kind,
    /// Number of characters cut off at the end.
    pub left_out: usize,
}

/// The newest lines.
#[derive(Default)]
pub(super) struct Lines {
    lines: VecDeque<Line>,
    /// Number of the oldest line.
    first: LineNumber,
    bytes: usize,
    /// Number before which all lines are cleared; they can be brought back.
    cleared_before: LineNumber,
    /// Numbers of the separators at the starts of runs.
    run_starts: VecDeque<LineNumber>,
    /// True if lines were dropped because there were too many.
    has_dropped: bool,
    /// Numbers of the first lines of the texts that the run has told, of which some may be undone.
    told: VecDeque<LineNumber>,
}

impl Lines {
    pub(super) fn push(&mut self, line: CleanLine, kind: Kind) {
        self.bytes += line.text.len();
        if kind == Kind::RunStart {
            self.run_starts.push_back(self.end());
        }
        self.lines.push_back(Line { text: line.text, kind, left_out: line.left_out });
        while self.lines.len() > MAX_LINES || self.bytes > MAX_BYTES {
            let Some(oldest) = self.lines.pop_front() else { break };
            self.bytes -= oldest.text.len();
            self.first += 1;
            self.has_dropped = true;
        }
        self.forget_gone();
    }

    /// Notes that the lines from here on are of one text that the run tells.
    pub(super) fn begin_text(&mut self) {
        if self.told.len() >= MAX_LINES {
            self.told.pop_front();
        }
        self.told.push_back(self.end());
    }

    /// Removes the lines of the newest texts that the run has told.
    pub(super) fn undo(&mut self, texts: u64) {
        let kept = self.told.len().saturating_sub(usize::try_from(texts).unwrap_or(usize::MAX));
        let Some(first) = self.told.get(kept).copied() else { return };
        self.told.truncate(kept);
        let kept = usize::try_from(first.saturating_sub(self.first)).unwrap_or(usize::MAX);
        for line in self.lines.drain(kept.min(self.lines.len())..) {
            self.bytes -= line.text.len();
        }
        self.cleared_before = self.cleared_before.min(self.end());
    }

    fn forget_gone(&mut self) {
        self.cleared_before = self.cleared_before.max(self.first);
        while self.run_starts.front().is_some_and(|number| *number < self.first) {
            self.run_starts.pop_front();
        }
    }

    /// Starts a run with a separator. Lines cleared before are gone for good.
    pub(super) fn begin_run(&mut self) {
        self.told.clear();
        let cleared = self.cleared_before.saturating_sub(self.first);
        for oldest in self.lines.drain(..usize::try_from(cleared).unwrap_or(0).min(self.lines.len())) {
            self.bytes -= oldest.text.len();
            self.first += 1;
        }
        self.forget_gone();
        if self.lines.back().is_some_and(|line| line.kind != Kind::RunStart) {
            self.push(CleanLine { text: "".into(), left_out: 0 }, Kind::RunStart);
        }
    }

    /// Clears the lines; until the next run they can be brought back.
    pub(super) fn clear(&mut self) {
        self.cleared_before = self.end();
        self.has_dropped = false;
    }

    /// True if cleared lines can be brought back.
    pub(super) fn can_bring_back(&self) -> bool {
        self.cleared_before > self.first
    }

    pub(super) fn bring_back(&mut self) {
        self.cleared_before = self.first;
    }

    /// True if the oldest lines are missing because there were too many.
    pub(super) fn has_dropped(&self) -> bool {
        self.has_dropped
    }

    /// Returns the numbers of the lines that are not cleared.
    pub(super) fn numbers(&self) -> Range<LineNumber> {
        self.cleared_before.max(self.first)..self.end()
    }

    /// Returns the number of lines, without separators.
    pub(super) fn count(&self) -> usize {
        let numbers = self.numbers();
        let cleared = self.run_starts.partition_point(|number| *number < numbers.start);
        let run_starts = self.run_starts.len() - cleared;
        usize::try_from(numbers.end - numbers.start).unwrap_or(usize::MAX).saturating_sub(run_starts)
    }

    fn end(&self) -> LineNumber {
        self.first + self.lines.len() as u64
    }

    pub(super) fn get(&self, number: LineNumber) -> Option<&Line> {
        self.lines.get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    /// Returns the lines from `number` on, with their numbers.
    pub(super) fn from(&self, number: LineNumber) -> impl Iterator<Item = (LineNumber, &Line)> {
        let number = number.clamp(self.first, self.end());
        let skipped = usize::try_from(number - self.first).unwrap_or(usize::MAX);
        (number..).zip(self.lines.range(skipped.min(self.lines.len())..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> CleanLine {
        CleanLine { text: text.into(), left_out: 0 }
    }

    fn kept(lines: &Lines) -> Vec<&str> {
        lines.from(lines.numbers().start).map(|(_, line)| &*line.text).collect()
    }

    #[test]
    fn the_newest_lines_are_kept() {
        let mut lines = Lines::default();
        for number in 0..MAX_LINES + 5 {
            lines.push(line(&number.to_string()), Kind::Printed);
        }
        assert!(lines.has_dropped());
        assert_eq!(lines.numbers(), 5..MAX_LINES as u64 + 5);
        assert_eq!(lines.get(4), None);
        assert_eq!(&*lines.get(5).unwrap().text, "5");
    }

    #[test]
    fn all_together_they_are_not_too_large() {
        let mut lines = Lines::default();
        let long = "x".repeat(10_000);
        for _ in 0..2_000 {
            lines.push(line(&long), Kind::Printed);
        }
        let bytes: usize = kept(&lines).iter().map(|text| text.len()).sum();
        assert!(bytes <= MAX_BYTES && bytes > MAX_BYTES - 20_000, "{bytes}");
        assert_eq!(bytes, lines.bytes);
    }

    #[test]
    fn cleared_lines_come_back_until_a_run_begins() {
        let mut lines = Lines::default();
        lines.push(line("one"), Kind::Printed);
        lines.clear();
        lines.push(line("two"), Kind::Printed);
        assert_eq!(kept(&lines), ["two"]);
        assert!(lines.can_bring_back());
        lines.bring_back();
        assert_eq!(kept(&lines), ["one", "two"]);
        assert!(!lines.can_bring_back());
        lines.clear();
        lines.begin_run();
        assert!(!lines.can_bring_back());
        assert_eq!((kept(&lines).len(), lines.bytes), (0, 0));
    }

    #[test]
    fn the_newest_texts_are_undone() {
        let mut lines = Lines::default();
        lines.push(line("before"), Kind::Printed);
        lines.begin_run();
        for text in ["one", "two", "three"] {
            lines.begin_text();
            lines.push(line(text), Kind::Printed);
            lines.push(line("more"), Kind::Printed);
        }
        lines.undo(0);
        assert_eq!(lines.count(), 7);
        lines.undo(2);
        assert_eq!(kept(&lines), ["before", "", "one", "more"]);
        assert_eq!(lines.bytes, 13);
        lines.clear();
        lines.undo(9);
        assert_eq!(lines.count(), 0);
        lines.bring_back();
        assert_eq!(kept(&lines), ["before", ""]);
    }

    #[test]
    fn a_run_is_parted_from_what_was_before_and_from_nothing_else() {
        let mut lines = Lines::default();
        lines.begin_run();
        lines.push(line("one"), Kind::Printed);
        lines.begin_run();
        lines.begin_run();
        lines.push(line("two"), Kind::Printed);
        assert_eq!(kept(&lines), ["one", "", "two"]);
        assert_eq!(lines.count(), 2);
        lines.clear();
        assert_eq!(lines.count(), 0);
        lines.bring_back();
        assert_eq!(lines.count(), 2);
    }
}
