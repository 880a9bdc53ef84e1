//! The lines: only the visible rows are laid out, however many there are.

use digilab_lab::text::Texts;
use egui::accesskit::{Live, Role};
use egui::{
    Color32, CursorIcon, EventFilter, FontId, Id, PointerButton, Rect, Response, ScrollArea, Sense, Stroke,
    TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::lines::{Kind, Line, LineNumber};
use super::{Console, wrap};
use crate::window::editor::mistake_colors;
use crate::window::widgets::empty_state::empty_state;
use crate::window::widgets::icon_button::{Icon, plain_button};
use crate::window::widgets::touch::{FINGER, focus_frame};

/// Margin around the text, in points.
const MARGIN: f32 = 12.0;

/// Width of the bar beside a note of the lab, in points.
const NOTE_BAR: f32 = 3.0;

/// Radius of the dot beside a mistake, in points.
const MISTAKE_DOT: f32 = 3.0;

/// Scroll speed while the user selects beyond the edge, in rows a second for each row's height beyond it.
const DRAG_ROWS_S: f32 = 12.0;

/// Font and sizes of the lines in this frame.
struct Look {
    font: FontId,
    char_width: f32,
    row_height: f32,
}

impl Look {
    fn of(ui: &Ui) -> Self {
        let font = TextStyle::Monospace.resolve(ui.style());
        let (char_width, height) =
            ui.fonts_mut(|fonts| (fonts.glyph_width(&font, '0'), fonts.row_height(&font)));
        // Whole pixels: rows of different heights would flicker while they scroll.
        let pixels = ui.ctx().pixels_per_point();
        Self { font, char_width: char_width.max(1.0), row_height: ((height + 2.0) * pixels).ceil() / pixels }
    }
}

impl Console {
    /// Returns the last row that was visible in the last frame.
    pub(super) fn last_row_seen(&self) -> u64 {
        let rows = self.layout.rows();
        if self.place.follows {
            return rows.end.saturating_sub(1);
        }
        (self.place.top_row + self.place.rows_seen() - 1.0).max(0.0) as u64
    }

    pub(super) fn show_body(&mut self, ui: &mut Ui, texts: &Texts) {
        let look = Look::of(ui);
        let outer = ui.available_rect_before_wrap();
        let bar = ui.spacing().scroll.bar_width + ui.spacing().scroll.bar_inner_margin;
        let columns = ((outer.width() - 2.0 * MARGIN - bar) / look.char_width).max(1.0) as usize;
        if !self.update_layout(columns) {
            ui.ctx().request_repaint();
        }
        ui.painter().rect_filled(outer, 4.0, ui.visuals().extreme_bg_color);
        let id = ui.make_persistent_id("lines");
        if ui.memory(|memory| memory.has_focus(id)) {
            let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            self.handle_keys(ui);
        }
        let response = self.show_lines(ui, id, outer, &look, texts);
        focus_frame(ui, &response);
        if self.is_empty() {
            empty_state(ui, outer, &texts.plain("console-empty"), "print(\"hi\");");
        } else if self.layout.len() == 0 && self.next_layout.is_none() && self.layout.is_filtered() {
            empty_state(ui, outer, &texts.plain("console-none-found"), "");
        } else if !self.place.follows {
            self.show_newest_button(ui, outer, texts);
        }
    }

    fn show_lines(&mut self, ui: &mut Ui, id: Id, outer: Rect, look: &Look, texts: &Texts) -> Response {
        let rows = self.layout.rows();
        let content = (rows.end - rows.start) as f32 * look.row_height + MARGIN;
        let max = (content - outer.height()).max(0.0);
        self.reveal(rows.start);
        let wanted = if self.place.follows {
            // From an offset beyond the content of the last frame, the scroll area would swing back.
            max.min(self.place.max_offset)
        } else {
            (((self.place.top_row - rows.start as f64) * f64::from(look.row_height)) as f32).clamp(0.0, max)
        };
        let mut area = ScrollArea::vertical().id_salt("scroll").auto_shrink(false);
        // Setting the offset that it already has would stop the swing of a touch scroll.
        let is_set = (wanted - self.place.offset).abs() > 0.01;
        if is_set {
            area = area.vertical_scroll_offset(wanted);
        }
        let output = area.show_viewport(ui, |ui, seen| {
            ui.set_height(content);
            let origin = ui.max_rect().top();
            let on_screen = Rect::from_min_size(
                pos2(outer.left(), origin + seen.top()),
                vec2(ui.max_rect().width(), outer.height()),
            );
            let response = self.listen(ui, id, on_screen, origin, look, texts);
            self.paint(ui, id, seen, origin, look, texts);
            response
        });
        let offset = output.state.clamped_offset().y;
        let max = (content - output.inner_rect.height()).max(0.0);
        let before = if is_set { wanted } else { self.place.offset };
        let is_at_end = offset >= max - 0.5;
        if self.place.follows && !is_at_end {
            // New content can only be scrolled to in the next frame; a smaller offset than before is the user's
            // doing.
            self.place.follows = offset >= self.place.offset - 0.01;
            ui.ctx().request_repaint();
        } else if is_at_end && offset > before + 0.01 {
            self.place.follows = true;
        }
        self.place.offset = offset;
        self.place.max_offset = max;
        self.place.height = output.inner_rect.height();
        self.place.row_height = look.row_height;
        self.place.top_row = rows.start as f64 + f64::from(offset / look.row_height);
        output.inner
    }

    /// Scrolls as little as needed to show the line that is to be revealed.
    fn reveal(&mut self, first_row: u64) {
        let Some(number) = self.place.reveal.take() else { return };
        let rows = self.layout.rows_of(self.layout.index_of(number));
        let seen = self.place.rows_seen();
        let top = self.place.top_row.max(first_row as f64);
        self.place.top_row = top.min(rows.start as f64).max(rows.end as f64 - seen);
    }

    /// Handles mouse and touch input to the lines.
    fn listen(&mut self, ui: &Ui, id: Id, seen: Rect, origin: f32, look: &Look, texts: &Texts) -> Response {
        // A finger that moves scrolls; it does not select.
        let is_touch = ui.input(|input| input.has_touch_screen());
        let sense = if is_touch { Sense::click() } else { Sense::click_and_drag() };
        let response = ui.interact(seen, id, sense).on_hover_cursor(CursorIcon::Text);
        response.widget_info(|| WidgetInfo::labeled(Role::Log, true, texts.plain("console-label")));
        ui.ctx().accesskit_node_builder(id, |node| node.set_description(texts.plain("console-label.keys")));
        let pointer = response.interact_pointer_pos();
        let is_dragged = response.dragged_by(PointerButton::Primary);
        if let Some(pointer) = pointer.filter(|_| is_dragged || response.clicked()) {
            response.request_focus();
            let (origin_of_drag, is_shift) =
                ui.input(|input| (input.pointer.press_origin(), input.modifiers.shift));
            // A drag is recognized only after the pointer has moved some way: it starts at the press.
            if let Some(place) = origin_of_drag.filter(|_| response.drag_started()) {
                self.select_at(place.y - origin, is_shift, true, look);
            }
            self.select_at(pointer.y - origin, is_shift || is_dragged, is_dragged, look);
            self.scroll_beyond_edge(ui, pointer.y, seen, look);
        }
        response
    }

    /// Selects the line at a height, or extends the selection to it.
    fn select_at(&mut self, y: f32, extends: bool, is_dragged: bool, look: &Look) {
        let rows = self.layout.rows();
        let row = rows.start + ((y - MARGIN / 2.0) / look.row_height).max(0.0) as u64;
        // A click below the lines clears the selection.
        if row >= rows.end && !is_dragged && !extends {
            self.selection = None;
        } else if let Some(shown) = self.layout.get(self.layout.index_at_row(row)) {
            self.select(shown.number, extends);
        }
    }

    /// Scrolls the lines while the user selects beyond the edge.
    fn scroll_beyond_edge(&mut self, ui: &Ui, pointer_y: f32, seen: Rect, look: &Look) {
        let beyond = (pointer_y - seen.bottom()).max(0.0) + (pointer_y - seen.top()).min(0.0);
        if beyond != 0.0 {
            let rows = beyond / look.row_height * DRAG_ROWS_S * ui.input(|input| input.stable_dt.min(0.1));
            ui.scroll_with_delta(vec2(0.0, -rows * look.row_height));
            ui.ctx().request_repaint();
        }
    }

    fn paint(&self, ui: &Ui, id: Id, seen: Rect, origin: f32, look: &Look, texts: &Texts) {
        let first_row = self.layout.rows().start;
        let row_at = |y: f32| first_row + (y / look.row_height).max(0.0) as u64;
        let first = self.layout.index_at_row(row_at(seen.top()));
        let last = self.layout.index_at_row(row_at(seen.bottom()));
        let selected = self.selection.map(|selection| selection.range());
        for index in first..=last {
            let Some((shown, line)) =
                self.layout.get(index).and_then(|shown| Some((shown, self.lines.get(shown.number)?)))
            else {
                continue;
            };
            let rows = self.layout.rows_of(index);
            let y_of = |row: u64| origin + MARGIN / 2.0 + (row - first_row) as f32 * look.row_height;
            let (left, right) = (ui.max_rect().left(), ui.max_rect().right());
            let rect = Rect::from_min_max(pos2(left, y_of(rows.start)), pos2(right, y_of(rows.end)));
            if line.kind == Kind::RunStart {
                let stroke = Stroke::new(1.0, ui.visuals().weak_text_color());
                ui.painter().hline(rect.shrink2(vec2(MARGIN, 0.0)).x_range(), rect.center().y, stroke);
                continue;
            }
            let is_selected = selected.as_ref().is_some_and(|range| range.contains(&shown.number));
            let color = self.paint_ground(ui, rect, line.kind, is_selected, look);
            self.paint_line(ui, rect, line, color, look, texts);
            tell_line(ui, id, rect.intersect(ui.clip_rect()), shown.number, line);
        }
    }

    /// Paints the background of a line and the mark beside it: a bar for a note, a dot for a mistake, so that colour
    /// is not the only difference. Returns the colour of the text.
    fn paint_ground(&self, ui: &Ui, rect: Rect, kind: Kind, is_selected: bool, look: &Look) -> Color32 {
        let visuals = ui.visuals();
        let mistake = mistake_colors(ui);
        if is_selected {
            ui.painter().rect_filled(rect, 0.0, visuals.selection.bg_fill);
        } else if kind == Kind::Mistake {
            ui.painter().rect_filled(rect, 0.0, mistake.ground);
        }
        match kind {
            Kind::Printed | Kind::RunStart => visuals.text_color(),
            Kind::Typed => visuals.hyperlink_color,
            Kind::Note => {
                let color = note_color(ui);
                ui.painter().rect_filled(rect.with_max_x(rect.left() + NOTE_BAR), 0.0, color);
                color
            }
            Kind::Mistake => {
                let dot = rect.left_top() + vec2(MISTAKE_DOT + 1.0, look.row_height / 2.0);
                ui.painter().circle_filled(dot, MISTAKE_DOT, mistake.words);
                // On the background of the selection, the mistake's own colour is hard to read.
                if is_selected { visuals.text_color() } else { mistake.words }
            }
        }
    }

    fn paint_line(&self, ui: &Ui, rect: Rect, line: &Line, color: Color32, look: &Look, texts: &Texts) {
        let clip = ui.clip_rect();
        let mut place = pos2(rect.left() + MARGIN, rect.top() + 1.0);
        let write = |place: egui::Pos2, text: String, color: Color32| {
            if place.y + look.row_height >= clip.top() && place.y <= clip.bottom() {
                let galley = ui.painter().layout_no_wrap(text, look.font.clone(), color);
                ui.painter().galley(place, galley, color);
            }
        };
        for row in wrap::rows(&line.text, self.layout.columns()) {
            let indent = if row.start == 0 { 0.0 } else { wrap::INDENT as f32 * look.char_width };
            write(
                place + vec2(indent, 0.0),
                line.text.get(row).unwrap_or_default().trim_end().to_owned(),
                color,
            );
            place.y += look.row_height;
        }
        if line.left_out > 0 {
            let text = texts.get("console-left-out", &[("count", line.left_out)]);
            write(place, text, ui.visuals().weak_text_color());
        }
    }

    fn show_newest_button(&mut self, ui: &mut Ui, outer: Rect, texts: &Texts) {
        let name = texts.plain("console-newest");
        let size = vec2(outer.width().min(190.0), FINGER);
        let rect = Rect::from_min_size(outer.right_bottom() - size - vec2(20.0, 12.0), size);
        let mut over = ui.new_child(
            egui::UiBuilder::new()
                .id_salt("newest")
                .max_rect(rect)
                .layout(egui::Layout::right_to_left(egui::Align::Center)),
        );
        let visuals = ui.visuals();
        let button = plain_button(Icon::Down, &name, true)
            .fill(visuals.widgets.inactive.bg_fill)
            .stroke(Stroke::new(1.0, visuals.weak_text_color()));
        let response = over.add(button);
        focus_frame(&over, &response);
        if response.clicked() {
            self.place.follows = true;
            ui.ctx().request_repaint();
        }
    }
}

/// Makes a visible line known to screen readers. Messages of the lab are announced as they arrive.
fn tell_line(ui: &Ui, id: Id, rect: Rect, number: LineNumber, line: &Line) {
    let response = ui.interact(rect, id.with(number), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line.text));
    let live = match line.kind {
        Kind::Printed | Kind::Typed | Kind::RunStart => return,
        Kind::Note => Live::Polite,
        Kind::Mistake => Live::Assertive,
    };
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(live));
}

/// Returns the colour of the lab's notes, which differ from printed lines.
fn note_color(ui: &Ui) -> Color32 {
    if ui.visuals().dark_mode { Color32::from_rgb(120, 190, 250) } else { Color32::from_rgb(0, 92, 170) }
}
