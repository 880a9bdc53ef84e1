//! The usage log's worker, for the page: started a while after it, and never waited for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab::witness::Log;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::request::{Answer, Ask};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// The worker's program, beside the page.
const PROGRAM: &str = "usage_worker.js";

/// How long the page is by itself: what a pupil waits for comes first.
const START_MS: u32 = 2_000;

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// The page's end of the worker.
#[derive(Clone)]
pub struct UsageWorker(Rc<Shared>);

struct Shared {
    worker: RefCell<Option<Running>>,
    /// What waits until it listens; `None` once it does, or fell.
    early: RefCell<Option<Vec<JsValue>>>,
    /// Whether it may be started.
    is_due: Cell<bool>,
    has_fallen: Cell<bool>,
    answers: RefCell<Vec<Answer>>,
    wake: Box<dyn Fn()>,
}

struct Running {
    worker: Worker,
    _listeners: (EventListener, EventListener),
}

impl UsageWorker {
    /// The worker, which is started in a while.
    ///
    /// # Arguments
    /// - `wake`: called when there is something to [`take`](Log::take).
    pub fn new(wake: impl Fn() + 'static) -> Self {
        let new = Self(Rc::new(Shared {
            worker: RefCell::default(),
            early: RefCell::new(Some(Vec::new())),
            is_due: Cell::new(false),
            has_fallen: Cell::new(false),
            answers: RefCell::default(),
            wake: Box::new(wake),
        }));
        let due = new.clone();
        Timeout::new(START_MS, move || {
            due.0.is_due.set(true);
            due.start();
        })
        .forget();
        new
    }

    fn start(&self) {
        let Ok(worker) = Worker::new(PROGRAM) else { return self.fall() };
        let usage = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                usage.hear(&event.data());
            }
        });
        let usage = self.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let on_error = EventListener::new_with_options(&worker, "error", options, move |event| {
            // It is dealt with: it is no error of the page as well.
            event.prevent_default();
            usage.fall();
        });
        *self.0.worker.borrow_mut() = Some(Running { worker, _listeners: (on_message, on_error) });
    }

    fn hear(&self, message: &JsValue) {
        if message.is_null() {
            for early in self.0.early.take().unwrap_or_default() {
                self.post(&early);
            }
            return;
        }
        match Answer::from_json(&message.as_string().unwrap_or_default()) {
            Some(answer) => self.tell(answer),
            None => self.fall(),
        }
    }

    fn post(&self, message: &JsValue) {
        if let Some(running) = &*self.0.worker.borrow() {
            // Only what cannot be copied cannot be sent.
            let _ = running.worker.post_message(message);
        }
    }

    fn tell(&self, answer: Answer) {
        self.0.answers.borrow_mut().push(answer);
        (self.0.wake)();
    }

    /// There is no log any more; the lab goes on.
    fn fall(&self) {
        // A program that could not even be fetched is no news: there may be no network.
        let has_listened = self.0.early.take().is_none();
        if let Some(running) = &*self.0.worker.borrow() {
            running.worker.terminate();
        }
        self.0.has_fallen.set(true);
        if has_listened {
            self.tell_fallen();
        }
    }

    fn tell_fallen(&self) {
        self.tell(Answer::Trouble(UsageError::with(UsageErrorCode::Failed, PROGRAM)));
    }
}

impl Log for UsageWorker {
    fn ask(&mut self, ask: Ask) {
        if self.0.has_fallen.get() {
            // Somebody may wait for an answer.
            if ask.is_answered() {
                self.tell_fallen();
            }
            return;
        }
        // Nothing of ours fails to become JSON.
        let json = serde_json::to_string(&(ask, now_ms())).unwrap_or_default().into();
        if let Some(early) = &mut *self.0.early.borrow_mut() {
            early.push(json);
        } else {
            return self.post(&json);
        }
        // After a page has come back.
        if self.0.is_due.get() && self.0.worker.borrow().is_none() {
            self.start();
        }
    }

    fn take(&mut self) -> Vec<Answer> {
        self.0.answers.take()
    }

    fn close(&mut self) {
        if self.0.worker.borrow().is_some() {
            self.post(&JsValue::NULL);
            // A page that comes back begins another session.
            self.0.worker.take();
            self.0.early.replace(Some(Vec::new()));
        }
    }
}
