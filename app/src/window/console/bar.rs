//! The bar above the lines: filter, copy, save, clear; and the number of lines.

use digilab_lab::text::Texts;
use egui::accesskit::Live;
use egui::{Align, Align2, EventFilter, Key, Layout, Modifiers, RichText, TextEdit, Ui, vec2};

use super::{Console, ConsoleAction};
use crate::window::widgets::icon_button::{Icon, WITH_NAMES, button};
use crate::window::widgets::touch::FINGER;

/// Time for which the number of copied lines is shown, in seconds.
pub(super) const TELL_S: f64 = 3.0;

/// Font size of the number of lines, in points.
const SMALL: f32 = 12.0;

impl Console {
    pub(super) fn show_bar(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<ConsoleAction>) {
        let is_named = ui.available_width() >= WITH_NAMES;
        let row = vec2(ui.available_width(), FINGER);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let has_lines = self.layout.line_count() > 0;
            if self.lines.can_bring_back() {
                let name = texts.plain("console-bring-back");
                let back = button(ui, Icon::Back, &name, is_named);
                if back.on_hover_text(texts.plain("console-bring-back.advice")).clicked() {
                    self.bring_back();
                }
            }
            if self.act(ui, Icon::Clear, !self.is_empty(), "console-clear", is_named, texts) {
                self.clear();
            }
            if self.act(ui, Icon::Save, has_lines, "console-save", is_named, texts) {
                let (text, _) = self.text_of(|_| true);
                actions.push(ConsoleAction::Save {
                    name: texts.plain("console-file"),
                    bytes: text.into_bytes(),
                });
            }
            if self.act(ui, Icon::Copy, has_lines, "console-copy", is_named, texts) {
                self.copy(ui);
            }
            self.show_filter(ui, texts);
        });
        self.show_count(ui, texts);
    }

    /// Draws a button with its advice as the tooltip. Returns true if it was clicked.
    fn act(&self, ui: &mut Ui, icon: Icon, enabled: bool, id: &str, is_named: bool, texts: &Texts) -> bool {
        ui.add_enabled_ui(enabled, |ui| {
            let advice = match self.selection {
                Some(_) if icon == Icon::Copy => texts.plain("console-copy-selected"),
                _ => texts.plain(&format!("{id}.advice")),
            };
            let pressed = button(ui, icon, &texts.plain(id), is_named);
            pressed.on_hover_text(advice).clicked()
        })
        .inner
    }

    fn show_filter(&mut self, ui: &mut Ui, texts: &Texts) {
        let field = ui.make_persistent_id("filter");
        let has_focus = ui.memory(|memory| memory.has_focus(field));
        if has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            // Esc clears the field, and leaves it if it is empty.
            match self.filter.is_empty() {
                true => ui.memory_mut(|memory| memory.surrender_focus(field)),
                false => self.filter.clear(),
            }
        }
        let changed = TextEdit::singleline(&mut self.filter)
            .id(field)
            .hint_text(texts.plain("console-filter"))
            .desired_width(f32::INFINITY)
            .char_limit(200)
            .event_filter(EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() })
            .min_size(vec2(60.0, FINGER))
            .align(Align2::LEFT_CENTER)
            .show(ui)
            .response
            .response
            .changed();
        if changed {
            // Hidden lines must not be copied.
            self.selection = None;
        }
        ui.ctx().accesskit_node_builder(field, |node| node.set_label(texts.plain("console-filter-label")));
    }

    fn show_count(&mut self, ui: &mut Ui, texts: &Texts) {
        let time = ui.input(|input| input.time);
        if let Some((_, until)) = self.copied {
            match until - time {
                left if left > 0.0 => ui.ctx().request_repaint_after_secs(left as f32),
                _ => self.copied = None,
            }
        }
        let shown = self.layout.line_count();
        let text = match self.copied {
            Some((count, _)) => texts.get("console-copied", &[("count", count)]),
            None if self.layout.is_filtered() => {
                texts.get("console-count-filtered", &[("shown", shown), ("count", self.lines.count())])
            }
            None if self.lines.has_dropped() => texts.get("console-count-newest", &[("count", shown)]),
            None => texts.get("console-count", &[("count", shown)]),
        };
        let response = ui.label(RichText::new(text).size(SMALL).weak());
        if self.copied.is_some() {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        }
    }
}
