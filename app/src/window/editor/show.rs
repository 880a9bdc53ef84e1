//! Drawing and input of the editor in a frame.

use std::sync::Arc;

use digilab_lab::text::Texts;
use egui::response::Flags;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, EventFilter, Frame, Galley, Id, Margin, Pos2, Rect, Response, ScrollArea, Sense, Shape,
    StrokeKind, TextBuffer, TextEdit, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::diagnostic::{self, Diagnostic};
use super::editor_style::EditorStyle;
use super::find_bar::Asked;
use super::place::{Selection, index};
use super::rows::Rows;
use super::{Editor, Marks, Reveal, brackets, gutter, hover, keys};

/// Margin around the text, in points. There is more below the last line, so that it need not stick to the edge.
const MARGIN: Margin = Margin { left: 6, right: 40, top: 4, bottom: 60 };

/// Height of the editor if the available height is unlimited, in points.
const DEFAULT_HEIGHT: f32 = 400.0;

/// The text field as drawn in this frame.
struct Field {
    response: Response,
    galley: Arc<Galley>,
    /// Start of the text on the screen.
    place: Pos2,
    /// Visible part of the field on the screen.
    seen: Rect,
}

pub(super) fn show(editor: &mut Editor, ui: &mut Ui, marks: &Marks<'_>, texts: &Texts) -> Response {
    let look = EditorStyle::of(ui);
    let id = ui.make_persistent_id("digilab-editor");
    editor.analysis.update(&editor.text, &look);
    if editor.wants_focus {
        editor.wants_focus = false;
        // A field without the focus forgets its selection.
        editor.is_selection_new = true;
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let completions_id = id.with("list");
    let typed = handle_keys(editor, ui, id, marks);
    if editor.find.is_open {
        show_find_bar(editor, ui, id.with("find"), texts);
    }
    if marks.current_line != editor.revealed_line {
        editor.revealed_line = marks.current_line;
        editor.reveal = marks.current_line.map(Reveal::Line).or(editor.reveal);
    }

    let mut outer = ui.available_rect_before_wrap();
    if !outer.height().is_finite() {
        outer.set_height(DEFAULT_HEIGHT);
    }
    ui.allocate_rect(outer, Sense::hover());
    ui.painter().rect_filled(outer, 0.0, look.palette.background);
    let gutter_width = gutter::width(editor.analysis.source().lines.count(), &look);
    let gutter = outer.with_max_x(outer.left() + gutter_width);
    let mut code = ui.new_child(UiBuilder::new().max_rect(outer.with_min_x(gutter.right())));
    let diagnostic = marks.mistake.and_then(|mistake| {
        let width = outer.width() - gutter_width;
        Diagnostic::new(ui, mistake, editor.analysis.source(), width, &look, texts)
    });
    // A click on the popup must not take the focus from the text.
    let keep_focus = editor.completions.is_below_pointer(ui, completions_id);
    let surrender = ui.ctx().options(|options| options.input_options.surrender_focus_on);
    if keep_focus {
        ui.ctx().options_mut(|options| {
            options.input_options.surrender_focus_on = egui::SurrenderFocusOn::Never;
        });
    }
    let field = ScrollArea::both()
        .id_salt("digilab-editor-scroll")
        .auto_shrink(false)
        .show(&mut code, |ui| show_field(editor, ui, id, marks, diagnostic.as_ref(), &look, typed))
        .inner;
    ui.ctx().options_mut(|options| options.input_options.surrender_focus_on = surrender);

    let rows = Rows::new(&field.galley, editor.analysis.source());
    let lines = editor.analysis.source().lines;
    let beside = gutter::Marks {
        cursor: lines.line_of(editor.selection.head),
        current: marks.current_line.map(index),
        mistake: diagnostic.as_ref().map(|diagnostic| diagnostic.gap().line),
    };
    gutter::paint(&ui.painter_at(gutter), gutter, field.place.y, &rows, &beside, &look);
    if field.response.has_focus() {
        ui.painter().rect_stroke(outer, 2.0, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    describe(ui, id, marks, texts);

    let cursor = rows.cursor_rect(editor.selection.head).translate(field.place.to_vec2());
    if editor.completions.is_open() && !(field.response.has_focus() && field.seen.intersects(cursor)) {
        editor.completions.close();
    }
    if !editor.completions.is_open() {
        show_hover(editor, &field, &rows, diagnostic.as_ref(), &look, texts);
    }
    if let Some(change) = editor.completions.show(ui, completions_id, cursor, &editor.text, &look, texts) {
        editor.change(&change);
        editor.wants_focus = true;
        ui.ctx().request_repaint();
    }
    let mut response = field.response;
    // egui also reports a change if the text is read-only, and does not know of changes made here.
    response.flags.set(Flags::CHANGED, std::mem::take(&mut editor.is_text_new));
    response
}

/// Handles the keys of this frame, before egui does. Returns true if letters were typed that the user may want
/// completed.
fn handle_keys(editor: &mut Editor, ui: &Ui, id: Id, marks: &Marks<'_>) -> bool {
    if !ui.memory(|memory| memory.has_focus(id)) {
        editor.waiting.clear();
        return false;
    }
    let mut waiting = std::mem::take(&mut editor.waiting);
    keys::handle(ui, &mut waiting, |command| editor.act(command, marks.read_only));
    editor.waiting = waiting;
    !marks.read_only && keys::is_letter_typed(ui)
}

fn show_find_bar(editor: &mut Editor, ui: &mut Ui, id: Id, texts: &Texts) {
    editor.find.update(&editor.text, editor.revision);
    let focus = std::mem::take(&mut editor.wants_find_focus);
    let asked = editor.find.bar(ui, id, focus, texts);
    // A click on a button took the focus from the field, in which keys go on and Esc closes.
    let is_clicked =
        matches!(asked, Asked::Next | Asked::Previous) && !ui.memory(|memory| memory.has_focus(id));
    editor.wants_find_focus |= is_clicked;
    match asked {
        Asked::Nothing => {}
        Asked::Changed => editor.find_anew(),
        Asked::Next => editor.find_on(true),
        Asked::Previous => editor.find_on(false),
        Asked::Close => editor.close_find(),
    }
}

/// Draws the text field, with the marks behind and over its text.
fn show_field(
    editor: &mut Editor,
    ui: &mut Ui,
    id: Id,
    marks: &Marks<'_>,
    diagnostic: Option<&Diagnostic>,
    look: &EditorStyle,
    typed: bool,
) -> Field {
    let seen = ui.clip_rect();
    let behind = ui.painter().add(Shape::Noop);
    let gap = diagnostic.map(Diagnostic::gap);
    if std::mem::take(&mut editor.is_selection_new) {
        let source = editor.analysis.source();
        let at = |byte| CCursor::new(source.lines.character_at(source.text, byte));
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let Selection { anchor, head } = editor.selection;
        state.cursor.set_char_range(Some(CCursorRange::two(at(anchor), at(head))));
        TextEdit::store_state(ui.ctx(), id, state);
    }

    let Editor { text, analysis, completions, find, .. } = editor;
    let size = analysis.galley(ui).size() + MARGIN.sum();
    let size = size.max(ui.available_size());
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _wrap_width: f32| {
        analysis.update(text.as_str(), look);
        let galley = analysis.galley(ui);
        gap.map_or_else(|| Arc::clone(&galley), |gap| Arc::new(gap.open(&galley)))
    };
    // A `str` given to egui can be selected and copied, but not changed.
    let copy = marks.read_only.then(|| text.clone());
    let mut fixed = copy.as_deref().unwrap_or_default();
    let buffer: &mut dyn TextBuffer = if marks.read_only { &mut fixed } else { text };
    let mut output = TextEdit::multiline(buffer)
        .id(id)
        .font(look.font.clone())
        .frame(Frame::new().inner_margin(MARGIN))
        .desired_width(size.x)
        .min_size(size)
        .cursor_at_end(false)
        .event_filter(EventFilter {
            tab: !marks.read_only,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: completions.is_open() || find.is_open,
        })
        .layouter(&mut layouter)
        .show(ui);
    let response = output.response.response.clone();
    let place = output.galley_pos;
    if response.changed() {
        // Only the editor's own history is used.
        output.state.clear_undoer();
    }
    take_over(editor, ui, output.state.cursor.char_range(), &response, typed);

    let field = Field { response, galley: output.galley, place, seen };
    let rows = Rows::new(&field.galley, editor.analysis.source());
    ui.painter().set(behind, Shape::Vec(paint_behind(editor, &field, &rows, marks, look)));
    if let Some(diagnostic) = diagnostic {
        let rect = rows.span_rect(diagnostic.span.clone(), look.char_width).translate(place.to_vec2());
        diagnostic::underline(ui.painter(), rect, look);
        let line = rows.line_rect(diagnostic.gap().line).translate(place.to_vec2());
        diagnostic.show(ui, pos2(seen.left(), line.bottom()), look);
    }
    if let Some(reveal) = editor.reveal.take() {
        scroll(editor, ui, reveal, &field, &rows, look);
    }
    field
}

/// Takes over egui's changes of the text and the cursor.
fn take_over(editor: &mut Editor, ui: &Ui, range: Option<CCursorRange>, response: &Response, typed: bool) {
    let source = editor.analysis.source();
    let before = editor.selection;
    let at = |cursor: CCursor| source.lines.byte_at(source.text, cursor.index.0);
    // A field without focus keeps no selection, but a match stays selected here.
    let after = match range {
        Some(range) if response.has_focus() || response.changed() => {
            Selection { anchor: at(range.secondary), head: at(range.primary) }
        }
        _ => before,
    };
    if response.changed() && editor.text != editor.recorded {
        editor.selection = after;
        let time_s = ui.input(|input| input.time);
        editor.record(before, after, Some(time_s));
        if (typed && after.is_empty()) || editor.completions.is_open() {
            editor.completions.typed(editor.analysis.source(), after.head);
        }
    } else if after != before {
        editor.selection = after;
        editor.history.end_step();
        editor.completions.close();
        editor.find.forget_current();
    }
}

/// Returns the shapes behind the text: the line of a paused run, the matches, and the pair of brackets at the cursor.
fn paint_behind(
    editor: &Editor,
    field: &Field,
    rows: &Rows<'_>,
    marks: &Marks<'_>,
    look: &EditorStyle,
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let by = field.place.to_vec2();
    if let Some(line) = marks.current_line {
        let line = rows.line_rect(index(line)).translate(by);
        let rect = Rect::from_x_y_ranges(field.seen.x_range(), line.y_range());
        shapes.push(Shape::rect_filled(rect, 0.0, look.palette.current_line));
    }
    if editor.find.is_open {
        let visible = rows.visible(field.seen.top() - field.place.y, field.seen.bottom() - field.place.y);
        let current = editor.find.count().0;
        for (number, rect) in rows.marks(visible, editor.find.found()) {
            let is_current = current == Some(number + 1);
            let color = if is_current { look.palette.found_current } else { look.palette.found };
            shapes.push(Shape::rect_filled(rect.translate(by), 2.0, color));
        }
    }
    let source = editor.analysis.source();
    if field.response.has_focus()
        && editor.selection.is_empty()
        && let Some(pair) = brackets::matching(source.tokens, source.text, editor.selection.head)
    {
        for bracket in pair {
            let rect = rows.span_rect(bracket.range(), look.char_width).translate(by);
            shapes.push(Shape::rect_filled(rect, 2.0, look.palette.bracket));
        }
    }
    shapes
}

fn scroll(editor: &Editor, ui: &Ui, reveal: Reveal, field: &Field, rows: &Rows<'_>, look: &EditorStyle) {
    let by = field.place.to_vec2();
    let (rect, align) = match reveal {
        Reveal::Cursor => (rows.cursor_rect(editor.selection.head).translate(by), None),
        Reveal::CursorInMiddle => {
            (rows.cursor_rect(editor.selection.head).translate(by), Some(Align::Center))
        }
        Reveal::Line(line) => {
            let line = rows.line_rect(index(line)).translate(by);
            // Only vertically.
            let x = field.seen.center().x;
            (Rect::from_x_y_ranges(x..=x, line.y_range()), Some(Align::Center))
        }
    };
    let is_seen = field.seen.shrink2(vec2(0.0, look.line_height)).contains_rect(rect);
    if !is_seen {
        let rect = if align.is_none() { rect.expand2(vec2(2.0 * look.char_width, 0.0)) } else { rect };
        ui.scroll_to_rect(rect, align);
    }
}

/// Shows the hover about the name or the mistake under the pointer.
fn show_hover(
    editor: &Editor,
    field: &Field,
    rows: &Rows<'_>,
    diagnostic: Option<&Diagnostic>,
    look: &EditorStyle,
    texts: &Texts,
) {
    let Some(pointer) = field.response.hover_pos() else { return };
    let by = field.place.to_vec2();
    if let Some(diagnostic) = diagnostic
        && rows.span_rect(diagnostic.span.clone(), look.char_width).translate(by).contains(pointer)
    {
        field.response.clone().on_hover_ui_at_pointer(|ui| diagnostic.hover(ui));
        return;
    }
    let source = editor.analysis.source();
    let inside: Vec2 = pointer - field.place;
    // The nearest place between two characters: the one under the pointer is at its right or at its left.
    let nearest = field.galley.cursor_from_pos(inside).index.0;
    for character in [nearest.saturating_sub(1), nearest] {
        let byte = source.lines.byte_at(source.text, character);
        let Some((subject, token)) = hover::subject_at(source, byte) else { continue };
        if rows.span_rect(token.range(), look.char_width).translate(by).contains(pointer) {
            field.response.clone().on_hover_ui_at_pointer(|ui| hover::show(ui, subject, look, texts));
            return;
        }
    }
}

/// Describes the field for screen readers, with the keys that leave it.
fn describe(ui: &Ui, id: Id, marks: &Marks<'_>, texts: &Texts) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(texts.plain("editor-label"));
        let mut description = texts.plain("editor-label.keys");
        if let Some(line) = marks.current_line {
            description.insert_str(0, &format!("{} ", texts.get("editor-current-line", &[("line", line)])));
        }
        node.set_description(description);
        if marks.mistake.is_some() {
            node.set_invalid(egui::accesskit::Invalid::True);
        }
    });
}
