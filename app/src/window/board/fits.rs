//! The pins on which each part works.

use digilab_devices::board::{BoardKind, BoardProfile, Pin, PinMode};
use digilab_devices::sim::parts::Part;

/// Returns the mode in which a pin drives or reads the part.
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

/// True if `part` works on `pin` of a board of `kind`.
pub(super) fn fits(kind: BoardKind, part: Part, pin: Pin) -> bool {
    (BoardProfile::of(kind).part_fits)(kind, pin, mode(part))
}

/// Returns the pins of a board of `kind` on which `part` works, in ascending order.
pub(super) fn pins_for(kind: BoardKind, part: Part) -> impl Iterator<Item = Pin> {
    (0..=20).filter(move |pin| fits(kind, part, *pin))
}

/// True if an LED on the pin can be dimmed.
pub(super) fn can_dim(kind: BoardKind, pin: Pin) -> bool {
    (BoardProfile::of(kind).part_fits)(kind, pin, PinMode::Pwm)
}

/// Returns the name printed on the board beside the pin: `0` on a micro:bit, `D13` and `A0` on an Uno.
pub(super) fn pin_name(kind: BoardKind, pin: Pin) -> String {
    BoardProfile::of(kind).pin_names.printed(pin)
}

/// Returns the name of a button part on the pin, as used to press it.
pub(super) fn button_name(kind: BoardKind, pin: Pin) -> String {
    BoardProfile::of(kind).pin_names.written(pin)
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
        // Pins 3, 4 and 10 have an analog input, too, but the display uses them.
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
