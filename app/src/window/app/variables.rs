//! The variables of a paused run.

use digilab_lab::text::Texts;
use egui::{Grid, RichText, ScrollArea, Ui};

use super::run::Moment;

/// Draws every variable with its value; those that just changed are highlighted.
///
/// # Arguments
/// - `moment`: the displayed moment; `None` while the run is not paused.
pub fn show(ui: &mut Ui, moment: Option<&Moment>, texts: &Texts) {
    let Some(moment) = moment else {
        ui.add(egui::Label::new(RichText::new(texts.plain("window-variables-when")).weak()).wrap());
        return;
    };
    ui.label(texts.get("window-line", &[("line", moment.line)]));
    if moment.variables.is_empty() {
        ui.weak(texts.plain("window-variables-none"));
        return;
    }
    ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| {
        Grid::new("variables").num_columns(2).striped(true).spacing([16.0, 6.0]).show(ui, |ui| {
            for (name, value) in &moment.variables {
                let is_new = moment.changed.contains(name);
                let text = |text: &str| {
                    let text = RichText::new(text).monospace();
                    if is_new { text.strong() } else { text }
                };
                ui.label(text(name));
                let response = ui.label(text(value));
                if is_new {
                    let mark = ui.visuals().selection.bg_fill.gamma_multiply(0.35);
                    ui.painter().rect_filled(response.rect.expand(2.0), 3.0, mark);
                }
                ui.end_row();
            }
        });
    });
}
