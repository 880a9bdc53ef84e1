//! Boards as text: LEDs as a picture, pins as a list.

use digilab_devices::board::{BoardKind, BoardProfile, BoardState, Leds, Pin, PinMode};
use digilab_lab::text::Texts;

/// Draws the micro:bit's LEDs in five lines: `·` dark, then `░`, `▒`, `▓`, and `█` for full brightness.
pub fn leds(leds: &Leds) -> String {
    let mut picture = String::new();
    for row in leds {
        let line: Vec<&str> = row.iter().map(|brightness| shade(*brightness)).collect();
        picture.push_str("  ");
        picture.push_str(&line.join(" "));
        picture.push('\n');
    }
    picture
}

fn shade(brightness: u8) -> &'static str {
    match brightness {
        0 => "·",
        1..=2 => "░",
        3..=5 => "▒",
        6..=8 => "▓",
        _ => "█",
    }
}

/// Describes a board: its name, then its visible state, one item per line. `pin_name` returns the display name
/// of a pin.
pub fn board(kind: BoardKind, state: &BoardState, texts: &Texts, pin_name: impl Fn(Pin) -> String) -> String {
    let profile = BoardProfile::of(kind);
    let mut text = texts.get("device-board", &[("board", kind.id())]);
    text.push('\n');
    let title = text.len();
    if let Some(matrix) = &state.leds {
        text.push_str(&leds(matrix));
    }
    let pins = state.pins.iter().map(|(pin, now)| {
        let name = texts.get("state-pin", &[("pin", pin_name(*pin))]);
        let mode = texts.plain(&format!("state-mode-{}", now.mode.id()));
        (name, mode, format!("{}{}", now.value, unit(now.mode)))
    });
    let pins: Vec<_> = pins.collect();
    let width = |column: fn(&(String, String, String)) -> &str| {
        pins.iter().map(|row| column(row).chars().count()).max().unwrap_or(0)
    };
    let (names, modes) = (width(|row| &row.0), width(|row| &row.1));
    for (name, mode, value) in &pins {
        text.push_str(&format!("  {name:names$}  {mode:modes$}  {value}\n"));
    }
    for (pin, colors) in &state.pixels {
        let args = [("pin", pin_name(*pin)), ("count", colors.len().to_string())];
        text.push_str(&format!("  {}\n   ", texts.get("state-pixels", &args)));
        for [red, green, blue] in colors {
            text.push_str(&format!(" #{red:02X}{green:02X}{blue:02X}"));
        }
        text.push('\n');
    }
    if let Some(frequency) = state.tone_hz {
        text.push_str(&format!("  {}\n", texts.get("state-tone", &[("frequency", frequency)])));
    }
    if text.len() == title && (profile.has_display || profile.has_pins) {
        text.push_str(&format!("  {}\n", texts.plain("state-dark")));
    }
    text
}

fn unit(mode: PinMode) -> &'static str {
    match mode {
        PinMode::Servo => "°",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use digilab_devices::board::PinState;
    use digilab_lab::text::Language;

    #[track_caller]
    fn check(kind: BoardKind, state: &BoardState, expected: &[&str]) {
        let drawn = board(kind, state, &Texts::new(Language::En), |pin| match pin {
            14.. => format!("A{}", pin - 14),
            _ => pin.to_string(),
        });
        assert_eq!(drawn.lines().collect::<Vec<_>>(), expected);
        assert!(drawn.ends_with('\n'));
    }

    #[test]
    fn a_heart() {
        let matrix = [[0, 9, 0, 9, 0], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [0, 7, 5, 7, 0], [0, 0, 1, 0, 0]];
        let state = BoardState { leds: Some(matrix), tone_hz: Some(440), ..BoardState::default() };
        check(
            BoardKind::MicrobitV2,
            &state,
            &[
                "The micro:bit",
                "  · █ · █ ·",
                "  █ █ █ █ █",
                "  █ █ █ █ █",
                "  · ▓ ▒ ▓ ·",
                "  · · ░ · ·",
                "  tone: 440 Hz",
            ],
        );
    }

    #[test]
    fn pins() {
        let mut state = BoardState::default();
        for (pin, mode, value) in
            [(13, PinMode::Output, 1), (14, PinMode::Analog, 512), (9, PinMode::Servo, 90)]
        {
            state.pins.insert(pin, PinState { mode, value });
        }
        state.pixels.insert(2, vec![[255, 0, 16], [0, 0, 0]]);
        check(
            BoardKind::Arduino,
            &state,
            &[
                "The Arduino",
                "  pin 9   servo   90°",
                "  pin 13  output  1",
                "  pin A0  analog  512",
                "  pixel strip on pin 2: 2 pixels",
                "    #FF0010 #000000",
            ],
        );
        check(BoardKind::Arduino, &BoardState::default(), &["The Arduino", "  all off"]);
    }
}
