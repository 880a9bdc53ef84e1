//! User actions on a board on the screen, and their effects.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin, PinMode, PinState};
use digilab_devices::clock::Signal;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;
use digilab_lab::boards::simulated;
use digilab_lab::lab::BenchAction;
use digilab_lab::text::{Language, Texts};
use egui::{Event, Key, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::hold::Held;
use super::surroundings::Surroundings;
use super::tilt::Tilt;
use super::{BoardProps, BoardView, fits};

/// A board, its state, and the user's actions on it.
struct Desk {
    view: BoardView,
    state: BoardState,
    is_simulated: bool,
    actions: Vec<BenchAction>,
    texts: Texts,
}

impl Desk {
    fn new(kind: BoardKind) -> Self {
        Self {
            view: BoardView::new(kind),
            state: BoardState::default(),
            is_simulated: true,
            actions: Vec::new(),
            texts: Texts::new(Language::En),
        }
    }

    fn harness(self) -> Harness<'static, Self> {
        Harness::builder()
            .with_size(vec2(420.0, 1600.0))
            .with_max_steps(20)
            .with_step_dt(0.05)
            .build_ui_state(
                |ui, desk| {
                    let Self { view, state, is_simulated, actions, texts } = desk;
                    let props = BoardProps {
                        state,
                        is_simulated: *is_simulated,
                        is_away: false,
                        is_running: true,
                        texts,
                    };
                    view.show(ui, &props, actions);
                    let _ = ui.button("Elsewhere");
                },
                self,
            )
    }
}

fn on(kind: BoardKind) -> Harness<'static, Desk> {
    let mut harness = Desk::new(kind).harness();
    harness.run();
    harness
}

fn press(button: &str) -> BenchAction {
    BenchAction::Input(PhysicalInput::Press { button: button.to_owned() })
}

fn release(button: &str) -> BenchAction {
    BenchAction::Input(PhysicalInput::Release { button: button.to_owned() })
}

fn touch(pin: Pin, touched: bool) -> BenchAction {
    BenchAction::Input(PhysicalInput::Touch { pin, touched })
}

/// Checks the width of the board's picture in a pane of this size, and that the controls below it fit into the pane.
#[track_caller]
fn check_fills(kind: BoardKind, label: &str, pane: egui::Vec2, expected: std::ops::RangeInclusive<f32>) {
    let mut harness = Harness::builder().with_size(pane).build_ui_state(
        |ui, desk: &mut Desk| {
            let Desk { view, state, is_simulated, actions, texts } = desk;
            view.show(
                ui,
                &BoardProps { state, is_simulated: *is_simulated, is_away: false, is_running: false, texts },
                actions,
            );
        },
        Desk::new(kind),
    );
    harness.run();
    let picture = harness.get_all_by_label_contains(label).next().map(|node| node.rect()).unwrap();
    assert!(expected.contains(&picture.width()), "{kind:?} in {pane}: {picture}");
    let end = harness.get_by_role_and_label(Role::Button, "Add a part").rect().bottom();
    let fits = pane.y < 600.0 || end <= pane.y;
    assert!(fits && picture.right() <= pane.x, "{kind:?} in {pane}: {picture}, then up to {end}");
}

#[test]
fn a_board_fills_its_pane_and_leaves_room_for_what_is_below_it() {
    use BoardKind::{Arduino, MicrobitV2};
    // A laptop's pane, a wide one, a phone, and a phone on its side.
    check_fills(MicrobitV2, "micro:bit", vec2(518.0, 650.0), 470.0..=518.0);
    check_fills(Arduino, "Arduino", vec2(518.0, 650.0), 470.0..=518.0);
    check_fills(MicrobitV2, "micro:bit", vec2(610.0, 1000.0), 530.0..=560.0);
    check_fills(Arduino, "Arduino", vec2(610.0, 1000.0), 530.0..=560.0);
    check_fills(MicrobitV2, "micro:bit", vec2(380.0, 650.0), 340.0..=380.0);
    check_fills(MicrobitV2, "micro:bit", vec2(500.0, 250.0), 270.0..=300.0);
}

