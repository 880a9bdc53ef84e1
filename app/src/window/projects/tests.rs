//! Tests of the panel as a person uses it, with a store that answers.

#![allow(clippy::unwrap_used)]

use digilab_contract::backend::Command;
use digilab_contract::project::{
    Content, FileSource, Project, ProjectCommand, ProjectError, ProjectErrorCode, ProjectEvent, ProjectId,
    ProjectInfo, TrashId, TrashInfo, VersionInfo, VersionKind, header, share,
};
use digilab_lab::text::{Language, Texts};
use egui::accesskit::Role;
use egui::{Key, OutputCommand, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{PanelAction, ProjectsContext, ProjectsPanel, Tab};

/// 2026-11-03 at 14:05 UTC.
const NOW_S: u64 = 1_793_714_700;

/// A store in memory, and the window around the panel.
struct Lab {
    panel: ProjectsPanel,
    texts: Texts,
    page_address: Option<&'static str>,
    projects: Vec<(ProjectInfo, Content)>,
    trash: Vec<(TrashInfo, Content)>,
    current: Option<ProjectInfo>,
    /// Content of the editor.
    content: Content,
    /// True to simulate a full disk.
    cannot_save: bool,
    cannot_delete: bool,
    /// Commands of the panel, except for lists.
    asked: Vec<String>,
    kept: Vec<(String, Vec<u8>)>,
    revision: u64,
    /// Results of `on_event`: true if the panel reports a failure itself.
    told: Vec<bool>,
}

fn id(name: &str) -> ProjectId {
    ProjectId(name.to_owned())
}

fn content(text: &str) -> Content {
    Content { text: text.to_owned(), ..Content::default() }
}

fn version() -> VersionInfo {
    VersionInfo { id: "v1".to_owned(), saved_s: NOW_S - 86_400, lines: 2, kind: VersionKind::Run }
}

impl Lab {
    fn new(names: &[&str]) -> Self {
        let projects: Vec<_> = (0..)
            .zip(names)
            .map(|(index, name)| {
                let changed_s = NOW_S - index * 86_400;
                (
                    ProjectInfo { id: id(name), name: (*name).to_owned(), changed_s },
                    content(&format!("{name}();\n")),
                )
            })
            .collect();
        let first = projects.first().cloned();
        Self {
            panel: ProjectsPanel::new(),
            texts: Texts::new(Language::En),
            page_address: Some("https://example.org/lab/"),
            current: first.as_ref().map(|(info, _)| info.clone()),
            content: first.map(|(_, content)| content).unwrap_or_default(),
            projects,
            trash: Vec::new(),
            cannot_save: false,
            cannot_delete: false,
            asked: Vec::new(),
            kept: Vec::new(),
            revision: 0,
            told: Vec::new(),
        }
    }

    fn step(&mut self, ui: &egui::Ui) {
        let context = ProjectsContext {
            now_s: NOW_S,
            utc_offset_s: 7200,
            current: self.current.as_ref(),
            text: &self.content.text,
            settings: &self.content.settings,
            page_address: self.page_address,
            texts: &self.texts,
        };
        let mut events = Vec::new();
        for action in self.panel.show(ui.ctx(), &context) {
            match action {
                PanelAction::Save => events.push(self.save()),
                PanelAction::StopAutosave(id) => {
                    self.asked.push(format!("stop {}", id.0));
                    self.current = None;
                }
                PanelAction::ResumeAutosave(id) => {
                    self.asked.push(format!("resume {}", id.0));
                    self.current = Some(self.find(&id).0);
                }
                PanelAction::Send(Command::Project(command)) => events.push(self.answer(command)),
                PanelAction::Send(Command::KeepFile { name, bytes }) => self.kept.push((name, bytes)),
                PanelAction::Send(Command::PickFile) => self.asked.push("pick".to_owned()),
                PanelAction::Send(other) => panic!("{other:?}"),
            }
        }
        for event in events {
            if let ProjectEvent::Opened(project) | ProjectEvent::Restored { project, .. } = &event {
                self.current = Some(project.info.clone());
                self.content = project.content.clone();
            }
            let told = self.panel.on_event(&event);
            if event.to_tell().is_some() {
                self.told.push(told);
            }
            ui.ctx().request_repaint();
        }
    }

    fn find(&self, id: &ProjectId) -> (ProjectInfo, Content) {
        self.projects.iter().find(|(info, _)| info.id == *id).unwrap().clone()
    }

    fn failed(id: &ProjectId, revision: Option<u64>, code: ProjectErrorCode) -> ProjectEvent {
        let error = ProjectError::new(code).with("name", &id.0);
        ProjectEvent::Failed { id: Some(id.clone()), revision, error }
    }

    fn save(&mut self) -> ProjectEvent {
        self.revision += 1;
        self.panel.save_sent(self.revision);
        let info = self.current.clone().unwrap();
        self.asked.push(format!("save {}", info.name));
        if self.cannot_save {
            return Self::failed(&info.id, Some(self.revision), ProjectErrorCode::DiskFull);
        }
        let stored = self.projects.iter_mut().find(|(stored, _)| stored.id == info.id).unwrap();
        stored.1 = self.content.clone();
        ProjectEvent::Saved { info, revision: self.revision }
    }

    fn opened(&mut self, name: &str, content: Content) -> ProjectEvent {
        let taken = |name: &str| self.projects.iter().any(|(info, _)| info.name == name);
        let name = digilab_contract::project::name::free(name, taken);
        let info = ProjectInfo { id: id(&name), name, changed_s: NOW_S };
        self.projects.push((info.clone(), content.clone()));
        ProjectEvent::Opened(Project { info, content })
    }

    fn answer(&mut self, command: ProjectCommand) -> ProjectEvent {
        match command {
            ProjectCommand::List => {
                ProjectEvent::List(self.projects.iter().map(|(info, _)| info.clone()).collect())
            }
            ProjectCommand::ListTrash => {
                ProjectEvent::Trash(self.trash.iter().map(|(info, _)| info.clone()).collect())
            }
            ProjectCommand::Open(id) => {
                self.asked.push(format!("open {}", id.0));
                let (info, content) = self.find(&id);
                ProjectEvent::Opened(Project { info, content })
            }
            ProjectCommand::Create { name, content } => {
                self.asked.push(format!("create {name}"));
                self.opened(&name, content)
            }
            ProjectCommand::OpenFile(FileSource::Bytes { name, bytes }) => {
                let content = header::parse(std::str::from_utf8(&bytes).unwrap());
                self.opened(name.strip_suffix(".rhai").unwrap(), content)
            }
            ProjectCommand::Rename { id, name } => {
                self.asked.push(format!("rename {} {name}", id.0));
                if self.projects.iter().any(|(info, _)| info.name == name) {
                    return Self::failed(&ProjectId(name), None, ProjectErrorCode::NameTaken);
                }
                let info = &mut self.projects.iter_mut().find(|(info, _)| info.id == id).unwrap().0;
                (info.id, info.name) = (ProjectId(name.clone()), name);
                ProjectEvent::Renamed { from: id, info: info.clone() }
            }
            ProjectCommand::Delete(id) => {
                self.asked.push(format!("delete {}", id.0));
                if self.cannot_delete {
                    return Self::failed(&id, None, ProjectErrorCode::ReadOnly);
                }
                let at = self.projects.iter().position(|(info, _)| info.id == id).unwrap();
                let (info, content) = self.projects.remove(at);
                let trash = TrashId(format!("trash {}", id.0));
                self.trash
                    .push((TrashInfo { id: trash.clone(), name: info.name, deleted_s: NOW_S }, content));
                ProjectEvent::Deleted { id, trash }
            }
            ProjectCommand::Undelete(trash) => {
                let at = self.trash.iter().position(|(info, _)| info.id == trash).unwrap();
                let (info, content) = self.trash.remove(at);
                self.opened(&info.name, content)
            }
            ProjectCommand::Versions(id) => ProjectEvent::Versions { id, versions: vec![version()] },
            ProjectCommand::OpenVersion { id, .. } => {
                ProjectEvent::Version { id, version: version(), content: content("old();\nsame();\n") }
            }
            ProjectCommand::Restore { id, version } => {
                self.asked.push(format!("restore {version}"));
                let info = self.find(&id).0;
                let content = content("old();\nsame();\n");
                ProjectEvent::Restored { project: Project { info, content }, version }
            }
            ProjectCommand::Export { id, .. } => {
                let (info, content) = self.find(&id);
                let bytes = header::write(&content).into_bytes();
                ProjectEvent::Exported { id, file_name: format!("{}.rhai", info.name), bytes: Some(bytes) }
            }
            other => panic!("{other:?}"),
        }
    }
}

struct Bench(Harness<'static, Lab>);

impl Bench {
    fn new(lab: Lab) -> Self {
        Self::at(lab, Tab::Mine)
    }

    fn at(mut lab: Lab, tab: Tab) -> Self {
        lab.panel.open(tab);
        let harness = Harness::builder().with_size(vec2(360.0, 640.0)).allow_missing_glyphs().build_ui_state(
            |ui, lab: &mut Lab| {
                let _ = ui.button("Behind");
                lab.step(ui);
            },
            lab,
        );
        let mut bench = Self(harness);
        bench.run();
        bench
    }

    fn run(&mut self) {
        self.0.run_steps(6);
    }

    #[track_caller]
    fn click(&mut self, label: &str) {
        self.0.get_by_role_and_label(Role::Button, label).click();
        self.run();
    }

    /// Opens the actions of a project and does one of them.
    #[track_caller]
    fn with(&mut self, project: &str, deed: &str) {
        self.click(&format!("More: {project}"));
        self.click(deed);
    }

    fn press(&mut self, key: Key) {
        self.0.key_press(key);
        self.run();
    }

    fn write(&mut self, text: &str) {
        self.0.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    fn has(&self, label: &str) -> bool {
        self.0.query_all_by_label(label).next().is_some()
    }

    #[track_caller]
    fn check(&self, asked: &[&str]) {
        assert_eq!(self.0.state().asked, asked);
    }

    fn is_open(&self) -> bool {
        self.0.state().panel.is_open()
    }

    fn current(&self) -> &str {
        &self.0.state().current.as_ref().unwrap().name
    }

    fn names(&self) -> Vec<&str> {
        self.0.state().projects.iter().map(|(info, _)| info.name.as_str()).collect()
    }
}

#[test]
fn opening_saves_first_and_closes() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart", "Old"]));
    bench.0.state_mut().content.text = "typed();".to_owned();
    assert!(bench.has("Robo, open now, changed today 16:05"));
    assert!(bench.has("Old, 1 Nov"));
    bench.click("Heart, yesterday 16:05");
    bench.check(&["save Robo", "open Heart"]);
    assert_eq!((bench.current(), bench.is_open()), ("Heart", false));
    assert_eq!(bench.0.state().find(&id("Robo")).1.text, "typed();");
}

#[test]
fn what_cannot_be_saved_is_not_left() {
    let mut lab = Lab::new(&["Robo", "Heart"]);
    lab.cannot_save = true;
    let mut bench = Bench::new(lab);
    bench.click("Heart, yesterday 16:05");
    bench.check(&["save Robo"]);
    assert_eq!((bench.current(), bench.is_open()), ("Robo", true));
    // The window reports failed saves.
    assert_eq!(bench.0.state().told, [false]);
    assert!(!bench.has("Saving first…"));
}

#[test]
fn a_new_project_by_keyboard() {
    let mut bench = Bench::new(Lab::new(&["Robo"]));
    bench.click("New project");
    // The name is selected, so typing replaces it.
    bench.write("???");
    bench.press(Key::Enter);
    assert!(bench.has("The name “???” cannot be used."));
    bench.write("Frog");
    bench.press(Key::Enter);
    bench.check(&["save Robo", "create Frog"]);
    assert_eq!((bench.current(), bench.is_open()), ("Frog", false));
}

#[test]
fn a_form_is_left_by_esc_and_then_the_dialog() {
    let mut bench = Bench::new(Lab::new(&["Robo"]));
    bench.click("New project");
    assert!(bench.has("Name of the project"));
    bench.press(Key::Escape);
    assert!(!bench.has("Name of the project") && bench.is_open());
    bench.press(Key::Escape);
    assert!(!bench.is_open());
    bench.check(&[]);
}

#[test]
fn the_focus_goes_in_and_comes_back() {
    let mut lab = Lab::new(&["Robo"]);
    lab.panel = ProjectsPanel::new();
    let mut bench = Bench::new(lab);
    bench.press(Key::Escape);
    bench.0.get_by_label("Behind").focus();
    bench.run();
    bench.0.state_mut().panel.open(Tab::Mine);
    bench.run();
    let focused = |bench: &Bench, label: &str| bench.0.get_by_label(label).accesskit_node().is_focused();
    assert!(focused(&bench, "My projects"));
    for _ in 0..30 {
        bench.press(Key::Tab);
        assert!(!focused(&bench, "Behind"));
    }
    bench.press(Key::Escape);
    assert!(focused(&bench, "Behind"));
}

#[test]
fn renaming() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.with("Robo", "Rename");
    bench.write("Heart");
    bench.press(Key::Enter);
    assert!(bench.has("You already have a project called “Heart”."));
    assert_eq!(bench.0.state().told, [true]);
    bench.click("Rename");
    bench.write("Robot");
    bench.press(Key::Enter);
    bench.check(&["rename Robo Heart", "rename Robo Robot"]);
    assert!(!bench.has("You already have a project called “Heart”."));
    assert_eq!(bench.names(), ["Robot", "Heart"]);
}

#[test]
fn copies_have_what_is_typed_and_stay_in_the_list() {
    let mut bench = Bench::new(Lab::new(&["Robo"]));
    bench.0.state_mut().content.text = "typed();".to_owned();
    bench.with("Robo", "Make a copy");
    bench.check(&["save Robo"]);
    assert_eq!((bench.current(), bench.is_open()), ("Robo (2)", true));
    assert_eq!(bench.0.state().content.text, "typed();");
}

#[test]
fn deleting_the_open_one_and_taking_it_back() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.with("Robo", "Delete");
    bench.check(&["save Robo", "stop Robo", "delete Robo", "open Heart"]);
    assert_eq!((bench.current(), bench.is_open()), ("Heart", true));
    assert!(bench.has("“Robo” is in the trash."));
    bench.click("Restore it");
    assert_eq!(bench.current(), "Robo");
    assert_eq!(bench.names(), ["Heart", "Robo"]);
    assert!(!bench.has("“Robo” is in the trash."));
}

