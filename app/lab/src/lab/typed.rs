//! Lines that people type for the script to ask for.

use super::typing::cleaned;
use super::{Lab, LabError, LabOutput};
use crate::trace::{TraceEvent, shortened};
use crate::transcript::Record;

impl Lab {
    /// The oldest line that was typed and not asked for yet. `None` where there is none: then somebody is shown that
    /// the script waits for one.
    ///
    /// # Errors
    /// `NoAnswer` where nobody can type one; those of a look at clock and boards.
    pub fn ask(&mut self) -> Result<Option<String>, LabError> {
        self.sync()?;
        if let Some(text) = self.typing.take() {
            self.trace.push(self.now_us(), TraceEvent::Typed { text: shortened(&text) });
            (self.output)(LabOutput::Typed { text: text.clone() });
            return Ok(Some(text));
        }
        let is_heard = self.settings.control.as_ref().is_none_or(|control| control.can_hear());
        if self.typing.is_over() || !is_heard {
            return Err(LabError::NoAnswer);
        }
        if self.typing.begin_asking() {
            (self.output)(LabOutput::Asking);
        }
        Ok(None)
    }

    /// Whether the script asks and can have what it asks for, or the news that there is nothing.
    pub(super) fn has_answer(&self) -> bool {
        self.typing.has_answer()
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
        let text = text.map(|text| cleaned(&text));
        let at_us = self.clock_us;
        self.record_with(|| Record::Typed { at_us, text: text.clone() });
        self.typing.add(text);
    }
}
