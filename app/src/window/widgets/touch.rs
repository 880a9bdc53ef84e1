//! Widgets large enough for a finger, with a visible focus that scrolls into view.

use egui::accesskit::{Live, Role};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Button, Color32, FontId, Id, Rect, Response, RichText, Sense, Stroke, StrokeKind, TextEdit, TextStyle,
    TextWrapMode, Ui, Vec2, WidgetInfo, vec2,
};

/// Side of a touch target, in points.
pub const FINGER: f32 = 44.0;

/// Icon of the close button, as lines from its centre, in points.
pub const CROSS: &[[Vec2; 2]] = &[[vec2(-5.0, -5.0), vec2(5.0, 5.0)], [vec2(-5.0, 5.0), vec2(5.0, -5.0)]];

/// Draws a frame around a widget that has the keyboard focus.
pub fn focus_frame(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter().rect_stroke(response.rect, 4.0, stroke, StrokeKind::Inside);
    }
}

/// Draws a focus frame around a part of a picture: outside it, and visible on any colour.
pub fn focus_frame_in_picture(ui: &Ui, rect: Rect, corner_radius: f32) {
    let stroke = Stroke::new(2.5, ui.visuals().selection.stroke.color);
    ui.painter().rect_stroke(rect, corner_radius, stroke, StrokeKind::Outside);
}

/// Draws the focus frame of a widget, and scrolls the widget into view when it gains the focus. Returns `response`.
pub fn with_focus(ui: &Ui, response: Response) -> Response {
    focus_frame(ui, &response);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// Lays out buttons and labels in a row as high as a finger, which wraps when it is too long.
pub fn buttons<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = FINGER;
        ui.horizontal_wrapped(content).inner
    })
    .inner
}

/// Returns the font of secondary text.
pub fn small_font(ui: &Ui) -> FontId {
    let body = TextStyle::Body.resolve(ui.style());
    FontId { size: body.size * 0.88, ..body }
}

/// Draws a button with a text label.
pub fn button(ui: &mut Ui, text: impl Into<String>) -> Response {
    add_button(ui, true, Button::new(text.into()))
}

/// Draws a button that is disabled unless `is_enabled`. In a row that wraps, no other widget may be put around it.
pub fn button_if(ui: &mut Ui, is_enabled: bool, text: impl Into<String>) -> Response {
    add_button(ui, is_enabled, Button::new(text.into()))
}

/// Draws a highlighted button, for the most likely action.
pub fn main_button(ui: &mut Ui, text: impl Into<String>) -> Response {
    main_button_if(ui, true, text)
}

/// Draws a highlighted button that is disabled unless `is_enabled`.
pub fn main_button_if(ui: &mut Ui, is_enabled: bool, text: impl Into<String>) -> Response {
    let visuals = ui.visuals();
    let button = Button::new(RichText::new(text).strong().color(visuals.strong_text_color()));
    let button = button.fill(visuals.selection.bg_fill);
    add_button(ui, is_enabled, button)
}

fn add_button(ui: &mut Ui, is_enabled: bool, button: Button<'_>) -> Response {
    let button = button.min_size(Vec2::splat(FINGER)).wrap_mode(TextWrapMode::Extend);
    let response = ui.add_enabled(is_enabled, button);
    with_focus(ui, response)
}

/// Draws one of several options of which one is chosen; `role` makes it a tab or a radio button.
pub fn choice(ui: &mut Ui, role: Role, is_chosen: bool, text: impl Into<String>) -> Response {
    let text = text.into();
    let button = Button::selectable(is_chosen, text.clone())
        .frame_when_inactive(true)
        .min_size(Vec2::splat(FINGER))
        .wrap_mode(TextWrapMode::Extend);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), is_chosen, &text));
    with_focus(ui, response)
}

/// Draws a checkbox.
pub fn tick_box(ui: &mut Ui, is_ticked: &mut bool, text: impl Into<String>) -> Response {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().interact_size.y = FINGER;
            ui.checkbox(is_ticked, text.into())
        })
        .inner;
    with_focus(ui, response)
}

/// Draws a button with a cross. `name` is its tooltip and accessible name.
pub fn cross(ui: &mut Ui, name: &str) -> Response {
    line_button(ui, CROSS, name)
}

