use digilab_devices::board::Leds;
use digilab_lab::text::{Language, Texts};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::*;

fn recording() -> Recording {
    let state = |level: u8| BoardState { leds: Some([[level; 5]; 5] as Leds), ..BoardState::default() };
    Recording {
        kind: BoardKind::MicrobitV2,
        end_us: 3_000_000,
        ended_us: None,
        mistake: None,
        states: vec![(0, state(0)), (500_000, state(5)), (2_000_000, state(9))],
        lines: vec![(400_000, "one".to_owned()), (1_500_000, "two".to_owned())],
        points: vec![(600_000, "x".to_owned(), 1.0)],
        inputs: Vec::new(),
        script_lines: vec![(0, 1), (500_000, 3)],
        is_cut: false,
    }
}

#[test]
fn what_there_was_by_a_time_is_shown() {
    let check = |at_us: u64, level: u8, lines: usize, points: usize, line: u32| {
        let replay = Replay::new(recording(), at_us, LocalText::default());
        let seen = (replay.lines().len(), replay.points().len(), replay.script_line());
        assert_eq!(replay.board().leds.unwrap()[0][0], level, "{at_us}");
        assert_eq!(seen, (lines, points, Some(line)), "{at_us}");
    };
    check(0, 0, 0, 0, 1);
    check(499_999, 0, 1, 0, 1);
    check(500_000, 5, 1, 0, 3);
    check(2_500_000, 9, 2, 1, 3);
    check(u64::MAX, 9, 2, 1, 3);
}

#[test]
fn one_goes_from_change_to_change() {
    let mut replay = Replay::new(recording(), 0, LocalText::default());
    let mut forth = Vec::new();
    for _ in 0..7 {
        replay.forward();
        forth.push(replay.at_us());
    }
    assert_eq!(forth, [400_000, 500_000, 600_000, 1_500_000, 2_000_000, 3_000_000, 3_000_000]);
    let mut back = Vec::new();
    for _ in 0..7 {
        replay.back();
        back.push(replay.at_us());
    }
    assert_eq!(back, [2_000_000, 1_500_000, 600_000, 500_000, 400_000, 0, 0]);
}

#[test]
fn it_plays_as_time_goes_by_and_stops_at_its_end() {
    let mut replay = Replay::new(recording(), 1_000_000, LocalText::default());
    replay.toggle(10.0);
    replay.play(10.5);
    assert_eq!(replay.at_us(), 1_500_000);
    replay.toggle(10.5);
    replay.play(20.0);
    assert_eq!(replay.at_us(), 1_500_000, "it was paused");
    replay.toggle(20.0);
    replay.play(99.0);
    assert_eq!((replay.at_us(), replay.playing), (3_000_000, None));
    replay.toggle(100.0);
    assert_eq!(replay.at_us(), 0, "from the beginning");
}

#[test]
fn a_recording_of_nothing_is_shown_too() {
    let nothing = Recording {
        end_us: 0,
        states: Vec::new(),
        lines: Vec::new(),
        points: Vec::new(),
        script_lines: Vec::new(),
        ..recording()
    };
    let mut replay = Replay::new(nothing, 5, LocalText::default());
    replay.forward();
    replay.back();
    assert_eq!((replay.at_us(), replay.script_line()), (0, None));
    assert_eq!(replay.board(), &BoardState::default());
}

#[test]
fn the_time_line_is_moved_by_keys_and_everything_has_a_name() {
    for &language in Language::ALL {
        let texts = Texts::new(language);
        let replay = Replay::new(recording(), 1_000_000, LocalText::default());
        let mut harness = Harness::builder().with_size(vec2(320.0, 200.0)).build_ui_state(
            |ui, replay: &mut Replay| {
                replay.show(ui, &texts);
            },
            replay,
        );
        harness.run();
        harness.get_by_role(Role::Slider).focus();
        harness.run();
        harness.key_press(Key::ArrowRight);
        harness.run();
        assert!(harness.state().at_us() > 1_000_000, "{}", harness.state().at_us());
        let slider = harness.get_by_role(Role::Slider);
        assert!(slider.accesskit_node().label().is_some_and(|label| !label.is_empty()));
        for button in harness.query_all_by_role(Role::Button) {
            assert!(button.accesskit_node().label().is_some_and(|label| !label.is_empty()));
            assert!(button.rect().right() <= 320.0, "{:?}", button.rect());
        }
    }
}
