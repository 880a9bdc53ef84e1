//! Tests of the store in a folder of its own on the operating system's file system.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::fs;
use std::path::Path;

use digilab_contract::project::VersionInfo;
use tempfile::TempDir;

use super::*;

const NOW_S: u64 = 1_774_088_130;

struct Lab {
    folder: TempDir,
    store: ProjectStore,
}

impl Lab {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = ProjectStore::new(folder.path().join("DigiLab"));
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("DigiLab").join(name)
    }

    /// Opens a second window on the same folder.
    fn other_window(&self) -> ProjectStore {
        ProjectStore::new(self.folder.path().join("DigiLab"))
    }
}

fn content(text: &str) -> Content {
    Content { text: text.to_owned(), ..Content::default() }
}

fn id(name: &str) -> ProjectId {
    ProjectId(name.to_owned())
}

fn save_command(name: &str, text: &str, kind: SaveKind) -> ProjectCommand {
    ProjectCommand::Save { id: id(name), revision: 7, content: content(text), kind }
}

fn one(events: Vec<ProjectEvent>) -> ProjectEvent {
    let [event] = <[ProjectEvent; 1]>::try_from(events).unwrap();
    event
}

fn opened(events: Vec<ProjectEvent>) -> Project {
    let ProjectEvent::Opened(project) = one(events) else { panic!("not opened") };
    project
}

fn create(store: &mut ProjectStore, name: &str, text: &str) -> Project {
    opened(store.handle(NOW_S, ProjectCommand::Create { name: name.to_owned(), content: content(text) }))
}

fn save(store: &mut ProjectStore, now_s: u64, name: &str, text: &str) {
    let event = one(store.handle(now_s, save_command(name, text, SaveKind::Typing)));
    assert!(matches!(event, ProjectEvent::Saved { revision: 7, .. }), "{event:?}");
}

fn text_of(store: &mut ProjectStore, name: &str) -> String {
    opened(store.handle(NOW_S, ProjectCommand::Open(id(name)))).content.text
}

fn failure(events: Vec<ProjectEvent>) -> (ProjectErrorCode, String) {
    let ProjectEvent::Failed { error, .. } = one(events) else { panic!("did not fail") };
    (error.code, error.arg("name").unwrap_or_default().to_owned())
}

fn versions(store: &mut ProjectStore, name: &str) -> Vec<VersionInfo> {
    let event = one(store.handle(NOW_S, ProjectCommand::Versions(id(name))));
    let ProjectEvent::Versions { versions, .. } = event else { panic!("{event:?}") };
    versions
}

fn version_texts(store: &mut ProjectStore, name: &str) -> Vec<String> {
    let ids: Vec<_> = versions(store, name).into_iter().map(|version| version.id).collect();
    let text = |version| match one(store.handle(NOW_S, ProjectCommand::OpenVersion { id: id(name), version }))
    {
        ProjectEvent::Version { content, .. } => content.text,
        event => panic!("{event:?}"),
    };
    ids.into_iter().map(text).collect()
}

fn list(store: &mut ProjectStore) -> Vec<String> {
    let ProjectEvent::List(projects) = one(store.handle(NOW_S, ProjectCommand::List)) else { panic!() };
    let mut names: Vec<_> = projects.into_iter().map(|info| info.name).collect();
    names.sort();
    names
}

#[test]
fn a_project_is_a_readable_file() {
    let mut lab = Lab::new();
    assert_eq!(list(&mut lab.store), [""; 0]);
    let project = create(&mut lab.store, "Sydän: 1/2", "print(\"hei\");\n");
    assert_eq!((project.info.id, project.info.name.as_str()), (id("Sydän 1 2"), "Sydän 1 2"));
    assert_eq!(fs::read_to_string(lab.path("Sydän 1 2.rhai")).unwrap(), "print(\"hei\");\n");
    let mut content = content("print(\"hei\");\n");
    content.settings.seed = Some(3);
    let command = ProjectCommand::Save {
        id: id("Sydän 1 2"),
        revision: 1,
        content: content.clone(),
        kind: SaveKind::Run,
    };
    assert!(matches!(one(lab.store.handle(NOW_S, command)), ProjectEvent::Saved { revision: 1, .. }));
    let file = fs::read_to_string(lab.path("Sydän 1 2.rhai")).unwrap();
    assert_eq!(file, "// DigiLab project\n// seed: 3\n// DigiLab end\n\nprint(\"hei\");\n");
    let mut tomorrow = lab.other_window();
    assert_eq!(opened(tomorrow.handle(NOW_S, ProjectCommand::Open(id("Sydän 1 2")))).content, content);
    assert_eq!(list(&mut tomorrow), ["Sydän 1 2"]);
}

