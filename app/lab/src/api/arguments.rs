//! Checks the arguments of a call and converts them for the function.

use std::rc::Rc;

use rhai::{Array, Blob, Dynamic, EvalAltResult, FnPtr, ImmutableString, NativeCallContext};

use super::{Board, Function, Kind, Model, Picture, PinHandle, Receiver, Table};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::learn::{MAX_COLUMNS, MAX_LABEL_CHARS};
use crate::script::caught::Caught;
use crate::script::run::ScriptRun;

type Failure = Box<EvalAltResult>;

/// Implementation of a function.
pub(super) type Implementation = fn(&mut Call<'_>) -> Result<Dynamic, Failure>;

/// Functions of the table, each with its implementation.
pub(super) type Implementations = &'static [(Receiver, &'static str, Implementation)];

/// Value that a function was called on.
#[derive(Clone, Debug)]
pub(crate) enum On {
    Lab,
    Board(Board),
    Pin(PinHandle),
    Table(Table),
    Model(Model),
}

/// One call of a function, with arguments that have passed their checks.
pub(crate) struct Call<'a> {
    pub(crate) run: &'a Rc<ScriptRun>,
    pub(crate) function: &'static Function,
    pub(crate) on: On,
    values: Vec<Dynamic>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        run: &'a Rc<ScriptRun>,
        context: &NativeCallContext<'_>,
        function: &'static Function,
        on: On,
        given: impl Iterator<Item = Dynamic>,
    ) -> Result<Self, Failure> {
        let mut values = Vec::new();
        for (value, argument) in given.zip(function.arguments) {
            let check =
                Check { function: function.name, argument: argument.name, type_name: value.type_name() };
            values.push(check.value(argument.kind, value).map_err(|error| error.named(context).raise())?);
        }
        Ok(Self { run, function, on, values })
    }

    /// Returns the board the function was called on.
    pub(crate) fn board(&self) -> Result<Board, Failure> {
        match self.on {
            On::Board(board) => Ok(board),
            On::Pin(pin) => Ok(pin.board),
            On::Lab | On::Table(_) | On::Model(_) => Err(self.failure(ApiErrorCode::NoBoard)),
        }
    }

    /// Returns the pin the function was called on.
    pub(crate) fn pin(&self) -> Result<PinHandle, Failure> {
        if let On::Pin(pin) = self.on { Ok(pin) } else { Err(self.failure(ApiErrorCode::UnknownPin)) }
    }

    /// True if the argument was given.
    pub(crate) fn has(&self, index: usize) -> bool {
        self.values.len() > index
    }

    /// Returns an argument as a whole number, which is in its range.
    pub(crate) fn int<T: TryFrom<i64>>(&self, index: usize) -> Result<T, Failure> {
        let value = self.values.get(index).and_then(|value| value.as_int().ok());
        value.and_then(|value| T::try_from(value).ok()).ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a number.
    pub(crate) fn number(&self, index: usize) -> Result<f64, Failure> {
        self.values.get(index).and_then(as_number).ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a text, a pin's name or a word in the spelling of the table.
    pub(crate) fn text(&self, index: usize) -> Result<ImmutableString, Failure> {
        let text = self.values.get(index).cloned().and_then(Dynamic::try_cast::<ImmutableString>);
        text.ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a function.
    pub(crate) fn function(&self, index: usize) -> Result<FnPtr, Failure> {
        let function = self.values.get(index).cloned().and_then(Dynamic::try_cast::<FnPtr>);
        function.ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a list of bytes.
    pub(crate) fn bytes(&self, index: usize) -> Result<Blob, Failure> {
        let bytes = self.values.get(index).cloned().and_then(Dynamic::try_cast::<Blob>);
        bytes.ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a list.
    pub(crate) fn array(&self, index: usize) -> Result<Array, Failure> {
        let array = self.values.get(index).cloned().and_then(Dynamic::try_cast::<Array>);
        array.ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as a list of numbers.
    pub(crate) fn numbers(&self, index: usize) -> Result<Vec<f64>, Failure> {
        Ok(self.array(index)?.iter().filter_map(as_number).collect())
    }

    /// Returns an argument as a table.
    pub(crate) fn table(&self, index: usize) -> Result<Table, Failure> {
        let table = self.values.get(index).cloned().and_then(Dynamic::try_cast::<Table>);
        table.ok_or_else(|| self.failure(ApiErrorCode::WrongType))
    }

    /// Returns an argument as it was given.
    pub(crate) fn value(&self, index: usize) -> Dynamic {
        self.values.get(index).cloned().unwrap_or(Dynamic::UNIT)
    }

    /// Makes an error of this call, with `function` as its first value.
    pub(crate) fn api_error(&self, code: ApiErrorCode) -> ApiError {
        ApiError::new(code).with("function", self.function.name)
    }

    fn failure(&self, code: ApiErrorCode) -> Failure {
        self.api_error(code).raise()
    }
}

/// An error whose `given` is still Rust's name of a type.
struct Unnamed(ApiError);

impl Unnamed {
    fn named(self, context: &NativeCallContext<'_>) -> ApiError {
        let Self(mut error) = self;
        if error.code == ApiErrorCode::WrongType {
            for (name, value) in &mut error.args {
                if name == "given" {
                    *value = context.engine().map_type_name(value).to_owned();
                }
            }
        }
        error
    }
}

impl From<ApiError> for Unnamed {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

struct Check {
    function: &'static str,
    argument: &'static str,
    type_name: &'static str,
}

impl Check {
    fn error(&self, code: ApiErrorCode) -> ApiError {
        ApiError::new(code).with("function", self.function).with("argument", self.argument)
    }

    fn wrong_type(&self, kind: Kind) -> Unnamed {
        Unnamed(self.error(ApiErrorCode::WrongType).with("given", self.type_name).with("expected", kind.id()))
    }

    fn not_finite(&self, number: f64) -> Unnamed {
        self.error(ApiErrorCode::NotFinite).with("given", number).into()
    }

    /// Converts a value to the one type that its kind has.
    ///
    /// # Errors
    /// The reason why the argument does not take it.
    fn value(&self, kind: Kind, value: Dynamic) -> Result<Dynamic, Unnamed> {
        match kind {
            Kind::Any => Ok(value),
            Kind::Number => match as_number(&value) {
                Some(number) if number.is_finite() => Ok(value),
                Some(number) => Err(self.not_finite(number)),
                None => Err(self.wrong_type(kind)),
            },
            Kind::Reading => match as_number(&value) {
                Some(_) => Ok(value),
                None => Err(self.wrong_type(kind)),
            },
            Kind::NumberOrList => {
                if as_number(&value).is_some() || value.is_array() {
                    Ok(value)
                } else {
                    Err(self.wrong_type(kind))
                }
            }
            Kind::Int { min, max, .. } => self.int(kind, &value, min, max).map(Dynamic::from),
            Kind::Level => match value.as_bool() {
                Ok(level) => Ok(Dynamic::from(i64::from(level))),
                Err(_) => self.int(kind, &value, 0, 1).map(Dynamic::from),
            },
            Kind::Text { max } => {
                let text = as_text(&value).ok_or_else(|| self.wrong_type(kind))?;
                let length = text.chars().count();
                if length > max {
                    let error = self.error(ApiErrorCode::TextTooLong);
                    return Err(error.with("given", length).with("max", max).into());
                }
                Ok(text.into())
            }
            Kind::Choice(words) => {
                let text = as_text(&value).ok_or_else(|| self.wrong_type(kind))?;
                match words.iter().find(|word| word.eq_ignore_ascii_case(&text)) {
                    Some(word) => Ok(Dynamic::from(ImmutableString::from(*word))),
                    None => {
                        let error = self.error(ApiErrorCode::UnknownChoice).with("given", shortened(&text));
                        Err(error.with("allowed", words.join(", ")).into())
                    }
                }
            }
            Kind::Pin => match value.as_int() {
                Ok(number) => Ok(number.to_string().into()),
                Err(_) => as_text(&value).map(Dynamic::from).ok_or_else(|| self.wrong_type(kind)),
            },
            Kind::Shown => {
                let fits = value.is::<Picture>() || as_text(&value).is_some() || as_number(&value).is_some();
                if fits { Ok(value) } else { Err(self.wrong_type(kind)) }
            }
            Kind::Notes => match as_text(&value) {
                Some(text) => {
                    // Counted before they are made: a text may have millions.
                    self.check_length(text.split_whitespace().count(), 1, 64)?;
                    let notes = text.split_whitespace().map(|note| note.to_owned().into());
                    Ok(Dynamic::from(notes.collect::<Array>()))
                }
                None => self.list(kind, value, 1, 64, |item| as_text(item).map(Dynamic::from)),
            },
            Kind::Colors => self.list(kind, value, 1, 64, |item| {
                let color = item.read_lock::<Array>()?;
                let is_byte = |part: &Dynamic| part.as_int().is_ok_and(|part| (0..=255).contains(&part));
                (color.len() == 3 && color.iter().all(is_byte)).then(|| item.clone())
            }),
            Kind::Bytes => match value.try_cast_result::<Blob>() {
                Ok(blob) => {
                    self.check_length(blob.len(), 0, 32)?;
                    Ok(Dynamic::from(blob))
                }
                Err(value) => {
                    let list = self.list(kind, value, 0, 32, |item| {
                        item.as_int().is_ok_and(|byte| (0..=255).contains(&byte)).then(|| item.clone())
                    })?;
                    let bytes: Option<Blob> = list.read_lock::<Array>().map(|list| {
                        list.iter().filter_map(|byte| u8::try_from(byte.as_int().ok()?).ok()).collect()
                    });
                    bytes.map(Dynamic::from).ok_or_else(|| self.wrong_type(kind))
                }
            },
            Kind::List => {
                if value.is_array() {
                    Ok(value)
                } else {
                    Err(self.wrong_type(kind))
                }
            }
            Kind::Numbers => self.list(kind, value, 1, MAX_COLUMNS, |item| {
                as_number(item).filter(|number| number.is_finite()).map(Dynamic::from)
            }),
            Kind::Names => self.list(kind, value, 1, MAX_COLUMNS, |item| {
                let name = as_text(item).filter(|name| name.chars().count() <= MAX_LABEL_CHARS);
                name.map(Dynamic::from)
            }),
            Kind::Column => match value.as_int() {
                Ok(_) => Ok(value),
                Err(_) => as_text(&value).map(Dynamic::from).ok_or_else(|| self.wrong_type(kind)),
            },
            Kind::Table => {
                if value.is::<Table>() {
                    Ok(value)
                } else {
                    Err(self.wrong_type(kind))
                }
            }
            Kind::Function => {
                if value.is::<FnPtr>() {
                    Ok(value)
                } else {
                    Err(self.wrong_type(kind))
                }
            }
        }
    }

    fn int(&self, kind: Kind, value: &Dynamic, min: i64, max: i64) -> Result<i64, Unnamed> {
        let number = match value.as_int() {
            Ok(number) => number,
            Err(_) => match value.as_float() {
                // Saturates, so that a number that is far too large is reported as out of range.
                Ok(number) if number.is_finite() => number.round() as i64,
                Ok(number) => return Err(self.not_finite(number)),
                Err(_) => return Err(self.wrong_type(kind)),
            },
        };
        if (min..=max).contains(&number) {
            return Ok(number);
        }
        let error = self.error(ApiErrorCode::OutOfRange).with("given", value);
        Err(error.with("min", min).with("max", max).into())
    }

    fn list(
        &self,
        kind: Kind,
        value: Dynamic,
        min: usize,
        max: usize,
        item: impl Fn(&Dynamic) -> Option<Dynamic>,
    ) -> Result<Dynamic, Unnamed> {
        let Some(list) = value.read_lock::<Array>() else { return Err(self.wrong_type(kind)) };
        self.check_length(list.len(), min, max)?;
        if kind == Kind::Numbers
            && let Some(number) = list.iter().filter_map(as_number).find(|number| !number.is_finite())
        {
            return Err(self.not_finite(number));
        }
        let items: Option<Array> = list.iter().map(item).collect();
        items.map(Dynamic::from).ok_or_else(|| self.wrong_type(kind))
    }

    fn check_length(&self, length: usize, min: usize, max: usize) -> Result<(), Unnamed> {
        if (min..=max).contains(&length) {
            return Ok(());
        }
        let error = self.error(ApiErrorCode::ListLength).with("given", length);
        Err(error.with("min", min).with("max", max).into())
    }
}

fn as_number(value: &Dynamic) -> Option<f64> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(|number| number as f64))
}

fn as_text(value: &Dynamic) -> Option<String> {
    if let Some(caught) = value.read_lock::<Caught>() {
        return Some(caught.message.to_string());
    }
    match value.as_char() {
        Ok(character) => Some(character.to_string()),
        Err(_) => value.as_immutable_string_ref().ok().map(|text| text.to_string()),
    }
}

/// Cuts a text to the length that an error's sentence can carry.
pub(crate) fn shortened(text: &str) -> String {
    crate::trace::shortened(text)
}
