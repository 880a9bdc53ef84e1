//! Buttons with a drawn sign, for the bars above console and plot: not every font has such characters.

use egui::accesskit::Role;
use egui::{
    Align2, Atom, Button, Color32, FontId, IntoAtoms, Painter, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// Side of a button, so that a finger hits it, in points.
pub(super) const FINGER: f32 = 44.0;

/// From this width of a pane on, in points, buttons have their name beside the sign.
pub(super) const WITH_NAMES: f32 = 600.0;

/// Side of a sign, in points.
const SIGN: f32 = 20.0;

/// What is drawn on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Two sheets.
    Copy,
    /// An arrow into a tray.
    Save,
    /// A bin.
    Clear,
    /// An arrow that turns back.
    Back,
    /// Two bars.
    Pause,
    /// A triangle.
    Play,
    Plus,
    Minus,
    /// An arrow to a wall on the right.
    Newest,
    /// An arrow down.
    Down,
    /// Three dots.
    More,
    /// A square.
    Stop,
    /// A triangle to a wall.
    Step,
    /// The same to the left.
    StepBack,
    /// A board with its LEDs.
    Board,
    /// An open book.
    Book,
    /// A mortarboard.
    Lesson,
    /// Two sliders.
    Settings,
}

/// A button.
///
/// # Arguments
/// - `name`: what it does, in one or two words; read out, and written on it where `is_named`.
pub(super) fn button(ui: &mut Ui, sign: Sign, name: &str, is_named: bool) -> Response {
    let response = ui.add(sign_button(sign, name, is_named));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    mark_focus(ui, &response);
    response
}

/// The button itself, to be used where more than a click comes of it.
pub(super) fn sign_button<'a>(sign: Sign, name: &str, is_named: bool) -> Button<'a> {
    let drawn = Atom::paint(Vec2::splat(SIGN), move |ui, args| {
        paint(ui.painter(), args.rect, sign, args.fallback_text_color);
    });
    let atoms = if is_named { (drawn, name.to_owned()).into_atoms() } else { drawn.into_atoms() };
    Button::new(atoms).min_size(Vec2::splat(FINGER))
}

/// Draws a frame around what has the keyboard's focus.
pub(super) fn mark_focus(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter().rect_stroke(response.rect, 4.0, stroke, StrokeKind::Inside);
    }
}