#[test]
fn names_are_never_taken_twice() {
    let mut lab = Lab::new();
    for (name, expected) in [("Robo", "Robo"), ("robo", "robo (2)"), ("ROBO", "ROBO (3)"), ("con", "con_")] {
        assert_eq!(create(&mut lab.store, name, name).info.name, expected);
    }
    let events = lab.store.handle(NOW_S, ProjectCommand::Create { name: "?".into(), content: content("") });
    assert_eq!(failure(events), (ProjectErrorCode::NameUnusable, "?".into()));
    let mut rename = |from: &str, to: &str| {
        lab.store.handle(NOW_S, ProjectCommand::Rename { id: id(from), name: to.to_owned() })
    };
    assert_eq!(failure(rename("Robo", "con_")), (ProjectErrorCode::NameTaken, "con_".into()));
    assert_eq!(failure(rename("Robo", "CON")), (ProjectErrorCode::NameTaken, "CON_".into()));
    assert_eq!(failure(rename("Robo", "/")), (ProjectErrorCode::NameUnusable, "/".into()));
    assert_eq!(failure(rename("nobody", "x")), (ProjectErrorCode::FileGone, "nobody".into()));
    assert!(matches!(one(rename("Robo", "rOBO")), ProjectEvent::Renamed { info, .. } if info.name == "rOBO"));
    assert!(matches!(one(rename("rOBO", "rOBO")), ProjectEvent::Renamed { .. }));
}

#[test]
fn a_save_that_was_under_way_follows_a_new_name() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "1");
    save(&mut lab.store, NOW_S + 1, "Robo", "2");
    let rename = |from: &str, to: &str| ProjectCommand::Rename { id: id(from), name: to.to_owned() };
    lab.store.handle(NOW_S, rename("Robo", "Auto"));
    let event = one(lab.store.handle(NOW_S + 2, save_command("Robo", "3", SaveKind::Typing)));
    assert!(matches!(event, ProjectEvent::Saved { info, .. } if info.name == "Auto"));
    lab.store.handle(NOW_S, rename("Auto", "Vene"));
    save(&mut lab.store, NOW_S + 3, "Robo", "4");
    save(&mut lab.store, NOW_S + 4, "Auto", "5");
    assert_eq!(list(&mut lab.store), ["Vene"]);
    assert_eq!(version_texts(&mut lab.store, "Vene"), ["5", "4", "3", "2", "1"]);
    assert!(!lab.path(".history/Robo").exists());
    // Back to the first name: the old ids still mean the same project.
    lab.store.handle(NOW_S, rename("Vene", "Robo"));
    save(&mut lab.store, NOW_S + 5, "Auto", "6");
    assert_eq!(text_of(&mut lab.store, "Robo"), "6");
    // A new project with an old name is a project of its own.
    create(&mut lab.store, "Auto", "new");
    save(&mut lab.store, NOW_S + 6, "Auto", "newer");
    assert_eq!(
        (text_of(&mut lab.store, "Robo"), text_of(&mut lab.store, "Auto")),
        ("6".into(), "newer".into())
    );
}

