//! Tests of the plot through the window, as a person uses it.

use digilab_lab::text::{Language, Texts};
use egui::{Key, Modifiers, PointerButton, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::view::Span;
use super::{Plot, PlotAction};

struct Window {
    plot: Plot,
    actions: Vec<PlotAction>,
    texts: Texts,
}

struct Bench(Harness<'static, Window>);

impl Bench {
    fn sized(width: f32, plot: Plot, language: Language) -> Self {
        let window = Window { plot, actions: Vec::new(), texts: Texts::new(language) };
        let mut harness = Harness::builder().with_size(vec2(width, 400.0)).with_step_dt(0.05).build_ui_state(
            |ui, window| {
                let actions = window.plot.show(ui, &window.texts);
                window.actions.extend(actions);
            },
            window,
        );
        harness.run_steps(3);
        Self(harness)
    }

    /// Creates a plot with 60 seconds of light and sound, in English.
    fn new() -> Self {
        let mut plot = Plot::new();
        for at_ms in (0..=60_000_u32).step_by(100) {
            plot.push(u64::from(at_ms) * 1000, "light", f64::from(at_ms % 1000));
            plot.push(u64::from(at_ms) * 1000, "sound", 5.0);
        }
        Self::sized(500.0, plot, Language::En)
    }

    fn run(&mut self) {
        self.0.run_steps(4);
    }

    fn plot(&mut self) -> &mut Plot {
        &mut self.0.state_mut().plot
    }

    fn time(&mut self) -> Span {
        let kept = self.plot().kept();
        self.plot().view.time(kept)
    }

    fn click(&mut self, name: &str) {
        self.0.get_by_label(name).click();
        self.run();
    }

    fn menu(&mut self, name: &str) {
        self.click("More");
        self.click(name);
    }

    fn press(&mut self, key: Key) {
        self.0.key_press_modifiers(Modifiers::NONE, key);
        self.run();
    }

    fn focus(&mut self) {
        self.0.get_by_role_and_label(Role::Figure, "Plot").focus();
        self.run();
    }

    fn summary(&self) -> String {
        self.0.get_by_role_and_label(Role::Figure, "Plot").accesskit_node().description().unwrap()
    }
}

#[test]
fn says_how_many_curves_there_are_and_their_newest_values() {
    let mut bench = Bench::new();
    assert!(bench.summary().starts_with("2 curves. light: 0. sound: 5."), "{}", bench.summary());
    bench.plot().push(60_100_000, "light", 21.53);
    bench.run();
    assert!(bench.summary().contains("light: 21.53."), "{}", bench.summary());
}

#[test]
fn says_how_to_plot_something() {
    let mut bench = Bench::sized(400.0, Plot::new(), Language::En);
    bench.0.get_by_label_contains("plot(\"light\", bit.light());");
    bench.plot().push(0, "light", 1.0);
    bench.run();
    assert!(bench.0.query_by_label_contains("Curves of your numbers").is_none());
}

#[test]
fn a_paused_picture_stands_while_points_are_collected() {
    let mut bench = Bench::new();
    bench.click("Pause");
    bench.plot().push(70_000_000, "light", 1.0);
    bench.run();
    assert_eq!(bench.time().high, 60.0);
    bench.0.get_by_label("Paused. New points are still collected.");
    bench.click("Go on");
    assert_eq!(bench.time().high, 70.0);
}

#[test]
fn a_paused_picture_stands_even_when_its_points_are_gone() {
    let mut bench = Bench::new();
    bench.click("Pause");
    for at_us in 0..super::data::MAX_POINTS as u64 + 10 {
        bench.plot().push(61_000_000 + at_us, "light", 1.0);
    }
    bench.run();
    assert_eq!(bench.time(), Span { low: 50.0, high: 60.0 });
    assert!(bench.summary().starts_with("2 curves. light: 0. sound: 5."));
    bench.click("Go on");
    bench.0.get_by_label("These are the newest 100000 points. The oldest are gone.");
}

#[test]
fn zooms_and_pans_by_buttons() {
    let mut bench = Bench::new();
    assert_eq!(bench.time(), Span { low: 50.0, high: 60.0 });
    bench.click("Zoom out");
    assert_eq!(bench.time(), Span { low: 45.0, high: 60.0 });
    bench.click("Zoom in");
    assert_eq!(bench.time(), Span { low: 50.0, high: 60.0 });
    let figure = bench.0.get_by_role_and_label(Role::Figure, "Plot").rect();
    bench.0.drag_at(figure.center());
    bench.0.hover_at(figure.center() + vec2(figure.width() / 2.0, 0.0));
    bench.0.drop_at(figure.center() + vec2(figure.width() / 2.0, 0.0));
    bench.run();
    let time = bench.time();
    assert!((time.low - 45.0).abs() < 0.1 && (time.high - 55.0).abs() < 0.1, "{time:?}");
    bench.click("Newest");
    assert_eq!(bench.time(), Span { low: 50.0, high: 60.0 });
}

#[test]
fn zooms_with_the_wheel_where_the_pointer_is() {
    let mut bench = Bench::new();
    bench.focus();
    bench.press(Key::ArrowLeft);
    let before = bench.time();
    let figure = bench.0.get_by_role_and_label(Role::Figure, "Plot").rect();
    bench.0.hover_at(pos2(figure.left() + 1.0, figure.center().y));
    bench.0.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 100.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    bench.0.run_steps(20);
    let time = bench.time();
    assert!((time.low - before.low).abs() < 0.1 && time.width() < 0.9 * before.width(), "{time:?}");
}

#[test]
fn the_keyboard_does_it_too() {
    let mut bench = Bench::new();
    bench.focus();
    bench.press(Key::Minus);
    assert_eq!(bench.time(), Span { low: 45.0, high: 60.0 });
    bench.press(Key::Plus);
    bench.press(Key::ArrowLeft);
    assert_eq!(bench.time(), Span { low: 48.5, high: 58.5 });
    bench.press(Key::ArrowRight);
    bench.press(Key::End);
    assert!(bench.plot().view.follows());
    bench.press(Key::Home);
    assert_eq!(bench.time(), Span { low: 0.0, high: 60.0 });
    bench.press(Key::Space);
    assert!(bench.plot().paused.is_some());
}

#[test]
fn a_window_of_time_is_chosen() {
    let mut bench = Bench::new();
    bench.click("Time shown");
    bench.click("30 s");
    assert_eq!(bench.time(), Span { low: 30.0, high: 60.0 });
}

#[test]
fn curves_are_switched_off_and_on() {
    let mut bench = Bench::new();
    let of_all = bench.plot().values.unwrap();
    assert!(of_all.high > 900.0);
    bench.click("Curve light");
    let of_sound = bench.plot().values.unwrap();
    assert!(of_sound.high < 10.0, "{of_sound:?}");
    bench.plot().begin_run();
    bench.plot().push(0, "sound", 1.0);
    bench.plot().push(0, "light", 1.0);
    bench.run();
    assert_eq!(bench.plot().seen().count(), 1);
    bench.click("Curve light");
    assert_eq!(bench.plot().seen().count(), 2);
}

#[test]
fn the_height_can_be_kept() {
    let mut bench = Bench::new();
    let before = bench.plot().values;
    bench.menu("Keep the height");
    bench.plot().push(60_100_000, "light", 1e6);
    bench.run();
    assert_eq!(bench.plot().values, before);
    bench.0.get_by_role_and_label(Role::SpinButton, "From").increment_accesskit();
    bench.run();
    assert!(bench.plot().values.unwrap().low > before.unwrap().low);
    bench.click("Keep the height");
    assert!(bench.plot().values.unwrap().high > 9e5);
}

#[test]
fn the_table_is_saved() {
    let mut plot = Plot::new();
    plot.push(500_000, "ääni", 1.5);
    let mut bench = Bench::sized(400.0, plot, Language::Fi);
    bench.click("Lisää");
    bench.click("Tallenna taulukkona (CSV)");
    let expected = "\u{feff}aika (s);ääni\r\n0,5;1,5\r\n";
    let save = PlotAction::Save { name: "kuvaaja.csv".to_owned(), bytes: expected.into() };
    assert_eq!(bench.0.state().actions, [save]);
}

#[test]
fn a_picture_that_never_comes_is_told() {
    let mut bench = Bench::new();
    bench.menu("Save as a picture (PNG)");
    bench.0.run_steps(80);
    assert_eq!(bench.0.state().actions, []);
    bench.0.get_by_label("The picture could not be taken. The table can be saved.");
}

#[test]
fn clearing_can_be_taken_back() {
    let mut bench = Bench::new();
    bench.menu("Clear the curves");
    assert!(bench.plot().is_empty());
    bench.click("Bring the curves back");
    assert!(bench.summary().starts_with("2 curves."));
    bench.menu("Clear the curves");
    bench.plot().push(61_000_000, "light", 7.0);
    bench.run();
    assert!(bench.summary().starts_with("1 curve. light: 7."));
    bench.menu("Bring the curves back");
    assert!(bench.summary().starts_with("2 curves. light: 7. sound: 5."), "{}", bench.summary());
    bench.menu("Clear the curves");
    bench.plot().begin_run();
    bench.run();
    assert!(bench.0.query_by_label("Bring the curves back").is_none());
}

#[test]
fn twenty_curves_and_no_more() {
    let mut plot = Plot::new();
    for number in 0..25 {
        plot.push(0, &format!("curve {number}"), 1.0);
    }
    let bench = Bench::sized(360.0, plot, Language::En);
    assert!(bench.summary().starts_with("20 curves."));
    bench.0.get_by_label("There is room for 20 curves. Your program plots more.");
}

#[test]
fn odd_values_are_drawn_around() {
    let mut plot = Plot::new();
    for (at_us, value) in (0..).zip([f64::NAN, f64::INFINITY, -f64::MAX, 1e99, -1e99, 0.0, 1e-300, -0.0]) {
        plot.push(at_us * 1_000_000, "odd", value);
        plot.push(u64::MAX, "last", value);
    }
    let mut bench = Bench::sized(400.0, plot, Language::En);
    for key in [Key::Home, Key::Plus, Key::Plus, Key::ArrowLeft, Key::Minus, Key::End] {
        bench.focus();
        bench.press(key);
        let (time, values) = (bench.time(), bench.plot().values.unwrap());
        assert!(time.width() > 0.0 && time.width().is_finite(), "{time:?}");
        assert!(values.width() > 0.0 && values.width().is_finite(), "{values:?}");
    }
}

#[test]
fn the_pointer_changes_nothing_by_being_there() {
    let mut bench = Bench::new();
    let before = bench.time();
    let figure = bench.0.get_by_role_and_label(Role::Figure, "Plot").rect();
    for x in [figure.left() + 2.0, figure.center().x, figure.right() - 2.0] {
        bench.0.hover_at(pos2(x, figure.center().y));
        bench.run();
    }
    let button = PointerButton::Primary;
    for pressed in [true, false] {
        let event =
            egui::Event::PointerButton { pos: figure.center(), button, pressed, modifiers: Modifiers::NONE };
        bench.0.event(event);
    }
    bench.run();
    assert_eq!(bench.time(), before);
    assert!(bench.0.get_by_role_and_label(Role::Figure, "Plot").is_focused());
}

#[test]
fn fits_a_narrow_pane_in_every_language() {
    for language in Language::ALL {
        for width in [340.0, 640.0] {
            let mut plot = Plot::new();
            plot.push(0, "a name of many letters that goes on and on", 1.0);
            plot.push(1_000_000, "b", 1.0);
            let bench = Bench::sized(width, plot, *language);
            let roles = [Role::Button, Role::Switch, Role::ComboBox];
            for node in roles.into_iter().flat_map(|role| bench.0.get_all_by_role(role)) {
                let rect = node.rect();
                assert!(rect.left() >= 0.0 && rect.right() <= width, "{language} {width}: {rect:?}");
                assert!(rect.width() >= 44.0 && rect.height() >= 44.0, "{language} {width}: {rect:?}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn_again_without_a_reason() {
    let mut bench = Bench::new();
    bench.0.run();
    bench.click("Zoom out");
    bench.0.run();
    bench.click("Pause");
    bench.0.run();
}
