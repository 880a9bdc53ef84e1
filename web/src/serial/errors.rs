//! Maps a browser's errors to device errors.

use digilab_devices::error::DeviceErrorCode;
use wasm_bindgen::JsValue;

use super::api::property;

/// A browser's error: its name identifies it, its message is for people who know browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserError {
    /// The name, such as `NetworkError`.
    pub name: String,
    /// The message, in the browser's language.
    pub message: String,
}

impl BrowserError {
    /// Reads the thrown value.
    pub fn of(error: &JsValue) -> Self {
        let text = |name| property(error, name).and_then(|value| value.as_string()).unwrap_or_default();
        Self { name: text("name"), message: text("message") }
    }

    /// The error code if a port does not open.
    pub fn at_opening(&self) -> DeviceErrorCode {
        match self.name.as_str() {
            // "Failed to open serial port": in nearly all cases another program has it.
            "NetworkError" | "InvalidStateError" => DeviceErrorCode::PortBusy,
            "SecurityError" | "NotAllowedError" => DeviceErrorCode::NoPermission,
            "NotFoundError" => DeviceErrorCode::PortMissing,
            _ => DeviceErrorCode::PortFailed,
        }
    }

    /// The error code if an open port fails.
    pub fn while_open(&self) -> DeviceErrorCode {
        match self.name.as_str() {
            "NetworkError" | "InvalidStateError" | "NotFoundError" => DeviceErrorCode::Gone,
            "SecurityError" | "NotAllowedError" => DeviceErrorCode::NoPermission,
            _ => DeviceErrorCode::PortFailed,
        }
    }

    /// True if the port is still open and no intended byte is lost: the line was disturbed, which a protocol
    /// notices by itself.
    pub fn is_disturbance(&self) -> bool {
        matches!(self.name.as_str(), "BreakError" | "FramingError" | "ParityError")
    }
}
