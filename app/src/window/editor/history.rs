//! The undo history.
//!
//! egui's own undo keeps whole texts and makes a step only when the text has rested for a second. Here each change is
//! kept as the text it replaced, and what is typed without a pause becomes one step per word.

use std::collections::VecDeque;

use super::place::Selection;

/// Maximum number of steps.
const MAX_STEPS: usize = 1_000;

/// Maximum amount of text, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// Pause that ends a step, in seconds.
const PAUSE_S: f64 = 1.0;

/// A change: at byte `at`, `removed` became `inserted`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    removed: String,
    inserted: String,
    before: Selection,
    after: Selection,
}

impl Step {
    /// Returns the difference between two texts; `None` if there is none.
    fn between(old: &str, new: &str, before: Selection, after: Selection) -> Option<Self> {
        let same = |(old, new): &(char, char)| old == new;
        let prefix: usize =
            old.chars().zip(new.chars()).take_while(same).map(|(character, _)| character.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(prefix..)?, new.get(prefix..)?);
        let suffix: usize = (old_rest.chars().rev().zip(new_rest.chars().rev()))
            .take_while(same)
            .map(|(character, _)| character.len_utf8())
            .sum();
        let removed = old_rest.get(..old_rest.len() - suffix)?.to_owned();
        let inserted = new_rest.get(..new_rest.len() - suffix)?.to_owned();
        let differs = !removed.is_empty() || !inserted.is_empty();
        differs.then_some(Self { at: prefix, removed, inserted, before, after })
    }

    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Merges `next` into this step, if both belong to one go of typing or of deleting. Returns true if they do.
    fn merge(&mut self, next: &Self) -> bool {
        let word = |text: &str| text.starts_with(|c: char| !c.is_whitespace());
        let typed = next.removed.is_empty() && next.inserted.chars().nth(1).is_none();
        if typed && next.at == self.at + self.inserted.len() && !self.inserted.is_empty() {
            let new_word = word(&next.inserted) && self.inserted.ends_with(char::is_whitespace);
            if new_word || next.inserted.contains('\n') {
                return false;
            }
            self.inserted.push_str(&next.inserted);
        } else if self.inserted.is_empty()
            && next.inserted.is_empty()
            && next.removed.chars().nth(1).is_none()
        {
            if next.at + next.removed.len() == self.at {
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
            } else if next.at == self.at {
                self.removed.push_str(&next.removed);
            } else {
                return false;
            }
        } else {
            return false;
        }
        self.after = next.after;
        true
    }
}

/// Steps of one text that can be undone and redone.
#[derive(Debug, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Time at which the last step was typed, in egui's seconds, while it may still grow.
    typed_at_s: Option<f64>,
    bytes: usize,
}

impl History {
    /// Records that `old` became `new`. `typed_at_s` is the time of a change that was typed and may go on, in egui's
    /// seconds, and `None` for a step of its own.
    pub(super) fn record(
        &mut self,
        old: &str,
        new: &str,
        before: Selection,
        after: Selection,
        typed_at_s: Option<f64>,
    ) {
        let Some(step) = Step::between(old, new, before, after) else { return };
        let forgotten: usize = self.undone.drain(..).map(|step| step.bytes()).sum();
        self.bytes = self.bytes.saturating_sub(forgotten);
        let goes_on =
            matches!((self.typed_at_s, typed_at_s), (Some(last), Some(now)) if now - last < PAUSE_S);
        self.typed_at_s = typed_at_s;
        self.bytes += step.bytes();
        if !goes_on || self.done.back_mut().is_none_or(|last| !last.merge(&step)) {
            self.done.push_back(step);
        }
        while self.done.len() > MAX_STEPS || self.bytes > MAX_BYTES && self.done.len() > 1 {
            let Some(oldest) = self.done.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
        }
    }

    /// Undoes the last step. Returns the selection before it; `None` if there is nothing to undo.
    pub(super) fn undo(&mut self, text: &mut String) -> Option<Selection> {
        self.typed_at_s = None;
        let step = self.done.pop_back()?;
        replace(text, step.at, &step.inserted, &step.removed);
        let before = step.before;
        self.undone.push(step);
        Some(before)
    }

