//! The layout of the window: panes side by side where there is room, one page at a time on a phone.

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::LabApp;
use super::lessons::LessonContext;
use super::panes::{OutputProps, Page};
use super::toolbar::{self, Asked, ToolbarProps};
use crate::window::editor::Marks;
use crate::window::reference::ReferenceAction;

/// Window width, in points, from which on program and board are side by side.
const SIDE_BY_SIDE: f32 = 760.0;
/// Window width, in points, from which on the reference beside them is wider.
const WITH_REFERENCE: f32 = 1100.0;

/// Window width, in points, from which on lesson, program and board are side by side.
const THREE_SIDE_BY_SIDE: f32 = 1000.0;

impl LabApp {
    /// Draws everything but the dialogs. Returns the action requested by a button.
    pub(super) fn show_window(&mut self, ui: &mut Ui, now_s: f64) -> Option<Asked> {
        let width = ui.available_width();
        let bar = Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(8, 6));
        let asked = Panel::top("toolbar").frame(bar).show(ui, |ui| self.show_toolbar(ui)).inner;
        if !self.notices.is_empty() {
            Panel::bottom("notices").show(ui, |ui| self.notices.show(ui, &self.settings.texts));
        }
        self.lessons.show_replay_bar(ui, &self.settings.texts);
        if width < SIDE_BY_SIDE {
            self.show_narrow(ui, self.lessons.is_shown, now_s);
        } else if self.panes.is_lesson_beside(width, self.lessons.is_shown) {
            self.show_lesson_beside(ui, width, now_s);
        } else {
            self.show_wide(ui, width, now_s);
        }
        asked
    }

    fn show_toolbar(&self, ui: &mut Ui) -> Option<Asked> {
        let texts = &self.settings.texts;
        let project = &self.program.project;
        let board = self.run.board_name(texts);
        let untitled = texts.plain("project-untitled");
        let props = ToolbarProps {
            run: &self.run.state,
            project: project.info().map_or(&untitled, |info| &info.name),
            save_state: project.save_state(),
            is_help_open: self.panes.is_help_open,
            are_lessons_shown: self.lessons.is_shown,
            board: &board,
            texts,
        };
        toolbar::show(ui, &props)
    }

    fn show_lesson_beside(&mut self, ui: &mut Ui, width: f32, now_s: f64) {
        let lesson = Panel::left("lesson").resizable(true).size_range(280.0..=width * 0.5);
        let lesson = lesson.default_size((width * 0.3).clamp(300.0, 480.0));
        lesson.show(ui, |ui| self.show_lessons(ui, now_s));
        if width >= THREE_SIDE_BY_SIDE {
            let width = ui.available_width();
            self.show_wide(ui, width, now_s);
        } else {
            self.show_narrow(ui, false, now_s);
        }
    }

    fn show_wide(&mut self, ui: &mut Ui, width: f32, now_s: f64) {
        if self.panes.is_help_open {
            let reference = Panel::left("reference").resizable(true).size_range(240.0..=width * 0.4);
            let reference = reference.default_size(if width >= WITH_REFERENCE { 320.0 } else { 260.0 });
            reference.show(ui, |ui| self.show_reference(ui));
        }
        let right = Panel::right("boards").resizable(true).default_size((width * 0.38).min(560.0));
        right.size_range(300.0..=width * 0.65).show(ui, |ui| self.show_board(ui));
        let height = ui.available_height();
        let output = Panel::bottom("output").resizable(true).default_size(height * 0.4);
        output.size_range(90.0..=height * 0.8).show(ui, |ui| self.show_output(ui));
        let frame = Frame::central_panel(ui.style()).inner_margin(Margin::same(0));
        CentralPanel::default().frame(frame).show(ui, |ui| self.show_editor(ui, now_s));
    }

    fn show_narrow(&mut self, ui: &mut Ui, has_lesson: bool, now_s: f64) {
        self.panes.show_pages(ui, has_lesson, &self.settings.texts);
        let frame = Frame::central_panel(ui.style()).inner_margin(Margin::same(4));
        CentralPanel::default().frame(frame).show(ui, |ui| match self.panes.page {
            _ if self.panes.is_help_open => self.show_reference(ui),
            Page::Lesson => self.show_lessons(ui, now_s),
            Page::Program => self.show_editor(ui, now_s),
            Page::Board => self.show_board(ui),
            Page::Output => self.show_output(ui),
        });
    }

    /// Draws the lesson panel and handles its actions.
    fn show_lessons(&mut self, ui: &mut Ui, now_s: f64) {
        let context = LessonContext::of(&self.program, &self.settings.texts);
        let actions = self.lessons.show(ui, &context, self.program.editor.revision());
        for action in actions {
            let context = LessonContext::of(&self.program, &self.settings.texts);
            let effects = self.lessons.act(action, &context);
            self.do_for_lessons(effects, now_s);
        }
    }

    fn show_editor(&mut self, ui: &mut Ui, now_s: f64) {
        let revision = self.program.editor.revision();
        let replayed_line = self.lessons.replayed().and_then(|replayed| replayed.line(revision));
        let marks = Marks {
            mistake: self.run.state.mistake(revision),
            current_line: self.run.state.current_line(revision).or(replayed_line),
            read_only: false,
        };
        self.program.show(ui, &marks, &self.settings.texts, now_s);
    }

    fn show_board(&mut self, ui: &mut Ui) {
        let replay = self.lessons.replayed().map(|replayed| &replayed.replay);
        let commands = self.run.show_boards(ui, replay, &self.settings.texts);
        self.send_all(commands);
    }

    fn show_output(&mut self, ui: &mut Ui) {
        let (console, plot) = match self.lessons.replayed_mut() {
            Some(replayed) => (&mut replayed.console, &mut replayed.plot),
            None => (&mut self.run.console, &mut self.run.plot),
        };
        let moment = self.run.state.moment();
        let props = OutputProps { console, plot, moment, texts: &self.settings.texts };
        let commands = self.panes.show_output(ui, props);
        self.send_all(commands);
    }

    /// Draws the reference, and inserts its snippets at the cursor.
    fn show_reference(&mut self, ui: &mut Ui) {
        let kind = self.run.shown_kind();
        let action = self.panes.show_reference(ui, kind, &self.settings.texts);
        if let Some(ReferenceAction::Insert(text)) = action {
            self.program.editor.insert(text);
        }
    }
}
