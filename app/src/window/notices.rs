//! Notices: short success and error messages that the user can dismiss.

use digilab_contract::message::Message;
use digilab_lab::text::Texts;
use egui::accesskit::Live;
use egui::{Align, Color32, Frame, Layout, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, vec2};

use super::widgets::touch::{FINGER, cross, spoken};

/// Maximum number of notices shown at once.
const MAX_SHOWN: usize = 3;
/// Maximum number of notices kept; the oldest are dropped.
const MAX_KEPT: usize = 20;

/// Maximum share of the window's height that notices take; the rest is reached by scrolling.
const MAX_HEIGHT: f32 = 0.4;

/// Width of the mark in front of a notice, in points.
const MARK: f32 = 22.0;

/// Time for which a success is shown, in seconds; reading it aloud takes about as long.
const SUCCESS_S: f64 = 7.0;

#[derive(Debug)]
struct Notice {
    message: Message,
    is_success: bool,
    /// Time for which it has been shown, in seconds; starts again when the message is repeated or the notice is
    /// hovered or focused.
    shown_s: f64,
    /// Unique number of the notice.
    number: u64,
}

/// The notices of the window.
#[derive(Debug, Default)]
pub struct Notices {
    /// Notices from the oldest to the newest.
    list: Vec<Notice>,
    last_number: u64,
    /// Time of the last frame that showed notices, in egui's seconds.
    last_s: Option<f64>,
}

impl Notices {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error, which stays until it is dismissed. A repeated message is not added again.
    pub fn problem(&mut self, message: impl Into<Message>) {
        self.say(message.into(), false);
    }

    /// Adds a success, which disappears by itself.
    pub fn success(&mut self, message: impl Into<Message>) {
        self.say(message.into(), true);
    }

    /// Removes the notices with this message id: the problem is solved.
    ///
    /// # Arguments
    /// - `id`: the message's Fluent id.
    pub fn solved(&mut self, id: &str) {
        self.list.retain(|notice| notice.message.id != id);
    }

    /// True if there are no notices.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn say(&mut self, message: Message, is_success: bool) {
        if let Some(same) = self.list.iter_mut().find(|notice| notice.message == message) {
            same.shown_s = 0.0;
            return;
        }
        self.last_number += 1;
        self.list.push(Notice { message, is_success, shown_s: 0.0, number: self.last_number });
        if self.list.len() > MAX_KEPT {
            self.list.remove(0);
        }
    }

    /// Draws the latest notices, newest first, over the full width of `ui`. Takes no room when there are none.
    pub fn show(&mut self, ui: &mut Ui, texts: &Texts) {
        let now_s = ui.input(|input| input.time);
        let passed_s = self.last_s.map_or(0.0, |last_s| (now_s - last_s).max(0.0));
        self.last_s = (!self.list.is_empty()).then_some(now_s);
        if self.list.is_empty() {
            return;
        }
        let mut gone = Vec::new();
        let height = ui.ctx().content_rect().height() * MAX_HEIGHT;
        ScrollArea::vertical().id_salt("notices").max_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                gone = self.show_list(ui, texts, passed_s);
            },
        );
        if !gone.is_empty() {
            self.list.retain(|notice| !gone.contains(&notice.number));
            ui.ctx().request_repaint();
        }
    }

    /// Draws the notices and returns the numbers of those to remove.
    fn show_list(&mut self, ui: &mut Ui, texts: &Texts, passed_s: f64) -> Vec<u64> {
        let mut gone = Vec::new();
        for notice in self.list.iter_mut().rev().take(MAX_SHOWN) {
            let (is_dismissed, is_watched) = show_one(ui, notice, texts);
            // A notice under the pointer is being read: its time starts again.
            notice.shown_s = if is_watched { 0.0 } else { notice.shown_s + passed_s };
            if is_dismissed || notice.is_success && notice.shown_s >= SUCCESS_S {
                gone.push(notice.number);
            } else if notice.is_success {
                let left = std::time::Duration::from_secs_f64((SUCCESS_S - notice.shown_s).max(0.05));
                ui.ctx().request_repaint_after(left);
            }
        }
        gone
    }
}

/// Draws one notice. Returns whether it was dismissed, and whether the pointer or the focus is on it.
fn show_one(ui: &mut Ui, notice: &Notice, texts: &Texts) -> (bool, bool) {
    let (ground, mark) = colors(ui.visuals().dark_mode, notice.is_success);
    let live = if notice.is_success { Live::Polite } else { Live::Assertive };
    let frame = Frame::new().fill(ground).corner_radius(4).inner_margin(4).stroke(Stroke::new(1.0, mark));
    let shown = ui.push_id(("notice", notice.number), |ui| {
        frame.show(ui, |ui| {
            let width = ui.available_width();
            let words = (width - FINGER - MARK - 2.0 * ui.spacing().item_spacing.x - 1.0).max(80.0);
            ui.horizontal_top(|ui| {
                let (place, _) = ui.allocate_exact_size(vec2(MARK, FINGER), Sense::hover());
                paint_mark(ui, place, mark, notice.is_success);
                ui.scope_builder(UiBuilder::new().layout(Layout::top_down(Align::Min)), |ui| {
                    ui.set_width(words);
                    ui.set_min_height(FINGER);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add_space(6.0);
                    let strong = ui.visuals().strong_text_color();
                    spoken(ui, RichText::new(notice.message.sentence(texts)).color(strong), live);
                    if let Some(advice) = notice.message.advice(texts) {
                        spoken(ui, RichText::new(advice).color(strong), live);
                    }
                    ui.add_space(6.0);
                });
                cross(ui, &texts.plain("notices-dismiss"))
            })
            .inner
        })
    });
    let button = shown.inner.inner;
    (button.clicked(), button.has_focus() || ui.rect_contains_pointer(shown.inner.response.rect))
}

