//! The code editor: egui's text field with colours, line numbers, completion, diagnostics, and keys for editing code.

mod analysis;
mod brackets;
mod complete;
mod completion_popup;
mod diagnostic;
mod edit;
mod editor_style;
mod find;
mod find_bar;
mod gutter;
mod history;
pub(super) mod hover;
mod keys;
mod lexer;
mod place;
mod rows;
mod show;
#[cfg(test)]
mod tests;

use digilab_lab::mistakes::Mistake;
use digilab_lab::text::Texts;
use egui::{Event, Response, Ui};

use self::analysis::Analysis;
use self::completion_popup::CompletionPopup;
use self::edit::Change;
pub(super) use self::editor_style::mistake_colors;
use self::find::Find;
use self::history::History;
use self::keys::Command;
use self::place::Selection;

/// Marks on the text from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// Mistake to underline, with its sentence and advice below its line. A mistake without a line is not shown.
    pub mistake: Option<&'a Mistake>,
    /// Line at which a stepped run is paused, from 1.
    pub current_line: Option<u32>,
    /// True if the text may not be changed now.
    pub read_only: bool,
}

/// A script being edited: its text, the cursor, and the undo history.
pub struct Editor {
    text: String,
    /// Text as the history knows it.
    recorded: String,
    revision: u64,
    selection: Selection,
    analysis: Analysis,
    history: History,
    find: Find,
    completions: CompletionPopup,
    /// Events that wait for the next frame.
    waiting: Vec<Event>,
    /// True if the selection was set here and egui does not know it yet.
    is_selection_new: bool,
    /// True if the text was changed here and the response has not reported it yet.
    is_text_new: bool,
    wants_focus: bool,
    wants_find_focus: bool,
    reveal: Option<Reveal>,
    /// Line of a run that was last scrolled into view.
    revealed_line: Option<u32>,
}

/// Place to scroll into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reveal {
    /// The cursor, with as little movement as possible.
    Cursor,
    /// The cursor, in the middle if it is out of sight.
    CursorInMiddle,
    /// A line, from 1, in the middle if it is out of sight.
    Line(u32),
}

impl Editor {
    /// Creates an editor that holds `text`. Windows line ends become plain ones, here and wherever a text comes in:
    /// otherwise the cursor could stand between the two characters.
    pub fn new(text: &str) -> Self {
        let text = with_plain_ends(text);
        Self {
            recorded: text.clone(),
            text,
            revision: 0,
            selection: Selection::default(),
            analysis: Analysis::new(),
            history: History::default(),
            find: Find::default(),
            completions: CompletionPopup::default(),
            waiting: Vec::new(),
            is_selection_new: true,
            is_text_new: false,
            wants_focus: false,
            wants_find_focus: false,
            reveal: None,
            revealed_line: None,
        }
    }

    /// Returns the current text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the text as one undoable step (Ctrl+Z brings the old one back); the cursor goes to the start.
    pub fn set_text(&mut self, text: &str) {
        let before = self.selection;
        let text = with_plain_ends(text);
        if self.text != text {
            self.text = text;
            self.record(before, Selection::default(), None);
        }
        self.select(Selection::default(), Reveal::Cursor);
    }

    /// Inserts text at the cursor, or in place of the selection, as one undoable step, and takes the focus. A text of
    /// several lines begins on a line of its own.
    pub fn insert(&mut self, text: &str) {
        let range = self.selection.range();
        let before = self.text.get(..range.start).unwrap_or_default();
        let is_in_line = !before.is_empty() && !before.ends_with('\n');
        let text = with_plain_ends(text);
        let start = if is_in_line && text.contains('\n') { "\n" } else { "" };
        self.change(&Change::insert(range, format!("{start}{text}")));
        self.wants_focus = true;
    }

    /// Replaces everything, including the undo history (another project was opened).
    pub fn load(&mut self, text: &str) {
        let revision = self.revision + 1;
        *self = Self { revision, reveal: Some(Reveal::Cursor), is_text_new: true, ..Self::new(text) };
    }

    /// True while some keys that were typed are not in the text yet: where several come in one frame, some wait for
    /// the next.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Returns the revision of the text, which grows at every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Moves the cursor to a line and column (both from 1, columns in characters), scrolls to it and takes the focus.
    pub fn go_to(&mut self, line: u32, column: u32) {
        let byte = place::Lines::new(&self.text).byte_at_place(&self.text, line, column);
        self.select(Selection::at(byte), Reveal::CursorInMiddle);
        self.wants_focus = true;
    }

    /// Takes the keyboard focus.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Opens the find bar (also Ctrl+F inside the editor; F3/Shift+F3 or Enter/Shift+Enter go on; Esc closes). A
    /// selection within one line becomes the search text.
    pub fn open_find(&mut self) {
        let selected = self.text.get(self.selection.range()).unwrap_or_default();
        if !selected.is_empty() && !selected.contains('\n') {
            selected.clone_into(&mut self.find.needle);
        }
        self.find.is_open = true;
        self.wants_find_focus = true;
        self.completions.close();
    }

