//! The values under the pointer.

use digilab_lab::text::Texts;
use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Stroke, Ui, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use super::series::{Sample, Series};
use super::{Plot, curve_style};
use crate::numbers::Numbers;

/// Size of the text, in points.
const FONT: f32 = 13.0;

/// Distance from the pointer, in points.
const DISTANCE: f32 = 14.0;

/// Most characters of a name that are shown.
const MAX_NAME: usize = 16;

/// Entry of one curve.
struct Entry {
    color: Color32,
    text: String,
    place: Option<Pos2>,
}

impl Plot {
    /// Draws a line at the pointer and next to it the nearest value of each curve.
    pub(super) fn paint_readout(&self, ui: &Ui, pointer: Pos2, transform: &PlotTransform, texts: &Texts) {
        let frame = *transform.frame();
        let numbers = Numbers::of(texts.language());
        let at_s = transform.value_from_position(pointer).x;
        let entries: Vec<Entry> = self
            .seen()
            .filter_map(|(index, curve)| {
                let sample = nearest(&curve.series, at_s)?;
                let name: String = curve.name.chars().take(MAX_NAME).collect();
                let place =
                    transform.position_from_point(&PlotPoint::new(sample.at_us as f64 / 1e6, sample.value));
                Some(Entry {
                    color: curve_style::color(index, ui.visuals().dark_mode),
                    text: format!("{name}: {}", numbers.short(sample.value)),
                    place: Some(place).filter(|place| sample.is_drawn() && frame.contains(*place)),
                })
            })
            .collect();
        let painter = ui.painter().with_clip_rect(frame);
        painter.vline(pointer.x, frame.y_range(), Stroke::new(1.0, ui.visuals().weak_text_color()));
        for entry in &entries {
            if let Some(place) = entry.place {
                painter.circle(place, 4.5, entry.color, Stroke::new(1.5, ui.visuals().extreme_bg_color));
            }
        }
        let time = format!("{} s", numbers.fixed(at_s, decimals(transform)));
        paint_box(ui, &painter, pointer, frame, &time, &entries);
    }
}

/// Returns the number of decimals of the time that pixels can tell apart.
fn decimals(transform: &PlotTransform) -> usize {
    let seconds_per_point = transform.dvalue_dpos().first().copied().unwrap_or(1.0).abs();
    (-seconds_per_point.log10().floor()).clamp(0.0, 6.0) as usize
}

/// Returns the point that is nearest in time.
fn nearest(series: &Series, at_s: f64) -> Option<Sample> {
    let number = series.at_or_after((at_s * 1e6).max(0.0) as u64);
    let distance = |sample: &Sample| (sample.at_us as f64 / 1e6 - at_s).abs();
    let around = [number.checked_sub(1), Some(number)].into_iter().flatten();
    around
        .filter_map(|number| series.get(number))
        .min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

fn paint_box(ui: &Ui, painter: &Painter, pointer: Pos2, frame: Rect, time: &str, entries: &[Entry]) {
    let visuals = ui.visuals();
    let font = FontId::proportional(FONT);
    let line_height = FONT + 5.0;
    // Entries without room are left out.
    let most = ((frame.height() - 12.0) / line_height - 1.0).max(0.0) as usize;
    let mut lines = vec![painter.layout_no_wrap(time.to_owned(), font.clone(), visuals.weak_text_color())];
    for entry in entries.iter().take(most) {
        lines.push(painter.layout_no_wrap(entry.text.clone(), font.clone(), visuals.strong_text_color()));
    }
    let mark = 14.0;
    let width = lines.iter().map(|line| line.size().x).fold(0.0, f32::max) + mark + 14.0;
    let size = vec2(width, lines.len() as f32 * line_height + 8.0);
    let is_left = pointer.x + DISTANCE + size.x > frame.right();
    let x = if is_left { pointer.x - DISTANCE - size.x } else { pointer.x + DISTANCE };
    let most_y = (frame.bottom() - size.y).max(frame.top());
    let place = pos2(x.max(frame.left()), (pointer.y - size.y / 2.0).clamp(frame.top(), most_y));
    let rect = Rect::from_min_size(place, size);
    let round = CornerRadius::same(4);
    painter.rect(rect, round, visuals.window_fill(), visuals.window_stroke(), egui::StrokeKind::Inside);
    let colors = std::iter::once(None).chain(entries.iter().map(|entry| Some(entry.color)));
    for ((line, color), row) in lines.into_iter().zip(colors).zip(0_u8..) {
        let y = rect.top() + 4.0 + (f32::from(row) + 0.5) * line_height;
        let indent = if let Some(color) = color {
            painter.circle_filled(pos2(rect.left() + 10.0, y), 4.0, color);
            mark
        } else {
            0.0
        };
        let text = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 7.0 + indent, y), line.size());
        painter.galley(text.min, line, visuals.text_color());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_point_is_read() {
        let mut series = Series::default();
        for (at_us, value) in [(1_000_000, 1.0), (2_000_000, 2.0)] {
            series.push(Sample { at_us, value });
        }
        for (at_s, expected) in [(-5.0, 1.0), (1.4, 1.0), (1.6, 2.0), (99.0, 2.0)] {
            assert_eq!(nearest(&series, at_s).map(|sample| sample.value), Some(expected), "{at_s}");
        }
        assert_eq!(nearest(&Series::default(), 1.0), None);
    }
}
