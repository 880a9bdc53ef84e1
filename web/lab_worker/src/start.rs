//! Starts the worker.

use std::rc::Rc;

use digilab_lab::sandbox;
use digilab_worker_scope::listen;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::event_loop::EventLoop;
use crate::worker::Worker;

/// Starts listening to the page.
///
/// # Errors
/// The browser's error if it lacks what the worker needs.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let worker = Rc::new(Worker::new(EventLoop::new()?));
    listen(sandbox::current_line, move |event| {
        match serde_json::from_str(&event.data().as_string().unwrap_or_default()) {
            Ok(message) => worker.hear(message),
            // A page of another version, which only reloading it can cure.
            Err(error) => web_sys::console::error_1(&error.to_string().into()),
        }
    });
    Ok(())
}
