use digilab_lab::text::{Language, Texts};

/// Returns the texts in each language; English is the last.
pub(super) fn all_texts() -> Vec<Texts> {
    Language::ALL.iter().map(|&language| Texts::new(language)).collect()
}

use digilab_lab::mistakes::{Mistake, MistakeCode};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};

use super::{Editor, Marks};

const CTRL: Modifiers = Modifiers { alt: false, ctrl: true, shift: false, mac_cmd: false, command: true };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// An editor in a window, and the marks that a test sets.
struct Window {
    editor: Editor,
    mistake: Option<Mistake>,
    current_line: Option<u32>,
    read_only: bool,
    /// Number of times that the response reported a change.
    changes: usize,
}

struct Bench<'a>(Harness<'a, Window>);

impl Bench<'_> {
    /// Creates the editor with `text` and the keyboard focus, in English.
    fn new(text: &str) -> Self {
        let texts = all_texts().pop().unwrap();
        let window = Window {
            editor: Editor::new(text),
            mistake: None,
            current_line: None,
            read_only: false,
            changes: 0,
        };
        let mut harness = Harness::builder().with_size([700.0, 500.0]).allow_missing_glyphs().build_ui_state(
            move |ui, window: &mut Window| {
                let Window { mistake, current_line, read_only, .. } = window;
                let marks =
                    Marks { mistake: mistake.as_ref(), current_line: *current_line, read_only: *read_only };
                window.changes += usize::from(window.editor.show(ui, &marks, &texts).changed());
            },
            window,
        );
        harness.state_mut().editor.focus();
        let mut bench = Self(harness);
        bench.run();
        bench
    }

    /// Creates the editor with the cursor at `¦`.
    fn at(text: &str) -> Self {
        let before = text.split('¦').next().unwrap();
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap();
        let column = u32::try_from(before.rsplit('\n').next().unwrap().chars().count() + 1).unwrap();
        let mut bench = Self::new(&text.replace('¦', ""));
        bench.editor().go_to(line, column);
        bench.run();
        bench
    }

    fn run(&mut self) {
        self.0.run_steps(4);
    }

    fn editor(&mut self) -> &mut Editor {
        &mut self.0.state_mut().editor
    }

    fn field(&self) -> Node<'_> {
        self.0.get_by_label("Program")
    }

    /// Types as a person does, each letter in a frame of its own.
    fn typed(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '\n' => self.0.key_press(Key::Enter),
                letter => self.0.event(egui::Event::Text(letter.to_string())),
            }
            self.0.step();
        }
        self.run();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Checks the text, with the cursor as `¦`.
    #[track_caller]
    fn check(&mut self, expected: &str) {
        let head = self.editor().selection.head;
        let mut text = self.editor().text().to_owned();
        text.insert(head, '¦');
        assert_eq!(text, expected);
    }

    fn entries(&self) -> Vec<String> {
        let entries = self.0.query_all_by_role(egui::Role::ListBoxOption);
        entries.filter_map(|entry| entry.accesskit_node().label()).collect()
    }
}

#[test]
fn typing_indents_and_ends_blocks() {
    let mut bench = Bench::new("");
    bench.typed("forever(|| {\nbit.clear();\n});");
    bench.check("forever(|| {\n    bit.clear();\n});¦");
    assert_eq!(bench.0.state().changes, "forever(|| {\nbit.clear();\n});".chars().count());
    assert!(bench.editor().revision() > 0);
}

#[test]
fn what_arrives_in_one_frame_keeps_its_order() {
    let mut bench = Bench::new("");
    for part in ["if ä {", "\n", "x();", "\n", "}"] {
        match part {
            "\n" => bench.0.key_press(Key::Enter),
            part => bench.0.event(egui::Event::Text(part.to_owned())),
        }
    }
    bench.0.run_steps(8);
    bench.check("if ä {\n    x();\n}¦");
}

#[test]
fn undo_and_redo() {
    let mut bench = Bench::at("f(¦)");
    bench.typed("one two\n");
    bench.press(CTRL, Key::Z);
    bench.check("f(one two¦)");
    bench.press(CTRL, Key::Z);
    bench.check("f(one ¦)");
    bench.press(CTRL, Key::Z);
    bench.check("f(¦)");
    bench.press(CTRL, Key::Z);
    bench.check("f(¦)");
    bench.press(CTRL, Key::Y);
    bench.press(CTRL_SHIFT, Key::Z);
    bench.check("f(one two¦)");
    bench.press(CTRL, Key::Slash);
    bench.check("// f(one two¦)");
    bench.press(CTRL, Key::Z);
    bench.check("f(one two¦)");
}

