//! Starts the worker and handles its messages.

use std::rc::Rc;

use js_sys::SharedArrayBuffer;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::MessageEvent;

use digilab_lab::sandbox;
use digilab_mailbox::message::ToWorker;
use digilab_mailbox::shared::SharedMemory;
use digilab_worker_scope::listen;

use crate::place::{Place, place};
use crate::platform;

/// Starts listening to the page.
#[wasm_bindgen(start)]
pub fn start() {
    listen(sandbox::current_line, hear);
}

/// Handles a message, which is a pair: JSON, and the mailbox or nothing.
fn hear(event: &MessageEvent) {
    let Some(pair) = event.data().dyn_into::<js_sys::Array>().ok() else { return };
    let json = pair.get(0).as_string().unwrap_or_default();
    match serde_json::from_str(&json) {
        Ok(ToWorker::Begin) => {
            let memory = pair.get(1).dyn_into::<SharedArrayBuffer>().ok();
            Place::set_up(memory.map(SharedMemory::of));
        }
        Ok(ToWorker::Job { job, command }) => {
            let place: Rc<Place> = place().unwrap_or_else(|| Place::set_up(None));
            platform::work(&place, job, command);
        }
        Err(error) => web_sys::console::error_1(&error.to_string().into()),
    }
}
