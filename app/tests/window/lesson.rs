//! Tests lessons as a pupil and a teacher use them.

use std::fs;
use std::path::Path;

use digilab_contract::packs::PackPlace;
use digilab_devices::board::BoardKind;
use digilab_lessons::files::PackFiles;
use digilab_lessons::language::Language;
use digilab_lessons::{archive, builtin, folder, load, template};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use tempfile::tempdir;

use super::desk::{Desk, Opening};

fn label(node: &egui_kittest::Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

/// Returns the solution of a step in a built-in pack.
fn solution(pack: &str, step: usize) -> String {
    load::load(&builtin::pack(pack).unwrap()).unwrap().steps[step].solution.clone()
}

fn starter(pack: &str, step: usize) -> String {
    load::load(&builtin::pack(pack).unwrap()).unwrap().steps[step].starter.clone()
}

const PACK: &str = "first-steps-microbit";

fn open_pack(desk: &mut Desk) {
    desk.key(Modifiers::NONE, Key::F2);
    desk.click_in_sight("First steps with micro:bit");
    desk.wait("the starter", |harness| Desk::program_in(harness) == starter(PACK, 0));
}

#[test]
fn a_pupil_works_through_a_step_and_goes_on_tomorrow() {
    let home = tempdir().unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    open_pack(&mut desk);
    desk.wait_for_text("Included with DigiLab");
    desk.click(Role::Button, "Check");
    desk.wait_for_label(Role::Button, "Show what happened");
    desk.write(&solution(PACK, 0));
    desk.wait_for_text("You have changed the program since");
    desk.click(Role::Button, "Check");
    desk.wait_for_text("It works");
    desk.click(Role::Button, "Next");
    desk.wait("the next starter", |harness| Desk::program_in(harness) == starter(PACK, 1));
    desk.write("let mine = 2;");
    desk.close();
    // The next day: the same pack, the same step, and the pupil's own program in it.
    let mut desk = Desk::open(home.path());
    desk.wait_for_label(Role::Button, "Check");
    desk.wait("what was written", |harness| Desk::program_in(harness) == "let mine = 2;");
    desk.wait_for_label(Role::Button, "Step 1");
    desk.click(Role::Button, "Step 1");
    desk.wait("the first step", |harness| Desk::program_in(harness) == solution(PACK, 0));
    desk.click(Role::Button, "Back to all lessons");
    desk.wait_for_text("1 of 5");
    desk.check_names();
    desk.close();
}

#[test]
fn hurrying_on_leaves_each_step_its_own_program() {
    let home = tempdir().unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    open_pack(&mut desk);
    // Faster than the store.
    for step in ["Step 2", "Step 3", "Step 4", "Step 3"] {
        let nodes = desk.harness.query_all_by_role(Role::Button);
        nodes.into_iter().find(|node| label(node).starts_with(step)).unwrap().click();
        desk.harness.step();
    }
    desk.wait("the third step", |harness| Desk::program_in(harness) == starter(PACK, 2));
    for (step, number) in [("Step 2", 1), ("Step 4", 3), ("Step 3", 2)] {
        desk.click(Role::Button, step);
        desk.wait(step, |harness| Desk::program_in(harness) == starter(PACK, number));
    }
    desk.close();
    let projects = fs::read_dir(home.path().join("DigiLab")).unwrap().flatten();
    let names = projects.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let twice: Vec<String> = names.filter(|name| name.contains("(2)")).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn starting_over_can_be_undone() {
    let home = tempdir().unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    open_pack(&mut desk);
    desk.write("let mine = 1;");
    desk.click(Role::Button, "Start over");
    desk.wait("the starter", |harness| Desk::program_in(harness) == starter(PACK, 0));
    desk.editor_focus();
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.wait("what was there", |harness| Desk::program_in(harness) == "let mine = 1;");
    desk.close();
}

#[test]
fn what_happened_can_be_looked_at_again() {
    let home = tempdir().unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    open_pack(&mut desk);
    desk.write("let bit = microbit();\nprint(\"first\");\nsleep(500);\nprint(\"second\");\nbit.show(SAD);\nforever(|| sleep(100));");
    desk.click(Role::Button, "Check");
    desk.click_in_sight("Show what happened");
    // The timeline is visible, and the console is the check's.
    desk.wait_for_label(Role::Slider, "Time");
    desk.wait_for_text("second");
    desk.check_names();
    // A run of the pupil's own closes it.
    desk.run();
    desk.wait("its end", |harness| !Desk::has(harness, Role::Slider, "Time"));
    desk.close();
}

#[test]
fn another_project_is_not_the_steps() {
    let home = tempdir().unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    open_pack(&mut desk);
    desk.write("let mine = 1;");
    desk.key(Modifiers::COMMAND, Key::O);
    desk.click(Role::Button, "My first program");
    desk.wait_for_label(Role::Button, "Back to my program");
    assert!(!Desk::has(&desk.harness, Role::Button, "Check"));
    desk.click(Role::Button, "Back to my program");
    desk.wait("the step's", |harness| Desk::program_in(harness) == "let mine = 1;");
    desk.close();
}

/// Creates a pack in a folder.
fn own_pack(home: &Path) -> std::path::PathBuf {
    let files = template::new_pack("my-pack", &[BoardKind::MicrobitV2], &[Language::En]);
    let place = home.join("my-pack");
    folder::write(&files, &place).unwrap();
    place
}

#[test]
fn a_teacher_sees_a_change_of_the_folder_at_once() {
    let home = tempdir().unwrap();
    let place = own_pack(home.path());
    let opening = Opening { pack: Some(PackPlace::Path(place.clone())), ..Opening::default() };
    let mut desk = Desk::open_as(home.path(), opening);
    desk.wait_for_text("Unsigned");
    let text = place.join("steps/01-start/en.md");
    let before = fs::read_to_string(&text).unwrap();
    fs::write(&text, before.replace("## Hint", "A new sentence for the pupils.\n\n## Hint")).unwrap();
    desk.wait_for_text("A new sentence for the pupils.");
    fs::write(&text, "---\nno front matter").unwrap();
    desk.wait_for_text("steps/01-start/en.md");
    fs::write(&text, before).unwrap();
    desk.wait("it is well again", |harness| !Desk::says(harness, "steps/01-start/en.md"));
    desk.close();
}

#[test]
fn packs_are_dropped_on_the_window_and_bad_ones_told() {
    let home = tempdir().unwrap();
    let place = own_pack(home.path());
    let zip = archive::to_zip(&folder::read(&place).unwrap()).unwrap();
    let file = home.path().join("my-pack.digilab");
    fs::write(&file, &zip).unwrap();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.drop_file(&file);
    desk.wait_for_label(Role::Button, "Check");
    let broken = home.path().join("broken.digilab");
    fs::write(&broken, &zip[..zip.len() / 2]).unwrap();
    desk.drop_file(&broken);
    desk.wait_for_text("broken.digilab: This is not a lesson pack, or it is damaged");
    // The pack is still open.
    assert!(Desk::has(&desk.harness, Role::Button, "Check"));
    assert!(PackFiles::from_zip(&zip).is_ok());
    desk.close();
}

#[test]
fn on_a_phone_the_lesson_is_a_page() {
    let home = tempdir().unwrap();
    let opening = Opening { size: vec2(390.0, 844.0), ..Opening::default() };
    let mut desk = Desk::open_as(home.path(), opening);
    desk.key(Modifiers::NONE, Key::F2);
    desk.click_in_sight("First steps with micro:bit");
    desk.click(Role::Button, "Check");
    desk.wait_for_label(Role::Button, "Show what happened");
    desk.click(Role::Tab, "Program");
    desk.wait("the starter", |harness| Desk::program_in(harness) == starter(PACK, 0));
    desk.write(&solution(PACK, 0));
    desk.click(Role::Tab, "Lesson");
    desk.click(Role::Button, "Check");
    desk.wait_for_text("It works");
    desk.check_names();
    desk.close();
}
