//! The worker that reads lesson packs and checks their steps: started when it is first needed, and again after it
//! has crashed. Answers come in the order of the questions.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use digilab_contract::packs::PackError;
use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_lab::lab_protocol::{LessonCommand, LessonEvent};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::worker::{Heard, PageWorker};

/// The worker's program, beside the page.
const PROGRAM: &str = "lesson_worker.js";

/// Time limit for an answer, including loading the program over a slow network, in milliseconds.
const LIMIT_MS: u32 = 60_000;

/// Handles an answer, or its absence.
type Then = Box<dyn FnOnce(Result<JsValue, NoAnswer>)>;

/// Error: the worker crashed on a question, or took too long.
#[derive(Clone, Copy, Default)]
struct NoAnswer {
    /// Line of the script that was running, from 1, if known.
    line: Option<u32>,
}

/// The worker.
#[derive(Clone)]
pub struct LessonWorker(Rc<Shared>);

struct Shared {
    running: RefCell<Option<PageWorker>>,
    /// Questions that wait for their answers, oldest first.
    waiting: RefCell<VecDeque<(u32, Then)>>,
    last: Cell<u32>,
    events: RefCell<Vec<LessonEvent>>,
    wake: Box<dyn Fn()>,
}

impl LessonWorker {
    /// Creates the handle; the worker is not started yet.
    ///
    /// # Arguments
    /// - `wake`: called whenever there are events to [`take`](Self::take).
    pub fn new(wake: impl Fn() + 'static) -> Self {
        Self(Rc::new(Shared {
            running: RefCell::default(),
            waiting: RefCell::default(),
            last: Cell::new(0),
            events: RefCell::default(),
            wake: Box::new(wake),
        }))
    }

    /// Sends a command about a step of a lesson.
    pub fn send(&self, command: LessonCommand) {
        // Our own types always serialize.
        let json = serde_json::to_string(&command).unwrap_or_default();
        let shared = Rc::downgrade(&self.0);
        self.ask(
            json.into(),
            Box::new(move |answer| {
                let event = match answer {
                    Ok(json) => serde_json::from_str(&json.as_string().unwrap_or_default())
                        .unwrap_or_else(|_| command.crashed(None)),
                    Err(NoAnswer { line }) => command.crashed(line),
                };
                if let Some(shared) = shared.upgrade() {
                    shared.events.borrow_mut().push(event);
                    (shared.wake)();
                }
            }),
        );
    }

    /// Takes the events, oldest first.
    pub fn take(&self) -> Vec<LessonEvent> {
        self.0.events.take()
    }

    /// Has a pack read.
    ///
    /// # Arguments
    /// - `then`: called with the worker's answer, or with an error if there is none.
    pub fn read(&self, zip: &[u8], then: impl FnOnce(Result<Array, PackError>) + 'static) {
        let fell = || PackError::from(ProjectError::new(ProjectErrorCode::PackReaderFailed));
        let then = move |answer: Result<JsValue, NoAnswer>| {
            then(answer.ok().and_then(|answer| answer.dyn_into().ok()).ok_or_else(fell));
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
        if let Some(worker) = &*self.0.running.borrow() {
            let moved = if question.is_string() { Array::new() } else { Array::of1(&question) };
            worker.post(question, moved);
        }
        let lesson_worker = self.clone();
        Timeout::new(LIMIT_MS, move || {
            let is_waiting = lesson_worker.0.waiting.borrow().iter().any(|(waiting, _)| *waiting == number);
            if is_waiting {
                lesson_worker.on_crash(NoAnswer::default());
            }
        })
        .forget();
    }

    fn start(&self) -> Option<PageWorker> {
        let lesson_worker = self.clone();
        let hear = move |heard| match heard {
            Heard::Ready => {}
            Heard::Message(answer) => {
                let first = lesson_worker.0.waiting.borrow_mut().pop_front();
                if let Some((_, then)) = first {
                    then(Ok(answer));
                }
            }
            Heard::Crashed(crash) => lesson_worker.on_crash(NoAnswer { line: crash.line }),
        };
        PageWorker::start(PROGRAM, hear).ok()
    }

    /// Ends a worker that is gone or does not answer: all questions are answered with nothing.
    fn on_crash(&self, why: NoAnswer) {
        *self.0.running.borrow_mut() = None;
        let waiting = self.0.waiting.take();
        waiting.into_iter().for_each(|(_, then)| then(Err(why)));
    }
}
