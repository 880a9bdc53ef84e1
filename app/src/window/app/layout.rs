//! The layout of the window: panes side by side where there is room, one page at a time on a phone.

use digilab_contract::backend::Command;
use digilab_devices::board::BoardFamily;
use digilab_lab::lab::{BenchAction, LiveCommand};
use egui::accesskit::{Live, Role};
use egui::{CentralPanel, Frame, Margin, Panel, RichText, Ui};

use super::toolbar::{self, Asked, ToolbarProps};
use super::{LabApp, variables};
use crate::device_texts::kind_name;
use crate::window::board::BoardProps;
use crate::window::console::ConsoleAction;
use crate::window::editor::Marks;
use crate::window::plot::PlotAction;
use crate::window::widgets::touch::{choice, spoken};

/// Window width, in points, from which on program and board are side by side.
const SIDE_BY_SIDE: f32 = 760.0;
/// Window width, in points, from which on the reference beside them is wider.
const WITH_REFERENCE: f32 = 1100.0;

/// Window width, in points, from which on lesson, program and board are side by side.
const THREE_SIDE_BY_SIDE: f32 = 1000.0;
/// Window width, in points, from which on there is room for the reference, too.
const WITH_LESSON_AND_REFERENCE: f32 = 1500.0;

/// Page shown in a narrow window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The lessons, while they are shown.
    Lesson,
    /// The editor.
    #[default]
    Program,
    /// The board.
    Board,
    /// Console, plot and variables.
    Output,
}

/// Pane shown below the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// Printed lines.
    #[default]
    Console,
    /// Plotted values.
    Plot,
    /// Variables of a paused run.
    Variables,
}

