//! The console as a user sees and operates it.

use digilab_lab::text::{Language, Texts};
use egui::{
    Color32, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, OutputCommand, Role, Shape, TouchPhase,
    pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Console, ConsoleAction};

struct Window {
    console: Console,
    actions: Vec<ConsoleAction>,
    copied: Option<String>,
    texts: Texts,
}

struct Bench(Harness<'static, Window>);

impl Bench {
    fn new(lines: &[&str]) -> Self {
        let mut console = Console::new();
        for line in lines {
            console.push_line(line);
        }
        let window = Window { console, actions: Vec::new(), copied: None, texts: Texts::new(Language::En) };
        let mut harness = Harness::builder().with_size(vec2(400.0, 300.0)).with_step_dt(0.05).build_ui_state(
            |ui, window| {
                let actions = window.console.show(ui, &window.texts);
                window.actions.extend(actions);
                ui.ctx().output(|output| {
                    for command in &output.commands {
                        if let OutputCommand::CopyText(text) = command {
                            window.copied = Some(text.clone());
                        }
                    }
                });
            },
            window,
        );
        harness.run_steps(3);
        Self(harness)
    }

    fn many(count: usize) -> Self {
        let lines: Vec<String> = (1..=count).map(|number| format!("line {number}")).collect();
        Self::new(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn run(&mut self) {
        self.0.run_steps(4);
    }

    fn console(&mut self) -> &mut Console {
        &mut self.0.state_mut().console
    }

    fn sees(&self, line: &str) -> bool {
        self.0.query_by_label(line).is_some()
    }

    fn click(&mut self, name: &str) {
        self.0.get_by_role_and_label(Role::Button, name).click();
        self.run();
    }

    /// Returns the text copied since the last call.
    fn copied(&mut self) -> Option<String> {
        self.0.state_mut().copied.take()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn filter(&mut self, text: &str) {
        self.0.get_by_role_and_label(Role::TextInput, "Show only lines with this text").focus();
        self.0.step();
        self.0.event(Event::Text(text.to_owned()));
        self.run();
    }

    fn wheel(&mut self, points: f32) {
        self.0.hover_at(pos2(200.0, 200.0));
        self.0.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.0.run_steps(20);
    }
}

#[test]
fn shows_the_newest_lines_and_follows_them() {
    let mut bench = Bench::many(1000);
    assert!(bench.sees("line 1000") && !bench.sees("line 1"));
    assert!(bench.sees("1000 lines"));
    bench.console().push_line("line 1001");
    bench.run();
    assert!(bench.sees("line 1001"));
    assert!(bench.0.query_by_label("To the newest").is_none());
}

#[test]
fn stands_where_it_was_scrolled_to() {
    let mut bench = Bench::many(1000);
    bench.wheel(2000.0);
    assert!(!bench.sees("line 1000"));
    let seen = |bench: &Bench| (1..=1000).find(|number| bench.sees(&format!("line {number}")));
    let before = seen(&bench).unwrap();
    // Enough that the oldest lines are dropped.
    for number in 1001..=super::lines::MAX_LINES + 500 {
        bench.console().push_line(&format!("line {number}"));
    }
    bench.0.run_steps(10);
    assert_eq!(seen(&bench), Some(before));
    bench.click("To the newest");
    assert!(bench.sees(&format!("line {}", super::lines::MAX_LINES + 500)));
    assert!(bench.0.query_by_label("To the newest").is_none());
}

#[test]
fn follows_again_when_scrolled_to_the_end() {
    let mut bench = Bench::many(1000);
    bench.wheel(300.0);
    assert!(bench.0.query_by_label("To the newest").is_some());
    bench.wheel(-900.0);
    assert!(bench.0.query_by_label("To the newest").is_none());
    bench.console().push_line("last");
    bench.run();
    assert!(bench.sees("last"));
}

#[test]
fn the_filter_hides_lines_and_finds_those_that_come() {
    let mut bench = Bench::new(&["light 1", "sound 1", "LIGHT 2"]);
    bench.filter("light");
    assert!(bench.sees("light 1") && bench.sees("LIGHT 2") && !bench.sees("sound 1"));
    assert!(bench.sees("2 of 3 lines"));
    bench.console().push_line("sound 2");
    bench.console().push_line("more light");
    bench.run();
    assert!(bench.sees("more light") && !bench.sees("sound 2"));
    assert!(bench.sees("3 of 5 lines"));
    bench.press(Modifiers::NONE, Key::Escape);
    assert!(bench.sees("sound 1") && bench.sees("5 lines"));
}

#[test]
fn a_large_console_is_filtered_a_part_at_a_time() {
    let mut bench = Bench::new(&[]);
    for number in 0..2000 {
        bench.console().push_line(&format!("{number} {}", "x".repeat(5_000)));
    }
    bench.0.run_steps(10);
    bench.filter("1999 x");
    bench.0.run_steps(10);
    assert!(bench.sees("1 of 2000 lines"));
}

#[test]
fn copies_and_saves_what_the_filter_shows() {
    let mut bench = Bench::new(&["light 1", "sound 1"]);
    bench.console().mistake("Line 1: The light is broken.");
    bench.console().note("The light show is over.");
    bench.filter("light");
    let expected = "light 1\n# Line 1: The light is broken.\n# The light show is over.\n";
    bench.click("Copy");
    assert_eq!(bench.copied().as_deref(), Some(expected));
    assert!(bench.sees("3 lines copied"));
    bench.click("Save");
    let save = ConsoleAction::Save { name: "console.txt".to_owned(), bytes: expected.into() };
    assert_eq!(bench.0.state().actions, [save]);
}

#[test]
fn runs_are_parted_and_both_are_saved() {
    let mut bench = Bench::new(&["one"]);
    bench.console().begin_run();
    bench.console().push_line("two");
    bench.run();
    bench.click("Save");
    let ConsoleAction::Save { bytes, .. } = &bench.0.state().actions[0] else { panic!("not a file") };
    assert_eq!(String::from_utf8_lossy(bytes), "one\n\ntwo\n");
    assert!(bench.sees("2 lines"));
}

#[test]
fn clearing_can_be_taken_back() {
    let mut bench = Bench::new(&["one"]);
    bench.click("Clear");
    assert!(bench.console().is_empty() && !bench.sees("one"));
    bench.console().push_line("two");
    bench.run();
    bench.click("Bring back");
    assert!(bench.sees("one") && bench.sees("two"));
    assert!(bench.0.query_by_label("Bring back").is_none());
}

#[test]
fn lines_are_selected_by_mouse() {
    let mut bench = Bench::new(&["one", "two", "three", "four"]);
    let place = |bench: &Bench, line: &str| bench.0.get_by_label(line).rect().center();
    let (two, three, four) = (place(&bench, "two"), place(&bench, "three"), place(&bench, "four"));
    bench.0.hover_at(two);
    bench.0.drag_at(two);
    bench.0.hover_at(three);
    bench.0.run_steps(2);
    bench.0.drop_at(three);
    bench.run();
    bench.0.event(Event::Copy);
    bench.run();
    assert_eq!(bench.copied().as_deref(), Some("two\nthree\n"));
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        let event = Event::PointerButton { pos: four, button, pressed, modifiers: Modifiers::SHIFT };
        bench.0.hover_at(four);
        bench.0.event_modifiers(event, Modifiers::SHIFT);
    }
    bench.run();
    bench.click("Copy");
    assert_eq!(bench.copied().as_deref(), Some("two\nthree\nfour\n"));
}

#[test]
fn lines_are_selected_by_keyboard() {
    let mut bench = Bench::many(100);
    bench.0.get_by_role_and_label(Role::Log, "Console").focus();
    bench.run();
    bench.press(Modifiers::NONE, Key::ArrowUp);
    bench.press(Modifiers::NONE, Key::ArrowUp);
    bench.press(Modifiers::SHIFT, Key::ArrowUp);
    bench.0.event(Event::Copy);
    bench.run();
    assert_eq!(bench.copied().as_deref(), Some("line 98\nline 99\n"));
    bench.press(Modifiers::NONE, Key::Home);
    assert!(bench.sees("line 1"));
    bench.press(Modifiers::COMMAND, Key::A);
    bench.0.event(Event::Copy);
    bench.run();
    assert_eq!(bench.copied().map(|text| text.lines().count()), Some(100));
    bench.press(Modifiers::NONE, Key::Escape);
    bench.click("Copy");
    assert_eq!(bench.copied().map(|text| text.lines().count()), Some(100));
}

#[test]
fn says_how_to_print_something() {
    let mut bench = Bench::new(&[]);
    bench.0.get_by_label_contains("What your program prints");
    bench.console().push_line("hi");
    bench.run();
    assert!(bench.0.query_by_label_contains("What your program prints").is_none());
}

#[test]
fn ten_megabytes_in_one_line_are_cut() {
    let mut bench = Bench::new(&[&"x".repeat(10 << 20)]);
    bench.run();
    assert!(bench.sees("1 line"));
    bench.click("Copy");
    assert_eq!(bench.copied().map(|text| text.chars().count()), Some(10_002));
}

#[test]
fn fits_a_narrow_pane_in_every_language() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let mut console = Console::new();
        console.push_line("a line that is too long to be seen as a whole in a pane of this width");
        console.clear();
        console.push_line("a line that is too long to be seen as a whole in a pane of this width");
        let mut harness = Harness::builder()
            .with_size(vec2(340.0, 200.0))
            .build_ui_state(|ui, console: &mut Console| drop(console.show(ui, &texts)), console);
        harness.run_steps(3);
        for button in harness.get_all_by_role(Role::Button) {
            let rect = button.rect();
            assert!(rect.left() >= 0.0 && rect.right() <= 340.0, "{language}: {rect:?}");
            assert!(rect.width() >= 44.0 && rect.height() >= 44.0, "{language}: {rect:?}");
        }
    }
}

#[test]
fn nothing_is_drawn_again_without_a_reason() {
    let mut bench = Bench::many(1000);
    bench.0.run();
    bench.filter("line 1");
    bench.0.run();
    bench.wheel(300.0);
    bench.0.run();
}

/// Returns the drawn texts with their colours, and the colours of the dots.
fn drawn(bench: &Bench) -> (Vec<(String, Color32)>, Vec<Color32>) {
    let (mut texts, mut dots) = (Vec::new(), Vec::new());
    for clipped in &bench.0.output().shapes {
        match &clipped.shape {
            Shape::Text(text) => texts.push((text.galley.text().to_owned(), text.fallback_color)),
            Shape::Circle(circle) => dots.push(circle.fill),
            _ => {}
        }
    }
    (texts, dots)
}

#[test]
fn a_mistake_looks_unlike_a_note_in_both_themes() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut bench = Bench::new(&["printed"]);
        bench.0.ctx.set_theme(theme);
        bench.console().note("Stopped.");
        bench.run();
        assert!(drawn(&bench).1.is_empty(), "a note has no dot");
        bench.console().mistake("Line 2: wrong.");
        bench.run();
        let (texts, dots) = drawn(&bench);
        let color_of = |line: &str| texts.iter().find(|(text, _)| text == line).map(|(_, color)| *color);
        let words = color_of("Line 2: wrong.");
        assert!(
            words.is_some() && words != color_of("Stopped.") && words != color_of("printed"),
            "{texts:?}"
        );
        assert_eq!(dots.into_iter().map(Some).collect::<Vec<_>>(), [words], "{theme:?}");
    }
}

