//! The legend: a button for each curve that shows or hides it.

use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::{Atom, Button, IntoAtoms, Pos2, ScrollArea, Shape, Stroke, Ui, WidgetInfo, vec2};
use egui_plot::LineStyle;

use super::{Plot, curve_style};
use crate::window::widgets::touch;

/// Largest height of the legend, in rows; beyond it scrolls, and a part of the next row shows that.
const MAX_ROWS: f32 = 2.4;

/// Gap between two buttons, in points.
const GAP: f32 = 4.0;

/// Width of the line sample next to a name, in points.
const SWATCH: f32 = 22.0;

impl Plot {
    pub(super) fn show_legend(&mut self, ui: &mut Ui, texts: &Texts) {
        let curves: Vec<String> = self.shown().curves.iter().map(|curve| curve.name.clone()).collect();
        let max_height = MAX_ROWS * (touch::FINGER + GAP);
        ScrollArea::vertical().id_salt("legend").max_height(max_height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
                    for (index, name) in curves.into_iter().enumerate() {
                        self.show_name(ui, index, name, texts);
                    }
                });
            },
        );
    }

    fn show_name(&mut self, ui: &mut Ui, index: usize, name: String, texts: &Texts) {
        let is_seen = !self.hidden.contains(&name);
        let color = curve_style::color(index, ui.visuals().dark_mode);
        let swatch = Atom::paint(vec2(SWATCH, 12.0), move |ui, args| {
            let color = if is_seen { color } else { color.gamma_multiply(0.35) };
            let (left, right) = (args.rect.left_center(), args.rect.right_center());
            paint_swatch(ui, left, right, Stroke::new(2.5, color), curve_style::style(index));
        });
        let shown_name = if name.is_empty() { "–".to_owned() } else { name.clone() };
        let text = egui::RichText::new(&shown_name);
        let text = if is_seen { text } else { text.weak().strikethrough() };
        let button = Button::new((swatch, text).into_atoms())
            .min_size(vec2(touch::FINGER, touch::FINGER))
            .truncate()
            .frame_when_inactive(false);
        let response = ui.add(button);
        let spoken = texts.get("plot-curve", &[("name", &shown_name)]);
        response.widget_info(|| WidgetInfo::selected(Role::Switch, ui.is_enabled(), is_seen, &spoken));
        touch::focus_frame(ui, &response);
        if response.clicked() {
            match is_seen {
                true => self.hidden.insert(name),
                false => self.hidden.remove(&name),
            };
        }
        if !self.picture.is_asked() {
            response.on_hover_text(texts.plain(if is_seen { "plot-curve-hide" } else { "plot-curve-show" }));
        }
    }
}

fn paint_swatch(ui: &Ui, left: Pos2, right: Pos2, stroke: Stroke, style: LineStyle) {
    let line = [left, right];
    let shapes = match style {
        LineStyle::Solid => vec![Shape::line_segment(line, stroke)],
        LineStyle::Dashed { .. } => Shape::dashed_line(&line, stroke, 6.0, 3.0),
        LineStyle::Dotted { .. } => Shape::dotted_line(&line, stroke.color, 5.0, 1.6),
    };
    ui.painter().extend(shapes);
}
