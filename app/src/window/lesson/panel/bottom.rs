//! The part below a step that is always visible: the check, and the next step.

use digilab_lab::text::Texts;
use egui::Ui;

use super::{LessonAction, LessonPanel, StepProps, StepState};
use crate::window::widgets::touch::{button, button_if, buttons, main_button, main_button_if};

impl LessonPanel {
    pub(super) fn show_bottom(
        &mut self,
        ui: &mut Ui,
        open: &StepProps<'_>,
        texts: &Texts,
        actions: &mut Vec<LessonAction>,
    ) {
        let has_passed =
            matches!(open.check, StepState::Checked { report, is_stale: false, .. } if report.passed());
        let is_last = open.step + 1 >= open.pack.steps.len();
        buttons(ui, |ui| {
            if !open.is_own_program {
                if main_button(ui, texts.plain("lessons-back-to-program")).clicked() {
                    actions.push(LessonAction::BackToProgram);
                }
            } else {
                let is_checking = matches!(open.check, StepState::Checking);
                let id = if is_checking { "lessons-checking" } else { "lessons-check" };
                let response = if has_passed && !is_last {
                    button(ui, texts.plain(id))
                } else {
                    main_button_if(ui, !is_checking, texts.plain(id))
                };
                if response.clicked() {
                    actions.push(LessonAction::Check);
                }
                let tip = texts.plain("lessons-start-over.tip");
                if button(ui, texts.plain("lessons-start-over")).on_hover_text(tip).clicked() {
                    actions.push(LessonAction::ResetToStarter);
                }
            }
            if open.step > 0 && button(ui, texts.plain("lessons-previous")).clicked() {
                actions.push(LessonAction::GoToStep(open.step - 1));
            }
            if !is_last {
                let next = texts.plain("lessons-next");
                let response = if has_passed { main_button(ui, next) } else { button_if(ui, true, next) };
                if response.clicked() {
                    actions.push(LessonAction::GoToStep(open.step + 1));
                }
            }
        });
    }
}
