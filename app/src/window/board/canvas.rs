//! Draws a board in millimetres, in perspective when it is tilted.

use egui::emath::{Pos2, Rect, Vec2, pos2, vec2};
use egui::{Align2, Color32, FontId, Painter, Shape, Stroke};

use super::tilt::Tilt;

/// Angle at which a board that stands upright is drawn, in degrees, so that it can still be seen and pressed.
const DRAWN_UPRIGHT_DEG: f32 = 50.0;

/// Distance of the eye from the board, in widths of the board.
const EYE_DISTANCE: f32 = 2.5;

/// Line segments per rounded corner.
const CORNER_STEPS: u8 = 6;

/// Corners of the polygon that stands for a tilted circle.
const CIRCLE_STEPS: u8 = 24;

/// Maps the board's own coordinates (millimetres from its top left corner) to the screen.
pub(super) struct Canvas {
    painter: Painter,
    center: Pos2,
    size: Vec2,
    points_per_mm: f32,
    direction: Vec2,
    angle_rad: f32,
}

impl Canvas {
    /// Creates a canvas for a board of `size` millimetres around `center`, held at `tilt`.
    pub(super) fn new(painter: Painter, center: Pos2, size: Vec2, points_per_mm: f32, tilt: Tilt) -> Self {
        let angle_deg = tilt.angle_deg().min(90.0) / 90.0 * DRAWN_UPRIGHT_DEG;
        let [right, bottom] = tilt.direction();
        let (direction, angle_rad) = (vec2(right, bottom), angle_deg.to_radians());
        Self { painter, center, size, points_per_mm, direction, angle_rad }
    }

    /// Returns the points per millimetre of a level board.
    pub(super) fn scale(&self) -> f32 {
        self.points_per_mm
    }

    fn is_flat(&self) -> bool {
        self.angle_rad == 0.0
    }

    /// Returns the screen position of a place on the board.
    pub(super) fn at(&self, x: f32, y: f32) -> Pos2 {
        let place = vec2(x, y) - self.size / 2.0;
        if self.is_flat() {
            return self.center + place * self.points_per_mm;
        }
        // The component that leads downhill is shortened, and its end is farther from the eye.
        let downhill = place.dot(self.direction);
        let (sin, cos) = self.angle_rad.sin_cos();
        let eye = self.size.x * EYE_DISTANCE;
        let nearness = eye / (eye + downhill * sin);
        let seen = place + self.direction * downhill * (cos - 1.0);
        self.center + seen * nearness * self.points_per_mm
    }

    /// Returns the screen rectangle around a part of the board, at least `min` points wide and high.
    pub(super) fn seen(&self, part: Rect, min: f32) -> Rect {
        let corners = [part.left_top(), part.right_top(), part.right_bottom(), part.left_bottom()];
        let seen = Rect::from_points(&corners.map(|corner| self.at(corner.x, corner.y)));
        Rect::from_center_size(seen.center(), seen.size().max(Vec2::splat(min)))
    }

    /// Draws a filled convex polygon.
    pub(super) fn polygon(&self, corners: &[Pos2], fill: Color32, stroke: Stroke) {
        let seen = corners.iter().map(|corner| self.at(corner.x, corner.y)).collect();
        self.painter.add(Shape::convex_polygon(seen, fill, stroke));
    }

    /// Draws a rectangle with corners rounded by `radius` millimetres.
    pub(super) fn rounded(&self, rect: Rect, radius: f32, fill: Color32, stroke: Stroke) {
        let inner = rect.shrink(radius);
        let centers = [
            (inner.right_bottom(), 0.0),
            (inner.left_bottom(), 1.0),
            (inner.left_top(), 2.0),
            (inner.right_top(), 3.0),
        ];
        let corners: Vec<Pos2> = centers
            .into_iter()
            .flat_map(|(center, quarter)| {
                (0..=CORNER_STEPS).map(move |step| {
                    let turn = quarter + f32::from(step) / f32::from(CORNER_STEPS);
                    center + Vec2::angled(turn * std::f32::consts::FRAC_PI_2) * radius
                })
            })
            .collect();
        self.polygon(&corners, fill, stroke);
    }

    /// Draws a rectangle with square corners.
    pub(super) fn rect(&self, rect: Rect, fill: Color32) {
        let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
        self.polygon(&corners, fill, Stroke::NONE);
    }

    /// Draws a circle of `radius` millimetres.
    pub(super) fn circle(&self, x: f32, y: f32, radius: f32, fill: Color32, stroke: Stroke) {
        if self.is_flat() {
            self.painter.circle(self.at(x, y), radius * self.points_per_mm, fill, stroke);
            return;
        }
        let step = std::f32::consts::TAU / f32::from(CIRCLE_STEPS);
        let edge = |index| pos2(x, y) + Vec2::angled(f32::from(index) * step) * radius;
        self.polygon(&(0..CIRCLE_STEPS).map(edge).collect::<Vec<_>>(), fill, stroke);
    }

    /// Draws text centred on a place, with letters `size` millimetres high but never too small to read.
    pub(super) fn text(&self, x: f32, y: f32, size: f32, text: &str, color: Color32) {
        let font = FontId::proportional((size * self.points_per_mm).max(8.0));
        self.painter.text(self.at(x, y), Align2::CENTER_CENTER, text, font, color);
    }
}
