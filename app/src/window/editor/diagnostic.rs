//! The diagnostic of a mistake in the script: the underline, and the words below its line.

use std::ops::Range;
use std::sync::Arc;

use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use egui::accesskit::Live;
use egui::{Galley, Label, Painter, Rect, Stroke, TextStyle, Ui, UiBuilder, pos2, vec2};

use super::analysis::Gap;
use super::edit::Source;
use super::editor_style::EditorStyle;
use super::lexer::index_at;
use super::place::index;

/// Maximum width of the words, in points.
const MAX_WIDTH: f32 = 640.0;

/// Padding between the words and their box, and margin between the box and the lines of code, in points.
const PADDING: f32 = 8.0;
const MARGIN: f32 = 3.0;

/// Diagnostic of a mistake that has a place, laid out.
pub(super) struct Diagnostic {
    /// Line of the mistake, from 0.
    line: usize,
    /// Underlined code, in bytes.
    pub span: Range<usize>,
    sentence: Arc<Galley>,
    advice: Arc<Galley>,
}

impl Diagnostic {
    /// Lays out a mistake; `None` if it has no line. `width` is that of the visible part of the script, in points.
    pub(super) fn new(
        ui: &Ui,
        mistake: &Mistake,
        source: Source<'_>,
        width: f32,
        look: &EditorStyle,
        texts: &Texts,
    ) -> Option<Self> {
        let line = index(mistake.line?).min(source.lines.count().saturating_sub(1));
        let width = (width - 2.0 * (PADDING + MARGIN)).clamp(80.0, MAX_WIDTH);
        let font = TextStyle::Body.resolve(ui.style());
        let words = |text: String, color| ui.painter().layout(text, font.clone(), color, width);
        Some(Self {
            line,
            span: span(mistake, source, mistake.line?),
            sentence: words(mistake.text(texts), look.palette.mistake),
            advice: words(mistake.advice(texts), look.palette.plain),
        })
    }

    fn size(&self) -> egui::Vec2 {
        let (sentence, advice) = (self.sentence.size(), self.advice.size());
        vec2(sentence.x.max(advice.x), sentence.y + advice.y) + egui::Vec2::splat(2.0 * PADDING)
    }

    /// Returns the gap to keep free for it.
    pub(super) fn gap(&self) -> Gap {
        Gap { line: self.line, height: (self.size().y + 2.0 * MARGIN).ceil() }
    }

    /// Draws the words. `place` is the lower left corner of the visible part of the line.
    pub(super) fn show(&self, ui: &mut Ui, place: egui::Pos2, look: &EditorStyle) {
        let rect = Rect::from_min_size(place + egui::Vec2::splat(MARGIN), self.size());
        let painter = ui.painter();
        painter.rect_filled(rect, 4.0, look.palette.mistake_background);
        painter.rect_filled(rect.with_max_x(rect.left() + 3.0), 2.0, look.palette.mistake);
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rect.shrink(PADDING)));
        ui.spacing_mut().item_spacing.y = 0.0;
        let sentence = ui.add(Label::new(Arc::clone(&self.sentence)));
        ui.ctx().accesskit_node_builder(sentence.id, |node| node.set_live(Live::Polite));
        ui.add(Label::new(Arc::clone(&self.advice)));
    }

    /// Draws the same words in the hover over the underline.
    pub(super) fn hover(&self, ui: &mut Ui) {
        ui.add(Label::new(Arc::clone(&self.sentence)));
        ui.add(Label::new(Arc::clone(&self.advice)));
    }
}

/// Returns the code that a mistake is about, in bytes: as long as the mistake says, or else to the end of the token
/// there.
fn span(mistake: &Mistake, source: Source<'_>, line: u32) -> Range<usize> {
    let place = |column| source.lines.byte_at_place(source.text, line, column);
    let column = mistake.column.unwrap_or(1);
    let start = place(column);
    let line_end = source.lines.range(source.text, source.lines.line_of(start)).end;
    let end = match mistake.length {
        Some(length) => place(column.saturating_add(length)),
        None => source
            .tokens
            .get(index_at(source.tokens, start))
            .filter(|token| token.start <= start)
            .map_or_else(|| place(column.saturating_add(1)), |token| token.end),
    };
    start..end.min(line_end).max(start)
}

/// Draws a wavy line under `rect`.
pub(super) fn underline(painter: &Painter, rect: Rect, look: &EditorStyle) {
    const WAVE: f32 = 3.0;
    // A very long underline is cut off, to limit the number of points.
    let steps = (rect.width() / WAVE).ceil().clamp(2.0, 2_000.0) as usize;
    let points = (0..=steps)
        .map(|step| {
            let depth = if step % 2 == 0 { 0.0 } else { 2.0 };
            pos2(rect.left() + step as f32 * WAVE, rect.bottom() - 2.5 + depth)
        })
        .collect();
    painter.line(points, Stroke::new(1.5, look.palette.mistake));
}

#[cfg(test)]
mod tests {
    use digilab_lab::mistakes::MistakeCode;

    use super::super::lexer::lex;
    use super::super::place::Lines;
    use super::*;

    #[track_caller]
    fn check(text: &str, line: u32, column: Option<u32>, length: Option<u32>, expected: &str) {
        let mistake =
            Mistake { line: Some(line), column, length, ..Mistake::new(MistakeCode::SomethingWrong) };
        let (lines, tokens) = (Lines::new(text), lex(text));
        let span = span(&mistake, Source { text, lines: &lines, tokens: &tokens }, line);
        assert_eq!(&text[span], expected);
    }

    #[test]
    fn what_is_underlined() {
        check("ä\n\"ä😀\" foo(1)", 2, Some(6), Some(3), "foo");
        check("ä\n\"ä😀\" foo(1)", 2, Some(6), None, "foo");
        check("ä\n\"ä😀\" foo(1)", 2, None, None, "\"ä😀\"");
        check("foo\nb", 1, Some(4), Some(1), "");
        check("foo\nb", 1, Some(2), Some(99), "oo");
        check("a  b", 1, Some(2), None, " ");
        check("/* a\nb */", 1, Some(1), None, "/* a");
        check("a", 9, Some(9), Some(9), "");
        check("", 1, Some(1), None, "");
    }
}
