//! The projects dialog: the list, the history of the open project, the trash.
//!
//! The panel keeps the order of requests so that nothing is lost: typed text is saved before another project is
//! opened, an old version restored or the project deleted, and the autosave of a project is stopped before it is
//! deleted. The panel tells the window what to do by [`PanelAction`]s; in return the window passes every event of the
//! project store to [`ProjectsPanel::on_event`].

mod difference;
mod flow;
mod form;
mod mine;
#[cfg(test)]
mod tests;
mod trash;
mod versions;
pub(super) mod when;

use digilab_contract::backend::Command;
use digilab_contract::project::{
    Content, ProjectCommand, ProjectError, ProjectId, ProjectInfo, ProjectSettings, TrashInfo, VersionInfo,
};
use digilab_lab::text::Texts;
use egui::accesskit::{Live, Role};
use egui::{Context, Id, RichText, Ui};

use self::flow::Flow;
use self::form::{Done, Form};
use self::mine::Mine;
use self::versions::Preview;
use super::widgets::touch::{self, button, choice, spoken};
use crate::window::widgets::dialog::Dialog;

/// Actions for the window, to be done in the given order.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelAction {
    /// Send this command.
    Send(Command),
    /// Save the open project now, whether it has changed or not (`Autosave::before_run` returns the revision), and
    /// report it by [`ProjectsPanel::save_sent`]. The waiting actions follow once it is saved.
    Save,
    /// Stop saving this project: it is about to be deleted. No project is open until another one is opened.
    StopAutosave(ProjectId),
    /// Resume saving this project: it could not be deleted and is open again.
    ResumeAutosave(ProjectId),
}

/// Tabs of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The list of projects.
    #[default]
    Mine,
    /// The versions of the open project.
    History,
    /// Deleted projects.
    Trash,
}

/// State of the window that the panel needs.
#[derive(Clone, Copy, Debug)]
pub struct ProjectsContext<'a> {
    /// Time in Unix seconds.
    pub now_s: u64,
    /// Offset of the local time from UTC, in seconds.
    pub utc_offset_s: i32,
    /// Project that is open.
    pub current: Option<&'a ProjectInfo>,
    /// Program in the editor.
    pub text: &'a str,
    /// Settings of the program.
    pub settings: &'a ProjectSettings,
    /// Address of the page without its fragment; `None` on the desktop.
    pub page_address: Option<&'a str>,
    /// Texts in the language in use.
    pub texts: &'a Texts,
}

impl ProjectsContext<'_> {
    /// Returns the words for a time in Unix seconds.
    fn when(&self, unix_s: u64) -> String {
        when::in_words(unix_s, self.now_s, self.utc_offset_s, self.texts)
    }

    fn is_current(&self, id: &ProjectId) -> bool {
        self.current.is_some_and(|current| current.id == *id)
    }

    fn content(&self) -> Content {
        Content { settings: self.settings.clone(), text: self.text.to_owned() }
    }
}

/// The projects dialog.
#[derive(Debug, Default)]
pub struct ProjectsPanel {
    dialog: Dialog,
    tab: Tab,
    flow: Flow,
    projects: Option<Vec<ProjectInfo>>,
    trash: Option<Vec<TrashInfo>>,
    versions: Option<(ProjectId, Vec<VersionInfo>)>,
    preview: Option<Preview>,
    mine: Mine,
    form: Option<Form>,
    /// Error of a request made here.
    trouble: Option<ProjectError>,
    /// Widget that gets the focus in the next frame.
    focus: Option<Id>,
}

impl ProjectsPanel {
    /// Creates a closed panel.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens the panel at `tab`.
    pub fn open(&mut self, tab: Tab) {
        self.dialog.open();
        self.form = None;
        self.trouble = None;
        self.focus = None;
        self.flow.is_finished = false;
        self.mine.reset();
        self.go_to(tab);
        self.flow.stale.projects = true;
    }

    /// True while the panel is open.
    pub fn is_open(&self) -> bool {
        self.dialog.is_open()
    }

    fn go_to(&mut self, tab: Tab) {
        self.tab = tab;
        self.preview = None;
        self.flow.stale.trash |= tab == Tab::Trash;
        self.flow.stale.versions |= tab == Tab::History;
    }

