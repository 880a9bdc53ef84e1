//! Lets the browser rest while nothing moves.
//!
//! eframe asks the browser for the next frame in every frame, and looks in it whether there is something to draw. On a
//! page where nothing happens that keeps the browser, and on a laptop the battery, at work sixty times a second. So
//! what eframe asks for is kept here until something happens: egui asks to be drawn, its time has come, or the person
//! does something.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How long frames go on after the last thing that happened, in milliseconds: what is shown settles in a few.
const LINGER_MS: f64 = 200.0;

/// All that eframe listens to, by the browser's names.
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

/// The property by which functions are known that wasm-bindgen made, and with it eframe's. What others ask the browser
/// for is none of our business.
const OURS: &str = "_wbg_cb_unref";

thread_local! {
    static FRAMES: RefCell<Option<Rc<Frames>>> = const { RefCell::new(None) };
}

struct Frames {
    request: Function,
    /// Kept until something happens, with their numbers.
    held: RefCell<Vec<(i32, Function)>>,
    last_held: Cell<i32>,
    awake_until_ms: Cell<f64>,
    /// When something is to be drawn by itself next, and what waits for it.
    due_ms: Cell<f64>,
    timer: RefCell<Option<Timeout>>,
}

/// Comes between eframe and the browser. To be called before eframe starts; a browser that does not allow it goes on
/// drawing as before.
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
        // For as long as the page lives.
        EventListener::new_with_options(target, name, options, move |_| frames.wake()).forget();
    };
    EVENTS.iter().for_each(|name| listen(&window(), name));
    if let Ok(Some(dark)) = window().match_media("(prefers-color-scheme: dark)") {
        listen(&dark, "change");
    }
}

/// Follows when a window wants to be drawn.
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

/// As eframe does, whose plans it has to know: with every pass they begin anew.
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
    /// What a page asks the browser for.
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

    /// Something happens: frames go on for a while.
    fn wake(&self) {
        self.wake_for(LINGER_MS);
    }

    /// Frames go on for so long at least.
    fn wake_for(&self, duration_ms: f64) {
        // What was wanted before for a later time still is.
        self.awake_until_ms.set(self.awake_until_ms.get().max(now_ms() + duration_ms));
        for (_, callback) in self.held.take() {
            // The browser takes any function.
            let _ = self.request.call1(&JsValue::UNDEFINED, &callback);
        }
    }

    /// Something is to be drawn in `delay_ms`.
    fn want(self: &Rc<Self>, delay_ms: f64) {
        if delay_ms < LINGER_MS {
            self.wake_for(delay_ms + LINGER_MS);
            return;
        }
        let due_ms = now_ms() + delay_ms;
        // What is longer than a browser can count, 24 days, is never.
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
