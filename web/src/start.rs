//! Starts the page.

use std::cell::OnceCell;
use std::rc::Rc;

use digilab::usage_log::{Log, RecordingBackend};
use digilab::window::app::LabApp;
use digilab_contract::backend::{Event, Start};
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::project::share;
use gloo::events::EventListener;
use gloo::utils::{document, window};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlCanvasElement;

use crate::backend::Browser;
use crate::store::{leaving, settings};
use crate::usage::{UsageWorker, now_ms};
use crate::{accessibility_dom, crash, fonts, frames, language, shelf, texts};

/// Id of the canvas that the window is drawn into.
const CANVAS: &str = "lab";

/// Opens the window in the page.
///
/// # Errors
/// The browser's error if there can be no window because it cannot draw.
#[wasm_bindgen(start)]
pub async fn start() -> Result<(), JsValue> {
    let (mut settings, trouble) = settings::load();
    language::choose(settings.language);
    let there = texts::load_first(language::present()).await?;
    if there != language::present() {
        settings.language = Some(there);
        language::choose(settings.language);
    }
    crash::watch();
    let start = Start {
        settings,
        shared: shared_program(),
        pack: shelf::asked_for(),
        trouble: trouble.iter().map(Message::from).collect(),
    };
    let canvas = document().get_element_by_id(CANVAS).ok_or("no canvas")?;
    let canvas: HtmlCanvasElement = canvas.dyn_into()?;
    frames::install();
    let runner = eframe::WebRunner::new();
    let mirrored = canvas.clone();
    let context = Rc::new(OnceCell::new());
    let created = context.clone();
    let create: eframe::AppCreator<'static> = Box::new(move |creation| {
        let context = &creation.egui_ctx;
        context.set_fonts(fonts::fonts());
        if let Err(error) = accessibility_dom::install(context, &mirrored) {
            web_sys::console::error_1(&error);
        }
        frames::follow(context);
        let _ = created.set(context.clone());
        let browser = Browser::start(context);
        let lab = browser.lab();
        let tell = browser.teller();
        // A teacher's link, opened while the lab is open already.
        EventListener::new(&window(), "hashchange", move |_| {
            let hash = window().location().hash().unwrap_or_default();
            if Invitation::decode(&hash).is_some() {
                tell(Event::Invited(hash));
            }
        })
        .forget();
        let woken = context.clone();
        let usage = UsageWorker::new(move || woken.request_repaint());
        let mut leaving = usage.clone();
        // A page that is put away releases the boards and the log: another tab may want them.
        EventListener::new(&window(), "pagehide", move |_| {
            lab.close();
            leaving.close();
        })
        .forget();
        let recording = RecordingBackend::new(browser, usage, now_ms);
        let app = LabApp::new(context, Box::new(recording), start, language::of_browser());
        Ok(Box::new(Reachable(app)))
    });
    runner.start(canvas, eframe::WebOptions::default(), create).await?;
    save_when_left(&runner, context);
    Ok(())
}

/// The window, accessible to the page's own events between its frames.
struct Reachable(LabApp);

impl eframe::App for Reachable {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.0.ui(ui, frame);
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.0.on_exit(gl);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.0.clear_color(visuals)
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn std::any::Any> {
        Some(self)
    }
}

/// The part of a link behind the `#`: an invitation, or a program, damaged or not. A program is removed from the
/// address, so that reloading the page does not create a second project of it.
fn shared_program() -> Option<String> {
    let location = window().location();
    let hash = location.hash().ok()?;
    if Invitation::decode(&hash).is_some() {
        // It stays: after a reload the user is still in the workshop.
        return Some(hash);
    }
    if share::decode(&hash)?.is_err() {
        // It stays in the address to be looked at, and the window reports it.
        return Some(hash);
    }
    let path = location.pathname().ok()?;
    let search = location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{search}")));
    }
    Some(hash)
}

/// Saves the latest changes when the page is left or hidden.
fn save_when_left(runner: &eframe::WebRunner, context: Rc<OnceCell<egui::Context>>) {
    let runner = runner.clone();
    let listeners = leaving::listen(move || {
        if let Some(mut app) = runner.app_mut::<Reachable>() {
            let now_s = context.get().map_or(0.0, |context| context.input(|input| input.time));
            app.0.save_now(now_s);
        }
    });
    // For the lifetime of the page.
    listeners.into_iter().for_each(EventListener::forget);
}
