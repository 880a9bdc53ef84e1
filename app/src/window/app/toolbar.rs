//! The toolbar at the top: run, stop, step; the project; lessons, boards, help, settings.

use digilab_lab::text::Texts;
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Response, RichText, Ui};

use super::autosave::SaveState;
use super::run::{Phase, Run};
use crate::window::widgets::icon_button::{self, Icon};
use crate::window::widgets::touch;

/// Runs the program.
pub const RUN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
/// Stops the program.
pub const STOP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Escape);
/// Steps to the next line.
pub const STEP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F10);
/// Steps back.
pub const STEP_BACK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F10);
/// Saves the project.
pub const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
/// Opens the projects.
pub const PROJECTS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
/// Shows or hides the reference.
pub const HELP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F1);

/// Shows or hides the lessons.
pub const LESSONS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F2);

/// Window width, in points, from which on buttons show their names beside the icons.
const WITH_NAMES: f32 = 1150.0;

/// Window width, in points, from which on everything fits into one row.
const ONE_ROW: f32 = 560.0;

/// Window width, in points, below which a row has at most three buttons: a phone with large text.
const THREE_IN_A_ROW: f32 = 310.0;

/// Action requested by a button or a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Run the program from its start, or continue it where it is paused.
    Run,
    /// Stop the program.
    Stop,
    /// Continue to the next line.
    Step,
    /// Show the previous moment.
    StepBack,
    /// Save unsaved changes.
    Save,
    /// Open the projects.
    Projects,
    /// Open the boards dialog.
    Boards,
    /// Show or hide the reference.
    Help,
    /// Show or hide the lessons.
    Lessons,
    /// Check the open step of the lesson.
    Check,
    /// Open the settings.
    Settings,
}

/// State of the window that the toolbar shows.
pub struct ToolbarProps<'a> {
    /// The current run.
    pub run: &'a Run,
    /// Name of the project.
    pub project: &'a str,
    /// Save state of the project; `None` if there is none to save to.
    pub save_state: Option<SaveState>,
    /// True if the reference is open.
    pub is_help_open: bool,
    /// True if the lessons are shown.
    pub are_lessons_shown: bool,
    /// Label of the boards button: the displayed board and its state.
    pub board: &'a str,
    /// Texts in the user's language.
    pub texts: &'a Texts,
}

/// Draws the toolbar. Returns the action requested by a button.
pub fn show(ui: &mut Ui, props: &ToolbarProps<'_>) -> Option<Asked> {
    let mut asked = None;
    let width = ui.available_width();
    if width < THREE_IN_A_ROW {
        show_narrow(ui, props, &mut asked);
        return asked;
    }
    let is_named = width >= WITH_NAMES;
    ui.horizontal(|ui| {
        show_run(ui, props, is_named, &mut asked);
        show_steps(ui, props, is_named, &mut asked);
        if width >= ONE_ROW {
            ui.separator();
            show_project(ui, props, &mut asked);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            show_settings(ui, props, &mut asked);
            show_help(ui, props, &mut asked);
            if width >= ONE_ROW {
                show_lessons(ui, props, is_named, &mut asked);
                show_board(ui, props, is_named, &mut asked);
            }
        });
    });
    if width < ONE_ROW {
        ui.horizontal(|ui| {
            show_lessons(ui, props, false, &mut asked);
            show_board(ui, props, false, &mut asked);
            show_project(ui, props, &mut asked);
        });
    }
    asked
}

fn show_narrow(ui: &mut Ui, props: &ToolbarProps<'_>, asked: &mut Option<Asked>) {
    ui.horizontal(|ui| {
        show_run(ui, props, false, asked);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| show_settings(ui, props, asked));
    });
    ui.horizontal(|ui| {
        show_steps(ui, props, false, asked);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| show_help(ui, props, asked));
    });
    ui.horizontal(|ui| {
        show_lessons(ui, props, false, asked);
        show_board(ui, props, false, asked);
    });
    ui.horizontal(|ui| show_project(ui, props, asked));
}

fn show_run(ui: &mut Ui, props: &ToolbarProps<'_>, is_named: bool, asked: &mut Option<Asked>) {
    let phase = props.run.phase();
    let run = if phase == Phase::Paused { "window-go-on" } else { "window-run" };
    if tool_button(ui, props, Icon::Play, run, is_named, phase != Phase::Stopping, Some(RUN)) {
        *asked = Some(Asked::Run);
    }
    let can_stop = props.run.is_active() && phase != Phase::Stopping;
    if tool_button(ui, props, Icon::Stop, "window-stop", is_named, can_stop, Some(STOP)) {
        *asked = Some(Asked::Stop);
    }
}

fn show_steps(ui: &mut Ui, props: &ToolbarProps<'_>, is_named: bool, asked: &mut Option<Asked>) {
    let can_step_back = props.run.can_step_back();
    if tool_button(ui, props, Icon::StepBack, "window-step-back", is_named, can_step_back, Some(STEP_BACK)) {
        *asked = Some(Asked::StepBack);
    }
    let can_step = matches!(props.run.phase(), Phase::Idle | Phase::Running | Phase::Paused);
    if tool_button(ui, props, Icon::Step, "window-step", is_named, can_step, Some(STEP)) {
        *asked = Some(Asked::Step);
    }
}

fn show_settings(ui: &mut Ui, props: &ToolbarProps<'_>, asked: &mut Option<Asked>) {
    if tool_button(ui, props, Icon::Settings, "window-settings", false, true, None) {
        *asked = Some(Asked::Settings);
    }
}

