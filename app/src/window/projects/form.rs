//! The small forms above the list: naming a project, opening a link, sharing a link.

use digilab_contract::project::{Content, ProjectId, ProjectSettings, name, share};
use egui::accesskit::Live;
use egui::{Id, Key, RichText, Ui};

use super::{ProjectsContext, Tab};
use crate::window::widgets::touch::{self, button, field, focus_field, main_button, spoken};

/// Longest link, in characters, that every program for mail and chat leaves whole.
const MAX_SAFE_LINK: usize = 8_000;

/// Most characters of a link that are shown.
const SHOWN_LINK: usize = 160;

/// A form that is open.
#[derive(Debug)]
pub(super) struct Form {
    kind: Kind,
    /// Text in the field.
    text: String,
    /// Error in the text: the id of the message, and the name it mentions.
    trouble: Option<(String, String)>,
    is_new: bool,
}

#[derive(Debug)]
enum Kind {
    New,
    Rename(ProjectId),
    /// Opening a link made by somebody else.
    OpenLink,
    /// Sharing a link to this project.
    Share {
        name: String,
        link: Option<String>,
        is_copied: bool,
    },
}

/// Result of a form.
#[derive(Debug, PartialEq)]
pub(super) enum Done {
    Cancel,
    Create { name: String, content: Content },
    Rename { id: ProjectId, name: String },
}

/// Returns the id of the widget that gets the focus when a form on this tab is closed.
pub(super) fn opener(tab: Tab) -> Id {
    super::tab_id(tab)
}

impl Form {
    fn of(kind: Kind, text: String) -> Self {
        Self { kind, text, trouble: None, is_new: true }
    }

    /// Creates the form for a new project.
    pub(super) fn new_project(context: &ProjectsContext<'_>) -> Self {
        Self::of(Kind::New, context.texts.plain("project-untitled"))
    }

    /// Creates the form for renaming a project.
    pub(super) fn rename(id: &ProjectId, name: &str) -> Self {
        Self::of(Kind::Rename(id.clone()), name.to_owned())
    }

    /// Creates the form for opening a link.
    pub(super) fn open_link() -> Self {
        Self::of(Kind::OpenLink, String::new())
    }

    /// Creates the form for sharing a link with `content`.
    pub(super) fn share(name: &str, content: &Content, context: &ProjectsContext<'_>) -> Self {
        let fragment = share::encode(content).ok();
        let link =
            fragment.map(|fragment| context.page_address.unwrap_or_default().to_owned() + fragment.as_str());
        Self::of(Kind::Share { name: name.to_owned(), link, is_copied: false }, String::new())
    }

    /// Shows the form; returns its result once it is closed.
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

    /// Checks the field and returns the result, or stores the error to show.
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
            // The chosen boards stay for the new project; the parts wired to them do not.
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
        // A program has no address: it gives a code to paste into another DigiLab.
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
