//! The hover: what the lab knows about a function or a picture, over its name and at the foot of the completion
//! popup.

use digilab_devices::board::{BoardFamily, BoardProfile};
use digilab_lab::api::pictures::{self, NAMED};
use digilab_lab::api::{Argument, Boards, Function, Gives, Kind, Receiver, functions_named};
use digilab_lab::text::Texts;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Color32, Rect, RichText, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::analysis::{coloured, coloured_job};
use super::edit::Source;
use super::editor_style::EditorStyle;
use super::lexer::{Kind as TokenKind, Token, index_at};

/// Maximum width of the hover, in points.
const WIDTH: f32 = 420.0;

/// Item of the lab that a name in the script stands for.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Function(&'static Function),
    Picture(&'static str),
}

/// Returns the item of the lab whose name is at `byte`, and the token of the name.
pub(super) fn subject_at(source: Source<'_>, byte: usize) -> Option<(Subject, Token)> {
    let index = index_at(source.tokens, byte);
    let token = *source.tokens.get(index).filter(|token| token.start <= byte)?;
    if !matches!(token.kind, TokenKind::Function | TokenKind::Constant | TokenKind::Name) {
        return None;
    }
    let name = token.text(source.text);
    if token.kind == TokenKind::Constant {
        return NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(name, _)| (Subject::Picture(name), token));
    }
    let before = index.checked_sub(1).and_then(|index| source.tokens.get(index));
    let after_dot = before.is_some_and(|before| before.text(source.text) == ".");
    // A name without a dot is one of the script's own until it is called; behind a dot there is nothing else it could
    // be.
    if token.kind == TokenKind::Name && !after_dot {
        return None;
    }
    let function =
        functions_named(name).find(|function| (function.receiver != Receiver::Lab) == after_dot)?;
    Some((Subject::Function(function), token))
}

/// Draws the whole hover.
pub(super) fn show(ui: &mut Ui, subject: Subject, look: &EditorStyle, texts: &Texts) {
    ui.set_max_width(WIDTH);
    match subject {
        Subject::Picture(name) => {
            ui.label(RichText::new(name).font(look.font.clone()).strong());
            picture(ui, name, 14.0);
        }
        Subject::Function(function) => {
            headline(ui, function, look, texts);
            facts(ui, function, look, texts);
        }
    }
}

/// Draws the arguments, the result and an example of a function, for lists that show its name and purpose themselves.
pub(in crate::window) fn explain(ui: &mut Ui, function: &Function, texts: &Texts) {
    facts(ui, function, &EditorStyle::of(ui), texts);
}

fn facts(ui: &mut Ui, function: &Function, look: &EditorStyle, texts: &Texts) {
    for argument in function.arguments {
        fact(ui, argument.name, &allowed(argument, texts), look);
    }
    if let Some(gives) = given_back(function.gives, texts) {
        ui.label(texts.get("editor-card-gives", &[("what", gives)]));
    }
    if let Some(boards) = boards(function.boards, texts) {
        ui.label(texts.get("editor-card-boards", &[("boards", boards)]));
    }
    ui.add_space(4.0);
    ui.label(RichText::new(texts.plain("editor-card-example")).weak());
    egui::Frame::new().fill(look.palette.background).inner_margin(8).corner_radius(4).show(ui, |ui| {
        ui.label(coloured(ui, function.example, look));
    });
}

/// Returns the layout job of a program with the editor's colours.
pub(in crate::window) fn program(ui: &Ui, text: &str) -> LayoutJob {
    coloured_job(text, &EditorStyle::of(ui))
}

/// Draws the signature and the purpose of a function.
pub(super) fn headline(ui: &mut Ui, function: &Function, look: &EditorStyle, texts: &Texts) {
    ui.label(RichText::new(signature(function)).font(look.font.clone()).strong());
    ui.label(texts.plain(&function.text_id()));
}

/// Returns the signature of a function, with the object it is called on.
pub(in crate::window) fn signature(function: &Function) -> String {
    let on = match function.receiver {
        Receiver::Lab => "",
        Receiver::Board => "board.",
        Receiver::Pin => "pin.",
        Receiver::Table => "table.",
        Receiver::Model => "model.",
    };
    format!("{on}{}", function.signature())
}

fn fact(ui: &mut Ui, name: &str, text: &str, look: &EditorStyle) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(name).font(look.font.clone()).color(look.palette.function));
        ui.label(text);
    });
}

/// Returns the values that an argument may have, in words.
fn allowed(argument: &Argument, texts: &Texts) -> String {
    let what = match argument.kind {
        Kind::Int { min, max, unit } => range(min, max, unit, texts),
        Kind::Text { max: usize::MAX } => texts.plain("editor-gives-text"),
        Kind::Text { max } => texts.get("editor-kind-text", &[("max", max)]),
        Kind::Choice(words) => words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "),
        other => texts.plain(&format!("editor-kind-{}", other.id())),
    };
    if argument.optional { texts.get("editor-kind-optional", &[("what", what)]) } else { what }
}

