//! The lab's window, put together from the modules beside this folder. It requests everything from its [`Backend`],
//! and draws what that reports.

mod autosave;
mod boards_menu;
mod connected_boards;
mod events;
mod layout;
mod lessons;
mod open;
mod run;
mod toolbar;
mod usage;
mod variables;

use digilab_contract::backend::{Backend, Command, Start};
use digilab_contract::dropped_file::DroppedFile;
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::project::{Content, ProjectCommand, ProjectError, SaveKind, share};
use digilab_contract::settings::Settings;
use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_lab::api::constructors;
use digilab_lab::lab::{BenchAction, LiveCommand, Pace};
use digilab_lab::lab_protocol::{LabCommand, RunRequest};
use digilab_lab::text::{Language, Texts};
use digilab_usage::request::UsageRequest;
use egui::{Context, Id, Ui};

use self::boards_menu::{BoardsAction, BoardsMenu, BoardsMenuContext};
use self::connected_boards::ConnectedBoards;
use self::layout::{Output, Page};
use self::lessons::Lessons;
use self::open::OpenProject;
use self::run::{Phase, Run, Step};
use self::toolbar::Asked;
use super::console::Console;
use super::editor::Editor;
use super::notices::Notices;
use super::plot::Plot;
use super::preferences;
use super::projects::{PanelAction, ProjectsContext, ProjectsPanel, Tab};
use super::reference::{Reference, ReferenceAction};
use super::usage::UsageDialog;
use super::widgets::style;
use crate::first_program::first_program;
use crate::window::widgets::dialog::Dialog;

/// Delay between the last letter typed and the check of the text for mistakes, in seconds: nobody is interrupted in
/// the middle of a word.
const CHECK_S: f64 = 0.6;

/// Minimum interval between two reports of user activity, in seconds.
const ACTIVE_S: f64 = 1.0;

/// True for an event caused by the user, not by the window system.
fn is_somebodys(event: &egui::Event) -> bool {
    !matches!(event, egui::Event::PointerGone | egui::Event::WindowFocused(_))
}

/// The lab's window.
pub struct LabApp {
    backend: Box<dyn Backend>,
    system_language: Language,
    settings: Settings,
    texts: Texts,
    editor: Editor,
    open: OpenProject,
    run: Run,
    boards: ConnectedBoards,
    console: Console,
    plot: Plot,
    projects: ProjectsPanel,
    boards_menu: BoardsMenu,
    reference: Reference,
    lessons: Lessons,
    notices: Notices,
    settings_dialog: Dialog,
    usage: UsageDialog,
    page: Page,
    output: Output,
    is_help_open: bool,
    /// Revision of the text that the autosave and the check for mistakes know of.
    known_revision: u64,
    /// Time of the next check of the text for mistakes, in egui's seconds.
    check_due_s: Option<f64>,
    /// True if the open text has been searched for the board it uses.
    is_board_chosen: bool,
    /// True while a program other than the editor's runs.
    is_listening: bool,
    /// Action that waits until the editor has taken in all letters typed before it.
    asked_early: Option<Asked>,
    runs: u64,
    is_style_new: bool,
    /// True until the first program has been created; a last project that is gone is replaced by it once, without an
    /// error.
    is_first_try: bool,
    title_shown: String,
    is_closing: bool,
    /// Time of the last report of user activity, in egui's seconds.
    active_s: f64,
}

impl LabApp {
    /// Creates the window with its backend.
    ///
    /// # Arguments
    /// - `start`: initial state.
    /// - `system_language`: language used if the user has chosen none.
    pub fn new(ctx: &Context, backend: Box<dyn Backend>, start: Start, system_language: Language) -> Self {
        style::set_up(ctx);
        let language = start.settings.language.unwrap_or(system_language);
        let mut app = Self {
            backend,
            system_language,
            texts: Texts::new(language),
            settings: start.settings,
            editor: Editor::new(""),
            open: OpenProject::default(),
            run: Run::default(),
            boards: ConnectedBoards::default(),
            console: Console::new(),
            plot: Plot::new(),
            projects: ProjectsPanel::new(),
            boards_menu: BoardsMenu::default(),
            reference: Reference::new(),
            lessons: Lessons::default(),
            notices: Notices::new(),
            settings_dialog: Dialog::default(),
            usage: UsageDialog::default(),
            page: Page::default(),
            output: Output::default(),
            is_help_open: false,
            known_revision: 0,
            check_due_s: None,
            is_board_chosen: true,
            is_listening: false,
            asked_early: None,
            runs: 0,
            is_style_new: true,
            is_first_try: true,
            title_shown: String::new(),
            is_closing: false,
            active_s: f64::NEG_INFINITY,
        };
        for message in start.trouble {
            app.notices.problem(message);
        }
        app.open_first(start.shared.as_deref());
        app.open_first_pack(start.pack);
        app
    }