/// Returns the background colour of a notice, and the colour of its mark.
fn colors(is_dark: bool, is_success: bool) -> (Color32, Color32) {
    match (is_dark, is_success) {
        (true, true) => (Color32::from_rgb(24, 48, 32), Color32::from_rgb(110, 200, 130)),
        (true, false) => (Color32::from_rgb(62, 34, 30), Color32::from_rgb(255, 150, 120)),
        (false, true) => (Color32::from_rgb(226, 245, 230), Color32::from_rgb(20, 110, 50)),
        (false, false) => (Color32::from_rgb(255, 236, 230), Color32::from_rgb(180, 40, 10)),
    }
}

/// Draws a tick or an exclamation mark, so that success and error differ by more than colour.
fn paint_mark(ui: &Ui, rect: Rect, color: Color32, is_success: bool) {
    let (center, stroke) = (rect.center(), Stroke::new(2.5, color));
    let painter = ui.painter();
    if is_success {
        painter.line_segment([center + vec2(-6.0, 0.0), center + vec2(-2.0, 5.0)], stroke);
        painter.line_segment([center + vec2(-2.0, 5.0), center + vec2(6.0, -5.0)], stroke);
    } else {
        painter.line_segment([center + vec2(0.0, -8.0), center + vec2(0.0, 2.0)], stroke);
        painter.circle_filled(center + vec2(0.0, 7.0), 1.8, color);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use digilab_contract::project::{ProjectError, ProjectErrorCode};
    use digilab_lab::text::Language;
    use egui::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT, Queryable};

    use super::*;

    struct Window {
        notices: Notices,
        language: Language,
    }

    fn window() -> Harness<'static, Window> {
        let mut harness = Harness::builder().with_size(vec2(360.0, 640.0)).with_step_dt(0.5).build_ui_state(
            |ui, window: &mut Window| {
                window.notices.show(ui, &Texts::new(window.language));
            },
            Window { notices: Notices::new(), language: Language::En },
        );
        harness.run_steps(2);
        harness
    }

    fn gone(name: &str) -> ProjectError {
        ProjectError::new(ProjectErrorCode::FileGone).with("name", name)
    }

    #[test]
    fn a_problem_stays_until_it_is_put_away() {
        let mut harness = window();
        for _ in 0..3 {
            harness.state_mut().notices.problem(&gone("Robo"));
        }
        harness.run_steps(100);
        let sentence = harness.get_by_label("The file “Robo” cannot be found.");
        assert_eq!(sentence.accesskit_node().live(), Live::Assertive);
        harness.get_by_label_contains("Look in the trash too.");
        harness.get_by_role_and_label(Role::Button, "Close the message").click();
        harness.run_steps(2);
        assert!(harness.state().notices.is_empty());
        assert!(harness.query_by_label("The file “Robo” cannot be found.").is_none());
    }

    #[test]
    fn a_success_leaves_by_itself() {
        let mut harness = window();
        harness.state_mut().notices.success(Message::new("project-untitled"));
        harness.run_steps(10);
        let sentence = harness.get_by_label("New project");
        assert_eq!(sentence.accesskit_node().live(), Live::Polite);
        harness.run_steps(8);
        assert!(harness.query_by_label("New project").is_none());
    }

    #[test]
    fn a_success_that_is_read_stays() {
        let mut harness = window();
        harness.state_mut().notices.success(Message::new("project-untitled"));
        harness.run_steps(2);
        let place = harness.get_by_label("New project").rect().center();
        harness.hover_at(place);
        harness.run_steps(60);
        harness.get_by_label("New project");
    }

    #[test]
    fn three_at_once_and_the_others_follow() {
        let mut harness = window();
        for name in ["1", "2", "3", "4"] {
            harness.state_mut().notices.problem(&gone(name));
        }
        harness.run_steps(2);
        let crosses = |harness: &Harness<'_, Window>| harness.query_all_by_label("Close the message").count();
        assert_eq!(crosses(&harness), 3);
        assert!(harness.query_by_label_contains("“1”").is_none());
        for left in [3, 2, 1, 0] {
            harness.query_all_by_label("Close the message").next().unwrap().click();
            harness.run_steps(2);
            assert_eq!(crosses(&harness), left);
        }
    }

    #[test]
    fn they_change_with_the_language_and_go_when_solved() {
        let mut harness = window();
        harness.state_mut().notices.problem(&gone("Robo"));
        harness.state_mut().language = Language::Fi;
        harness.run_steps(2);
        harness.get_by_label("Tiedostoa ”Robo” ei löydy.");
        harness.state_mut().notices.solved("project-file-gone");
        harness.run_steps(2);
        assert!(harness.state().notices.is_empty());
    }
}
