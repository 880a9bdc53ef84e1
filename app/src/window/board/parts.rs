//! The parts wired to the board, each in a card of its own.

use digilab_devices::board::{BoardKind, Pin};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::{Part, PartView};
use digilab_lab::lab::BenchAction;
use digilab_lab::text::Texts;
use egui::{Button, Frame, Label, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::hold::Held;
use super::{BoardProps, BoardView, fits, knobs, now_us, part_pictures, pins};
use crate::window::widgets::touch::FINGER;

/// Minimum width of a card, in points; two fit side by side in the narrowest window.
const CARD_WIDTH: f32 = 146.0;

/// Action of a card: its part is removed, or gets an input.
enum Wish {
    Remove,
    Input(PhysicalInput),
}

/// Returns the Fluent id of a part's name.
pub(super) fn text_id(part: Part) -> &'static str {
    match part {
        Part::Led => "board-part-led",
        Part::ButtonToGround => "board-part-button",
        Part::ButtonToSupply => "board-part-button-supply",
        Part::Potentiometer => "board-part-potentiometer",
        Part::Servo => "board-part-servo",
        Part::Buzzer => "board-part-buzzer",
        Part::DistanceSensor => "board-part-distance",
        Part::PixelStrip => "board-part-pixels",
    }
}

/// Returns the name and pin of a part in words, for screen readers: "LED on pin 3".
fn place_words(texts: &Texts, kind: BoardKind, pin: Pin, part: Part) -> String {
    let args = [("part", texts.plain(text_id(part))), ("pin", fits::pin_name(kind, pin))];
    texts.get("board-part-on", &args)
}

/// Returns the state of a part in words: "50 %".
fn view_words(texts: &Texts, view: &PartView) -> String {
    let with = |id: &str, name: &str, value: u32| texts.get(id, &[(name, value)]);
    match view {
        PartView::Led { brightness } => {
            with("board-view-led", "percent", (u32::from(*brightness) * 100 + 127) / 255)
        }
        PartView::Button { pressed: true } => texts.plain("board-view-pressed"),
        PartView::Button { pressed: false } => texts.plain("board-view-up"),
        PartView::Potentiometer { level } => level.to_string(),
        PartView::Servo { target_deg: None, .. } => texts.plain("board-view-servo-free"),
        PartView::Servo { target_deg: Some(target_deg), .. } => {
            with("board-view-servo", "angle", u32::from(*target_deg))
        }
        PartView::Buzzer { tone_hz: None } => texts.plain("board-view-silent"),
        PartView::Buzzer { tone_hz: Some(tone_hz) } => with("board-view-buzzer", "frequency", *tone_hz),
        PartView::Distance { distance_cm } => {
            with("board-view-distance", "distance", u32::from(*distance_cm))
        }
        PartView::Pixels { colors } if colors.is_empty() => texts.plain("board-view-dark"),
        PartView::Pixels { colors } => {
            with("board-view-pixels", "count", u32::try_from(colors.len()).unwrap_or(u32::MAX))
        }
    }
}

impl BoardView {
    /// Draws the heading, the menu and the cards.
    pub(super) fn show_parts(&mut self, ui: &mut Ui, props: &BoardProps<'_>, actions: &mut Vec<BenchAction>) {
        ui.separator();
        self.show_part_menu(ui, props.texts, actions);
        let views = self.parts.view(self.kind, now_us(ui), props.state);
        if views.values().any(is_turning) {
            ui.request_repaint();
        }
        let gap = ui.spacing().item_spacing.x;
        let width = ui.available_width();
        let per_row = (((width + gap) / (CARD_WIDTH + gap)).floor() as usize).max(1);
        let card_width = ((width + gap) / per_row as f32 - gap).min(CARD_WIDTH * 1.6);
        let views: Vec<(Pin, PartView)> = views.into_iter().collect();
        let mut wishes = Vec::new();
        for row in views.chunks(per_row) {
            ui.horizontal_top(|ui| {
                for (pin, view) in row {
                    ui.push_id(*pin, |ui| {
                        ui.allocate_ui_with_layout(vec2(card_width, 0.0), Layout::default(), |ui| {
                            ui.set_width(card_width);
                            self.card(ui, props.texts, *pin, view, &mut wishes);
                        });
                    });
                }
            });
        }
        for (pin, wish) in wishes {
            match wish {
                Wish::Remove => self.detach(pin, actions),
                Wish::Input(input) => self.act(input, actions),
            }
        }
    }

