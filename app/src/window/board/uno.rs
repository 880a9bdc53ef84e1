//! The Arduino Uno: its picture, with the use of each pin written beside it.

use digilab_devices::board::{BoardKind, Pin, PinMode};
use egui::emath::{Pos2, Rect, Vec2, pos2, vec2};
use egui::epaint::TextShape;
use egui::{Color32, FontId, Role, Sense, Stroke, Ui, WidgetInfo};

use super::canvas::Canvas;
use super::fits::{can_dim, pin_name};
use super::tilt::Tilt;
use super::{BoardProps, colors, picture_width, pins};

/// Size of the board in millimetres. The pins of a row are drawn farther apart than they are, to be legible.
const SIZE: Vec2 = vec2(68.6, 53.4);

/// Length by which the USB socket sticks out on the left, in millimetres.
const OVERHANG: f32 = 5.0;

/// Height kept free below the board for the pins in use and the parts, in points.
const BELOW: f32 = 120.0;

/// Height above and below the board for the use of pins, in points.
const WORDS: f32 = 78.0;

const PITCH: f32 = 3.45;
const TOP: f32 = 2.8;
const BOTTOM: f32 = 50.6;

/// Pin of the LED "L".
const LED_PIN: Pin = 13;

/// Returns the centre of a pin's hole, in millimetres.
fn place(pin: Pin) -> Pos2 {
    const GAP: f32 = 1.3;
    match pin {
        0..=7 => pos2(65.4 - f32::from(pin) * PITCH, TOP),
        8..=13 => pos2(65.4 - GAP - f32::from(pin) * PITCH, TOP),
        _ => pos2(65.4 - f32::from(19_u8.saturating_sub(pin)) * PITCH, BOTTOM),
    }
}

/// Draws the board. Nothing on it can be operated, as on a real one.
pub(super) fn show(ui: &mut Ui, props: &BoardProps<'_>) {
    let width = picture_width(ui, SIZE.y / (SIZE.x + OVERHANG), 2.0 * WORDS + BELOW);
    let points_per_mm = (width - 8.0) / (SIZE.x + OVERHANG);
    let height = SIZE.y * points_per_mm + 2.0 * WORDS;
    let (area, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let center = area.center() + vec2(OVERHANG / 2.0 * points_per_mm, 0.0);
    let canvas = Canvas::new(ui.painter().clone(), center, SIZE, points_per_mm, Tilt::default());
    draw_board(&canvas);
    let led = led_brightness(props);
    draw_lights(&canvas, led, has_power(props));
    draw_headers(&canvas);
    draw_words(ui, &canvas, props);
    let percent = (led * 100.0).round();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, props.texts.get("board-uno", &[("percent", percent)]))
    });
}

/// True if the light "ON" is lit.
fn has_power(props: &BoardProps<'_>) -> bool {
    if props.is_simulated { props.is_running } else { !props.is_away }
}