#[test]
fn two_windows_lose_nothing() {
    let mut lab = Lab::new();
    let mut other = lab.other_window();
    create(&mut lab.store, "Robo", "start");
    assert_eq!(text_of(&mut other, "Robo"), "start");
    save(&mut lab.store, NOW_S + 1, "Robo", "mine");
    let event = one(other.handle(NOW_S + 2, save_command("Robo", "theirs", SaveKind::Typing)));
    let told = event.to_tell().unwrap();
    assert_eq!((told.code, told.arg("copy")), (ProjectErrorCode::ChangedElsewhere, Some("Robo (2)")));
    let ProjectEvent::KeptBoth { copy, revision: Some(7), .. } = event else { panic!("{event:?}") };
    assert_eq!(copy.id, id("Robo (2)"));
    // A save that was under way meanwhile creates no third project.
    let event = one(other.handle(NOW_S + 3, save_command("Robo", "theirs, more", SaveKind::Typing)));
    assert!(matches!(event, ProjectEvent::Saved { info, .. } if info.id == id("Robo (2)")));
    save(&mut lab.store, NOW_S + 4, "Robo", "mine, more");
    assert_eq!(list(&mut lab.store), ["Robo", "Robo (2)"]);
    // Opening the first project again opens the first one.
    assert_eq!(text_of(&mut other, "Robo"), "mine, more");
    save(&mut other, NOW_S + 5, "Robo", "together");
    assert_eq!(text_of(&mut lab.store, "Robo"), "together");
    assert_eq!(text_of(&mut lab.store, "Robo (2)"), "theirs, more");
}

#[test]
fn the_same_text_in_two_windows_is_no_conflict() {
    let mut lab = Lab::new();
    let mut other = lab.other_window();
    create(&mut lab.store, "Robo", "start");
    text_of(&mut other, "Robo");
    save(&mut lab.store, NOW_S + 1, "Robo", "same");
    save(&mut other, NOW_S + 2, "Robo", "same");
    save(&mut lab.store, NOW_S + 3, "Robo", "more");
    assert_eq!(list(&mut lab.store), ["Robo"]);
}

#[test]
fn what_was_never_opened_here_is_not_overwritten() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "old");
    let mut fresh = lab.other_window();
    let event = one(fresh.handle(NOW_S, save_command("Robo", "new", SaveKind::Run)));
    assert!(matches!(event, ProjectEvent::KeptBoth { copy, .. } if copy.name == "Robo (2)"));
    assert_eq!(text_of(&mut fresh, "Robo"), "old");
}

#[test]
fn a_change_by_another_program_is_kept_and_has_a_version() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "1");
    fs::write(lab.path("Robo.rhai"), "by hand").unwrap();
    assert_eq!(text_of(&mut lab.store, "Robo"), "by hand");
    save(&mut lab.store, NOW_S + 9, "Robo", "2");
    assert_eq!(version_texts(&mut lab.store, "Robo"), ["2", "by hand", "1"]);
    // After the file was removed, the pupil's text is written again.
    fs::remove_file(lab.path("Robo.rhai")).unwrap();
    save(&mut lab.store, NOW_S + 10, "Robo", "3");
    assert_eq!(text_of(&mut lab.store, "Robo"), "3");
}

#[test]
fn a_version_comes_back_and_the_present_stays_in_the_history() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "one\ntwo\n");
    save(&mut lab.store, NOW_S + 5, "Robo", "typed");
    lab.store.handle(NOW_S + 6, save_command("Robo", "typed", SaveKind::Run));
    save(&mut lab.store, NOW_S + 10, "Robo", "present");
    let kinds = |store: &mut ProjectStore| -> Vec<_> {
        versions(store, "Robo").iter().map(|version| (version.kind, version.lines)).collect()
    };
    let before = [(VersionKind::Typing, 1), (VersionKind::Run, 1), (VersionKind::Opened, 2)];
    assert_eq!(kinds(&mut lab.store), before);
    let version = versions(&mut lab.store, "Robo").last().unwrap().id.clone();
    let restore = ProjectCommand::Restore { id: id("Robo"), version: version.clone() };
    let event = one(lab.store.handle(NOW_S + 20, restore.clone()));
    let ProjectEvent::Restored { project, version: from } = event else { panic!("{event:?}") };
    assert_eq!((project.content.text.as_str(), from), ("one\ntwo\n", version));
    assert_eq!(version_texts(&mut lab.store, "Robo"), ["one\ntwo\n", "present", "typed", "one\ntwo\n"]);
    assert_eq!(kinds(&mut lab.store)[0], (VersionKind::Restored, 2));
    // After a change by somebody else, the old version becomes a project of its own.
    fs::write(lab.path("Robo.rhai"), "elsewhere").unwrap();
    let events = lab.store.handle(NOW_S + 30, restore);
    let [ProjectEvent::KeptBoth { copy, revision: None, .. }, ProjectEvent::Restored { .. }] = &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!(fs::read_to_string(lab.path("Robo.rhai")).unwrap(), "elsewhere");
    assert_eq!(text_of(&mut lab.store, &copy.id.0), "one\ntwo\n");
    let gone = ProjectCommand::Restore { id: id("Robo"), version: "2001-01-01T00-00-00Z".into() };
    assert_eq!(failure(lab.store.handle(NOW_S, gone)).0, ProjectErrorCode::VersionGone);
}