fn paint(painter: &Painter, rect: Rect, sign: Sign, color: Color32) {
    let stroke = Stroke::new(1.8, color);
    let center = rect.center();
    // Places are given from the middle, within ±8.
    let at = |x: f32, y: f32| center + vec2(x, y);
    let line = |ends: &[(f32, f32)]| {
        painter.add(Shape::line(ends.iter().map(|&(x, y)| at(x, y)).collect(), stroke));
    };
    match sign {
        Sign::Copy => {
            let sheet = Rect::from_min_max(at(-7.0, -3.0), at(3.0, 8.0));
            painter.rect_stroke(sheet, 2.0, stroke, StrokeKind::Middle);
            line(&[(-3.0, -7.0), (7.0, -7.0), (7.0, 4.0)]);
        }
        Sign::Save => {
            line(&[(0.0, -8.0), (0.0, 3.0)]);
            line(&[(-4.5, -1.5), (0.0, 3.0), (4.5, -1.5)]);
            line(&[(-8.0, 3.0), (-8.0, 8.0), (8.0, 8.0), (8.0, 3.0)]);
        }
        Sign::Clear => {
            line(&[(-8.0, -5.0), (8.0, -5.0)]);
            line(&[(-3.0, -5.0), (-2.0, -8.0), (2.0, -8.0), (3.0, -5.0)]);
            line(&[(-6.0, -5.0), (-5.0, 8.0), (5.0, 8.0), (6.0, -5.0)]);
            line(&[(-1.8, -1.5), (-1.5, 4.5)]);
            line(&[(1.8, -1.5), (1.5, 4.5)]);
        }
        Sign::Back => {
            line(&[(-3.0, -7.0), (-7.5, -3.0), (-3.0, 1.0)]);
            line(&[(-7.0, -3.0), (2.0, -3.0), (5.5, -1.0), (6.5, 2.0), (5.5, 5.0), (2.0, 7.0), (-4.0, 7.0)]);
        }
        Sign::Pause => {
            for x in [-4.0, 4.0] {
                painter.rect_filled(Rect::from_center_size(at(x, 0.0), vec2(4.5, 15.0)), 1.0, color);
            }
        }
        Sign::Play => {
            let corners = vec![at(-5.0, -8.0), at(8.0, 0.0), at(-5.0, 8.0)];
            painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
        }
        Sign::Stop => {
            painter.rect_filled(Rect::from_center_size(center, vec2(14.0, 14.0)), 2.0, color);
        }
        Sign::Step | Sign::StepBack => {
            let side = if sign == Sign::Step { 1.0 } else { -1.0 };
            let corners = [(-7.0, -7.0), (3.5, 0.0), (-7.0, 7.0)].map(|(x, y)| at(side * x, y));
            painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
            line(&[(side * 6.5, -7.0), (side * 6.5, 7.0)]);
        }
        Sign::Board => {
            painter.rect_stroke(
                Rect::from_center_size(center, vec2(18.0, 14.0)),
                2.5,
                stroke,
                StrokeKind::Middle,
            );
            for (x, y) in [(-3.5, -3.0), (3.5, -3.0), (0.0, 0.0), (-3.5, 3.0), (3.5, 3.0)] {
                painter.circle_filled(at(x, y), 1.4, color);
            }
        }
        Sign::Book => {
            line(&[(0.0, -5.0), (-3.5, -7.0), (-8.5, -7.0), (-8.5, 5.5), (-3.5, 5.5), (0.0, 7.5)]);
            line(&[(0.0, -5.0), (3.5, -7.0), (8.5, -7.0), (8.5, 5.5), (3.5, 5.5), (0.0, 7.5)]);
            line(&[(0.0, -5.0), (0.0, 7.5)]);
        }
        Sign::Lesson => {
            line(&[(-9.0, -2.5), (0.0, -7.0), (9.0, -2.5), (0.0, 2.0), (-9.0, -2.5)]);
            line(&[(-5.0, 0.0), (-5.0, 4.5), (0.0, 7.0), (5.0, 4.5), (5.0, 0.0)]);
            line(&[(9.0, -2.5), (9.0, 4.5)]);
        }
        Sign::Settings => {
            for (y, x) in [(-5.0, 3.0), (0.0, -3.0), (5.0, 4.0)] {
                line(&[(-8.0, y), (8.0, y)]);
                painter.circle_filled(at(x, y), 2.8, color);
            }
        }
        Sign::Plus => {
            line(&[(-7.0, 0.0), (7.0, 0.0)]);
            line(&[(0.0, -7.0), (0.0, 7.0)]);
        }
        Sign::Minus => line(&[(-7.0, 0.0), (7.0, 0.0)]),
        Sign::Newest => {
            line(&[(-8.0, 0.0), (4.0, 0.0)]);
            line(&[(-0.5, -4.5), (4.0, 0.0), (-0.5, 4.5)]);
            line(&[(8.0, -7.0), (8.0, 7.0)]);
        }
        Sign::Down => {
            line(&[(0.0, -7.0), (0.0, 7.0)]);
            line(&[(-5.0, 2.0), (0.0, 7.0), (5.0, 2.0)]);
        }
        Sign::More => {
            for x in [-6.0, 0.0, 6.0] {
                painter.circle_filled(at(x, 0.0), 2.0, color);
            }
        }
    }
}

/// One friendly sentence in the middle of a pane that has nothing to show yet, with what to write below it.
///
/// # Arguments
/// - `code`: what to write; not translated.
pub(super) fn invite(ui: &Ui, rect: Rect, sentence: &str, code: &str) {
    let response = ui.interact(rect, ui.unique_id().with("invite"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{sentence} {code}").trim_end()));
    let visuals = ui.visuals();
    let width = (rect.width() - 32.0).max(80.0);
    let painter = ui.painter_at(rect);
    let said = painter.layout(sentence.to_owned(), FontId::proportional(15.0), visuals.text_color(), width);
    let written =
        painter.layout(code.to_owned(), FontId::monospace(15.0), visuals.strong_text_color(), width);
    let gap = if code.is_empty() { 0.0 } else { 8.0 };
    let height = said.size().y + gap + written.size().y;
    let top = rect.center().y - height / 2.0;
    for (galley, y) in [(said.clone(), top), (written, top + said.size().y + gap)] {
        let place = Align2::CENTER_TOP.anchor_size(pos2(rect.center().x, y), galley.size());
        painter.galley(place.min, galley, visuals.text_color());
    }
}
