//! The dialogs over the window, and the handling of their actions.

use digilab_contract::backend::Command;
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::packs::PackCommand;
use digilab_usage::request::Answer;
use egui::{Context, Id};

use super::LabApp;
use super::boards_menu::{BoardsAction, BoardsMenu, BoardsMenuContext};
use super::settings::AppSettings;
use crate::window::preferences;
use crate::window::projects::{PanelAction, ProjectsContext, ProjectsPanel};
use crate::window::usage::{UsageAction, UsageContext, UsageDialog, message};
use crate::window::widgets::dialog::Dialog;

/// Dialogs over the window.
#[derive(Default)]
pub struct Dialogs {
    /// Projects dialog.
    pub projects: ProjectsPanel,
    /// Boards dialog.
    pub boards: BoardsMenu,
    /// Settings dialog.
    pub settings: Dialog,
    /// Usage dialog.
    pub usage: UsageDialog,
}

impl Dialogs {
    /// True if one of them covers the window.
    pub fn is_open(&self) -> bool {
        self.projects.is_open() || self.boards.is_open() || self.settings.is_open() || self.usage.is_open()
    }

    /// Handles an answer of the usage log. Returns its error as a notice, unless the dialog is open and shows it itself.
    pub fn on_usage(&mut self, answer: Answer) -> Option<Message> {
        let problem = match &answer {
            Answer::Trouble(error) if !self.usage.is_open() => Some(message(error)),
            _ => None,
        };
        self.usage.on_answer(answer);
        problem
    }

    /// Handles the content of an invitation file that the user has opened. Returns a notice if it is none.
    pub fn on_invited(&mut self, text: &str) -> Option<Message> {
        match Invitation::decode(text) {
            Some(invitation) => self.usage.invite(invitation),
            None => return Some(Message::new("use-no-invitation")),
        }
        None
    }

    /// Draws the settings dialog if it is open. Returns the commands that save and apply a change.
    fn show_settings(&mut self, ctx: &Context, settings: &mut AppSettings) -> Vec<Command> {
        let escaped = self.settings.is_open() && Dialog::escape(ctx);
        let title = settings.texts.plain("preferences-title");
        let close = settings.texts.plain("preferences-close");
        let (mut is_changed, mut tab) = (false, None);
        let crossed = self.settings.show(ctx, Id::unique("settings"), &title, &close, |ui, _| {
            tab = preferences::show_use(ui, &settings.texts);
            is_changed = settings.show(ui);
        });
        if let Some(tab) = tab {
            self.settings.close();
            self.usage.open(tab);
        }
        if escaped || crossed {
            self.settings.close();
        }
        if !is_changed {
            return Vec::new();
        }
        ctx.request_repaint();
        settings.changed()
    }
}

impl LabApp {
    /// Draws the open dialogs and handles their actions.
    pub(super) fn show_dialogs(&mut self, ctx: &Context, now_s: f64) {
        self.show_projects(ctx, now_s);
        self.show_boards_menu(ctx, now_s);
        let commands = self.dialogs.show_settings(ctx, &mut self.settings);
        self.send_all(commands);
        self.show_usage(ctx);
    }

    fn show_projects(&mut self, ctx: &Context, now_s: f64) {
        let clock = self.backend.wall_clock();
        let page_address = self.backend.page_address();
        let context = ProjectsContext {
            now_s: clock.unix_s,
            utc_offset_s: clock.utc_offset_s,
            current: self.program.project.info(),
            text: self.program.editor.text(),
            settings: &self.program.project.settings,
            page_address: page_address.as_deref(),
            texts: &self.settings.texts,
        };
        for action in self.dialogs.projects.show(ctx, &context) {
            match action {
                PanelAction::Send(command) => self.send(command),
                PanelAction::Save => {
                    if let Some((revision, save)) = self.program.save_anyway(now_s) {
                        self.send(save);
                        self.dialogs.projects.save_sent(revision);
                    }
                }
                PanelAction::StopAutosave(id) => self.program.project.leave(&id),
                PanelAction::ResumeAutosave(id) => self.program.project.stay(&id),
            }
        }
    }

    fn show_boards_menu(&mut self, ctx: &Context, now_s: f64) {
        let context = BoardsMenuContext {
            boards: &self.run.boards,
            real_boards: self.backend.real_boards(),
            is_running: self.run.is_active(),
            texts: &self.settings.texts,
        };
        for action in self.dialogs.boards.show(ctx, &context) {
            match action {
                BoardsAction::Send(command) => self.send(command),
                BoardsAction::Simulate(kind) => {
                    let commands = self.run.simulate(kind);
                    self.send_all(commands);
                }
                BoardsAction::Disconnect(port) => {
                    let commands = self.run.disconnect(&port);
                    self.send_all(commands);
                }
                BoardsAction::Listen(family) => self.listen(family, now_s),
            }
        }
    }

    fn show_usage(&mut self, ctx: &Context) {
        let address = self.backend.page_address();
        let context = UsageContext {
            packs: self.lessons.packs(),
            clock: self.backend.wall_clock(),
            page_address: address.as_deref(),
            texts: &self.settings.texts,
        };
        for action in self.dialogs.usage.show(ctx, &context) {
            let command = match action {
                UsageAction::Request(request) => Command::Usage(request),
                UsageAction::KeepFile(name, bytes) => Command::KeepFile { name, bytes },
                UsageAction::PickFile => Command::PickFile,
                UsageAction::OpenPack(place) => self.lessons.open_pack(place),
                UsageAction::ListPacks => Command::Pack(PackCommand::List),
            };
            self.send(command);
        }
    }
}
