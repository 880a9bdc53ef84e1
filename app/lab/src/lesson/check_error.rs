//! Why a check cannot say whether a program works: the program does not let itself be checked, or the check itself is
//! wrong.

use std::fmt;

use digilab_codes::{closed_set, serde_by_id};
use serde::{Deserialize, Serialize};

use crate::text::Texts;

closed_set! {
    /// What kept a check from its end.
    pub enum CheckErrorCode {
        /// The check took too long.
        OutOfTime = "out-of-time",
        /// The run left more than is kept. Args: `max`.
        TooMuch = "too-much",
        /// The script asked for a board that the step is not for. Args: `given`, `board`.
        OtherBoard = "other-board",
        /// The check names a pin that the board has not. Args: `pin`, `board`.
        PinUnknown = "pin-unknown",
        /// A sum or a text of the check cannot be reckoned. Args: `given`.
        NotReckoned = "not-reckoned",
        /// A number of the check is outside its range. Args: `what` (as in the check), `given`, `min`, `max`.
        OutOfRange = "out-of-range",
        /// The check names a picture that there is not. Args: `given`.
        PictureUnknown = "picture-unknown",
        /// The check looks for something that the board has not. Args: `board`, `what` (as in the check).
        Lacking = "lacking",
        /// The board refused what the check did to it. Args: `what` (as the board names it), `board`.
        InputRefused = "input-refused",
        /// There is nothing to pick from. Args: `name`.
        NothingToPick = "nothing-to-pick",
        /// A time ends before it begins, or begins after the scenario's end. Args: `from` and `to`, milliseconds.
        NoTime = "no-time",
        /// An expectation looks for nothing, or in both ways.
        NothingToSee = "nothing-to-see",
    }
}

serde_by_id!(CheckErrorCode);

impl CheckErrorCode {
    /// The id of its sentence in the Fluent files; `.advice` is what to try next.
    pub fn text_id(self) -> String {
        format!("check-trouble-{}", self.id())
    }
}

/// Why there are no verdicts on a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckError {
    /// What kept the check from its end.
    pub code: CheckErrorCode,
    /// Values for the sentence, by the names the code's documentation gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl CheckError {
    /// A trouble with no values yet.
    pub fn new(code: CheckErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` to the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Whether the pack's author has to mend it: the pupil cannot.
    pub fn is_authors(&self) -> bool {
        !matches!(self.code, CheckErrorCode::OutOfTime | CheckErrorCode::TooMuch | CheckErrorCode::OtherBoard)
    }

    /// The sentence that says what is wrong.
    pub fn text(&self, texts: &Texts) -> String {
        texts.get(&self.code.text_id(), &self.args)
    }

    /// What to try next.
    pub fn advice(&self, texts: &Texts) -> String {
        texts.get(&format!("{}.advice", self.code.text_id()), &self.args)
    }
}
