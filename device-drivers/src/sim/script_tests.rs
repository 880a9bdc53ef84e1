use proptest::prelude::*;

use super::{InputErrorCode, parse_inputs};
use crate::board::{BoardFamily, BoardKind, Pin};
use crate::sim::input::PhysicalInput;

/// Names of an Uno's pins, enough for the cases.
fn uno_pin(name: &str) -> Result<Pin, String> {
    let number = name.strip_prefix('A').map_or_else(|| name.parse(), |n| n.parse().map(|n: Pin| n + 14));
    number.map_err(|_| name.to_owned())
}

/// Parses one line and compares its time, board and input.
fn check(line: &str, at_us: u64, board: Option<BoardFamily>, input: &PhysicalInput) {
    let parsed = parse_inputs(line).unwrap();
    assert_eq!(parsed.len(), 1, "{line}");
    assert_eq!((parsed[0].at_us, parsed[0].board), (at_us, board), "{line}");
    assert_eq!(parsed[0].with_pins(uno_pin).unwrap(), *input, "{line}");
}

/// Parses a text whose `line` is wrong.
fn check_error(text: &str, code: InputErrorCode, line: usize, given: &str) {
    let error = parse_inputs(text).unwrap_err();
    assert_eq!((error.code, error.line, error.given.as_str()), (code, line, given), "{text}");
}

#[test]
fn every_input() {
    let press = |button: &str| PhysicalInput::Press { button: button.to_owned() };
    check("500ms press A", 500_000, None, &press("A"));
    check("\u{feff}0s press b", 0, None, &press("B"));
    check("1us press logo", 1, None, &press("logo"));
    check("3s release A # up again", 3_000_000, None, &PhysicalInput::Release { button: "A".to_owned() });
    check("3s arduino press 2", 3_000_000, Some(BoardFamily::Arduino), &press("2"));
    let tilt = PhysicalInput::Tilt { x_mg: 300, y_mg: 0, z_mg: -1000 };
    check("1200ms tilt 300 0 -1000", 1_200_000, None, &tilt);
    check("1.5s microbit shake", 1_500_000, Some(BoardFamily::Microbit), &PhysicalInput::Shake);
    check("1min temperature -5", 60_000_000, None, &PhysicalInput::Temperature { celsius: -5 });
    check("0.000001s light 255", 1, None, &PhysicalInput::Light { level: 255 });
    check("1s sound 0", 1_000_000, None, &PhysicalInput::Sound { level: 0 });
    check("1s heading 359", 1_000_000, None, &PhysicalInput::Heading { heading_deg: 359 });
    check("1s touch 0", 1_000_000, None, &PhysicalInput::Touch { pin: 0, touched: true });
    check("1s untouch 0", 1_000_000, None, &PhysicalInput::Touch { pin: 0, touched: false });
    check("2s pin A0 512", 2_000_000, None, &PhysicalInput::PinLevel { pin: 14, level: 512 });
    check("2s pin 3 free", 2_000_000, None, &PhysicalInput::PinFree { pin: 3 });
    check("2s  distance\tA1 35", 2_000_000, None, &PhysicalInput::Distance { pin: 15, distance_cm: 35 });
}

#[test]
fn empty_lines_and_comments() {
    let parsed = parse_inputs("# first\r\n\r\n   \n2s shake\r\n1s shake # then\n").unwrap();
    let at: Vec<_> = parsed.iter().map(|input| (input.line, input.at_us)).collect();
    assert_eq!(at, [(4, 2_000_000), (5, 1_000_000)]);
}

#[test]
fn a_named_board_must_fit() {
    let parsed = parse_inputs("1s microbit shake\n1s arduino press 2\n1s shake").unwrap();
    let fits = |kind| parsed.iter().map(|input| input.is_for(kind)).collect::<Vec<_>>();
    assert_eq!(fits(BoardKind::MicrobitV1), [true, false, true]);
    assert_eq!(fits(BoardKind::MicrobitV2), [true, false, true]);
    assert_eq!(fits(BoardKind::Arduino), [false, true, true]);
}

#[test]
fn errors() {
    use InputErrorCode::{Button, Extra, Missing, Pin, Range, Time, TooLong, Word};
    check_error("1s shake\npress A", Time, 2, "press");
    check_error("5 press A", Time, 1, "5");
    check_error("-1s shake", Time, 1, "-1s");
    check_error("1.s shake", Time, 1, "1.s");
    check_error("1000000min shake", Time, 1, "1000000min");
    check_error("99999999999999999999s shake", Time, 1, "99999999999999999999s");
    check_error("1s", Missing, 1, "");
    check_error("1s arduino", Missing, 1, "");
    check_error("1s jump", Word, 1, "jump");
    check_error("1s press", Missing, 1, "");
    check_error("1s press C", Button, 1, "C");
    check_error("1s press A B", Extra, 1, "B");
    check_error("1s tilt 1 2", Missing, 1, "");
    check_error("1s tilt 1 2 5000", Range, 1, "5000");
    check_error("1s light 1.5", Range, 1, "1.5");
    check_error("1s light 99999999999999999999999", Range, 1, "99999999999999999999999");
    check_error("1s pin X0 1", Pin, 1, "X0");
    check_error("1s pin A0 high", Range, 1, "high");
    check_error(&format!("1s {}", "x".repeat(100)), Word, 1, &"x".repeat(40));
    check_error(&" ".repeat(5 << 20), TooLong, 1, &(5 << 20).to_string());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = parse_inputs(&text);
    }

    #[test]
    fn near_misses_too(
        lines in prop::collection::vec("[0-9.]{0,25}(ms|s|us|min|)( (arduino|microbit|press|tilt|pin|light|A0|free|-?[0-9]{1,30}|é#)){0,6}", 0..8)
    ) {
        if let Err(error) = parse_inputs(&lines.join("\n")) {
            prop_assert!(error.line <= lines.len() && error.given.chars().count() <= 40);
        }
    }
}