    fn card(&mut self, ui: &mut Ui, texts: &Texts, pin: Pin, view: &PartView, wishes: &mut Vec<(Pin, Wish)>) {
        let Some(part) = self.wired.get(&pin).copied() else { return };
        let place = place_words(texts, self.kind, pin, part);
        let frame = Frame::group(ui.style()).fill(ui.visuals().faint_bg_color).inner_margin(6.0);
        frame.show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(Label::new(RichText::new(texts.plain(text_id(part))).strong()).truncate());
            ui.horizontal(|ui| {
                let name = texts.get("board-part-pin", &[("pin", fits::pin_name(self.kind, pin))]);
                ui.label(RichText::new(name).size(super::SMALL));
                let to_the_right = Layout::right_to_left(egui::Align::Center);
                let is_removed = ui.with_layout(to_the_right, |ui| {
                    cross(ui, &texts.get("board-remove", &[("what", &place)]))
                });
                if is_removed.inner {
                    wishes.push((pin, Wish::Remove));
                }
            });
            match view {
                PartView::Button { .. } => self.push_button(ui, texts, pin, part, &place),
                PartView::Pixels { colors } if !colors.is_empty() => {
                    pins::show_pixels(ui, texts, pin, colors);
                }
                _ => {
                    let words = format!("{place}: {}", view_words(texts, view));
                    let response = part_pictures::show(ui, view);
                    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
                }
            }
            if let Some(input) = setting(ui, texts, pin, view) {
                wishes.push((pin, Wish::Input(input)));
            } else if !matches!(view, PartView::Potentiometer { .. } | PartView::Distance { .. }) {
                ui.label(view_words(texts, view));
            }
        });
    }

    /// Draws a button part, which can be held down.
    fn push_button(&mut self, ui: &mut Ui, texts: &Texts, pin: Pin, part: Part, place: &str) {
        let size = vec2(ui.available_width(), part_pictures::HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let what = Held::Part(pin);
        self.holds.look_at(ui, &response, &[what]);
        let is_down = self.holds.is_down(what);
        part_pictures::draw_button(ui, rect, is_down, response.has_focus());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_down, place));
        let advice = format!("{}.advice", text_id(part));
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(texts.plain(&advice));
    }

    /// Wires a part to a free pin.
    pub(super) fn attach(&mut self, pin: Pin, part: Part, actions: &mut Vec<BenchAction>) {
        self.wired.insert(pin, part);
        self.parts.attach(pin, part);
        actions.push(BenchAction::Attach { pin, part });
    }

    /// Removes a part. A button that is held is released first, while it is still there.
    fn detach(&mut self, pin: Pin, actions: &mut Vec<BenchAction>) {
        let what = Held::Part(pin);
        if self.holds.forget(what) {
            self.act(self.hold_input(what, false), actions);
        }
        self.wired.remove(&pin);
        self.parts.detach(pin);
        actions.push(BenchAction::Detach { pin });
    }
}

/// True while a servo is turning.
fn is_turning(view: &PartView) -> bool {
    matches!(view, PartView::Servo { target_deg: Some(target_deg), angle_deg } if target_deg != angle_deg)
}

/// Draws the slider of a part that can be set. Returns the input if the slider was moved.
fn setting(ui: &mut Ui, texts: &Texts, pin: Pin, view: &PartView) -> Option<PhysicalInput> {
    match *view {
        PartView::Potentiometer { mut level } => {
            let label = texts.plain("board-potentiometer-level");
            knobs::slider(ui, &label, &mut level, 0..=1023, "")
                .then_some(PhysicalInput::PinLevel { pin, level })
        }
        PartView::Distance { mut distance_cm } => {
            let label = texts.plain("board-distance");
            knobs::slider(ui, &label, &mut distance_cm, 0..=400, " cm")
                .then_some(PhysicalInput::Distance { pin, distance_cm })
        }
        _ => None,
    }
}

/// Draws the button that removes a part. Returns true if it was clicked.
fn cross(ui: &mut Ui, name: &str) -> bool {
    let response = ui.add(Button::new("").min_size(vec2(FINGER, FINGER)).frame_when_inactive(false));
    let (center, reach) = (response.rect.center(), 5.5);
    let stroke = (2.0, ui.style().interact(&response).text_color());
    for slope in [1.0, -1.0] {
        let along = vec2(reach, reach * slope);
        ui.painter().line_segment([center - along, center + along], stroke);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name).clicked()
}
