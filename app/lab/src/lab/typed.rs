//! Lines that are typed for a script's `ask`.

use super::typing::cleaned;
use super::{Lab, LabError, LabOutput};
use crate::trace::{TraceEvent, shortened};
use crate::transcript::Record;

impl Lab {
    /// Takes the oldest typed line. `None` if there is none: then the output shows that the script waits for one.
    ///
    /// # Errors
    /// `NoAnswer` if nobody can type one; errors of an observation.
    pub fn ask(&mut self) -> Result<Option<String>, LabError> {
        self.sync()?;
        if let Some(text) = self.typing.take() {
            self.trace.push(self.now_us(), TraceEvent::Typed { text: shortened(&text) });
            self.told.lines += 1;
            self.tell(LabOutput::Typed { text: text.clone() });
            return Ok(Some(text));
        }
        if self.typing.is_over() {
            return Err(LabError::NoAnswer);
        }
        if self.typing.begin_asking() {
            self.tell(LabOutput::Asking);
        }
        Ok(None)
    }

    /// True if the script asks and a line, or the end of input, is there.
    pub(super) fn has_answer(&self) -> bool {
        self.typing.has_answer()
    }

    /// Takes the lines that are due by now.
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

    /// Takes a typed line, or the end of input.
    pub(super) fn typed(&mut self, text: Option<String>) {
        let text = text.map(|text| cleaned(&text));
        let at_us = self.clock_us;
        self.record_with(|| Record::Typed { at_us, text: text.clone() });
        self.typing.add(text);
    }
}