/// Draws a button with an icon in place of a text, as not every font has such characters. `name` is its tooltip and
/// accessible name.
///
/// # Arguments
/// - `sign`: the icon, as lines from the button's centre, in points.
pub fn line_button(ui: &mut Ui, sign: &[[Vec2; 2]], name: &str) -> Response {
    let response = wordless(ui, name);
    let color = ui.style().interact(&response).text_color();
    for line in sign {
        ui.painter().line_segment(line.map(|end| response.rect.center() + end), Stroke::new(2.0, color));
    }
    response
}

/// Draws a button with three dots, for a menu of further actions. `name` is its tooltip and accessible name.
pub fn dots(ui: &mut Ui, name: &str) -> Response {
    let response = wordless(ui, name);
    let color = ui.style().interact(&response).text_color();
    for x in [-7.0, 0.0, 7.0] {
        ui.painter().circle_filled(response.rect.center() + vec2(x, 0.0), 2.0, color);
    }
    response
}

fn wordless(ui: &mut Ui, name: &str) -> Response {
    let button = Button::new("").min_size(Vec2::splat(FINGER)).frame_when_inactive(false);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    with_focus(ui, response).on_hover_text(name)
}

/// Draws a single-line text field with its label above it.
pub fn field(ui: &mut Ui, id: Id, label: &str, hint: &str, text: &mut String) -> Response {
    if !label.is_empty() {
        ui.label(label);
    }
    let edit = TextEdit::singleline(text)
        .id(id)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .min_size(vec2(0.0, FINGER))
        .align(egui::Align2::LEFT_CENTER);
    // On a light dialog the field is as white as its surroundings: the outline shows where to write.
    let edge = Stroke::new(1.0, ui.visuals().weak_text_color());
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.bg_stroke = edge;
            ui.add(edit)
        })
        .inner;
    let name = if label.is_empty() { hint } else { label };
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// Focuses the text field with this id and selects all of `text`.
pub fn focus_field(ui: &Ui, id: Id, text: &str) {
    ui.memory_mut(|memory| memory.request_focus(id));
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(text)));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// Draws a sentence that screen readers announce when it appears.
pub fn spoken(ui: &mut Ui, text: RichText, live: Live) -> Response {
    let response = ui.add(egui::Label::new(text).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(live));
    response
}

/// Content of a row in a list.
pub struct Row<'a> {
    /// First line.
    pub title: &'a str,
    /// Font of the first line.
    pub font: FontId,
    /// Second line; computed only if the row is visible.
    pub detail: &'a dyn Fn() -> String,
    /// True if the row is the chosen one.
    pub is_chosen: bool,
    /// True if the row is of no use now; it is drawn in a weaker colour.
    pub is_weak: bool,
}

impl Row<'_> {
    /// Draws the row as a button `width` points wide, read out by screen readers as `name`. A row out of sight costs
    /// no layout, and can still be reached with the keyboard.
    pub fn show(&self, ui: &mut Ui, width: f32, name: impl Fn() -> String) -> Response {
        let small = small_font(ui);
        let (title_height, detail_height) =
            ui.fonts_mut(|fonts| (fonts.row_height(&self.font), fonts.row_height(&small)));
        let height = (title_height + detail_height + 12.0).max(FINGER);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        let is_chosen = self.is_chosen;
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, name()));
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response, small, title_height);
        }
        with_focus(ui, response)
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response, small: FontId, title_height: f32) {
        let visuals = ui.visuals();
        let fill = if self.is_chosen {
            visuals.selection.bg_fill
        } else if response.hovered() || response.has_focus() {
            visuals.widgets.hovered.weak_bg_fill
        } else {
            visuals.faint_bg_color
        };
        ui.painter().rect_filled(rect, 4.0, fill);
        let (strong, weak) = match (self.is_chosen, self.is_weak) {
            (true, _) => (visuals.strong_text_color(), visuals.strong_text_color()),
            (false, false) => (visuals.strong_text_color(), visuals.text_color()),
            (false, true) => (visuals.text_color(), visuals.text_color()),
        };
        let inner = rect.shrink2(vec2(10.0, 5.0));
        line(ui, self.title, self.font.clone(), strong, inner);
        let below = inner.with_min_y(inner.top() + title_height + 2.0);
        line(ui, &(self.detail)(), small, weak, below);
    }
}

/// Paints one line of text at the top of `rect`, with an ellipsis where it is too long.
fn line(ui: &Ui, text: &str, font: FontId, color: Color32, rect: Rect) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(rect.min, galley, color);
}