    /// Shows the panel if it is open. Call it in each frame, even when it is closed: it also returns the
    /// actions that waited for a save.
    pub fn show(&mut self, ctx: &Context, context: &ProjectsContext<'_>) -> Vec<PanelAction> {
        self.refresh(context);
        let mut dialog = std::mem::take(&mut self.dialog);
        let is_left = dialog.is_open() && Dialog::escape(ctx) && !self.step_back();
        let texts = context.texts;
        let (title, close) = (texts.plain("projects-title"), texts.plain("projects-close"));
        let is_crossed = dialog.show(ctx, Id::unique("projects"), &title, &close, |ui, is_new| {
            self.content(ui, is_new, context);
        });
        if is_left || is_crossed || std::mem::take(&mut self.flow.is_finished) {
            dialog.close();
            self.form = None;
            self.preview = None;
        }
        self.dialog = dialog;
        self.flow.take()
    }

    /// Closes the innermost part that is open, other than the dialog itself; returns `true` if there was one.
    fn step_back(&mut self) -> bool {
        if self.form.take().is_some() {
            self.focus = Some(form::opener(self.tab));
            true
        } else {
            self.focus = Some(tab_id(self.tab));
            self.preview.take().is_some()
        }
    }

    fn content(&mut self, ui: &mut Ui, is_new: bool, context: &ProjectsContext<'_>) {
        let texts = context.texts;
        touch::buttons(ui, |ui| {
            for (tab, id) in [
                (Tab::Mine, "projects-tab-mine"),
                (Tab::History, "projects-tab-history"),
                (Tab::Trash, "projects-tab-trash"),
            ] {
                let response = choice(ui, Role::Tab, self.tab == tab, texts.plain(id));
                if response.clicked() {
                    self.form = None;
                    self.go_to(tab);
                }
                if is_new && self.tab == tab || self.focus == Some(tab_id(tab)) {
                    self.focus = None;
                    response.request_focus();
                }
            }
        });
        ui.add_space(4.0);
        if let Some(error) = &self.trouble {
            let sentence = texts.get(&error.code.text_id(), &error.args);
            let advice = texts.get(&format!("{}.advice", error.code.text_id()), &error.args);
            let color = ui.visuals().error_fg_color;
            spoken(ui, RichText::new(sentence).color(color).strong(), Live::Assertive);
            spoken(ui, RichText::new(advice), Live::Polite);
            ui.add_space(4.0);
        }
        if self.flow.is_waiting() {
            spoken(ui, RichText::new(texts.plain("projects-saving")), Live::Polite);
        }
        self.take_back_bar(ui, context);
        match self.tab {
            Tab::Mine => self.show_mine(ui, context),
            Tab::History => self.show_history(ui, context),
            Tab::Trash => self.show_trash(ui, context),
        }
    }

    /// Shows a bar that restores the project deleted last.
    fn take_back_bar(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) {
        let Some((name, trash)) = self.flow.deleted.clone() else { return };
        touch::buttons(ui, |ui| {
            let text = context.texts.get("projects-deleted", &[("name", name)]);
            spoken(ui, RichText::new(text), Live::Polite);
            if button(ui, context.texts.plain("projects-take-back")).clicked() {
                self.flow.deleted = None;
                self.ask(context, ProjectCommand::Undelete(trash), false);
            }
        });
        ui.add_space(4.0);
    }

    /// Shows the form that is open, if any, and handles its result.
    fn show_form(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) {
        let Some(mut form) = self.form.take() else { return };
        match form.show(ui, context) {
            None => self.form = Some(form),
            Some(Done::Cancel) => self.focus = Some(form::opener(self.tab)),
            Some(Done::Create { name, content }) => {
                self.ask(context, ProjectCommand::Create { name, content }, true);
            }
            Some(Done::Rename { id, name }) => {
                self.trouble = None;
                self.flow.send(Command::Project(ProjectCommand::Rename { id, name }));
            }
        }
    }

    /// Sends a command that opens another project, once the open one is saved.
    ///
    /// # Arguments
    /// - `closes`: true if the panel closes when the other project is open.
    fn ask(&mut self, context: &ProjectsContext<'_>, command: ProjectCommand, closes: bool) {
        self.trouble = None;
        self.flow.closes_on_opened = closes;
        self.flow.after_save(context.current, vec![PanelAction::Send(Command::Project(command))]);
    }
}

fn tab_id(tab: Tab) -> Id {
    Id::unique(("projects-tab", tab as u8))
}
