//! Placeholder for a pane that has nothing to show yet.

use egui::accesskit::Role;
use egui::{Align2, FontId, Rect, Sense, Ui, WidgetInfo, pos2};

/// Draws an invitation in the middle of a pane that has nothing to show yet: one sentence, and code to try below it.
///
/// # Arguments
/// - `code`: code to try; not translated.
pub fn empty_state(ui: &Ui, rect: Rect, sentence: &str, code: &str) {
    let response = ui.interact(rect, ui.unique_id().with("invite"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{sentence} {code}").trim_end()));
    let visuals = ui.visuals();
    let width = (rect.width() - 32.0).max(80.0);
    let painter = ui.painter_at(rect);
    let said = painter.layout(sentence.to_owned(), FontId::proportional(15.0), visuals.text_color(), width);
    let written =
        painter.layout(code.to_owned(), FontId::monospace(15.0), visuals.strong_text_color(), width);
    let gap = if code.is_empty() { 0.0 } else { 8.0 };
    let height = said.size().y + gap + written.size().y;
    let top = rect.center().y - height / 2.0;
    for (galley, y) in [(said.clone(), top), (written, top + said.size().y + gap)] {
        let place = Align2::CENTER_TOP.anchor_size(pos2(rect.center().x, y), galley.size());
        painter.galley(place.min, galley, visuals.text_color());
    }
}