#[track_caller]
fn check_click(kind: BoardKind, label: &str, expected: &[BenchAction]) {
    let mut harness = on(kind);
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
    assert_eq!(harness.state().actions, expected, "{label}");
}

#[test]
fn clicks() {
    use BoardKind::{MicrobitV1, MicrobitV2};
    check_click(MicrobitV2, "Button A", &[press("A"), release("A")]);
    check_click(MicrobitV1, "Button B", &[press("B"), release("B")]);
    check_click(MicrobitV2, "A + B", &[press("A"), press("B"), release("A"), release("B")]);
    check_click(MicrobitV2, "Logo", &[press("logo"), release("logo")]);
    check_click(MicrobitV1, "Touch pin 0", &[touch(0, true), touch(0, false)]);
    check_click(MicrobitV1, "Touch pin 2", &[touch(2, true), touch(2, false)]);
    check_click(MicrobitV2, "Shake", &[BenchAction::Input(PhysicalInput::Shake)]);
}

#[test]
fn a_v1_has_no_logo_and_no_microphone() {
    let mut harness = on(BoardKind::MicrobitV1);
    assert!(harness.query_by_label("Logo").is_none());
    harness.get_by_label("Surroundings").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Slider, "Light").is_some());
    assert!(harness.query_by_role_and_label(Role::Slider, "Sound").is_none());
}

#[test]
fn a_button_stays_down_while_it_is_held_and_comes_up_when_the_pointer_leaves() {
    let mut harness = on(BoardKind::MicrobitV2);
    let center = harness.get_by_label("Button A").rect().center();
    harness.hover_at(center);
    harness.drag_at(center);
    harness.run();
    harness.run_steps(5);
    assert_eq!(harness.state().actions, [press("A")]);
    assert_eq!(harness.state().view.setup().actions, [press("A")], "the next run begins with it down");
    harness.hover_at(center + vec2(100.0, 0.0));
    harness.run();
    assert_eq!(harness.state().actions, [press("A"), release("A")]);
    assert_eq!(harness.state().view.setup().actions, []);
    harness.drop_at(center + vec2(100.0, 0.0));
    harness.run();
    assert_eq!(harness.state().actions.len(), 2);
}

#[test]
fn keys_hold_the_focused_button() {
    for key in [Key::Space, Key::Enter] {
        let mut harness = on(BoardKind::MicrobitV2);
        harness.get_by_label("Button B").focus();
        harness.run();
        harness.key_down(key);
        harness.run();
        harness.run_steps(5);
        assert_eq!(harness.state().actions, [press("B")], "{key:?}");
        harness.key_up(key);
        harness.run();
        assert_eq!(harness.state().actions, [press("B"), release("B")], "{key:?}");
    }
}

#[test]
fn letters_press_their_buttons_while_the_board_has_the_focus() {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.key_press(Key::A);
    harness.run();
    assert_eq!(harness.state().actions, [], "the focus is elsewhere");
    harness.get_by_label_contains("micro:bit.").focus();
    harness.run();
    harness.key_down(Key::A);
    harness.key_down(Key::B);
    harness.key_up(Key::A);
    harness.key_up(Key::B);
    harness.run();
    assert_eq!(harness.state().actions, [press("A"), press("B"), release("A"), release("B")]);
}

#[test]
fn losing_the_focus_lets_go() {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.get_by_label("Button A").focus();
    harness.run();
    harness.key_down(Key::Space);
    harness.key_down(Key::B);
    harness.run();
    harness.get_by_label("Elsewhere").focus();
    harness.run();
    let done = [press("A"), press("B"), release("A"), release("B")];
    assert_eq!(harness.state().actions, done);

    // The window loses the focus while the pointer holds a button.
    let mut harness = on(BoardKind::MicrobitV2);
    let center = harness.get_by_label("Button A").rect().center();
    harness.hover_at(center);
    harness.drag_at(center);
    harness.run();
    harness.input_mut().focused = false;
    harness.event(Event::WindowFocused(false));
    harness.run();
    assert_eq!(harness.state().actions, [press("A"), release("A")]);
}

