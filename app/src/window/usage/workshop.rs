//! A workshop: a teacher opens and closes it, pupils join by its code.

use digilab_contract::invitation::{Invitation, can_be_shared};
use digilab_contract::packs::PackPlace;
use digilab_usage::code::Code;
use digilab_usage::event::Event;
use digilab_usage::request::UsageRequest;
use digilab_usage::workshop::shown;
use egui::accesskit::Live;
use egui::{Id, Key, RichText, Ui};

use super::{UsageAction, UsageContext, UsageDialog, heading};
use crate::window::lesson::panel::pack_texts::local;
use crate::window::widgets::touch::{self, button, field, main_button, small_font, spoken, tick_box};

/// Size of the code in points, to be read at the back of a classroom.
const CODE_POINTS: f32 = 56.0;

/// Most participants of a workshop.
const MAX_PERSONS: u16 = 999;

/// The workshop, and the state of its forms.
#[derive(Debug, Default)]
pub(super) struct Workshop {
    /// Workshop that was opened here or joined.
    open: Option<Open>,
    /// Workshop that was open here last, to go on with.
    last: Option<Invitation>,
    form: Form,
    /// Id of the message about a wrong input.
    trouble: Option<&'static str>,
}

#[derive(Debug)]
struct Open {
    invitation: Invitation,
    /// True if it was opened here.
    is_teachers: bool,
    is_copied: bool,
}

#[derive(Debug, Default)]
struct Form {
    code: String,
    is_opening: bool,
    title: String,
    expected: String,
    packs: Vec<PackPlace>,
    is_choosing: bool,
    headcount: String,
}

impl Workshop {
    /// Handles the log's answer that it has opened a workshop.
    pub(super) fn opened(&mut self, code: Code) {
        let form = &mut self.form;
        form.is_opening = false;
        form.is_choosing = false;
        form.headcount.clear();
        form.code.clear();
        let invitation = match self.last.take().filter(|last| last.code == code) {
            Some(last) => last,
            None => Invitation { code, title: form.title.trim().to_owned(), packs: form.packs.clone() },
        };
        self.open = Some(Open { invitation, is_teachers: true, is_copied: false });
    }

    /// Handles the log's answer that it could not open a workshop.
    pub(super) fn failed(&mut self) {
        self.form.is_opening = false;
    }
}

/// Parses a number of persons.
fn persons(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|count| (1..=MAX_PERSONS).contains(count))
}

impl UsageDialog {
    pub(super) fn join(&mut self, invitation: Invitation) {
        self.ask(UsageRequest::Note(Event::WorkshopJoined { workshop: invitation.code.clone() }));
        if let Some(first) = invitation.packs.first() {
            self.actions.push(UsageAction::OpenPack(first.clone()));
        }
        self.workshop.trouble = None;
        self.workshop.form.code.clear();
        self.workshop.open = Some(Open { invitation, is_teachers: false, is_copied: false });
    }

    pub(super) fn show_workshop(&mut self, ui: &mut Ui, context: &UsageContext<'_>) {
        match self.workshop.open.take() {
            Some(open) if open.is_teachers => self.show_teachers(ui, open, context),
            Some(open) => self.show_joined(ui, open, context),
            None => {
                self.show_join(ui, context);
                ui.separator();
                self.show_opening(ui, context);
            }
        }
    }

    fn show_join(&mut self, ui: &mut Ui, context: &UsageContext<'_>) {
        let texts = context.texts;
        heading(ui, &texts.plain("use-join"));
        let id = Id::unique("use-code");
        let form = &mut self.workshop.form;
        let response = field(ui, id, &texts.plain("use-join-code"), "", &mut form.code);
        if response.changed() {
            self.workshop.trouble = None;
        }
        let mut is_asked = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        self.show_trouble(ui, &["use-wrong-code"], context);
        touch::buttons(ui, |ui| {
            is_asked |= main_button(ui, texts.plain("use-join-now")).clicked();
            if button(ui, texts.plain("use-join-file")).clicked() {
                self.actions.push(UsageAction::PickFile);
            }
        });
        if is_asked {
            let typed = &self.workshop.form.code;
            // A link can be pasted too.
            match Invitation::typed(typed).or_else(|| Invitation::decode(typed)) {
                Some(invitation) => self.join(invitation),
                None => self.workshop.trouble = Some("use-wrong-code"),
            }
        }
    }

    fn show_trouble(&self, ui: &mut Ui, ids: &[&str], context: &UsageContext<'_>) {
        if let Some(id) = self.workshop.trouble.filter(|id| ids.contains(id)) {
            let color = ui.visuals().error_fg_color;
            spoken(ui, RichText::new(context.texts.plain(id)).color(color), Live::Assertive);
        }
    }

