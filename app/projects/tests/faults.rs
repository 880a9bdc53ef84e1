//! Tests of the store on full and read-only disks, and with a power failure at any moment.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::any::Any;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use digilab_contract::project::{
    Content, ProjectCommand, ProjectError, ProjectErrorCode, ProjectEvent, ProjectId, SaveKind, TrashId,
};
use digilab_projects::disk::{Disk, Entry};
use digilab_projects::store::ProjectStore;
use digilab_projects::system_disk::SystemDisk;

const NOW_S: u64 = 1_774_088_130;

/// Ways in which a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Only half of the written bytes fit; renaming still works.
    Full,
    /// Nothing can be changed.
    ReadOnly,
    /// The program or the computer has ended: half of the current write is there, and nothing happens after it,
    /// not even tidying up.
    Ended,
}

/// A disk that fails from its `left`th change on.
struct FaultyDisk {
    fault: Fault,
    left: Arc<AtomicI64>,
}

impl FaultyDisk {
    /// Returns whether this change fails, and whether it is the first one to fail.
    fn fails(&self) -> (bool, bool) {
        let left = self.left.fetch_sub(1, Ordering::SeqCst);
        (left <= 0, left == 0)
    }

    fn change(&self, change: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match (self.fails().0, self.fault) {
            (false, _) => change(),
            // A full disk has room for another name.
            (true, Fault::Full) => change(),
            (true, Fault::ReadOnly) => Err(ErrorKind::ReadOnlyFilesystem.into()),
            (true, Fault::Ended) => Err(ErrorKind::Other.into()),
        }
    }