#[test]
fn a_text_set_from_outside_can_be_undone_and_a_loaded_one_cannot() {
    let mut bench = Bench::at("old¦");
    let revision = bench.editor().revision();
    bench.editor().set_text("new");
    assert_eq!(bench.editor().text(), "new");
    assert!(bench.editor().revision() > revision);
    bench.run();
    assert_eq!(bench.0.state().changes, 1);
    bench.check("¦new");
    bench.press(CTRL, Key::Z);
    bench.check("old¦");
    let revision = bench.editor().revision();
    bench.editor().load("other");
    assert!(bench.editor().revision() > revision);
    bench.editor().focus();
    bench.run();
    bench.press(CTRL, Key::Z);
    bench.check("¦other");
}

#[test]
fn tab_moves_lines() {
    let mut bench = Bench::at("a¦\nb");
    bench.press(CTRL, Key::A);
    bench.press(Modifiers::NONE, Key::Tab);
    assert_eq!(bench.editor().text(), "    a\n    b");
    assert!(bench.field().is_focused());
    bench.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(bench.editor().text(), "a\nb");
}

#[test]
fn places_count_characters() {
    let mut bench = Bench::new("😀ä = 1\nb");
    bench.editor().go_to(1, 3);
    bench.run();
    bench.typed("x");
    bench.check("😀äx¦ = 1\nb");
    bench.editor().go_to(99, 99);
    bench.run();
    bench.check("😀äx = 1\nb¦");
}

#[test]
fn the_list_completes() {
    let mut bench = Bench::at("let bit = microbit();\n¦");
    bench.typed("bit.");
    assert!(bench.entries().contains(&"show".to_owned()), "{:?}", bench.entries());
    bench.typed("sh");
    assert_eq!(bench.entries(), ["show", "shown"]);
    assert!(bench.0.query_by_label("board.show(picture)").is_some());
    bench.typed("\n");
    bench.check("let bit = microbit();\nbit.show(¦)");
    assert_eq!(bench.entries(), Vec::<String>::new());
    bench.typed("HEA");
    bench.press(Modifiers::NONE, Key::ArrowDown);
    bench.press(Modifiers::NONE, Key::Tab);
    bench.check("let bit = microbit();\nbit.show(HEART_SMALL¦)");
    bench.press(CTRL, Key::Z);
    bench.check("let bit = microbit();\nbit.show(HEA¦)");
}

#[test]
fn an_enter_meant_as_one_stays_one() {
    let mut bench = Bench::new("");
    bench.typed("let heart = 1;\nheart");
    assert_eq!(bench.entries(), ["heart", "HEART", "HEART_SMALL"]);
    bench.typed("\n");
    bench.check("let heart = 1;\nheart\n¦");
}

#[test]
fn the_list_is_asked_for_and_closed() {
    let mut bench = Bench::at("¦");
    bench.press(Modifiers::CTRL, Key::Space);
    assert!(bench.entries().contains(&"microbit".to_owned()));
    // No entry was chosen with the arrow keys: Enter makes a new line.
    bench.press(Modifiers::NONE, Key::Enter);
    bench.check("\n¦");
    bench.typed("sl");
    assert_eq!(bench.entries()[0], "sleep");
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.entries().is_empty());
    assert!(bench.field().is_focused());
    bench.typed("e");
    assert!(bench.entries().is_empty());
    bench.press(Modifiers::CTRL, Key::Space);
    bench.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(bench.entries().is_empty());
}

#[test]
fn an_entry_can_be_clicked() {
    let mut bench = Bench::new("");
    bench.typed("sl");
    bench.0.get_by_role_and_label(egui::Role::ListBoxOption, "sleep").click();
    bench.run();
    bench.check("sleep(¦)");
    assert!(bench.field().is_focused());
}

#[test]
fn finding() {
    let mut bench = Bench::at("sleep(1);\n¦Sleep(2);\nä = sleep;");
    bench.press(CTRL, Key::F);
    let field = bench.0.get_by_label("Text to find");
    assert!(field.is_focused());
    field.type_text("SLEEP");
    bench.run();
    assert!(bench.0.query_by_label("2 of 3").is_some());
    bench.press(Modifiers::NONE, Key::Enter);
    assert!(bench.0.query_by_label("3 of 3").is_some());
    bench.press(Modifiers::NONE, Key::F3);
    assert!(bench.0.query_by_label("1 of 3").is_some());
    bench.press(Modifiers::SHIFT, Key::Enter);
    assert!(bench.0.query_by_label("3 of 3").is_some());
    bench.0.get_by_label("Next (F3)").click();
    bench.run();
    assert!(bench.0.query_by_label("1 of 3").is_some());
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.0.query_by_label("1 of 3").is_none());
    assert!(bench.field().is_focused());
    assert_eq!(bench.editor().selection.range(), 0..5);
    bench.press(Modifiers::NONE, Key::F3);
    assert_eq!(bench.editor().selection.range(), 10..15);
    bench.typed("x");
    assert_eq!(bench.editor().text(), "sleep(1);\nx(2);\nä = sleep;");
}

