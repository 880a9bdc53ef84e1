//! Everything that this device holds of its use: to read, to take out, to delete, and to decide about.

use digilab_lab::text::Texts;
use digilab_usage::ask::{Ask, Entry, Held, Sending};
use egui::accesskit::{Live, Role};
use egui::{RichText, Ui};

use super::{Around, UsageSheet, date, heading};
use crate::window::backend::WallClock;
use crate::window::projects::when::in_words;
use crate::window::touch::{self, button, button_if, choice, small_font, spoken, tick_box};

/// Persons that may share a device, as they are offered.
const PERSONS: [u8; 4] = [1, 2, 3, 4];

impl UsageSheet {
    pub(super) fn show_data(&mut self, ui: &mut Ui, around: &Around<'_>) {
        let texts = around.texts;
        let Some(held) = self.held.take() else {
            ui.label(texts.plain("use-counting"));
            return;
        };
        let count = held.events.to_string();
        match &held.oldest {
            Some(oldest) => {
                ui.label(texts.get("use-held", &[("count", count), ("oldest", date(oldest, texts))]))
            }
            None => ui.label(texts.plain("use-held-none")),
        };
        let days = [("days", held.settings.kept_days), ("sent", held.settings.kept_days_sent)];
        ui.label(texts.get("use-kept", &days));
        if let Some(pseudonym) = &held.pseudonym {
            ui.label(texts.plain("use-pseudonym"));
            ui.label(RichText::new(pseudonym).monospace());
        }
        self.held = Some(held);
        self.show_deeds(ui, texts);
        let Some(held) = self.held.take() else { return };
        if let Some(sending) = &held.sending {
            show_sending(ui, sending, around);
        }
        self.held = Some(held);
        self.show_choices(ui, texts);
        let Some(held) = self.held.take() else { return };
        if !held.newest.is_empty() {
            heading(ui, &texts.plain("use-newest"));
            held.newest.iter().for_each(|entry| show_entry(ui, entry, around));
        }
        self.held = Some(held);
    }

    fn show_deeds(&mut self, ui: &mut Ui, texts: &Texts) {
        let has_any = self.held.as_ref().is_some_and(|held| held.events > 0);
        if self.is_deleting {
            let color = ui.visuals().warn_fg_color;
            spoken(ui, RichText::new(texts.plain("use-delete-sure")).color(color), Live::Assertive);
            touch::buttons(ui, |ui| {
                if button(ui, texts.plain("use-delete-now")).clicked() {
                    self.is_deleting = false;
                    self.ask(Ask::Delete);
                }
                if button(ui, texts.plain("window-cancel")).clicked() {
                    self.is_deleting = false;
                }
            });
            return;
        }
        touch::buttons(ui, |ui| {
            if button_if(ui, has_any, texts.plain("use-export")).clicked() {
                self.ask(Ask::Export);
            }
            self.is_deleting = button_if(ui, has_any, texts.plain("use-delete")).clicked();
        });
    }

    fn show_choices(&mut self, ui: &mut Ui, texts: &Texts) {
        let Some(Held { settings, is_fixed, .. }) = &self.held else { return };
        let (mut is_on, mut is_pseudonymous, persons) =
            (settings.is_on, settings.is_pseudonymous, settings.persons());
        let is_fixed = *is_fixed;
        heading(ui, &texts.plain("use-choices"));
        if let Some(school) = &settings.school {
            ui.label(texts.get("use-school", &[("school", school)]));
        }
        if is_fixed {
            ui.label(texts.plain("use-fixed"));
        }
        ui.add_enabled_ui(!is_fixed, |ui| {
            if tick_box(ui, &mut is_on, texts.plain("use-on")).changed() {
                self.choose(|choices| choices.is_on = is_on);
            }
            if tick_box(ui, &mut is_pseudonymous, texts.plain("use-pseudonymous")).changed() {
                self.choose(|choices| choices.is_pseudonymous = is_pseudonymous);
            }
            ui.label(RichText::new(texts.plain("use-pseudonymous-why")).font(small_font(ui)));
            touch::buttons(ui, |ui| {
                ui.label(texts.plain("use-persons"));
                for count in PERSONS {
                    if choice(ui, Role::RadioButton, persons == count, count.to_string()).clicked() {
                        self.choose(|choices| choices.persons_per_seat = count);
                    }
                }
            });
        });
    }
}

fn show_sending(ui: &mut Ui, sending: &Sending, around: &Around<'_>) {
    let texts = around.texts;
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
            show_entry(ui, entry, around);
        }
    }
}

/// An event: when, what in words, and its fields as they are in the log.
fn show_entry(ui: &mut Ui, entry: &Entry, around: &Around<'_>) {
    let WallClock { unix_s, utc_offset_s } = around.clock;
    let at_s = u64::try_from(entry.at_ms / 1_000).unwrap_or(0);
    let when = in_words(at_s, unix_s, utc_offset_s, around.texts);
    let what = around.texts.plain(&format!("use-event-{}", entry.event));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(when).font(small_font(ui)));
        ui.label(what);
        ui.label(RichText::new(&entry.fields).font(small_font(ui)));
    });
}
