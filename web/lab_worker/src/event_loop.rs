//! The worker's event loop: messages arrive while it has its turn.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;

use digilab_worker_scope::now_ms;
use gloo::timers::callback::Timeout;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort};

/// Time for which a script may keep the loop from its turn, in milliseconds.
const TURN_MS: f64 = 12.0;

/// The longest timer, in milliseconds: a day.
const LONGEST_MS: f64 = 86_400_000.0;

/// Time below which turns are taken until it has passed, in milliseconds: timers count whole ones.
const SHORTEST_TIMER_MS: f64 = 0.5;

/// The event loop as the one task sees that runs scripts.
pub struct EventLoop {
    state: Rc<State>,
    _on_message: Closure<dyn FnMut()>,
}

struct State {
    /// A port to the loop's own other port: a message is delivered when the loop has its turn, without the four
    /// milliseconds that browsers add to a timer that is set by a timer.
    to_itself: MessagePort,
    /// True while a message is on its way.
    is_asked: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
    /// The time at which it is woken, if that is later than the next turn.
    wake_ms: Cell<f64>,
    timer: RefCell<Option<Timeout>>,
    turn_ms: Cell<f64>,
}

impl State {
    fn ask_for_turn(&self) {
        // Of several messages, each would be a turn in which a script computes before the page's next one is delivered.
        if !self.is_asked.replace(true) {
            // A channel within the worker takes any message.
            let _ = self.to_itself.post_message(&JsValue::NULL);
        }
    }

    fn wake(&self) {
        let waiting = self.waiting.take();
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }

    fn on_turn(self: &Rc<Self>) {
        self.is_asked.set(false);
        self.turn_ms.set(now_ms());
        let left_ms = self.wake_ms.get() - now_ms();
        if left_ms <= 0.0 {
            return self.wake();
        }
        if left_ms < SHORTEST_TIMER_MS {
            return self.ask_for_turn();
        }
        let state = self.clone();
        let timer = Timeout::new(left_ms.min(LONGEST_MS).ceil() as u32, move || {
            state.turn_ms.set(now_ms());
            state.wake();
        });
        self.timer.replace(Some(timer));
    }
}

impl EventLoop {
    /// Makes the worker's event loop available.
    ///
    /// # Errors
    /// The browser's error if it has no message channels.
    pub fn new() -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let state = Rc::new(State {
            to_itself: channel.port1(),
            is_asked: Cell::default(),
            waiting: RefCell::default(),
            wake_ms: Cell::default(),
            timer: RefCell::default(),
            turn_ms: Cell::new(now_ms()),
        });
        let on_message = {
            let state = state.clone();
            Closure::<dyn FnMut()>::new(move || state.on_turn())
        };
        channel.port2().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self { state, _on_message: on_message })
    }

    /// True if it has not had its turn for some time.
    pub fn is_due(&self) -> bool {
        now_ms() - self.state.turn_ms.get() >= TURN_MS
    }

    /// Gives it its turn, and wakes a task after that, at a time in milliseconds since the worker started or later. Ends
    /// the wait before.
    pub fn wake_at(&self, at_ms: f64, waker: &Waker) {
        self.state.timer.replace(None);
        self.state.waiting.replace(Some(waker.clone()));
        self.state.wake_ms.set(at_ms);
        self.state.ask_for_turn();
    }

    /// Takes notice that it has its turn.
    pub fn on_message(&self) {
        self.state.turn_ms.set(now_ms());
    }

    /// Wakes the task that waits.
    pub fn wake(&self) {
        self.state.wake();
    }
}