#[test]
fn months_of_work_stay_within_their_bounds() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "");
    let mut now_s = NOW_S;
    // Forty days with half an hour of work each, and a save every ten minutes.
    for save_number in 0..40 * 3 {
        now_s += if save_number % 3 == 0 { 24 * 3600 - 2 * 600 } else { 600 };
        save(&mut lab.store, now_s, "Robo", &format!("{save_number}"));
    }
    let kept = versions(&mut lab.store, "Robo");
    // The three of today; the last of yesterday, which is just a day old; and one of each earlier day, among
    // them the day of creation and the part of yesterday that is more than a day old.
    assert_eq!(kept.len(), 3 + 1 + 40);
    // A long program: five MiB and no more.
    let long = "x".repeat(700 << 10);
    for second in 0..12 {
        save(&mut lab.store, now_s + second, "Robo", &format!("{long}{second}"));
    }
    let size: u64 =
        fs::read_dir(lab.path(".history/Robo")).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
    assert!((4 << 20..=5 << 20).contains(&size), "{size}");
    assert!(text_of(&mut lab.store, "Robo").ends_with("11"));
}

#[test]
fn a_deleted_project_can_be_had_back_with_its_history() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "1");
    save(&mut lab.store, NOW_S + 1, "Robo", "2");
    let delete = |store: &mut ProjectStore, now_s: u64| match one(
        store.handle(now_s, ProjectCommand::Delete(id("Robo")))
    ) {
        ProjectEvent::Deleted { trash, .. } => trash,
        event => panic!("{event:?}"),
    };
    let trash = delete(&mut lab.store, NOW_S);
    assert_eq!(list(&mut lab.store), [""; 0]);
    assert_eq!(versions(&mut lab.store, "Robo"), []);
    create(&mut lab.store, "Robo", "new");
    let newer = delete(&mut lab.store, NOW_S);
    create(&mut lab.store, "Robo", "newest");
    let listed =
        |store: &mut ProjectStore, now_s: u64| match one(store.handle(now_s, ProjectCommand::ListTrash)) {
            ProjectEvent::Trash(found) => found.into_iter().map(|info| info.id).collect::<Vec<_>>(),
            event => panic!("{event:?}"),
        };
    assert_eq!(listed(&mut lab.store, NOW_S), [newer.clone(), trash.clone()]);
    let project = opened(lab.store.handle(NOW_S, ProjectCommand::Undelete(trash.clone())));
    assert_eq!((project.info.name.as_str(), project.content.text.as_str()), ("Robo (2)", "2"));
    assert_eq!(version_texts(&mut lab.store, "Robo (2)"), ["2", "1"]);
    assert_eq!(
        failure(lab.store.handle(NOW_S, ProjectCommand::Undelete(trash))).0,
        ProjectErrorCode::FileGone
    );
    assert_eq!(listed(&mut lab.store, NOW_S), [newer]);
    // After sixty-one days it is gone for good, at the next deletion.
    let last = delete(&mut lab.store, NOW_S + 61 * 24 * 3600);
    assert_eq!(listed(&mut lab.store, NOW_S), [last]);
    assert_eq!(
        failure(lab.store.handle(NOW_S, ProjectCommand::Delete(id("x")))).0,
        ProjectErrorCode::FileGone
    );
}