#[test]
fn whoever_hides_the_board_lets_go() {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.get_by_label("Button A").focus();
    harness.run();
    harness.key_down(Key::Space);
    harness.run();
    let desk = harness.state_mut();
    desk.view.release_all(&mut desk.actions);
    assert_eq!(desk.actions, [press("A"), release("A")]);
    assert_eq!(desk.view.setup().actions, []);
}

#[test]
fn a_screen_readers_click_is_long_enough_to_be_seen() {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.get_by_label("Button A").click_accesskit();
    harness.step();
    assert_eq!(harness.state().actions, [press("A")]);
    harness.run_steps(3);
    assert_eq!(harness.state().actions, [press("A"), release("A")]);
}

#[track_caller]
fn check_slider(label: &str, value: f64, expected: PhysicalInput) {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.get_by_label("Surroundings").click();
    harness.run();
    harness.get_by_role_and_label(Role::Slider, label).set_value_accesskit(value);
    harness.run();
    let expected = [BenchAction::Input(expected)];
    assert_eq!(harness.state().actions, expected, "{label}");
    assert_eq!(harness.state().view.setup().actions, expected, "{label}");
}

#[test]
fn sliders() {
    check_slider("Light", 200.0, PhysicalInput::Light { level: 200 });
    check_slider("Temperature", -10.0, PhysicalInput::Temperature { celsius: -10 });
    check_slider("Sound", 255.0, PhysicalInput::Sound { level: 255 });
    check_slider("Compass: degrees from north", 359.0, PhysicalInput::Heading { heading_deg: 359 });
    check_slider("Tilt to the right", 90.0, PhysicalInput::Tilt { x_mg: 1024, y_mg: 0, z_mg: 0 });
    check_slider("Tilt towards you", 180.0, PhysicalInput::Tilt { x_mg: 0, y_mg: 0, z_mg: 1024 });
}

#[test]
fn dragging_tilts_and_a_button_lays_flat() {
    let mut harness = on(BoardKind::MicrobitV2);
    let body = harness.get_by_label_contains("micro:bit.").rect();
    // This spot between the display and the connector belongs to the body alone.
    let start = body.center() + vec2(60.0, 38.0);
    harness.hover_at(start);
    harness.drag_at(start);
    harness.hover_at(start + vec2(30.0, 0.0));
    harness.hover_at(start + vec2(60.0, 0.0));
    harness.drop_at(start + vec2(60.0, 0.0));
    harness.run();
    let tilted = BenchAction::Input(PhysicalInput::Tilt { x_mg: 512, y_mg: 0, z_mg: -887 });
    assert_eq!(harness.state().actions.last(), Some(&tilted));
    assert_eq!(harness.state().view.setup().actions, [tilted]);
    harness.get_by_label("Level").click();
    harness.run();
    let level = BenchAction::Input(PhysicalInput::Tilt { x_mg: 0, y_mg: 0, z_mg: -1024 });
    assert_eq!(harness.state().actions.last(), Some(&level));
    assert_eq!(harness.state().view.setup().actions, []);
}

#[test]
fn arrow_keys_tilt_the_focused_board() {
    let mut harness = on(BoardKind::MicrobitV2);
    harness.get_by_label_contains("micro:bit.").focus();
    harness.run();
    for _ in 0..3 {
        harness.key_press(Key::ArrowDown);
    }
    harness.run();
    let tilted = BenchAction::Input(PhysicalInput::Tilt { x_mg: 0, y_mg: 512, z_mg: -887 });
    assert_eq!(harness.state().actions.last(), Some(&tilted));
    assert!(harness.get_by_label_contains("micro:bit.").is_focused());
}

fn add(harness: &mut Harness<'_, Desk>, part: &str, pin: &str) {
    harness.get_by_label("Add a part").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, part).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, pin).click();
    harness.run();
}

