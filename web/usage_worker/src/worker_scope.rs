//! The worker's surroundings: the page that it belongs to, and the time.

use digilab_usage::request::Answer;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

/// The worker, for the browser.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

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

/// Sends a message to the page.
pub fn post(message: &JsValue) {
    // What cannot be sent would be a fault of the browser's, and the page does not wait for it.
    let _ = scope().post_message(message);
}

/// Tells the page something.
pub fn tell(answer: &Answer) {
    // Nothing of ours fails to become JSON.
    post(&serde_json::to_string(answer).unwrap_or_default().into());
}
