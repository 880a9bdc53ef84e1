//! The console: what the script and the boards print, and the lab's messages about a run.

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

/// Approximate amount of text examined in a frame, in bytes, so that no frame takes long.
const BUDGET_BYTES: usize = 2 << 20;

/// Action that the console requests from the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleAction {
    /// Save a file for the user: the displayed lines, in UTF-8 without a byte order mark. Editors of every system
    /// read that by now, and other programs would take the mark for a letter.
    Save {
        /// File name in the pupil's language.
        name: String,
        /// Content of the file.
        bytes: Vec<u8>,
    },
    /// Send this line to the script.
    Answer(String),
}

/// The newest 100,000 lines (16 MiB of text, 10,000 characters of a line), with filter, selection and scroll
/// position.
#[derive(Default)]
pub struct Console {
    lines: Lines,
    layout: Layout,
    /// Layout for another filter or width, until it has caught up.
    next_layout: Option<Layout>,
    filter: String,
    selection: Option<Selection>,
    place: Place,
    answer: Answer,
    /// Number of lines copied last, and the time until which it is shown, in egui's seconds.
    copied: Option<(usize, f64)>,
}

/// Scroll position of the lines.
struct Place {
    /// True while the newest line stays in view.
    follows: bool,
    /// Row at the top, counted as the layout counts them.
    top_row: f64,
    /// Scroll offset at the end of the last frame, in points.
    offset: f32,
    /// Maximum scroll offset at that time, in points.
    max_offset: f32,
    /// Height of the visible part, in points.
    height: f32,
    /// Height of a row, in points.
    row_height: f32,
    /// Line to bring into view.
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
    /// Creates an empty console.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was printed. A text of several lines becomes several; control characters and terminal commands are
    /// removed.
    pub fn push_line(&mut self, text: &str) {
        self.lines.begin_text();
        self.push(text, Kind::Printed);
    }

    /// Removes what a run that has gone back told last, and shows the input field if the script asked then.
    ///
    /// # Arguments
    /// - `texts`: number of texts, printed or typed.
    pub fn undo(&mut self, texts: u64, is_asking: bool) {
        self.lines.undo(texts);
        self.selection = None;
        self.answer.set_asked(is_asking);
        if texts > 0 {
            self.lay_out_again();
        }
    }

    /// Adds a message of the lab, such as how the run ended. It looks different from printed lines, and is read out.
    pub fn note(&mut self, text: &str) {
        self.push(text, Kind::Note);
    }

    /// Adds what went wrong in a run, with advice. It looks different from other messages, too.
    pub fn mistake(&mut self, text: &str) {
        self.push(text, Kind::Mistake);
    }

    fn push(&mut self, text: &str, kind: Kind) {
        for line in clean::lines(text, MAX_LINES) {
            self.lines.push(line, kind);
        }
    }

    /// Starts a run: a thin line separates its output from the lines before.
    pub fn begin_run(&mut self) {
        self.lines.begin_run();
        self.place.follows = true;
        self.answer.begin_run();
    }

    /// Clears the lines. A button brings them back until the next run starts.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.selection = None;
        self.place.follows = true;
    }

    /// True if there are no lines.
    pub fn is_empty(&self) -> bool {
        self.lines.numbers().is_empty()
    }

    /// Draws the console in all the available space, and handles input to it. Returns the requested actions.
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
        // The layout knows no lines older than those it has examined.
        self.lay_out_again();
    }

    fn lay_out_again(&mut self) {
        self.layout = Layout::new(Needle::new(&self.filter), self.layout.columns());
        self.next_layout = None;
        self.place.follows = true;
    }

    /// Brings the layout up to date. Returns false if that takes more frames.
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

    /// Switches to another layout; the line at the top stays there.
    fn adopt(&mut self, next: Layout) {
        let top_row = self.place.top_row.max(0.0) as u64;
        let top = self.layout.get(self.layout.index_at_row(top_row)).map(|shown| shown.number);
        self.layout = next;
        if let Some(index) = top.map(|number| self.layout.index_of(number)) {
            self.place.top_row = self.layout.rows_of(index).start as f64;
        }
    }

    /// Returns the lines to copy, the selected ones or else all displayed ones, and their number.
    fn chosen_text(&self) -> (String, usize) {
        let range = self.selection.map(|selection| selection.range());
        self.text_of(|number| range.as_ref().is_none_or(|range| range.contains(&number)))
    }

    fn text_of(&self, is_wanted: impl Fn(LineNumber) -> bool) -> (String, usize) {
        let (mut text, mut count) = (String::new(), 0);
        for number in self.layout.numbers().filter(|number| is_wanted(*number)) {
            let Some(line) = self.lines.get(number) else { continue };
            count += usize::from(line.kind != Kind::RunStart);
            // A message of the lab must not be taken for something printed, nor for a number.
            text.push_str(if line.kind.is_said() { "# " } else { "" });
            text.push_str(&line.text);
            text.push_str(if line.left_out > 0 { "…\n" } else { "\n" });
        }
        (text, count)
    }
}
