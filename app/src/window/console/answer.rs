//! The input field shown while the script waits for a line.

use digilab_lab::text::Texts;
use egui::{Align, Color32, Frame, Key, Layout, Margin, Panel, TextStyle, Ui, vec2};

use super::{Console, ConsoleAction};
use crate::window::widgets::touch::{FINGER, field, main_button};

/// Maximum length of an answer, in characters; a script gets no more.
const MAX_CHARS: usize = 1_000;

/// State of the input field.
#[derive(Default)]
pub(super) struct Answer {
    is_asked: bool,
    text: String,
    /// True if the field takes the focus when it appears: at a run's first question, and after an answer from the
    /// field. Otherwise the user may be typing elsewhere.
    takes_focus: bool,
}

impl Answer {
    pub(super) fn begin_run(&mut self) {
        *self = Self { takes_focus: true, ..Self::default() };
    }

    pub(super) fn set_asked(&mut self, is_asked: bool) {
        self.is_asked = is_asked;
    }
}

impl Console {
    /// Shows the input field, until the script gets a line or the run is over.
    pub fn asking(&mut self) {
        self.answer.is_asked = true;
    }

    /// Adds the line that the script got, and hides the field.
    pub fn typed(&mut self, text: &str) {
        self.answer.is_asked = false;
        self.lines.begin_text();
        self.push(&["> ", text].concat(), super::Kind::Typed);
    }

    /// Hides the field at the end of a run.
    pub fn asks_no_more(&mut self) {
        self.answer.is_asked = false;
    }

    pub(super) fn show_answer(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<ConsoleAction>) {
        let answer = &mut self.answer;
        if !answer.is_asked {
            return;
        }
        let frame = Frame::NONE.inner_margin(Margin::symmetric(0, 4));
        Panel::bottom("digilab-answer").frame(frame).show_separator_line(false).show(ui, |ui| {
            let row = vec2(ui.available_width(), FINGER);
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                let id = ui.make_persistent_id("answer");
                let send = texts.plain("console-send");
                let room = vec2((ui.available_width() - width_of_button(ui, &send)).max(60.0), FINGER);
                let hint = texts.plain("console-answer");
                let written = ui.allocate_ui(room, |ui| field(ui, id, "", &hint, &mut answer.text)).inner;
                if let Some((end, _)) = answer.text.char_indices().nth(MAX_CHARS) {
                    answer.text.truncate(end);
                }
                if std::mem::take(&mut answer.takes_focus) {
                    written.request_focus();
                }
                let is_entered = written.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                if main_button(ui, send).clicked() || is_entered {
                    answer.is_asked = false;
                    answer.takes_focus = true;
                    actions.push(ConsoleAction::Answer(std::mem::take(&mut answer.text)));
                }
            });
        });
    }
}

/// Returns the width that a button with this label takes behind the field, in points.
fn width_of_button(ui: &Ui, words: &str) -> f32 {
    let (font, color) = (TextStyle::Button.resolve(ui.style()), Color32::PLACEHOLDER);
    let words = ui.painter().layout_no_wrap(words.to_owned(), font, color).size().x;
    words + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}
