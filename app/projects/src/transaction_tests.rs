//! Tests that the store over transactions behaves as the one over files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::collections::BTreeMap;

use digilab_contract::project::{
    Content, ExportTarget, FileSource, ProjectErrorCode, SaveKind, TrashId, history::Stamp,
};
use proptest::prelude::*;

use super::*;
use crate::memory_disk::Body;

const NOW_S: u64 = 1_774_088_130;

/// A database as in a browser.
#[derive(Default)]
struct Database {
    files: Files,
    contents: BTreeMap<u64, Arc<[u8]>>,
    last: u64,
}

impl Database {
    fn keep(&mut self, changes: Changes) {
        for path in changes.removed {
            self.files.remove(&path).unwrap();
        }
        for (path, mut file) in changes.put {
            if let Body::New(bytes) = &file.body {
                self.last += 1;
                self.contents.insert(self.last, bytes.clone());
                file.body = Body::Kept(self.last);
            }
            self.files.insert(path, file);
        }
        for content in changes.unused {
            self.contents.remove(&content).unwrap();
        }
        // Every content belongs to a file, and every file has its content.
        assert_eq!(self.files.len(), self.contents.len());
        assert!(self.files.values().all(|file| match &file.body {
            Body::Kept(content) => self.contents[content].len() as u64 == file.size,
            Body::New(_) => false,
        }));
    }
}

fn attempt(store: &mut TransactionStore, database: &Database, command: &ProjectCommand) -> Vec<ProjectEvent> {
    for _ in 0..100 {
        match store.attempt(std::slice::from_ref(command)) {
            Attempt::Done(events) => return events,
            Attempt::Missing(missing) => {
                assert!(!missing.is_empty());
                for content in missing {
                    store.give(content, database.contents.get(&content).cloned());
                }
            }
        }
    }
    panic!("{command:?} never has enough");
}

fn handle(
    store: &mut TransactionStore,
    database: &mut Database,
    now_s: u64,
    command: &ProjectCommand,
) -> Vec<ProjectEvent> {
    store.begin(now_s, database.files.clone());
    let events = attempt(store, database, command);
    database.keep(store.changes());
    store.kept();
    // With an empty cache, the next command fetches everything it needs.
    store.disk.forget_contents(0);
    events
}

/// Removes the times, which only a real disk's clock sets.
fn timeless(events: Vec<ProjectEvent>) -> Vec<ProjectEvent> {
    let timeless = |mut event| {
        match &mut event {
            ProjectEvent::List(infos) => {
                infos.iter_mut().for_each(|info| info.changed_s = 0);
                infos.sort_by(|one, other| one.name.cmp(&other.name));
            }
            ProjectEvent::Opened(project) | ProjectEvent::Restored { project, .. } => {
                project.info.changed_s = 0;
            }
            ProjectEvent::Saved { info, .. }
            | ProjectEvent::Renamed { info, .. }
            | ProjectEvent::KeptBoth { copy: info, .. } => info.changed_s = 0,
            _ => {}
        }
        event
    };
    events.into_iter().map(timeless).collect()
}

fn id(name: &str) -> ProjectId {
    ProjectId(name.to_owned())
}

fn content(text: &str) -> Content {
    Content { text: text.to_owned(), ..Content::default() }
}

fn save(name: &str, text: &str) -> ProjectCommand {
    ProjectCommand::Save { id: id(name), revision: 3, content: content(text), kind: SaveKind::Typing }
}

