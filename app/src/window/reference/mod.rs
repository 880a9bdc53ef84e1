//! The reference next to the editor: every function that a script can call, and the pictures, with examples to
//! insert into the program.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use digilab_devices::board::{BoardKind, BoardProfile};
use digilab_lab::api::pictures::NAMED;
use digilab_lab::api::{Function, Group, functions_of};
use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::{CollapsingHeader, Id, Rect, RichText, ScrollArea, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

use super::editor::hover;
use super::widgets::touch::{self, FINGER, Row, button, field, main_button, tick_box, with_focus};

/// Id of the group of pictures.
const PICTURES: &str = "pictures";

/// Side of a picture in the grid, in points.
const THUMBNAIL: f32 = 36.0;

/// Actions of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceAction {
    /// Insert this text at the cursor.
    Insert(&'static str),
}

/// State of the reference.
#[derive(Debug, Default)]
pub struct Reference {
    search: String,
    /// True if functions that the board does not have are left out.
    only_board: bool,
    /// Ids of the groups that are open.
    open_groups: BTreeSet<&'static str>,
    /// Text id of the function that is open.
    open: Option<String>,
    picture: Option<&'static str>,
}

impl Reference {
    /// Creates the reference with every group closed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shows the reference in all of `ui`.
    ///
    /// # Arguments
    /// - `board`: the board in use; functions that it does not have are dimmed.
    pub fn show(&mut self, ui: &mut Ui, texts: &Texts, board: Option<BoardKind>) -> Option<ReferenceAction> {
        let hint = texts.plain("reference-search");
        field(ui, Id::unique("reference-search"), "", &hint, &mut self.search);
        if board.is_some() {
            tick_box(ui, &mut self.only_board, texts.plain("reference-only-board"));
        }
        ui.add_space(4.0);
        let mut action = None;
        ScrollArea::vertical().id_salt("reference").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            action = self.list(ui, texts, board);
        });
        action
    }

    fn list(&mut self, ui: &mut Ui, texts: &Texts, board: Option<BoardKind>) -> Option<ReferenceAction> {
        let needle = self.search.trim().to_lowercase();
        let mut action = None;
        let mut is_empty = true;
        for group in Group::ALL {
            let is_wanted = |function: &&Function| {
                let fits = has(board, function) || !self.only_board;
                fits && is_found(function, &needle, texts)
            };
            let functions: Vec<_> = functions_of(*group).filter(is_wanted).collect();
            if functions.is_empty() {
                continue;
            }
            is_empty = false;
            if self.heading(ui, group.id(), needle.is_empty(), texts) {
                for function in functions {
                    action = self.function(ui, function, has(board, function), texts).or(action);
                }
            }
        }
        let pictures: Vec<_> = NAMED
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| needle.is_empty() || name.to_lowercase().contains(&needle))
            .collect();
        let has_display = !self.only_board || board.is_none_or(|kind| BoardProfile::of(kind).has_display);
        if has_display && !pictures.is_empty() {
            is_empty = false;
            if self.heading(ui, PICTURES, needle.is_empty(), texts) {
                action = self.pictures(ui, &pictures, texts).or(action);
            }
        }
        if is_empty {
            ui.label(texts.plain("reference-none"));
        }
        action
    }

    /// Shows the heading of a group; returns `true` if the group is open. During a search every group is.
    fn heading(&mut self, ui: &mut Ui, id: &'static str, can_close: bool, texts: &Texts) -> bool {
        let name = texts.plain(&format!("reference-group-{id}"));
        let is_open = !can_close || self.open_groups.contains(id);
        let size = ui.spacing().interact_size;
        ui.spacing_mut().interact_size.y = FINGER;
        let header = CollapsingHeader::new(RichText::new(&name).strong())
            .id_salt(("reference", id))
            .open(Some(is_open))
            .show_unindented(ui, |_| {});
        ui.spacing_mut().interact_size = size;
        let response = with_focus(ui, header.header_response);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
        if response.clicked() && can_close && !self.open_groups.remove(id) {
            self.open_groups.insert(id);
        }
        is_open
    }

    fn function(
        &mut self,
        ui: &mut Ui,
        function: &'static Function,
        has: bool,
        texts: &Texts,
    ) -> Option<ReferenceAction> {
        let id = function.text_id();
        let is_open = self.open.as_deref() == Some(&id);
        let signature = hover::signature(function);
        let mut action = None;
        ui.push_id(&id, |ui| {
            // A function that this board does not have names the boards that have it.
            let others = if has { None } else { hover::boards(function.boards, texts) };
            let detail = || match &others {
                Some(boards) => format!("{boards}: {}", texts.plain(&id)),
                None => texts.plain(&id),
            };
            let row = Row {
                title: &signature,
                font: TextStyle::Monospace.resolve(ui.style()),
                detail: &detail,
                is_chosen: is_open,
                is_weak: !has,
            };
            let response = row.show(ui, ui.available_width(), || format!("{signature}: {}", detail()));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
            if response.clicked() {
                self.open = if is_open { None } else { Some(id.clone()) };
            }
            if is_open {
                ui.indent("card", |ui| {
                    ui.label(texts.plain(&id));
                    hover::explain(ui, function, texts);
                    action = buttons(ui, function.example, texts);
                });
                ui.add_space(8.0);
            }
        });
        action
    }

    fn pictures(&mut self, ui: &mut Ui, names: &[&'static str], texts: &Texts) -> Option<ReferenceAction> {
        let chosen = self.picture.filter(|picture| names.contains(picture)).or(names.first().copied())?;
        // Above the grid and always there, so that choosing a picture moves nothing.
        touch::buttons(ui, |ui| {
            hover::picture(ui, chosen, 14.0);
            ui.label(RichText::new(chosen).monospace().strong());
        });
        let action = buttons(ui, chosen, texts);
        ui.add_space(4.0);
        touch::buttons(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(2.0);
            for &name in names {
                if thumbnail(ui, name, name == chosen) {
                    self.picture = Some(name);
                }
            }
        });
        ui.add_space(8.0);
        action
    }
}

