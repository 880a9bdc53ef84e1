//! The program being written: its editor, its project, and the saves and checks that are due.

use digilab_contract::backend::Command;
use digilab_contract::project::{
    Content, ProjectCommand, ProjectErrorCode, ProjectEvent, ProjectId, SaveKind,
};
use digilab_devices::board::BoardFamily;
use digilab_lab::lab_protocol::LabCommand;
use digilab_lab::text::Texts;
use egui::Ui;

use super::connected_boards::{self, ConnectedBoards};
use super::open::{Change, OpenProject};
use crate::first_program::first_program;
use crate::window::editor::{Editor, Marks};

/// Delay between the last letter typed and the check of the text for mistakes, in seconds: nobody is interrupted in
/// the middle of a word.
const CHECK_S: f64 = 0.6;

/// Program being written.
pub struct Program {
    /// Editor with the text.
    pub editor: Editor,
    /// Project that the program is saved to.
    pub project: OpenProject,
    /// Revision of the text that the autosave and the check for mistakes know of.
    known_revision: u64,
    /// Time of the next check of the text for mistakes, in egui's seconds.
    check_due_s: Option<f64>,
    /// True if the open text has been searched for the board it uses.
    is_board_chosen: bool,
    /// True until the first program has been created; a last project that is gone is replaced by it once, without an
    /// error.
    is_first_try: bool,
    title_shown: String,
}

impl Program {
    /// Creates an empty program without a project.
    pub fn new() -> Self {
        Self {
            editor: Editor::new(""),
            project: OpenProject::default(),
            known_revision: 0,
            check_due_s: None,
            is_board_chosen: true,
            is_first_try: true,
            title_shown: String::new(),
        }
    }

    /// Returns the command that opens the program of a link, else the project that was open last, else the first program.
    pub fn open_first(
        &mut self,
        shared: Option<Content>,
        last: Option<&ProjectId>,
        texts: &Texts,
    ) -> Command {
        self.project.waits();
        match (shared, last) {
            (Some(content), _) => create("window-shared-name", content, texts),
            (None, Some(id)) => Command::Project(ProjectCommand::Open(id.clone())),
            (None, None) => self.create_first(texts),
        }
    }

    /// Returns the command that creates a project with the first program.
    pub fn create_first(&mut self, texts: &Texts) -> Command {
        self.is_first_try = false;
        let content = Content { text: first_program(texts.language()).to_owned(), ..Content::default() };
        create("window-first-name", content, texts)
    }

    /// True if the event says that the project to open at the start is gone. That needs no message: the first program
    /// takes its place.
    pub fn is_first_gone(&self, event: &ProjectEvent) -> bool {
        let is_gone = matches!(event, ProjectEvent::Failed { revision: None, error, .. }
            if error.code == ProjectErrorCode::FileGone);
        is_gone && self.is_first_try && self.project.info().is_none()
    }

    /// Handles an event of the store, and puts the text of an opened or restored project into the editor. Returns the
    /// effect on the project.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub fn on_event(&mut self, event: &ProjectEvent, now_s: f64) -> Option<Change> {
        let change = self.project.on_event(event, now_s, self.editor.text());
        match &change {
            Some(Change::Loaded(text)) => self.editor.load(text),
            Some(Change::Restored(text)) => self.editor.set_text(text),
            Some(Change::Named | Change::Gone) | None => return change,
        }
        self.known_revision = self.editor.revision();
        self.check_due_s = Some(now_s);
        change
    }

    /// Draws the editor, and schedules saving and checking if the text has changed.
    pub fn show(&mut self, ui: &mut Ui, marks: &Marks<'_>, texts: &Texts, now_s: f64) {
        self.editor.show(ui, marks, texts);
        if self.known_revision == self.editor.revision() {
            return;
        }
        self.known_revision = self.editor.revision();
        self.project.changed(now_s);
        self.check_due_s = Some(now_s + CHECK_S);
        self.is_board_chosen = false;
    }

    /// Replaces the text, as one change that can be undone, and the boards and parts.
    pub fn begin_anew(&mut self, content: Content, now_s: f64) {
        self.editor.set_text(&content.text);
        self.project.settings.boards = content.settings.boards;
        self.project.settings.parts = content.settings.parts;
        self.project.changed(now_s);
    }

    /// Writes the boards and parts in use into the project's settings.
    pub fn note_boards(&mut self, boards: &ConnectedBoards, now_s: f64) {
        if boards.note_in(&mut self.project.settings) {
            self.project.changed(now_s);
        }
    }

    /// Returns the command that saves unsaved changes at once, if there are any.
    pub fn save_rest(&mut self, now_s: f64) -> Option<Command> {
        self.project.at_once(now_s, self.editor.text()).map(Command::Project)
    }

    /// Returns the command that saves the program before a run, changed or not.
    pub fn save_to_run(&mut self, now_s: f64) -> Option<Command> {
        let (_, save) = self.project.before_run(now_s, self.editor.text(), SaveKind::Run)?;
        Some(Command::Project(save))
    }

    /// Returns the command that saves the program, changed or not, with its revision.
    pub fn save_anyway(&mut self, now_s: f64) -> Option<(u64, Command)> {
        let (revision, save) = self.project.before_run(now_s, self.editor.text(), SaveKind::Typing)?;
        Some((revision, Command::Project(save)))
    }

    /// Returns the commands that are due: the autosave, and a project for a program that has none.
    pub fn due(&mut self, now_s: f64, texts: &Texts) -> Vec<Command> {
        let save = self.project.due(now_s, self.editor.text());
        let found = self.project.found(now_s, &texts.plain("project-untitled"), self.editor.text());
        save.into_iter().chain(found).map(Command::Project).collect()
    }

    /// True if a check of the text for mistakes is due.
    pub fn is_check_due(&self, now_s: f64) -> bool {
        self.check_due_s.is_some_and(|due_s| now_s >= due_s)
    }

    /// Returns the command that checks the text for mistakes.
    pub fn check(&mut self) -> Command {
        self.cancel_check();
        let (revision, script) = (self.editor.revision(), self.editor.text().to_owned());
        Command::Lab(LabCommand::Check { revision, script })
    }

    /// Cancels the check that is due: a run finds the same mistakes.
    pub fn cancel_check(&mut self) {
        self.check_due_s = None;
    }

    /// Returns the seconds until a save or a check is due.
    pub fn wait_s(&self, now_s: f64) -> Option<f64> {
        let waits = [self.project.wait_s(now_s), self.check_due_s.map(|due_s| due_s - now_s)];
        waits.into_iter().flatten().min_by(f64::total_cmp)
    }

    /// True if the text has been searched for the board it uses.
    pub fn is_board_chosen(&self) -> bool {
        self.is_board_chosen
    }

    /// Returns the board that the program uses, which the caller then shows.
    pub fn choose_board(&mut self) -> Option<BoardFamily> {
        self.is_board_chosen = true;
        connected_boards::asked_for(self.editor.text())
    }

    /// Returns the window's title, if it has changed since the last call.
    pub fn new_title(&mut self) -> Option<String> {
        let title = match self.project.info() {
            Some(info) => format!("{} - DigiLab", info.name),
            None => "DigiLab".to_owned(),
        };
        if title == self.title_shown {
            return None;
        }
        self.title_shown.clone_from(&title);
        Some(title)
    }
}

/// Returns the command that creates a project.
///
/// # Arguments
/// - `name`: id of the text with its name.
fn create(name: &str, content: Content, texts: &Texts) -> Command {
    Command::Project(ProjectCommand::Create { name: texts.plain(name), content })
}