/// Returns the brightness of the LED "L", 0..=1.
fn led_brightness(props: &BoardProps<'_>) -> f32 {
    props.state.pins.get(&LED_PIN).map_or(0.0, |state| match state.mode {
        PinMode::Output | PinMode::InputPullup => f32::from(state.value.min(1)),
        PinMode::Pwm => f32::from(state.value.min(255)) / 255.0,
        _ => 0.0,
    })
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

fn draw_board(canvas: &Canvas) {
    let edge = Stroke::new(1.5, colors::UNO_EDGE);
    canvas.rounded(rect(0.0, 0.0, SIZE.x, SIZE.y), 2.0, colors::UNO, edge);
    for (x, y) in [(3.4, 3.6), (66.0, 17.0), (66.0, 37.6), (13.8, 50.4)] {
        canvas.circle(x, y, 1.3, colors::UNO_EDGE, Stroke::new(1.0, colors::SILVER));
    }
    // USB socket, power jack, the USB converter, the processor with its legs, crystal, reset button.
    canvas.rounded(
        rect(-OVERHANG, 9.4, 15.5, 12.2),
        0.6,
        colors::SILVER,
        Stroke::new(1.0, colors::SILVER_DARK),
    );
    canvas.rounded(rect(-OVERHANG + 1.4, 11.4, 1.2, 8.2), 0.3, colors::SILVER_DARK, Stroke::NONE);
    canvas.rounded(rect(-2.0, 40.0, 13.6, 9.2), 0.6, colors::BLACK, Stroke::new(1.0, colors::HEADER));
    canvas.rounded(rect(17.0, 19.0, 6.0, 6.0), 0.3, colors::BLACK, Stroke::NONE);
    for leg in 0..14_u8 {
        let x = 31.0 + f32::from(leg) * 2.4;
        canvas.rect(rect(x, 31.4, 1.0, 1.8), colors::SILVER);
        canvas.rect(rect(x, 42.2, 1.0, 1.8), colors::SILVER);
    }
    canvas.rounded(rect(29.6, 33.0, 34.4, 9.4), 0.5, colors::BLACK, Stroke::NONE);
    canvas.circle(31.6, 37.7, 0.9, colors::HEADER, Stroke::NONE);
    canvas.text(47.0, 37.7, 2.2, "ATMEGA328P", colors::HOLE);
    canvas.rounded(rect(14.6, 29.0, 9.0, 3.6), 1.79, colors::SILVER, Stroke::new(1.0, colors::SILVER_DARK));
    canvas.rounded(rect(3.4, 25.6, 5.6, 5.6), 0.5, colors::SILVER, Stroke::NONE);
    canvas.circle(6.2, 28.4, 1.7, Color32::from_rgb(196, 52, 44), Stroke::NONE);
    // The two rings of the Arduino logo.
    for x in [38.6, 43.2] {
        canvas.circle(x, 20.4, 2.1, Color32::TRANSPARENT, Stroke::new(0.9 * canvas.scale(), colors::PRINT));
    }
    canvas.text(52.4, 20.4, 5.0, "UNO", colors::PRINT);
    canvas.text(44.6, 26.2, 2.6, "ARDUINO", colors::PRINT);
}

fn draw_lights(canvas: &Canvas, led: f32, has_power: bool) {
    let power = if has_power { 1.0 } else { 0.0 };
    let lights = [
        (29.5, 13.2, "L", Color32::from_rgb(255, 186, 40), led),
        (60.0, 27.6, "ON", Color32::from_rgb(80, 255, 90), power),
    ];
    for (x, y, name, color, share) in lights {
        let light = colors::perceived(share);
        if share > 0.0 {
            for (radius, glow) in [(3.0, 0.2), (2.1, 0.35)] {
                canvas.circle(x, y, radius, colors::veil(color, glow * light), Stroke::NONE);
            }
        }
        let lit = colors::mix(Color32::from_rgb(214, 214, 196), color, light);
        canvas.rounded(Rect::from_center_size(pos2(x, y), vec2(2.4, 1.5)), 0.2, lit, Stroke::NONE);
        canvas.text(x + 3.8, y, 2.4, name, colors::PRINT);
    }
}

fn draw_headers(canvas: &Canvas) {
    let hole =
        |x: f32, y: f32| canvas.rect(Rect::from_center_size(pos2(x, y), Vec2::splat(1.3)), colors::HOLE);
    // From GND beside pin 13 to pin 8, from 7 to 0; the supply pins, and A0 to A5.
    let ground = place(13).x - PITCH;
    let supply = place(14).x - PITCH * 1.6;
    for (left, right, y) in [
        (ground, place(8).x, TOP),
        (place(7).x, place(0).x, TOP),
        (supply - 4.0 * PITCH, supply, BOTTOM),
        (place(14).x, place(19).x, BOTTOM),
    ] {
        let block = Rect::from_min_max(pos2(left - 1.5, y - 1.5), pos2(right + 1.5, y + 1.5));
        canvas.rounded(block, 0.3, colors::HEADER, Stroke::NONE);
    }
    for pin in 0..20 {
        let at = place(pin);
        hole(at.x, at.y);
        let inwards = if pin < 14 { at.y + 3.6 } else { at.y - 3.4 };
        let name = pin_name(BoardKind::Arduino, pin);
        canvas.text(at.x, inwards, 2.0, name.trim_start_matches('D'), colors::PRINT);
        if can_dim(BoardKind::Arduino, pin) {
            canvas.text(at.x, at.y + 5.8, 2.0, "~", colors::PRINT);
        }
    }
    hole(ground, TOP);
    canvas.text(ground - 0.6, TOP + 3.6, 1.7, "GND", colors::PRINT);
    for (index, name) in ["Vin", "", "GND", "5V", "3V3"].into_iter().enumerate() {
        let x = supply - index as f32 * PITCH;
        hole(x, BOTTOM);
        let x = if name == "GND" { x + PITCH / 2.0 } else { x };
        canvas.text(x, BOTTOM - 3.4, 1.7, name, colors::PRINT);
    }
}

/// Writes the use of each pin beside it; the words stand upright, as pins are close together.
fn draw_words(ui: &Ui, canvas: &Canvas, props: &BoardProps<'_>) {
    let write = |pin: Pin, text: String, color: Color32| {
        let at = place(pin);
        let (top, bottom) = (canvas.at(at.x, -0.6), canvas.at(at.x, SIZE.y + 0.6));
        let is_above = at.y < SIZE.y / 2.0;
        let galley = ui.painter().layout_no_wrap(text, FontId::proportional(12.0), color);
        let (start, tick) = if is_above { (top, vec2(0.0, -5.0)) } else { (bottom, vec2(0.0, 5.0)) };
        ui.painter().line_segment([start, start + tick], Stroke::new(1.5, color));
        // Turned by a quarter to the left: it reads upwards, above the board away from it and below the board towards
        // it.
        let half = galley.size().y / 2.0;
        let length = if is_above { 0.0 } else { galley.size().x };
        let from = start + tick * 1.6 + vec2(-half, length);
        let shape = TextShape::new(from, galley, color).with_angle(-std::f32::consts::FRAC_PI_2);
        ui.painter().add(shape);
    };
    for pin in [0, 1] {
        write(pin, props.texts.plain("board-usb"), ui.visuals().weak_text_color());
    }
    for (pin, state) in props.state.pins.iter().filter(|(pin, _)| (2..20).contains(*pin)) {
        write(*pin, pins::short(props.texts, *state), colors::in_use(ui.visuals().dark_mode));
    }
}

#[cfg(test)]
mod tests {
    use digilab_devices::board::BoardState;
    use digilab_lab::text::{Language, Texts};

    use super::*;

    #[test]
    fn a_board_has_power_while_it_runs_or_is_plugged_in() {
        let (state, texts) = (BoardState::default(), Texts::new(Language::En));
        let check = |is_simulated, is_away, is_running, expected| {
            let props = BoardProps { state: &state, is_simulated, is_away, is_running, texts: &texts };
            assert_eq!(has_power(&props), expected, "{is_simulated} {is_away} {is_running}");
        };
        check(true, false, false, false);
        check(true, false, true, true);
        check(false, false, false, true);
        check(false, true, false, false);
        check(false, true, true, false);
    }
}
