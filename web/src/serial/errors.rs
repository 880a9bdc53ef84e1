//! What a browser's errors mean.

use digilab_devices::error::DeviceErrorCode;
use wasm_bindgen::JsValue;

use super::api::property;

/// A browser's error: its name tells what it is, its message is for people who know browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserError {
    /// As `NetworkError`.
    pub name: String,
    /// In the browser's language.
    pub message: String,
}

impl BrowserError {
    /// What was thrown.
    pub fn of(error: &JsValue) -> Self {
        let text = |name| property(error, name).and_then(|value| value.as_string()).unwrap_or_default();
        Self { name: text("name"), message: text("message") }
    }

    /// What it means that a port does not open.
    pub fn at_opening(&self) -> DeviceErrorCode {
        match self.name.as_str() {
            // "Failed to open serial port": whoever else has it, in nearly all cases.
            "NetworkError" | "InvalidStateError" => DeviceErrorCode::PortBusy,
            "SecurityError" | "NotAllowedError" => DeviceErrorCode::NoPermission,
            "NotFoundError" => DeviceErrorCode::PortMissing,
            _ => DeviceErrorCode::PortFailed,
        }
    }

    /// What it means that an open port fails.
    pub fn while_open(&self) -> DeviceErrorCode {
        match self.name.as_str() {
            "NetworkError" | "InvalidStateError" | "NotFoundError" => DeviceErrorCode::Gone,
            "SecurityError" | "NotAllowedError" => DeviceErrorCode::NoPermission,
            _ => DeviceErrorCode::PortFailed,
        }
    }

    /// Whether the port is still open after it and no byte that was meant is lost: the line was disturbed, which a
    /// protocol notices by itself.
    pub fn is_disturbance(&self) -> bool {
        matches!(self.name.as_str(), "BreakError" | "FramingError" | "ParityError")
    }
}
