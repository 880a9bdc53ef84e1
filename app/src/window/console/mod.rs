//! The console: what the script and the boards print, and what the lab has to say about a run.

mod answer;
mod bar;
mod body;
mod clean;
mod layout;
mod lines;
mod needle;
mod select;
#[cfg(test)]
mod tests;
mod wrap;

use digilab_lab::text::Texts;
use egui::Ui;

use self::answer::Answer;
use self::layout::Layout;
use self::lines::{Kind, LineNumber, Lines, MAX_LINES};
use self::needle::Needle;
use self::select::Selection;

/// About how many bytes of text are looked at in a frame, so that no frame takes long.
const BUDGET_BYTES: usize = 2 << 20;

/// What the console asks the window for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleAction {
    /// To keep a file for the person: the lines shown, as text in UTF-8 without a byte order mark, which every
    /// system's editor reads by now and other programs would take for a letter.
    Save {
        /// Its name in the pupil's language.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// To tell the script what was written for it.
    Answer(String),
}

/// The newest 100,000 lines (16 MiB of text, 10,000 characters of a line), with filter, selection and place.
#[derive(Default)]
pub struct Console {
    lines: Lines,
    layout: Layout,
    /// The one for another filter or width, until it has caught up.
    next_layout: Option<Layout>,
    filter: String,
    selection: Option<Selection>,
    place: Place,
    answer: Answer,
    /// How many lines were copied last, and until when that is told, in seconds.
    copied: Option<(usize, f64)>,
}

/// What of the lines is seen.
struct Place {
    /// Whether the newest line stays in view.
    follows: bool,
    /// The row at the top, counted as the layout counts them.
    top_row: f64,
    /// How far the scroll area was scrolled at the end of the last frame, in points.
    offset: f32,
    /// How far it could have been, in points.
    max_offset: f32,
    /// The height of what is seen, in points.
    height: f32,
    /// The height of a row, in points.
    row_height: f32,
    /// A line to bring into view.
    reveal: Option<LineNumber>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            follows: true,
            top_row: 0.0,
            offset: 0.0,
            max_offset: 0.0,
            height: 0.0,
            row_height: 1.0,
            reveal: None,
        }
    }
}

impl Place {
    fn rows_seen(&self) -> f64 {
        f64::from(self.height / self.row_height)
    }
}

impl Console {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was printed. A text of several lines becomes several; control characters and terminals' commands
    /// are left out.
    pub fn push_line(&mut self, text: &str) {
        self.push(text, Kind::Printed);
    }

    /// Adds a line of the lab itself, as how the run ended. It looks different, and is read out.
    pub fn note(&mut self, text: &str) {
        self.push(text, Kind::Note);
    }

    /// Adds what went wrong in a run, with advice. It looks different from other notes, too.
    pub fn mistake(&mut self, text: &str) {
        self.push(text, Kind::Mistake);
    }

    fn push(&mut self, text: &str, kind: Kind) {
        for line in clean::lines(text, MAX_LINES) {
            self.lines.push(line, kind);
        }
    }

    /// A run begins: what it prints is parted from what is there by a thin line.
    pub fn begin_run(&mut self) {
        self.lines.begin_run();
        self.place.follows = true;
        self.answer.begin_run();
    }

    /// Clears the lines away. Until the next run begins, a button brings them back.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.selection = None;
        self.place.follows = true;
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.numbers().is_empty()
    }

    /// Shows the console in all the room there is, and handles what is done with it.
    pub fn show(&mut self, ui: &mut Ui, texts: &Texts) -> Vec<ConsoleAction> {
        let mut actions = Vec::new();
        ui.push_id("digilab-console", |ui| {
            self.show_bar(ui, texts, &mut actions);
            self.show_answer(ui, texts, &mut actions);
            self.show_body(ui, texts);
        });
        actions
    }

    fn bring_back(&mut self) {
        self.lines.bring_back();
        // The layout does not know older lines than it has seen.
        self.layout = Layout::new(Needle::new(&self.filter), self.layout.columns());
        self.next_layout = None;
        self.place.follows = true;
    }

    /// Brings the layout up to date. `false` if that takes more frames.
    fn update_layout(&mut self, columns: usize) -> bool {
        let needle = Needle::new(&self.filter);
        if self.layout.is_for(&needle, columns) {
            self.next_layout = None;
            return self.layout.advance(&self.lines, BUDGET_BYTES);
        }
        let waiting = self.next_layout.take().filter(|next| next.is_for(&needle, columns));
        let mut next = waiting.unwrap_or_else(|| Layout::new(needle, columns));
        if next.advance(&self.lines, BUDGET_BYTES) {
            self.adopt(next);
            return true;
        }
        self.next_layout = Some(next);
        self.layout.advance(&self.lines, BUDGET_BYTES);
        false
    }

    /// Shows lines by another layout; the line at the top stays there.
    fn adopt(&mut self, next: Layout) {
        let top_row = self.place.top_row.max(0.0) as u64;
        let top = self.layout.get(self.layout.index_at_row(top_row)).map(|shown| shown.number);
        self.layout = next;
        if let Some(index) = top.map(|number| self.layout.index_of(number)) {
            self.place.top_row = self.layout.rows_of(index).start as f64;
        }
    }

    /// The lines that are to be copied: those selected, or else all that are shown; and how many.
    fn chosen_text(&self) -> (String, usize) {
        let range = self.selection.map(|selection| selection.range());
        self.text_of(|number| range.as_ref().is_none_or(|range| range.contains(&number)))
    }

    fn text_of(&self, is_wanted: impl Fn(LineNumber) -> bool) -> (String, usize) {
        let (mut text, mut count) = (String::new(), 0);
        for number in self.layout.numbers().filter(|number| is_wanted(*number)) {
            let Some(line) = self.lines.get(number) else { continue };
            count += usize::from(line.kind != Kind::RunStart);
            // What the lab says must not be taken for something printed, nor for a number.
            text.push_str(if line.kind.is_said() { "# " } else { "" });
            text.push_str(&line.text);
            text.push_str(if line.left_out > 0 { "…\n" } else { "\n" });
        }
        (text, count)
    }
}