#[test]
fn deleting_the_last_one_makes_another() {
    let mut bench = Bench::new(Lab::new(&["Robo"]));
    bench.with("Robo", "Delete");
    bench.check(&["save Robo", "stop Robo", "delete Robo", "create New project"]);
}

#[test]
fn deleting_another_one_touches_nothing_else() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.with("Heart", "Delete");
    bench.check(&["delete Heart"]);
    assert_eq!(bench.current(), "Robo");
}

#[test]
fn what_cannot_be_deleted_is_saved_to_again() {
    let mut lab = Lab::new(&["Robo", "Heart"]);
    lab.cannot_delete = true;
    let mut bench = Bench::new(lab);
    bench.with("Robo", "Delete");
    bench.check(&["save Robo", "stop Robo", "delete Robo", "resume Robo"]);
    assert_eq!(bench.current(), "Robo");
    assert!(bench.has("“Robo” cannot be changed: its folder or file can only be read."));
}

#[test]
fn the_trash() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.with("Heart", "Delete");
    bench.0.get_by_role_and_label(Role::Tab, "Trash").click();
    bench.run();
    assert!(bench.has("deleted today 16:05"));
    bench.click("Put back Heart");
    assert_eq!(bench.current(), "Heart");
    assert!(!bench.has("“Heart” is in the trash."));
    bench.0.get_by_role_and_label(Role::Tab, "Trash").click();
    bench.run();
    assert!(bench.has("The trash is empty."));
}

