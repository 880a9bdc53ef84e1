//! The list of projects.

use digilab_contract::backend::Command;
use digilab_contract::project::{Content, ProjectCommand, ProjectId, ProjectInfo};
use egui::accesskit::Role;
use egui::{Id, TextStyle, Ui};

use super::flow::Purpose;
use super::form::Form;
use super::{ProjectsContext, ProjectsPanel};
use crate::window::widgets::touch::{self, FINGER, Row, button, dots, field, main_button};

/// Number of projects above which there is a search field.
const MANY: usize = 8;

/// State of the list.
#[derive(Debug, Default)]
pub(super) struct Mine {
    search: String,
    /// Project whose actions are shown.
    more: Option<ProjectId>,
    /// Project to share, once its file has come.
    pub share: Option<(String, Content)>,
}

/// Actions on a project.
#[derive(Clone, Copy)]
enum Deed {
    Open,
    More,
    Rename,
    Copy,
    TakeOut,
    Share,
    Delete,
}

const DEEDS: &[(Deed, &str)] = &[
    (Deed::Rename, "projects-rename"),
    (Deed::Copy, "projects-copy"),
    (Deed::TakeOut, "projects-take-out"),
    (Deed::Share, "projects-share"),
    (Deed::Delete, "projects-delete"),
];

impl Mine {
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }
}

impl ProjectsPanel {
    pub(super) fn show_mine(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) {
        let texts = context.texts;
        if let Some((name, content)) = self.mine.share.take() {
            self.form = Some(Form::share(&name, &content, context));
        }
        if self.form.is_some() {
            self.show_form(ui, context);
        } else {
            touch::buttons(ui, |ui| {
                if main_button(ui, texts.plain("projects-new")).clicked() {
                    self.form = Some(Form::new_project(context));
                }
                if button(ui, texts.plain("projects-bring-in")).clicked() {
                    self.trouble = None;
                    self.flow.closes_on_opened = true;
                    // A browser opens its file dialog only directly from a click, and choosing takes longer
                    // than saving.
                    self.flow.after_save(context.current, Vec::new());
                    self.flow.send(Command::PickFile);
                }
                if button(ui, texts.plain("projects-open-link")).clicked() {
                    self.form = Some(Form::open_link());
                }
            });
        }
        let Some(projects) = self.projects.take() else {
            ui.spinner();
            return;
        };
        ui.add_space(4.0);
        if projects.len() > MANY {
            let hint = texts.plain("projects-search");
            field(ui, Id::unique("projects-search"), "", &hint, &mut self.mine.search);
        }
        ui.add_space(4.0);
        let needle = self.mine.search.trim().to_lowercase();
        let is_wanted =
            |project: &&ProjectInfo| needle.is_empty() || project.name.to_lowercase().contains(&needle);
        let mut found = false;
        for project in projects.iter().filter(is_wanted) {
            found = true;
            if let Some(deed) = self.show_project(ui, project, context) {
                self.do_it(deed, project, context);
            }
        }
        if !found {
            ui.label(texts.plain(if needle.is_empty() { "projects-none" } else { "projects-not-found" }));
        }
        self.projects = Some(projects);
    }

    fn show_project(
        &self,
        ui: &mut Ui,
        project: &ProjectInfo,
        context: &ProjectsContext<'_>,
    ) -> Option<Deed> {
        let texts = context.texts;
        let is_current = context.is_current(&project.id);
        let detail = || {
            let when = context.when(project.changed_s);
            if is_current { texts.get("projects-open-now", &[("when", when)]) } else { when }
        };
        let is_more = self.mine.more.as_ref() == Some(&project.id);
        let mut deed = None;
        ui.push_id(&project.id.0, |ui| {
            ui.horizontal(|ui| {
                let width = ui.available_width() - FINGER - ui.spacing().item_spacing.x - 1.0;
                let row = Row {
                    title: &project.name,
                    font: TextStyle::Body.resolve(ui.style()),
                    detail: &detail,
                    is_chosen: is_current,
                    is_weak: false,
                };
                if row.show(ui, width, || format!("{}, {}", project.name, detail())).clicked() {
                    deed = Some(Deed::Open);
                }
                let more = dots(ui, &texts.get("projects-more", &[("name", &project.name)]));
                ui.ctx().accesskit_node_builder(more.id, |node| node.set_expanded(is_more));
                if more.clicked() {
                    deed = Some(Deed::More);
                }
            });
            if is_more {
                ui.indent("more", |ui| {
                    touch::buttons(ui, |ui| {
                        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::Group));
                        for (one, id) in DEEDS {
                            if button(ui, texts.plain(id)).clicked() {
                                deed = Some(*one);
                            }
                        }
                    });
                });
            }
        });
        deed
    }

    fn do_it(&mut self, deed: Deed, project: &ProjectInfo, context: &ProjectsContext<'_>) {
        let id = &project.id;
        self.trouble = None;
        match deed {
            Deed::Open if context.is_current(id) => self.flow.is_finished = true,
            Deed::Open => self.ask(context, ProjectCommand::Open(id.clone()), true),
            Deed::More => {
                self.mine.more = if self.mine.more.as_ref() == Some(id) { None } else { Some(id.clone()) };
            }
            Deed::Rename => self.form = Some(Form::rename(id, &project.name)),
            Deed::Copy => {
                self.flow.closes_on_opened = false;
                self.flow.export(context, id, Purpose::Copy);
            }
            Deed::TakeOut => self.flow.export(context, id, Purpose::TakeOut),
            Deed::Share if context.is_current(id) => {
                self.form = Some(Form::share(&project.name, &context.content(), context));
            }
            Deed::Share => self.flow.export(context, id, Purpose::Share),
            Deed::Delete => self.flow.delete(context, id),
        }
    }
}
