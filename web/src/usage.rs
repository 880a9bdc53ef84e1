//! The page's handle of the usage log's worker: started a while after the page, and never waited for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab::usage_log::Log;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::request::{Answer, UsageRequest};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::worker::{Heard, PageWorker};

/// The worker's program, beside the page.
const PROGRAM: &str = "usage_worker.js";

/// Delay before the worker is started, in milliseconds: what a pupil waits for comes first.
const START_MS: u32 = 2_000;

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// The page's end of the worker.
#[derive(Clone)]
pub struct UsageWorker(Rc<Shared>);

struct Shared {
    worker: RefCell<Option<PageWorker>>,
    /// Messages that wait until the worker is started.
    early: RefCell<Vec<JsValue>>,
    /// True once it may be started.
    is_due: Cell<bool>,
    has_crashed: Cell<bool>,
    answers: RefCell<Vec<Answer>>,
    wake: Box<dyn Fn()>,
}

impl UsageWorker {
    /// Creates the handle; the worker is started in a while.
    ///
    /// # Arguments
    /// - `wake`: called when there are answers to [`take`](Log::take).
    pub fn new(wake: impl Fn() + 'static) -> Self {
        let new = Self(Rc::new(Shared {
            worker: RefCell::default(),
            early: RefCell::default(),
            is_due: Cell::new(false),
            has_crashed: Cell::new(false),
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
        let usage = self.clone();
        let hear = move |heard| match heard {
            Heard::Ready => {}
            Heard::Message(answer) => match Answer::from_json(&answer.as_string().unwrap_or_default()) {
                Some(answer) => usage.tell(answer),
                None => usage.on_crash(true),
            },
            Heard::Crashed(crash) => usage.on_crash(crash.was_ready),
        };
        let Ok(worker) = PageWorker::start(PROGRAM, hear) else { return self.on_crash(false) };
        for early in self.0.early.take() {
            worker.post(early, Array::new());
        }
        self.0.worker.replace(Some(worker));
    }

    fn tell(&self, answer: Answer) {
        self.0.answers.borrow_mut().push(answer);
        (self.0.wake)();
    }

    /// Ends the log; the lab goes on.
    ///
    /// # Arguments
    /// - `has_listened`: true if the worker had started. A program that could not even be fetched is not reported:
    ///   there may be no network.
    fn on_crash(&self, has_listened: bool) {
        self.0.worker.take();
        self.0.early.take();
        self.0.has_crashed.set(true);
        if has_listened {
            self.tell_crashed();
        }
    }

    fn tell_crashed(&self) {
        self.tell(Answer::Trouble(UsageError::with(UsageErrorCode::Failed, PROGRAM)));
    }
}

impl Log for UsageWorker {
    fn ask(&mut self, ask: UsageRequest) {
        if self.0.has_crashed.get() {
            // The window may wait for an answer.
            if ask.is_answered() {
                self.tell_crashed();
            }
            return;
        }
        // Our own types always serialize.
        let json = serde_json::to_string(&(ask, now_ms())).unwrap_or_default().into();
        if self.0.worker.borrow().is_none() {
            self.0.early.borrow_mut().push(json);
            // After the page has come back.
            if self.0.is_due.get() {
                self.start();
            }
        } else if let Some(worker) = &*self.0.worker.borrow() {
            worker.post(json, Array::new());
        }
    }

    fn take(&mut self) -> Vec<Answer> {
        self.0.answers.take()
    }

    fn close(&mut self) {
        // The worker ends by itself, once everything is saved. A page that comes back begins another session.
        if let Some(worker) = self.0.worker.take() {
            worker.post(JsValue::NULL, Array::new());
            worker.release();
        }
    }
}
