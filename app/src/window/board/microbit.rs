//! The micro:bit: its picture, its buttons and pads, and its tilt.

use digilab_devices::board::{BoardKind, Leds, Pin, PinMode};
use digilab_devices::sim::input::PhysicalInput;
use digilab_lab::lab::BenchAction;
use digilab_lab::text::Texts;
use egui::emath::{Rect, Vec2, pos2, vec2};
use egui::{Button, Color32, EventFilter, Key, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use super::canvas::Canvas;
use super::hold::Held;
use super::tilt::Tilt;
use super::{BoardProps, BoardView, SHAKE_S, colors, picture_width, pins};
use crate::window::widgets::touch::{FINGER, focus_frame_in_picture};

/// Size of the board in millimetres, close to the real one.
const SIZE: Vec2 = vec2(52.0, 43.0);

/// Margin around the board in which it tilts and shakes, in points.
const MARGIN: Vec2 = vec2(8.0, 10.0);

/// Height kept free below the board for the buttons, the surroundings and the parts, in points.
const BELOW: f32 = 196.0;

/// Tilt per press of an arrow key, in degrees.
const KEY_STEP_DEG: f32 = 10.0;

/// Pads of the edge connector: label, pin (`None` for a supply), and the x of the centre in millimetres.
const PADS: [(&str, Option<Pin>, f32); 5] = [
    ("0", Some(0), 5.2),
    ("1", Some(1), 15.6),
    ("2", Some(2), 26.0),
    ("3V", None, 36.4),
    ("GND", None, 46.8),
];
const PAD_WIDTH: f32 = 7.0;
const PAD_TOP: f32 = 35.0;

/// Strips between the pads, from the left: x of the first strip's centre in millimetres, and pins. Pins 17, 18 and
/// from 21 on are supplies.
const STRIPS: [(f32, &[Pin]); 6] = [
    (0.8, &[3]),
    (9.2, &[4, 5, 6, 7]),
    (19.5, &[8, 9, 10, 11, 12]),
    (30.0, &[13, 14, 15, 16, 17]),
    (40.4, &[18, 19, 20, 21]),
    (51.2, &[22]),
];
const STRIP_STEP: f32 = 0.78;

fn square(x: f32, y: f32, side: f32) -> Rect {
    Rect::from_center_size(pos2(x, y), Vec2::splat(side))
}

fn pad_rect(x: f32) -> Rect {
    Rect::from_min_max(pos2(x - PAD_WIDTH / 2.0, PAD_TOP), pos2(x + PAD_WIDTH / 2.0, SIZE.y))
}

const LOGO: Rect = Rect { min: pos2(19.5, 1.8), max: pos2(32.5, 8.8) };
const BUTTON_A: (f32, f32) = (7.0, 19.4);
const BUTTON_B: (f32, f32) = (45.0, 19.4);

impl BoardView {
    /// Draws the board and the controls below it, and handles input to them.
    pub(super) fn show_microbit(
        &mut self,
        ui: &mut Ui,
        props: &BoardProps<'_>,
        actions: &mut Vec<BenchAction>,
    ) {
        let width = picture_width(ui, SIZE.y / SIZE.x, 2.0 * MARGIN.y + BELOW);
        let points_per_mm = (width - 2.0 * MARGIN.x) / SIZE.x;
        let height = SIZE.y * points_per_mm + 2.0 * MARGIN.y;
        let (_, area) = ui.allocate_space(vec2(width, height));
        let tilt = if props.is_simulated { self.surroundings.tilt } else { Tilt::default() };
        let center = area.center() + vec2(self.swing(ui), 0.0);
        let canvas = Canvas::new(ui.painter().clone(), center, SIZE, points_per_mm, tilt);

        // A widget added later is on top: the body comes first, so that its buttons take precedence.
        let body = props.is_simulated.then(|| self.body(ui, &canvas, props.texts, actions));
        self.draw_body(&canvas, props);
        let mut focused = body.as_ref().is_some_and(Response::has_focus);
        if let Some(body) = body.filter(Response::has_focus) {
            focus_frame_in_picture(ui, body.rect.expand(2.0), 4.0);
        }
        display(ui, &canvas, props);
        if props.is_simulated {
            focused |= self.touchables(ui, &canvas, props.texts);
            ui.add_space(4.0);
            focused |= self.handles(ui, props.texts, actions);
        }
        self.holds.look_at_letters(ui, props.is_simulated && focused);
    }

    /// Returns the displacement of a shaken board from its place now, in points.
    fn swing(&self, ui: &Ui) -> f32 {
        let left_s = self.shaken_until_s - ui.input(|input| input.time);
        if left_s <= 0.0 {
            return 0.0;
        }
        ui.request_repaint();
        let share = (left_s / SHAKE_S).min(1.0) as f32;
        (share * 5.0 * std::f32::consts::TAU).sin() * MARGIN.x
    }

    /// Adds the body of the board, which tilts when it is dragged.
    fn body(&mut self, ui: &Ui, canvas: &Canvas, texts: &Texts, actions: &mut Vec<BenchAction>) -> Response {
        let rect = canvas.seen(Rect::from_min_size(pos2(0.0, 0.0), SIZE), 0.0);
        let response = ui.interact(rect, ui.scope_id().with("body"), Sense::click_and_drag());
        if response.drag_started() || response.clicked() {
            response.request_focus();
        }
        let mut tilt = self.surroundings.tilt;
        if response.dragged() {
            let moved = response.drag_delta();
            tilt = tilt.dragged(moved.x, moved.y);
        }
        if response.has_focus() {
            let filter =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            let presses = |key| ui.input(|input| input.num_presses(key)) as f32 * KEY_STEP_DEG;
            let right = presses(Key::ArrowRight) - presses(Key::ArrowLeft);
            let bottom = presses(Key::ArrowDown) - presses(Key::ArrowUp);
            // A turn by zero would lift a board that the sliders have turned over.
            if right != 0.0 || bottom != 0.0 {
                tilt = tilt.turned(right, bottom);
            }
        }
        if response.double_clicked() {
            tilt = Tilt::default();
        }
        self.hold_at(tilt, actions);
        response.widget_info(|| WidgetInfo::labeled(Role::Group, true, texts.plain("board-microbit")));
        response.on_hover_and_drag_cursor(egui::CursorIcon::Grab)
    }

    fn hold_at(&mut self, tilt: Tilt, actions: &mut Vec<BenchAction>) {
        if tilt != self.surroundings.tilt {
            self.surroundings.tilt = tilt;
            self.act(self.surroundings.tilt_input(), actions);
        }
    }

    /// Adds the buttons, the logo and the pads of the board. Returns true if one of them has the focus.
    fn touchables(&mut self, ui: &Ui, canvas: &Canvas, texts: &Texts) -> bool {
        let mut touchables = vec![
            (Held::A, square(BUTTON_A.0, BUTTON_A.1, 9.0), texts.plain("board-button-a")),
            (Held::B, square(BUTTON_B.0, BUTTON_B.1, 9.0), texts.plain("board-button-b")),
        ];
        if self.kind == BoardKind::MicrobitV2 {
            touchables.push((Held::Logo, LOGO, texts.plain("board-logo")));
        }
        for (name, pin, x) in PADS {
            if let Some(pin) = pin {
                touchables.push((Held::Pad(pin), pad_rect(x), texts.get("board-pad", &[("pin", name)])));
            }
        }
        let mut focused = false;
        for (what, rect, label) in touchables {
            let id = ui.scope_id().with(("touchable", what));
            let response = ui.interact(canvas.seen(rect, FINGER), id, Sense::click_and_drag());
            self.holds.look_at(ui, &response, &[what]);
            let is_down = self.holds.is_down(what);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_down, &label));
            if response.has_focus() {
                focus_frame_in_picture(ui, canvas.seen(rect, 0.0).expand(2.0), 4.0);
                focused = true;
            }
            response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(&label);
        }
        focused
    }

    /// Draws the buttons below the board. Returns true if the one for A and B has the focus.
    fn handles(&mut self, ui: &mut Ui, texts: &Texts, actions: &mut Vec<BenchAction>) -> bool {
        ui.horizontal_wrapped(|ui| {
            let min_size = vec2(FINGER, FINGER);
            let both = [Held::A, Held::B];
            let is_down = both.into_iter().all(|what| self.holds.is_down(what));
            let button = Button::new(texts.plain("board-button-ab")).min_size(min_size).selected(is_down);
            let response = ui.add(button.sense(Sense::click_and_drag()));
            self.holds.look_at(ui, &response, &both);
            if ui.add(Button::new(texts.plain("board-shake")).min_size(min_size)).clicked() {
                self.shaken_until_s = ui.input(|input| input.time) + SHAKE_S;
                ui.request_repaint();
                self.act(PhysicalInput::Shake, actions);
            }
            let is_held = !self.surroundings.tilt.is_level();
            let level = Button::new(texts.plain("board-level")).min_size(min_size);
            if ui.add_enabled(is_held, level).on_hover_text(texts.plain("board-level.advice")).clicked() {
                self.hold_at(Tilt::default(), actions);
            }
            response.has_focus()
        })
        .inner
    }

    fn draw_body(&self, canvas: &Canvas, props: &BoardProps<'_>) {
        let edge = Stroke::new(1.5, colors::MICROBIT_EDGE);
        canvas.rounded(Rect::from_min_size(pos2(0.0, 0.0), SIZE), 2.6, colors::MICROBIT, edge);
        let accents =
            [(0.0, 1.0, Color32::from_rgb(230, 60, 90)), (SIZE.x, -1.0, Color32::from_rgb(60, 180, 120))];
        for (x, towards, color) in accents {
            let corner = |along: f32, y: f32| pos2(x + along * towards, y);
            canvas.polygon(
                &[corner(2.6, 0.6), corner(12.0, 0.6), corner(0.6, 8.6), corner(0.6, 3.0)],
                color,
                Stroke::NONE,
            );
        }
        self.draw_logo(canvas);
        for ((x, y), what, name) in [(BUTTON_A, Held::A, "A"), (BUTTON_B, Held::B, "B")] {
            self.draw_button(canvas, x, y, what, name);
        }
        self.draw_connector(canvas, props);
    }

    fn draw_logo(&self, canvas: &Canvas) {
        let (color, is_down) = match self.kind {
            BoardKind::MicrobitV2 => (colors::GOLD, self.holds.is_down(Held::Logo)),
            _ => (colors::SILVER, false),
        };
        let fill =
            if is_down { colors::mix(colors::MICROBIT, colors::GOLD_LIGHT, 0.6) } else { colors::MICROBIT };
        let width = canvas.scale() * 1.1;
        let face = LOGO.shrink2(vec2(0.8, 0.6));
        canvas.rounded(face, face.height() / 2.0 - 0.01, fill, Stroke::new(width, color));
        for eye in [-2.6, 2.6] {
            canvas.circle(face.center().x + eye, face.center().y, 0.95, color, Stroke::NONE);
        }
    }

    fn draw_button(&self, canvas: &Canvas, x: f32, y: f32, what: Held, name: &str) {
        let is_down = self.holds.is_down(what);
        canvas.rounded(square(x, y, 8.4), 0.8, colors::SILVER, Stroke::new(1.0, colors::SILVER_DARK));
        for (dx, dy) in [(-3.3, -3.3), (3.3, -3.3), (-3.3, 3.3), (3.3, 3.3)] {
            canvas.circle(x + dx, y + dy, 0.5, colors::SILVER_DARK, Stroke::NONE);
        }
        let (radius, fill) = if is_down { (2.5, colors::PRESSED) } else { (2.8, colors::BLACK) };
        canvas.circle(x, y, radius, fill, Stroke::new(1.0, colors::SILVER_DARK));
        canvas.text(x, y - 6.4, 3.0, name, colors::PRINT);
    }

    fn draw_connector(&self, canvas: &Canvas, props: &BoardProps<'_>) {
        for (start, pins) in STRIPS {
            for (index, pin) in pins.iter().enumerate() {
                let x = start + index as f32 * STRIP_STEP;
                let strip = Rect::from_center_size(pos2(x, 39.7), vec2(0.5, 6.6));
                let is_used = props.state.pins.contains_key(pin);
                canvas.rect(strip, if is_used { colors::GOLD_LIGHT } else { colors::GOLD_DARK });
            }
        }
        for (name, pin, x) in PADS {
            let state = pin.and_then(|pin| props.state.pins.get(&pin));
            let is_down = pin.is_some_and(|pin| self.holds.is_down(Held::Pad(pin)));
            let is_used = state.is_some_and(|state| state.mode != PinMode::I2c);
            let fill = match (is_down, is_used) {
                (true, _) => colors::PRESSED,
                (_, true) => colors::GOLD_LIGHT,
                _ => colors::GOLD,
            };
            canvas.rect(pad_rect(x), fill);
            canvas.circle(x, PAD_TOP + 0.6, PAD_WIDTH / 2.0, fill, Stroke::NONE);
            canvas.circle(x, PAD_TOP + 0.6, 2.0, colors::BLACK, Stroke::new(1.0, colors::GOLD_DARK));
            canvas.text(x, 40.6, 2.7, name, colors::BLACK);
            if let Some(state) = state {
                canvas.text(x, PAD_TOP - 4.4, 2.0, &pins::short(props.texts, *state), colors::PRINT);
            }
        }
    }
}

