//! Names of boards and their errors, for the terminal and the window.

use digilab_devices::board::BoardKind;
use digilab_devices::discovery::FoundBoard;
use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;

/// Returns the display name of a kind of board in the window.
pub fn kind_name(kind: BoardKind, texts: &Texts) -> String {
    texts.plain(&format!("window-board-{}", kind.id()))
}

/// Returns the name of the firmware on a board.
pub fn firmware(found: &FoundBoard, texts: &Texts) -> String {
    let (id, args) = found.text();
    texts.get(id, &args)
}

/// Returns the sentence and the advice for a board's error.
pub fn device_sentence(error: &DeviceError, texts: &Texts) -> String {
    let id = format!("device-{}", error.code.id());
    format!("{}\n{}", texts.get(&id, &error.args), texts.get(&format!("{id}.advice"), &error.args))
}