    fn look<T>(&self, look: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let has_ended = self.fault == Fault::Ended && self.left.load(Ordering::SeqCst) < 0;
        if has_ended { Err(ErrorKind::Other.into()) } else { look() }
    }
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.look(|| SystemDisk.read(path, limit))
    }

    fn write_new(&self, path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
        let (fails, is_first) = self.fails();
        if !fails {
            return SystemDisk.write_new(path, bytes, like);
        }
        let half = || fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        match self.fault {
            Fault::Full => {
                half();
                Err(ErrorKind::StorageFull.into())
            }
            Fault::ReadOnly => Err(ErrorKind::ReadOnlyFilesystem.into()),
            Fault::Ended => {
                if is_first {
                    half();
                }
                Err(ErrorKind::Other.into())
            }
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| SystemDisk.rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change(|| SystemDisk.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.change(|| SystemDisk.remove_folder(path))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        // An existing folder need not be created.
        if path.is_dir() { self.look(|| Ok(())) } else { self.change(|| SystemDisk.make_folder(path)) }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.look(|| SystemDisk.list(path))
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        self.look(|| SystemDisk.entry(path))
    }

    fn target(&self, path: &Path) -> PathBuf {
        SystemDisk.target(path)
    }

    fn sync_folder(&self, path: &Path) {
        SystemDisk.sync_folder(path);
    }

    fn writer_id(&self) -> u32 {
        SystemDisk.writer_id()
    }

    fn lock(&self, path: &Path) -> Option<Box<dyn Any>> {
        SystemDisk.lock(path)
    }
}

fn id(name: &str) -> ProjectId {
    ProjectId(name.to_owned())
}

fn content(text: &str) -> Content {
    Content { text: text.to_owned(), ..Content::default() }
}

fn save(name: &str, text: &str, kind: SaveKind) -> ProjectCommand {
    ProjectCommand::Save { id: id(name), revision: 1, content: content(text), kind }
}

/// Returns a text whose completeness can be checked.
fn whole(name: &str) -> String {
    format!("begin {name}\n{}end {name}\n", "// line\n".repeat(20))
}

/// Returns the commands of a day's work, each with the text that must not be lost once it is done.
fn day() -> Vec<(ProjectCommand, String)> {
    let create = ProjectCommand::Create { name: "Robo".into(), content: content(&whole("new")) };
    let first = "2026-03-21T10-15-30Z".to_owned();
    vec![
        (create, whole("new")),
        (save("Robo", &whole("typed"), SaveKind::Typing), whole("typed")),
        (save("Robo", &whole("typed"), SaveKind::Run), whole("typed")),
        (save("Robo", &whole("more"), SaveKind::Typing), whole("more")),
        (ProjectCommand::Rename { id: id("Robo"), name: "Auto".into() }, whole("more")),
        (save("Auto", &whole("last"), SaveKind::Typing), whole("last")),
        (ProjectCommand::Restore { id: id("Auto"), version: first }, whole("new")),
        (ProjectCommand::Delete(id("Auto")), whole("new")),
        (ProjectCommand::Undelete(TrashId("2026-03-21T10-15-37Z Auto".into())), whole("new")),
        (save("Auto", &whole("evening"), SaveKind::Run), whole("evening")),
    ]
}

/// Returns the text of every project in the folder and the trash, as the lab finds it the next day, and of one
/// that it creates then.
fn next_day(folder: &Path) -> Vec<String> {
    let mut store = ProjectStore::new(folder.to_owned());
    let mut texts = Vec::new();
    let trash = |event| if let ProjectEvent::Trash(trash) = event { trash } else { panic!("{event:?}") };
    for info in store.handle(NOW_S + 99, ProjectCommand::ListTrash).into_iter().flat_map(trash) {
        texts.extend(store.handle(NOW_S + 99, ProjectCommand::Undelete(info.id)));
    }
    let projects = |event| if let ProjectEvent::List(list) = event { list } else { panic!("{event:?}") };
    for info in store.handle(NOW_S + 99, ProjectCommand::List).into_iter().flat_map(projects) {
        texts.extend(store.handle(NOW_S + 99, ProjectCommand::Open(info.id)));
    }
    // The first change removes half-written files.
    let create = ProjectCommand::Create { name: "Next day".into(), content: content(&whole("next")) };
    texts.extend(store.handle(NOW_S + 99, create));
    let text = |event| match event {
        ProjectEvent::Opened(project) => project.content.text,
        event => panic!("{event:?}"),
    };
    texts.into_iter().map(text).collect()
}

/// Returns all files under `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Works for a day on a disk that fails from change number `first_bad` on; returns `true` if it failed at all.
fn check_day(fault: Fault, first_bad: i64) -> bool {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("DigiLab");
    let left = Arc::new(AtomicI64::new(first_bad));
    let disk = FaultyDisk { fault, left: left.clone() };
    let mut store = ProjectStore::with_disk(folder.clone(), Box::new(disk));
    let mut safe = None;
    let mut wanted = None;
    for (step, (command, text)) in (0..).zip(day()) {
        let events = store.handle(NOW_S + step, command);
        if events.iter().any(|event| matches!(event, ProjectEvent::Failed { .. })) {
            wanted = Some(text);
            break;
        }
        safe = Some(text);
    }
    drop(store);
    let found = next_day(&folder);
    let place = format!("{fault:?} at {first_bad}, safe {safe:?}, wanted {wanted:?}");
    assert!(
        found.iter().all(|text| *text == whole(text.split(['\n', ' ']).nth(1).unwrap())),
        "{place}: {found:?}"
    );
    let is_there = |text: &Option<String>| text.as_ref().is_some_and(|text| found.contains(text));
    assert!(safe.is_none() || is_there(&safe) || is_there(&wanted), "{place}: {found:?}");
    // After the next day's cleaning, no file is half-written.
    for path in files(&folder).iter().filter(|path| !path.ends_with(".lock")) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("begin ") && text.ends_with('\n'), "{place}: {path:?} {text:?}");
        assert_eq!(text, whole(text.split(['\n', ' ']).nth(1).unwrap()), "{place}: {path:?}");
    }
    left.load(Ordering::SeqCst) < 0
}

#[track_caller]
fn check_every_moment(fault: Fault) {
    let mut moments = 0;
    while check_day(fault, moments) {
        moments += 1;
    }
    assert!(moments > 20, "{moments}");
}

#[test]
fn an_end_at_any_moment_loses_nothing_that_was_saved() {
    check_every_moment(Fault::Ended);
}

