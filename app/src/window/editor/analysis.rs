//! Analysis of the editor's text: tokens, lines and colours, computed anew only when it changes.

use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use egui::{Color32, Galley, Ui};

use super::edit::Source;
use super::editor_style::{EditorStyle, Palette};
use super::lexer::{Token, lex};
use super::place::Lines;

/// Maximum number of bytes of a line that are coloured. Code is never so long; what is so long is data, and many
/// colours on one line cost a lot.
const MAX_COLOURED_BYTES: usize = 4_000;

/// Characters after which a line longer than [`MAX_COLOURED_BYTES`] goes on in another row, so that only the visible
/// part of it is drawn.
const ROW_CHARS: f32 = 1_000.0;

/// A text with its tokens, lines and layout.
pub(super) struct Analysis {
    /// Layout job, which holds the text itself.
    job: LayoutJob,
    lines: Lines,
    tokens: Vec<Token>,
    /// Style that the job was made for.
    look: Option<EditorStyle>,
}

impl Analysis {
    pub(super) fn new() -> Self {
        Self { job: LayoutJob::default(), lines: Lines::new(""), tokens: Vec::new(), look: None }
    }

    /// Analyses `text`, unless text and style are those of the last time.
    pub(super) fn update(&mut self, text: &str, look: &EditorStyle) {
        let is_same_text = self.job.text == text;
        if is_same_text && self.look.as_ref() == Some(look) {
            return;
        }
        if !is_same_text || self.look.is_none() {
            self.lines = Lines::new(text);
            self.tokens = lex(text);
        }
        self.job = job(text, &self.lines, &self.tokens, look);
        self.look = Some(look.clone());
    }

    /// Analyses a text that was changed within a frame.
    pub(super) fn reread(&mut self, text: &str) {
        if let Some(look) = self.look.clone() {
            self.update(text, &look);
        }
    }

    pub(super) fn source(&self) -> Source<'_> {
        Source { text: &self.job.text, lines: &self.lines, tokens: &self.tokens }
    }

    /// Returns the text laid out.
    pub(super) fn galley(&self, ui: &Ui) -> Arc<Galley> {
        // egui caches galleys by their job, and lays them out anew with a new font atlas; a cache here would miss
        // that.
        ui.fonts_mut(|fonts| fonts.layout_job(self.job.clone()))
    }
}

/// Returns the layout job of `text` with its colours.
fn job(text: &str, lines: &Lines, tokens: &[Token], look: &EditorStyle) -> LayoutJob {
    let mut sections = Sections { list: Vec::new(), look };
    let mut line = 0;
    let mut line_start = 0;
    let mut longest = 0;
    for number in 0..lines.count() {
        longest = longest.max(lines.range(text, number).len());
    }
    for token in tokens {
        while line + 1 < lines.count() && lines.range(text, line + 1).start <= token.start {
            line += 1;
            line_start = lines.range(text, line).start;
        }
        if token.start - line_start < MAX_COLOURED_BYTES {
            sections.add(token.start, Palette::of(token.kind, &look.palette));
        } else {
            sections.add(token.start, look.palette.plain);
        }
    }
    let wrap = if longest > MAX_COLOURED_BYTES {
        TextWrapping {
            max_width: ROW_CHARS * look.char_width,
            break_anywhere: true,
            overflow_character: None,
            ..TextWrapping::default()
        }
    } else {
        TextWrapping::no_max_width()
    };
    LayoutJob {
        text: text.to_owned(),
        sections: sections.finish(text.len()),
        wrap,
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    }
}

/// Sections of one colour each. Spaces take the colour before them, which is invisible and saves sections.
struct Sections<'a> {
    list: Vec<LayoutSection>,
    look: &'a EditorStyle,
}