/// Draws the 25 LEDs as one image, which a screen reader reads row by row.
fn display(ui: &Ui, canvas: &Canvas, props: &BoardProps<'_>) {
    const STEP: f32 = 3.7;
    let leds = props.state.leds.unwrap_or_default();
    let middle = pos2(26.0, 18.2);
    let place = |index: usize| (index as f32 - 2.0) * STEP;
    for (row, brightnesses) in leds.iter().enumerate() {
        for (column, brightness) in brightnesses.iter().enumerate() {
            draw_led(canvas, middle.x + place(column), middle.y + place(row), *brightness);
        }
    }
    let rect = canvas.seen(square(middle.x, middle.y, STEP * 5.0), 0.0);
    let response = ui.interact(rect, ui.scope_id().with("display"), Sense::empty());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, display_words(props.texts, &leds)));
}

fn draw_led(canvas: &Canvas, x: f32, y: f32, brightness: u8) {
    let body = Rect::from_center_size(pos2(x, y), vec2(1.3, 2.1));
    let light = colors::perceived(f32::from(brightness) / 9.0);
    if brightness > 0 {
        for (radius, share) in [(2.5, 0.14), (1.9, 0.24), (1.5, 0.4)] {
            let glow = colors::veil(Color32::from_rgb(255, 40, 30), share * light);
            canvas.circle(x, y, radius, glow, Stroke::NONE);
        }
    }
    let lit = colors::mix(colors::LED_OFF, Color32::from_rgb(255, 56, 44), light);
    canvas.rounded(body, 0.4, lit, Stroke::NONE);
    if brightness > 0 {
        let core = Rect::from_center_size(pos2(x, y), vec2(0.7, 1.3));
        canvas.rounded(core, 0.3, colors::veil(Color32::from_rgb(255, 205, 190), light), Stroke::NONE);
    }
}

fn display_words(texts: &Texts, leds: &Leds) -> String {
    let rows: Vec<String> = leds
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let leds: Vec<String> = row.iter().map(ToString::to_string).collect();
            texts.get("board-display-row", &[("row", (index + 1).to_string()), ("leds", leds.join(" "))])
        })
        .collect();
    texts.get("board-display", &[("rows", rows.join("; "))])
}
