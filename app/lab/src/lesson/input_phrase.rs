//! What a check did to a board, in words.

use digilab_devices::board::{BoardKind, BoardProfile, Pin};
use digilab_devices::sim::input::PhysicalInput;

use super::phrase::{Phrase, Said, phrases};

phrases! {
    /// The check pressed a button. Args: `button`.
    DID_PRESS = "did-press",
    /// It let a button go. Args: `button`.
    DID_RELEASE = "did-release",
    /// It held the board so, in milli-g. Args: `x`, `y`, `z`.
    DID_TILT = "did-tilt",
    /// It shook the board.
    DID_SHAKE = "did-shake",
    /// It made it so warm. Args: `celsius`.
    DID_TEMPERATURE = "did-temperature",
    /// It made it so light. Args: `level`.
    DID_LIGHT = "did-light",
    /// It made it so loud. Args: `level`.
    DID_SOUND = "did-sound",
    /// It turned the board. Args: `degrees`.
    DID_HEADING = "did-heading",
    /// It touched a pin. Args: `pin`.
    DID_TOUCH = "did-touch",
    /// It let go of a pin. Args: `pin`.
    DID_LET_GO = "did-let-go",
    /// It set a voltage on a pin. Args: `pin`, `level`.
    DID_LEVEL = "did-level",
    /// It took the voltage off a pin. Args: `pin`.
    DID_FREE = "did-free",
    /// It put something before the distance sensor. Args: `pin`, `centimetres`.
    DID_DISTANCE = "did-distance",
    /// It typed a line. Args: `text`.
    DID_TYPE = "did-type",
}

/// What was done.
pub(super) fn of_input(kind: BoardKind, input: &PhysicalInput) -> Said {
    let said = Said::new;
    match input {
        PhysicalInput::Press { button } => said(Phrase::DID_PRESS).with("button", named(kind, button)),
        PhysicalInput::Release { button } => said(Phrase::DID_RELEASE).with("button", named(kind, button)),
        PhysicalInput::Tilt { x_mg, y_mg, z_mg } => said(Phrase::DID_TILT)
            .with("x", i64::from(*x_mg))
            .with("y", i64::from(*y_mg))
            .with("z", i64::from(*z_mg)),
        PhysicalInput::Shake => said(Phrase::DID_SHAKE),
        PhysicalInput::Temperature { celsius } => {
            said(Phrase::DID_TEMPERATURE).with("celsius", i64::from(*celsius))
        }
        PhysicalInput::Light { level } => said(Phrase::DID_LIGHT).with("level", i64::from(*level)),
        PhysicalInput::Sound { level } => said(Phrase::DID_SOUND).with("level", i64::from(*level)),
        PhysicalInput::Heading { heading_deg } => {
            said(Phrase::DID_HEADING).with("degrees", i64::from(*heading_deg))
        }
        PhysicalInput::Touch { pin, touched: true } => {
            said(Phrase::DID_TOUCH).with("pin", pin_name(kind, *pin))
        }
        PhysicalInput::Touch { pin, touched: false } => {
            said(Phrase::DID_LET_GO).with("pin", pin_name(kind, *pin))
        }
        PhysicalInput::PinLevel { pin, level } => {
            said(Phrase::DID_LEVEL).with("pin", pin_name(kind, *pin)).with("level", i64::from(*level))
        }
        PhysicalInput::PinFree { pin } => said(Phrase::DID_FREE).with("pin", pin_name(kind, *pin)),
        PhysicalInput::Distance { pin, distance_cm } => said(Phrase::DID_DISTANCE)
            .with("pin", pin_name(kind, *pin))
            .with("centimetres", i64::from(*distance_cm)),
    }
}

/// What was typed.
pub(super) fn of_line(text: &str) -> Said {
    Said::new(Phrase::DID_TYPE).with("text", text)
}

/// A button of the board, or of a part on a pin.
fn named(kind: BoardKind, button: &str) -> String {
    button.parse().map_or_else(|_| button.to_owned(), |pin| pin_name(kind, pin))
}

fn pin_name(kind: BoardKind, pin: Pin) -> String {
    BoardProfile::of(kind).pin_names.spoken(pin)
}
