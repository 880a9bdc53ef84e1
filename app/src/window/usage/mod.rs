//! The dialog about the lab's use: a workshop, the numbers, and everything that this device holds.

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
use digilab_usage::ask::{Answer, Ask, Held};
use digilab_usage::code::Code;
use digilab_usage::error::UsageError;
use digilab_usage::report::{Report, Span};
use egui::accesskit::{Live, Role};
use egui::{Context, Id, RichText, Ui};

use self::workshop::Workshop;
use super::widgets::touch::{self, choice, spoken};
use crate::window::widgets::dialog::Dialog;

/// What the window is to do for the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum UsageAction {
    /// Ask the log.
    Ask(Ask),
    /// Keep a file for the person.
    KeepFile(String, Vec<u8>),
    /// Let the person choose a file.
    PickFile,
    /// Open a lesson pack.
    OpenPack(PackPlace),
    /// Have the packs on the shelf told.
    ListPacks,
}

/// A page of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The workshop.
    #[default]
    Workshop,
    /// The numbers.
    Report,
    /// What this device holds.
    Data,
}

/// What the dialog must know of the window around it.
#[derive(Clone, Copy)]
pub struct UsageContext<'a> {
    /// The lesson packs on the shelf, if they have been told.
    pub packs: Option<&'a [PackEntry]>,
    /// The time on the wall.
    pub clock: WallClock,
    /// The page's address without its fragment; a program has none.
    pub page_address: Option<&'a str>,
    /// The texts in the language in use.
    pub texts: &'a Texts,
}

/// The dialog.
#[derive(Debug, Default)]
pub struct UsageDialog {
    dialog: Dialog,
    tab: Tab,
    workshop: Workshop,
    span: Span,
    report: Option<Report>,
    held: Option<Held>,
    /// The pilot that was registered last.
    pilot: Option<Code>,
    /// Why there is no answer to what was asked last.
    trouble: Option<Message>,
    /// Deleting was asked for, and is to be confirmed.
    is_deleting: bool,
    actions: Vec<UsageAction>,
}

impl UsageDialog {
    /// Opens it at a page.
    pub fn open(&mut self, tab: Tab) {
        self.dialog.open();
        self.go_to(tab);
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.dialog.is_open()
    }

    /// Somebody has opened an invitation: a link, or a file.
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
            Tab::Report => self.ask(Ask::Report(self.span)),
            Tab::Data => self.ask(Ask::Held),
        }
    }

    fn ask(&mut self, ask: Ask) {
        self.actions.push(UsageAction::Ask(ask));
    }

    /// What the log has answered.
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
                self.ask(Ask::Report(self.span));
            }
            Answer::Trouble(error) => {
                self.workshop.failed();
                self.trouble = Some(message(&error));
            }
        }
    }

    /// Shows it, if it is open. To be called in each frame.
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

    /// What was asked for is not there yet.
    fn show_waiting(&self, ui: &mut Ui, texts: &Texts) {
        if self.trouble.is_none() {
            ui.label(texts.plain("use-counting"));
        }
    }
}

/// What is wrong with the log, for people.
pub fn message(error: &UsageError) -> Message {
    Message::new(format!("log-{}", error.code.id())).with("value", &error.value)
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).strong());
}

/// `2026-08-01` as people of the language write it.
fn date(text: &str, texts: &Texts) -> String {
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => {
            texts.get("projects-date-year", &[("day", day), ("month", month), ("year", year)])
        }
        _ => text.to_owned(),
    }
}
