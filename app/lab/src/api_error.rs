//! The closed set of errors in a script beyond the language itself: an API call that cannot be done, a limit that was
//! reached, a board that does not answer.
//!
//! The API raises an error as `EvalAltResult::ErrorRuntime` around an [`ApiError`] in a `Dynamic`, so that it passes
//! through Rhai with the line it came from; [`ApiError::of`] takes it out again. Its sentence and its advice are in
//! the Fluent files as `fault-ID` and `fault-ID.advice` (`device-ID` for a board's error).

use digilab_codes::{Coded, closed_set};
use digilab_devices::error::DeviceErrorCode;
use rhai::{Dynamic, EvalAltResult, Position};

closed_set! {
    /// Kind of API error, without words. Its sentence is `fault-ID`, or `device-ID` for [`Self::Device`]. The codes
    /// of a device are [`DeviceErrorCode::ALL`].
    pub enum ApiErrorCode {
        /// A number outside its range. Args: `function`, `argument`, `given`, `min`, `max`.
        OutOfRange = "out-of-range",
        /// A value of a type that the argument does not take. Args: `function`, `argument`, `given` (Rhai's type
        /// name), `expected` (the id of an argument type of the API's metadata).
        WrongType = "wrong-type",
        /// A word that is not among those allowed. Args: `function`, `argument`, `given`, `allowed`.
        UnknownChoice = "unknown-choice",
        /// A text that is not a picture of five rows of five digits 0 to 9, such as `"09090:99999:99999:09990:00900"`.
        /// Args: `given`.
        UnknownImage = "unknown-image",
        /// A text that is not a note such as `"c4:4"`. Args: `given`.
        UnknownNote = "unknown-note",
        /// A pin this board does not have. Args: `given`, `board`, `allowed`.
        UnknownPin = "unknown-pin",
        /// A function of another family of boards. Args: `function`, `board`, `boards` (families that have it).
        NotOnThisBoard = "not-on-this-board",
        /// A text too long to send or show. Args: `function`, `given` (characters), `max`.
        TextTooLong = "text-too-long",
        /// A character the board cannot show or send. Args: `function`, `given` (the character).
        TextUnsupported = "text-unsupported",
        /// A list with too few or too many items. Args: `function`, `argument`, `given` (items), `min`, `max`.
        ListLength = "list-length",
        /// `map_range` from an empty range, `wrap` in one, or of a value that is not a number. Args: `low`, `high`.
        EmptyRange = "empty-range",
        /// A number that is not finite, as from 0.0 / 0.0 or a sensor's `nan`. Args: `function`, `argument`, `given`.
        NotFinite = "not-finite",
        /// A text that is no whole number. Args: `given`, `hint` (`empty`, `comma`, `decimal`, `unit`, `none`),
        /// `wanted` (the number that it should be; may be empty).
        NotWholeNumber = "not-whole-number",
        /// A text that is no number. Args: as those of `not-whole-number`.
        NotNumber = "not-a-number",
        /// A text that is not JSON. Args: `given`.
        NotJson = "not-json",
        /// A text compared with a number. Args: `operator`, `text`, `number`.
        TextAgainstNumber = "text-against-number",
        /// Values of different kinds in a list that is put in order, or in `min` and `max`. Args: `function`, `left`,
        /// `right` (Rhai's names of their types).
        MixedKinds = "mixed-kinds",
        /// A truth value compared with a number by order, as in `0 < x < 10`. Args: `operator`.
        ChainedComparison = "chained-comparison",
        /// A list without items where the function needs one. Args: `function`.
        EmptyList = "empty-list",
        /// A text that is not one character. Args: `function`, `given`.
        OneCharacter = "one-character",
        /// A value with others inside it, to more than `max` levels; it may hold itself. Args: `max`.
        TooDeep = "too-deep",
        /// More handlers (`forever`, `every`, `on_press`, `on_gesture`) than a run may have. Args: `max`.
        TooManyHandlers = "too-many-handlers",
        /// A row whose length differs from the table's others. Args: `function`, `given` (numbers), `expected`.
        RowWidth = "row-width",
        /// A table has fewer rows than the function needs. Args: `function`, `given`, `min`.
        TooFewRows = "too-few-rows",
        /// A table has its maximum number of rows. Args: `max`.
        TableFull = "table-full",
        /// A table has its maximum number of different labels. Args: `max`.
        TooManyLabels = "too-many-labels",
        /// A model is trained or tested with a row without a label. Args: `function`, `row` (its index).
        NoLabel = "no-label",
        /// A column that the table does not have. Args: `given`, `allowed` (names or numbers).
        UnknownColumn = "unknown-column",
        /// The script asks for input, and nobody can type any. No args.
        NoAnswer = "no-answer",
        /// `import` of a name that is not a module of this lesson. Args: `given`, `allowed` (may be empty).
        UnknownModule = "unknown-module",
        /// The run has reached its memory limit. Args: `max` (MiB).
        MemoryLimit = "memory-limit",
        /// The script's text is too long. Args: `given` (KiB), `max` (KiB).
        ScriptTooLong = "script-too-long",
        /// A script with so many names that reading it would take too long.
        ScriptTooComplex = "script-too-complex",
        /// The script requested a board that the run does not have. Args: `given` (family requested), `allowed`
        /// (families there are; may be empty).
        NoBoard = "no-board",
        /// The user pressed Stop. Not an error to the pupil. No args.
        Stopped = "stopped",
        /// The run's time limit was reached. Not an error to the pupil. No args.
        TimeOver = "time-over",
        /// The lab itself crashed while the script ran, and has restarted. No args.
        LabCrashed = "lab-fell",
    } and {
        /// A board or its link failed or refused. Args: those of the device error.
        Device(DeviceErrorCode),
    }
}

/// An API error: its code, and the values its sentence mentions.
pub type ApiError = Coded<ApiErrorCode>;

/// Conversion of API errors to and from Rhai's errors.
pub trait Raise: Sized {
    /// Converts the error to one of Rhai, without a position: Rhai fills in that of the call. A script cannot catch
    /// errors that must end the run.
    fn raise(self) -> Box<EvalAltResult>;

    /// Returns the API error inside a Rhai error, however deep in function calls it was raised.
    fn of(error: &EvalAltResult) -> Option<Self>;
}

impl Raise for ApiError {
    fn raise(self) -> Box<EvalAltResult> {
        let ends_run =
            matches!(self.code, ApiErrorCode::Stopped | ApiErrorCode::TimeOver | ApiErrorCode::MemoryLimit);
        let value = Dynamic::from(self);
        Box::new(if ends_run {
            EvalAltResult::ErrorTerminated(value, Position::NONE)
        } else {
            EvalAltResult::ErrorRuntime(value, Position::NONE)
        })
    }

    fn of(error: &EvalAltResult) -> Option<Self> {
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
