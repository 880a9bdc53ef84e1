//! The environment of the page's workers: listening, posting messages, and reporting a crash with its place. The
//! page's side is `web/src/worker.rs`.
//!
//! The first message is `null`: the worker listens. A number reports a crash: the script's line, or 0. All other
//! messages are the worker's own.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Returns the worker's global scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Returns the milliseconds since the worker started.
pub fn now_ms() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

/// Sends a message to the page.
pub fn post(message: &JsValue) {
    // A failure here would be the browser's, and the page does not wait for ever.
    let _ = scope().post_message(message);
}

/// Sends a message to the page, and transfers the objects in `moved` to it.
pub fn post_with(message: &JsValue, moved: &Array) {
    let _ = scope().post_message_with_transfer(message, moved);
}

thread_local! {
    static HAS_CRASHED: Cell<bool> = const { Cell::new(false) };
}

/// Listens to the page for the lifetime of the worker, and reports that it listens.
///
/// # Arguments
/// - `line`: returns the line of the running script, from 1; 0 if none runs. Called after a panic, so it must touch
///   little.
/// - `hear`: called with each message.
pub fn listen(line: fn() -> u32, hear: impl Fn(&MessageEvent) + 'static) {
    let report = move || {
        if !HAS_CRASHED.replace(true) {
            post(&line().into());
        }
    };
    std::panic::set_hook(Box::new(move |panic| {
        web_sys::console::error_1(&panic.to_string().into());
        report();
    }));
    // Anything else that aborts a call into this program, such as a call stack too deep for the browser.
    EventListener::new(&scope(), "error", move |_| report()).forget();
    EventListener::new(&scope(), "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            hear(event);
        }
    })
    .forget();
    post(&JsValue::NULL);
}