#[test]
fn an_answer_is_written_when_the_script_asks() {
    let mut bench = Bench::new(&["Name?"]);
    assert!(!bench.sees("Send"));
    bench.console().begin_run();
    bench.console().asking();
    bench.run();
    let typing = |bench: &mut Bench, text: &str| {
        bench.0.event(Event::Text(text.to_owned()));
        bench.run();
    };
    typing(&mut bench, "Aino");
    bench.press(Modifiers::NONE, Key::Enter);
    assert_eq!(bench.0.state().actions, [ConsoleAction::Answer("Aino".to_owned())]);
    assert!(!bench.sees("Send"), "it has been answered");
    bench.console().typed("Aino");
    bench.console().asking();
    bench.run();
    assert!(bench.sees("> Aino"));
    typing(&mut bench, "again");
    bench.click("Send");
    assert_eq!(bench.0.state().actions[1], ConsoleAction::Answer("again".to_owned()));
    bench.console().asking();
    bench.console().asks_no_more();
    bench.run();
    assert!(!bench.sees("Send"), "the run is over");
    // A very long answer is cut to the length that a script can get.
    bench.console().asking();
    bench.run();
    typing(&mut bench, &"ä".repeat(1_500));
    bench.click("Send");
    assert_eq!(bench.0.state().actions[2], ConsoleAction::Answer("ä".repeat(1_000)));
}
