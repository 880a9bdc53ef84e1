//! Pictures of parts.

use digilab_devices::sim::parts::PartView;
use egui::emath::{Pos2, Rect, Vec2, pos2, vec2};
use egui::{Color32, Painter, Response, Sense, Stroke, StrokeKind, Ui};

use super::colors;
use crate::window::widgets::touch::focus_frame_in_picture;

/// Height of a picture, in points.
pub(super) const HEIGHT: f32 = 76.0;

/// Draws the picture of a part in its current state.
pub(super) fn show(ui: &mut Ui, view: &PartView) -> Response {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter_at(rect);
    let line = ui.visuals().text_color();
    match *view {
        PartView::Led { brightness } => draw_led(&painter, rect.center(), brightness, line),
        PartView::Potentiometer { level } => draw_potentiometer(&painter, rect.center(), level),
        PartView::Servo { angle_deg, .. } => draw_servo(&painter, rect.center(), angle_deg),
        PartView::Buzzer { tone_hz } => draw_buzzer(&painter, rect.center(), tone_hz.is_some(), line),
        PartView::Distance { distance_cm } => draw_distance(&painter, rect, distance_cm, line),
        PartView::Pixels { .. } => draw_dark_strip(&painter, rect),
        // A button part has no picture: it is drawn where it is pressed.
        PartView::Button { .. } => {}
    }
    response
}

/// Draws a push button, seen from above.
pub(super) fn draw_button(ui: &Ui, rect: Rect, is_down: bool, has_focus: bool) {
    let painter = ui.painter();
    let body = Rect::from_center_size(rect.center(), Vec2::splat(62.0));
    painter.rect(body, 6.0, colors::SILVER, (1.5, colors::SILVER_DARK), StrokeKind::Inside);
    for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        painter.circle_filled(body.center() + vec2(x, y) * 24.0, 3.0, colors::SILVER_DARK);
    }
    let (radius, fill) = if is_down { (18.0, colors::PRESSED) } else { (21.0, colors::BLACK) };
    painter.circle(body.center(), radius, fill, (1.5, colors::SILVER_DARK));
    if has_focus {
        focus_frame_in_picture(ui, body.expand(3.0), 8.0);
    }
}

fn draw_led(painter: &Painter, center: Pos2, brightness: u8, line: Color32) {
    let light = colors::perceived(f32::from(brightness) / 255.0);
    let color = Color32::from_rgb(255, 60, 48);
    let head = center - vec2(0.0, 8.0);
    for leg in [-5.0, 5.0] {
        painter.line_segment([head + vec2(leg, 12.0), head + vec2(leg, 42.0)], (2.0, line));
    }
    if brightness > 0 {
        for (radius, share) in [(29.0, 0.14), (23.0, 0.22), (18.0, 0.3)] {
            painter.circle_filled(head, radius, colors::veil(color, share * light));
        }
    }
    let fill = colors::mix(Color32::from_rgb(120, 60, 56), color, light);
    painter.circle_filled(head, 14.0, fill);
    painter.rect_filled(Rect::from_min_max(head + vec2(-14.0, 0.0), head + vec2(14.0, 12.0)), 0.0, fill);
    painter.rect_filled(Rect::from_min_max(head + vec2(-16.0, 10.0), head + vec2(16.0, 15.0)), 1.0, fill);
    painter.circle_filled(head - vec2(4.0, 5.0), 4.0, colors::veil(Color32::WHITE, 0.25 + 0.5 * light));
}

fn draw_potentiometer(painter: &Painter, center: Pos2, level: u16) {
    const FIRST_DEG: f32 = 135.0;
    const SWEEP_DEG: f32 = 270.0;
    let towards = |share: f32| Vec2::angled((FIRST_DEG + share * SWEEP_DEG).to_radians());
    for mark in 0..=10_u8 {
        let out = towards(f32::from(mark) / 10.0);
        painter.line_segment([center + out * 29.0, center + out * 34.0], (1.5, colors::SILVER_DARK));
    }
    painter.circle(center, 26.0, Color32::from_rgb(48, 78, 130), (2.0, colors::SILVER_DARK));
    let out = towards(f32::from(level.min(1023)) / 1023.0);
    painter.line_segment([center + out * 8.0, center + out * 24.0], (4.0, colors::PRINT));
}

