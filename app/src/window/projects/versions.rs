//! The history of the open project: its versions, their content, and restoring one.

use std::sync::Arc;

use digilab_contract::project::{Content, ProjectCommand, ProjectId, VersionInfo};
use egui::accesskit::{Live, Role};
use egui::text::LayoutJob;
use egui::{FontId, RichText, ScrollArea, TextStyle, Ui};

use super::{ProjectsContext, ProjectsPanel, difference};
use crate::window::editor::hover;
use crate::window::widgets::touch::{self, Row, button, choice, main_button_if, spoken};

/// A version that is shown.
#[derive(Debug)]
pub(super) struct Preview {
    pub project: ProjectId,
    pub version: VersionInfo,
    /// Content of the version, once the store has sent it.
    pub content: Option<Content>,
    /// True if the whole program is shown, not only the difference from the present one.
    is_whole: bool,
    is_new: bool,
    drawn: Option<Drawn>,
}

/// Layout of a version, and the input it was made from.
#[derive(Debug)]
struct Drawn {
    is_whole: bool,
    is_dark: bool,
    font: FontId,
    /// Text that it was compared with.
    now: String,
    /// Lines to show; `None` if there are none.
    job: Option<Arc<LayoutJob>>,
    /// Id of a message about it; empty for none.
    remark: &'static str,
}

impl Preview {
    pub(super) fn is_of(&self, project: &ProjectId, version: &str) -> bool {
        self.project == *project && self.version.id == version
    }

    /// Updates the layout, unless it is up to date.
    fn draw(&mut self, ui: &Ui, now: &str) {
        let Some(content) = &self.content else { return };
        let font = TextStyle::Monospace.resolve(ui.style());
        let is_dark = ui.visuals().dark_mode;
        let is_same = self.drawn.as_ref().is_some_and(|drawn| {
            (drawn.is_whole, drawn.is_dark) == (self.is_whole, is_dark)
                && drawn.font == font
                && drawn.now == now
        });
        if is_same {
            return;
        }
        let (job, remark) = if self.is_whole {
            let job = (!content.text.is_empty()).then(|| hover::program(ui, &content.text));
            (job, if content.text.is_empty() { "projects-version-empty" } else { "" })
        } else {
            match difference::lines(&content.text, now) {
                None => (None, "projects-version-too-long"),
                Some(lines) if lines.is_empty() => (None, "projects-version-same"),
                Some(lines) => (Some(difference::job(&lines, &font, ui.visuals())), "projects-version-signs"),
            }
        };
        self.drawn = Some(Drawn {
            is_whole: self.is_whole,
            is_dark,
            font,
            now: now.to_owned(),
            job: job.map(Arc::new),
            remark,
        });
    }
}

impl ProjectsPanel {
    pub(super) fn show_history(&mut self, ui: &mut Ui, context: &ProjectsContext<'_>) {
        let texts = context.texts;
        let Some(current) = context.current else {
            ui.label(texts.plain("projects-history-none"));
            return;
        };
        if let Some(mut preview) = self.preview.take() {
            if !self.show_preview(ui, &mut preview, context) {
                self.preview = Some(preview);
            }
            return;
        }
        ui.label(texts.get("projects-history-hint", &[("name", &current.name)]));
        ui.add_space(4.0);
        let Some((id, versions)) = self.versions.take() else {
            ui.spinner();
            return;
        };
        if versions.is_empty() {
            ui.label(texts.plain("projects-history-empty"));
        }
        for version in &versions {
            let detail = || {
                let kind = texts.plain(&format!("project-version-{}", version.kind.id()));
                texts.get("projects-version", &[("kind", kind), ("lines", version.lines.to_string())])
            };
            let when = context.when(version.saved_s);
            let row = Row {
                title: &when,
                font: TextStyle::Body.resolve(ui.style()),
                detail: &detail,
                is_chosen: false,
                is_weak: false,
            };
            let width = ui.available_width();
            let response =
                ui.push_id(&version.id, |ui| row.show(ui, width, || format!("{when}, {}", detail())));
            if response.inner.clicked() {
                self.trouble = None;
                self.flow
                    .project(ProjectCommand::OpenVersion { id: id.clone(), version: version.id.clone() });
                self.preview = Some(Preview {
                    project: id.clone(),
                    version: version.clone(),
                    content: None,
                    is_whole: false,
                    is_new: true,
                    drawn: None,
                });
            }
        }
        self.versions = Some((id, versions));
    }

    /// Shows the version; returns `true` if it was closed.
    fn show_preview(&mut self, ui: &mut Ui, preview: &mut Preview, context: &ProjectsContext<'_>) -> bool {
        let texts = context.texts;
        let kind = texts.plain(&format!("project-version-{}", preview.version.kind.id()));
        let lines = preview.version.lines.to_string();
        let about = texts.get("projects-version", &[("kind", kind), ("lines", lines)]);
        ui.label(RichText::new(context.when(preview.version.saved_s)).strong());
        ui.label(about);
        let mut leaves = false;
        touch::buttons(ui, |ui| {
            let back = button(ui, texts.plain("projects-back"));
            if std::mem::take(&mut preview.is_new) {
                back.request_focus();
            }
            leaves = back.clicked();
            let is_there = preview.content.is_some();
            if main_button_if(ui, is_there, texts.plain("projects-restore")).clicked() {
                self.restore(context, preview);
            }
        });
        touch::buttons(ui, |ui| {
            for (is_whole, id) in [(false, "projects-version-difference"), (true, "projects-version-whole")] {
                if choice(ui, Role::RadioButton, preview.is_whole == is_whole, texts.plain(id)).clicked() {
                    preview.is_whole = is_whole;
                }
            }
        });
        ui.separator();
        if preview.content.is_none() {
            if self.trouble.is_none() {
                ui.spinner();
            }
            return leaves;
        }
        preview.draw(ui, context.text);
        let content = preview.content.as_ref();
        if content.is_some_and(|content| content.settings != *context.settings) {
            ui.label(texts.plain("projects-version-settings"));
        }
        if let Some(drawn) = &preview.drawn {
            if !drawn.remark.is_empty() {
                spoken(ui, RichText::new(texts.plain(drawn.remark)), Live::Polite);
            }
            if let Some(job) = &drawn.job {
                ScrollArea::horizontal().id_salt("version").show(ui, |ui| {
                    ui.add(egui::Label::new(Arc::clone(job)).extend().selectable(true));
                });
            }
        }
        leaves
    }
}
