//! The pins in use, in words.

use digilab_devices::board::{BoardKind, BoardProfile, Pin, PinMode, PinState};
use digilab_lab::text::Texts;
use egui::{Color32, Label, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::BoardProps;
use super::fits::pin_name;

fn id(mode: PinMode) -> &'static str {
    match mode {
        PinMode::Input => "input",
        PinMode::InputPullup => "pullup",
        PinMode::Output => "output",
        PinMode::Analog => "analog",
        PinMode::Pwm => "pwm",
        PinMode::Servo => "servo",
        PinMode::Touch => "touch",
        PinMode::I2c => "i2c",
        PinMode::Pixels => "pixels",
        PinMode::Tone => "tone",
    }
}

/// Returns the use of a pin in full: "output 1".
pub(super) fn words(texts: &Texts, state: PinState) -> String {
    texts.get(&format!("board-pin-{}", id(state.mode)), &[("value", state.value)])
}

/// Returns the use of a pin as short as it fits beside the pin: "out 1".
pub(super) fn short(texts: &Texts, state: PinState) -> String {
    texts.get(&format!("board-short-{}", id(state.mode)), &[("value", state.value)])
}

/// Draws a line for every pin in use, with its mode and value.
///
/// # Arguments
/// - `strips`: pins whose pixel strip is drawn elsewhere.
pub(super) fn show_list(ui: &mut Ui, kind: BoardKind, props: &BoardProps<'_>, strips: &[Pin]) {
    let texts = props.texts;
    for (pin, state) in &props.state.pins {
        let args = [("pin", pin_name(kind, *pin)), ("does", words(texts, *state))];
        ui.add(Label::new(texts.get("board-pin-line", &args)).wrap());
        if let Some(colors) = props.state.pixels.get(pin).filter(|_| !strips.contains(pin)) {
            show_pixels(ui, texts, *pin, colors);
        }
    }
    if BoardProfile::of(kind).has_usb_pins {
        ui.add(Label::new(RichText::new(texts.plain("board-usb-pins")).size(super::SMALL).weak()).wrap());
    }
}

/// Draws the tone that is sounding.
///
/// # Arguments
/// - `frequency`: in hertz.
pub(super) fn show_tone(ui: &mut Ui, texts: &Texts, frequency: u32) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 24.0), Sense::hover());
        draw_note(ui, rect);
        ui.label(RichText::new(texts.get("board-tone", &[("frequency", frequency)])).strong());
    });
}

/// Draws a quaver; the built-in fonts have none.
pub(super) fn draw_note(ui: &Ui, rect: Rect) {
    let (color, unit) = (ui.visuals().strong_text_color(), rect.height() / 24.0);
    let head = rect.left_bottom() + vec2(6.0, -5.0) * unit;
    let top = head + vec2(4.2, -15.0) * unit;
    let painter = ui.painter();
    painter.circle_filled(head, 4.6 * unit, color);
    painter.line_segment([head + vec2(4.2, 0.0) * unit, top], (1.8 * unit, color));
    painter.line_segment([top, top + vec2(5.0, 6.0) * unit], (2.4 * unit, color));
}

/// Draws the colours of a pixel strip. Each pixel is a square with an outline, so that it is visible even when it is
/// dark.
pub(super) fn show_pixels(ui: &mut Ui, texts: &Texts, pin: Pin, colors: &[[u8; 3]]) -> Response {
    const SIDE: f32 = 12.0;
    const STEP: f32 = 14.0;
    let per_row = ((ui.available_width() / STEP).floor() as usize).clamp(1, colors.len().max(1));
    let rows = colors.len().div_ceil(per_row).max(1);
    let size = vec2(per_row as f32 * STEP, rows as f32 * STEP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    for (index, [red, green, blue]) in colors.iter().enumerate() {
        let place = vec2((index % per_row) as f32, (index / per_row) as f32) * STEP;
        let pixel = Rect::from_min_size(rect.min + place, egui::Vec2::splat(SIDE));
        ui.painter().rect(
            pixel,
            2.0,
            Color32::from_rgb(*red, *green, *blue),
            (1.0, ui.visuals().weak_text_color()),
            egui::StrokeKind::Inside,
        );
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, pixel_words(texts, pin, colors)));
    response
}

fn pixel_words(texts: &Texts, pin: Pin, colors: &[[u8; 3]]) -> String {
    let list: Vec<String> = colors.iter().map(|[red, green, blue]| format!("{red} {green} {blue}")).collect();
    texts.get("board-pixel-colors", &[("pin", pin.to_string()), ("colors", list.join("; "))])
}