#[test]
fn what_is_not_there_is_not_found() {
    let mut bench = Bench::new("a");
    bench.editor().open_find();
    bench.run();
    bench.0.get_by_label("Text to find").type_text("zz");
    bench.run();
    assert!(bench.0.query_by_label("Not found").is_some());
}

#[test]
fn a_mistake_is_shown_at_its_line() {
    let mut bench = Bench::new("let ä = 1;\nfoo(1);\nlast");
    let mistake = Mistake {
        line: Some(2),
        column: Some(1),
        length: Some(3),
        ..Mistake::new(MistakeCode::SomethingWrong)
    };
    let texts = all_texts().pop().unwrap();
    let (sentence, advice) = (mistake.text(&texts), mistake.advice(&texts));
    assert!(bench.0.query_by_label(&sentence).is_none());
    bench.0.state_mut().mistake = Some(mistake);
    bench.run();
    let words = [bench.0.get_by_label(&sentence).rect(), bench.0.get_by_label(&advice).rect()];
    // The words are below their own line and above the next one.
    let rows: Vec<egui::Rect> =
        bench.0.query_all_by_role(egui::Role::TextRun).map(|run| run.rect()).collect();
    assert!(rows[1].bottom() <= words[0].top() && words[1].bottom() <= rows[2].top(), "{rows:?} {words:?}");
}

#[test]
fn the_line_of_a_run_comes_into_view() {
    let text: String = (1..=200).map(|line| format!("x({line});\n")).collect();
    let mut bench = Bench::new(&text);
    let top = |bench: &Bench<'_>| bench.field().rect().top();
    let before = top(&bench);
    bench.0.state_mut().current_line = Some(150);
    bench.0.run_steps(60);
    let after = top(&bench);
    assert!(after < before - 1_000.0, "{before} {after}");
    let described = bench.field().accesskit_node().description().unwrap();
    assert!(described.contains("line 150"), "{described}");
}

#[test]
fn what_is_read_only_stays_as_it_is() {
    let mut bench = Bench::at("a¦b");
    bench.0.state_mut().read_only = true;
    bench.run();
    bench.typed("x\n}");
    bench.press(CTRL, Key::Slash);
    bench.press(Modifiers::SHIFT, Key::ArrowRight);
    bench.press(CTRL, Key::Z);
    assert_eq!(bench.editor().text(), "ab");
    assert_eq!(bench.editor().selection.range(), 1..2);
    assert_eq!(bench.0.state().changes, 0);
}

#[test]
fn a_card_explains_what_the_pointer_is_over() {
    let mut bench = Bench::new("sleep(5);\nshow(HEART);");
    let runs: Vec<egui::Rect> =
        bench.0.query_all_by_role(egui::Role::TextRun).map(|run| run.rect()).collect();
    bench.0.hover_at(runs[0].left_center() + egui::vec2(12.0, 0.0));
    bench.0.run_steps(90);
    assert!(bench.0.query_by_label("sleep(time)").is_some());
    assert!(bench.0.query_by_label("from 0 to 86400000\u{a0}ms").is_some());
    bench.0.hover_at(runs[1].right_center() - egui::vec2(30.0, 0.0));
    bench.0.run_steps(90);
    assert!(bench.0.query_by_role_and_label(egui::Role::Image, "HEART").is_some());
}

#[test]
fn a_program_may_be_one_endless_line() {
    let mut bench = Bench::new(&"let a = 1; ".repeat(10_000));
    bench.typed("x");
    bench.check(&format!("x¦{}", "let a = 1; ".repeat(10_000)));
}

#[test]
fn line_ends_of_windows_become_plain_ones() {
    let mut bench = Bench::new("a\r\nb\r\n");
    assert_eq!(bench.editor().text(), "a\nb\n");
    bench.press(Modifiers::NONE, Key::End);
    bench.typed("x");
    bench.check("ax¦\nb\n");
    bench.editor().set_text("c\r\nd");
    assert_eq!(bench.editor().text(), "c\nd");
    bench.editor().load("e\r\n");
    assert_eq!(bench.editor().text(), "e\n");
}
