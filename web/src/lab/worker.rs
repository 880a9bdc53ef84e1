//! One worker, from its start to its end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_mailbox::message::{ToPage, ToWorker};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// The worker's program, beside the page.
const PROGRAM: &str = "lab_worker.js";

/// What a worker says, or that it is gone.
pub enum Heard {
    /// A message.
    Message(ToPage),
    /// It fell, or never stood.
    Fell {
        /// The browser's words.
        message: String,
        /// Whether it had begun to hear messages.
        was_ready: bool,
    },
}

/// A worker. Dropping it ends the worker at once, whatever it does.
pub struct WorkerHandle {
    worker: Worker,
    /// Messages that wait for the worker to listen; `None` once it does.
    early: Rc<RefCell<Option<Vec<JsValue>>>>,
    _listeners: Vec<EventListener>,
}

impl WorkerHandle {
    /// Starts a worker.
    ///
    /// # Arguments
    /// - `hear`: given what the worker says; nothing any more once the handle is dropped.
    ///
    /// # Errors
    /// What the browser says when it starts none.
    pub fn start(hear: impl Fn(Heard) + 'static) -> Result<Self, JsValue> {
        let worker = Worker::new(PROGRAM)?;
        let early = Rc::new(RefCell::new(Some(Vec::new())));
        let hear = Rc::new(hear);
        let on_message = {
            let (hear, early, target) = (hear.clone(), early.clone(), worker.clone());
            EventListener::new(&worker, "message", move |event| {
                let json = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                let message = match serde_json::from_str(&json.unwrap_or_default()) {
                    Ok(message) => message,
                    Err(error) => {
                        // A worker of another version, which nothing but loading the page again can mend.
                        web_sys::console::error_1(&error.to_string().into());
                        return;
                    }
                };
                if message == ToPage::Ready {
                    for message in early.borrow_mut().take().unwrap_or_default() {
                        // Only what cannot be copied cannot be sent.
                        let _ = target.post_message(&message);
                    }
                }
                hear(Heard::Message(message));
            })
        };
        let on_error = {
            let early = early.clone();
            let has_fallen = Cell::new(false);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&worker, "error", options, move |event| {
                // It is dealt with: it is no error of the page as well.
                event.prevent_default();
                if has_fallen.replace(true) {
                    return;
                }
                let message = event.dyn_ref::<ErrorEvent>().map(|event| event.message()).unwrap_or_default();
                let was_ready = early.borrow().is_none();
                let hear = hear.clone();
                // Later: who hears it drops this listener.
                Timeout::new(0, move || hear(Heard::Fell { message, was_ready })).forget();
            })
        };
        Ok(Self { worker, early, _listeners: vec![on_message, on_error] })
    }

    /// Sends a message, with an object that is shared or nothing.
    pub fn post(&self, message: &ToWorker, shared: &JsValue) {
        let Ok(json) = serde_json::to_string(message) else { return };
        let pair = Array::of2(&JsValue::from_str(&json), shared);
        match &mut *self.early.borrow_mut() {
            Some(early) => early.push(pair.into()),
            None => {
                let _ = self.worker.post_message(&pair);
            }
        }
    }
}

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
