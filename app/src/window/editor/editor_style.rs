//! Colours and sizes of the editor.

use egui::{Color32, FontId, TextStyle, Ui};

use super::lexer::Kind;

/// Colours of one theme. Each has at least the contrast of 4.5 to 1 that small text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Palette {
    pub background: Color32,
    pub plain: Color32,
    pub keyword: Color32,
    pub number: Color32,
    pub text: Color32,
    pub escape: Color32,
    pub comment: Color32,
    pub doc_comment: Color32,
    pub function: Color32,
    pub constant: Color32,
    pub line_number: Color32,
    /// Background of the line at which a run is paused.
    pub current_line: Color32,
    /// Arrow beside that line.
    pub arrow: Color32,
    pub mistake: Color32,
    /// Background of the diagnostic.
    pub mistake_background: Color32,
    pub found: Color32,
    pub found_current: Color32,
    pub bracket: Color32,
}

const DARK: Palette = Palette {
    background: Color32::from_rgb(24, 26, 31),
    plain: Color32::from_rgb(220, 223, 228),
    keyword: Color32::from_rgb(198, 146, 233),
    number: Color32::from_rgb(181, 206, 168),
    text: Color32::from_rgb(224, 160, 124),
    escape: Color32::from_rgb(232, 205, 110),
    comment: Color32::from_rgb(139, 150, 164),
    doc_comment: Color32::from_rgb(126, 176, 132),
    function: Color32::from_rgb(110, 190, 245),
    constant: Color32::from_rgb(245, 140, 150),
    line_number: Color32::from_rgb(128, 136, 148),
    current_line: Color32::from_rgb(66, 58, 20),
    arrow: Color32::from_rgb(245, 200, 70),
    mistake: Color32::from_rgb(255, 128, 118),
    mistake_background: Color32::from_rgb(58, 30, 32),
    found: Color32::from_rgb(52, 72, 104),
    found_current: Color32::from_rgb(122, 84, 16),
    bracket: Color32::from_rgb(76, 84, 98),
};

const LIGHT: Palette = Palette {
    background: Color32::from_rgb(255, 255, 255),
    plain: Color32::from_rgb(32, 36, 42),
    keyword: Color32::from_rgb(124, 40, 160),
    number: Color32::from_rgb(8, 112, 72),
    text: Color32::from_rgb(164, 60, 12),
    escape: Color32::from_rgb(140, 92, 0),
    comment: Color32::from_rgb(96, 106, 118),
    doc_comment: Color32::from_rgb(50, 112, 56),
    function: Color32::from_rgb(0, 92, 180),
    constant: Color32::from_rgb(186, 24, 72),
    line_number: Color32::from_rgb(108, 116, 126),
    current_line: Color32::from_rgb(255, 240, 184),
    arrow: Color32::from_rgb(156, 100, 0),
    mistake: Color32::from_rgb(190, 24, 24),
    mistake_background: Color32::from_rgb(255, 236, 234),
    found: Color32::from_rgb(204, 224, 255),
    found_current: Color32::from_rgb(255, 206, 120),
    bracket: Color32::from_rgb(208, 214, 224),
};

/// Colours of a mistake in the current theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::window) struct MistakeColors {
    /// Text about it.
    pub words: Color32,
    /// Background of the text.
    pub ground: Color32,
}

/// Returns the colours of a mistake, to show it elsewhere as the editor does.
pub(in crate::window) fn mistake_colors(ui: &Ui) -> MistakeColors {
    let palette = Palette::in_theme(ui);
    MistakeColors { words: palette.mistake, ground: palette.mistake_background }
}

impl Palette {
    fn in_theme(ui: &Ui) -> Self {
        if ui.visuals().dark_mode { DARK } else { LIGHT }
    }

    pub(super) fn of(kind: Kind, palette: &Self) -> Color32 {
        match kind {
            Kind::Keyword => palette.keyword,
            Kind::Number => palette.number,
            Kind::Text => palette.text,
            Kind::Escape => palette.escape,
            Kind::Comment => palette.comment,
            Kind::DocComment => palette.doc_comment,
            Kind::Function => palette.function,
            Kind::Constant => palette.constant,
            Kind::Name | Kind::Bracket | Kind::Symbol => palette.plain,
        }
    }
}

/// Style of the editor in this frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EditorStyle {
    pub palette: Palette,
    pub font: FontId,
    /// Width of a digit, and so of most characters, in points.
    pub char_width: f32,
    /// Height of a line, in points.
    pub line_height: f32,
}

impl EditorStyle {
    pub(super) fn of(ui: &Ui) -> Self {
        let font = TextStyle::Monospace.resolve(ui.style());
        let (char_width, line_height) =
            ui.fonts_mut(|fonts| (fonts.glyph_width(&font, '0'), fonts.row_height(&font)));
        let palette = Palette::in_theme(ui);
        Self { palette, font, char_width, line_height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the contrast of two colours, as WCAG 2 defines it.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let luminance = |color: Color32| {
            let [red, green, blue, _] = egui::Rgba::from(color).to_array();
            0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    #[track_caller]
    fn check(palette: &Palette) {
        let words = [
            palette.plain,
            palette.keyword,
            palette.number,
            palette.text,
            palette.escape,
            palette.comment,
            palette.doc_comment,
            palette.function,
            palette.constant,
            palette.line_number,
            palette.mistake,
        ];
        for color in words {
            assert!(contrast(color, palette.background) >= 4.5, "{color:?} on the background");
        }
        for background in [palette.current_line, palette.found, palette.found_current, palette.bracket] {
            assert!(contrast(palette.plain, background) >= 4.5, "plain text on {background:?}");
        }
        assert!(contrast(palette.mistake, palette.mistake_background) >= 4.5);
        assert!(contrast(palette.arrow, palette.background) >= 3.0);
    }

    #[test]
    fn everything_can_be_read() {
        check(&DARK);
        check(&LIGHT);
    }
}
