//! The worker: handles the page's messages, and does its own work.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_usage::actor::random_id;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::request::{Answer, UsageRequest};
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::locks;
use crate::log_service::LogService;
use crate::opening::Opened;
use crate::pending_store::PendingStore;
use crate::platform::{now_ms, tell};
use crate::queue::Queue;
use digilab_worker_scope::{listen, scope};

/// Time for which a request waits for another tab, in milliseconds: a page that is reloaded has to wait for itself.
const PATIENCE_MS: i32 = 1_500;

enum State {
    /// The log is not open yet.
    Waiting {
        queue: Queue,
        /// True if another tab has it, for an unknown time.
        is_busy: bool,
    },
    /// The log is open.
    Open(Box<LogService>),
    /// There is no log.
    Refused(UsageError),
}

thread_local! {
    static STATE: RefCell<State> = RefCell::new(State::Waiting { queue: Queue::default(), is_busy: false });
    static TIMER: Cell<Option<Timeout>> = const { Cell::new(None) };
}

/// Listens to the page, and opens the log.
#[wasm_bindgen(start)]
pub fn start() {
    listen(no_script, |event| {
        match event.data().as_string().map(|json| serde_json::from_str(&json)) {
            Some(Ok((ask, at_ms))) => hear(ask, at_ms),
            // A page of another version, which only reloading it can cure.
            Some(Err(error)) => web_sys::console::warn_1(&error.to_string().into()),
            None => close(),
        }
    });
    wasm_bindgen_futures::spawn_local(work(now_ms()));
}

/// Returns the line of the running script: none runs here.
fn no_script() -> u32 {
    0
}

fn busy() -> Answer {
    Answer::Trouble(UsageError::new(UsageErrorCode::Busy))
}

fn hear(ask: UsageRequest, at_ms: i64) {
    STATE.with_borrow_mut(|state| match state {
        State::Waiting { is_busy: true, .. } if ask.is_answered() => tell(&busy()),
        State::Waiting { queue, .. } => queue.push(ask, at_ms),
        State::Open(service) => {
            service.serve(ask, at_ms);
            wake_for(service);
        }
        State::Refused(error) if ask.is_answered() => tell(&Answer::Trouble(error.clone())),
        State::Refused(_) => {}
    });
}

/// Ends the session and the worker, because the page goes.
fn close() {
    TIMER.set(None);
    let state = STATE.replace(State::Refused(UsageError::new(UsageErrorCode::Busy)));
    wasm_bindgen_futures::spawn_local(async {
        match state {
            State::Open(service) => service.end().await,
            State::Waiting { queue, .. } => queue.close().await,
            State::Refused(_) => {}
        }
        scope().close();
    });
}

/// Wakes up when the checkpoint of a minute is due.
fn wake_for(service: &LogService) {
    let wait_ms = service.due_ms().map(|due_ms| u32::try_from(due_ms - now_ms()).unwrap_or(0));
    TIMER.set(wait_ms.map(|wait_ms| {
        Timeout::new(wait_ms, || {
            STATE.with_borrow_mut(|state| {
                if let State::Open(service) = state {
                    service.tick(now_ms());
                    wake_for(service);
                }
            });
        })
    }));
}

/// Waits for this tab's turn, and opens the log.
async fn work(begun_ms: i64) {
    let tab = random_id().unwrap_or_default().to_string();
    let turn = locks::turn();
    let mut pending = None;
    if !turn.come_within(PATIENCE_MS).await {
        answer_busy();
        pending = open_pending_store().await;
        if let Some(pending) = pending.clone() {
            locks::show(&tab).await;
            STATE.with_borrow_mut(|state| {
                if let State::Waiting { queue, .. } = state {
                    queue.keep(pending, tab.clone(), opened_ms(queue, begun_ms));
                }
            });
        }
        turn.come().await;
        STATE.with_borrow_mut(|state| {
            if let State::Waiting { is_busy, .. } = state {
                *is_busy = false;
            }
        });
    }
    if pending.is_none() {
        pending = open_pending_store().await;
    }
    let opened = Opened::open(pending, &tab).await;
    STATE.with_borrow_mut(|state| {
        let State::Waiting { queue, .. } = state else { return };
        let queue = std::mem::take(queue);
        *state = begin(opened, queue, begun_ms);
    });
}

fn begin(opened: Result<Opened, UsageError>, queue: Queue, begun_ms: i64) -> State {
    let opened_ms = opened_ms(&queue, begun_ms);
    match opened {
        Ok(opened) => {
            let mut service = opened.begin(opened_ms);
            let asks = queue.take();
            for (ask, at_ms) in asks {
                service.tick(at_ms);
                service.serve(ask, at_ms);
            }
            service.tick(now_ms());
            wake_for(&service);
            State::Open(Box::new(service))
        }
        // The requests saved by waiting tabs stay, for a day when the log can be opened.
        Err(error) => {
            tell(&Answer::Trouble(error.clone()));
            State::Refused(error)
        }
    }
}

/// Time when the page was opened, which may be before the worker started.
fn opened_ms(queue: &Queue, begun_ms: i64) -> i64 {
    queue.first_ms().map_or(begun_ms, |first_ms| first_ms.min(begun_ms))
}

/// Answers at once that another tab has the log.
fn answer_busy() {
    STATE.with_borrow_mut(|state| {
        if let State::Waiting { queue, is_busy } = state {
            *is_busy = true;
            for _ in 0..queue.take_asked(UsageRequest::is_answered) {
                tell(&busy());
            }
        }
    });
}

async fn open_pending_store() -> Option<Rc<PendingStore>> {
    let has_told = Cell::new(false);
    let on_trouble = move || {
        if !has_told.replace(true) {
            tell(&Answer::Trouble(UsageError::new(UsageErrorCode::DiskFull)));
        }
    };
    PendingStore::open(on_trouble).await.map(Rc::new)
}
