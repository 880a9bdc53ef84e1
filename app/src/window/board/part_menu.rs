//! The menu "Add a part": the user chooses a part, then a free pin on which it works.

use digilab_devices::board::Pin;
use digilab_devices::sim::parts::Part;
use digilab_lab::lab::BenchAction;
use digilab_lab::text::Texts;
use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Align, Button, Layout, PopupCloseBehavior, RichText, Ui, vec2};

use super::parts::text_id;
use super::{BoardView, MAX_PARTS, fits};
use crate::window::widgets::touch::FINGER;

/// Width of the menu, in points.
const WIDTH: f32 = 240.0;

impl BoardView {
    /// Draws the menu's button and, while it is open, the menu.
    pub(super) fn show_part_menu(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<BenchAction>) {
        let is_full = self.wired.len() >= MAX_PARTS;
        let row = vec2(ui.available_width(), FINGER);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(texts.plain("board-parts")).strong());
            if is_full {
                // The button of a menu cannot be disabled by itself.
                let button = Button::new(texts.plain("board-add")).min_size(vec2(FINGER, FINGER));
                let full = texts.get("board-add-full", &[("max", MAX_PARTS)]);
                ui.add_enabled(false, button).on_disabled_hover_text(full);
                return;
            }
            let button = Button::new(texts.plain("board-add")).min_size(vec2(FINGER, FINGER));
            // The menu stays open when the part is chosen, for the pin.
            let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
            let (_, menu) = MenuButton::from_button(button).config(config).ui(ui, |ui| {
                ui.set_width(WIDTH);
                match self.adding {
                    None => self.choose_part(ui, texts),
                    Some(part) => self.choose_pin(ui, texts, part, actions),
                }
            });
            if menu.is_none() {
                self.adding = None;
            }
        });
    }

    fn free_pins(&self, part: Part) -> impl Iterator<Item = Pin> + '_ {
        fits::pins_for(self.kind, part).filter(|pin| !self.wired.contains_key(pin))
    }

    fn choose_part(&mut self, ui: &mut Ui, texts: &Texts) {
        for &part in Part::ALL {
            if fits::pins_for(self.kind, part).next().is_none() {
                continue;
            }
            let id = text_id(part);
            let button = Button::new(texts.plain(id)).min_size(vec2(WIDTH, FINGER));
            let response = ui
                .add_enabled(self.free_pins(part).next().is_some(), button)
                .on_hover_text(texts.plain(&format!("{id}.advice")))
                .on_disabled_hover_text(texts.plain("board-no-pin"));
            if response.clicked() {
                self.adding = Some(part);
            }
        }
    }

    fn choose_pin(&mut self, ui: &mut Ui, texts: &Texts, part: Part, actions: &mut Vec<BenchAction>) {
        if ui.add(Button::new(texts.plain("board-back")).min_size(vec2(FINGER, FINGER))).clicked() {
            self.adding = None;
        }
        ui.label(texts.get("board-choose-pin", &[("part", texts.plain(text_id(part)))]));
        let pins: Vec<Pin> = self.free_pins(part).collect();
        // If an LED can be dimmed on every pin, no mark is needed.
        let marks_dimming = part == Part::Led && !pins.iter().all(|pin| fits::can_dim(self.kind, *pin));
        ui.horizontal_wrapped(|ui| {
            for pin in pins {
                let name = fits::pin_name(self.kind, pin);
                let shown =
                    if marks_dimming && fits::can_dim(self.kind, pin) { format!("{name} ~") } else { name };
                if ui.add(Button::new(shown).min_size(vec2(FINGER + 6.0, FINGER))).clicked() {
                    self.attach(pin, part, actions);
                    self.adding = None;
                    ui.close();
                }
            }
        });
        if marks_dimming {
            ui.label(RichText::new(texts.plain("board-dim-note")).size(super::SMALL));
        }
    }
}
