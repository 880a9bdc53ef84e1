//! The bar at the top: run, stop, step; the project; boards, help, settings.

use digilab_lab::text::Texts;
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Response, RichText, Ui};

use super::run::{Phase, Run};
use crate::window::project::SaveState;
use crate::window::tool::{self, Sign};

/// Runs the program.
pub const RUN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
/// Ends it.
pub const STOP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Escape);
/// Steps to the next line.
pub const STEP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F10);
/// Steps back.
pub const STEP_BACK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F10);
/// Saves.
pub const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
/// Shows the projects.
pub const PROJECTS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
/// Shows what a program can say.
pub const HELP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F1);

/// From this width of the window on, in points, buttons have their names beside the signs.
const WITH_NAMES: f32 = 1000.0;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The program is to run, from its start or on from where it stands.
    Run,
    /// It is to end.
    Stop,
    /// It is to go on to the next line.
    Step,
    /// The moment before is to be shown.
    StepBack,
    /// What is not saved is to be saved.
    Save,
    /// The projects.
    Projects,
    /// The boards.
    Boards,
    /// What a program can say.
    Help,
    /// The settings.
    Settings,
}

/// What the bar shows of the window.
pub struct Look<'a> {
    /// The run.
    pub run: &'a Run,
    /// The project's name.
    pub project: &'a str,
    /// Whether it is saved.
    pub save_state: Option<SaveState>,
    /// Whether the reference is open.
    pub is_help_open: bool,
    /// What the boards' button says: the board that is looked at, and where it is.
    pub board: &'a str,
    /// The texts.
    pub texts: &'a Texts,
}

/// Shows the bar; what was asked for by its buttons.
pub fn show(ui: &mut Ui, look: &Look<'_>) -> Option<Asked> {
    let mut asked = None;
    let texts = look.texts;
    let is_named = ui.available_width() >= WITH_NAMES;
    let phase = look.run.phase();
    ui.horizontal_wrapped(|ui| {
        let mut tool = |ui: &mut Ui, sign, id: &str, is_on, shortcut: Option<KeyboardShortcut>, what| {
            let name = texts.plain(id);
            let response = ui.add_enabled_ui(is_on, |ui| tool::button(ui, sign, &name, is_named)).inner;
            let response = with_tip(ui, response, &name, shortcut);
            if response.clicked() {
                asked = Some(what);
            }
        };
        let run = if phase == Phase::Paused { "window-go-on" } else { "window-run" };
        tool(ui, Sign::Play, run, phase != Phase::Stopping, Some(RUN), Asked::Run);
        let can_stop = look.run.is_active() && phase != Phase::Stopping;
        tool(ui, Sign::Stop, "window-stop", can_stop, Some(STOP), Asked::Stop);
        let can_step = matches!(phase, Phase::Idle | Phase::Running | Phase::Paused);
        tool(
            ui,
            Sign::StepBack,
            "window-step-back",
            look.run.can_step_back(),
            Some(STEP_BACK),
            Asked::StepBack,
        );
        tool(ui, Sign::Step, "window-step", can_step, Some(STEP), Asked::Step);
        ui.separator();
        let response = project_button(ui, look);
        if with_tip(ui, response, &texts.plain("window-projects"), Some(PROJECTS)).clicked() {
            asked = Some(Asked::Projects);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut tool = |ui: &mut Ui, sign, name: &str, is_named, shortcut, what| {
                let response = tool::button(ui, sign, name, is_named);
                let response = with_tip(ui, response, name, shortcut);
                if response.clicked() {
                    asked = Some(what);
                }
            };
            tool(ui, Sign::Settings, &texts.plain("window-settings"), false, None, Asked::Settings);
            let help = if look.is_help_open { "window-help-close" } else { "window-help" };
            tool(ui, Sign::Book, &texts.plain(help), false, Some(HELP), Asked::Help);
            tool(ui, Sign::Board, look.board, is_named, None, Asked::Boards);
        });
    });
    asked
}

fn project_button(ui: &mut Ui, look: &Look<'_>) -> Response {
    let texts = look.texts;
    let (mark, state) = match look.save_state {
        None | Some(SaveState::Saved) => ("", "window-saved"),
        Some(SaveState::Unsaved) => (" •", "window-unsaved"),
        Some(SaveState::Failing) => (" !", "window-save-failed"),
    };
    let text = format!("{}{mark}", look.project);
    let text = RichText::new(text).strong();
    let button = egui::Button::new(text).truncate().min_size(egui::Vec2::splat(tool::FINGER));
    let width = 220.0_f32.min(ui.available_width().max(90.0));
    let response = ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(button)
    });
    let args = [("name", look.project.to_owned()), ("state", texts.plain(state))];
    let name = texts.get("window-project", &args);
    response
        .inner
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), &name));
    tool::mark_focus(ui, &response.inner);
    response.inner
}

fn with_tip(ui: &Ui, response: Response, name: &str, shortcut: Option<KeyboardShortcut>) -> Response {
    let tip = match shortcut {
        Some(shortcut) => format!("{name} ({})", ui.ctx().format_shortcut(&shortcut)),
        None => name.to_owned(),
    };
    response.on_hover_text(tip.clone()).on_disabled_hover_text(tip)
}

/// What was asked for by keys. Stop is looked for last, where nothing else has taken Esc.
pub fn shortcut(ui: &Ui) -> Option<Asked> {
    ui.input_mut(|input| {
        [
            // The one with more modifiers first: egui would take it for the other.
            (&STEP_BACK, Asked::StepBack),
            (&STEP, Asked::Step),
            (&RUN, Asked::Run),
            (&SAVE, Asked::Save),
            (&PROJECTS, Asked::Projects),
            (&HELP, Asked::Help),
        ]
        .into_iter()
        .find_map(|(shortcut, asked)| input.consume_shortcut(shortcut).then_some(asked))
    })
}
