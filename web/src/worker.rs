//! A worker of the page: starting it, its messages, its end. The worker's side is `web/worker_scope`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// Delay from the first sign of a crash to its report, in milliseconds: the browser's message and the worker's own
/// arrive separately.
const REPORT_MS: u32 = 50;

/// A message from a worker, or its end.
pub enum Heard {
    /// The worker listens; messages posted before are on their way.
    Ready,
    /// A message of the worker.
    Message(JsValue),
    /// It crashed, or could not be started.
    Crashed(Crash),
}

/// Unexpected end of a worker.
#[derive(Clone, Debug, Default)]
pub struct Crash {
    /// The browser's message; may be empty.
    pub message: String,
    /// Line of the script that was running, from 1.
    pub line: Option<u32>,
    /// True if it had started to listen.
    pub was_ready: bool,
}

/// Messages from before a worker listens, each with the objects that are moved with it; `None` once it does.
type Early = Rc<RefCell<Option<Vec<(JsValue, Array)>>>>;

/// A worker. Dropping it ends the worker at once, whatever it is doing.
pub struct PageWorker {
    worker: Worker,
    is_released: bool,
    early: Early,
    _listeners: [EventListener; 2],
}

impl PageWorker {
    /// Starts a worker.
    ///
    /// # Arguments
    /// - `program`: the script that loads its program, relative to the page.
    /// - `hear`: called with the worker's messages; no more once the handle is dropped.
    ///
    /// # Errors
    /// The browser's error if it cannot start one.
    pub fn start(program: &str, hear: impl Fn(Heard) + 'static) -> Result<Self, JsValue> {
        let worker = Worker::new(program)?;
        let early = Rc::new(RefCell::new(Some(Vec::new())));
        let hear: Rc<dyn Fn(Heard)> = Rc::new(hear);
        // Dropped with the listeners, which are its only owners.
        let report = Rc::new(CrashReport::new(hear.clone(), early.clone()));
        let on_message = {
            let (early, target, report) = (early.clone(), worker.clone(), report.clone());
            EventListener::new(&worker, "message", move |event| {
                let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
                let message = event.data();
                if message.is_null() {
                    for (message, moved) in early.borrow_mut().take().unwrap_or_default() {
                        send(&target, &message, &moved);
                    }
                    hear(Heard::Ready);
                } else if let Some(line) = message.as_f64() {
                    report.note(|crash| crash.line = Some(line as u32).filter(|line| *line > 0));
                } else {
                    hear(Heard::Message(message));
                }
            })
        };
        let on_error = {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&worker, "error", options, move |event| {
                // Handled here: it must not count as an error of the page too.
                event.prevent_default();
                let message = event.dyn_ref::<ErrorEvent>().map(|event| event.message());
                report.note(|crash| crash.message = message.unwrap_or_default());
            })
        };
        Ok(Self { worker, is_released: false, early, _listeners: [on_message, on_error] })
    }

    /// Sends a message; it is queued until the worker listens.
    ///
    /// # Arguments
    /// - `moved`: the objects in it that are transferred to the worker.
    pub fn post(&self, message: JsValue, moved: Array) {
        match &mut *self.early.borrow_mut() {
            Some(early) => early.push((message, moved)),
            None => send(&self.worker, &message, &moved),
        }
    }

    /// Lets the worker end by itself. Its messages are no longer received.
    pub fn release(mut self) {
        self.is_released = true;
    }
}

impl Drop for PageWorker {
    fn drop(&mut self) {
        if !self.is_released {
            self.worker.terminate();
        }
    }
}

/// Signs of a crash, until they are reported together.
struct CrashReport {
    hear: Rc<dyn Fn(Heard)>,
    early: Early,
    signs: RefCell<Crash>,
    has_begun: Cell<bool>,
}

impl CrashReport {
    fn new(hear: Rc<dyn Fn(Heard)>, early: Early) -> Self {
        Self { hear, early, signs: RefCell::default(), has_begun: Cell::new(false) }
    }

    /// Records a sign of a crash; the first one schedules the report, unless the worker is dropped before.
    fn note(self: &Rc<Self>, sign: impl FnOnce(&mut Crash)) {
        sign(&mut self.signs.borrow_mut());
        if self.has_begun.replace(true) {
            return;
        }
        let report = Rc::downgrade(self);
        Timeout::new(REPORT_MS, move || {
            if let Some(report) = report.upgrade() {
                let was_ready = report.early.borrow().is_none();
                (report.hear)(Heard::Crashed(Crash { was_ready, ..report.signs.take() }));
            }
        })
        .forget();
    }
}

fn send(worker: &Worker, message: &JsValue, moved: &Array) {
    // Only values that cannot be cloned cannot be sent.
    let _ = worker.post_message_with_transfer(message, moved);
}
