//! CPU cost of a frame of the window's parts: layout, drawing and tessellation, without a screen.
//!
//! `cargo bench -p digilab --bench frames` prints a table: the median and the slowest frame of each case, and
//! its median against another case. The cases take turns, so that a busy moment of the computer falls on all of
//! them.

use std::path::Path;
use std::time::{Duration, Instant};

use digilab::desktop::backend::Desktop;
use digilab::desktop::usage::{SettingsPlace, UsageService, now_ms};
use digilab::usage_log::RecordingBackend;
use digilab::window::app::LabApp;
use digilab::window::console::Console;
use digilab::window::editor::{Editor, Marks};
use digilab::window::plot::Plot;
use digilab_contract::backend::{Backend, Start};
use digilab_contract::project::{Content, share};
use digilab_lab::text::{Language, Texts};
use egui::{
    Context, Event, FontSelection, Id, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, ScrollArea,
    TextEdit, Ui, pos2, vec2,
};
use egui_plot::{Line, PlotPoint, PlotPoints};

/// Frames at the start that are not measured: fonts are rasterised and sizes settle.
const WARM_UP: u32 = 30;

/// Frames that are measured.
const FRAMES: u32 = 200;

/// Size of a pane on a classroom's screen, in points.
const SIZE: [f32; 2] = [680.0, 620.0];

/// Size of the screen, in points.
const SCREEN: [f32; 2] = [1366.0, 768.0];

const LINES: usize = 100_000;
const POINTS: u64 = 100_000;
const SCRIPT_LINES: usize = 2_000;

/// Position of the console's filter field, in points.
const FILTER: Pos2 = pos2(60.0, 22.0);

type Draw = Box<dyn FnMut(&mut Ui, u32)>;
type Input = fn(u32) -> Vec<Event>;

struct Case {
    name: &'static str,
    /// Name of the case it is compared with.
    against: &'static str,
    ctx: Context,
    size: [f32; 2],
    input: Input,
    draw: Draw,
    times: Vec<Duration>,
}

impl Case {
    fn new(name: &'static str, against: &'static str, draw: impl FnMut(&mut Ui, u32) + 'static) -> Self {
        let (ctx, draw) = (Context::default(), Box::new(draw));
        Self { name, against, ctx, size: SIZE, input: |_| Vec::new(), draw, times: Vec::new() }
    }

    fn with_input(self, input: Input) -> Self {
        Self { input, ..self }
    }

    fn on_screen(self) -> Self {
        Self { size: SCREEN, ..self }
    }

    fn frame(&mut self, number: u32) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size.into())),
            time: Some(f64::from(number) / 60.0),
            events: (self.input)(number),
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| (self.draw)(ui, number));
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(primitives);
        let time = start.elapsed();
        // No texture is uploaded here.
        output.textures_delta.clear();
        // In every other frame the processor's caches hold what another case left there.
        if number >= WARM_UP && number % 2 == 1 {
            self.times.push(time);
        }
    }

    fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

fn texts() -> Texts {
    Texts::new(Language::En)
}

/// Returns a case with a console of `lines` lines that gets `per_frame` more in each frame.
fn console(lines: usize, per_frame: usize) -> impl FnMut(&mut Ui, u32) {
    let (mut console, texts) = (Console::new(), texts());
    let line = |number: usize| format!("light {} temperature {}", number * 37 % 255, number % 40);
    (0..lines).for_each(|number| console.push_line(&line(number)));
    let mut next = lines;
    move |ui, _| {
        for _ in 0..per_frame {
            console.push_line(&line(next));
            next += 1;
        }
        console.show(ui, &texts);
    }
}