fn any_command() -> impl Strategy<Value = ProjectCommand> {
    let name = || prop::sample::select(vec!["Robo", "robo", "Auto", "Auto (2)", "?", "con"]);
    let text = || prop::sample::select(vec!["", "a", "b", "c\n", "// DigiLab project\n// seed: 3\n"]);
    let version =
        || (0..9_u64, 1..3_u32).prop_map(|(after_s, number)| Stamp { at_s: NOW_S + after_s, number }.name());
    prop_oneof![
        1 => Just(ProjectCommand::List),
        2 => name().prop_map(|name| ProjectCommand::Open(id(name))),
        3 => (name(), text()).prop_map(|(name, text)| ProjectCommand::Create {
            name: name.to_owned(),
            content: content(text),
        }),
        6 => (name(), text(), any::<bool>()).prop_map(|(name, text, is_run)| ProjectCommand::Save {
            id: id(name),
            revision: 1,
            content: content(text),
            kind: if is_run { SaveKind::Run } else { SaveKind::Typing },
        }),
        2 => (name(), name()).prop_map(|(from, to)| ProjectCommand::Rename { id: id(from), name: to.to_owned() }),
        2 => name().prop_map(|name| ProjectCommand::Delete(id(name))),
        1 => Just(ProjectCommand::ListTrash),
        2 => (version(), name()).prop_map(|(at, name)| ProjectCommand::Undelete(TrashId(format!("{at} {name}")))),
        2 => name().prop_map(|name| ProjectCommand::Versions(id(name))),
        1 => (name(), version()).prop_map(|(name, version)| ProjectCommand::OpenVersion { id: id(name), version }),
        1 => (name(), version()).prop_map(|(name, version)| ProjectCommand::Restore { id: id(name), version }),
        1 => (name(), text()).prop_map(|(name, text)| ProjectCommand::OpenFile(FileSource::Bytes {
            name: format!("{name}.rhai"),
            bytes: text.into(),
        })),
        1 => name().prop_map(|name| ProjectCommand::Export { id: id(name), target: ExportTarget::Bytes }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Two windows on one folder and two tabs on one database get the same events, whatever they do.
    #[test]
    fn a_browser_keeps_projects_as_a_desktop_does(
        steps in prop::collection::vec((any_command(), any::<bool>(), 0..3_u64, 0..5), 1..30),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let window = || ProjectStore::new(folder.path().to_owned());
        let mut windows = [window(), window()];
        let mut database = Database::default();
        let mut tabs = [TransactionStore::default(), TransactionStore::default()];
        let mut now_s = NOW_S;
        for (command, which, pause_s, luck) in steps {
            now_s += pause_s;
            let which = usize::from(which);
            if luck == 0 {
                // The browser fails to store the changes; then the command has had no effect.
                let tab = &mut tabs[which];
                tab.begin(now_s, database.files.clone());
                attempt(tab, &database, &command);
                tab.failed();
            }
            let there = timeless(windows[which].handle(now_s, command.clone()));
            let here = timeless(handle(&mut tabs[which], &mut database, now_s, &command));
            prop_assert_eq!(here, there, "{:?}", command);
        }
    }
}

#[test]
fn a_file_is_known_again_whichever_of_two_like_names_has_it() {
    let (mut database, mut store) = (Database::default(), TransactionStore::default());
    let bring = |name: &str, text: &str| {
        ProjectCommand::OpenFile(FileSource::Bytes { name: name.to_owned(), bytes: text.into() })
    };
    handle(&mut store, &mut database, NOW_S, &bring("robo.rhai", ""));
    // Saving to a name that is gone creates it again, next to one that differs only in case.
    handle(&mut store, &mut database, NOW_S, &save("Robo", "b"));
    for (text, expected) in [("", "robo"), ("b", "Robo"), ("c", "ROBO (2)")] {
        let events = handle(&mut store, &mut database, NOW_S, &bring("ROBO.rhai", text));
        let [ProjectEvent::Opened(project)] = &events[..] else { panic!("{events:?}") };
        assert_eq!(project.info.name, expected);
    }
}

#[test]
fn where_room_is_scarce_the_text_comes_first() {
    let mut database = Database::default();
    let mut store = TransactionStore::default();
    let create = ProjectCommand::Create { name: "Robo".into(), content: content("old") };
    handle(&mut store, &mut database, NOW_S, &create);
    store.begin(NOW_S + 9, database.files.clone());
    store.spare_room();
    let events = attempt(&mut store, &database, &save("Robo", "new"));
    assert!(matches!(&events[..], [ProjectEvent::Saved { revision: 3, .. }]), "{events:?}");
    let changes = store.changes();
    let put: Vec<&str> = changes.put.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!((put, changes.unused.len(), changes.removed.len()), (vec!["Robo.rhai"], 1, 0));
    database.keep(changes);
    store.kept();
    // The next transaction has room again.
    let events = handle(&mut store, &mut database, NOW_S + 20, &save("Robo", "newer"));
    assert!(matches!(&events[..], [ProjectEvent::Saved { .. }]));
    assert_eq!(database.files.keys().filter(|path| path.starts_with(".history/Robo/")).count(), 3);
}

#[test]
fn what_a_database_has_lost_is_gone_and_nothing_worse() {
    let mut database = Database::default();
    let mut store = TransactionStore::default();
    let create = ProjectCommand::Create { name: "Robo".into(), content: content("old") };
    handle(&mut store, &mut database, NOW_S, &create);
    database.contents.clear();
    let mut fresh = TransactionStore::default();
    fresh.begin(NOW_S, database.files.clone());
    let events = attempt(&mut fresh, &database, &ProjectCommand::Open(id("Robo")));
    let [ProjectEvent::Failed { error, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(error.code, ProjectErrorCode::FileGone);
    let events = attempt(&mut fresh, &database, &save("Robo", "new"));
    assert!(matches!(&events[..], [ProjectEvent::Saved { .. }]), "{events:?}");
}

#[test]
fn the_place_of_a_project_is_found_by_its_old_name() {
    let (mut database, mut store) = (Database::default(), TransactionStore::default());
    let create = ProjectCommand::Create { name: "Robo".into(), content: content("") };
    handle(&mut store, &mut database, NOW_S, &create);
    let rename = ProjectCommand::Rename { id: id("Robo"), name: "Auto".into() };
    handle(&mut store, &mut database, NOW_S, &rename);
    assert_eq!(store.place(&id("Robo")), (id("Auto"), "Auto.rhai".to_owned()));
    assert!(database.files.contains_key("Auto.rhai"));
}
