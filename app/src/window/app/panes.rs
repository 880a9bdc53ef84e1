//! The panes of the window: the selection of what is shown, and the output and reference panes.

use digilab_contract::backend::Command;
use digilab_devices::board::BoardKind;
use digilab_lab::lab::LiveCommand;
use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::{Panel, Ui};

use super::run::Moment;
use super::run_view::Cue;
use super::variables;
use crate::window::console::{Console, ConsoleAction};
use crate::window::plot::{Plot, PlotAction};
use crate::window::reference::{Reference, ReferenceAction};
use crate::window::widgets::touch::choice;

/// Window width, in points, from which on there is room for the reference beside a lesson, too.
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

/// Panes of the window.
#[derive(Default)]
pub struct Panes {
    /// Page shown in a narrow window.
    pub page: Page,
    /// Pane shown below the program.
    pub output: Output,
    /// True while the reference is shown.
    pub is_help_open: bool,
    reference: Reference,
}

/// Content of the pane below the program.
pub struct OutputProps<'a> {
    /// Printed lines.
    pub console: &'a mut Console,
    /// Plotted values.
    pub plot: &'a mut Plot,
    /// Displayed moment; `None` while the run is not paused.
    pub moment: Option<&'a Moment>,
    /// Texts in the user's language.
    pub texts: &'a Texts,
}

impl Panes {
    /// Turns to the board when a run of the program begins, unless it is stepped through.
    pub fn on_begin(&mut self, is_paused: bool) {
        if matches!(self.page, Page::Program | Page::Lesson) && !is_paused {
            self.page = Page::Board;
        }
    }

    /// Turns to the program when another one was loaded, unless the lesson is shown.
    pub fn on_loaded(&mut self) {
        if self.page != Page::Lesson {
            self.page = Page::Program;
        }
    }

    /// Turns to the pane that the run has something new in.
    pub fn on_cue(&mut self, cue: Cue) {
        match cue {
            Cue::FirstPoint if self.output == Output::Console => self.output = Output::Plot,
            Cue::FirstPoint => {}
            Cue::Question => {
                self.output = Output::Console;
                if matches!(self.page, Page::Program | Page::Board) {
                    self.page = Page::Output;
                }
            }
            Cue::Mistake => self.output = Output::Console,
        }
    }

    /// Makes room for the lesson, which takes the place of the reference.
    ///
    /// # Arguments
    /// - `is_turned_to`: true if a narrow window turns to the lesson's page.
    pub fn show_lesson(&mut self, is_turned_to: bool) {
        self.is_help_open = false;
        if is_turned_to {
            self.page = Page::Lesson;
        }
    }

    /// Leaves the lesson's page.
    pub fn hide_lesson(&mut self) {
        if self.page == Page::Lesson {
            self.page = Page::Program;
        }
    }

    /// True if the lesson is shown at the left edge. The reference takes its place where there is no room for both.
    ///
    /// # Arguments
    /// - `width`: width of the window, in points.
    pub fn is_lesson_beside(&self, width: f32, are_lessons_shown: bool) -> bool {
        are_lessons_shown && (!self.is_help_open || width >= WITH_LESSON_AND_REFERENCE)
    }

    /// Draws the tabs of a narrow window's pages.
    pub fn show_pages(&mut self, ui: &mut Ui, has_lesson: bool, texts: &Texts) {
        if !has_lesson {
            self.hide_lesson();
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
                        if choice(ui, Role::Tab, is_chosen, texts.plain(id)).clicked() {
                            self.page = page;
                            self.is_help_open = false;
                        }
                    });
                }
            });
        });
    }

    /// Draws the console, the plot or the variables, below their tabs. Returns the commands for the user's actions.
    pub fn show_output(&mut self, ui: &mut Ui, props: OutputProps<'_>) -> Vec<Command> {
        let OutputProps { console, plot, moment, texts } = props;
        // A pane keeps its height whatever its content.
        ui.expand_to_include_rect(ui.max_rect());
        ui.horizontal_wrapped(|ui| {
            for (output, id) in [
                (Output::Console, "window-output-console"),
                (Output::Plot, "window-output-plot"),
                (Output::Variables, "window-output-variables"),
            ] {
                if choice(ui, Role::Tab, self.output == output, texts.plain(id)).clicked() {
                    self.output = output;
                }
            }
        });
        match self.output {
            Output::Console => {
                let actions = console.show(ui, texts).into_iter();
                actions
                    .map(|action| match action {
                        ConsoleAction::Save { name, bytes } => Command::KeepFile { name, bytes },
                        ConsoleAction::Answer(text) => Command::Live(LiveCommand::Line { text: Some(text) }),
                    })
                    .collect()
            }
            Output::Plot => {
                let actions = plot.show(ui, texts).into_iter();
                actions.map(|PlotAction::Save { name, bytes }| Command::KeepFile { name, bytes }).collect()
            }
            Output::Variables => {
                variables::show(ui, moment, texts);
                Vec::new()
            }
        }
    }

    /// Draws the reference. A narrow window turns to the program when a snippet is to be inserted there.
    ///
    /// # Arguments
    /// - `kind`: kind of the displayed board.
    pub fn show_reference(&mut self, ui: &mut Ui, kind: BoardKind, texts: &Texts) -> Option<ReferenceAction> {
        let action = self.reference.show(ui, texts, Some(kind));
        if action.is_some() {
            self.page = Page::Program;
        }
        action
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_into_view_and_a_point_leaves_what_was_chosen() {
        let mut panes = Panes::default();
        panes.on_cue(Cue::FirstPoint);
        assert_eq!(panes.output, Output::Plot);
        panes.output = Output::Variables;
        panes.on_cue(Cue::FirstPoint);
        assert_eq!(panes.output, Output::Variables);
        panes.on_cue(Cue::Question);
        assert_eq!((panes.output, panes.page), (Output::Console, Page::Output));
        panes.is_help_open = true;
        panes.show_lesson(true);
        assert!(!panes.is_help_open);
        panes.on_cue(Cue::Question);
        panes.on_loaded();
        assert_eq!(panes.page, Page::Lesson, "nothing takes somebody away from the lesson");
        panes.hide_lesson();
        assert_eq!(panes.page, Page::Program);
    }
}