/// True if the board in use has the function.
fn has(board: Option<BoardKind>, function: &Function) -> bool {
    board.is_none_or(|kind| function.boards.contain(kind))
}

/// True if the function's signature or description contains `needle`, which is in lower case.
fn is_found(function: &Function, needle: &str, texts: &Texts) -> bool {
    needle.is_empty()
        || hover::signature(function).to_lowercase().contains(needle)
        || texts.plain(&function.text_id()).to_lowercase().contains(needle)
}

/// Shows the buttons for an example or a picture's name.
fn buttons(ui: &mut Ui, text: &'static str, texts: &Texts) -> Option<ReferenceAction> {
    let mut action = None;
    touch::buttons(ui, |ui| {
        if main_button(ui, texts.plain("reference-insert")).clicked() {
            action = Some(ReferenceAction::Insert(text));
        }
        if button(ui, texts.plain("reference-copy")).clicked() {
            ui.ctx().copy_text(text.to_owned());
        }
    });
    action
}

/// Shows a picture in the grid; returns `true` if it was clicked. Only visible pictures are drawn.
fn thumbnail(ui: &mut Ui, name: &'static str, is_chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(FINGER, FINGER), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, name));
    if ui.is_rect_visible(rect) {
        if is_chosen || response.hovered() {
            let visuals = ui.visuals();
            let fill = if is_chosen { visuals.selection.bg_fill } else { visuals.widgets.hovered.bg_fill };
            ui.painter().rect_filled(rect, 4.0, fill);
        }
        hover::paint_picture(ui, Rect::from_center_size(rect.center(), Vec2::splat(THUMBNAIL)), name);
    }
    with_focus(ui, response).on_hover_text(name).clicked()
}
