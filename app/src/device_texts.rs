//! What boards and their errors are called, in the terminal and in the window.

use digilab_devices::board::BoardKind;
use digilab_devices::discovery::FoundBoard;
use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;

/// The name of a kind of board, in the window.
pub fn kind_name(kind: BoardKind, texts: &Texts) -> String {
    texts.plain(&format!("window-board-{}", kind.id()))
}

/// What runs on a board.
pub fn firmware(found: &FoundBoard, texts: &Texts) -> String {
    let (id, args) = found.text();
    texts.get(id, &args)
}

/// What went wrong with a board, and what to do next.
pub fn device_sentence(error: &DeviceError, texts: &Texts) -> String {
    let id = format!("device-{}", error.code.id());
    format!("{}\n{}", texts.get(&id, &error.args), texts.get(&format!("{id}.advice"), &error.args))
}