    fn show_opening(&mut self, ui: &mut Ui, context: &UsageContext<'_>) {
        let texts = context.texts;
        heading(ui, &texts.plain("use-open"));
        ui.label(RichText::new(texts.plain("use-open-why")).font(small_font(ui)));
        // The workshop that was closed here, or one whose code was typed above: it may have been opened on
        // another computer.
        let typed = Invitation::typed(&self.workshop.form.code);
        if let Some(code) = typed.or_else(|| self.workshop.last.clone()).map(|known| known.code) {
            let text = texts.get("use-open-again", &[("code", shown(&code))]);
            if button(ui, text).clicked() {
                let expected = persons(&self.workshop.form.expected).unwrap_or(0);
                self.ask(UsageRequest::OpenWorkshop { expected, code: Some(code) });
            }
        }
        let form = &mut self.workshop.form;
        field(ui, Id::unique("use-workshop-title"), &texts.plain("use-open-title"), "", &mut form.title);
        let expected = Id::unique("use-expected");
        if field(ui, expected, &texts.plain("use-open-expected"), "", &mut form.expected).changed() {
            self.workshop.trouble = None;
        }
        let packs = context.packs.unwrap_or_default().iter().filter(|pack| can_be_shared(&pack.place));
        let form = &mut self.workshop.form;
        let id = if form.is_choosing { "use-open-lessons-done" } else { "use-open-lessons" };
        if button(ui, texts.plain(id)).clicked() {
            form.is_choosing = !form.is_choosing;
        }
        for pack in packs.filter(|_| form.is_choosing) {
            let mut is_chosen = form.packs.contains(&pack.place);
            if tick_box(ui, &mut is_chosen, local(&pack.manifest.title, texts)).changed() {
                if is_chosen {
                    form.packs.push(pack.place.clone());
                } else {
                    form.packs.retain(|place| *place != pack.place);
                }
            }
        }
        self.show_trouble(ui, &["use-wrong-expected"], context);
        let is_opening = self.workshop.form.is_opening;
        if touch::main_button_if(ui, !is_opening, texts.plain("use-open-now")).clicked() {
            match persons(&self.workshop.form.expected) {
                Some(expected) => {
                    self.workshop.form.is_opening = true;
                    self.ask(UsageRequest::OpenWorkshop { expected, code: None });
                }
                None => self.workshop.trouble = Some("use-wrong-expected"),
            }
        }
    }

    /// Shows what the whole class reads: the title and the code.
    fn show_code(ui: &mut Ui, invitation: &Invitation) {
        if !invitation.title.is_empty() {
            ui.label(RichText::new(&invitation.title).heading());
        }
        ui.label(RichText::new(shown(&invitation.code)).monospace().size(CODE_POINTS).strong());
    }

    fn show_teachers(&mut self, ui: &mut Ui, mut open: Open, context: &UsageContext<'_>) {
        let texts = context.texts;
        Self::show_code(ui, &open.invitation);
        ui.label(texts.plain("use-open-how"));
        touch::buttons(ui, |ui| {
            if button(ui, texts.plain("use-invitation-file")).clicked() {
                let (name, bytes) = open.invitation.file();
                self.actions.push(UsageAction::KeepFile(name, bytes));
            }
            if let Some(address) = context.page_address
                && button(ui, texts.plain("use-invitation-link")).clicked()
            {
                ui.ctx().copy_text(format!("{address}{}", open.invitation.encode()));
                open.is_copied = true;
            }
        });
        if open.is_copied {
            spoken(ui, RichText::new(texts.plain("use-invitation-copied")), Live::Polite);
        }
        self.show_packs(ui, &open.invitation, context);
        heading(ui, &texts.plain("use-close"));
        let headcount = Id::unique("use-headcount");
        let form = &mut self.workshop.form;
        if field(ui, headcount, &texts.plain("use-close-headcount"), "", &mut form.headcount).changed() {
            self.workshop.trouble = None;
        }
        self.show_trouble(ui, &["use-wrong-headcount"], context);
        if main_button(ui, texts.plain("use-close-now")).clicked() {
            match persons(&self.workshop.form.headcount) {
                Some(headcount) => {
                    let workshop = open.invitation.code.clone();
                    self.ask(UsageRequest::Note(Event::WorkshopClosed { workshop, headcount }));
                    self.workshop.last = Some(open.invitation);
                    return;
                }
                None => self.workshop.trouble = Some("use-wrong-headcount"),
            }
        }
        self.workshop.open = Some(open);
    }

    fn show_joined(&mut self, ui: &mut Ui, open: Open, context: &UsageContext<'_>) {
        let texts = context.texts;
        Self::show_code(ui, &open.invitation);
        spoken(ui, RichText::new(texts.plain("use-joined")), Live::Polite);
        self.show_packs(ui, &open.invitation, context);
        if !button(ui, texts.plain("use-join-other")).clicked() {
            self.workshop.open = Some(open);
        }
    }

    /// Shows the lessons, to open them.
    fn show_packs(&mut self, ui: &mut Ui, invitation: &Invitation, context: &UsageContext<'_>) {
        if invitation.packs.is_empty() {
            return;
        }
        heading(ui, &context.texts.plain("use-lessons"));
        touch::buttons(ui, |ui| {
            for place in &invitation.packs {
                let known = context.packs.unwrap_or_default().iter().find(|pack| pack.place == *place);
                let name = match (known, place) {
                    (Some(pack), _) => local(&pack.manifest.title, context.texts),
                    (None, PackPlace::BuiltIn(name) | PackPlace::Address(name)) => name,
                    // No invitation has these.
                    (None, PackPlace::Path(_) | PackPlace::Kept(_)) => continue,
                };
                if button(ui, name).clicked() {
                    self.actions.push(UsageAction::OpenPack(place.clone()));
                    self.dialog.close();
                }
            }
        });
    }
}
