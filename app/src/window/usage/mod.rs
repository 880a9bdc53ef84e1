//! The usage dialog: a workshop, the indicators, and the usage data on this device.

mod chart;
mod data;
mod report;
#[cfg(test)]
mod tests;
mod workshop;

use digilab_contract::backend::WallClock;
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::packs::{PackEntry, PackPlace};
use digilab_lab::text::Texts;
use digilab_usage::code::Code;
use digilab_usage::error::UsageError;
use digilab_usage::report::{Report, Span};
use digilab_usage::request::{Answer, Held, UsageRequest};
use egui::accesskit::{Live, Role};
use egui::{Context, Id, RichText, Ui};

use self::workshop::Workshop;
use super::widgets::touch::{self, choice, spoken};
use crate::window::widgets::dialog::Dialog;

/// Action that the dialog requests from the window.
#[derive(Clone, Debug, PartialEq)]
pub enum UsageAction {
    /// Send a request to the usage log.
    Request(UsageRequest),
    /// Save a file for the person: its name and content.
    KeepFile(String, Vec<u8>),
    /// Let the person choose a file.
    PickFile,
    /// Open a lesson pack.
    OpenPack(PackPlace),
    /// List the packs on the shelf.
    ListPacks,
}

/// Tabs of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The workshop.
    #[default]
    Workshop,
    /// The indicators.
    Report,
    /// The usage data on this device.
    Data,
}

/// State of the window that the dialog needs.
#[derive(Clone, Copy)]
pub struct UsageContext<'a> {
    /// Lesson packs on the shelf, once they are listed.
    pub packs: Option<&'a [PackEntry]>,
    /// Date and time.
    pub clock: WallClock,
    /// Address of the page without its fragment; `None` on the desktop.
    pub page_address: Option<&'a str>,
    /// Texts in the language in use.
    pub texts: &'a Texts,
}

/// The usage dialog.
#[derive(Debug, Default)]
pub struct UsageDialog {
    dialog: Dialog,
    tab: Tab,
    workshop: Workshop,
    span: Span,
    report: Option<Report>,
    held: Option<Held>,
    /// Pilot that was registered last.
    pilot: Option<Code>,
    /// Error of the last request.
    trouble: Option<Message>,
    /// True while a deletion waits for confirmation.
    is_deleting: bool,
    actions: Vec<UsageAction>,
}

impl UsageDialog {
    /// Opens the dialog at a tab.
    pub fn open(&mut self, tab: Tab) {
        self.dialog.open();
        self.go_to(tab);
    }

    /// True while the dialog is open.
    pub fn is_open(&self) -> bool {
        self.dialog.is_open()
    }

    /// Joins the workshop of an invitation that was opened as a link or a file.
    pub fn invite(&mut self, invitation: Invitation) {
        self.join(invitation);
        self.open(Tab::Workshop);
    }

    fn go_to(&mut self, tab: Tab) {
        self.tab = tab;
        self.trouble = None;
        self.is_deleting = false;
        match tab {
            Tab::Workshop => self.actions.push(UsageAction::ListPacks),
            Tab::Report => self.ask(UsageRequest::Report(self.span)),
            Tab::Data => self.ask(UsageRequest::Held),
        }
    }

    fn ask(&mut self, ask: UsageRequest) {
        self.actions.push(UsageAction::Request(ask));
    }

    /// Handles an answer of the usage log.
    pub fn on_answer(&mut self, answer: Answer) {
        match answer {
            Answer::Report(report) => self.report = Some(report),
            Answer::Held(held) => self.held = Some(held),
            Answer::Exported(lines) => {
                self.actions
                    .push(UsageAction::KeepFile("digilab-usage.jsonl".to_owned(), lines.into_bytes()));
            }
            Answer::WorkshopOpened(code) => self.workshop.opened(code),
            Answer::PilotRegistered(code) => {
                self.pilot = Some(code);
                self.ask(UsageRequest::Report(self.span));
            }
            Answer::Trouble(error) => {
                self.workshop.failed();
                self.trouble = Some(message(&error));
            }
        }
    }

    /// Shows the dialog if it is open. Call it in each frame.
    pub fn show(&mut self, ctx: &Context, context: &UsageContext<'_>) -> Vec<UsageAction> {
        let mut dialog = std::mem::take(&mut self.dialog);
        let is_left = dialog.is_open() && Dialog::escape(ctx);
        let (title, close) = (context.texts.plain("use-title"), context.texts.plain("preferences-close"));
        let is_crossed = dialog.show(ctx, Id::unique("usage"), &title, &close, |ui, _| {
            self.content(ui, context);
        });
        if is_left || is_crossed {
            dialog.close();
            self.is_deleting = false;
        }
        self.dialog = dialog;
        std::mem::take(&mut self.actions)
    }

    fn content(&mut self, ui: &mut Ui, context: &UsageContext<'_>) {
        touch::buttons(ui, |ui| {
            for (tab, id) in [
                (Tab::Workshop, "use-tab-workshop"),
                (Tab::Report, "use-tab-report"),
                (Tab::Data, "use-tab-data"),
            ] {
                if choice(ui, Role::Tab, self.tab == tab, context.texts.plain(id)).clicked() {
                    self.go_to(tab);
                }
            }
        });
        ui.add_space(4.0);
        if let Some(trouble) = &self.trouble {
            let color = ui.visuals().error_fg_color;
            spoken(ui, RichText::new(trouble.sentence(context.texts)).color(color), Live::Assertive);
            trouble.advice(context.texts).into_iter().for_each(|advice| drop(ui.label(advice)));
        }
        match self.tab {
            Tab::Workshop => self.show_workshop(ui, context),
            Tab::Report => self.show_report(ui, context.texts),
            Tab::Data => self.show_data(ui, context),
        }
    }

    /// Shows that the answer is still to come.
    fn show_waiting(&self, ui: &mut Ui, texts: &Texts) {
        if self.trouble.is_none() {
            ui.label(texts.plain("use-counting"));
        }
    }
}

/// Returns the message for an error of the log.
pub fn message(error: &UsageError) -> Message {
    Message::new(format!("log-{}", error.code.id())).with("value", &error.value)
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).strong());
}

/// Formats `2026-08-01` as in the language of `texts`.
fn date(text: &str, texts: &Texts) -> String {
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => {
            texts.get("projects-date-year", &[("day", day), ("month", month), ("year", year)])
        }
        _ => text.to_owned(),
    }
}
