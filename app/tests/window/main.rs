//! Tests the window as a person uses it, with the real lab behind it. Widgets are found by role and name, as a
//! screen reader finds them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

mod cable;
mod desk;
mod lesson;
mod workshop;

use std::fs;

use digilab_contract::project::{Content, share};
use digilab_lab::text::Language;
use digilab_usage::lines::write_json;
use digilab_usage::store::Store;
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use tempfile::{TempDir, tempdir};

use desk::{Desk, Opening};

fn home() -> TempDir {
    tempdir().unwrap()
}

#[test]
fn a_new_pupil_presses_run_and_the_heart_beats() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.click(Role::Button, "Run");
    desk.wait_for_text("Look, my heart beats");
    // The heart, as a screen reader reads it: the brightness of the LEDs in each row.
    desk.wait_for_text("row 2: 9 9 9 9 9");
    desk.wait_for_text("row 1: 0 0 0 0 0; row 2: 0 9 0 9 0");
    desk.click(Role::Button, "Stop");
    desk.wait_for_text("The program was stopped.");
    assert!(!desk.is_enabled("Stop"));
    desk.close();
}

#[test]
fn what_is_written_runs_and_a_loop_is_stopped() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("for i in 0..3 { print(\"line \" + i); }\nloop {}");
    desk.run();
    desk.wait_for_text("line 2");
    assert!(desk.is_enabled("Stop"));
    desk.key(Modifiers::NONE, Key::Escape);
    desk.wait_for_text("The program was stopped.");
    desk.write("print(6 * 7);");
    desk.run();
    desk.wait_for_text("42");
    desk.wait_for_text("The program came to its end.");
    desk.close();
}

#[test]
fn a_program_asks_and_somebody_answers() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let name = ask(\"What is your name?\");\nprint(\"Moi \" + name);\nprint(ask().len());");
    desk.run();
    desk.wait_for_text("What is your name?");
    desk.wait_for_label(Role::TextInput, "Write your answer");
    // The field has the keyboard focus, so typing goes on after Run.
    desk.type_at_once("Aino", Modifiers::NONE, Key::Enter);
    desk.wait_for_text("> Aino");
    desk.wait_for_text("Moi Aino");
    desk.type_at_once("four", Modifiers::NONE, Key::A);
    desk.click(Role::Button, "Send");
    desk.wait_for_text("> four");
    desk.wait_for_text("The program came to its end.");
    desk.wait("no field", |harness| !Desk::has(harness, Role::TextInput, "Write your answer"));
    assert!(desk.program().starts_with("let name"), "nothing was typed into the program");
    // Stop ends the wait too.
    desk.run();
    desk.wait_for_label(Role::TextInput, "Write your answer");
    desk.click(Role::Button, "Stop");
    desk.wait_for_text("The program was stopped.");
    desk.close();
}

#[test]
fn what_was_done_is_in_the_usage_log_and_what_was_written_is_not() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let secret_word = ask(\"Who?\");\nprint(secret_word);");
    desk.run();
    desk.wait_for_label(Role::TextInput, "Write your answer");
    desk.type_at_once("Aino", Modifiers::NONE, Key::Enter);
    desk.wait_for_text("The program came to its end.");
    desk.close();
    let (store, told) = Store::open(&home.path().join("usage.sqlite3"), 0).unwrap();
    assert_eq!(told, None);
    let mut lines = Vec::new();
    write_json(&store, &mut lines).unwrap();
    let log = String::from_utf8(lines).unwrap();
    for event in ["session-started", "script-run", "session-ended"] {
        assert_eq!(log.matches(event).count(), 1, "{log}");
    }
    assert!(log.contains(r#""outcome":"done""#), "{log}");
    for secret in ["secret", "Aino", "Who", "first", home.path().to_str().unwrap()] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[test]
fn run_while_it_runs_begins_again() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("print(\"begin\");\nloop { sleep(1000); }");
    desk.run();
    desk.wait_for_text("begin");
    desk.write("print(\"anew\");\nloop { sleep(1000); }");
    desk.run();
    desk.wait_for_text("anew");
    assert!(desk.is_enabled("Stop"));
    desk.close();
}

#[test]
fn what_is_typed_at_once_is_in_the_program_that_runs() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.editor_focus();
    desk.key(Modifiers::COMMAND, Key::A);
    // Between two frames, as on a slow computer.
    desk.type_at_once("print(6 * (3 + 4));", Modifiers::COMMAND, Key::Enter);
    desk.wait_for_text("42");
    desk.wait_for_text("The program came to its end.");
    desk.close();
}

