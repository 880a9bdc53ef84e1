//! The timeline.

use digilab_lab::lesson::seconds;
use digilab_lab::text::Texts;
use egui::{Label, RichText, Slider, Stroke, Ui, pos2};

use super::Replay;
use crate::window::widgets::icon_button::{self, Icon};
use crate::window::widgets::touch::{cross, with_focus};

/// Width from which on the text stands next to the title, in points.
const BESIDE: f32 = 700.0;

/// Most input marks that are drawn.
const MAX_MARKS: usize = 500;

impl Replay {
    /// Shows the timeline and moves on it; returns `true` if it was closed.
    pub fn show(&mut self, ui: &mut Ui, texts: &Texts) -> bool {
        let now_s = ui.input(|input| input.time);
        self.play(now_s);
        let mut is_closed = false;
        let said = match self.last_input() {
            Some((at_us, input)) => texts.get(
                "lessons-replay-input",
                &[("time", seconds(*at_us, texts.language())), ("what", input.words(texts))],
            ),
            None => texts.plain("lessons-replay-no-input"),
        };
        ui.horizontal(|ui| {
            let name = self.scenario.get(texts.language());
            let title = texts.get("lessons-replay", &[("name", name.to_owned())]);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                is_closed = cross(ui, &texts.plain("lessons-replay-close")).clicked();
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let title = RichText::new(title.trim_end_matches([':', ' '])).strong();
                    // Without room next to the title, the text has a line of its own.
                    if ui.available_width() < BESIDE {
                        ui.add(Label::new(title).truncate());
                    } else {
                        ui.label(title);
                        ui.add(Label::new(&said).truncate());
                    }
                });
            });
        });
        ui.horizontal(|ui| {
            let (icon, id) = match self.playing {
                Some(_) => (Icon::Pause, "lessons-replay-pause"),
                None => (Icon::Play, "lessons-replay-play"),
            };
            if button(ui, Icon::StepBack, &texts.plain("lessons-replay-back")) {
                self.back();
            }
            if button(ui, icon, &texts.plain(id)) {
                self.toggle(now_s);
            }
            if button(ui, Icon::Step, &texts.plain("lessons-replay-forward")) {
                self.forward();
            }
            self.slider(ui, texts);
        });
        if ui.available_width() < BESIDE {
            ui.label(&said);
        }
        if self.recording.is_cut {
            ui.label(RichText::new(texts.plain("lessons-replay-cut")).small());
        }
        if self.playing.is_some() {
            ui.ctx().request_repaint();
        }
        is_closed
    }

    fn slider(&mut self, ui: &mut Ui, texts: &Texts) {
        let end_s = self.recording.end_us as f64 / 1e6;
        let mut at_s = self.at_us as f64 / 1e6;
        let language = texts.language();
        let room = ui.available_width();
        ui.spacing_mut().slider_width = (room - 90.0).max(60.0);
        let slider = Slider::new(&mut at_s, 0.0..=end_s)
            .step_by(0.01)
            .custom_formatter(move |at_s, _| seconds((at_s.max(0.0) * 1e6) as u64, language));
        let response = ui.add(slider);
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(texts.plain("lessons-replay-time")));
        if response.changed() {
            self.playing = None;
            self.at_us = ((at_s.max(0.0) * 1e6).round() as u64).min(self.recording.end_us);
        }
        self.marks(ui, &response, end_s);
    }

    /// Draws the check's inputs and the place of the failure as marks at the slider.
    fn marks(&self, ui: &Ui, slider: &egui::Response, end_s: f64) {
        let rect = slider.rect;
        // The slider's handle stops at this distance from the ends.
        let inset = rect.height() / 2.5;
        let width = (ui.spacing().slider_width - 2.0 * inset).max(1.0);
        let place = |at_us: u64| {
            let share = if end_s > 0.0 { at_us as f64 / 1e6 / end_s } else { 0.0 };
            rect.left() + inset + width * share as f32
        };
        let line = |at_us, height: f32, stroke| {
            let x = place(at_us);
            ui.painter().line_segment([pos2(x, rect.bottom()), pos2(x, rect.bottom() - height)], stroke);
        };
        let color = ui.visuals().hyperlink_color;
        for (at_us, _) in self.recording.inputs.iter().take(MAX_MARKS) {
            line(*at_us, 6.0, Stroke::new(2.0, color));
        }
        line(self.failed_us, 12.0, Stroke::new(3.0, ui.visuals().error_fg_color));
    }
}

fn button(ui: &mut Ui, icon: Icon, name: &str) -> bool {
    let response = icon_button::button(ui, icon, name, false);
    with_focus(ui, response).on_hover_text(name).clicked()
}
