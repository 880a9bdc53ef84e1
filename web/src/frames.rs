//! Lets the browser rest while nothing moves.
//!
//! eframe requests the next frame from the browser in every frame, and then checks whether there is something to
//! draw. On an idle page that keeps the browser, and a laptop's battery, at work sixty times a second. So eframe's
//! requests are held here until something happens: egui requests a repaint, a scheduled repaint is due, or the user
//! does something.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Time for which frames continue after the last event, in milliseconds: the picture settles within a few frames.
const LINGER_MS: f64 = 200.0;

/// All events that eframe listens to, by their DOM names.
const EVENTS: [&str; 35] = [
    "blur",
    "compositionend",
    "compositionstart",
    "contextmenu",
    "copy",
    "cut",
    "dragleave",
    "dragover",
    "drop",
    "focus",
    "focusin",
    "focusout",
    "gesturechange",
    "gestureend",
    "gesturestart",
    "hashchange",
    "input",
    "keydown",
    "keyup",
    "load",
    "mouseleave",
    "mousemove",
    "pageshow",
    "paste",
    "pointerdown",
    "pointermove",
    "pointerup",
    "resize",
    "scroll",
    "touchcancel",
    "touchend",
    "touchmove",
    "touchstart",
    "visibilitychange",
    "wheel",
];

/// The property that marks functions made by wasm-bindgen, and so eframe's. Requests by others are left alone.
const OURS: &str = "_wbg_cb_unref";

thread_local! {
    static FRAMES: RefCell<Option<Rc<Frames>>> = const { RefCell::new(None) };
}

struct Frames {
    request: Function,
    /// Callbacks held until something happens, with their numbers.
    held: RefCell<Vec<(i32, Function)>>,
    last_held: Cell<i32>,
    awake_until_ms: Cell<f64>,
    /// Time of the next scheduled repaint, in milliseconds.
    due_ms: Cell<f64>,
    timer: RefCell<Option<Timeout>>,
}

/// Inserts itself between eframe and the browser. Call it before eframe starts; a browser that does not allow it
/// goes on drawing as before.
pub fn install() {
    let of_window = |name: &str| Reflect::get(&window(), &name.into()).ok()?.dyn_into::<Function>().ok();
    let (Some(request), Some(cancel)) =
        (of_window("requestAnimationFrame"), of_window("cancelAnimationFrame"))
    else {
        return;
    };
    let frames = Rc::new(Frames {
        request,
        held: RefCell::default(),
        last_held: Cell::new(0),
        awake_until_ms: Cell::new(0.0),
        due_ms: Cell::new(f64::INFINITY),
        timer: RefCell::default(),
    });
    FRAMES.set(Some(frames.clone()));
    let for_request = frames.clone();
    let request = Closure::<dyn FnMut(Function) -> JsValue>::new(move |callback| for_request.ask(callback));
    let for_cancel = frames.clone();
    let cancel = Closure::<dyn FnMut(JsValue)>::new(move |number| for_cancel.cancel(&number, &cancel));
    for (name, function) in
        [("requestAnimationFrame", request.into_js_value()), ("cancelAnimationFrame", cancel.into_js_value())]
    {
        if Reflect::set(&window(), &name.into(), &function).is_err() {
            return;
        }
    }
    let listen = |target: &web_sys::EventTarget, name: &'static str| {
        let options = EventListenerOptions { passive: true, ..EventListenerOptions::run_in_capture_phase() };
        let frames = frames.clone();
        // For the lifetime of the page.
        EventListener::new_with_options(target, name, options, move |_| frames.wake()).forget();
    };
    EVENTS.iter().for_each(|name| listen(&window(), name));
    if let Ok(Some(dark)) = window().match_media("(prefers-color-scheme: dark)") {
        listen(&dark, "change");
    }
}

/// Follows the repaint requests of a window.
pub fn follow(context: &egui::Context) {
    context.add_plugin(Plugin);
    context.set_repaint_observer(|info| {
        FRAMES.with_borrow(|frames| {
            if let Some(frames) = frames {
                frames.want(info.delay.as_secs_f64() * 1_000.0);
            }
        });
    });
}

/// Mirrors eframe's repaint schedule, which starts anew with every pass.
struct Plugin;

impl egui::Plugin for Plugin {
    fn debug_name(&self) -> &'static str {
        "frames"
    }

    fn input_hook(&mut self, _context: &egui::Context, _input: &mut egui::RawInput) {
        FRAMES.with_borrow(|frames| {
            if let Some(frames) = frames {
                frames.due_ms.set(f64::INFINITY);
                frames.timer.take();
            }
        });
    }
}

impl Frames {
    /// Handles a page's request for a frame.
    fn ask(&self, callback: Function) -> JsValue {
        let is_ours = Reflect::has(&callback, &OURS.into()).unwrap_or(false);
        if !is_ours || now_ms() < self.awake_until_ms.get() {
            return self.request.call1(&JsValue::UNDEFINED, &callback).unwrap_or(JsValue::UNDEFINED);
        }
        // The browser's own numbers are positive.
        self.last_held.set(self.last_held.get().checked_sub(1).unwrap_or(-1));
        self.held.borrow_mut().push((self.last_held.get(), callback));
        self.last_held.get().into()
    }

    fn cancel(&self, number: &JsValue, cancel: &Function) {
        let held = number.as_f64().map(|number| number as i32).filter(|number| *number < 0);
        match held {
            Some(held) => self.held.borrow_mut().retain(|(number, _)| *number != held),
            None => drop(cancel.call1(&JsValue::UNDEFINED, number)),
        }
    }

    /// Lets frames continue for a while, because something happened.
    fn wake(&self) {
        self.wake_for(LINGER_MS);
    }

    /// Lets frames continue for at least this long.
    fn wake_for(&self, duration_ms: f64) {
        // An earlier request for a later time still holds.
        self.awake_until_ms.set(self.awake_until_ms.get().max(now_ms() + duration_ms));
        for (_, callback) in self.held.take() {
            // The browser accepts any function.
            let _ = self.request.call1(&JsValue::UNDEFINED, &callback);
        }
    }

    /// Schedules a repaint in `delay_ms` milliseconds.
    fn want(self: &Rc<Self>, delay_ms: f64) {
        if delay_ms < LINGER_MS {
            self.wake_for(delay_ms + LINGER_MS);
            return;
        }
        let due_ms = now_ms() + delay_ms;
        // A delay longer than the browser's timers allow (24 days) counts as never.
        if due_ms >= self.due_ms.get() || delay_ms >= f64::from(i32::MAX) {
            return;
        }
        self.due_ms.set(due_ms);
        let frames = Rc::downgrade(self);
        let timer = Timeout::new(delay_ms.ceil() as u32, move || {
            if let Some(frames) = frames.upgrade() {
                frames.due_ms.set(f64::INFINITY);
                frames.wake();
            }
        });
        self.timer.replace(Some(timer));
    }
}

fn now_ms() -> f64 {
    window().performance().map_or(f64::INFINITY, |clock| clock.now())
}
