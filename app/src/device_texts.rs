//! What boards and their errors are called, in the terminal and in the window.

use digilab_devices::discovery::{Firmware, FoundBoard};
use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;

/// What runs on a board.
pub fn firmware(found: &FoundBoard, texts: &Texts) -> String {
    match &found.firmware {
        Firmware::Firmata { protocol: (major, minor), name } => {
            let id = if name.is_empty() { "boards-firmata-nameless" } else { "boards-firmata" };
            texts.get(id, &[("version", format!("{major}.{minor}")), ("name", name.clone())])
        }
        Firmware::MicroPython { version, machine } => {
            texts.get("boards-micropython", &[("version", version), ("machine", machine)])
        }
        Firmware::Text { line } => {
            texts.get("boards-text", &[("baud", found.baud.to_string()), ("line", line.clone())])
        }
    }
}

/// What went wrong with a board, and what to do next.
pub fn device_sentence(error: &DeviceError, texts: &Texts) -> String {
    let id = format!("device-{}", error.code.id());
    format!("{}\n{}", texts.get(&id, &error.args), texts.get(&format!("{id}.advice"), &error.args))
}
