//! What was typed and not asked for yet.

use std::collections::VecDeque;

/// Lines kept for a script that does not ask for them; the newest are lost beyond.
const MAX_WAITING: usize = 1_000;

/// Longest line, in characters; what is longer is cut.
const MAX_LINE_CHARS: usize = 1_000;

/// What was typed, and whether somebody waits for it.
#[derive(Debug, Default)]
pub(super) struct Typing {
    waiting: VecDeque<String>,
    /// Nobody types any more.
    is_over: bool,
    is_asking: bool,
}

impl Typing {
    /// The oldest line; whoever asked for one has it.
    pub fn take(&mut self) -> Option<String> {
        let text = self.waiting.pop_front()?;
        self.is_asking = false;
        Some(text)
    }

    /// Whether nobody types any more.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The script asks from now on; whether that is new.
    pub fn begin_asking(&mut self) -> bool {
        !std::mem::replace(&mut self.is_asking, true)
    }

    /// Whether the script asks and can have what it asks for, or the news that there is nothing.
    pub fn has_answer(&self) -> bool {
        self.is_asking && (self.is_over || !self.waiting.is_empty())
    }

    /// Somebody typed a line, or types no more.
    pub fn add(&mut self, text: Option<String>) {
        match text {
            Some(text) if self.waiting.len() < MAX_WAITING => self.waiting.push_back(text),
            Some(_) => {}
            None => self.is_over = true,
        }
    }
}

/// The line as a script gets it: without what cannot be seen, and without spaces around it.
pub(super) fn cleaned(text: &str) -> String {
    let seen = text.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
    let seen: String = seen.filter(|letter| !letter.is_control()).take(MAX_LINE_CHARS).collect();
    seen.trim().to_owned()
}