impl LabApp {
    /// Draws everything but the dialogs. Returns the action requested by a button.
    pub(super) fn show_window(&mut self, ui: &mut Ui, now_s: f64) -> Option<Asked> {
        let width = ui.available_width();
        let bar = Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(8, 6));
        let asked = Panel::top("toolbar").frame(bar).show(ui, |ui| self.show_toolbar(ui)).inner;
        if !self.notices.is_empty() {
            Panel::bottom("notices").show(ui, |ui| self.notices.show(ui, &self.texts));
        }
        self.show_replay_bar(ui);
        if width < SIDE_BY_SIDE {
            self.show_narrow(ui, self.lessons.is_shown, now_s);
        } else if self.is_lesson_beside(width) {
            self.show_lesson_beside(ui, width, now_s);
        } else {
            self.show_wide(ui, width, now_s);
        }
        asked
    }

    fn show_toolbar(&mut self, ui: &mut Ui) -> Option<Asked> {
        let board = self.board_name();
        let untitled = self.texts.plain("project-untitled");
        let props = ToolbarProps {
            run: &self.run,
            project: self.open.info().map_or(&untitled, |info| &info.name),
            save_state: self.open.save_state(),
            is_help_open: self.is_help_open,
            are_lessons_shown: self.lessons.is_shown,
            board: &board,
            texts: &self.texts,
        };
        toolbar::show(ui, &props)
    }

    /// Returns the name of the displayed board, with its state: simulated, real or unplugged.
    fn board_name(&self) -> String {
        let id = match self.boards.board(self.boards.shown()) {
            Some(board) if board.is_away() => "window-board-away",
            Some(board) if board.port.is_some() => "window-board-real",
            _ => "window-board-simulated",
        };
        self.texts.get(id, &[("name", kind_name(self.shown_kind(), &self.texts))])
    }

    /// Draws the time line of the scenario that is replayed.
    fn show_replay_bar(&mut self, ui: &mut Ui) {
        let Some(replayed) = self.lessons.replayed() else { return };
        let texts = &self.texts;
        let is_closed = Panel::bottom("replay").show(ui, |ui| replayed.replay.show(ui, texts)).inner;
        replayed.follow();
        if is_closed {
            self.lessons.end_replay();
        }
    }

    /// True if the lesson is shown at the left edge. The reference takes its place where there is no room for both.
    fn is_lesson_beside(&self, width: f32) -> bool {
        self.lessons.is_shown && (!self.is_help_open || width >= WITH_LESSON_AND_REFERENCE)
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
        if self.is_help_open {
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
        if !has_lesson && self.page == Page::Lesson {
            self.page = Page::Program;
        }
        Panel::bottom("pages").show(ui, |ui| {
            let pages = [
                (Page::Lesson, "window-page-lesson"),
                (Page::Program, "window-page-program"),
                (Page::Board, "window-page-board"),
                (Page::Output, "window-page-output"),
            ];
            let pages = if has_lesson { &pages[..] } else { &pages[1..] };
            ui.columns(pages.len(), |columns| {
                for (ui, &(page, id)) in columns.iter_mut().zip(pages) {
                    ui.vertical_centered_justified(|ui| {
                        let is_chosen = self.page == page && !self.is_help_open;
                        if choice(ui, Role::Tab, is_chosen, self.texts.plain(id)).clicked() {
                            self.page = page;
                            self.is_help_open = false;
                        }
                    });
                }
            });
        });
        let frame = Frame::central_panel(ui.style()).inner_margin(Margin::same(4));
        CentralPanel::default().frame(frame).show(ui, |ui| match self.page {
            _ if self.is_help_open => self.show_reference(ui),
            Page::Lesson => self.show_lessons(ui, now_s),
            Page::Program => self.show_editor(ui, now_s),
            Page::Board => self.show_board(ui),
            Page::Output => self.show_output(ui),
        });
    }

    fn show_editor(&mut self, ui: &mut Ui, now_s: f64) {
        let revision = self.editor.revision();
        let mistake = self.run.mistake(revision).cloned();
        let replayed_line = self.lessons.replayed().and_then(|replayed| replayed.line(revision));
        let marks = Marks {
            mistake: mistake.as_ref(),
            current_line: self.run.current_line(revision).or(replayed_line),
            read_only: false,
        };
        self.editor.show(ui, &marks, &self.texts);
        self.note_text(now_s);
    }

    fn show_board(&mut self, ui: &mut Ui) {
        self.show_families(ui);
        let want = self.boards.shown();
        // While stepping back, the board shows its state at that moment.
        let then = self.run.moment().filter(|_| self.run.is_looking_back());
        let then = then.and_then(|moment| moment.boards.get(&want).cloned());
        let replayed = self.lessons.replayed().filter(|replayed| want.fits(replayed.kind()));
        let then = replayed.map(|replayed| replayed.replay.board().clone()).or(then);
        let is_running = self.run.is_active();
        let texts = &self.texts;
        let mut actions: Vec<BenchAction> = Vec::new();
        if let Some(board) = self.boards.board_mut(want) {
            let state = then.unwrap_or_else(|| board.state.clone());
            let is_simulated = board.port.is_none();
            let is_away = board.is_away();
            if is_away {
                let name = kind_name(board.view.kind(), texts);
                spoken(
                    ui,
                    RichText::new(texts.get("window-board-away-now", &[("name", name)])),
                    Live::Polite,
                );
            }
            board.view.show(
                ui,
                &BoardProps { state: &state, is_simulated, is_away, is_running, texts },
                &mut actions,
            );
        }
        self.do_to_boards(actions.into_iter().map(|action| (want, action)).collect());
    }

    /// Draws the tabs of the boards.
    fn show_families(&mut self, ui: &mut Ui) {
        let mut chosen = None;
        ui.horizontal_wrapped(|ui| {
            let there: Vec<BoardFamily> =
                BoardFamily::ALL.iter().copied().filter(|want| self.boards.is_there(*want)).collect();
            for want in there {
                let Some(board) = self.boards.board(want) else { continue };
                let name = kind_name(board.view.kind(), &self.texts);
                let is_shown = self.boards.shown() == want;
                if choice(ui, Role::Tab, is_shown, name).clicked() {
                    chosen = Some(want);
                }
            }
        });
        if let Some(want) = chosen {
            self.look_at(want);
        }
        if self.run.is_looking_back() {
            ui.label(RichText::new(self.texts.plain("window-looking-back")).weak());
        }
    }

    fn show_output(&mut self, ui: &mut Ui) {
        // A pane keeps its height whatever its content.
        ui.expand_to_include_rect(ui.max_rect());
        ui.horizontal_wrapped(|ui| {
            for (output, id) in [
                (Output::Console, "window-output-console"),
                (Output::Plot, "window-output-plot"),
                (Output::Variables, "window-output-variables"),
            ] {
                if choice(ui, Role::Tab, self.output == output, self.texts.plain(id)).clicked() {
                    self.output = output;
                }
            }
        });
        let (console, plot) = match self.lessons.replayed() {
            Some(replayed) => (&mut replayed.console, &mut replayed.plot),
            None => (&mut self.console, &mut self.plot),
        };
        match self.output {
            Output::Console => {
                for action in console.show(ui, &self.texts) {
                    self.send(match action {
                        ConsoleAction::Save { name, bytes } => Command::KeepFile { name, bytes },
                        ConsoleAction::Answer(text) => Command::Live(LiveCommand::Line { text: Some(text) }),
                    });
                }
            }
            Output::Plot => {
                for PlotAction::Save { name, bytes } in plot.show(ui, &self.texts) {
                    self.send(Command::KeepFile { name, bytes });
                }
            }
            Output::Variables => variables::show(ui, self.run.moment(), &self.texts),
        }
    }

    fn show_reference(&mut self, ui: &mut Ui) {
        let kind = Some(self.shown_kind());
        let action = self.reference.show(ui, &self.texts, kind);
        self.take_reference(action);
    }
}