#[test]
fn what_is_no_program_is_not_opened_and_not_touched() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "");
    let long = vec![b' '; (1 << 20) + 1];
    let picture = b"\xFF\xFEh\0".as_slice();
    for (name, bytes, code) in
        [("Kuva", picture, ProjectErrorCode::NotText), ("Pitkä", &long, ProjectErrorCode::TooLarge)]
    {
        let path = lab.path(&format!("{name}.rhai"));
        fs::write(&path, bytes).unwrap();
        let open = ProjectCommand::Open(id(name));
        assert_eq!(failure(lab.store.handle(NOW_S, open)), (code, name.into()));
        let event = one(lab.store.handle(NOW_S, save_command(name, "x", SaveKind::Typing)));
        assert!(matches!(event, ProjectEvent::KeptBoth { .. }));
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
    let events = lab.store.handle(NOW_S, save_command("Robo", &"x".repeat(5 << 20), SaveKind::Typing));
    assert_eq!(failure(events), (ProjectErrorCode::TooLarge, "Robo".into()));
    assert_eq!(text_of(&mut lab.store, "Robo"), "");
    // Every saved text opens again, even one that no keyboard types.
    save(&mut lab.store, NOW_S, "Robo", "a\0b\r\n\u{FEFF}");
    assert_eq!(text_of(&mut lab.other_window(), "Robo"), "a\0b\r\n\u{FEFF}");
}

#[test]
fn an_id_leads_nowhere_else() {
    let mut lab = Lab::new();
    fs::write(lab.folder.path().join("secret.rhai"), "mine").unwrap();
    create(&mut lab.store, "Robo", "");
    for wild in ["../secret", "..\\secret", "", ".history", "a/../../secret", "x\0"] {
        for command in [
            ProjectCommand::Open(id(wild)),
            ProjectCommand::Delete(id(wild)),
            save_command(wild, "x", SaveKind::Run),
            ProjectCommand::Versions(id(wild)),
            ProjectCommand::Export { id: id(wild), target: ExportTarget::Bytes },
        ] {
            assert_eq!(failure(lab.store.handle(NOW_S, command)).0, ProjectErrorCode::NameUnusable, "{wild}");
        }
    }
    let undelete = ProjectCommand::Undelete(TrashId("../../secret".into()));
    assert_eq!(failure(lab.store.handle(NOW_S, undelete)).0, ProjectErrorCode::FileGone);
    assert_eq!(fs::read_to_string(lab.folder.path().join("secret.rhai")).unwrap(), "mine");
}

#[test]
fn files_come_in_as_copies() {
    let mut lab = Lab::new();
    let outside = lab.folder.path().join("Peli.txt");
    fs::write(&outside, "\u{FEFF}// DigiLab project\n// seed: 5\n// DigiLab end\n\nprint(1);").unwrap();
    let by_path = |path: &Path| ProjectCommand::OpenFile(FileSource::Path(path.to_owned()));
    let project = opened(lab.store.handle(NOW_S, by_path(&outside)));
    assert_eq!((project.info.name.as_str(), project.content.settings.seed), ("Peli", Some(5)));
    save(&mut lab.store, NOW_S, "Peli", "print(2);");
    assert!(fs::read_to_string(&outside).unwrap().ends_with("print(1);"));
    // With another content it is another project; with the same content it is not.
    assert_eq!(opened(lab.store.handle(NOW_S, by_path(&outside))).info.name, "Peli (2)");
    let bytes = b"print(2);".to_vec();
    let dropped = ProjectCommand::OpenFile(FileSource::Bytes { name: "peli.rhai".into(), bytes });
    assert_eq!(opened(lab.store.handle(NOW_S, dropped)).info.name, "Peli");
    // A project of the lab is just opened.
    let path = lab.path("Peli.rhai");
    assert_eq!(opened(lab.store.handle(NOW_S, by_path(&path))).info.name, "Peli");
    assert_eq!(list(&mut lab.store), ["Peli", "Peli (2)"]);
    let long = vec![b' '; 5 << 20];
    for (bytes, code) in
        [(b"a\0b".as_slice(), ProjectErrorCode::NotText), (&long, ProjectErrorCode::TooLarge)]
    {
        fs::write(&outside, bytes).unwrap();
        assert_eq!(failure(lab.store.handle(NOW_S, by_path(&outside))), (code, "Peli.txt".into()));
    }
    let missing = lab.store.handle(NOW_S, by_path(Path::new("/missing.rhai")));
    assert_eq!(failure(missing), (ProjectErrorCode::FileGone, "missing.rhai".into()));
}

