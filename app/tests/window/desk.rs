//! A window without a display: the real lab behind it, and the input of a person.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use digilab::desktop::backend::Desktop;
use digilab::desktop::settings::SettingsFile;
use digilab::desktop::usage::{SettingsPlace, UsageService, now_ms};
use digilab::usage_log::RecordingBackend;
use digilab::window::app::LabApp;
use digilab_contract::backend::Start;
use digilab_contract::message::Message;
use digilab_contract::packs::PackPlace;
use digilab_lab::text::Language;
use egui::accesskit::Role;
use egui::{Context, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// Timeout of any wait, much longer than it takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Step of egui's time, in seconds; real time takes about as long.
const STEP_S: f32 = 0.02;

/// Options for opening the window.
pub struct Opening {
    pub size: egui::Vec2,
    pub language: Language,
    pub shared: Option<String>,
    pub pack: Option<PackPlace>,
}

impl Default for Opening {
    fn default() -> Self {
        Self { size: vec2(1366.0, 768.0), language: Language::En, shared: None, pack: None }
    }
}

/// The window.
pub struct Desk {
    pub harness: Harness<'static, Option<LabApp>>,
}

impl Desk {
    /// Opens the window with `home` as the person's home folder.
    pub fn open(home: &Path) -> Self {
        Self::open_as(home, Opening::default())
    }

    pub fn open_as(home: &Path, opening: Opening) -> Self {
        let folder = |name: &str| -> PathBuf { home.join(name) };
        let (projects, settings_folder) = (folder("DigiLab"), folder("settings"));
        let (settings, trouble) = SettingsFile::new(settings_folder.clone()).load();
        let start = Start {
            settings,
            shared: opening.shared,
            pack: opening.pack,
            trouble: trouble.iter().map(Message::from).collect(),
        };
        let (log, usage) = (home.join("usage.sqlite3"), settings_folder.clone());
        let mut opened = Some((start, projects, settings_folder));
        let language = opening.language;
        let mut create = move |context: &Context| {
            let (start, projects, settings) = opened.take().unwrap();
            let backend = Desktop::start(context, projects, settings).unwrap();
            let woken = context.clone();
            let place = SettingsPlace::read(Some(&usage));
            let log = UsageService::open(log.clone(), place, move || woken.request_repaint());
            LabApp::new(
                context,
                Box::new(RecordingBackend::new(backend, log.unwrap(), now_ms)),
                start,
                language,
            )
        };
        let harness = Harness::builder().with_size(opening.size).with_step_dt(STEP_S).build_ui_state(
            move |ui, app: &mut Option<LabApp>| app.get_or_insert_with(|| create(ui.ctx())).show(ui),
            None,
        );
        let mut desk = Self { harness };
        desk.wait_for_label(Role::Button, "Run");
        desk
    }

    /// Runs frames until `is_so` returns `true`; fails if it never does.
    #[track_caller]
    pub fn wait(&mut self, what: &str, is_so: impl Fn(&Harness<'static, Option<LabApp>>) -> bool) {
        let start = Instant::now();
        while !is_so(&self.harness) {
            assert!(start.elapsed() < PATIENCE, "{what}: it never came. There is:\n{}", self.all());
            self.harness.step();
            thread::sleep(Duration::from_secs_f32(STEP_S));
        }
    }

    /// Runs a few frames in real time, so that a button held for a moment is also held in the lab's time.
    pub fn step(&mut self) {
        for _ in 0..4 {
            self.harness.step();
            thread::sleep(Duration::from_secs_f32(STEP_S));
        }
    }

    pub fn has(harness: &Harness<'static, Option<LabApp>>, role: Role, label: &str) -> bool {
        harness.query_all_by_role(role).any(|node| label_of(&node).contains(label))
    }

    #[track_caller]
    pub fn wait_for_label(&mut self, role: Role, label: &str) {
        // In Finnish and Swedish nothing is called "Run": the bar is there once there are some buttons.
        if label == "Run" {
            return self.wait("the bar", |harness| harness.query_all_by_role(Role::Button).count() > 4);
        }
        self.wait(label, |harness| Self::has(harness, role, label));
    }

    /// Waits until some text on the screen contains `text`.
    #[track_caller]
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait(text, |harness| Self::says(harness, text));
    }

    /// Clicks the widget of this role whose name begins with `label`.
    #[track_caller]
    pub fn click(&mut self, role: Role, label: &str) {
        self.wait_for_label(role, label);
        {
            let nodes = self.harness.query_all_by_role(role);
            let Some(node) = nodes.into_iter().find(|node| label_of(node).starts_with(label)) else {
                panic!("no {role:?} {label:?} in\n{}", self.all())
            };
            node.click();
        }
        self.step();
    }

    /// Clicks the button whose name begins with `label`, once it has scrolled into view.
    #[track_caller]
    pub fn click_in_sight(&mut self, label: &str) {
        self.wait(label, |harness| {
            let window = harness.ctx.content_rect();
            let mut nodes = harness.query_all_by_role(Role::Button);
            let node = nodes.find(|node| label_of(node).starts_with(label));
            node.is_some_and(|node| window.contains_rect(node.rect()))
        });
        self.click(Role::Button, label);
    }

    /// True if a button can be pressed.
    pub fn is_enabled(&self, label: &str) -> bool {
        let nodes = self.harness.query_all_by_role(Role::Button);
        let mut found = nodes.into_iter().filter(|node| label_of(node).starts_with(label));
        found.next().is_some_and(|node| !node.accesskit_node().is_disabled())
    }

    /// Replaces the program in the editor, by keyboard.
    pub fn write(&mut self, program: &str) {
        self.editor_focus();
        self.key(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Paste(program.to_owned()));
        self.step();
        assert_eq!(self.program(), program);
    }

    pub fn editor_focus(&mut self) {
        self.harness.get_by_role(Role::MultilineTextInput).focus();
        self.step();
    }

    /// Returns the program in the editor.
    pub fn program(&self) -> String {
        Self::program_in(&self.harness)
    }

    /// Returns the program in the editor, which need not be visible.
    pub fn program_in(harness: &Harness<'static, Option<LabApp>>) -> String {
        let editor = harness.query_by_role(Role::MultilineTextInput);
        editor.and_then(|editor| editor.value()).unwrap_or_default()
    }

    /// True if some text on the screen contains `text`.
    pub fn says(harness: &Harness<'static, Option<LabApp>>, text: &str) -> bool {
        texts(harness).iter().any(|shown| shown.contains(text))
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.step();
    }

    /// Types a text and presses a key, all within one frame.
    pub fn type_at_once(&mut self, text: &str, modifiers: Modifiers, key: Key) {
        let typed = text.chars().map(|letter| egui::Event::Text(letter.to_string()));
        let pressed = [true, false].map(|pressed| egui::Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        });
        self.harness.input_mut().events.extend(typed.chain(pressed));
        self.step();
    }

    pub fn run(&mut self) {
        self.key(Modifiers::COMMAND, Key::Enter);
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        let file: egui::DroppedFileHandle = Arc::new(Dropped(path.to_owned()));
        self.harness.input_mut().dropped_files.push(file);
        self.step();
    }

    /// Ends the window without closing it, as a power failure would.
    pub fn kill(self) {
        std::mem::forget(self);
    }

    /// Closes the window.
    pub fn close(mut self) {
        let app = self.harness.state_mut().take();
        let mut app = app.unwrap();
        eframe::App::on_exit(&mut app, None);
    }

    /// Returns everything on the screen by role and name, for the message of a failure.
    pub fn all(&self) -> String {
        let nodes = self.harness.query_all(egui_kittest::kittest::By::new());
        let lines = nodes.into_iter().map(|node| {
            let role = node.accesskit_node().role();
            format!("{role:?} {:?} {:?}", label_of(&node), node.value())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn label_of(node: &egui_kittest::Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

/// Returns every label and value on the screen, except for the program itself.
fn texts(harness: &Harness<'static, Option<LabApp>>) -> Vec<String> {
    let nodes = harness.query_all(egui_kittest::kittest::By::new());
    let is_program = |node: &egui_kittest::Node<'_>| {
        [Role::MultilineTextInput, Role::TextRun].contains(&node.accesskit_node().role())
    };
    nodes
        .into_iter()
        .filter(|node| !is_program(node))
        .flat_map(|node| [label_of(&node), node.value().unwrap_or_default()])
        .collect()
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Desk {
    /// Fails if a widget that can be operated has no name for screen readers.
    #[track_caller]
    pub fn check_names(&self) {
        let nodes = self.harness.query_all(egui_kittest::kittest::By::new());
        let nameless: Vec<String> = nodes
            .into_iter()
            .filter(|node| {
                let node = node.accesskit_node();
                let operable = [
                    Role::Button,
                    Role::CheckBox,
                    Role::RadioButton,
                    Role::Slider,
                    Role::Tab,
                    Role::TextInput,
                    Role::MultilineTextInput,
                    Role::SpinButton,
                    Role::ComboBox,
                ];
                operable.contains(&node.role()) && node.label().is_none_or(|label| label.trim().is_empty())
            })
            .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
            .collect();
        assert!(nameless.is_empty(), "without a name: {nameless:#?}");
    }
}
