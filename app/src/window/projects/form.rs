//! The small forms above the list: a name for a project, a link that was got, a link to give.

use digilab_contract::project::{Content, ProjectId, ProjectSettings, name, share};
use egui::accesskit::Live;
use egui::{Id, Key, RichText, Ui};

use super::{ProjectsContext, Tab};
use crate::window::widgets::touch::{self, button, field, focus_field, main_button, spoken};

/// Longer links, in characters, are cut by some programs for mail and chat.
const MAX_SAFE_LINK: usize = 8_000;

/// How much of a link is shown, in characters.
const SHOWN_LINK: usize = 160;

/// A form that is open.
#[derive(Debug)]
pub(super) struct Form {
    kind: Kind,
    /// What stands in its field.
    text: String,
    /// What is wrong with that: a text's id, and a name it mentions.
    trouble: Option<(String, String)>,
    is_new: bool,
}

#[derive(Debug)]
enum Kind {
    New,
    Rename(ProjectId),
    /// A link that somebody else made.
    OpenLink,
    /// A link to this project.
    Share {
        name: String,
        link: Option<String>,
        is_copied: bool,
    },
}

/// What a form was closed with.
#[derive(Debug, PartialEq)]
pub(super) enum Done {
    Cancel,
    Create { name: String, content: Content },
    Rename { id: ProjectId, name: String },
}

/// What takes the focus when a form above this tab is closed.
pub(super) fn opener(tab: Tab) -> Id {
    super::tab_id(tab)
}

impl Form {
    fn of(kind: Kind, text: String) -> Self {
        Self { kind, text, trouble: None, is_new: true }
    }

    /// For a project that is to be made.
    pub(super) fn new_project(context: &ProjectsContext<'_>) -> Self {
        Self::of(Kind::New, context.texts.plain("project-untitled"))
    }

    /// For another name.
    pub(super) fn rename(id: &ProjectId, name: &str) -> Self {
        Self::of(Kind::Rename(id.clone()), name.to_owned())
    }

    /// For a link that was got.
    pub(super) fn open_link() -> Self {
        Self::of(Kind::OpenLink, String::new())
    }

    /// With the link that carries `content`.
    pub(super) fn share(name: &str, content: &Content, context: &ProjectsContext<'_>) -> Self {
        let fragment = share::encode(content).ok();
        let link =
            fragment.map(|fragment| context.page_address.unwrap_or_default().to_owned() + fragment.as_str());
        Self::of(Kind::Share { name: name.to_owned(), link, is_copied: false }, String::new())
    }

    /// Shows it; what it was closed with, if it was.
    pub(super) fn show(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) -> Option<Done> {
        let frame = egui::Frame::group(ui.style()).inner_margin(10.0);
        let done = frame
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                match self.kind {
                    Kind::Share { .. } => self.show_share(ui, context),
                    Kind::New | Kind::Rename(_) | Kind::OpenLink => self.show_field(ui, context),
                }
            })
            .inner;
        self.is_new = false;
        ui.add_space(4.0);
        done
    }

    fn show_field(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) -> Option<Done> {
        let texts = context.texts;
        let (label, confirm) = match self.kind {
            Kind::New => ("projects-name", "projects-make"),
            Kind::Rename(_) => ("projects-new-name", "projects-rename"),
            Kind::OpenLink | Kind::Share { .. } => ("projects-link", "projects-open"),
        };
        let id = Id::unique("projects-field");
        if self.is_new {
            focus_field(ui, id, &self.text);
        }
        let response = field(ui, id, &texts.plain(label), "", &mut self.text);
        if response.changed() {
            self.trouble = None;
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if let Some((id, name)) = &self.trouble {
            let args = [("name", name)];
            let color = ui.visuals().error_fg_color;
            spoken(ui, RichText::new(texts.get(id, &args)).color(color), Live::Assertive);
            spoken(ui, RichText::new(texts.get(&format!("{id}.advice"), &args)), Live::Polite);
        }
        let clicked = touch::buttons(ui, |ui| {
            let confirmed = main_button(ui, texts.plain(confirm)).clicked();
            let cancelled = button(ui, texts.plain("projects-cancel")).clicked();
            (confirmed, cancelled)
        });
        match clicked {
            (_, true) => Some(Done::Cancel),
            (confirmed, _) if confirmed || entered => {
                let done = self.confirm(context);
                if done.is_none() {
                    focus_field(ui, id, &self.text);
                }
                done
            }
            _ => None,
        }
    }

    /// What it is filled in with, or what is wrong with that.
    fn confirm(&mut self, context: &ProjectsContext<'_>) -> Option<Done> {
        if matches!(self.kind, Kind::OpenLink) {
            return match share::decode(&self.text) {
                None => {
                    self.trouble = Some(("projects-no-link".to_owned(), String::new()));
                    None
                }
                Some(Err(error)) => {
                    self.trouble = Some((error.code.text_id(), String::new()));
                    None
                }
                Some(Ok(content)) => {
                    Some(Done::Create { name: context.texts.plain("projects-shared-name"), content })
                }
            };
        }
        let Some(name) = name::usable(&self.text) else {
            self.trouble = Some(("project-name-unusable".to_owned(), self.text.clone()));
            return None;
        };
        Some(match &self.kind {
            Kind::Rename(id) => Done::Rename { id: id.clone(), name },
            // The boards on the table stay there; what is wired to them belongs to the other project.
            _ => {
                let mut settings = ProjectSettings::default();
                settings.boards.clone_from(&context.settings.boards);
                Done::Create { name, content: Content { settings, text: String::new() } }
            }
        })
    }

    fn show_share(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) -> Option<Done> {
        let Kind::Share { name, link, is_copied } = &mut self.kind else { return None };
        let texts = context.texts;
        // A program has no address: what it gives is a code for another DigiLab.
        let (title, hint, copy) = match context.page_address {
            Some(_) => ("projects-share-link", "projects-share-link-hint", "projects-copy-link"),
            None => ("projects-share-code", "projects-share-code-hint", "projects-copy-code"),
        };
        ui.label(RichText::new(texts.get(title, &[("name", &*name)])).strong());
        let Some(link) = link else {
            spoken(ui, RichText::new(texts.plain("projects-share-too-long")), Live::Assertive);
            return button(ui, texts.plain("projects-done")).clicked().then_some(Done::Cancel);
        };
        ui.label(texts.plain(hint));
        let shown: String = link.chars().take(SHOWN_LINK).collect();
        let shown = if shown.len() < link.len() { shown + "…" } else { shown };
        ui.add(egui::Label::new(RichText::new(shown).monospace()).wrap_mode(egui::TextWrapMode::Wrap));
        if link.len() > MAX_SAFE_LINK {
            ui.label(texts.get("projects-share-long", &[("count", link.len())]));
        }
        let clicked = touch::buttons(ui, |ui| {
            let copied = main_button(ui, texts.plain(copy));
            if self.is_new {
                copied.request_focus();
            }
            (copied.clicked(), button(ui, texts.plain("projects-done")).clicked())
        });
        if clicked.0 {
            ui.ctx().copy_text(link.clone());
            *is_copied = true;
        }
        if *is_copied {
            spoken(ui, RichText::new(texts.plain("projects-copied")), Live::Polite);
        }
        clicked.1.then_some(Done::Cancel)
    }
}
