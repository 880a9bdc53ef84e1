//! The lab's window, put together from the modules beside this folder. It requests everything from its [`Backend`],
//! and draws what that reports.
//!
//! [`LabApp`] consists of parts with one subject each. A part changes only itself: it gets events and actions, and
//! returns commands for the backend ([`Command`]) or requests to the other parts, which [`LabApp`] sends and carries out.

mod actions;
mod activity;
mod autosave;
mod boards_menu;
mod connected_boards;
mod dialogs;
mod events;
mod layout;
mod lessons;
mod open;
mod panes;
mod program;
mod run;
mod run_view;
mod settings;
mod toolbar;
mod variables;

use digilab_contract::backend::{Backend, Command, Start};
use digilab_contract::dropped_file::DroppedFile;
use digilab_contract::invitation::Invitation;
use digilab_contract::project::share;
use digilab_lab::text::Language;
use digilab_usage::request::UsageRequest;
use egui::{Context, Ui};

use self::activity::Activity;
use self::dialogs::Dialogs;
use self::lessons::Lessons;
use self::panes::Panes;
use self::program::Program;
use self::run_view::RunView;
use self::settings::AppSettings;
use self::toolbar::Asked;
use super::notices::Notices;
use super::widgets::style;

/// The lab's window.
pub struct LabApp {
    backend: Box<dyn Backend>,
    settings: AppSettings,
    program: Program,
    run: RunView,
    lessons: Lessons,
    dialogs: Dialogs,
    panes: Panes,
    notices: Notices,
    activity: Activity,
    /// Action that waits until the editor has taken in all letters typed before it.
    asked_early: Option<Asked>,
    is_closing: bool,
}

impl LabApp {
    /// Creates the window with its backend.
    ///
    /// # Arguments
    /// - `start`: initial state.
    /// - `system_language`: language used if the user has chosen none.
    pub fn new(ctx: &Context, backend: Box<dyn Backend>, start: Start, system_language: Language) -> Self {
        style::set_up(ctx);
        let mut app = Self {
            backend,
            settings: AppSettings::new(start.settings, system_language),
            program: Program::new(),
            run: RunView::default(),
            lessons: Lessons::default(),
            dialogs: Dialogs::default(),
            panes: Panes::default(),
            notices: Notices::new(),
            activity: Activity::default(),
            asked_early: None,
            is_closing: false,
        };
        for message in start.trouble {
            app.notices.problem(message);
        }
        app.open_first(start.shared.as_deref());
        let pack = app.lessons.open_first(start.pack, app.settings.last_pack());
        app.send_all(pack);
        app
    }

    /// Opens the project that a link carries, else the one that was open last, else the first program. An invitation
    /// in the link is taken up, too.
    fn open_first(&mut self, shared: Option<&str>) {
        if let Some(invitation) = shared.and_then(Invitation::decode) {
            self.dialogs.usage.invite(invitation);
        }
        let content = match shared.and_then(share::decode) {
            Some(Ok(content)) => Some(content),
            Some(Err(error)) => {
                self.notices.problem(&error);
                None
            }
            None => None,
        };
        let open = self.program.open_first(content, self.settings.last_project(), &self.settings.texts);
        self.send(open);
    }

    fn send(&mut self, command: Command) {
        self.backend.send(command);
    }

    fn send_all(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            self.backend.send(command);
        }
    }

    /// Draws a frame and handles the user's actions. To be called once a frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now_s = ui.input(|input| input.time);
        self.settings.apply_style(ui.ctx());
        if self.activity.is_to_report(ui.ctx(), now_s) {
            self.send(Command::Usage(UsageRequest::Input));
        }
        self.take_events(now_s);
        self.take_files(ui.ctx());
        self.show_dialogs(ui.ctx(), now_s);
        let is_covered = self.dialogs.is_open();
        let mut asked = if is_covered { None } else { toolbar::shortcut(ui) };
        let shown = self.show_window(ui, now_s);
        asked = asked.or(shown);
        // Esc is for what is on top first: a completion popup, a find bar, a menu.
        if asked.is_none() && !is_covered && (self.run.is_active() || self.dialogs.boards.is_asking()) {
            let is_free = !egui::Popup::is_any_open(ui.ctx());
            if is_free && ui.input_mut(|input| input.consume_shortcut(&toolbar::STOP)) {
                asked = Some(Asked::Stop);
            }
        }
        for asked in [self.asked_early.take(), asked].into_iter().flatten() {
            if asked != Asked::Stop && self.program.editor.is_behind() {
                self.asked_early = Some(asked);
            } else {
                self.act(asked, now_s);
            }
        }
        self.keep(ui.ctx(), now_s);
    }

    /// Saves unsaved changes at once: the window may be about to close.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub fn save_now(&mut self, now_s: f64) {
        let save = self.program.save_rest(now_s);
        self.send_all(save);
    }

    /// Does what is due in each frame: autosave, the check for mistakes, closing, the window's title.
    fn keep(&mut self, ctx: &Context, now_s: f64) {
        self.program.note_boards(&self.run.boards, now_s);
        let due = self.program.due(now_s, &self.settings.texts);
        self.send_all(due);
        if self.program.is_check_due(now_s) && !self.run.is_active() {
            if !self.program.is_board_chosen() {
                self.choose_board();
            }
            let check = self.program.check();
            self.send(check);
        }
        if ctx.input(|input| input.viewport().close_requested()) {
            self.close(now_s);
        }
        if let Some(wait_s) = self.program.wait_s(now_s) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(wait_s.clamp(0.0, 60.0)));
        }
        if let Some(title) = self.program.new_title() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
        }
    }

    /// Saves the text and stops the run: the window closes, or the page is left.
    pub fn close(&mut self, now_s: f64) {
        self.save_now(now_s);
        if !std::mem::replace(&mut self.is_closing, true) {
            self.stop();
        }
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

    /// Returns the language in use.
    pub fn language(&self) -> Language {
        self.settings.language()
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