#[test]
fn an_old_version_is_looked_at_and_taken_back() {
    let mut lab = Lab::new(&["Robo"]);
    lab.content.text = "new();\nsame();\n".to_owned();
    let mut bench = Bench::at(lab, Tab::History);
    bench.click("yesterday 16:05, Run, 2 lines");
    assert!(bench.has("- new();\n+ old();\n  same();\n"));
    bench.0.get_by_role_and_label(Role::RadioButton, "The whole program").click();
    bench.run();
    assert!(bench.has("old();\nsame();\n"));
    bench.press(Key::Escape);
    bench.click("yesterday 16:05, Run, 2 lines");
    bench.click("Restore this version");
    bench.check(&["save Robo", "restore v1"]);
    assert_eq!((bench.0.state().content.text.as_str(), bench.is_open()), ("old();\nsame();\n", false));
}

#[test]
fn an_old_version_is_not_taken_back_over_what_cannot_be_saved() {
    let mut lab = Lab::new(&["Robo"]);
    lab.cannot_save = true;
    let mut bench = Bench::at(lab, Tab::History);
    bench.click("yesterday 16:05, Run, 2 lines");
    bench.click("Restore this version");
    bench.check(&["save Robo"]);
    assert!(bench.is_open());
}

#[test]
fn two_states_kept_side_by_side_end_what_was_asked_for() {
    let mut lab = Lab::new(&["Robo", "Heart"]);
    lab.panel.flow.after_save(
        lab.current.as_ref(),
        vec![PanelAction::Send(Command::Project(ProjectCommand::Open(id("Heart"))))],
    );
    lab.panel.save_sent(1);
    let copy = ProjectInfo { id: id("Robo (2)"), name: "Robo (2)".to_owned(), changed_s: NOW_S };
    let event = ProjectEvent::KeptBoth { id: id("Robo"), copy, revision: Some(1) };
    assert!(!lab.panel.on_event(&event));
    let info = lab.current.clone().unwrap();
    lab.panel.on_event(&ProjectEvent::Saved { info, revision: 1 });
    assert_eq!(lab.panel.flow.take(), [PanelAction::Save]);
}

