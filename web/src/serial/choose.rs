//! Lets the user choose a port, which a browser allows only right after a click.

use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::api::{self, object};
use super::button;
use super::errors::BrowserError;
use super::ports::Serial;

/// The micro:bit, and Arduino with the converters of its clones: CH340, CP210x and FTDI.
const FILTERS: [(u16, Option<u16>); 6] =
    [(0x0D28, Some(0x0204)), (0x2341, None), (0x2A03, None), (0x1A86, None), (0x10C4, None), (0x0403, None)];

impl Serial {
    /// Lets the user choose a port. If the browser requires a click of its own for that, a button is shown.
    pub fn choose(&self) {
        if api::is_person_active() {
            self.request();
        } else {
            self.offer();
        }
    }

    fn offer(&self) {
        let serial = self.clone();
        button::show(move || serial.request());
    }

    fn request(&self) {
        let filters: Vec<serde_json::Value> = FILTERS
            .iter()
            .map(|(vendor, product)| match product {
                Some(product) => json!({ "usbVendorId": vendor, "usbProductId": product }),
                None => json!({ "usbVendorId": vendor }),
            })
            .collect();
        let options = object(&json!({ "filters": filters }));
        // Must be called right here: the click counts only for this moment.
        let asked = self.shared().browser.request_port(&options);
        let serial = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let chosen = match asked {
                Ok(promise) => JsFuture::from(promise).await,
                Err(error) => Err(error),
            };
            match chosen {
                Ok(_) => serial.refresh(true),
                Err(error) if is_without_click(&error) => serial.offer(),
                // No port was chosen.
                Err(_) => serial.refresh(true),
            }
        });
    }
}

/// True if the error is only that the browser missed the user's click.
fn is_without_click(error: &JsValue) -> bool {
    let error = BrowserError::of(error);
    error.name == "SecurityError" && error.message.contains("gesture")
}
