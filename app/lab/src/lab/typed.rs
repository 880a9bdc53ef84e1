//! Lines that people type for the script to ask for.

use std::collections::VecDeque;

use super::{Lab, LabError, LabOutput};
use crate::trace::{TraceEvent, shortened};
use crate::transcript::Record;

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

impl Lab {
    /// The oldest line that was typed and not asked for yet. `None` where there is none: then somebody is shown that
    /// the script waits for one.
    ///
    /// # Errors
    /// `NoAnswer` where nobody can type one; those of a look at clock and boards.
    pub fn ask(&mut self) -> Result<Option<String>, LabError> {
        self.sync()?;
        if let Some(text) = self.typing.waiting.pop_front() {
            self.typing.is_asking = false;
            self.trace.push(self.now_us(), TraceEvent::Typed { text: shortened(&text) });
            (self.output)(LabOutput::Typed { text: text.clone() });
            return Ok(Some(text));
        }
        let is_heard = self.settings.control.as_ref().is_none_or(|control| control.can_hear());
        if self.typing.is_over || !is_heard {
            return Err(LabError::NoAnswer);
        }
        if !std::mem::replace(&mut self.typing.is_asking, true) {
            (self.output)(LabOutput::Asking);
        }
        Ok(None)
    }

    /// Whether the script asks and can have what it asks for, or the news that there is nothing.
    pub(super) fn has_answer(&self) -> bool {
        self.typing.is_asking && (self.typing.is_over || !self.typing.waiting.is_empty())
    }

    /// Takes in what was to be typed by now.
    pub(super) fn do_lines(&mut self) {
        if let Some(replay) = &mut self.settings.replay {
            for text in replay.take_typed() {
                self.typed(text);
            }
        }
        let now_us = self.now_us();
        while self.start_us.is_some()
            && let Some((_, text)) = self.settings.lines.pop_front_if(|(at_us, _)| *at_us <= now_us)
        {
            self.typed(Some(text));
        }
    }

    /// Somebody typed a line, or types no more.
    pub(super) fn typed(&mut self, text: Option<String>) {
        let text = text.map(|text| clean(&text));
        let at_us = self.clock_us;
        self.record_with(|| Record::Typed { at_us, text: text.clone() });
        match text {
            Some(text) if self.typing.waiting.len() < MAX_WAITING => self.typing.waiting.push_back(text),
            Some(_) => {}
            None => self.typing.is_over = true,
        }
    }
}

/// The line as a script gets it: without what cannot be seen, and without spaces around it.
fn clean(text: &str) -> String {
    let seen = text.chars().map(|letter| if letter == '\t' { ' ' } else { letter });
    let seen: String = seen.filter(|letter| !letter.is_control()).take(MAX_LINE_CHARS).collect();
    seen.trim().to_owned()
}