    /// Draws the editor in all the available space, and handles input to it. The response is the text field's; it
    /// reports `changed` in whichever way the text changed since the last call.
    pub fn show(&mut self, ui: &mut Ui, marks: &Marks<'_>, texts: &Texts) -> Response {
        show::show(self, ui, marks, texts)
    }

    /// Sets the cursor or the selection, and scrolls to it.
    fn select(&mut self, selection: Selection, reveal: Reveal) {
        self.selection = selection;
        self.is_selection_new = true;
        self.reveal = Some(reveal);
        self.completions.close();
    }

    /// Records a change of the text. `typed_at_s` as in [`History::record`].
    fn record(&mut self, before: Selection, after: Selection, typed_at_s: Option<f64>) {
        self.history.record(&self.recorded, &self.text, before, after, typed_at_s);
        self.text.clone_into(&mut self.recorded);
        self.revision += 1;
        self.is_text_new = true;
    }

    /// Applies a change as a step of its own.
    fn change(&mut self, change: &Change) {
        let before = self.selection;
        change.apply(&mut self.text);
        if self.text != self.recorded {
            self.record(before, change.selection, None);
            self.analysis.reread(&self.text);
        }
        self.select(change.selection, Reveal::Cursor);
    }

    /// Undoes or redoes a step of the history.
    fn travel(&mut self, step: fn(&mut History, &mut String) -> Option<Selection>) {
        let Some(selection) = step(&mut self.history, &mut self.text) else { return };
        self.text.clone_into(&mut self.recorded);
        self.revision += 1;
        self.is_text_new = true;
        self.analysis.reread(&self.text);
        self.select(selection, Reveal::CursorInMiddle);
    }

    /// Handles the command of a key. Returns false if it is not for the editor, so that egui gets it.
    fn act(&mut self, command: &Command, read_only: bool) -> bool {
        match command {
            Command::OpenFind => self.open_find(),
            Command::FindNext => self.find_on(true),
            Command::FindPrevious => self.find_on(false),
            Command::CompletionUp | Command::CompletionDown => {
                if !self.completions.is_open() {
                    return false;
                }
                self.completions.steer(*command == Command::CompletionDown);
            }
            Command::Escape if self.completions.is_open() => self.completions.dismiss(),
            Command::Escape if self.find.is_open => self.find.is_open = false,
            Command::Escape => return false,
            // Tab goes on to the next widget; nothing else does anything, not even egui's own undo.
            Command::Indent | Command::Dedent if read_only => return false,
            _ if read_only => {}
            Command::Complete => self.completions.ask(self.analysis.source(), self.selection.head),
            Command::Undo => self.travel(History::undo),
            Command::Redo => self.travel(History::redo),
            Command::NewLine | Command::Indent | Command::Dedent | Command::ToggleComment => {
                let (source, selection) = (self.analysis.source(), self.selection);
                let change = match command {
                    Command::NewLine => self
                        .completions
                        .enter(&self.text)
                        .unwrap_or_else(|| edit::new_line(source, selection)),
                    Command::Indent => {
                        self.completions.tab(&self.text).unwrap_or_else(|| edit::indent(source, selection))
                    }
                    Command::Dedent => edit::dedent(source, selection),
                    _ => edit::toggle_comment(source, selection),
                };
                self.change(&change);
            }
            Command::CloseBracket(bracket) => {
                match edit::close_bracket(self.analysis.source(), self.selection, bracket) {
                    Some(change) => self.change(&change),
                    None => return false,
                }
            }
        }
        true
    }

    /// Goes to the next match, or to the one before; opens the find bar if there is no search text yet.
    fn find_on(&mut self, forwards: bool) {
        if self.find.needle.is_empty() {
            return self.open_find();
        }
        self.find.update(&self.text, self.revision);
        let range = self.selection.range();
        // The search goes on from the selection, whether it was found or selected by hand.
        let place = match forwards {
            true => self.find.next(range.end),
            false => self.find.previous(range.start),
        };
        if let Some(place) = place {
            self.select(Selection { anchor: place.start, head: place.end }, Reveal::CursorInMiddle);
        }
    }

    /// Goes to the first match from the cursor on, after the search text has changed.
    fn find_anew(&mut self) {
        self.find.update(&self.text, self.revision);
        let from = self.find.current_range().map_or(self.selection.range().start, |range| range.start);
        self.find.forget_current();
        if let Some(place) = self.find.next(from) {
            self.select(Selection { anchor: place.start, head: place.end }, Reveal::CursorInMiddle);
        }
    }

    fn close_find(&mut self) {
        self.find.is_open = false;
        if let Some(place) = self.find.current_range() {
            self.select(Selection { anchor: place.start, head: place.end }, Reveal::Cursor);
        }
        self.wants_focus = true;
    }
}

fn with_plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}
