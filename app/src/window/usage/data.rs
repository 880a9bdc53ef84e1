//! The usage data on this device: to read, export and delete, and the choices about it.

use digilab_contract::backend::WallClock;
use digilab_lab::text::Texts;
use digilab_usage::request::{Choices, Entry, Held, Sending, UsageRequest};
use egui::accesskit::{Live, Role};
use egui::{RichText, Ui};

use super::{UsageContext, UsageDialog, date, heading};
use crate::window::projects::when::in_words;
use crate::window::widgets::touch::{self, button, button_if, choice, small_font, spoken, tick_box};

/// Choices for the number of persons at a device.
const PERSONS: [u8; 4] = [1, 2, 3, 4];

impl UsageDialog {
    pub(super) fn show_data(&mut self, ui: &mut Ui, context: &UsageContext<'_>) {
        let texts = context.texts;
        let Some(held) = self.held.take() else { return self.show_waiting(ui, texts) };
        match &held.oldest {
            Some(oldest) => {
                let values = [("count", held.events.to_string()), ("oldest", date(oldest, texts))];
                ui.label(texts.get("use-held", &values))
            }
            None => ui.label(texts.plain("use-held-none")),
        };
        let days = [("days", held.settings.kept_days), ("sent", held.settings.kept_days_sent)];
        ui.label(texts.get("use-kept", &days));
        if let Some(pseudonym) = &held.pseudonym {
            ui.label(texts.plain("use-pseudonym"));
            ui.label(RichText::new(pseudonym).monospace());
        }
        self.show_deeds(ui, held.events > 0, texts);
        if let Some(sending) = &held.sending {
            show_sending(ui, sending, context);
        }
        if let Some(choices) = show_choices(ui, &held, texts) {
            self.ask(UsageRequest::Choose(choices));
        }
        if !held.newest.is_empty() {
            heading(ui, &texts.plain("use-newest"));
            held.newest.iter().for_each(|entry| show_entry(ui, entry, context));
        }
        self.held = Some(held);
    }

    fn show_deeds(&mut self, ui: &mut Ui, has_any: bool, texts: &Texts) {
        if self.is_deleting {
            let color = ui.visuals().warn_fg_color;
            spoken(ui, RichText::new(texts.plain("use-delete-sure")).color(color), Live::Assertive);
            touch::buttons(ui, |ui| {
                if button(ui, texts.plain("use-delete-now")).clicked() {
                    self.is_deleting = false;
                    self.ask(UsageRequest::Delete);
                }
                if button(ui, texts.plain("window-cancel")).clicked() {
                    self.is_deleting = false;
                }
            });
            return;
        }
        touch::buttons(ui, |ui| {
            if button_if(ui, has_any, texts.plain("use-export")).clicked() {
                self.ask(UsageRequest::Export);
            }
            self.is_deleting = button_if(ui, has_any, texts.plain("use-delete")).clicked();
        });
    }
}

/// Shows the choices that a person has; returns the new ones if they were changed.
fn show_choices(ui: &mut Ui, held: &Held, texts: &Texts) -> Option<Choices> {
    heading(ui, &texts.plain("use-choices"));
    if let Some(school) = &held.settings.school {
        ui.label(texts.get("use-school", &[("school", school)]));
    }
    if held.is_fixed {
        ui.label(texts.plain("use-fixed"));
    }
    let before = Choices::from(&held.settings);
    let mut choices = before.clone();
    ui.add_enabled_ui(!held.is_fixed, |ui| {
        tick_box(ui, &mut choices.is_on, texts.plain("use-on"));
        tick_box(ui, &mut choices.is_pseudonymous, texts.plain("use-pseudonymous"));
        ui.label(RichText::new(texts.plain("use-pseudonymous-why")).font(small_font(ui)));
        touch::buttons(ui, |ui| {
            ui.label(texts.plain("use-persons"));
            for count in PERSONS {
                let is_chosen = choices.persons_per_seat == count;
                if choice(ui, Role::RadioButton, is_chosen, count.to_string()).clicked() {
                    choices.persons_per_seat = count;
                }
            }
        });
    });
    (choices != before).then_some(choices)
}

fn show_sending(ui: &mut Ui, sending: &Sending, context: &UsageContext<'_>) {
    let texts = context.texts;
    heading(ui, &texts.plain("use-sending"));
    let counts = [("waiting", sending.waiting), ("sent", sending.acknowledged)];
    ui.label(texts.get("use-sending-counts", &counts));
    match sending.last_refusal {
        Some(0) => {
            ui.label(texts.plain("use-sending-unreachable"));
        }
        Some(status) => {
            ui.label(texts.get("use-sending-refused", &[("status", status)]));
        }
        None => {}
    }
    if !sending.set_aside.is_empty() {
        ui.label(texts.plain("use-set-aside"));
        for (entry, status) in &sending.set_aside {
            ui.label(RichText::new(format!("HTTP {status}")).font(small_font(ui)));
            show_entry(ui, entry, context);
        }
    }
}

/// Shows an event: its time, a description, and its fields as they are in the log.
fn show_entry(ui: &mut Ui, entry: &Entry, context: &UsageContext<'_>) {
    let WallClock { unix_s, utc_offset_s } = context.clock;
    let at_s = u64::try_from(entry.at_ms / 1_000).unwrap_or(0);
    let when = in_words(at_s, unix_s, utc_offset_s, context.texts);
    let what = context.texts.plain(&format!("use-event-{}", entry.event));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(when).font(small_font(ui)));
        ui.label(what);
        ui.label(RichText::new(&entry.fields).font(small_font(ui)));
    });
}