/// Clicks on the console's filter field and types into it.
fn type_into_filter(frame: u32) -> Vec<Event> {
    let click = |pressed| Event::PointerButton {
        pos: FILTER,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    match frame {
        1 => vec![Event::PointerMoved(FILTER), click(true)],
        2 => vec![click(false)],
        4 => vec![Event::Text("LIGHT 1".to_owned())],
        _ => Vec::new(),
    }
}

/// Returns the value of a curve's point.
fn value(number: u64) -> f64 {
    (number as f64 / 3000.0).sin() * 100.0 + (number * 7919 % 97) as f64
}

/// Returns a case with a plot of `points` points, all of them in view, that gets `per_frame` more in each frame.
fn plot(points: u64, per_frame: u64) -> impl FnMut(&mut Ui, u32) {
    let (mut plot, texts) = (Plot::new(), texts());
    // The plot shows the newest ten seconds.
    let step_us = 10_000_000 / points;
    let mut next = 0;
    let mut push = move |plot: &mut Plot, count: u64| {
        for _ in 0..count {
            plot.push(next * step_us, "light", value(next));
            next += 1;
        }
    };
    push(&mut plot, points);
    move |ui, _| {
        push(&mut plot, per_frame);
        plot.show(ui, &texts);
    }
}

/// Returns a case with `egui_plot` alone, given every point.
fn all_points() -> impl FnMut(&mut Ui, u32) {
    let points: Vec<PlotPoint> =
        (0..POINTS).map(|number| PlotPoint::new(number as f64 / 1e4, value(number))).collect();
    move |ui, _| {
        egui_plot::Plot::new("plot")
            .show(ui, |plot| plot.line(Line::new("light", PlotPoints::Borrowed(&points))));
    }
}

fn script() -> String {
    (0..SCRIPT_LINES)
        .map(|line| format!("let x{line} = bit.light() + {line}; // as bright as it is\n"))
        .collect()
}

/// Types a letter in each frame.
fn type_letters(_: u32) -> Vec<Event> {
    vec![Event::Text("x".to_owned())]
}

fn editor(marked: bool) -> impl FnMut(&mut Ui, u32) {
    let (mut editor, texts) = (Editor::new(&script()), texts());
    if marked {
        editor.go_to(1000, 1);
    }
    move |ui, _| {
        editor.show(ui, &Marks::default(), &texts);
    }
}

/// Returns a case with egui's own text field, without colours, line numbers and completion.
fn text_field() -> impl FnMut(&mut Ui, u32) {
    let mut text = script();
    move |ui, frame| {
        ScrollArea::vertical().show(ui, |ui| {
            let id = Id::unique("field");
            if frame == 0 {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            let font = FontSelection::from(egui::TextStyle::Monospace);
            ui.add(TextEdit::multiline(&mut text).id(id).font(font).min_size(vec2(600.0, 600.0)));
        });
    }
}

/// Returns every case. A case compared with itself is a reference for others.
fn cases() -> Vec<Case> {
    vec![
        Case::new("console, 100 lines", "console, 100 lines", console(100, 0)),
        Case::new("console, 100,000 lines", "console, 100 lines", console(LINES, 0)),
        Case::new("console, 1,000 new lines a frame", "console, 100 lines", console(LINES, 1000)),
        Case::new("the same, filtered", "console, 100 lines", console(LINES, 1000))
            .with_input(type_into_filter),
        Case::new("plot, 100 points, 1 new a frame", "plot, 100 points, 1 new a frame", plot(100, 1)),
        Case::new(
            "plot, 100,000 points, 20 new a frame",
            "plot, 100 points, 1 new a frame",
            plot(POINTS, 20),
        ),
        Case::new("egui_plot's line, 100,000 points", "plot, 100,000 points, 20 new a frame", all_points()),
        Case::new("editor, 2,000 lines", "egui's text field, 2,000 lines", editor(false)),
        Case::new("egui's text field, 2,000 lines", "egui's text field, 2,000 lines", text_field()),
        Case::new("editor, a letter a frame", "text field, a letter a frame", editor(true))
            .with_input(type_letters),
        Case::new("text field, a letter a frame", "text field, a letter a frame", text_field())
            .with_input(type_letters),
        Case::new("the whole window, first program", "the whole window, first program", window(None))
            .on_screen(),
        Case::new("the same, while it runs", "the whole window, first program", window(None))
            .with_input(run_at_once)
            .on_screen(),
        Case::new("the same, 2,000 lines", "the whole window, first program", window(Some(script())))
            .on_screen(),
        Case::new("the window, a letter a frame", "the window, a letter a frame", window(None))
            .with_input(type_letters)
            .on_screen(),
        Case::new("the same, with its usage log", "the window, a letter a frame", logged_window())
            .with_input(type_letters)
            .on_screen(),
    ]
}

/// Returns a case with the whole window and its threads; `program` replaces the first program.
fn window(program: Option<String>) -> impl FnMut(&mut Ui, u32) {
    opened_window(program, |_, desktop, _| Box::new(desktop))
}

/// Returns a case with the whole window and its usage log.
// A bench may fail by a panic, as a test may.
#[allow(clippy::expect_used)]
fn logged_window() -> impl FnMut(&mut Ui, u32) {
    opened_window(None, |context, desktop, home| {
        let context = context.clone();
        let wake = move || context.request_repaint();
        let log = UsageService::open(home.join("usage.sqlite3"), SettingsPlace::default(), wake);
        Box::new(RecordingBackend::new(desktop, log.expect("a thread"), now_ms))
    })
}

#[allow(clippy::expect_used)]
fn opened_window(
    program: Option<String>,
    behind: fn(&Context, Desktop, &Path) -> Box<dyn Backend>,
) -> impl FnMut(&mut Ui, u32) {
    let home = tempfile::tempdir().expect("a folder");
    let mut app: Option<LabApp> = None;
    move |ui, _| {
        let app = app.get_or_insert_with(|| {
            let folder = |name: &str| home.path().join(name);
            let backend = Desktop::start(ui.ctx(), folder("projects"), folder("settings")).expect("threads");
            let content = Content { text: program.clone().unwrap_or_default(), ..Content::default() };
            let shared = program.is_some().then(|| share::encode(&content).expect("it is short enough"));
            let start = Start { shared, ..Start::default() };
            LabApp::new(ui.ctx(), behind(ui.ctx(), backend, home.path()), start, Language::En)
        });
        app.show(ui);
    }
}

/// Presses Ctrl+Enter once the program has been opened.
fn run_at_once(number: u32) -> Vec<Event> {
    let modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    let key = |pressed| Event::Key { key: Key::Enter, physical_key: None, pressed, repeat: false, modifiers };
    if number == WARM_UP { vec![key(true), key(false)] } else { Vec::new() }
}

// A bench is a program, and printing its table is all it does.
#[allow(clippy::print_stdout)]
fn main() {
    let mut cases = cases();
    for number in (0..WARM_UP + 2 * FRAMES).step_by(2) {
        for case in &mut cases {
            case.frame(number);
            case.frame(number + 1);
        }
    }
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{:<38} {:>9} {:>10} {:>7}", "a frame of", "median ms", "slowest ms", "ratio");
    for case in &cases {
        let slowest = case.times.iter().max().copied().unwrap_or_default();
        let other =
            cases.iter().find(|other| other.name == case.against).map_or(Duration::ZERO, Case::median);
        let ratio = millis(case.median()) / millis(other);
        println!("{:<38} {:>9.3} {:>10.3} {ratio:>7.2}", case.name, millis(case.median()), millis(slowest));
    }
}