fn draw_servo(painter: &Painter, center: Pos2, angle_deg: u8) {
    let body = Rect::from_center_size(center + vec2(0.0, 16.0), vec2(74.0, 34.0));
    painter.rect_filled(body.expand2(vec2(8.0, -11.0)), 2.0, Color32::from_rgb(28, 74, 150));
    painter.rect_filled(body, 3.0, Color32::from_rgb(38, 96, 190));
    let axle = pos2(body.center().x, body.top() + 10.0);
    // 0 degrees points to the right, 180 to the left, as on a protractor.
    let horn = Vec2::angled(-f32::from(angle_deg).to_radians());
    // Light on a light theme: the dark edge makes it visible.
    for (width, color) in [(11.0, colors::SILVER_DARK), (8.0, colors::PRINT)] {
        painter.line_segment([axle - horn * 8.0, axle + horn * 34.0], (width, color));
        painter.circle_filled(axle + horn * 34.0, width / 2.0, color);
    }
    painter.circle(axle, 8.0, colors::PRINT, (1.5, colors::SILVER_DARK));
    painter.circle_filled(axle, 2.5, colors::SILVER_DARK);
}

fn draw_buzzer(painter: &Painter, center: Pos2, sounds: bool, line: Color32) {
    painter.circle(center, 27.0, colors::HEADER, (2.0, colors::SILVER_DARK));
    painter.circle_filled(center, 5.0, colors::HOLE);
    if !sounds {
        return;
    }
    for radius in [36.0, 45.0] {
        for side in [0.0, std::f32::consts::PI] {
            let arc = (-4..=4_i8)
                .map(|step| center + Vec2::angled(side + f32::from(step) * 0.14) * radius)
                .collect();
            painter.line(arc, Stroke::new(2.5, line));
        }
    }
}

fn draw_distance(painter: &Painter, rect: Rect, distance_cm: u16, line: Color32) {
    let body = Rect::from_min_size(rect.left_center() - vec2(0.0, 26.0), vec2(24.0, 52.0));
    painter.rect_filled(body, 2.0, Color32::from_rgb(24, 92, 150));
    for eye in [-13.0, 13.0] {
        painter.circle(body.center() + vec2(2.0, eye), 9.0, colors::SILVER, (2.0, colors::SILVER_DARK));
        painter.circle_filled(body.center() + vec2(2.0, eye), 5.0, colors::HEADER);
    }
    let free = rect.right() - body.right() - 14.0;
    let wall = body.right() + 6.0 + free * f32::from(distance_cm.min(400)) / 400.0;
    let way = [pos2(body.right() + 2.0, rect.center().y), pos2(wall, rect.center().y)];
    painter.extend(egui::Shape::dashed_line(&way, Stroke::new(1.5, line), 4.0, 3.0));
    let thing = Rect::from_min_size(pos2(wall, rect.center().y - 24.0), vec2(7.0, 48.0));
    painter.rect_filled(thing, 1.0, Color32::from_rgb(176, 112, 60));
}

fn draw_dark_strip(painter: &Painter, rect: Rect) {
    let strip = Rect::from_center_size(rect.center(), vec2(rect.width() - 8.0, 22.0));
    painter.rect_filled(strip, 3.0, colors::HEADER);
    for pixel in 0..5_u8 {
        let x = strip.left() + strip.width() * (f32::from(pixel) + 0.5) / 5.0;
        let chip = Rect::from_center_size(pos2(x, strip.center().y), Vec2::splat(12.0));
        painter.rect_filled(chip, 2.0, colors::PRINT);
        painter.circle_filled(chip.center(), 4.0, colors::HOLE);
    }
}
