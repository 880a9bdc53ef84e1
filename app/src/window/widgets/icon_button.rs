//! Icon buttons for the bars above console and plot. The icons are drawn, as not every font has such characters.

use egui::accesskit::Role;
use egui::{
    Atom, Button, Color32, IntoAtoms, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, Vec2,
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
    let pen = Pen { painter, center: rect.center(), color, stroke: Stroke::new(1.8, color) };
    match icon {
        Icon::Copy => pen.copy(),
        Icon::Save => pen.save(),
        Icon::Clear => pen.bin(),
        Icon::Back => pen.back(),
        Icon::Pause => pen.bars(),
        Icon::Play => pen.triangle(),
        Icon::Plus => pen.plus(),
        Icon::Minus => pen.minus(),
        Icon::Newest => pen.newest(),
        Icon::Down => pen.down(),
        Icon::More => pen.dots(),
        Icon::Stop => pen.square(),
        Icon::Step => pen.step(1.0),
        Icon::StepBack => pen.step(-1.0),
        Icon::Board => pen.board(),
        Icon::Book => pen.book(),
        Icon::Lesson => pen.mortarboard(),
        Icon::Settings => pen.sliders(),
    }
}

/// Tool that draws one icon. Places are relative to its centre, within about ±8.
struct Pen<'a> {
    painter: &'a Painter,
    center: Pos2,
    color: Color32,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.center + vec2(x, y)
    }

    fn line(&self, ends: &[(f32, f32)]) {
        let ends = ends.iter().map(|&(x, y)| self.at(x, y)).collect();
        self.painter.add(Shape::line(ends, self.stroke));
    }

    fn polygon(&self, corners: &[(f32, f32)]) {
        let corners = corners.iter().map(|&(x, y)| self.at(x, y)).collect();
        self.painter.add(Shape::convex_polygon(corners, self.color, Stroke::NONE));
    }

    fn dot(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_filled(self.at(x, y), radius, self.color);
    }

    fn copy(&self) {
        let sheet = Rect::from_min_max(self.at(-7.0, -3.0), self.at(3.0, 8.0));
        self.painter.rect_stroke(sheet, 2.0, self.stroke, StrokeKind::Middle);
        self.line(&[(-3.0, -7.0), (7.0, -7.0), (7.0, 4.0)]);
    }

    fn save(&self) {
        self.line(&[(0.0, -8.0), (0.0, 3.0)]);
        self.line(&[(-4.5, -1.5), (0.0, 3.0), (4.5, -1.5)]);
        self.line(&[(-8.0, 3.0), (-8.0, 8.0), (8.0, 8.0), (8.0, 3.0)]);
    }

    fn bin(&self) {
        self.line(&[(-8.0, -5.0), (8.0, -5.0)]);
        self.line(&[(-3.0, -5.0), (-2.0, -8.0), (2.0, -8.0), (3.0, -5.0)]);
        self.line(&[(-6.0, -5.0), (-5.0, 8.0), (5.0, 8.0), (6.0, -5.0)]);
        self.line(&[(-1.8, -1.5), (-1.5, 4.5)]);
        self.line(&[(1.8, -1.5), (1.5, 4.5)]);
    }

    fn back(&self) {
        self.line(&[(-3.0, -7.0), (-7.5, -3.0), (-3.0, 1.0)]);
        let tail = [(-7.0, -3.0), (2.0, -3.0), (5.5, -1.0), (6.5, 2.0), (5.5, 5.0), (2.0, 7.0), (-4.0, 7.0)];
        self.line(&tail);
    }

    fn bars(&self) {
        for x in [-4.0, 4.0] {
            let bar = Rect::from_center_size(self.at(x, 0.0), vec2(4.5, 15.0));
            self.painter.rect_filled(bar, 1.0, self.color);
        }
    }

    fn triangle(&self) {
        self.polygon(&[(-5.0, -8.0), (8.0, 0.0), (-5.0, 8.0)]);
    }

    fn square(&self) {
        let square = Rect::from_center_size(self.center, vec2(14.0, 14.0));
        self.painter.rect_filled(square, 2.0, self.color);
    }

    /// Draws a triangle to a bar: to the right for 1, to the left for -1.
    fn step(&self, side: f32) {
        self.polygon(&[(-7.0, -7.0), (3.5, 0.0), (-7.0, 7.0)].map(|(x, y)| (side * x, y)));
        self.line(&[(side * 6.5, -7.0), (side * 6.5, 7.0)]);
    }

    fn plus(&self) {
        self.minus();
        self.line(&[(0.0, -7.0), (0.0, 7.0)]);
    }

    fn minus(&self) {
        self.line(&[(-7.0, 0.0), (7.0, 0.0)]);
    }

    fn newest(&self) {
        self.line(&[(-8.0, 0.0), (4.0, 0.0)]);
        self.line(&[(-0.5, -4.5), (4.0, 0.0), (-0.5, 4.5)]);
        self.line(&[(8.0, -7.0), (8.0, 7.0)]);
    }

    fn down(&self) {
        self.line(&[(0.0, -7.0), (0.0, 7.0)]);
        self.line(&[(-5.0, 2.0), (0.0, 7.0), (5.0, 2.0)]);
    }

    fn dots(&self) {
        for x in [-6.0, 0.0, 6.0] {
            self.dot(x, 0.0, 2.0);
        }
    }

    fn board(&self) {
        let edge = Rect::from_center_size(self.center, vec2(18.0, 14.0));
        self.painter.rect_stroke(edge, 2.5, self.stroke, StrokeKind::Middle);
        for (x, y) in [(-3.5, -3.0), (3.5, -3.0), (0.0, 0.0), (-3.5, 3.0), (3.5, 3.0)] {
            self.dot(x, y, 1.4);
        }
    }

    fn book(&self) {
        self.line(&[(0.0, -5.0), (-3.5, -7.0), (-8.5, -7.0), (-8.5, 5.5), (-3.5, 5.5), (0.0, 7.5)]);
        self.line(&[(0.0, -5.0), (3.5, -7.0), (8.5, -7.0), (8.5, 5.5), (3.5, 5.5), (0.0, 7.5)]);
        self.line(&[(0.0, -5.0), (0.0, 7.5)]);
    }

    fn mortarboard(&self) {
        self.line(&[(-9.0, -2.5), (0.0, -7.0), (9.0, -2.5), (0.0, 2.0), (-9.0, -2.5)]);
        self.line(&[(-5.0, 0.0), (-5.0, 4.5), (0.0, 7.0), (5.0, 4.5), (5.0, 0.0)]);
        self.line(&[(9.0, -2.5), (9.0, 4.5)]);
    }

    fn sliders(&self) {
        for (y, x) in [(-5.0, 3.0), (0.0, -3.0), (5.0, 4.0)] {
            self.line(&[(-8.0, y), (8.0, y)]);
            self.dot(x, y, 2.8);
        }
    }
}
