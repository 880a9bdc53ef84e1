//! Selection of whole lines, by mouse and by keyboard.

use std::ops::RangeInclusive;

use egui::{Event, Key, Modifiers, Ui};

use super::Console;
use super::lines::LineNumber;

/// A selection of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    /// Line at which the selection began.
    pub anchor: LineNumber,
    /// Line that the selection has reached.
    pub head: LineNumber,
}

impl Selection {
    pub(super) fn range(self) -> RangeInclusive<LineNumber> {
        self.anchor.min(self.head)..=self.anchor.max(self.head)
    }
}

/// Keys that move the selection, with their steps in lines.
const KEYS: [(Key, isize); 6] = [
    (Key::ArrowUp, -1),
    (Key::ArrowDown, 1),
    (Key::PageUp, -PAGE),
    (Key::PageDown, PAGE),
    (Key::Home, isize::MIN),
    (Key::End, isize::MAX),
];

/// Number of lines that a page key moves by.
const PAGE: isize = 15;

impl Console {
    /// Selects a line, or extends the selection to it.
    pub(super) fn select(&mut self, number: LineNumber, extends: bool) {
        let anchor = self.selection.filter(|_| extends).map_or(number, |selection| selection.anchor);
        self.selection = Some(Selection { anchor, head: number });
        // Lines that are being selected must not scroll away.
        self.place.follows = false;
    }

    /// Handles the keys of this frame, while the lines have the focus.
    pub(super) fn handle_keys(&mut self, ui: &Ui) {
        for (key, step) in KEYS {
            for modifiers in [Modifiers::SHIFT, Modifiers::NONE] {
                let presses = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
                for _ in 0..presses {
                    self.step(step, modifiers.shift);
                }
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.select_all();
        }
        if self.selection.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.selection = None;
        }
        let wants_copy = ui.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| *event != Event::Copy);
            input.events.len() < before
        });
        if wants_copy {
            self.copy(ui);
        }
    }

    fn select_all(&mut self) {
        let (first, last) = (self.layout.get(0), self.layout.get(self.layout.len().saturating_sub(1)));
        if let (Some(first), Some(last)) = (first, last) {
            self.selection = Some(Selection { anchor: first.number, head: last.number });
        }
    }

    fn step(&mut self, step: isize, extends: bool) {
        let Some(last) = self.layout.len().checked_sub(1) else { return };
        let index = match self.selection {
            Some(selection) => self.layout.index_of(selection.head).min(last).saturating_add_signed(step),
            // The first step selects the newest visible line.
            None => self.layout.index_at_row(self.last_row_seen()),
        };
        if let Some(shown) = self.layout.get(index.min(last)) {
            self.select(shown.number, extends);
            self.place.reveal = Some(shown.number);
            self.place.follows = step == isize::MAX;
        }
    }

    /// Copies the selected lines, or all displayed ones.
    pub(super) fn copy(&mut self, ui: &Ui) {
        let (text, count) = self.chosen_text();
        ui.ctx().copy_text(text);
        self.copied = Some((count, ui.input(|input| input.time) + super::bar::TELL_S));
    }
}
