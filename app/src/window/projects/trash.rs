//! Deleted projects, which can be restored.

use digilab_contract::project::ProjectCommand;
use digilab_contract::project::history::TRASH_S;
use egui::{RichText, Ui};

use super::{ProjectsContext, ProjectsPanel, Tab};
use crate::window::widgets::touch::{self, button, small_font};

const DAY_S: u64 = 24 * 60 * 60;

impl ProjectsPanel {
    pub(super) fn show_trash(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) {
        let texts = context.texts;
        ui.label(texts.get("projects-trash-hint", &[("days", TRASH_S / DAY_S)]));
        ui.add_space(4.0);
        let Some(trash) = self.trash.take() else {
            ui.spinner();
            return;
        };
        if trash.is_empty() {
            ui.label(texts.plain("projects-trash-empty"));
        }
        for project in &trash {
            ui.push_id(&project.id.0, |ui| {
                ui.separator();
                ui.label(RichText::new(&project.name).strong());
                let when = texts.get("projects-deleted-when", &[("when", context.when(project.deleted_s))]);
                ui.label(RichText::new(when).font(small_font(ui)));
                touch::buttons(ui, |ui| {
                    let restore = button(ui, texts.plain("projects-put-back"));
                    let name = texts.get("projects-put-back-name", &[("name", &project.name)]);
                    ui.ctx().accesskit_node_builder(restore.id, |node| node.set_label(name));
                    if restore.clicked() {
                        self.flow.deleted.take_if(|(_, trash)| *trash == project.id);
                        self.ask(context, ProjectCommand::Undelete(project.id.clone()), false);
                        self.tab = Tab::Mine;
                    }
                });
            });
        }
        self.trash = Some(trash);
    }
}