#[test]
fn an_older_save_does_not_count() {
    let mut lab = Lab::new(&["Robo"]);
    let open = PanelAction::Send(Command::Project(ProjectCommand::Open(id("Heart"))));
    lab.panel.flow.after_save(lab.current.as_ref(), vec![open.clone()]);
    let info = lab.current.clone().unwrap();
    lab.panel.on_event(&ProjectEvent::Saved { info: info.clone(), revision: 6 });
    lab.panel.save_sent(7);
    lab.panel.on_event(&ProjectEvent::Saved { info: info.clone(), revision: 6 });
    assert_eq!(lab.panel.flow.take(), [PanelAction::Save]);
    lab.panel.on_event(&ProjectEvent::Saved { info, revision: 7 });
    assert_eq!(lab.panel.flow.take(), [open]);
}

#[test]
fn a_file_out_and_a_file_in() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.with("Heart", "Save as a file");
    bench.check(&[]);
    assert_eq!(bench.0.state().kept, [("Heart.rhai".to_owned(), b"Heart();\n".to_vec())]);
    bench.click("Import a file");
    bench.check(&["save Robo", "pick"]);
}

/// Shares the project and returns the copied text.
fn copied(bench: &mut Bench, project: &str, button: &str) -> String {
    bench.with(project, "Share");
    bench.0.get_by_role_and_label(Role::Button, button).click();
    let mut text = None;
    for _ in 0..6 {
        bench.0.step();
        text = text.or_else(|| {
            bench.0.output().platform_output.commands.iter().find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    text.unwrap()
}

#[test]
fn a_link_out_and_a_link_in() {
    let mut bench = Bench::new(Lab::new(&["Robo", "Heart"]));
    bench.0.state_mut().content.text = "typed();".to_owned();
    let link = copied(&mut bench, "Robo", "Copy the link");
    assert!(link.starts_with("https://example.org/lab/#p=1."), "{link}");
    assert_eq!(share::decode(&link).unwrap().unwrap().text, "typed();");
    assert!(bench.has("Copied. Now paste it into a message."));
    bench.click("Done");
    bench.click("Open a link");
    bench.write("https://example.org/");
    bench.press(Key::Enter);
    assert!(bench.has("There is no shared program in this."));
    bench.press(Key::Escape);
    bench.click("Open a link");
    bench.write(&link);
    bench.click("Open");
    bench.check(&["save Robo", "create Shared program"]);
    assert_eq!((bench.current(), bench.is_open()), ("Shared program", false));
    assert_eq!(bench.0.state().content.text, "typed();");
}

#[test]
fn a_program_shares_a_code() {
    let mut lab = Lab::new(&["Robo", "Heart"]);
    lab.page_address = None;
    let mut bench = Bench::new(lab);
    // Also for a project that is not open.
    let code = copied(&mut bench, "Heart", "Copy the code");
    assert!(code.starts_with("#p=1."), "{code}");
    assert_eq!(share::decode(&code).unwrap().unwrap().text, "Heart();\n");
}

#[test]
fn a_long_link_comes_with_a_warning() {
    let mut lab = Lab::new(&["Robo"]);
    // Numbers that hardly compress.
    let numbers = (0_u32..4000).map(|number| format!("x = {};\n", number.wrapping_mul(2_654_435_761)));
    lab.content.text = numbers.collect();
    let mut bench = Bench::new(lab);
    bench.with("Robo", "Share");
    assert!(bench.0.query_by_label_contains("some message programs may cut it").is_some());
    bench.click("Done");
    bench.0.state_mut().content.text = "short();".to_owned();
    bench.click("Share");
    assert!(bench.0.query_by_label_contains("some message programs may cut it").is_none());
}

#[test]
fn many_projects_can_be_searched() {
    let names: Vec<String> = (1..=30).map(|number| format!("Project {number}")).collect();
    let mut bench = Bench::new(Lab::new(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    bench.0.get_by_label("Find a project by name").focus();
    bench.run();
    bench.write("27");
    let rows = |bench: &Bench| bench.0.query_all_by_label_contains("More: ").count();
    assert_eq!(rows(&bench), 1);
    assert!(bench.has("More: Project 27"));
    bench.write("x");
    assert_eq!(rows(&bench), 0);
    assert!(bench.has("No project has that name."));
}