impl Sections<'_> {
    fn add(&mut self, start: usize, color: Color32) {
        match self.list.last_mut() {
            Some(last) if last.format.color == color => return,
            Some(last) => last.byte_range.end = ByteIndex(start),
            None => {}
        }
        let start = if self.list.is_empty() { 0 } else { start };
        self.list.push(LayoutSection {
            leading_space: 0.0,
            byte_range: ByteIndex(start)..ByteIndex(start),
            format: TextFormat::simple(self.look.font.clone(), color),
        });
    }

    fn finish(mut self, end: usize) -> Vec<LayoutSection> {
        if self.list.is_empty() {
            self.add(0, self.look.palette.plain);
        }
        if let Some(last) = self.list.last_mut() {
            last.byte_range.end = ByteIndex(end);
        }
        self.list
    }
}

/// Lays out `text` with the editor's colours, for an example in a hover.
pub(super) fn coloured(ui: &Ui, text: &str, look: &EditorStyle) -> Arc<Galley> {
    let job = coloured_job(text, look);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Returns the layout job of `text` with the editor's colours.
pub(super) fn coloured_job(text: &str, look: &EditorStyle) -> LayoutJob {
    job(text, &Lines::new(text), &lex(text), look)
}

/// Room of `height` points kept free below a line (from 0), for the diagnostic about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gap {
    pub line: usize,
    pub height: f32,
}

impl Gap {
    /// Returns the text with the gap in it. The gap belongs to no row, so that cursor and selection keep their
    /// height.
    pub(super) fn open(self, galley: &Galley) -> Galley {
        let mut galley = galley.clone();
        let mut line = 0;
        for row in &mut galley.rows {
            if line > self.line {
                row.pos.y += self.height;
            }
            line += usize::from(row.ends_with_newline);
        }
        galley.rect.max.y += self.height;
        galley.mesh_bounds.max.y += self.height;
        galley
    }
}

#[cfg(test)]
mod tests {
    use egui::FontId;

    use super::*;

    fn sections(text: &str) -> Vec<(String, Color32)> {
        egui::__run_test_ui(|_| {});
        let look = look();
        let job = job(text, &Lines::new(text), &lex(text), &look);
        job.debug_sanity_check();
        let shown = job.sections.iter();
        shown
            .map(|one| (text[one.byte_range.start.0..one.byte_range.end.0].to_owned(), one.format.color))
            .collect()
    }

    fn look() -> EditorStyle {
        let mut look = None;
        egui::__run_test_ui(|ui| {
            look = Some(EditorStyle { font: FontId::monospace(14.0), ..EditorStyle::of(ui) })
        });
        look.unwrap()
    }

    #[test]
    fn sections_cover_the_text() {
        let palette = look().palette;
        let section = |text: &str, color| (text.to_owned(), color);
        assert_eq!(
            sections("  let ä = 1; // x\n"),
            [
                section("  let ", palette.keyword),
                section("ä = ", palette.plain),
                section("1", palette.number),
                section("; ", palette.plain),
                section("// x\n", palette.comment),
            ]
        );
        assert_eq!(sections(" \n"), [section(" \n", palette.plain)]);
        assert_eq!(sections("").len(), 1);
    }

    #[test]
    fn a_very_long_line_loses_its_colours_and_wraps() {
        let text = format!("let a = [{}];\nlet b = 1;", "1, ".repeat(400_000));
        let look = look();
        let job = job(&text, &Lines::new(&text), &lex(&text), &look);
        assert!(job.sections.len() < 5_000);
        assert!(job.wrap.max_width.is_finite());
        assert_eq!(job.sections.last().unwrap().format.color, look.palette.plain);
    }

    #[test]
    fn a_gap_moves_the_lines_below_it() {
        egui::__run_test_ui(|ui| {
            let mut analysis = Analysis::new();
            analysis.update("a\nb\nc", &EditorStyle::of(ui));
            let before = analysis.galley(ui);
            let after = Gap { line: 1, height: 30.0 }.open(&before);
            let moved: Vec<f32> = before
                .rows
                .iter()
                .zip(&after.rows)
                .map(|(before, after)| after.pos.y - before.pos.y)
                .collect();
            assert_eq!(moved, [0.0, 0.0, 30.0]);
            assert_eq!(after.size().y, before.size().y + 30.0);
        });
    }
}
