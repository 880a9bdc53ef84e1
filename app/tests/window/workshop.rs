//! Tests a workshop from the teacher's window to a pupil's, and the logs of both.

use std::fs;
use std::path::{Path, PathBuf};

use digilab_contract::invitation::FILE_END;
use digilab_usage::error::UsageError;
use digilab_usage::event::Event;
use digilab_usage::store::Store;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::home;

fn events(home: &Path) -> Vec<Event> {
    let mut events = Vec::new();
    let (store, _) = Store::open(&home.join("usage.sqlite3"), 0).unwrap();
    store
        .read(|record| {
            events.push(record.event);
            Ok::<(), UsageError>(())
        })
        .unwrap();
    events
}

fn fill(desk: &mut Desk, field: &str, text: &str) {
    desk.click(Role::TextInput, field);
    // Enter would do nothing in these fields.
    desk.type_at_once(text, Modifiers::NONE, Key::F5);
}

fn open_page(desk: &mut Desk, page: &str) {
    desk.wait_for_text("My first program");
    desk.click(Role::Button, "Settings");
    desk.click(Role::Button, page);
}

fn saved_invitation(home: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(home.join("DigiLab")).ok()?;
    files.flatten().map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == FILE_END))
}

#[test]
fn a_teacher_invites_and_a_pupil_comes() {
    let (teachers, pupils) = (home(), home());
    let mut teacher = Desk::open(teachers.path());
    open_page(&mut teacher, "Workshop");
    fill(&mut teacher, "Title, if you like", "Ovet");
    fill(&mut teacher, "How many do you expect?", "12");
    teacher.click(Role::Button, "Choose lessons");
    teacher.click(Role::CheckBox, "First steps with micro:bit");
    teacher.click(Role::Button, "Lessons are chosen");
    teacher.click(Role::Button, "Open the workshop");
    teacher.wait_for_text("Pupils open the settings");
    teacher.click(Role::Button, "Save an invitation");
    teacher.wait_for_text("Saved as “Ovet.digilab-workshop”");
    let invitation = saved_invitation(teachers.path()).unwrap();

    let mut pupil = Desk::open(pupils.path());
    pupil.wait_for_text("My first program");
    pupil.drop_file(&invitation);
    pupil.wait_for_text("You have joined the workshop");
    pupil.wait_for_text("Ovet");
    pupil.key(Modifiers::NONE, Key::Escape);
    // The lesson of the workshop is open.
    pupil.wait_for_label(Role::Button, "Check");
    pupil.close();

    fill(&mut teacher, "How many took part?", "11");
    teacher.click(Role::Button, "Close the workshop");
    teacher.wait_for_text("I am coming to a workshop");
    teacher.close();

    let (taught, joined) = (events(teachers.path()), events(pupils.path()));
    let code = taught.iter().find_map(|event| match event {
        Event::WorkshopOpened { workshop, expected: 12 } => Some(workshop.clone()),
        _ => None,
    });
    let code = code.unwrap();
    assert!(taught.contains(&Event::WorkshopClosed { workshop: code.clone(), headcount: 11 }), "{taught:?}");
    assert!(joined.contains(&Event::WorkshopJoined { workshop: code }), "{joined:?}");
    assert!(joined.iter().any(|event| matches!(event, Event::PackOpened { .. })), "{joined:?}");
    assert!(!format!("{taught:?}{joined:?}").contains("Ovet"), "the title is in no log");
}

#[test]
fn what_this_device_holds_is_shown_saved_and_deleted() {
    let home = home();
    let mut desk = Desk::open(home.path());
    open_page(&mut desk, "My data");
    desk.wait_for_text("This device holds 1 events");
    desk.wait_for_text("The lab was opened");
    desk.click(Role::Button, "Save all of it as a file");
    desk.wait_for_text("Saved as “digilab-usage.jsonl”");
    let saved = fs::read_to_string(home.path().join("DigiLab/digilab-usage.jsonl")).unwrap();
    assert!(saved.contains(r#""event":"session-started""#), "{saved}");
    let session = |text: &str| text.split(r#""session":""#).nth(1).map(|rest| rest[..36].to_owned());
    desk.click(Role::Button, "Delete all of it…");
    desk.click(Role::Button, "Delete all of it");
    desk.wait("the button is back", |harness| Desk::has(harness, Role::Button, "Delete all of it…"));
    desk.close();
    let mut left = Vec::new();
    digilab_usage::lines::write_json(
        &Store::open(&home.path().join("usage.sqlite3"), 0).unwrap().0,
        &mut left,
    )
    .unwrap();
    let left = String::from_utf8(left).unwrap();
    assert_ne!(session(&left), session(&saved), "another session has begun: {left}");
    assert_eq!(left.lines().count(), 2, "{left}");
}

#[test]
fn a_file_that_is_no_invitation_is_told() {
    let home = home();
    let wrong = home.path().join("x.digilab-workshop");
    fs::write(&wrong, [0xff; 100_000]).unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.drop_file(&wrong);
    desk.wait_for_text("This file is not an invitation to a workshop.");
    desk.close();
}
