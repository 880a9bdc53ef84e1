//! Typed lines that the script has not read yet.

use std::collections::VecDeque;

/// Maximum number of lines kept for a script that does not read them; the newest beyond are dropped.
const MAX_WAITING: usize = 1_000;

/// Maximum length of a line, in characters; the rest is cut off.
const MAX_LINE_CHARS: usize = 1_000;

/// Lines that were typed, and the state of `ask`.
#[derive(Clone, Debug, Default)]
pub(super) struct Typing {
    waiting: VecDeque<String>,
    /// True once nobody types any more.
    is_over: bool,
    is_asking: bool,
}

impl Typing {
    /// Takes the oldest line; the script then waits for none.
    pub fn take(&mut self) -> Option<String> {
        let text = self.waiting.pop_front()?;
        self.is_asking = false;
        Some(text)
    }

    /// True once nobody types any more.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Marks the script as waiting for a line. Returns true if it was not waiting before.
    pub fn begin_asking(&mut self) -> bool {
        !std::mem::replace(&mut self.is_asking, true)
    }

    /// True if the script waits for a line.
    pub fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// True if the script asks and a line, or the end of input, is there.
    pub fn has_answer(&self) -> bool {
        self.is_asking && (self.is_over || !self.waiting.is_empty())
    }

    /// Takes a typed line, or the end of input.
    pub fn add(&mut self, text: Option<String>) {
        match text {
            Some(text) if self.waiting.len() < MAX_WAITING => self.waiting.push_back(text),
            Some(_) => {}
            None => self.is_over = true,
        }
    }
}

/// Cleans a line for a script: without control characters, and without spaces around it.
pub(super) fn cleaned(text: &str) -> String {
    let seen = text.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
    let seen: String = seen.filter(|letter| !letter.is_control()).take(MAX_LINE_CHARS).collect();
    seen.trim().to_owned()
}
