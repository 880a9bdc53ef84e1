//! Check errors: reasons why a check cannot judge a program, because of the program or because the check itself is
//! wrong.

use std::fmt;

use digilab_codes::{closed_set, serde_by_id};
use serde::{Deserialize, Serialize};

use crate::text::Texts;

closed_set! {
    /// Kind of check error.
    pub enum CheckErrorCode {
        /// The check took too long.
        OutOfTime = "out-of-time",
        /// The run produced more than is kept. Args: `max`.
        TooMuch = "too-much",
        /// The script requested a board that the step is not for. Args: `given`, `board`.
        OtherBoard = "other-board",
        /// The check names a pin that the board lacks. Args: `pin`, `board`.
        PinUnknown = "pin-unknown",
        /// A sum or a text of the check cannot be evaluated. Args: `given`.
        NotReckoned = "not-reckoned",
        /// A number of the check is outside its range. Args: `what` (as in the check), `given`, `min`, `max`.
        OutOfRange = "out-of-range",
        /// The check names an unknown picture. Args: `given`.
        PictureUnknown = "picture-unknown",
        /// The check looks for something that the board lacks. Args: `board`, `what` (as in the check).
        Lacking = "lacking",
        /// The board refused an input of the check. Args: `what` (as the board names it), `board`.
        InputRefused = "input-refused",
        /// There is nothing to pick from. Args: `name`.
        NothingToPick = "nothing-to-pick",
        /// A time window ends before it begins, or begins after the scenario's end. Args: `from` and `to`, milliseconds.
        NoTime = "no-time",
        /// An expectation has neither `see` nor `in_order`, or both.
        NothingToSee = "nothing-to-see",
    }
}

serde_by_id!(CheckErrorCode);

impl CheckErrorCode {
    /// Returns the id of its sentence in the Fluent files; `.advice` is the advice.
    pub fn text_id(self) -> String {
        format!("check-trouble-{}", self.id())
    }
}

/// Reason why a scenario has no verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckError {
    /// Kind of check error.
    pub code: CheckErrorCode,
    /// Values for the sentence, by the names the code's documentation gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl CheckError {
    /// Makes an error without values.
    pub fn new(code: CheckErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// True if the pack's author must fix it: the pupil cannot.
    pub fn is_authors(&self) -> bool {
        !matches!(self.code, CheckErrorCode::OutOfTime | CheckErrorCode::TooMuch | CheckErrorCode::OtherBoard)
    }

    /// Returns the sentence that says what is wrong.
    pub fn text(&self, texts: &Texts) -> String {
        texts.get(&self.code.text_id(), &self.args)
    }

    /// Returns the advice.
    pub fn advice(&self, texts: &Texts) -> String {
        texts.get(&format!("{}.advice", self.code.text_id()), &self.args)
    }
}
