//! Tests of the reference as a person uses it.

#![allow(clippy::unwrap_used)]

use digilab_devices::board::BoardKind;
use digilab_lab::api::Group;
use digilab_lab::text::{Language, Texts};
use egui::accesskit::Role;
use egui::{Key, OutputCommand, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{Reference, ReferenceAction};

struct Window {
    reference: Reference,
    board: Option<BoardKind>,
    actions: Vec<ReferenceAction>,
}

fn window(board: Option<BoardKind>) -> Harness<'static, Window> {
    let texts = Texts::new(Language::En);
    let mut harness = Harness::builder().with_size(vec2(360.0, 640.0)).allow_missing_glyphs().build_ui_state(
        move |ui, window: &mut Window| {
            window.actions.extend(window.reference.show(ui, &texts, window.board));
        },
        Window { reference: Reference::new(), board, actions: Vec::new() },
    );
    harness.run();
    harness
}

#[track_caller]
fn click(harness: &mut Harness<'static, Window>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

#[track_caller]
fn click_group(harness: &mut Harness<'static, Window>, label: &str) {
    harness.get_by_role_and_label(Role::DisclosureTriangle, label).click_accesskit();
    harness.run();
}

fn look_for(harness: &mut Harness<'static, Window>, text: &str) {
    harness.get_by_label("Find a function or a picture").focus();
    harness.run();
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

fn copied(harness: &Harness<'_, Window>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

const SLEEP: &str = "sleep(time): Waits so many milliseconds; handlers run meanwhile.";

#[test]
fn from_a_group_to_an_example_in_the_program() {
    let mut harness = window(None);
    assert!(harness.query_by_label(SLEEP).is_none());
    click_group(&mut harness, "Time and repeating");
    click(&mut harness, SLEEP);
    harness.get_by_label("from 0 to 86400000\u{a0}ms");
    click(&mut harness, "Put into my program");
    let example = "print(\"one\");\nsleep(500);\nprint(\"two\");";
    assert_eq!(harness.state().actions, [ReferenceAction::Insert(example)]);
    harness.get_by_role_and_label(Role::Button, "Copy").click();
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some(example));
    harness.run();
    click(&mut harness, SLEEP);
    assert!(harness.query_by_label("Copy").is_none());
    click_group(&mut harness, "Time and repeating");
    assert!(harness.query_by_label(SLEEP).is_none());
}

#[test]
fn finding_by_name_and_by_what_it_does() {
    let mut harness = window(None);
    look_for(&mut harness, "millisecond");
    harness.get_by_role_and_label(Role::Button, SLEEP);
    assert!(harness.query_by_label_contains("pin.servo(").is_none());
    look_for(&mut harness, " nothing like this");
    harness.get_by_label("Nothing was found. Try a shorter word.");
}

#[test]
fn pictures_are_found_and_put_in() {
    let mut harness = window(None);
    look_for(&mut harness, "heart");
    click(&mut harness, "HEART_SMALL");
    click(&mut harness, "Put into my program");
    assert_eq!(harness.state().actions, [ReferenceAction::Insert("HEART_SMALL")]);
    assert!(harness.query_by_label("DUCK").is_none());
}

#[test]
fn what_a_board_does_not_have_can_be_left_out() {
    let mut harness = window(Some(BoardKind::Arduino));
    look_for(&mut harness, "scroll");
    harness.get_by_label(
        "board.scroll(text): micro:bit: Scrolls a text over the display. The micro:bit has the letters a to z only: ä is shown as a.",
    );
    assert!(harness.query_all_by_label_contains("board.scroll(").next().is_some());
    harness.get_by_role_and_label(Role::CheckBox, "Only what my board has").click();
    harness.run();
    assert!(harness.query_all_by_label_contains("board.scroll(").next().is_none());
    harness.state_mut().board = None;
    harness.run();
    assert!(harness.query_by_label("Only what my board has").is_none());
    assert!(harness.query_all_by_label_contains("board.scroll(").next().is_some());
}

#[test]
fn the_keyboard_reaches_everything() {
    let mut harness = window(None);
    harness.get_by_role_and_label(Role::DisclosureTriangle, "Time and repeating").focus();
    harness.run();
    for key in [Key::Space, Key::Tab, Key::Enter, Key::Tab, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().actions.len(), 1);
}

#[test]
fn what_is_out_of_sight_comes_into_view_with_the_focus() {
    let mut harness = window(None);
    for group in ["Boards", "Display", "Time and repeating"] {
        click_group(&mut harness, group);
    }
    let row = |harness: &Harness<'_, Window>| harness.get_by_label(SLEEP).rect();
    assert!(row(&harness).top() > 640.0);
    harness.get_by_label(SLEEP).focus();
    harness.run_steps(60);
    assert!(row(&harness).bottom() <= 640.0, "{:?}", row(&harness));
    let node = harness.get_by_label(SLEEP);
    assert!(node.accesskit_node().is_focused());
}

#[test]
fn every_group_has_a_name() {
    for texts in Language::ALL.iter().map(|&language| Texts::new(language)) {
        for group in Group::ALL {
            assert!(texts.has(&format!("reference-group-{}", group.id())), "{}", group.id());
        }
    }
}