fn show_help(ui: &mut Ui, props: &ToolbarProps<'_>, asked: &mut Option<Asked>) {
    let id = if props.is_help_open { "window-help-close" } else { "window-help" };
    if tool_button(ui, props, Icon::Book, id, false, true, Some(HELP)) {
        *asked = Some(Asked::Help);
    }
}

fn show_lessons(ui: &mut Ui, props: &ToolbarProps<'_>, is_named: bool, asked: &mut Option<Asked>) {
    let id = if props.are_lessons_shown { "window-lessons-close" } else { "window-lessons" };
    if tool_button(ui, props, Icon::Lesson, id, is_named, true, Some(LESSONS)) {
        *asked = Some(Asked::Lessons);
    }
}

/// Draws an icon button. Returns true if it was clicked.
fn tool_button(
    ui: &mut Ui,
    props: &ToolbarProps<'_>,
    icon: Icon,
    id: &str,
    is_named: bool,
    is_on: bool,
    shortcut: Option<KeyboardShortcut>,
) -> bool {
    let name = props.texts.plain(id);
    let response = ui.add_enabled_ui(is_on, |ui| icon_button::button(ui, icon, &name, is_named)).inner;
    with_tip(ui, response, &name, shortcut).clicked()
}

fn show_project(ui: &mut Ui, props: &ToolbarProps<'_>, asked: &mut Option<Asked>) {
    let response = project_button(ui, props);
    if with_tip(ui, response, &props.texts.plain("window-projects"), Some(PROJECTS)).clicked() {
        *asked = Some(Asked::Projects);
    }
}

fn show_board(ui: &mut Ui, props: &ToolbarProps<'_>, is_named: bool, asked: &mut Option<Asked>) {
    let response = icon_button::button(ui, Icon::Board, props.board, is_named);
    if with_tip(ui, response, props.board, None).clicked() {
        *asked = Some(Asked::Boards);
    }
}

fn project_button(ui: &mut Ui, props: &ToolbarProps<'_>) -> Response {
    let texts = props.texts;
    let (mark, state) = match props.save_state {
        None | Some(SaveState::Saved) => ("", "window-saved"),
        Some(SaveState::Unsaved) => (" •", "window-unsaved"),
        Some(SaveState::Failing) => (" !", "window-save-failed"),
    };
    let text = format!("{}{mark}", props.project);
    let text = RichText::new(text).strong();
    let button = egui::Button::new(text).truncate().min_size(egui::Vec2::splat(touch::FINGER));
    let width = 220.0_f32.min(ui.available_width().max(90.0));
    let response = ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(button)
    });
    let args = [("name", props.project.to_owned()), ("state", texts.plain(state))];
    let name = texts.get("window-project", &args);
    response
        .inner
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), &name));
    touch::focus_frame(ui, &response.inner);
    response.inner
}

fn with_tip(ui: &Ui, response: Response, name: &str, shortcut: Option<KeyboardShortcut>) -> Response {
    let tip = match shortcut {
        Some(shortcut) => format!("{name} ({})", ui.ctx().format_shortcut(&shortcut)),
        None => name.to_owned(),
    };
    response.on_hover_text(tip.clone()).on_disabled_hover_text(tip)
}

/// Returns the action requested by a shortcut. Stop is not among them: the caller looks for it last, when nothing
/// else has taken Esc.
pub fn shortcut(ui: &Ui) -> Option<Asked> {
    ui.input_mut(|input| {
        [
            // The shortcut with more modifiers first: egui would match it with the other one, too.
            (&STEP_BACK, Asked::StepBack),
            (&STEP, Asked::Step),
            (&RUN, Asked::Run),
            (&SAVE, Asked::Save),
            (&PROJECTS, Asked::Projects),
            (&HELP, Asked::Help),
            (&LESSONS, Asked::Lessons),
        ]
        .into_iter()
        .find_map(|(shortcut, asked)| input.consume_shortcut(shortcut).then_some(asked))
    })
}

#[cfg(test)]
mod tests {
    use digilab_lab::text::Language;
    use egui::accesskit::Role;
    use egui::vec2;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;

    #[test]
    fn every_button_is_in_sight_on_any_screen() {
        let run = Run::default();
        // A phone of 360 points with text of twice the size, up to a large screen.
        for width in [180.0, 195.0, 260.0, 312.0, 340.0, 390.0, 570.0, 760.0, 1024.0, 1150.0, 1366.0] {
            for &language in Language::ALL {
                let texts = Texts::new(language);
                let props = ToolbarProps {
                    run: &run,
                    project: "Mitt första program om en väldigt lång sak",
                    save_state: Some(SaveState::Saved),
                    is_help_open: false,
                    are_lessons_shown: true,
                    board: "Arduino Uno, på skärmen",
                    texts: &texts,
                };
                let size = vec2(width, 300.0);
                let mut harness = Harness::builder().with_size(size).build_ui(|ui| {
                    show(ui, &props);
                });
                harness.run();
                let buttons: Vec<_> = harness.get_all_by_role(Role::Button).map(|node| node.rect()).collect();
                assert_eq!(buttons.len(), 9);
                for (at, one) in buttons.iter().enumerate() {
                    assert!(one.left() >= 0.0 && one.right() <= width, "{width}: {one:?}");
                    assert!(
                        buttons.iter().skip(at + 1).all(|other| !one.shrink(1.0).intersects(*other)),
                        "{width}"
                    );
                }
            }
        }
    }
}
