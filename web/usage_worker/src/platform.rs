//! The worker's surroundings: the page that it belongs to, and the time.

use digilab_usage::request::Answer;
use digilab_worker_scope::{post, scope};
use js_sys::Promise;
use wasm_bindgen::JsValue;

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    // Whole milliseconds, and far from where a float has none.
    js_sys::Date::now() as i64
}

/// A promise that is kept after a while.
pub fn sleep(time_ms: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let wait = scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time_ms);
        // Without a clock it would never end.
        if wait.is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    })
}

/// Tells the page something.
pub fn tell(answer: &Answer) {
    // Nothing of ours fails to become JSON.
    post(&serde_json::to_string(answer).unwrap_or_default().into());
}
