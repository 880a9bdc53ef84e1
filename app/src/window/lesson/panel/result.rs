//! The result of a check.

use digilab_lab::lesson::{CheckReport, ScenarioReport, Verdict, seconds};
use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use egui::accesskit::Live;
use egui::{Align, Frame, Label, RichText, Stroke, Ui};

use super::marks::{self, Mark};
use super::{LessonAction, LessonPanel, StepProps, StepState, pack_texts};
use crate::window::widgets::touch::{button, spoken};

impl LessonPanel {
    /// Shows the result, and scrolls to it if it is new.
    pub(super) fn show_result(
        &mut self,
        ui: &mut Ui,
        open: &StepProps<'_>,
        has_come: bool,
        texts: &Texts,
        actions: &mut Vec<LessonAction>,
    ) {
        let (is_good, is_stale) = match open.check {
            StepState::NotChecked | StepState::Checking => return,
            StepState::Checked { report, is_stale, .. } => (report.passed(), is_stale),
            StepState::Failed(_) => (false, false),
        };
        let color = match (is_stale, is_good) {
            (true, _) => ui.visuals().widgets.noninteractive.bg_stroke.color,
            (false, true) => marks::passed_color(ui),
            (false, false) => ui.visuals().error_fg_color,
        };
        let stroke = Stroke::new(1.5, color);
        let shown = Frame::new().stroke(stroke).inner_margin(10).corner_radius(8).show(ui, |ui| {
            ui.set_width(ui.available_width());
            match open.check {
                StepState::NotChecked | StepState::Checking => {}
                StepState::Failed(mistake) => self::mistake(ui, mistake, texts),
                StepState::Checked { report, is_stale, .. } => {
                    if is_stale {
                        ui.label(RichText::new(texts.plain("lessons-stale")).italics());
                    }
                    if report.passed() {
                        self::passed(ui, open, texts);
                    } else {
                        failed(ui, report, texts, actions);
                    }
                }
            }
        });
        if has_come {
            shown.response.scroll_to_me(Some(if is_good { Align::Max } else { Align::Min }));
        }
    }
}

fn passed(ui: &mut Ui, open: &StepProps<'_>, texts: &Texts) {
    let is_complete = open.pack.manifest.steps.iter().all(|step| open.progress.has_passed(step));
    ui.horizontal_wrapped(|ui| {
        marks::mark(ui, Mark::Tick);
        let text = RichText::new(texts.plain("lessons-passed")).strong().color(marks::passed_color(ui));
        spoken(ui, text, Live::Polite);
    });
    if is_complete {
        ui.label(RichText::new(texts.plain("lessons-complete")).strong());
    }
}

fn failed(ui: &mut Ui, report: &CheckReport, texts: &Texts, actions: &mut Vec<LessonAction>) {
    spoken(ui, RichText::new(texts.plain("lessons-failed")).strong(), Live::Polite);
    let first_failed = report.scenarios.iter().position(|scenario| !scenario.passed());
    for (at, scenario) in report.scenarios.iter().enumerate() {
        ui.push_id(at, |ui| {
            ui.horizontal_top(|ui| {
                marks::mark(ui, if scenario.passed() { Mark::Tick } else { Mark::Cross });
                ui.vertical(|ui| {
                    let name = pack_texts::local(&scenario.name, texts);
                    if !name.is_empty() {
                        ui.add(Label::new(RichText::new(name).strong()).wrap());
                    }
                    // Details of the first failure are enough to go on with.
                    if Some(at) == first_failed {
                        self::scenario(ui, at, scenario, texts, actions);
                    }
                });
            });
        });
    }
    if report.scenarios.is_empty() {
        ui.label(texts.plain("lessons-no-scenario"));
    }
}

fn scenario(
    ui: &mut Ui,
    at: usize,
    scenario: &ScenarioReport,
    texts: &Texts,
    actions: &mut Vec<LessonAction>,
) {
    if let Some(error) = &scenario.error {
        ui.label(RichText::new(error.text(texts)).strong());
        ui.label(error.advice(texts));
    }
    if let Some(mistake) = &scenario.mistake {
        self::mistake(ui, mistake, texts);
    }
    for (number, verdict) in scenario.verdicts.iter().enumerate() {
        ui.push_id(number, |ui| {
            ui.horizontal_top(|ui| {
                marks::mark(ui, if verdict.passed { Mark::Tick } else { Mark::Cross });
                ui.vertical(|ui| self::verdict(ui, at, verdict, texts, actions));
            });
        });
    }
    let mistake_us = scenario.ended_us.filter(|_| scenario.mistake.is_some());
    if scenario.verdicts.iter().all(|verdict| verdict.passed)
        && let Some(at_us) = mistake_us
        && button(ui, texts.plain("lessons-show-happened")).clicked()
    {
        actions.push(LessonAction::ShowHappened { scenario: at, at_us });
    }
}

fn verdict(ui: &mut Ui, scenario: usize, verdict: &Verdict, texts: &Texts, actions: &mut Vec<LessonAction>) {
    let message = verdict.message.get(texts.language());
    let mut lines = verdict.lines(texts).into_iter();
    if verdict.passed {
        // The expected value and the actual one are the same.
        let expected = if message.is_empty() { lines.next() } else { lines.nth(1) };
        ui.add(Label::new(RichText::new(expected.unwrap_or_default())).wrap());
        return;
    }
    if !message.is_empty() {
        ui.add(Label::new(RichText::new(lines.next().unwrap_or_default()).strong()).wrap());
    }
    for line in lines {
        ui.add(Label::new(line).wrap());
    }
    let at_us = verdict.at_us.unwrap_or(0);
    ui.horizontal_wrapped(|ui| {
        if button(ui, texts.plain("lessons-show-happened")).clicked() {
            actions.push(LessonAction::ShowHappened { scenario, at_us });
        }
        if let Some(at_us) = verdict.at_us {
            let args = [("time", seconds(at_us, texts.language()))];
            ui.label(RichText::new(texts.get("lessons-at", &args)).small());
        }
    });
}

fn mistake(ui: &mut Ui, mistake: &Mistake, texts: &Texts) {
    let sentence = mistake.text(texts);
    let sentence = match mistake.line {
        Some(line) => texts.get("window-end-mistake", &[("line", line.to_string()), ("sentence", sentence)]),
        None => sentence,
    };
    ui.add(Label::new(RichText::new(sentence).strong()).wrap());
    ui.add(Label::new(mistake.advice(texts)).wrap());
}
