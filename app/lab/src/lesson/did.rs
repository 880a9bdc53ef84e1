//! What a check did to a board, in words.

use digilab_devices::board::{BoardKind, BoardProfile, Pin};
use digilab_devices::sim::input::PhysicalInput;

use super::said::{Phrase, Said};

/// What was done.
pub(super) fn did(kind: BoardKind, input: &PhysicalInput) -> Said {
    let said = Said::new;
    match input {
        PhysicalInput::Press { button } => said(Phrase::DidPress).with("button", named(kind, button)),
        PhysicalInput::Release { button } => said(Phrase::DidRelease).with("button", named(kind, button)),
        PhysicalInput::Tilt { x_mg, y_mg, z_mg } => said(Phrase::DidTilt)
            .with("x", i64::from(*x_mg))
            .with("y", i64::from(*y_mg))
            .with("z", i64::from(*z_mg)),
        PhysicalInput::Shake => said(Phrase::DidShake),
        PhysicalInput::Temperature { celsius } => {
            said(Phrase::DidTemperature).with("celsius", i64::from(*celsius))
        }
        PhysicalInput::Light { level } => said(Phrase::DidLight).with("level", i64::from(*level)),
        PhysicalInput::Sound { level } => said(Phrase::DidSound).with("level", i64::from(*level)),
        PhysicalInput::Heading { heading_deg } => {
            said(Phrase::DidHeading).with("degrees", i64::from(*heading_deg))
        }
        PhysicalInput::Touch { pin, touched: true } => {
            said(Phrase::DidTouch).with("pin", pin_name(kind, *pin))
        }
        PhysicalInput::Touch { pin, touched: false } => {
            said(Phrase::DidLetGo).with("pin", pin_name(kind, *pin))
        }
        PhysicalInput::PinLevel { pin, level } => {
            said(Phrase::DidLevel).with("pin", pin_name(kind, *pin)).with("level", i64::from(*level))
        }
        PhysicalInput::PinFree { pin } => said(Phrase::DidFree).with("pin", pin_name(kind, *pin)),
        PhysicalInput::Distance { pin, distance_cm } => said(Phrase::DidDistance)
            .with("pin", pin_name(kind, *pin))
            .with("centimetres", i64::from(*distance_cm)),
    }
}

/// What was typed.
pub(super) fn typed(text: &str) -> Said {
    Said::new(Phrase::DidType).with("text", text)
}

/// A button of the board, or of a part on a pin.
fn named(kind: BoardKind, button: &str) -> String {
    button.parse().map_or_else(|_| button.to_owned(), |pin| pin_name(kind, pin))
}

fn pin_name(kind: BoardKind, pin: Pin) -> String {
    BoardProfile::of(kind).pin_names.spoken(pin)
}