/// Returns the range of whole numbers from `min` to `max` in words, with the unit.
fn range(min: i64, max: i64, unit: &str, texts: &Texts) -> String {
    let text = match (min, max) {
        (i64::MIN, i64::MAX) => texts.plain("editor-kind-int"),
        (min, i64::MAX) => texts.get("editor-kind-int-from", &[("min", min)]),
        (min, max) => texts.get("editor-kind-int-range", &[("min", min), ("max", max)]),
    };
    match unit {
        "" => text,
        "°" => format!("{text}°"),
        unit => format!("{text}\u{a0}{unit}"),
    }
}

fn given_back(gives: Gives, texts: &Texts) -> Option<String> {
    let id = match gives {
        Gives::Nothing => return None,
        Gives::Int { min, max, unit } => return Some(range(min, max, unit, texts)),
        Gives::Bool => "editor-gives-bool",
        Gives::Number => "editor-kind-number",
        Gives::Bytes => "editor-gives-bytes",
        Gives::Picture => "editor-gives-picture",
        Gives::Board(_) => "editor-gives-board",
        Gives::Pin => "editor-gives-pin",
        Gives::Text => "editor-gives-text",
        Gives::List => "editor-gives-list",
        Gives::Table => "editor-kind-table",
        Gives::Model => "editor-gives-model",
        Gives::Any => "editor-kind-any",
    };
    Some(texts.plain(id))
}

/// Returns the names of the boards that have a function; `None` if all have it.
pub(in crate::window) fn boards(boards: Boards, texts: &Texts) -> Option<String> {
    if boards == Boards::All {
        return None;
    }
    let name = |family: BoardFamily| {
        // A family without a brand name is described.
        let described = format!("editor-card-{}-board", family.id());
        if texts.has(&described) { texts.plain(&described) } else { BoardProfile::of(family).name.to_owned() }
    };
    Some(boards.families().map(name).collect::<Vec<_>>().join(", "))
}

/// Draws the 5×5 LEDs of the picture `name`, each in a square of `step` points.
pub(in crate::window) fn picture(ui: &mut Ui, name: &str, step: f32) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(5.0 * step), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    paint_picture(ui, rect, name);
}

/// Draws the picture `name` into a square.
pub(in crate::window) fn paint_picture(ui: &Ui, rect: Rect, name: &str) {
    let Some(leds) =
        NAMED.iter().find(|(known, _)| *known == name).and_then(|(_, rows)| pictures::parse(rows))
    else {
        return;
    };
    let step = rect.width() / 5.0;
    ui.painter().rect_filled(rect, step / 2.0, Color32::from_rgb(28, 22, 22));
    for (y, row) in leds.iter().enumerate() {
        for (x, &level) in row.iter().enumerate() {
            let min = rect.min + vec2(x as f32, y as f32) * step;
            let led = Rect::from_min_max(min, pos2(min.x + step, min.y + step)).shrink(step * 0.15);
            let color = match level {
                0 => Color32::from_rgb(62, 48, 48),
                level => Color32::from_rgb(120 + level * 15, 30 + level * 4, 30 + level * 2),
            };
            ui.painter().rect_filled(led, step * 0.15, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::super::place::Lines;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let byte = text.find('¦').unwrap();
        let text = text.replace('¦', "");
        let (lines, tokens) = (Lines::new(&text), lex(&text));
        let found = subject_at(Source { text: &text, lines: &lines, tokens: &tokens }, byte);
        let shown = found.map(|(subject, _)| match subject {
            Subject::Function(function) => signature(function),
            Subject::Picture(name) => name.to_owned(),
        });
        assert_eq!(shown.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn what_a_name_is() {
        check("¦sleep(1)", Some("sleep(time)"));
        check("slee¦p(1)", Some("sleep(time)"));
        check("sleep¦(1)", None);
        check("ä; bit.¦clear()", Some("board.clear()"));
        check("bit.¦clear", Some("board.clear()"));
        check("led.¦on()", Some("pin.on()"));
        check("show(¦HEART)", Some("HEART"));
        check("let ¦sleep = 1", None);
        check("\"¦sleep(1)\"", None);
        check("¦let", None);
        check("¦", None);
    }

    #[test]
    fn every_function_is_explained_in_every_language() {
        let all = super::super::tests::all_texts();
        let functions = digilab_lab::api::FUNCTIONS;
        for texts in &all {
            for function in functions {
                let mut said: Vec<String> =
                    function.arguments.iter().map(|argument| allowed(argument, texts)).collect();
                said.extend(given_back(function.gives, texts));
                said.extend(boards(function.boards, texts));
                assert!(said.iter().all(|text| !text.contains("editor-")), "{said:?}");
            }
        }
        let time = functions.iter().find(|function| function.name == "sleep").unwrap();
        assert_eq!(allowed(&time.arguments[0], &all[2]), "from 0 to 86400000\u{a0}ms");
    }
}