#[test]
fn copies_go_elsewhere() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "a");
    create(&mut lab.store, "Auto", "b");
    let target = lab.folder.path().join("memory stick.rhai");
    fs::write(&target, "replaced, the dialog has asked").unwrap();
    let export = |path: PathBuf| ProjectCommand::Export { id: id("Robo"), target: ExportTarget::Path(path) };
    let event = one(lab.store.handle(NOW_S, export(target.clone())));
    assert!(matches!(event, ProjectEvent::Exported { file_name, .. } if file_name == "memory stick.rhai"));
    assert_eq!(fs::read_to_string(target).unwrap(), "a");
    let to_project = export(lab.path("Auto.rhai"));
    assert_eq!(failure(lab.store.handle(NOW_S, to_project)), (ProjectErrorCode::NameTaken, "Auto".into()));
    assert_eq!(text_of(&mut lab.store, "Auto"), "b");
    let nowhere = export(lab.folder.path().join("no folder").join("x.rhai"));
    assert_eq!(failure(lab.store.handle(NOW_S, nowhere)), (ProjectErrorCode::FileGone, "x.rhai".into()));
    let bytes = ProjectCommand::Export { id: id("Robo"), target: ExportTarget::Bytes };
    assert_eq!(
        one(lab.store.handle(NOW_S, bytes)),
        ProjectEvent::Exported { id: id("Robo"), file_name: "Robo.rhai".into(), bytes: Some(b"a".to_vec()) }
    );
}

#[test]
fn what_is_not_ours_stays() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "");
    fs::write(lab.path("notes.txt"), "mine").unwrap();
    fs::write(lab.path(".hidden.rhai"), "mine").unwrap();
    fs::create_dir(lab.path("Folder.rhai")).unwrap();
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        fs::write(lab.path("").join(std::ffi::OsStr::from_bytes(b"\xFF.rhai")), "mine").unwrap();
    }
    assert_eq!(list(&mut lab.store), ["Robo"]);
    assert_eq!(create(&mut lab.store, "Folder", "").info.name, "Folder (2)");
    assert_eq!(fs::read_to_string(lab.path("notes.txt")).unwrap(), "mine");
}

#[test]
fn many_windows_at_once_lose_nothing() {
    let mut lab = Lab::new();
    create(&mut lab.store, "Robo", "start");
    let folder = lab.path("");
    let windows: Vec<_> = (0..4)
        .map(|window| {
            let folder = folder.clone();
            std::thread::spawn(move || {
                let mut store = ProjectStore::new(folder);
                text_of(&mut store, "Robo");
                let last = format!("window {window}, save 19");
                for number in 0..20 {
                    let text = format!("window {window}, save {number}");
                    let event = one(store.handle(NOW_S, save_command("Robo", &text, SaveKind::Typing)));
                    assert!(!matches!(event, ProjectEvent::Failed { .. }), "{event:?}");
                }
                last
            })
        })
        .collect();
    let lasts: Vec<String> = windows.into_iter().map(|window| window.join().unwrap()).collect();
    let names = list(&mut lab.store);
    let texts: Vec<String> = names.iter().map(|name| text_of(&mut lab.store, name)).collect();
    for last in lasts {
        assert!(texts.contains(&last), "{last:?} is not in {texts:?}");
    }
}
