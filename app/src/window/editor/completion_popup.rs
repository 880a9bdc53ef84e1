//! The completion popup.

use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::{Align2, Color32, Popup, Rect, RectAlign, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::complete::{Candidate, Offer, What, offer};
use super::edit::{Change, Source};
use super::editor_style::EditorStyle;
use super::hover;
use crate::window::widgets::touch::FINGER;

/// Width of the popup, in points.
const WIDTH: f32 = 340.0;

/// Height of an entry for a pointer, in points.
const ROW_HEIGHT: f32 = 26.0;

/// The completion popup, and the user's moves in it.
#[derive(Default)]
pub(super) struct CompletionPopup {
    offer: Option<Offer>,
    selected: usize,
    /// True if the user has moved through it with the arrow keys, and so means the selected entry.
    is_steered: bool,
    /// True if it was opened on request.
    is_asked: bool,
    /// Start of the word for which it was closed with Esc, in bytes.
    dismissed: Option<usize>,
    scroll_to_selected: bool,
}

impl CompletionPopup {
    pub(super) fn is_open(&self) -> bool {
        self.offer.is_some()
    }

    pub(super) fn close(&mut self) {
        self.offer = None;
        self.is_asked = false;
    }

    /// Closes the popup for Esc, until another word begins.
    pub(super) fn dismiss(&mut self) {
        self.dismissed = self.offer.as_ref().map(|offer| offer.word.start);
        self.close();
    }

    /// Opens the popup at `cursor` on request. It stays closed if there is nothing to offer.
    pub(super) fn ask(&mut self, source: Source<'_>, cursor: usize) {
        self.dismissed = None;
        self.set(offer(source, cursor));
        self.is_asked = self.is_open();
    }

    /// Opens the popup after something was typed, or updates it to the text.
    pub(super) fn typed(&mut self, source: Source<'_>, cursor: usize) {
        let word = self.offer.as_ref().map(|offer| offer.word.start);
        let new = offer(source, cursor).filter(|offer| {
            let goes_on = self.is_asked && word == Some(offer.word.start);
            (goes_on || offer.by_itself) && self.dismissed != Some(offer.word.start)
        });
        if new.as_ref().is_none_or(|new| Some(new.word.start) != word) {
            self.is_asked = false;
        }
        if let Some(new) = &new
            && self.dismissed != Some(new.word.start)
        {
            self.dismissed = None;
        }
        self.set(new);
    }

    fn set(&mut self, offer: Option<Offer>) {
        self.offer = offer;
        self.selected = 0;
        self.is_steered = false;
        self.scroll_to_selected = true;
    }

    /// Moves the selection up or down, around at the ends.
    pub(super) fn steer(&mut self, down: bool) {
        let count = self.offer.as_ref().map_or(0, |offer| offer.candidates.len());
        self.selected = match (down, self.selected) {
            (true, at) if at + 1 < count => at + 1,
            (true, _) => 0,
            (false, 0) => count.saturating_sub(1),
            (false, at) => at - 1,
        };
        self.is_steered = true;
        self.scroll_to_selected = true;
    }

    /// Returns the change for Enter; `None` if it means a new line.
    pub(super) fn enter(&self, text: &str) -> Option<Change> {
        let offer = self.offer.as_ref()?;
        let takes = self.is_steered && !offer.is_there(text, self.selected);
        (takes || offer.enter_takes(text, self.selected)).then(|| offer.accept(text, self.selected))?
    }

    /// Returns the change for Tab; `None` if the entry is complete already.
    pub(super) fn tab(&self, text: &str) -> Option<Change> {
        let offer = self.offer.as_ref()?;
        (!offer.is_there(text, self.selected)).then(|| offer.accept(text, self.selected))?
    }

    /// Draws the popup below `cursor`, the rectangle of the cursor on the screen. Returns the change of an entry that
    /// was clicked.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        id: egui::Id,
        cursor: Rect,
        text: &str,
        look: &EditorStyle,
        texts: &Texts,
    ) -> Option<Change> {
        let offer = self.offer.as_ref()?;
        let row_height = if ui.input(|input| input.has_touch_screen()) { FINGER } else { ROW_HEIGHT };
        let scroll = std::mem::take(&mut self.scroll_to_selected);
        let selected = self.selected;
        let clicked = Popup::new(id, ui.ctx().clone(), cursor, ui.layer_id())
            .align(RectAlign::BOTTOM_START)
            .align_alternatives(&[RectAlign::TOP_START, RectAlign::BOTTOM_END, RectAlign::TOP_END])
            .gap(2.0)
            .width(WIDTH)
            .accessible_name(texts.plain("editor-list"))
            .show(|ui| {
                ui.set_width(WIDTH);
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut clicked = None;
                let height = row_height * 8.5;
                egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                    for (index, candidate) in offer.candidates.iter().enumerate() {
                        let response = entry(ui, candidate, index == selected, row_height, look, texts);
                        if index == selected && scroll {
                            response.scroll_to_me(None);
                        }
                        if response.clicked() {
                            clicked = Some(index);
                        }
                    }
                });
                if let Some(What::Function(function)) = offer.candidates.get(selected).map(|one| one.what) {
                    ui.separator();
                    ui.add_space(4.0);
                    hover::headline(ui, function, look, texts);
                }
                clicked
            })?;
        offer.accept(text, clicked.inner?)
    }

    /// True if the pointer is over the popup.
    pub(super) fn is_below_pointer(&self, ui: &Ui, id: egui::Id) -> bool {
        let layer = ui.ctx().pointer_interact_pos().and_then(|place| ui.ctx().layer_id_at(place));
        self.is_open() && layer.is_some_and(|layer| layer.id == id)
    }
}

/// Draws one entry: a mark for its kind, its name, and the kind in a word at the right.
fn entry(
    ui: &mut Ui,
    candidate: &Candidate,
    is_selected: bool,
    height: f32,
    look: &EditorStyle,
    texts: &Texts,
) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_selected, &candidate.name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let visuals = ui.visuals();
    let (fill, color, weak) = if is_selected {
        (visuals.selection.bg_fill, visuals.strong_text_color(), visuals.strong_text_color())
    } else if response.hovered() {
        (visuals.widgets.hovered.weak_bg_fill, look.palette.plain, visuals.text_color())
    } else {
        (Color32::TRANSPARENT, look.palette.plain, visuals.text_color())
    };
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, fill);
    let (id, mark) = match candidate.what {
        What::Function(_) => ("editor-list-function", "ƒ"),
        What::Constant => ("editor-list-picture", ""),
        What::Keyword => ("editor-list-keyword", "k"),
        What::Name => ("editor-list-name", "x"),
    };
    let mark_rect = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(15.0, 15.0));
    if matches!(candidate.what, What::Constant) {
        hover::paint_picture(ui, mark_rect, &candidate.name);
    } else {
        painter.text(mark_rect.center(), Align2::CENTER_CENTER, mark, look.font.clone(), weak);
    }
    painter.text(
        pos2(rect.left() + 32.0, rect.center().y),
        Align2::LEFT_CENTER,
        &candidate.name,
        look.font.clone(),
        color,
    );
    let small = TextStyle::Small.resolve(ui.style());
    painter.text(
        pos2(rect.right() - 8.0, rect.center().y),
        Align2::RIGHT_CENTER,
        texts.plain(id),
        small,
        weak,
    );
    response
}