#[test]
fn parts_are_added_and_removed() {
    let mut harness = on(BoardKind::MicrobitV2);
    add(&mut harness, "LED", "8");
    let attach = BenchAction::Attach { pin: 8, part: Part::Led };
    assert_eq!(harness.state().actions, std::slice::from_ref(&attach));
    assert_eq!(harness.state().view.setup().want, BoardFamily::Microbit);
    assert_eq!(harness.state().view.setup().actions, std::slice::from_ref(&attach));
    assert_eq!(harness.state().view.parts(), BTreeMap::from([(8, Part::Led)]));
    harness.get_by_label("Remove: LED, pin 8").click();
    harness.run();
    assert_eq!(harness.state().actions, [attach, BenchAction::Detach { pin: 8 }]);
    assert_eq!(harness.state().view.setup().actions, []);
    assert_eq!(harness.state().view.parts(), BTreeMap::new());
}

#[test]
fn only_pins_that_work_and_are_free_are_offered() {
    let mut harness = on(BoardKind::Arduino);
    harness.get_by_label("Add a part").click();
    harness.run();
    assert!(harness.query_by_label("Pixel strip").is_none(), "StandardFirmata drives no strip");
    harness.get_by_label("Potentiometer").click();
    harness.run();
    assert!(harness.query_by_label("D3").is_none());
    harness.get_by_label("A1").click();
    harness.run();
    assert_eq!(harness.state().view.parts(), BTreeMap::from([(15, Part::Potentiometer)]));
    harness.get_by_label("Add a part").click();
    harness.run();
    harness.get_by_label("Distance sensor").click();
    harness.run();
    assert!(harness.query_by_label("A1").is_none(), "the pin is taken");
    assert!(harness.query_by_label("A0").is_some());
}

#[test]
fn eight_parts_are_enough() {
    let mut harness = on(BoardKind::Arduino);
    let parts: BTreeMap<Pin, Part> = (2..=12).map(|pin| (pin, Part::Led)).collect();
    harness.state_mut().view.set_parts(&parts);
    harness.run();
    assert_eq!(harness.state().view.parts(), (2..=9).map(|pin| (pin, Part::Led)).collect());
    assert!(harness.get_by_label("Add a part").accesskit_node().is_disabled());
}

#[test]
fn parts_come_back_as_they_were_kept() {
    let parts = BTreeMap::from([(0, Part::Potentiometer), (1, Part::ButtonToGround), (16, Part::PixelStrip)]);
    let mut view = BoardView::new(BoardKind::MicrobitV2);
    view.set_parts(&parts);
    assert_eq!(view.parts(), parts);
    let mut other = BoardView::new(BoardKind::MicrobitV2);
    other.set_parts(&BTreeMap::from([(2, Part::Led)]));
    other.set_parts(&view.parts());
    assert_eq!(other.parts(), parts);
    other.set_parts(&BTreeMap::from([(3, Part::Led), (8, Part::Potentiometer)]));
    assert_eq!(other.parts(), BTreeMap::new(), "neither works there");
}

#[test]
fn another_board_keeps_what_fits() {
    let mut view = BoardView::new(BoardKind::MicrobitV2);
    view.set_parts(&BTreeMap::from([(9, Part::Led), (8, Part::Buzzer)]));
    view.surroundings.sound = 90;
    view.surroundings.light = 3;
    view.set_kind(BoardKind::MicrobitV1);
    assert_eq!(view.kind(), BoardKind::MicrobitV1);
    assert_eq!(view.parts(), BTreeMap::from([(8, Part::Buzzer)]));
    let light = BenchAction::Input(PhysicalInput::Light { level: 3 });
    let attach = BenchAction::Attach { pin: 8, part: Part::Buzzer };
    assert_eq!(view.setup().actions, [attach, light], "a V1 hears nothing");
    view.set_kind(BoardKind::Arduino);
    assert_eq!(view.parts(), BTreeMap::new());
    assert_eq!((view.setup().want, view.setup().actions), (BoardFamily::Arduino, vec![]));
}

