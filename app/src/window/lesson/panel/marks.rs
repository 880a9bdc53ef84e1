//! Marks that are painted, since not every font has them.

use egui::{Color32, Pos2, Sense, Shape, Stroke, Ui, pos2, vec2};

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// As expected.
    Tick,
    /// Not as expected.
    Cross,
}

/// Draws a mark as high as a line of text, as the next widget.
pub(super) fn mark(ui: &mut Ui, mark: Mark) {
    let side = ui.text_style_height(&egui::TextStyle::Body);
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    paint(ui, rect.center(), side, mark);
}

/// Paints a mark around a point; `side` is in points.
pub(super) fn paint(ui: &Ui, center: Pos2, side: f32, mark: Mark) {
    let (color, ends) = match mark {
        Mark::Tick => (passed_color(ui), vec![(-0.35, 0.05), (-0.1, 0.3), (0.38, -0.3)]),
        Mark::Cross => (ui.visuals().error_fg_color, vec![(-0.28, -0.28), (0.28, 0.28)]),
    };
    let stroke = Stroke::new(2.5, color);
    let line = |ends: &[(f32, f32)]| {
        ends.iter().map(|(x, y)| pos2(center.x + x * side, center.y + y * side)).collect::<Vec<_>>()
    };
    ui.painter().add(Shape::line(line(&ends), stroke));
    if mark == Mark::Cross {
        ui.painter().add(Shape::line(line(&[(-0.28, 0.28), (0.28, -0.28)]), stroke));
    }
}

/// Returns the colour for success, with enough contrast for small text.
pub(super) fn passed_color(ui: &Ui) -> Color32 {
    if ui.visuals().dark_mode { Color32::from_rgb(122, 208, 132) } else { Color32::from_rgb(22, 112, 44) }
}
