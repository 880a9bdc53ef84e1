//! Which part can go on which pin, so that it works there.

use digilab_devices::board::{BoardKind, Pin, PinMode};
use digilab_devices::microbit::pins;
use digilab_devices::sim::parts::Part;

/// The parts in the order the menu offers them.
pub(super) const PARTS: [Part; 8] = [
    Part::Led,
    Part::ButtonToGround,
    Part::ButtonToSupply,
    Part::Potentiometer,
    Part::Servo,
    Part::Buzzer,
    Part::DistanceSensor,
    Part::PixelStrip,
];

/// The Uno's first analog pin.
const FIRST_ANALOG: Pin = 14;

/// The Uno's digital pins that are free: the serial port to the computer has 0 and 1.
const UNO_DIGITAL: std::ops::RangeInclusive<Pin> = 2..=13;

/// The Uno's analog pins, which can also be digital ones.
const UNO_ANALOG: std::ops::RangeInclusive<Pin> = FIRST_ANALOG..=19;

/// The Uno's pins that can be dimmed, marked `~` on the board.
const UNO_PWM: [Pin; 6] = [3, 5, 6, 9, 10, 11];

/// What the pin is set to when the part is used.
fn mode(part: Part) -> PinMode {
    match part {
        Part::Led => PinMode::Output,
        Part::ButtonToGround => PinMode::InputPullup,
        Part::ButtonToSupply => PinMode::Input,
        Part::Potentiometer | Part::DistanceSensor => PinMode::Analog,
        Part::Servo => PinMode::Servo,
        Part::Buzzer => PinMode::Tone,
        Part::PixelStrip => PinMode::Pixels,
    }
}

/// Whether `part` works on `pin` of a board of `kind`.
pub(super) fn fits(kind: BoardKind, part: Part, pin: Pin) -> bool {
    match kind {
        // Pins 5 and 11 can be read, but what they read is buttons A and B.
        BoardKind::MicrobitV1 | BoardKind::MicrobitV2 => {
            !pins::is_button(pin) && pins::check(kind, pin, mode(part)).is_ok()
        }
        BoardKind::Arduino => match part {
            Part::Led | Part::ButtonToGround | Part::ButtonToSupply => {
                UNO_DIGITAL.contains(&pin) || UNO_ANALOG.contains(&pin)
            }
            Part::Servo => UNO_DIGITAL.contains(&pin),
            Part::Potentiometer | Part::DistanceSensor => UNO_ANALOG.contains(&pin),
            // StandardFirmata can neither sound a tone nor drive a strip.
            Part::Buzzer | Part::PixelStrip => false,
        },
        BoardKind::Text => false,
    }
}

/// The pins of a board of `kind` that `part` works on, from the lowest.
pub(super) fn pins_for(kind: BoardKind, part: Part) -> impl Iterator<Item = Pin> {
    (0..=20).filter(move |pin| fits(kind, part, *pin))
}

/// Whether a LED on the pin can be dimmed.
pub(super) fn can_dim(kind: BoardKind, pin: Pin) -> bool {
    if kind == BoardKind::Arduino { UNO_PWM.contains(&pin) } else { fits(kind, Part::Led, pin) }
}

/// What is printed on the board beside the pin: `0` on a micro:bit, `D13` and `A0` on an Uno.
pub(super) fn pin_name(kind: BoardKind, pin: Pin) -> String {
    match (kind, pin.checked_sub(FIRST_ANALOG)) {
        (BoardKind::Arduino, Some(channel)) => format!("A{channel}"),
        (BoardKind::Arduino, None) => format!("D{pin}"),
        _ => pin.to_string(),
    }
}

/// The name by which a button part on the pin is pressed.
pub(super) fn button_name(kind: BoardKind, pin: Pin) -> String {
    pin_name(kind, pin).trim_start_matches('D').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: BoardKind, part: Part, expected: &[Pin]) {
        assert_eq!(pins_for(kind, part).collect::<Vec<_>>(), expected, "{kind:?} {part:?}");
    }

    #[test]
    fn parts_go_where_they_work() {
        use BoardKind::{Arduino, MicrobitV1, MicrobitV2};
        check(MicrobitV2, Part::Led, &[0, 1, 2, 8, 9, 12, 13, 14, 15, 16]);
        check(MicrobitV1, Part::Led, &[0, 1, 2, 8, 12, 13, 14, 15, 16]);
        check(MicrobitV2, Part::ButtonToGround, &[0, 1, 2, 8, 9, 12, 13, 14, 15, 16]);
        // 3, 4 and 10 have an analog input too, but the display has them.
        check(MicrobitV2, Part::Potentiometer, &[0, 1, 2]);
        check(MicrobitV1, Part::DistanceSensor, &[0, 1, 2]);
        check(MicrobitV1, Part::PixelStrip, &[0, 1, 2, 8, 12, 13, 14, 15, 16]);
        check(Arduino, Part::Servo, &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        check(Arduino, Part::ButtonToSupply, &(2..=19).collect::<Vec<_>>());
        check(Arduino, Part::Potentiometer, &[14, 15, 16, 17, 18, 19]);
        check(Arduino, Part::DistanceSensor, &[14, 15, 16, 17, 18, 19]);
        check(Arduino, Part::PixelStrip, &[]);
        check(Arduino, Part::Buzzer, &[]);
        check(BoardKind::Text, Part::Led, &[]);
    }

    #[test]
    fn names() {
        let names = |kind, pin| (pin_name(kind, pin), button_name(kind, pin));
        assert_eq!(names(BoardKind::Arduino, 2), ("D2".to_owned(), "2".to_owned()));
        assert_eq!(names(BoardKind::Arduino, 14), ("A0".to_owned(), "A0".to_owned()));
        assert_eq!(names(BoardKind::MicrobitV2, 16), ("16".to_owned(), "16".to_owned()));
    }

    #[test]
    fn dimming() {
        let dims = |kind| pins_for(kind, Part::Led).filter(|pin| can_dim(kind, *pin)).count();
        assert_eq!(dims(BoardKind::Arduino), 6);
        assert_eq!(dims(BoardKind::MicrobitV1), 9);
    }
}
