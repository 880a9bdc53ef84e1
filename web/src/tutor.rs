//! The worker that reads lesson packs and checks their steps: started when it is needed first, and started anew after it
//! fell. Answers come in the order of the questions.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_contract::packs::PackError;
use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_lab::lab_protocol::{LessonCommand, LessonEvent};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// The worker's program, beside the page.
const PROGRAM: &str = "tutor.js";

/// How long an answer may take, with loading the program over a slow network: a minute.
const LIMIT_MS: u32 = 60_000;

/// What is done with an answer; nothing is what there is where there is none.
type Then = Box<dyn FnOnce(Option<JsValue>)>;

/// The worker.
#[derive(Clone)]
pub struct Tutor(Rc<Shared>);

struct Shared {
    running: RefCell<Option<Running>>,
    /// What waits for its answer, oldest first.
    waiting: RefCell<VecDeque<(u32, Then)>>,
    last: Cell<u32>,
    events: RefCell<Vec<LessonEvent>>,
    wake: Box<dyn Fn()>,
}

struct Running {
    worker: Worker,
    /// Questions from before it listens; `None` once it does.
    early: Option<Vec<JsValue>>,
    _listeners: (EventListener, EventListener),
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Tutor {
    /// The worker, which is not started yet.
    ///
    /// # Arguments
    /// - `wake`: called whenever there is something to [`take`](Self::take).
    pub fn new(wake: impl Fn() + 'static) -> Self {
        Self(Rc::new(Shared {
            running: RefCell::default(),
            waiting: RefCell::default(),
            last: Cell::new(0),
            events: RefCell::default(),
            wake: Box::new(wake),
        }))
    }

    /// Asks about a step of a lesson.
    pub fn send(&self, command: LessonCommand) {
        // Nothing of ours fails to become JSON.
        let json = serde_json::to_string(&command).unwrap_or_default();
        let shared = Rc::downgrade(&self.0);
        self.ask(
            json.into(),
            Box::new(move |answer| {
                let json = answer.and_then(|answer| answer.as_string()).unwrap_or_default();
                let event = serde_json::from_str(&json).unwrap_or_else(|_| command.fallen());
                if let Some(shared) = shared.upgrade() {
                    shared.events.borrow_mut().push(event);
                    (shared.wake)();
                }
            }),
        );
    }

    /// What came of it, oldest first.
    pub fn take(&self) -> Vec<LessonEvent> {
        self.0.events.take()
    }

    /// Has a pack read.
    ///
    /// # Arguments
    /// - `then`: given the worker's answer, or that there is none.
    pub fn read(&self, zip: &[u8], then: impl FnOnce(Result<Array, PackError>) + 'static) {
        let fell = || PackError::from(ProjectError::new(ProjectErrorCode::PackReaderFailed));
        let then = move |answer: Option<JsValue>| {
            then(answer.and_then(|answer| answer.dyn_into().ok()).ok_or_else(fell));
        };
        self.ask(Uint8Array::from(zip).buffer().into(), Box::new(then));
    }

    fn ask(&self, question: JsValue, then: Then) {
        let number = self.0.last.get().wrapping_add(1);
        self.0.last.set(number);
        self.0.waiting.borrow_mut().push_back((number, then));
        if self.0.running.borrow().is_none() {
            *self.0.running.borrow_mut() = self.start();
        }
        match &mut *self.0.running.borrow_mut() {
            Some(Running { early: Some(early), .. }) => early.push(question),
            Some(running) => post(&running.worker, &question),
            None => {}
        }
        let tutor = self.clone();
        Timeout::new(LIMIT_MS, move || {
            let is_waiting = tutor.0.waiting.borrow().iter().any(|(waiting, _)| *waiting == number);
            if is_waiting {
                tutor.fall();
            }
        })
        .forget();
    }

    fn start(&self) -> Option<Running> {
        let worker = Worker::new(PROGRAM).ok()?;
        let tutor = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                tutor.hear(event.data());
            }
        });
        let tutor = self.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let on_error = EventListener::new_with_options(&worker, "error", options, move |event| {
            // It is dealt with: it is no error of the page as well.
            event.prevent_default();
            let tutor = tutor.clone();
            // Later: this listener goes with the worker.
            Timeout::new(0, move || tutor.fall()).forget();
        });
        Some(Running { worker, early: Some(Vec::new()), _listeners: (on_message, on_error) })
    }

    fn hear(&self, message: JsValue) {
        if !message.is_null() {
            let first = self.0.waiting.borrow_mut().pop_front();
            if let Some((_, then)) = first {
                then(Some(message));
            }
            return;
        }
        // It listens.
        if let Some(running) = &mut *self.0.running.borrow_mut() {
            for question in running.early.take().unwrap_or_default() {
                post(&running.worker, &question);
            }
        }
    }

    /// The worker is gone, or does not answer: nobody waits for it any more.
    fn fall(&self) {
        *self.0.running.borrow_mut() = None;
        let waiting = self.0.waiting.take();
        waiting.into_iter().for_each(|(_, then)| then(None));
    }
}

fn post(worker: &Worker, question: &JsValue) {
    let moved = if question.is_string() { Array::new() } else { Array::of1(question) };
    // Only what cannot be copied cannot be sent.
    let _ = worker.post_message_with_transfer(question, &moved);
}