#[test]
fn run_pressed_before_the_program_is_there_runs_it_when_it_is() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.run();
    desk.wait_for_text("Look, my heart beats");
    desk.close();
}

#[test]
fn a_press_of_button_a_reaches_the_program() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let bit = microbit();\non_press(\"A\", || print(\"A was pressed\"));\nprint(\"ready\");");
    desk.run();
    desk.wait_for_text("ready");
    desk.click(Role::Button, "Button A");
    desk.wait_for_text("A was pressed");
    desk.close();
}

#[test]
fn the_arduino_is_shown_when_the_program_asks_for_it() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let uno = arduino();\nuno.pin(13).on();\nprint(\"lit\");\nsleep(100000);");
    desk.run();
    desk.wait_for_text("lit");
    desk.wait_for_text("LED L: 100 %");
    desk.close();
}

#[test]
fn a_mistake_is_shown_and_explained_while_it_is_written_and_when_it_runs() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let x = 1\nprint(x);");
    // Without a run, as soon as typing pauses.
    desk.wait_for_text("semicolon");
    desk.write("let x = 1;\nprint(y);");
    desk.run();
    desk.wait_for_text("Line 2: ");
    assert!(!desk.is_enabled("Stop"));
    desk.close();
}

#[test]
fn steps_go_forth_and_back_and_show_variables() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("let x = 1;\nx = 2;\nx = 3;\nprint(x);");
    desk.key(Modifiers::NONE, Key::F10);
    desk.wait_for_text("Before line 1");
    desk.key(Modifiers::NONE, Key::F10);
    desk.wait_for_text("Before line 2");
    desk.key(Modifiers::NONE, Key::F10);
    desk.wait_for_text("Before line 3");
    desk.key(Modifiers::SHIFT, Key::F10);
    desk.wait_for_text("Before line 2");
    desk.wait_for_text("You are back at an earlier line.");
    // The program goes on from there.
    desk.click(Role::Button, "Go on");
    desk.wait_for_text("Press Step");
    desk.click(Role::Tab, "Console");
    desk.wait_for_text("The program came to its end.");
    desk.close();
}

#[test]
fn the_language_changes_at_once_and_stays() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.click(Role::Button, "Settings");
    desk.click(Role::RadioButton, "Suomi");
    desk.wait_for_label(Role::Button, "Pysäytä");
    desk.click(Role::RadioButton, "Svenska");
    desk.wait_for_label(Role::Button, "Stoppa");
    desk.close();
    let mut desk = Desk::open(home.path());
    desk.wait_for_label(Role::Button, "Stoppa");
    desk.close();
}

#[test]
fn a_killed_window_comes_back_with_all_but_the_last_seconds() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("print(\"kept\");");
    desk.run();
    desk.wait_for_text("kept");
    let folder = home.path().join("DigiLab");
    let file = folder.join("My first program.rhai");
    desk.wait("saved", |_| fs::read_to_string(&file).is_ok_and(|text| text.contains("kept")));
    // Typing is saved without a run too.
    desk.write("print(\"kept as well\");");
    desk.wait("saved", |_| fs::read_to_string(&file).is_ok_and(|text| text.contains("as well")));
    desk.kill();
    let mut desk = Desk::open(home.path());
    desk.wait("it is back", |harness| {
        use egui_kittest::kittest::Queryable;
        let editor = harness.get_by_role(Role::MultilineTextInput);
        editor.value().is_some_and(|text| text == "print(\"kept as well\");")
    });
    desk.close();
}

#[test]
fn closing_saves_what_was_just_typed() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("print(\"the very last\");");
    desk.close();
    let file = home.path().join("DigiLab").join("My first program.rhai");
    assert_eq!(fs::read_to_string(file).unwrap(), "print(\"the very last\");");
}