    /// Redoes the step that was undone last. Returns the selection after it; `None` if there is nothing to redo.
    pub(super) fn redo(&mut self, text: &mut String) -> Option<Selection> {
        self.typed_at_s = None;
        let step = self.undone.pop()?;
        replace(text, step.at, &step.removed, &step.inserted);
        let after = step.after;
        self.done.push_back(step);
        Some(after)
    }

    /// Makes the next change a step of its own.
    pub(super) fn end_step(&mut self) {
        self.typed_at_s = None;
    }
}

fn replace(text: &mut String, at: usize, old: &str, new: &str) {
    let range = at..at + old.len();
    if text.get(range.clone()) == Some(old) {
        text.replace_range(range, new);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(history: &mut History, texts: &[(&str, Option<f64>)]) {
        for pair in texts.windows(2) {
            let ends = [&pair[0], &pair[1]].map(|(text, _)| Selection::at(text.len()));
            history.record(pair[0].0, pair[1].0, ends[0], ends[1], pair[1].1);
        }
    }

    #[track_caller]
    fn check(texts: &[(&str, Option<f64>)], expected: &[&str]) {
        let mut history = History::default();
        record(&mut history, texts);
        let last = texts[texts.len() - 1].0;
        let mut text = last.to_owned();
        let mut shown = Vec::new();
        while history.undo(&mut text).is_some() {
            shown.push(text.clone());
        }
        assert_eq!(shown, expected);
        while history.redo(&mut text).is_some() {}
        assert_eq!(text, last);
    }

    #[test]
    fn steps() {
        let at = Some;
        check(&[("", None), ("a", at(0.0)), ("ab", at(0.5)), ("abc", at(1.0))], &[""]);
        check(&[("", None), ("a", at(0.0)), ("ab", at(1.5))], &["a", ""]);
        check(
            &[("", None), ("ä", at(0.0)), ("ä ", at(0.1)), ("ä b", at(0.2)), ("ä bc", at(0.3))],
            &["ä ", ""],
        );
        check(&[("", None), ("a", at(0.0)), ("a\n", at(0.1)), ("a\nb", at(0.2))], &["a\n", "a", ""]);
        check(&[("abc", None), ("ab", at(0.0)), ("a", at(0.1)), ("", at(0.2))], &["abc"]);
        check(&[("abc", None), ("ac", at(0.0)), ("a", at(0.1))], &["abc"]);
        check(&[("ab", None), ("abc", at(0.0)), ("ab", at(0.1))], &["abc", "ab"]);
        check(
            &[("a", None), ("ab", at(0.0)), ("pasted", None), ("pasted!", at(0.1))],
            &["pasted", "ab", "a"],
        );
        check(&[("same", None), ("same", at(0.0))], &[]);
    }

    #[test]
    fn a_change_forgets_what_was_undone() {
        let mut history = History::default();
        record(&mut history, &[("", None), ("a", None), ("ab", None)]);
        let mut text = "ab".to_owned();
        assert_eq!(history.undo(&mut text), Some(Selection::at(1)));
        history.record("a", "ac", Selection::at(1), Selection::at(2), None);
        assert_eq!(history.redo(&mut "ac".to_owned()), None);
    }

    #[test]
    fn the_oldest_steps_go() {
        let mut history = History::default();
        for length in 0..MAX_STEPS + 10 {
            history.record(
                &"x".repeat(length),
                &"x".repeat(length + 1),
                Selection::at(0),
                Selection::at(0),
                None,
            );
        }
        assert_eq!(history.done.len(), MAX_STEPS);
        let large = "y".repeat(MAX_BYTES);
        history.record("", &large, Selection::at(0), Selection::at(0), None);
        history.record(&large, "", Selection::at(0), Selection::at(0), None);
        assert_eq!(history.done.len(), 1);
    }

    proptest! {
        #[test]
        fn undo_and_redo_lead_back(texts in prop::collection::vec(("[aä😀 \n]{0,6}", prop::option::of(0.0..3.0)), 1..8)) {
            let mut history = History::default();
            let texts: Vec<(&str, Option<f64>)> = texts.iter().map(|(text, time)| (text.as_str(), *time)).collect();
            record(&mut history, &texts);
            let (first, last) = (texts[0].0, texts[texts.len() - 1].0);
            let mut text = last.to_owned();
            while history.undo(&mut text).is_some() {}
            prop_assert_eq!(&text, first);
            while history.redo(&mut text).is_some() {}
            prop_assert_eq!(&text, last);
        }
    }
}
