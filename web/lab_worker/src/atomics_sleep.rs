//! Sleeping without a mailbox.

use js_sys::Int32Array;
use js_sys::WebAssembly::Memory;
use wasm_bindgen::JsCast;

/// Memory to wait on if there is no mailbox.
#[derive(Debug)]
pub struct AtomicsSleep(Int32Array);

impl AtomicsSleep {
    /// Returns `None` if the browser does not allow waiting. On a page that is not isolated no memory can be
    /// shared, but most browsers still create memory that could be, and wait on it.
    pub fn new() -> Option<Self> {
        let wish = serde_json::json!({ "initial": 1, "maximum": 1, "shared": true }).to_string();
        let memory = Memory::new(js_sys::JSON::parse(&wish).ok()?.unchecked_ref()).ok()?;
        let words = Int32Array::new(&memory.buffer());
        js_sys::Atomics::wait_with_timeout(&words, 0, 0, 0.0).ok()?;
        Some(Self(words))
    }

    /// Waits for this time, in milliseconds.
    pub fn sleep(&self, duration_ms: f64) {
        let _ = js_sys::Atomics::wait_with_timeout(&self.0, 0, 0, duration_ms);
    }
}
