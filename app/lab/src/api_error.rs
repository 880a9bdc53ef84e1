//! The closed set of what can go wrong in a script beyond the language itself: a call to the lab's API that
//! cannot be done, a limit that was reached, a board that does not answer.
//!
//! The API raises an error as `EvalAltResult::ErrorRuntime` around an [`ApiError`] in a `Dynamic`, so that it
//! passes through Rhai with the line it came from; [`ApiError::of`] takes it out again. Its sentence and its
//! advice stand in the Fluent files as `fault-ID` and `fault-ID.advice` (`device-ID` for a board's error).

use std::fmt;

use digilab_devices::error::{DeviceError, DeviceErrorCode};
use rhai::{Dynamic, EvalAltResult, Position};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal,)+) => {
        /// What went wrong, without words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ApiErrorCode {
            $($(#[doc = $doc])+ $variant,)+
            /// A board or its link failed or refused. Args: those of the device error.
            Device(DeviceErrorCode),
        }

        impl ApiErrorCode {
            /// Every code of the lab's own; a device's codes are [`DeviceErrorCode::ALL`].
            pub const OWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable id: its sentence is `fault-ID`, but `device-ID` for [`Self::Device`].
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)+
                    Self::Device(code) => code.id(),
                }
            }
        }
    };
}

codes! {
    /// A number outside its range. Args: `function`, `argument`, `given`, `min`, `max`.
    OutOfRange = "out-of-range",
    /// A value of a type that the argument does not take. Args: `function`, `argument`, `given` (Rhai's type
    /// name), `expected` (the id of an argument type of the API's metadata).
    WrongType = "wrong-type",
    /// A word that is not among those allowed. Args: `function`, `argument`, `given`, `allowed`.
    UnknownChoice = "unknown-choice",
    /// Text that is no picture: five rows of five digits 0 to 9, as `"09090:99999:99999:09990:00900"`.
    /// Args: `given`.
    UnknownImage = "unknown-image",
    /// Text that is no note, as `"c4:4"` is one. Args: `given`.
    UnknownNote = "unknown-note",
    /// A pin this board does not have. Args: `given`, `board`, `allowed`.
    UnknownPin = "unknown-pin",
    /// A function of another kind of board. Args: `function`, `board`, `boards` (kinds that have it).
    NotOnThisBoard = "not-on-this-board",
    /// A text too long to send or show. Args: `function`, `given` (characters), `max`.
    TextTooLong = "text-too-long",
    /// A character the board cannot show or send. Args: `function`, `given` (the character).
    TextUnsupported = "text-unsupported",
    /// A list with too few or too many items. Args: `function`, `argument`, `given` (items), `min`, `max`.
    ListLength = "list-length",
    /// `map_range` from a range without length, or of a value that is no number. Args: `low`, `high`.
    EmptyRange = "empty-range",
    /// More handlers (`forever`, `every`, `on_press`, `on_gesture`) than a run may have. Args: `max`.
    TooManyHandlers = "too-many-handlers",
    /// A row of another length than the table's others. Args: `function`, `given` (numbers), `expected`.
    RowWidth = "row-width",
    /// A table has fewer rows than the function takes. Args: `function`, `given`, `min`.
    TooFewRows = "too-few-rows",
    /// A table has as many rows as it may. Args: `max`.
    TableFull = "table-full",
    /// A table has as many different labels as it may. Args: `max`.
    TooManyLabels = "too-many-labels",
    /// A model is to learn from a row without a label, or be tested with it. Args: `function`, `row` (its index).
    NoLabel = "no-label",
    /// A column that the table does not have. Args: `given`, `allowed` (names or numbers).
    UnknownColumn = "unknown-column",
    /// The script asks for an answer, and nobody can type one. No args.
    NoAnswer = "no-answer",
    /// `import` of something that is no module of this lesson. Args: `given`, `allowed` (may be empty).
    UnknownModule = "unknown-module",
    /// One run's memory is used up. Args: `max` (MiB).
    MemoryLimit = "memory-limit",
    /// The script's text is too long. Args: `given` (KiB), `max` (KiB).
    ScriptTooLong = "script-too-long",
    /// The script asked for a board that the run does not have. Args: `given` (kind asked for), `allowed`
    /// (kinds there are; may be empty).
    NoBoard = "no-board",
    /// Somebody pressed Stop. No error to the pupil. No args.
    Stopped = "stopped",
    /// The time given to the run is over. No error to the pupil. No args.
    TimeOver = "time-over",
    /// The lab itself fell over while the script ran, and has started again. No args.
    LabFell = "lab-fell",
}

/// What went wrong: its code, and the values its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What went wrong.
    pub code: ApiErrorCode,
    /// Values for the sentence, by the names the code's documentation gives.
    pub args: Vec<(String, String)>,
}

impl ApiError {
    /// An error with no values yet.
    pub fn new(code: ApiErrorCode) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` to the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The value `name`, if the error carries it.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The same as Rhai's error, without a place yet: Rhai fills in that of the call. What ends a run whatever
    /// the script thinks of it cannot be caught there.
    pub fn raise(self) -> Box<EvalAltResult> {
        let ends_run =
            matches!(self.code, ApiErrorCode::Stopped | ApiErrorCode::TimeOver | ApiErrorCode::MemoryLimit);
        let value = Dynamic::from(self);
        Box::new(if ends_run {
            EvalAltResult::ErrorTerminated(value, Position::NONE)
        } else {
            EvalAltResult::ErrorRuntime(value, Position::NONE)
        })
    }

    /// The API error inside a Rhai error, however deep in function calls it came about.
    pub fn of(error: &EvalAltResult) -> Option<Self> {
        match error {
            EvalAltResult::ErrorRuntime(value, _) | EvalAltResult::ErrorTerminated(value, _) => {
                value.read_lock::<Self>().map(|error| error.clone())
            }
            EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
            | EvalAltResult::ErrorInModule(_, inner, _) => Self::of(inner),
            _ => None,
        }
    }
}

impl From<DeviceError> for ApiError {
    fn from(error: DeviceError) -> Self {
        Self { code: ApiErrorCode::Device(error.code), args: error.args }
    }
}

impl fmt::Display for ApiError {
    /// For logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.id())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<_> = ApiErrorCode::OWN.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), ApiErrorCode::OWN.len());
    }

    #[test]
    fn an_error_comes_out_of_nested_calls() {
        let error = ApiError::new(ApiErrorCode::UnknownNote).with("given", "h4");
        let inner = error.clone().raise();
        let nested = EvalAltResult::ErrorInFunctionCall("beep".into(), String::new(), inner, Position::NONE);
        assert_eq!(ApiError::of(&nested), Some(error));
        let other = EvalAltResult::ErrorRuntime(Dynamic::from(5_i64), Position::NONE);
        assert_eq!(ApiError::of(&other), None);
    }
}
