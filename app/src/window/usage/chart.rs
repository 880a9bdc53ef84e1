//! A bar chart with a bar for each month.

use egui::accesskit::Role;
use egui::{Align2, CornerRadius, FontId, Rect, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::window::plot::curve_style;

/// Height of the chart, in points.
const HEIGHT: f32 = 120.0;

/// Width of a bar, as a share of its month's width.
const FILLED: f32 = 0.7;

/// Shows numbers of months as bars with the numbers above them. A screen reader reads them in order.
///
/// # Arguments
/// - `color`: the index of a curve's colour.
/// - `months`: the months, such as `2026-08`, and their numbers, not below 0.
/// - `words`: formats a number for people.
pub(super) fn show(ui: &mut Ui, color: usize, months: &[(&str, f64)], words: impl Fn(f64) -> String) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| {
        let all = months.iter().map(|(month, value)| format!("{month}: {}", words(*value)));
        WidgetInfo::labeled(Role::Image, true, all.collect::<Vec<_>>().join(", "))
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let most = months.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let font = FontId { size: 12.0, ..TextStyle::Body.resolve(ui.style()) };
    let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
    let ground = rect.bottom() - line - 4.0;
    let room = ground - rect.top() - line - 4.0;
    // A single month need not fill the whole width.
    let step = (rect.width() / months.len().max(1) as f32).min(90.0);
    let text = ui.visuals().text_color();
    ui.painter().hline(rect.x_range(), ground, ui.visuals().widgets.noninteractive.bg_stroke);
    for (index, (month, value)) in months.iter().enumerate() {
        let middle = rect.left() + step * (index as f32 + 0.5);
        let height = if most > 0.0 { (value / most) as f32 * room } else { 0.0 };
        let bar = Rect::from_min_max(
            pos2(middle - step * FILLED / 2.0, ground - height),
            pos2(middle + step * FILLED / 2.0, ground),
        );
        let fill = curve_style::color(color, ui.visuals().dark_mode);
        ui.painter().rect_filled(bar, CornerRadius { nw: 3, ne: 3, sw: 0, se: 0 }, fill);
        if *value > 0.0 {
            ui.painter().text(
                bar.center_top() - vec2(0.0, 2.0),
                Align2::CENTER_BOTTOM,
                words(*value),
                font.clone(),
                text,
            );
        }
        ui.painter().text(pos2(middle, ground + 3.0), Align2::CENTER_TOP, short(month), font.clone(), text);
    }
}

/// Returns `8` for `2026-08`; January includes the year.
fn short(month: &str) -> String {
    match month.split_once('-') {
        Some((year, "01")) => format!("1/{year}"),
        Some((_, number)) => number.trim_start_matches('0').to_owned(),
        None => month.to_owned(),
    }
}
