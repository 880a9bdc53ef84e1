//! Opens the lab's window.

use digilab_contract::backend::{Backend, Start};
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::packs::PackPlace;
use digilab_lab::text::Language;
use egui::{IconData, ViewportBuilder, vec2};

use super::backend::Desktop;
use super::folders::{self, usage_log};
use super::icon;
use super::settings::SettingsFile;
use super::usage::{SettingsPlace, UsageService, now_ms};
use crate::usage_log::RecordingBackend;
use crate::window::app::LabApp;

/// Application id of the window: the name of the program's desktop file, if there is one.
const APP_ID: &str = "fi.digilab.DigiLab";

/// Thing to open with the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// A lesson pack, instead of the last one that was open.
    Pack(PackPlace),
    /// A workshop invitation: the content of its file.
    Invitation(String),
}

/// There is no window: no display, or nothing that can draw on it. The system's reason is of use only to developers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWindow;

/// Opens the window, and returns when it is closed.
///
/// # Arguments
/// - `language`: the language of a person who has not chosen one.
/// - `first`: the thing to open first, if any.
///
/// # Errors
/// No window can be opened.
pub fn open_window(language: Language, first: Option<First>) -> Result<(), NoWindow> {
    // A person without a home folder still gets a lab; it says so when nothing can be saved.
    let here = std::env::temp_dir().join("DigiLab");
    let projects = folders::projects().unwrap_or_else(|| here.clone());
    let settings_folder = folders::settings().unwrap_or(here);
    let (settings, trouble) = SettingsFile::new(settings_folder.clone()).load();
    let usage = SettingsPlace::read(Some(&settings_folder));
    let wrong = usage.wrong().map(|path| Message::new("log-settings-wrong").with("value", path.display()));
    let (pack, shared) = match first {
        Some(First::Pack(pack)) => (Some(pack), None),
        Some(First::Invitation(text)) => (None, Some(text)),
        None => (None, None),
    };
    let is_none = shared.as_ref().is_some_and(|text| Invitation::decode(text).is_none());
    let wrong = wrong.into_iter().chain(is_none.then(|| Message::new("use-no-invitation")));
    let trouble = trouble.iter().map(Message::from).chain(wrong).collect();
    let start = Start { settings, shared, pack, trouble };
    let (pixels, side) = icon::pixels();
    let viewport = ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("DigiLab")
        .with_icon(IconData { rgba: pixels, width: side, height: side })
        .with_inner_size(vec2(1280.0, 760.0))
        .with_min_inner_size(vec2(360.0, 420.0))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let desktop = Desktop::start(&creation.egui_ctx, projects, settings_folder)?;
        let backend: Box<dyn Backend> = match usage_log() {
            Some(log) => {
                let context = creation.egui_ctx.clone();
                let log = UsageService::open(log, usage, move || context.request_repaint())?;
                Box::new(RecordingBackend::new(desktop, log, now_ms))
            }
            None => Box::new(desktop),
        };
        Ok(Box::new(LabApp::new(&creation.egui_ctx, backend, start, language)))
    });
    eframe::run_native("DigiLab", options, create).map_err(|_| NoWindow)
}