#[test]
fn a_shared_link_opens_as_a_project_of_its_own() {
    let home = home();
    let content = Content { text: "print(\"from a friend\");".to_owned(), ..Content::default() };
    let link = format!("https://digilab.example/{}", share::encode(&content).unwrap());
    let mut desk = Desk::open_as(home.path(), Opening { shared: Some(link), ..Opening::default() });
    desk.wait_for_text("Program from a link");
    assert_eq!(desk.program(), "print(\"from a friend\");");
    desk.close();
}

#[test]
fn a_broken_link_is_told_and_the_lab_opens() {
    let home = home();
    let shared = Some("#p=1.damaged".to_owned());
    let mut desk = Desk::open_as(home.path(), Opening { shared, ..Opening::default() });
    desk.wait_for_text("The link is damaged");
    desk.wait_for_text("My first program");
    desk.close();
}

#[test]
fn files_that_are_no_programs_are_told_and_change_nothing() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    let binary = home.path().join("photo.rhai");
    fs::write(&binary, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]).unwrap();
    desk.drop_file(&binary);
    desk.wait_for_text("is not text");
    let large = home.path().join("large.rhai");
    fs::write(&large, "print(1);\n".repeat(524_288)).unwrap();
    desk.drop_file(&large);
    desk.wait_for_text("is too large");
    assert!(desk.program().contains("a heart that beats"));
    let good = home.path().join("good.rhai");
    fs::write(&good, "print(\"dropped\");\r\n").unwrap();
    desk.drop_file(&good);
    desk.wait("it is open", |harness| {
        use egui_kittest::kittest::Queryable;
        harness.get_by_role(Role::MultilineTextInput).value().is_some_and(|text| text.contains("dropped"))
    });
    desk.close();
}

#[test]
fn a_board_that_is_not_there_is_told_in_the_boards_dialog() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.click(Role::Button, "micro:bit V2, on the screen");
    desk.click(Role::DisclosureTriangle, "Another port");
    desk.wait_for_text("Its name or address");
    {
        use egui_kittest::kittest::Queryable;
        desk.harness.get_by_role_and_label(Role::TextInput, "Its name or address").focus();
    }
    desk.step();
    desk.harness.event(egui::Event::Text("no-such-port".to_owned()));
    desk.step();
    desk.click(Role::Button, "Connect to no-such-port");
    desk.wait_for_text("no-such-port");
    desk.wait_for_text("Check");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.wait_for_text("on the screen");
    desk.close();
}

#[test]
fn a_phone_shows_one_page_at_a_time() {
    let home = home();
    let opening = Opening { size: vec2(390.0, 844.0), language: Language::Fi, ..Opening::default() };
    let mut desk = Desk::open_as(home.path(), opening);
    desk.wait_for_text("Ensimmäinen ohjelmani");
    desk.click(Role::Button, "Aja");
    // The board comes to the front by itself.
    desk.wait_for_text("rivi 2: 9 9 9 9 9");
    desk.click(Role::Tab, "Tuloste");
    desk.wait_for_text("Katso, sydämeni lyö");
    desk.click(Role::Tab, "Ohjelma");
    assert!(desk.program().contains("microbit()"));
    desk.close();
}

#[test]
fn everything_that_can_be_operated_has_a_name() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.key(Modifiers::NONE, Key::F1);
    for output in ["Console", "Plot", "Variables"] {
        desk.click(Role::Tab, output);
        desk.check_names();
    }
    desk.click(Role::Tab, "Arduino Uno");
    desk.check_names();
    for dialog in ["Settings", "Project ", "Arduino Uno, on the screen"] {
        desk.click(Role::Button, dialog);
        desk.check_names();
        desk.key(Modifiers::NONE, Key::Escape);
    }
    desk.close();
}

#[test]
fn a_flood_of_lines_leaves_the_window_alive() {
    let home = home();
    let mut desk = Desk::open(home.path());
    desk.wait_for_text("My first program");
    desk.write("for i in 0..100000 { print(\"number \" + i); }\nprint(\"all told\");");
    desk.run();
    desk.wait_for_text("all told");
    desk.wait_for_text("The program came to its end.");
    desk.close();
}
