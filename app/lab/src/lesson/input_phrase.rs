//! Phrases for the inputs that a check makes to a board.

use digilab_devices::board::{BoardKind, BoardProfile, Pin};
use digilab_devices::sim::input::PhysicalInput;

use super::phrase::{Phrase, Said, phrases};

phrases! {
    /// The check pressed a button. Args: `button`.
    DID_PRESS = "did-press",
    /// The check released a button. Args: `button`.
    DID_RELEASE = "did-release",
    /// The check held the board at an angle, in milli-g. Args: `x`, `y`, `z`.
    DID_TILT = "did-tilt",
    /// The check shook the board.
    DID_SHAKE = "did-shake",
    /// The check set the temperature. Args: `celsius`.
    DID_TEMPERATURE = "did-temperature",
    /// The check set the light. Args: `level`.
    DID_LIGHT = "did-light",
    /// The check set the loudness. Args: `level`.
    DID_SOUND = "did-sound",
    /// The check turned the board. Args: `degrees`.
    DID_HEADING = "did-heading",
    /// The check touched a pin. Args: `pin`.
    DID_TOUCH = "did-touch",
    /// The check let go of a pin. Args: `pin`.
    DID_LET_GO = "did-let-go",
    /// The check set a voltage on a pin. Args: `pin`, `level`.
    DID_LEVEL = "did-level",
    /// The check took the voltage off a pin. Args: `pin`.
    DID_FREE = "did-free",
    /// The check put an obstacle before the distance sensor. Args: `pin`, `centimetres`.
    DID_DISTANCE = "did-distance",
    /// The check typed a line. Args: `text`.
    DID_TYPE = "did-type",
}

/// Returns the phrase of an input.
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

/// Returns the phrase of a typed line.
pub(super) fn of_line(text: &str) -> Said {
    Said::new(Phrase::DID_TYPE).with("text", text)
}

/// Returns the name of a button of the board, or of the pin of a button part.
fn named(kind: BoardKind, button: &str) -> String {
    button.parse().map_or_else(|_| button.to_owned(), |pin| pin_name(kind, pin))
}

fn pin_name(kind: BoardKind, pin: Pin) -> String {
    BoardProfile::of(kind).pin_names.spoken(pin)
}
