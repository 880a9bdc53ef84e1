//! The abilities of the edge connector's pins under MicroPython while the display is on.
//!
//! Source: the `microbit_pin` tables of both MicroPython ports. Pins of the display, of the buttons and of the I2C
//! bus raise `ValueError` there for any other use.

use crate::board::{BoardKind, Pin, PinMode};
use crate::error::{DeviceError, DeviceErrorCode};

/// All pins that have a number in MicroPython; 17, 18 and 21 on are supply pins.
pub const PINS: [Pin; 19] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20];

const TOUCH: &[Pin] = &[0, 1, 2];
/// 3, 4 and 10 have an analog input too, but belong to the display.
const ANALOG: &[Pin] = &[0, 1, 2];
const BUTTONS: &[Pin] = &[5, 11];
const I2C: &[Pin] = &[19, 20];
const FREE_V1: &[Pin] = &[0, 1, 2, 8, 12, 13, 14, 15, 16];
const FREE_V2: &[Pin] = &[0, 1, 2, 8, 9, 12, 13, 14, 15, 16];

/// The pins that can be set to `mode`, without those of the buttons, which can only be read.
fn capable(board: BoardKind, mode: PinMode) -> &'static [Pin] {
    match mode {
        PinMode::Analog => ANALOG,
        PinMode::Touch => TOUCH,
        PinMode::I2c => I2C,
        _ if board == BoardKind::MicrobitV1 => FREE_V1,
        _ => FREE_V2,
    }
}

/// True if the pin belongs to button A or B.
pub fn is_button(pin: Pin) -> bool {
    BUTTONS.contains(&pin)
}

fn list(pins: &[Pin]) -> String {
    pins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Checks that `pin` exists and can be used as `mode`.
///
/// # Errors
/// `pin-unknown`, or `pin-cannot` with the pins that can.
pub fn check(board: BoardKind, pin: Pin, mode: PinMode) -> Result<(), DeviceError> {
    if !PINS.contains(&pin) {
        return Err(unknown(board, &pin.to_string()));
    }
    let readable_button = is_button(pin) && matches!(mode, PinMode::Input | PinMode::InputPullup);
    let capable = capable(board, mode);
    if readable_button || capable.contains(&pin) {
        return Ok(());
    }
    Err(DeviceError::new(DeviceErrorCode::PinCannot)
        .with("pin", pin)
        .with("board", board.id())
        .with("mode", mode.id())
        .with("allowed", list(capable)))
}

fn unknown(board: BoardKind, pin: &str) -> DeviceError {
    DeviceError::new(DeviceErrorCode::PinUnknown)
        .with("pin", pin)
        .with("board", board.id())
        .with("allowed", list(&PINS))
}

/// Looks up a pin by name: `"0"`, `"P0"` or `"p0"`, `"pin0"`.
///
/// # Errors
/// `pin-unknown`, with the pins that exist.
pub fn by_name(board: BoardKind, name: &str) -> Result<Pin, DeviceError> {
    let lower = name.trim().to_ascii_lowercase();
    let digits = lower.strip_prefix("pin").or_else(|| lower.strip_prefix('p')).unwrap_or(&lower);
    let number = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
    number.filter(|pin| PINS.contains(pin)).ok_or_else(|| {
        // The given name comes from a script and may be long.
        unknown(board, &name.chars().take(20).collect::<String>())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_name(name: &str, pin: Option<Pin>) {
        assert_eq!(by_name(BoardKind::MicrobitV1, name).ok(), pin, "{name}");
    }

    #[test]
    fn names() {
        check_name("0", Some(0));
        check_name("P0", Some(0));
        check_name("pin16", Some(16));
        check_name(" p20 ", Some(20));
        for wrong in ["", "P", "17", "21", "-1", "+1", "A0", "P0P", "256", "logo", "0x1"] {
            check_name(wrong, None);
        }
        let long = by_name(BoardKind::MicrobitV1, &"9".repeat(10_000)).unwrap_err();
        assert_eq!(long.arg("pin").map(str::len), Some(20));
    }

    #[track_caller]
    fn check_use(board: BoardKind, pin: Pin, mode: PinMode, code: Option<DeviceErrorCode>) {
        assert_eq!(check(board, pin, mode).err().map(|error| error.code), code, "{pin} {mode:?}");
    }

    #[test]
    fn uses() {
        use BoardKind::{MicrobitV1 as V1, MicrobitV2 as V2};
        use DeviceErrorCode::{PinCannot, PinUnknown};
        check_use(V1, 0, PinMode::Touch, None);
        check_use(V1, 8, PinMode::Touch, Some(PinCannot));
        check_use(V1, 2, PinMode::Analog, None);
        check_use(V1, 3, PinMode::Analog, Some(PinCannot));
        check_use(V1, 9, PinMode::Output, Some(PinCannot));
        check_use(V2, 9, PinMode::Output, None);
        check_use(V1, 5, PinMode::Input, None);
        check_use(V1, 5, PinMode::Output, Some(PinCannot));
        check_use(V1, 17, PinMode::Input, Some(PinUnknown));
        check_use(V1, 19, PinMode::I2c, None);
        check_use(V1, 19, PinMode::Output, Some(PinCannot));
    }
}
