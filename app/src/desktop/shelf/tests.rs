use std::fs;
use std::time::Duration;

use digilab_contract::packs::PackProgress;
use digilab_contract::project::ProjectId;
use digilab_devices::board::BoardKind;
use digilab_lessons::language::Language;
use digilab_lessons::{archive, folder, template};

use super::*;

/// A home with a settings folder, and a folder for the school's packs.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn shelf(&self) -> Shelf {
        Shelf::new(&self.path("settings"), Some(self.path("packs")))
    }

    /// Writes a pack as a folder.
    fn pack(&self, place: &str, id: &str) -> PathBuf {
        let files = template::new_pack(id, &[BoardKind::MicrobitV2], &[Language::En]);
        let path = self.path(place);
        folder::write(&files, &path).unwrap();
        path
    }

    /// Writes a pack as a file.
    fn zip(&self, place: &str, id: &str) -> PathBuf {
        let files = template::new_pack(id, &[BoardKind::MicrobitV2], &[Language::En]);
        let path = self.path(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, archive::to_zip(&files).unwrap()).unwrap();
        path
    }
}

#[track_caller]
fn list(shelf: &mut Shelf) -> (Vec<PackEntry>, Vec<PackProgress>) {
    match shelf.handle(PackCommand::List).into_iter().next() {
        Some(PackEvent::List { packs, progress }) => (packs, progress),
        other => panic!("{other:?}"),
    }
}

fn ids(packs: &[PackEntry], origin: PackOrigin) -> Vec<&str> {
    packs.iter().filter(|pack| pack.origin == origin).map(|pack| pack.manifest.id.as_str()).collect()
}

