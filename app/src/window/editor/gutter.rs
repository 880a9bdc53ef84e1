//! The gutter with the line numbers.

use egui::{Align2, Color32, Painter, Rect, Shape, Stroke, pos2};

use super::editor_style::EditorStyle;
use super::rows::Rows;

/// Width at the left of the numbers, for the arrow and the mark of a mistake, in points.
const MARKS: f32 = 18.0;

/// Margin at the right of the numbers, in points.
const MARGIN: f32 = 8.0;

/// Returns the width of the gutter for this many lines, in points.
pub(super) fn width(line_count: usize, look: &EditorStyle) -> f32 {
    let digits = line_count.checked_ilog10().unwrap_or(0) + 1;
    MARKS + digits.max(2) as f32 * look.char_width + MARGIN
}

/// Marks in the gutter beside the numbers; lines count from 0.
pub(super) struct Marks {
    /// Line of the cursor.
    pub cursor: usize,
    /// Line at which a run is paused.
    pub current: Option<usize>,
    pub mistake: Option<usize>,
}

/// Draws the numbers of the visible lines. `top` is the y of the text's first row on the screen.
pub(super) fn paint(
    painter: &Painter,
    rect: Rect,
    top: f32,
    rows: &Rows<'_>,
    marks: &Marks,
    look: &EditorStyle,
) {
    let palette = &look.palette;
    for index in rows.visible(rect.top() - top, rect.bottom() - top) {
        let Some(row) = rows.galley.rows.get(index).filter(|_| rows.begins_line(index)) else { continue };
        let line = rows.line_of(index);
        let y = top + row.rect().center().y;
        let color = if marks.mistake == Some(line) {
            palette.mistake
        } else if marks.cursor == line || marks.current == Some(line) {
            palette.plain
        } else {
            palette.line_number
        };
        let right = pos2(rect.right() - MARGIN, y);
        painter.text(right, Align2::RIGHT_CENTER, (line + 1).to_string(), look.font.clone(), color);
        if marks.mistake == Some(line) {
            painter.circle_filled(pos2(rect.left() + MARKS / 2.0, y), 4.0, palette.mistake);
        }
        if marks.current == Some(line) {
            arrow(painter, pos2(rect.left() + MARKS / 2.0, y), palette.arrow);
        }
    }
}

fn arrow(painter: &Painter, center: egui::Pos2, color: Color32) {
    let point = |x: f32, y: f32| pos2(center.x + x, center.y + y);
    let points = vec![point(-5.0, -5.5), point(6.0, 0.0), point(-5.0, 5.5)];
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}
