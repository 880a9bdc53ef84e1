//! The code editor: egui's text field with colours, line numbers, completion, a place for mistakes, and keys that
//! know code.

mod analysis;
mod brackets;
mod complete;
mod completion_popup;
mod diagnostic;
mod edit;
mod find;
mod find_bar;
mod gutter;
mod history;
pub(super) mod hover;
mod keys;
mod lexer;
mod look;
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
use self::find::Find;
use self::history::History;
use self::keys::Command;
pub(super) use self::look::mistake_colors;
use self::place::Selection;

/// What is shown on the text from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// The mistake to underline, with its sentence and advice below its line. One without a line is not shown.
    pub mistake: Option<&'a Mistake>,
    /// The line, from 1, at which a run that is stepped through stands.
    pub current_line: Option<u32>,
    /// Whether the text may not be changed now.
    pub read_only: bool,
}

/// A script being written: its text, the cursor, and what can be undone.
pub struct Editor {
    text: String,
    /// The text as the history knows it.
    recorded: String,
    revision: u64,
    selection: Selection,
    analysis: Analysis,
    history: History,
    find: Find,
    completions: CompletionPopup,
    /// Keys that wait for the next frame.
    waiting: Vec<Event>,
    /// The selection was set here, and egui does not know yet.
    is_selection_new: bool,
    /// The text was changed here, and the response has not said so yet.
    is_text_new: bool,
    wants_focus: bool,
    wants_find_focus: bool,
    reveal: Option<Reveal>,
    /// The line of a run that was last brought into view.
    revealed_line: Option<u32>,
}

/// What to bring into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reveal {
    /// The cursor, by moving as little as possible.
    Cursor,
    /// The cursor, in the middle if it is not seen.
    CursorInMiddle,
    /// A line, from 1, in the middle if it is not seen.
    Line(u32),
}

impl Editor {
    /// An editor that holds `text`. Windows' line ends become plain ones, here and wherever a text comes in: one
    /// could otherwise write between the two characters.
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

    /// The text as it is now.
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

    /// Puts text in at the cursor, or in place of what is selected, as one undoable step, and takes the focus. A text of
    /// whole lines begins on a line of its own.
    pub fn insert(&mut self, text: &str) {
        let range = self.selection.range();
        let before = self.text.get(..range.start).unwrap_or_default();
        let is_in_line = !before.is_empty() && !before.ends_with('\n');
        let text = with_plain_ends(text);
        let start = if is_in_line && text.contains('\n') { "\n" } else { "" };
        self.change(&Change::insert(range, format!("{start}{text}")));
        self.wants_focus = true;
    }

    /// Replaces everything, undo history included (another project was opened).
    pub fn load(&mut self, text: &str) {
        let revision = self.revision + 1;
        *self = Self { revision, reveal: Some(Reveal::Cursor), is_text_new: true, ..Self::new(text) };
    }

    /// Whether keys that were typed are not in the text yet: where several come in one frame, some wait for the next.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Grows at every change of the text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Puts the cursor there (both from 1, columns in characters), scrolls to it and takes the focus.
    pub fn go_to(&mut self, line: u32, column: u32) {
        let byte = place::Lines::new(&self.text).byte_at_place(&self.text, line, column);
        self.select(Selection::at(byte), Reveal::CursorInMiddle);
        self.wants_focus = true;
    }

    /// Takes the keyboard's focus.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Opens the find bar (also Ctrl+F inside the editor; F3/Shift+F3 or Enter/Shift+Enter go on; Esc closes). What
    /// is selected is looked for.
    pub fn open_find(&mut self) {
        let selected = self.text.get(self.selection.range()).unwrap_or_default();
        if !selected.is_empty() && !selected.contains('\n') {
            selected.clone_into(&mut self.find.needle);
        }
        self.find.is_open = true;
        self.wants_find_focus = true;
        self.completions.close();
    }

    /// Shows the editor in all the room there is, and handles what is done with it. The response is the text
    /// field's; it says `changed` in whichever way the text changed since the last call.
    pub fn show(&mut self, ui: &mut Ui, marks: &Marks<'_>, texts: &Texts) -> Response {
        show::show(self, ui, marks, texts)
    }

    /// Puts the cursor or a selection somewhere.
    fn select(&mut self, selection: Selection, reveal: Reveal) {
        self.selection = selection;
        self.is_selection_new = true;
        self.reveal = Some(reveal);
        self.completions.close();
    }

    /// The text was changed: notes it. `typed_at_s` as in [`History::record`].
    fn record(&mut self, before: Selection, after: Selection, typed_at_s: Option<f64>) {
        self.history.record(&self.recorded, &self.text, before, after, typed_at_s);
        self.text.clone_into(&mut self.recorded);
        self.revision += 1;
        self.is_text_new = true;
    }

    /// Makes a change as a step of its own.
    fn change(&mut self, change: &Change) {
        let before = self.selection;
        change.apply(&mut self.text);
        if self.text != self.recorded {
            self.record(before, change.selection, None);
            self.analysis.reread(&self.text);
        }
        self.select(change.selection, Reveal::Cursor);
    }

    /// Goes a step back in the history, or forth.
    fn travel(&mut self, step: fn(&mut History, &mut String) -> Option<Selection>) {
        let Some(selection) = step(&mut self.history, &mut self.text) else { return };
        self.text.clone_into(&mut self.recorded);
        self.revision += 1;
        self.is_text_new = true;
        self.analysis.reread(&self.text);
        self.select(selection, Reveal::CursorInMiddle);
    }

    /// Does what a key asks for. `false` if it is not for the editor, so that egui has it.
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

    /// Goes to the next place found, or to the one before; opens the bar where nothing is looked for yet.
    fn find_on(&mut self, forwards: bool) {
        if self.find.needle.is_empty() {
            return self.open_find();
        }
        self.find.update(&self.text, self.revision);
        let range = self.selection.range();
        // From what is selected itself one goes on, whether it was found or selected by hand.
        let place = match forwards {
            true => self.find.next(range.end),
            false => self.find.previous(range.start),
        };
        if let Some(place) = place {
            self.select(Selection { anchor: place.start, head: place.end }, Reveal::CursorInMiddle);
        }
    }

    /// What is looked for changed: goes to its first place from the cursor on.
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