#[test]
fn parts_are_operated_and_the_next_run_begins_with_them() {
    let mut harness = on(BoardKind::Arduino);
    let parts =
        BTreeMap::from([(4, Part::ButtonToGround), (14, Part::Potentiometer), (15, Part::DistanceSensor)]);
    harness.state_mut().view.set_parts(&parts);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Button, pin D4").click();
    harness.run();
    harness.get_by_role_and_label(Role::Slider, "Setting").set_value_accesskit(700.0);
    harness.run();
    harness.get_by_role_and_label(Role::Slider, "Distance").set_value_accesskit(30.0);
    harness.run();
    let level = BenchAction::Input(PhysicalInput::PinLevel { pin: 14, level: 700 });
    let distance = BenchAction::Input(PhysicalInput::Distance { pin: 15, distance_cm: 30 });
    let done = [press("4"), release("4"), level.clone(), distance.clone()];
    assert_eq!(harness.state().actions, done);
    let setup = harness.state().view.setup().actions;
    assert_eq!(setup.len(), 5);
    assert_eq!(setup[3..], [level, distance]);
}

#[test]
fn a_held_button_comes_up_before_it_is_removed() {
    let mut harness = on(BoardKind::Arduino);
    harness.state_mut().view.set_parts(&BTreeMap::from([(14, Part::ButtonToSupply)]));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Button to supply, pin A0").click_accesskit();
    harness.get_by_label("Remove: Button to supply, pin A0").click_accesskit();
    harness.run();
    let detach = BenchAction::Detach { pin: 14 };
    assert_eq!(harness.state().actions, [press("A0"), release("A0"), detach]);
}

#[test]
fn a_servo_turns_as_fast_as_a_real_one_and_then_nothing_moves() {
    let mut desk = Desk::new(BoardKind::Arduino);
    desk.view.set_parts(&BTreeMap::from([(9, Part::Servo)]));
    desk.state.pins.insert(9, PinState { mode: PinMode::Servo, value: 90 });
    let mut harness = desk.harness();
    harness.run();
    assert!(harness.query_by_label("Servo, pin D9: 90°").is_some());
    harness.state_mut().state.pins.insert(9, PinState { mode: PinMode::Servo, value: 180 });
    // 90 degrees take 225 ms, a frame of the harness 50 ms.
    let frames = harness.run();
    assert!((5..=7).contains(&frames), "it was redrawn while it turned: {frames}");
    assert!(harness.query_by_label("Servo, pin D9: 180°").is_some());
    assert_eq!(harness.run(), 1, "nothing moves any more");
}

#[test]
fn a_real_board_shows_its_readings_but_nothing_can_be_operated() {
    for kind in [BoardKind::MicrobitV2, BoardKind::Arduino] {
        let mut desk = Desk::new(kind);
        desk.is_simulated = false;
        desk.view.set_parts(&BTreeMap::from([(2, Part::Led)]));
        desk.state.pins.insert(2, PinState { mode: PinMode::Output, value: 1 });
        let mut harness = desk.harness();
        harness.run();
        let operable: Vec<String> = harness
            .root()
            .children_recursive()
            .map(|node| node.accesskit_node())
            .filter(|node| {
                egui::accessibility::is_input(node.role())
                    || node.data().supports_action(egui::accesskit::Action::Focus)
            })
            .filter_map(|node| node.label())
            .collect();
        assert_eq!(operable, ["Elsewhere"], "{kind:?}");
        assert!(harness.query_by_label_contains(": output 1").is_some(), "{kind:?}");
        harness.key_press(Key::A);
        harness.run();
        assert_eq!(harness.state().actions, []);
    }
}

#[test]
fn the_display_can_be_read_aloud() {
    let mut harness = on(BoardKind::MicrobitV2);
    let dark =
        "Display: row 1: 0 0 0 0 0; row 2: 0 0 0 0 0; row 3: 0 0 0 0 0; row 4: 0 0 0 0 0; row 5: 0 0 0 0 0";
    assert!(harness.query_by_label(dark).is_some());
    let heart = [[0, 9, 0, 9, 0], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [0, 9, 9, 9, 0], [0, 0, 1, 0, 0]];
    harness.state_mut().state.leds = Some(heart);
    harness.run();
    assert!(harness.query_by_label(dark).is_none());
    let lit =
        "Display: row 1: 0 9 0 9 0; row 2: 9 9 9 9 9; row 3: 9 9 9 9 9; row 4: 0 9 9 9 0; row 5: 0 0 1 0 0";
    assert!(harness.query_by_label(lit).is_some());
}

