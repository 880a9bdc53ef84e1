//! The find bar.

use digilab_lab::text::Texts;
use egui::accesskit::Live;
use egui::{Align, Align2, EventFilter, Id, Key, Layout, Modifiers, Response, TextEdit, Ui, Vec2, vec2};

use super::find::Find;
use crate::window::widgets::touch::{CROSS, FINGER, line_button};

/// Icons of the buttons, as lines from their centre, in points.
const DOWN: &[[Vec2; 2]] = &[[vec2(-6.0, -3.0), vec2(0.0, 3.0)], [vec2(0.0, 3.0), vec2(6.0, -3.0)]];
const UP: &[[Vec2; 2]] = &[[vec2(-6.0, 3.0), vec2(0.0, -3.0)], [vec2(0.0, -3.0), vec2(6.0, 3.0)]];

/// Action requested in the find bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Nothing,
    /// The search text has changed.
    Changed,
    Next,
    Previous,
    Close,
}

impl Find {
    /// Draws the bar. With `focus`, its field takes the focus and all its text is selected. Returns the requested
    /// action.
    pub(super) fn bar(&mut self, ui: &mut Ui, field: Id, focus: bool, texts: &Texts) -> Asked {
        let mut asked = if ui.memory(|memory| memory.has_focus(field)) { keys(ui) } else { Asked::Nothing };
        ui.horizontal(|ui| {
            ui.set_height(FINGER);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (id, sign, does) in [
                    ("editor-find-close", CROSS, Asked::Close),
                    ("editor-find-next", DOWN, Asked::Next),
                    ("editor-find-previous", UP, Asked::Previous),
                ] {
                    if line_button(ui, sign, &texts.plain(id)).clicked() {
                        asked = does;
                    }
                }
                self.show_count(ui, texts);
                if self.field(ui, field, focus, texts).changed() {
                    asked = Asked::Changed;
                }
            });
        });
        asked
    }

    fn show_count(&self, ui: &mut Ui, texts: &Texts) {
        let text = match self.count() {
            _ if self.needle.is_empty() => String::new(),
            (_, 0) => texts.plain("editor-find-none"),
            (None, count) => texts.get("editor-find-total", &[("count", count)]),
            (Some(current), count) => {
                texts.get("editor-find-count", &[("current", current), ("count", count)])
            }
        };
        let response = ui.label(text);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }

    fn field(&mut self, ui: &mut Ui, id: Id, focus: bool, texts: &Texts) -> Response {
        if focus {
            ui.memory_mut(|memory| memory.request_focus(id));
            let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
            state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(&self.needle)));
            TextEdit::store_state(ui.ctx(), id, state);
        }
        let response = TextEdit::singleline(&mut self.needle)
            .id(id)
            .hint_text(texts.plain("editor-find"))
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, 32.0))
            .align(Align2::LEFT_CENTER)
            .event_filter(EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() })
            .show(ui)
            .response
            .response;
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(texts.plain("editor-find-label")));
        response
    }
}

/// Returns the action of a key in the field.
fn keys(ui: &Ui) -> Asked {
    ui.input_mut(|input| {
        // Shift first: a shortcut without modifiers would match it, too.
        if input.consume_key(Modifiers::SHIFT, Key::Enter) || input.consume_key(Modifiers::SHIFT, Key::F3) {
            Asked::Previous
        } else if input.consume_key(Modifiers::NONE, Key::Enter)
            || input.consume_key(Modifiers::NONE, Key::F3)
        {
            Asked::Next
        } else if input.consume_key(Modifiers::NONE, Key::Escape) {
            Asked::Close
        } else {
            Asked::Nothing
        }
    })
}
