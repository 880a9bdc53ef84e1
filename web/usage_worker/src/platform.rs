//! The worker's environment: its scope, the time, and messages to the page.

use digilab_usage::request::Answer;
use digilab_worker_scope::{post, scope};
use js_sys::Promise;
use wasm_bindgen::JsValue;

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    // Whole milliseconds, far within the exact range of a float.
    js_sys::Date::now() as i64
}

/// Returns a promise that resolves after this time, in milliseconds.
pub fn sleep(time_ms: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let wait = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time_ms);
        // Without a timer it would never resolve.
        if wait.is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    })
}

/// Sends an answer to the page.
pub fn tell(answer: &Answer) {
    // Our own types always serialize.
    post(&serde_json::to_string(answer).unwrap_or_default().into());
}
