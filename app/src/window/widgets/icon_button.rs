//! Icon buttons for the bars above console and plot. The icons are drawn, as not every font has such characters.

use egui::accesskit::Role;
use egui::{
    Atom, Button, Color32, IntoAtoms, Painter, Rect, Response, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, vec2,
};

use super::touch::{FINGER, focus_frame};

/// Width of a pane, in points, from which on buttons show their names beside the icons.
pub const WITH_NAMES: f32 = 600.0;

/// Side of an icon, in points.
const ICON: f32 = 20.0;

/// Icon of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
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
    /// An arrow to a bar on the right.
    Newest,
    /// An arrow down.
    Down,
    /// Three dots.
    More,
    /// A square.
    Stop,
    /// A triangle to a bar on the right.
    Step,
    /// A triangle to a bar on the left.
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

/// Draws an icon button.
///
/// # Arguments
/// - `name`: its function in one or two words, read out by screen readers and written beside the icon if `is_named`.
pub fn button(ui: &mut Ui, icon: Icon, name: &str, is_named: bool) -> Response {
    let response = ui.add(plain_button(icon, name, is_named));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    focus_frame(ui, &response);
    response
}

/// Builds the button without drawing it, for callers that need more than a click or style it themselves.
pub fn plain_button<'a>(icon: Icon, name: &str, is_named: bool) -> Button<'a> {
    let drawn = Atom::paint(Vec2::splat(ICON), move |ui, args| {
        paint(ui.painter(), args.rect, icon, args.fallback_text_color);
    });
    let atoms = if is_named { (drawn, name.to_owned()).into_atoms() } else { drawn.into_atoms() };
    Button::new(atoms).min_size(Vec2::splat(FINGER))
}

fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let stroke = Stroke::new(1.8, color);
    let center = rect.center();
    // Places are relative to the centre, within about ±8.
    let at = |x: f32, y: f32| center + vec2(x, y);
    let line = |ends: &[(f32, f32)]| {
        painter.add(Shape::line(ends.iter().map(|&(x, y)| at(x, y)).collect(), stroke));
    };
    match icon {
        Icon::Copy => {
            let sheet = Rect::from_min_max(at(-7.0, -3.0), at(3.0, 8.0));
            painter.rect_stroke(sheet, 2.0, stroke, StrokeKind::Middle);
            line(&[(-3.0, -7.0), (7.0, -7.0), (7.0, 4.0)]);
        }
        Icon::Save => {
            line(&[(0.0, -8.0), (0.0, 3.0)]);
            line(&[(-4.5, -1.5), (0.0, 3.0), (4.5, -1.5)]);
            line(&[(-8.0, 3.0), (-8.0, 8.0), (8.0, 8.0), (8.0, 3.0)]);
        }
        Icon::Clear => {
            line(&[(-8.0, -5.0), (8.0, -5.0)]);
            line(&[(-3.0, -5.0), (-2.0, -8.0), (2.0, -8.0), (3.0, -5.0)]);
            line(&[(-6.0, -5.0), (-5.0, 8.0), (5.0, 8.0), (6.0, -5.0)]);
            line(&[(-1.8, -1.5), (-1.5, 4.5)]);
            line(&[(1.8, -1.5), (1.5, 4.5)]);
        }
        Icon::Back => {
            line(&[(-3.0, -7.0), (-7.5, -3.0), (-3.0, 1.0)]);
            line(&[(-7.0, -3.0), (2.0, -3.0), (5.5, -1.0), (6.5, 2.0), (5.5, 5.0), (2.0, 7.0), (-4.0, 7.0)]);
        }
        Icon::Pause => {
            for x in [-4.0, 4.0] {
                painter.rect_filled(Rect::from_center_size(at(x, 0.0), vec2(4.5, 15.0)), 1.0, color);
            }
        }
        Icon::Play => {
            let corners = vec![at(-5.0, -8.0), at(8.0, 0.0), at(-5.0, 8.0)];
            painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
        }
        Icon::Stop => {
            painter.rect_filled(Rect::from_center_size(center, vec2(14.0, 14.0)), 2.0, color);
        }
        Icon::Step | Icon::StepBack => {
            let side = if icon == Icon::Step { 1.0 } else { -1.0 };
            let corners = [(-7.0, -7.0), (3.5, 0.0), (-7.0, 7.0)].map(|(x, y)| at(side * x, y));
            painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
            line(&[(side * 6.5, -7.0), (side * 6.5, 7.0)]);
        }
        Icon::Board => {
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
        Icon::Book => {
            line(&[(0.0, -5.0), (-3.5, -7.0), (-8.5, -7.0), (-8.5, 5.5), (-3.5, 5.5), (0.0, 7.5)]);
            line(&[(0.0, -5.0), (3.5, -7.0), (8.5, -7.0), (8.5, 5.5), (3.5, 5.5), (0.0, 7.5)]);
            line(&[(0.0, -5.0), (0.0, 7.5)]);
        }
        Icon::Lesson => {
            line(&[(-9.0, -2.5), (0.0, -7.0), (9.0, -2.5), (0.0, 2.0), (-9.0, -2.5)]);
            line(&[(-5.0, 0.0), (-5.0, 4.5), (0.0, 7.0), (5.0, 4.5), (5.0, 0.0)]);
            line(&[(9.0, -2.5), (9.0, 4.5)]);
        }
        Icon::Settings => {
            for (y, x) in [(-5.0, 3.0), (0.0, -3.0), (5.0, 4.0)] {
                line(&[(-8.0, y), (8.0, y)]);
                painter.circle_filled(at(x, y), 2.8, color);
            }
        }
        Icon::Plus => {
            line(&[(-7.0, 0.0), (7.0, 0.0)]);
            line(&[(0.0, -7.0), (0.0, 7.0)]);
        }
        Icon::Minus => line(&[(-7.0, 0.0), (7.0, 0.0)]),
        Icon::Newest => {
            line(&[(-8.0, 0.0), (4.0, 0.0)]);
            line(&[(-0.5, -4.5), (4.0, 0.0), (-0.5, 4.5)]);
            line(&[(8.0, -7.0), (8.0, 7.0)]);
        }
        Icon::Down => {
            line(&[(0.0, -7.0), (0.0, 7.0)]);
            line(&[(-5.0, 2.0), (0.0, 7.0), (5.0, 2.0)]);
        }
        Icon::More => {
            for x in [-6.0, 0.0, 6.0] {
                painter.circle_filled(at(x, 0.0), 2.0, color);
            }
        }
    }
}
