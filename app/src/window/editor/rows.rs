//! Screen places of parts of the text.

use std::ops::Range;

use egui::{Galley, Rect, pos2};

use super::edit::Source;
use super::place::byte_of;

/// Maximum number of marks drawn in a frame; more than fit on a screen are of no use.
const MAX_MARKS: usize = 4_000;

/// A galley with the rows of its lines. All places are relative to the galley.
pub(super) struct Rows<'a> {
    pub galley: &'a Galley,
    source: Source<'a>,
    /// First row of each line.
    first: Vec<usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(galley: &'a Galley, source: Source<'a>) -> Self {
        let mut first = vec![0];
        for (index, row) in galley.rows.iter().enumerate() {
            if row.ends_with_newline {
                first.push(index + 1);
            }
        }
        Self { galley, source, first }
    }

    /// Returns the line that a row is of, from 0.
    pub(super) fn line_of(&self, row: usize) -> usize {
        self.first.partition_point(|&first| first <= row).saturating_sub(1)
    }

    /// True if a row is the first of its line.
    pub(super) fn begins_line(&self, row: usize) -> bool {
        self.first.binary_search(&row).is_ok()
    }

    /// Returns the rows between two heights, in points.
    pub(super) fn visible(&self, top: f32, bottom: f32) -> Range<usize> {
        let rows = &self.galley.rows;
        rows.partition_point(|row| row.max_y() < top)..rows.partition_point(|row| row.min_y() <= bottom)
    }

    /// Returns the rows of a line, from 0; of the last line if there are not so many.
    fn rows_of(&self, line: usize) -> Range<usize> {
        let line = line.min(self.first.len().saturating_sub(1));
        let start = self.first.get(line).copied().unwrap_or(0);
        start..self.first.get(line + 1).copied().unwrap_or(self.galley.rows.len())
    }

    /// Returns the rectangle of a line, with all its rows.
    pub(super) fn line_rect(&self, line: usize) -> Rect {
        let rows = self.galley.rows.get(self.rows_of(line)).unwrap_or_default();
        rows.iter().map(|row| row.rect()).reduce(Rect::union).unwrap_or(Rect::ZERO)
    }

    /// Returns the rectangle of the cursor at a byte: as high as the row, without width.
    pub(super) fn cursor_rect(&self, byte: usize) -> Rect {
        let line = self.source.lines.line_of(byte);
        let start = self.source.lines.range(self.source.text, line).start;
        let mut column = self.source.text.get(start..byte).unwrap_or_default().chars().count();
        let rows = self.rows_of(line);
        let last = rows.end.saturating_sub(1);
        for index in rows {
            let Some(row) = self.galley.rows.get(index) else { break };
            if column < row.glyphs.len() || index == last {
                let x = row.pos.x + row.x_offset(column.into());
                return Rect::from_min_max(pos2(x, row.min_y()), pos2(x, row.max_y()));
            }
            column -= row.glyphs.len();
        }
        Rect::ZERO
    }

    /// Returns the rectangle of bytes of one row. An empty range is a character wide, so that it is visible.
    pub(super) fn span_rect(&self, bytes: Range<usize>, char_width: f32) -> Rect {
        let (start, mut end) = (self.cursor_rect(bytes.start), self.cursor_rect(bytes.end));
        if end.min.y > start.min.y || end.min.x <= start.min.x {
            // The range goes on in the next row, or is empty.
            end = start.translate(egui::vec2(char_width, 0.0));
        }
        start.union(end)
    }

    /// Returns the rectangles of those of `marks` (bytes, in their order) that are visible in `rows`, each with its
    /// index.
    pub(super) fn marks(&self, rows: Range<usize>, marks: &[Range<usize>]) -> Vec<(usize, Rect)> {
        let mut shown = Vec::new();
        let Some(mut byte) = self.row_start(rows.start) else { return shown };
        for row in self.galley.rows.get(rows).unwrap_or_default() {
            let rest = self.source.text.get(byte..).unwrap_or_default();
            let end = byte + byte_of(rest, row.glyphs.len());
            let (mut at, mut column) = (byte, 0);
            let first = marks.partition_point(|mark| mark.end <= byte);
            for (index, mark) in marks.iter().enumerate().skip(first) {
                if mark.start >= end || shown.len() >= MAX_MARKS {
                    break;
                }
                let mut x_at = |byte: usize| {
                    column += self.source.text.get(at..byte).unwrap_or_default().chars().count();
                    at = byte.max(at);
                    row.pos.x + row.x_offset(column.into())
                };
                let (left, right) = (x_at(mark.start.max(byte)), x_at(mark.end.min(end)));
                shown.push((index, Rect::from_min_max(pos2(left, row.min_y()), pos2(right, row.max_y()))));
            }
            byte = end + usize::from(row.ends_with_newline);
        }
        shown
    }

    /// Returns the byte that a row begins with.
    fn row_start(&self, row: usize) -> Option<usize> {
        let line = self.line_of(row);
        let before = self.galley.rows.get(self.rows_of(line).start..row)?;
        let characters = before.iter().map(|row| row.glyphs.len()).sum();
        let range = self.source.lines.range(self.source.text, line);
        Some(range.start + byte_of(self.source.text.get(range)?, characters))
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::Analysis;
    use super::super::editor_style::EditorStyle;
    use super::*;

    #[test]
    fn places_are_those_egui_has() {
        let long = "ä1, ".repeat(2_000);
        for text in ["let ä = 1;\n😀 = \n\nend", &format!("a\n{long}\nb"), ""] {
            egui::__run_test_ui(|ui| {
                let mut analysis = Analysis::new();
                analysis.update(text, &EditorStyle::of(ui));
                let galley = analysis.galley(ui);
                let rows = Rows::new(&galley, analysis.source());
                for (character, (byte, c)) in text.char_indices().enumerate() {
                    let mut cursor = egui::text::CCursor::new(character);
                    cursor.prefer_next_row = true;
                    let expected = galley.pos_from_cursor(cursor);
                    assert_eq!(rows.cursor_rect(byte).min, expected.min, "{character} in {text:.20}");
                    if c == '\n' {
                        continue;
                    }
                    let mark = byte..byte + c.len_utf8();
                    let marks = rows.marks(0..galley.rows.len(), std::slice::from_ref(&mark));
                    assert_eq!(marks[0].1.min, expected.min, "{character} in {text:.20}");
                }
                let lines = text.split('\n').count();
                assert_eq!(rows.line_of(galley.rows.len() - 1) + 1, lines);
            });
        }
    }
}
