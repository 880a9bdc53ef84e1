//! The surroundings of a worker of the page, alike for all of them: it listens, it posts, and when it falls it still says
//! where. The page's side is `web/src/worker.rs`.
//!
//! The first message says that the worker listens, and is `null`. A number says that it fell, and at which line of a
//! script, or 0. All others are the worker's own.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The worker's global scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Milliseconds since the worker started.
pub fn now_ms() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

/// Sends a message to the page.
pub fn post(message: &JsValue) {
    // A failure here would be the browser's, and the page does not wait for ever.
    let _ = scope().post_message(message);
}

/// Sends a message to the page, with objects that are moved there.
pub fn post_with(message: &JsValue, moved: &Array) {
    let _ = scope().post_message_with_transfer(message, moved);
}

thread_local! {
    static HAS_FALLEN: Cell<bool> = const { Cell::new(false) };
}

/// Listens to the page for as long as the worker lives, and says so.
///
/// # Arguments
/// - `line`: the line of the script that runs, from 1; 0 where none does. Asked after a panic: it may touch little.
/// - `hear`: given each message.
pub fn listen(line: fn() -> u32, hear: impl Fn(&MessageEvent) + 'static) {
    let fall = move || {
        if !HAS_FALLEN.replace(true) {
            post(&line().into());
        }
    };
    std::panic::set_hook(Box::new(move |panic| {
        web_sys::console::error_1(&panic.to_string().into());
        fall();
    }));
    // Whatever else ends a call into this program, such as a stack that is too deep for the browser.
    EventListener::new(&scope(), "error", move |_| fall()).forget();
    EventListener::new(&scope(), "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            hear(event);
        }
    })
    .forget();
    post(&JsValue::NULL);
}
