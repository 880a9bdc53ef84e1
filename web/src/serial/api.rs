//! The browser's Web Serial API. `web-sys` has it only behind a compiler setting for unstable interfaces.

use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

#[wasm_bindgen]
extern "C" {
    /// `navigator.serial`.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone, Debug, PartialEq)]
    pub type NavigatorSerial;

    #[wasm_bindgen(method, catch, js_name = getPorts)]
    pub async fn get_ports(this: &NavigatorSerial) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPort)]
    pub fn request_port(this: &NavigatorSerial, options: &JsValue) -> Result<Promise, JsValue>;

    /// A port that the user has chosen.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone, Debug, PartialEq)]
    pub type SerialPort;

    #[wasm_bindgen(method, js_name = getInfo)]
    pub fn get_info(this: &SerialPort) -> Object;

    #[wasm_bindgen(method, catch)]
    pub async fn open(this: &SerialPort, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn close(this: &SerialPort) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setSignals)]
    pub async fn set_signals(this: &SerialPort, signals: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter)]
    pub fn readable(this: &SerialPort) -> Option<Readable>;

    #[wasm_bindgen(method, getter)]
    pub fn writable(this: &SerialPort) -> Option<Writable>;

    /// The stream of incoming bytes.
    pub type Readable;

    #[wasm_bindgen(method, catch, js_name = getReader)]
    pub fn get_reader(this: &Readable) -> Result<Reader, JsValue>;

    /// The reader of that stream.
    #[derive(Clone, Debug)]
    pub type Reader;

    #[wasm_bindgen(method, catch)]
    pub async fn read(this: &Reader) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn cancel(this: &Reader) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = releaseLock)]
    pub fn release(this: &Reader) -> Result<(), JsValue>;

    /// The stream of outgoing bytes.
    pub type Writable;

    #[wasm_bindgen(method, catch, js_name = getWriter)]
    pub fn get_writer(this: &Writable) -> Result<Writer, JsValue>;

    /// The writer of that stream.
    #[derive(Clone, Debug)]
    pub type Writer;

    #[wasm_bindgen(method, catch)]
    pub async fn write(this: &Writer, bytes: Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub async fn abort(this: &Writer) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = releaseLock)]
    pub fn release(this: &Writer) -> Result<(), JsValue>;
}

/// A property of an object, if both exist.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A plain object.
pub fn object(json: &serde_json::Value) -> JsValue {
    js_sys::JSON::parse(&json.to_string()).unwrap_or_default()
}

/// `navigator.serial`, if the browser has it.
pub fn of_browser() -> Option<NavigatorSerial> {
    let navigator = web_sys::window()?.navigator();
    property(&navigator, "serial").map(JsCast::unchecked_into)
}

/// True if the user clicked or typed so recently that the browser lets a page open a dialog.
pub fn is_person_active() -> bool {
    let activation = web_sys::window().and_then(|window| property(&window.navigator(), "userActivation"));
    // If the browser does not tell, try.
    activation.is_none_or(|activation| property(&activation, "isActive").is_none_or(|is| is.is_truthy()))
}