#[track_caller]
fn open(shelf: &mut Shelf, place: &PackPlace) -> (PackPlace, Arc<PackView>, PackProgress) {
    match shelf.handle(PackCommand::Open(place.clone())).pop() {
        Some(PackEvent::Opened { place, pack, progress }) => (place, pack, progress),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_shelf_has_what_was_opened_what_the_school_has_and_what_comes_along() {
    let home = Home::new();
    let mut shelf = home.shelf();
    home.pack("packs/b", "school-b");
    home.zip("packs/a.DigiLab", "school-a");
    fs::write(home.path("packs/broken.digilab"), "no zip").unwrap();
    fs::write(home.path("packs/readme.txt"), "no pack").unwrap();
    let told = shelf.handle(PackCommand::List);
    let is_broken = |event: &PackEvent| matches!(event, PackEvent::Failed { name, place: None, .. } if name == "broken.digilab");
    assert!(told.iter().any(is_broken), "{told:?}");
    assert_eq!(shelf.handle(PackCommand::List).len(), 1, "it is told once");
    let (first, second) = (home.pack("mine", "first"), home.zip("second.digilab", "second"));
    // The manifest stands for the folder that contains it.
    let (place, ..) = open(&mut shelf, &PackPlace::Path(first.join("pack.toml")));
    assert_eq!(place, PackPlace::Path(first.clone()));
    open(&mut shelf, &PackPlace::Path(second.clone()));
    open(&mut shelf, &PackPlace::Path(home.path("packs/b")));
    open(&mut shelf, &PackPlace::BuiltIn("smart-street-light".to_owned()));
    // The next day.
    let mut shelf = home.shelf();
    let (packs, _) = list(&mut shelf);
    assert_eq!(ids(&packs, PackOrigin::Opened), ["second", "first"]);
    assert_eq!(ids(&packs, PackOrigin::School), ["school-a", "school-b"]);
    assert!(ids(&packs, PackOrigin::BuiltIn).contains(&"smart-street-light"));
    shelf.handle(PackCommand::Forget(PackPlace::Path(second.clone())));
    assert_eq!(ids(&list(&mut shelf).0, PackOrigin::Opened), ["first"]);
    assert!(second.exists(), "the pack itself stays");
    fs::remove_dir_all(&first).unwrap();
    assert_eq!(ids(&list(&mut shelf).0, PackOrigin::Opened), [""; 0]);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let home = Home::new();
    let mut shelf = home.shelf();
    let large = home.path("large.digilab");
    fs::File::create(&large).unwrap().set_len(51 << 20).unwrap();
    fs::write(home.path("half.digilab"), &fs::read(home.zip("whole.digilab", "whole")).unwrap()[..300])
        .unwrap();
    let no_pack = home.path("empty");
    fs::create_dir(&no_pack).unwrap();
    let mut check = |place: PackPlace, code: &str| {
        let told = shelf.handle(PackCommand::Open(place.clone())).pop();
        let Some(PackEvent::Failed { place: Some(of), error, .. }) = told else {
            panic!("{place:?}: {told:?}")
        };
        assert_eq!(of, place);
        let found = match &error {
            PackError::Finding(finding) => finding.code.id(),
            PackError::Store(error) => error.code.id(),
        };
        assert_eq!(found, code, "{error:?}");
    };
    check(PackPlace::Path(large), "pack-zip-too-large");
    check(PackPlace::Path(home.path("half.digilab")), "pack-zip-broken");
    check(PackPlace::Path(no_pack), "pack-file-missing");
    check(PackPlace::Path(home.path("nowhere.digilab")), "file-gone");
    check(PackPlace::BuiltIn("nothing".to_owned()), "file-gone");
    check(PackPlace::Address("https://example.org/a.digilab".to_owned()), "file-gone");
}

#[test]
fn progress_is_kept_for_each_version_and_together_with_other_windows() {
    let home = Home::new();
    let place = PackPlace::Path(home.pack("mine", "mine"));
    let mut shelf = home.shelf();
    let (_, _, mut here) = open(&mut shelf, &place);
    assert_eq!(here, PackProgress::new("mine", "0.1.0"));
    here.step_mut("01-start").project = Some(ProjectId("Minun".to_owned()));
    assert_eq!(shelf.handle(PackCommand::KeepProgress(here)), []);
    let mut other = PackProgress::new("mine", "0.1.0");
    other.step_mut("01-start").has_passed = true;
    assert_eq!(home.shelf().handle(PackCommand::KeepProgress(other)), []);
    let mut newer = PackProgress::new("mine", "2.0.0");
    newer.step_mut("01-start").hints = 1;
    shelf.handle(PackCommand::KeepProgress(newer));
    let mut shelf = home.shelf();
    let (_, _, kept) = open(&mut shelf, &place);
    assert!(kept.has_passed("01-start"));
    assert_eq!(kept.steps["01-start"].project, Some(ProjectId("Minun".to_owned())));
    assert_eq!(kept.steps["01-start"].hints, 0, "another version is another matter");
    assert_eq!(list(&mut shelf).1.len(), 2);
    // A damaged file loses only its own progress.
    for entry in fs::read_dir(home.path("settings/progress")).unwrap() {
        fs::write(entry.unwrap().path(), "{").unwrap();
    }
    assert_eq!(list(&mut shelf).1, []);
    assert_eq!(open(&mut shelf, &place).2, PackProgress::new("mine", "0.1.0"));
}

#[test]
fn where_nothing_can_be_kept_it_is_told_and_packs_open_all_the_same() {
    let home = Home::new();
    fs::write(home.path("settings"), "a file in the way").unwrap();
    let mut shelf = home.shelf();
    let place = PackPlace::Path(home.pack("mine", "mine"));
    let (_, _, progress) = open(&mut shelf, &place);
    assert!(matches!(shelf.handle(PackCommand::KeepProgress(progress)).as_slice(), [PackEvent::NotKept(_)]));
}

/// Looks for changes until there is an event.
#[track_caller]
fn look(shelf: &mut Shelf) -> PackEvent {
    for _ in 0..200 {
        if let Some(event) = shelf.look() {
            return event;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("nothing was told")
}

#[test]
fn the_folder_that_is_open_is_read_again_when_it_was_written_to() {
    let home = Home::new();
    let path = home.pack("mine", "mine");
    let place = PackPlace::Path(path.clone());
    let mut shelf = home.shelf();
    open(&mut shelf, &place);
    assert_eq!((shelf.look(), shelf.look()), (None, None));
    let starter = path.join("steps/01-start/starter.rhai");
    fs::write(&starter, "let new = 1;\n").unwrap();
    match look(&mut shelf) {
        PackEvent::Changed { pack: Ok(pack), .. } => assert_eq!(pack.steps[0].starter, "let new = 1;\n"),
        other => panic!("{other:?}"),
    }
    fs::remove_file(&starter).unwrap();
    assert!(matches!(look(&mut shelf), PackEvent::Changed { pack: Err(_), .. }));
    // Saved without a change: there is no event.
    fs::write(&starter, "let new = 1;\n").unwrap();
    assert!(matches!(look(&mut shelf), PackEvent::Changed { pack: Ok(_), .. }));
    let text = path.join("steps/01-start/en.md");
    let before = fs::read(&text).unwrap();
    fs::write(&text, &before).unwrap();
    for _ in 0..5 {
        assert_eq!(shelf.look(), None);
    }
    shelf.handle(PackCommand::Close);
    fs::write(&starter, "let newer = 1;\n").unwrap();
    for _ in 0..5 {
        assert_eq!(shelf.look(), None, "it is not open any more");
    }
}

#[test]
fn packs_are_told_from_programs() {
    let home = Home::new();
    let folder = home.pack("mine", "mine");
    assert!(Shelf::is_pack(&folder) && Shelf::is_pack(&folder.join("pack.toml")));
    assert!(Shelf::is_pack(Path::new("a.digilab")) && Shelf::is_pack(Path::new("A.DIGILAB")));
    assert!(!Shelf::is_pack(Path::new("a.rhai")) && !Shelf::is_pack(home.folder.path()));
}
