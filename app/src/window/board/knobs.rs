//! The group "Surroundings": sliders for everything that a micro:bit senses.

use std::ops::RangeInclusive;

use digilab_devices::board::BoardKind;
use digilab_devices::sim::input::PhysicalInput;
use digilab_lab::lab::BenchAction;
use digilab_lab::text::Texts;
use egui::style::HandleShape;
use egui::{CollapsingHeader, Slider, Ui};

use super::BoardView;
use crate::window::widgets::touch::FINGER;

/// Width reserved beside a slider for its value, in points.
const VALUE_WIDTH: f32 = 72.0;

/// Draws a slider with its label above it. Returns true if it was moved.
///
/// # Arguments
/// - `suffix`: unit, written behind the value.
pub(super) fn slider<Num: egui::emath::Numeric>(
    ui: &mut Ui,
    label: &str,
    value: &mut Num,
    range: RangeInclusive<Num>,
    suffix: &str,
) -> bool {
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = (ui.available_width() - VALUE_WIDTH).max(60.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.visuals_mut().handle_shape = HandleShape::Rect { aspect_ratio: 0.45 };
        let label = ui.label(label);
        ui.spacing_mut().interact_size.y = FINGER;
        let step = Slider::new(value, range).integer().suffix(suffix).trailing_fill(true);
        ui.add(step).labelled_by(label.id).changed()
    })
    .inner
}

impl BoardView {
    /// Draws the group with all sliders.
    pub(super) fn show_knobs(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<BenchAction>) {
        let title = texts.plain("board-surroundings");
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = FINGER;
            CollapsingHeader::new(title).id_salt("surroundings").default_open(false).show(ui, |ui| {
                ui.spacing_mut().interact_size.y = 18.0;
                for input in self.knobs(ui, texts) {
                    self.act(input, actions);
                }
            });
        });
    }

    fn knobs(&mut self, ui: &mut Ui, texts: &Texts) -> Vec<PhysicalInput> {
        let around = &mut self.surroundings;
        let mut inputs = Vec::new();
        if slider(ui, &texts.plain("board-light"), &mut around.light, 0..=255, "") {
            inputs.push(PhysicalInput::Light { level: around.light });
        }
        if slider(ui, &texts.plain("board-temperature"), &mut around.celsius, -10..=50, " °C") {
            inputs.push(PhysicalInput::Temperature { celsius: around.celsius });
        }
        if self.kind == BoardKind::MicrobitV2
            && slider(ui, &texts.plain("board-sound"), &mut around.sound, 0..=255, "")
        {
            inputs.push(PhysicalInput::Sound { level: around.sound });
        }
        if slider(ui, &texts.plain("board-compass"), &mut around.heading_deg, 0..=359, "°") {
            inputs.push(PhysicalInput::Heading { heading_deg: around.heading_deg });
        }
        let tilt = &mut around.tilt;
        let right = slider(ui, &texts.plain("board-tilt-right"), &mut tilt.right_deg, -180.0..=180.0, "°");
        let bottom = slider(ui, &texts.plain("board-tilt-bottom"), &mut tilt.bottom_deg, -180.0..=180.0, "°");
        if right || bottom {
            inputs.push(around.tilt_input());
        }
        inputs
    }
}