    /// Opens the project that a link carries, else the one that was open last, else the first program. An invitation
    /// in the link is taken up, too.
    fn open_first(&mut self, shared: Option<&str>) {
        self.open.waits();
        if let Some(invitation) = shared.and_then(Invitation::decode) {
            self.usage.invite(invitation);
        }
        match (shared.and_then(share::decode), self.settings.last_project.clone()) {
            (Some(Ok(content)), _) => self.create("window-shared-name", content),
            (shared, last) => {
                if let Some(Err(error)) = shared {
                    self.notices.problem(&error);
                }
                match last {
                    Some(id) => self.send(Command::Project(ProjectCommand::Open(id))),
                    None => self.create_first(),
                }
            }
        }
    }

    fn create_first(&mut self) {
        self.is_first_try = false;
        let content = Content { text: first_program(self.language()).to_owned(), ..Content::default() };
        self.create("window-first-name", content);
    }

    fn create(&mut self, name: &str, content: Content) {
        let name = self.texts.plain(name);
        self.send(Command::Project(ProjectCommand::Create { name, content }));
    }

    fn send(&mut self, command: Command) {
        self.backend.send(command);
    }

    /// Draws a frame and handles the user's actions. To be called once a frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now_s = ui.input(|input| input.time);
        if std::mem::take(&mut self.is_style_new) {
            style::apply(ui.ctx(), &self.settings);
        }
        self.note_activity(ui.ctx(), now_s);
        self.take_events(now_s);
        self.take_files(ui.ctx());
        self.show_dialogs(ui.ctx());
        let is_covered = self.is_covered();
        let mut asked = if is_covered { None } else { toolbar::shortcut(ui) };
        let shown = self.show_window(ui, now_s);
        asked = asked.or(shown);
        // Esc is for what is on top first: a completion popup, a find bar, a menu.
        if asked.is_none() && !is_covered && (self.run.is_active() || self.boards_menu.is_asking()) {
            let is_free = !egui::Popup::is_any_open(ui.ctx());
            if is_free && ui.input_mut(|input| input.consume_shortcut(&toolbar::STOP)) {
                asked = Some(Asked::Stop);
            }
        }
        for asked in [self.asked_early.take(), asked].into_iter().flatten() {
            if asked != Asked::Stop && self.editor.is_behind() {
                self.asked_early = Some(asked);
            } else {
                self.act(asked, now_s);
            }
        }
        self.keep(ui.ctx(), now_s);
    }

    fn note_activity(&mut self, ctx: &Context, now_s: f64) {
        if now_s - self.active_s >= ACTIVE_S && ctx.input(|input| input.events.iter().any(is_somebodys)) {
            self.active_s = now_s;
            self.send(Command::Usage(UsageRequest::Input));
        }
    }

    fn is_covered(&self) -> bool {
        self.projects.is_open()
            || self.boards_menu.is_open()
            || self.settings_dialog.is_open()
            || self.usage.is_open()
    }

    /// Carries out a requested action.
    fn act(&mut self, asked: Asked, now_s: f64) {
        match asked {
            Asked::Run if self.run.phase() == Phase::Paused => self.tell_pace(Pace::Run),
            Asked::Run if self.run.is_active() => {
                self.run.begin_again();
                self.stop();
            }
            // A project that is still being opened runs as soon as it is open.
            Asked::Run if self.open.is_waiting() => self.run.begin_again(),
            Asked::Run => self.begin(false, now_s),
            Asked::Stop => self.stop(),
            Asked::Step if self.open.is_waiting() => {}
            Asked::Step => match self.run.step() {
                Step::Begin => {
                    self.begin(true, now_s);
                    self.output = Output::Variables;
                }
                Step::Go(pace) => {
                    self.tell_pace(pace);
                    self.output = Output::Variables;
                }
                Step::Shown => {}
            },
            Asked::StepBack => self.run.step_back(),
            Asked::Save => self.save_now(now_s),
            Asked::Projects => self.projects.open(Tab::Mine),
            Asked::Boards => self.boards_menu.open(),
            Asked::Help => self.is_help_open = !self.is_help_open,
            Asked::Lessons => self.toggle_lessons(),
            Asked::Check => self.check_step(now_s),
            Asked::Settings => self.settings_dialog.open(),
        }
    }

    fn tell_pace(&mut self, pace: Pace) {
        self.send(Command::Live(LiveCommand::Pace(pace)));
    }

    fn stop(&mut self) {
        self.run.stopping();
        self.send(Command::Stop);
    }

    /// Saves unsaved changes at once: the window may be about to close.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub fn save_now(&mut self, now_s: f64) {
        if let Some(command) = self.open.at_once(now_s, self.editor.text()) {
            self.send(Command::Project(command));
        }
    }

    /// Saves and runs the program; with `paused` the run stops before its first line.
    fn begin(&mut self, paused: bool, now_s: f64) {
        if let Some((_, save)) = self.open.before_run(now_s, self.editor.text(), SaveKind::Run) {
            self.send(Command::Project(save));
        }
        let script = self.editor.text().to_owned();
        self.choose_board();
        self.is_listening = false;
        self.run_script(script, paused, self.editor.revision(), now_s);
        if matches!(self.page, Page::Program | Page::Lesson) && !paused {
            self.page = Page::Board;
        }
    }

    /// Runs the script that shows the output of a board of `family`.
    fn listen(&mut self, family: BoardFamily, now_s: f64) {
        let Some((call, _)) = constructors().find(|(_, given)| *given == family) else { return };
        self.is_listening = true;
        self.output = Output::Console;
        // No text has this revision: nothing is marked in the editor.
        self.run_script(format!("let board = {call}();\nforever(|| sleep(1000));\n"), false, u64::MAX, now_s);
    }

    fn run_script(&mut self, script: String, paused: bool, revision: u64, now_s: f64) {
        self.runs += 1;
        let seed = self.open.settings.seed.unwrap_or_else(|| self.fresh_seed(now_s));
        let mut request = RunRequest { script, seed, paused, ..RunRequest::default() };
        self.boards.prepare(&mut request);
        self.check_due_s = None;
        self.lessons.end_replay();
        self.run.begin(revision);
        self.console.begin_run();
        self.plot.begin_run();
        self.send(Command::Lab(LabCommand::Run(request)));
    }

    /// Returns a seed that differs from run to run.
    fn fresh_seed(&self, now_s: f64) -> u64 {
        self.backend.wall_clock().unix_s.wrapping_mul(1_000_003) ^ now_s.to_bits() ^ (self.runs << 48)
    }

    /// Shows the board that the program uses, if it is there.
    fn choose_board(&mut self) {
        self.is_board_chosen = true;
        if let Some(want) = connected_boards::asked_for(self.editor.text())
            && self.boards.is_there(want)
        {
            self.look_at(want);
        }
    }

    fn look_at(&mut self, want: BoardFamily) {
        let mut actions = Vec::new();
        self.boards.show(want, &mut actions);
        self.do_to_boards(actions);
    }

    fn do_to_boards(&mut self, actions: Vec<(BoardFamily, BenchAction)>) {
        for (want, action) in actions {
            if self.run.is_active() {
                self.send(Command::Live(LiveCommand::Bench(want, action)));
            }
        }
    }

    /// Does what is due in each frame: autosave, the check for mistakes, closing, the window's title.
    fn keep(&mut self, ctx: &Context, now_s: f64) {
        if self.boards.note_in(&mut self.open.settings) {
            self.open.changed(now_s);
        }
        if let Some(command) = self.open.due(now_s, self.editor.text()) {
            self.send(Command::Project(command));
        }
        if let Some(command) =
            self.open.found(now_s, &self.texts.plain("project-untitled"), self.editor.text())
        {
            self.send(Command::Project(command));
        }
        if self.check_due_s.is_some_and(|due_s| now_s >= due_s) && !self.run.is_active() {
            self.check_due_s = None;
            if !self.is_board_chosen {
                self.choose_board();
            }
            let (revision, script) = (self.editor.revision(), self.editor.text().to_owned());
            self.send(Command::Lab(LabCommand::Check { revision, script }));
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.close(now_s);
        }
        let waits = [self.open.wait_s(now_s), self.check_due_s.map(|due_s| due_s - now_s)];
        if let Some(wait_s) = waits.into_iter().flatten().min_by(f64::total_cmp) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(wait_s.clamp(0.0, 60.0)));
        }
        let title = self.title();
        if title != self.title_shown {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title_shown = title;
        }
    }

    fn title(&self) -> String {
        match self.open.info() {
            Some(info) => format!("{} - DigiLab", info.name),
            None => "DigiLab".to_owned(),
        }
    }

    /// Saves the text and stops the run: the window closes, or the page is left.
    pub fn close(&mut self, now_s: f64) {
        self.save_now(now_s);
        if !std::mem::replace(&mut self.is_closing, true) {
            self.stop();
        }
    }

    /// Schedules saving and checking, if the editor's text has changed.
    fn note_text(&mut self, now_s: f64) {
        if self.known_revision == self.editor.revision() {
            return;
        }
        self.known_revision = self.editor.revision();
        self.open.changed(now_s);
        self.check_due_s = Some(now_s + CHECK_S);
        self.is_board_chosen = false;
    }

    /// Passes files dropped on the window to the backend.
    fn take_files(&mut self, ctx: &Context) {
        let files = ctx.input(|input| input.raw.dropped_files.clone());
        if files.is_empty() {
            return;
        }
        self.save_now(ctx.input(|input| input.time));
        for file in files {
            self.backend.drop_in(DroppedFile { path: file.path().to_owned(), handle: Box::new(file) });
        }
    }

    fn show_dialogs(&mut self, ctx: &Context) {
        self.show_projects(ctx);
        self.show_boards_menu(ctx);
        self.show_settings(ctx);
        self.show_usage(ctx);
    }

    fn show_projects(&mut self, ctx: &Context) {
        let clock = self.backend.wall_clock();
        let page_address = self.backend.page_address();
        let context = ProjectsContext {
            now_s: clock.unix_s,
            utc_offset_s: clock.utc_offset_s,
            current: self.open.info(),
            text: self.editor.text(),
            settings: &self.open.settings,
            page_address: page_address.as_deref(),
            texts: &self.texts,
        };
        let now_s = ctx.input(|input| input.time);
        for action in self.projects.show(ctx, &context) {
            match action {
                PanelAction::Send(command) => self.send(command),
                PanelAction::Save => {
                    let save = self.open.before_run(now_s, self.editor.text(), SaveKind::Typing);
                    if let Some((revision, command)) = save {
                        self.send(Command::Project(command));
                        self.projects.save_sent(revision);
                    }
                }
                PanelAction::StopAutosave(id) => self.open.leave(&id),
                PanelAction::ResumeAutosave(id) => self.open.stay(&id),
            }
        }
    }

    fn show_boards_menu(&mut self, ctx: &Context) {
        let context = BoardsMenuContext {
            boards: &self.boards,
            real_boards: self.backend.real_boards(),
            is_running: self.run.is_active(),
            texts: &self.texts,
        };
        for action in self.boards_menu.show(ctx, &context) {
            match action {
                BoardsAction::Send(command) => self.send(command),
                BoardsAction::Simulate(kind) => {
                    self.boards.set_kind(kind);
                    self.look_at(kind.family());
                }
                BoardsAction::Disconnect(port) => self.disconnect(&port),
                BoardsAction::Listen(family) => {
                    let now_s = ctx.input(|input| input.time);
                    self.listen(family, now_s);
                }
            }
        }
    }

    fn disconnect(&mut self, port: &str) {
        self.boards.disconnect(port);
        if !self.boards.is_there(self.boards.shown()) {
            self.look_at(BoardFamily::Microbit);
        }
    }

    fn show_settings(&mut self, ctx: &Context) {
        let escaped = self.settings_dialog.is_open() && Dialog::escape(ctx);
        let (title, close) = (self.texts.plain("preferences-title"), self.texts.plain("preferences-close"));
        let (mut is_changed, mut tab) = (false, None);
        let crossed = self.settings_dialog.show(ctx, Id::unique("settings"), &title, &close, |ui, _| {
            tab = preferences::show_use(ui, &self.texts);
            is_changed = preferences::show(ui, &mut self.settings, &self.texts);
        });
        if let Some(tab) = tab {
            self.settings_dialog.close();
            self.usage.open(tab);
        }
        if is_changed {
            self.is_style_new = true;
            ctx.request_repaint();
            self.send(Command::KeepSettings(self.settings.clone()));
            let language = self.settings.language.unwrap_or(self.system_language);
            if language != self.texts.language() {
                self.send(Command::Texts(language));
            }
        }
        if escaped || crossed {
            self.settings_dialog.close();
        }
    }

    /// Inserts a snippet of the reference at the cursor.
    fn take_reference(&mut self, action: Option<ReferenceAction>) {
        let Some(ReferenceAction::Insert(text)) = action else { return };
        self.editor.insert(text);
        self.page = Page::Program;
    }

    /// Returns the language in use.
    pub fn language(&self) -> Language {
        self.texts.language()
    }

    /// Returns the kind of the displayed board.
    fn shown_kind(&self) -> BoardKind {
        let board = self.boards.board(self.boards.shown());
        board.map_or(BoardKind::MicrobitV2, |board| board.view.kind())
    }

    /// Shows an error of the store or of a file as a notice.
    fn trouble(&mut self, error: &ProjectError) {
        self.notices.problem(Message::from(error));
    }
}

impl eframe::App for LabApp {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close(f64::MAX);
        self.backend.close();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