#[test]
fn a_disk_that_gets_full_at_any_moment_loses_nothing_that_was_saved() {
    check_every_moment(Fault::Full);
}

#[test]
fn a_disk_that_turns_read_only_at_any_moment_loses_nothing_that_was_saved() {
    check_every_moment(Fault::ReadOnly);
}

#[track_caller]
fn check_failure(fault: Fault, code: ProjectErrorCode) {
    let parent = tempfile::tempdir().unwrap();
    let left = Arc::new(AtomicI64::new(i64::MAX));
    let disk = FaultyDisk { fault, left: left.clone() };
    let mut store = ProjectStore::with_disk(parent.path().to_owned(), Box::new(disk));
    store.handle(NOW_S, ProjectCommand::Create { name: "Robo".into(), content: content("old") });
    left.store(0, Ordering::SeqCst);
    let events = store.handle(NOW_S + 1, save("Robo", "new, and longer", SaveKind::Typing));
    let error = ProjectError::new(code).with("name", "Robo");
    assert_eq!(events, [ProjectEvent::Failed { id: Some(id("Robo")), revision: Some(1), error }]);
    // The projects can still be opened, also by a lab that starts then.
    for store in [&mut store, &mut ProjectStore::new(parent.path().to_owned())] {
        let events = store.handle(NOW_S + 2, ProjectCommand::Open(id("Robo")));
        assert!(matches!(&events[..], [ProjectEvent::Opened(p)] if p.content.text == "old"), "{events:?}");
    }
    // With room again, the next attempt succeeds.
    left.store(i64::MAX, Ordering::SeqCst);
    let events = store.handle(NOW_S + 3, save("Robo", "new, and longer", SaveKind::Typing));
    assert!(matches!(&events[..], [ProjectEvent::Saved { .. }]), "{events:?}");
    assert_eq!(fs::read_to_string(parent.path().join("Robo.rhai")).unwrap(), "new, and longer");
}

#[test]
fn failures_are_told_and_tried_again() {
    check_failure(Fault::Full, ProjectErrorCode::DiskFull);
    check_failure(Fault::ReadOnly, ProjectErrorCode::ReadOnly);
}

/// Environment variable that tells the child process its folder.
const CHILD_FOLDER: &str = "DIGILAB_TEST_KILLED_IN";

/// The child process of the test below, not a test of its own. It saves until it is killed, and reports what is safe.
#[test]
fn killed_program() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    let mut store = ProjectStore::new(PathBuf::from(&folder).join("DigiLab"));
    store.handle(NOW_S, ProjectCommand::Create { name: "Robo".into(), content: content(&whole("0")) });
    for number in 1..u64::MAX {
        let text = whole(&number.to_string());
        let events = store.handle(NOW_S + number, save("Robo", &text, SaveKind::Run));
        assert!(matches!(&events[..], [ProjectEvent::Saved { .. }]), "{events:?}");
        fs::write(Path::new(&folder).join("safe"), number.to_string()).unwrap();
    }
}

#[test]
fn a_killed_program_loses_nothing_that_was_saved() {
    for round in 0..8 {
        let parent = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed_program"])
            .env(CHILD_FOLDER, parent.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let safe = parent.path().join("safe");
        let number = || fs::read_to_string(&safe).ok().and_then(|text| text.parse::<u64>().ok());
        let mut tries = 0;
        while number().is_none_or(|number| number < 3) {
            std::thread::sleep(std::time::Duration::from_millis(5));
            tries += 1;
            assert!(tries < 4000 && child.try_wait().unwrap().is_none(), "it does not save");
        }
        // At an arbitrary moment.
        std::thread::sleep(std::time::Duration::from_micros(700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = next_day(&parent.path().join("DigiLab"));
        let [text, _] = &found[..] else { panic!("{found:?}") };
        let found: u64 = text.split(['\n', ' ']).nth(1).unwrap().parse().unwrap();
        assert_eq!(*text, whole(&found.to_string()));
        // The note is not written atomically, so the kill may have truncated it.
        assert!(number().is_none_or(|number| number <= found), "{:?} {found}", number());
    }
}