#[test]
fn pins_tones_and_leds_can_be_read_aloud() {
    let mut desk = Desk::new(BoardKind::Arduino);
    desk.state.pins.insert(13, PinState { mode: PinMode::Output, value: 1 });
    desk.state.pins.insert(16, PinState { mode: PinMode::Analog, value: 512 });
    desk.state.pins.insert(9, PinState { mode: PinMode::Servo, value: 90 });
    let mut harness = desk.harness();
    harness.run();
    for label in
        ["Arduino Uno. LED L: 100 %.", "Pin D13: output 1", "Pin A2: analog input 512", "Pin D9: servo 90°"]
    {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    let mut desk = Desk::new(BoardKind::MicrobitV2);
    desk.state.tone_hz = Some(440);
    let mut harness = desk.harness();
    harness.run();
    assert!(harness.query_by_label("Tone: 440 Hz").is_some());
}

#[test]
fn a_board_at_rest_is_not_drawn_again_and_again() {
    for kind in [BoardKind::MicrobitV2, BoardKind::Arduino, BoardKind::Text] {
        let mut harness = on(kind);
        assert_eq!(harness.run(), 1, "{kind:?}");
    }
}

#[test]
fn every_width_and_language_shows_everything_within_it() {
    for language in Language::ALL {
        for kind in [BoardKind::MicrobitV2, BoardKind::Arduino] {
            for width in [320.0, 480.0, 700.0] {
                let mut desk = Desk::new(kind);
                desk.texts = Texts::new(*language);
                let all =
                    [(0, Part::Potentiometer), (8, Part::Led), (2, Part::ButtonToGround), (14, Part::Servo)];
                desk.view.set_parts(&BTreeMap::from(all));
                let mut harness = desk.harness();
                harness.set_size(vec2(width, 1600.0));
                harness.run();
                for node in harness.root().children_recursive() {
                    let data = node.accesskit_node();
                    if let (Some(label), true) = (data.label(), data.bounding_box().is_some()) {
                        let rect = node.rect();
                        let fits = rect.left() >= -0.5 && rect.right() <= width + 0.5;
                        assert!(fits, "{language} {kind:?} {width}: {label} {rect:?}");
                    }
                }
            }
        }
    }
}

/// Checks that a board accepts all actions; a run ends with an error where it refuses one.
#[track_caller]
fn check_accepted(kind: BoardKind, actions: &[BenchAction]) {
    let bench = simulated(kind, &Signal::new()).unwrap().bench.unwrap();
    for action in actions {
        let done = match action {
            BenchAction::Input(input) => bench.input(0, input),
            BenchAction::Attach { pin, part } => bench.attach(0, *pin, *part),
            BenchAction::Detach { pin } => {
                bench.detach(0, *pin);
                Ok(())
            }
        };
        assert!(done.is_ok(), "{kind:?} {action:?}: {done:?}");
    }
}

#[test]
fn the_simulated_board_accepts_all_that_is_offered() {
    for kind in [BoardKind::MicrobitV1, BoardKind::MicrobitV2, BoardKind::Arduino] {
        let mut view = BoardView::new(kind);
        let mut actions = Vec::new();
        for &part in Part::ALL {
            for pin in fits::pins_for(kind, part) {
                view.attach(pin, part, &mut actions);
                for is_down in [true, false] {
                    if matches!(part, Part::ButtonToGround | Part::ButtonToSupply) {
                        view.act(view.hold_input(Held::Part(pin), is_down), &mut actions);
                    }
                }
                match part {
                    Part::Potentiometer => {
                        view.act(PhysicalInput::PinLevel { pin, level: 1023 }, &mut actions)
                    }
                    Part::DistanceSensor => {
                        view.act(PhysicalInput::Distance { pin, distance_cm: 400 }, &mut actions);
                    }
                    _ => {}
                }
            }
        }
        view.surroundings = Surroundings {
            tilt: Tilt { right_deg: -180.0, bottom_deg: 90.0 },
            light: 255,
            celsius: -10,
            sound: 255,
            heading_deg: 359,
        };
        actions.extend(view.setup().actions);
        check_accepted(kind, &actions);
    }
}
