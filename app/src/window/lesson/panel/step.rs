//! A step: its place in the pack, its text, and the hints.

use std::sync::Arc;

use digilab_contract::message::Message;
use digilab_contract::packs::PackError;
use digilab_lab::text::Texts;
use digilab_lessons::pack::StepText;
use egui::accesskit::{Live, Role};
use egui::{Align, Button, Frame, Label, Layout, Panel, RichText, ScrollArea, Ui, Vec2, WidgetInfo};

use super::marks::{self, Mark};
use super::{LessonAction, LessonPanel, StepProps, StepState, pack_texts};
use crate::window::widgets::icon_button::{self, Icon};
use crate::window::widgets::touch::{FINGER, button, cross, spoken, with_focus};

impl LessonPanel {
    pub(super) fn show_step(
        &mut self,
        ui: &mut Ui,
        open: &StepProps<'_>,
        texts: &Texts,
        actions: &mut Vec<LessonAction>,
    ) {
        if !self.textures_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, open.pack)) {
            self.textures.clear();
            self.textures_of = Some(open.pack.clone());
        }
        let shown = Some((open.place.clone(), open.step));
        let is_new = self.shown != shown;
        self.shown = shown;
        let checked = match open.check {
            StepState::Checked { number, .. } => Some(number),
            StepState::NotChecked | StepState::Checking | StepState::Failed(_) => None,
        };
        // A check may be over before a frame shows it as under way.
        let has_come = checked.is_some() && self.checked != checked;
        self.checked = checked.or(self.checked);
        header(ui, open, texts, actions);
        let Some(step) = open.pack.steps.get(open.step) else { return };
        let Some(text) = step.text(texts.language()) else { return };
        let frame = Frame::new().inner_margin(egui::Margin::symmetric(0, 6));
        Panel::bottom("step").resizable(false).frame(frame).show(ui, |ui| {
            self.show_bottom(ui, open, texts, actions);
        });
        let mut scroll = ScrollArea::vertical().id_salt("step").auto_shrink([false, false]);
        if is_new {
            scroll = scroll.vertical_scroll_offset(0.0);
        }
        scroll.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            if let Some(problem) = open.problem {
                self::problem(ui, problem, texts);
            }
            ui.push_id(open.step, |ui| {
                self.show_text(ui, text, open, texts, actions);
                ui.add_space(8.0);
                self.show_result(ui, open, has_come, texts, actions);
            });
            ui.add_space(8.0);
        });
    }

    fn show_text(
        &mut self,
        ui: &mut Ui,
        text: &StepText,
        open: &StepProps<'_>,
        texts: &Texts,
        actions: &mut Vec<LessonAction>,
    ) {
        let number = open.step + 1;
        let title = ui.add(Label::new(RichText::new(format!("{number}. {}", text.title)).heading()).wrap());
        ui.ctx().accesskit_node_builder(title.id, |node| node.set_role(Role::Heading));
        let minutes = texts.get("lessons-minutes", &[("minutes", text.minutes.to_string())]);
        ui.label(RichText::new(minutes).small());
        self.show_blocks(ui, &text.blocks, 0, open, texts, actions);
        let name = open.pack.steps.get(open.step).map_or("", |step| &step.name);
        let shown = open.progress.steps.get(name).map_or(0, |step| step.hints).min(text.hints.len());
        for (at, hint) in text.hints.iter().take(shown).enumerate() {
            ui.push_id(("hint", at), |ui| {
                ui.add_space(6.0);
                let args = [("number", (at + 1).to_string())];
                ui.label(RichText::new(texts.get("lessons-hint", &args)).strong());
                self.show_blocks(ui, hint, 0, open, texts, actions);
            });
        }
        if shown < text.hints.len() {
            ui.add_space(6.0);
            let args = [("number", (shown + 1).to_string()), ("all", text.hints.len().to_string())];
            if button(ui, texts.get("lessons-show-hint", &args)).clicked() {
                actions.push(LessonAction::ShowHint);
            }
        }
    }
}

/// Draws the pack's title and the steps.
fn header(ui: &mut Ui, open: &StepProps<'_>, texts: &Texts, actions: &mut Vec<LessonAction>) {
    let title = pack_texts::local(&open.pack.manifest.title, texts);
    ui.horizontal(|ui| {
        let back = texts.plain("lessons-back");
        let response = icon_button::button(ui, Icon::Back, &back, false);
        if with_focus(ui, response).on_hover_text(&back).clicked() {
            actions.push(LessonAction::ClosePack);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if cross(ui, &texts.plain("window-lessons-close")).clicked() {
                actions.push(LessonAction::ClosePanel);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(title).strong()).truncate());
            });
        });
    });
    let signature = pack_texts::signature(open.place, &open.pack.signature, texts);
    ui.add(Label::new(RichText::new(signature).small()).wrap());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        ui.horizontal_wrapped(|ui| {
            for at in 0..open.pack.steps.len() {
                step_button(ui, at, open, texts, actions);
            }
        });
    });
    ui.separator();
}

fn step_button(ui: &mut Ui, at: usize, open: &StepProps<'_>, texts: &Texts, actions: &mut Vec<LessonAction>) {
    let Some(step) = open.pack.steps.get(at) else { return };
    let has_passed = open.progress.has_passed(&step.name);
    let title = step.text(texts.language()).map_or(step.name.as_str(), |text| &text.title);
    let args = [("number", (at + 1).to_string()), ("title", title.to_owned())];
    let id = if has_passed { "lessons-step-passed" } else { "lessons-step" };
    let name = texts.get(id, &args);
    let is_chosen = at == open.step;
    let button = Button::selectable(is_chosen, (at + 1).to_string()).frame_when_inactive(true);
    let response = ui.add(button.min_size(Vec2::splat(FINGER)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
    if has_passed {
        let corner = response.rect.right_bottom() - egui::vec2(11.0, 10.0);
        marks::paint(ui, corner, 14.0, Mark::Tick);
    }
    if with_focus(ui, response).on_hover_text(title).clicked() {
        actions.push(LessonAction::GoToStep(at));
    }
}

/// Draws the error in the present state of the folder: a teacher may be writing it.
fn problem(ui: &mut Ui, problem: &PackError, texts: &Texts) {
    let stroke = egui::Stroke::new(1.5, ui.visuals().warn_fg_color);
    Frame::new().stroke(stroke).inner_margin(10).corner_radius(6).show(ui, |ui| {
        ui.set_width(ui.available_width());
        if let PackError::Finding(finding) = problem {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            ui.label(RichText::new(format!("{}{line}", finding.file)).monospace());
        }
        let message = Message::from(problem);
        spoken(ui, RichText::new(message.sentence(texts)).strong(), Live::Polite);
        if let Some(advice) = message.advice(texts) {
            ui.label(advice);
        }
        ui.label(RichText::new(texts.plain("lessons-last-good")).small());
    });
    ui.add_space(6.0);
}
