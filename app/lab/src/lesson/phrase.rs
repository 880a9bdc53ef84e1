//! Phrases of a report: a closed set with values, which each language puts into words.

use serde::{Deserialize, Serialize, Serializer};

use crate::text::{Language, Texts};

/// A sentence or a part of one; its text is `check-ID`. Phrases are a closed set, to which each file adds its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phrase(pub(super) &'static str);

impl Phrase {
    /// Returns the id of its text in the Fluent files.
    pub fn text_id(self) -> &'static str {
        self.0
    }

    /// Returns the id without `check-`, as in reports.
    pub(super) fn id(self) -> &'static str {
        &self.0["check-".len()..]
    }
}

/// Defines phrases, and lists them as `PHRASES`.
macro_rules! phrases {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        impl Phrase {
            $($(#[doc = $doc])+ pub const $name: Self = Self(concat!("check-", $id));)+
        }

        /// The phrases of this file.
        pub(super) const PHRASES: &[Phrase] = &[$(Phrase::$name,)+];
    };
}
pub(super) use phrases;

phrases! {
    /// The sentence of what was expected. Args: `what`.
    EXPECTED = "expected",
    /// The sentence of what happened. Args: `what`.
    HAPPENED = "happened",

    /// At some moment of the run. Args: `sight`.
    ONCE = "once",
    /// At some moment of a time window. Args: `sight`, `from`, `to`.
    ONCE_WITHIN = "once-within",
    /// All the time. Args: `sight`.
    ALWAYS = "always",
    /// All the time from one moment to another. Args: `sight`, `from`, `to`.
    ALWAYS_WITHIN = "always-within",
    /// At no moment. Args: `sight`.
    NEVER = "never",
    /// At no moment of a time window. Args: `sight`, `from`, `to`.
    NEVER_WITHIN = "never-within",
    /// A number of times. Args: `sight`, `times`.
    OFTEN = "often",
    /// A number of times within a time window. Args: `sight`, `times`, `from`, `to`.
    OFTEN_WITHIN = "often-within",
    /// One after the other. Args: `sights`.
    IN_ORDER = "in-order",
    /// One after the other within a time window. Args: `sights`, `from`, `to`.
    IN_ORDER_WITHIN = "in-order-within",

    /// A number of times. Args: `count`.
    TIMES = "times",
    /// From one number of times to another. Args: `min`, `max`.
    TIMES_BETWEEN = "times-between",
    /// At least a number of times. Args: `min`.
    TIMES_LEAST = "times-least",
    /// At most a number of times. Args: `max`.
    TIMES_MOST = "times-most",
    /// Any number of times.
    TIMES_ANY = "times-any",
    /// A number. Args: `number`.
    NUMBER = "number",
    /// From one number to another. Args: `min`, `max`.
    NUMBER_BETWEEN = "number-between",
    /// At least a number. Args: `min`.
    NUMBER_LEAST = "number-least",
    /// At most a number. Args: `max`.
    NUMBER_MOST = "number-most",
    /// Any number.
    NUMBER_ANY = "number-any",

    /// It was the same all the time. Args: `subject`, `value`.
    SAME = "same",
    /// It was the same from one moment to another. Args: `subject`, `value`, `from`, `to`.
    SAME_WITHIN = "same-within",
    /// It changed. Args: `subject`, `values`.
    CHANGED = "changed",
    /// A value, and since when. Args: `value`, `at`.
    VALUE_FROM = "value-from",
    /// Number of items that a list leaves out. Args: `count`.
    MORE = "more",
    /// Nothing was printed on the console.
    NO_LINE = "no-line",
    /// Nothing was printed on the console within a time window. Args: `from`, `to`.
    NO_LINE_WITHIN = "no-line-within",
    /// The lines of the console. Args: `lines`.
    LINES = "lines",
    /// A line and its time. Args: `text`, `at`.
    LINE_AT = "line-at",
    /// Nothing was plotted.
    NO_POINT = "no-point",
    /// Nothing was plotted within a time window. Args: `from`, `to`.
    NO_POINT_WITHIN = "no-point-within",
    /// The points of the plot. Args: `points`.
    POINTS = "points",
    /// A point and its time. Args: `name`, `value`, `at`.
    POINT_AT = "point-at",
    /// Number of times it happened, and the moments. Args: `times`, `moments`.
    COUNTED = "counted",
    /// A moment. Args: `at`.
    MOMENT = "moment",
    /// It happened, but at another time. Args: `happened`, `at`.
    ELSEWHERE = "elsewhere",
    /// Not even the first sight of the sequence was found. Args: `missing`, `happened`.
    ORDER_NONE = "order-none",
    /// Some sights of the sequence were found, and then one was not. Args: `found`, `missing`, `happened`.
    ORDER_UNTIL = "order-until",
    /// All sights of the sequence were found. Args: `found`.
    ORDER_ALL = "order-all",
    /// A sight that was found, and its time. Args: `sight`, `at`.
    FOUND_AT = "found-at",
}

/// Serializes the id, without `check-`. The derived code would compare with each phrase separately and be larger, in
/// a page that is downloaded.
impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// A value in a phrase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text of the script or the pack, unchanged.
    Text(String),
    /// A number, with a decimal point.
    Number(String),
    /// A time, in microseconds since the script's first line.
    Time(u64),
    /// Another phrase.
    Said(Said),
    /// Phrases, one after the other.
    List(Vec<Said>),
}

impl From<Said> for Value {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}

impl From<Vec<Said>> for Value {
    fn from(list: Vec<Said>) -> Self {
        Self::List(list)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

/// Maximum length of a line that a sentence repeats, in characters.
const MAX_CHARS: usize = 60;

impl Value {
    /// Returns a text on one line, cut to a bearable length.
    pub(super) fn short(text: &str) -> Self {
        let mut characters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        let mut short: String = characters.by_ref().take(MAX_CHARS).collect();
        if characters.next().is_some() {
            short.push('…');
        }
        Self::Text(short)
    }

    /// Returns the number of events.
    pub(super) fn count(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

/// A phrase with its values; [`words`](Self::words) puts it into words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The phrase.
    pub phrase: Phrase,
    /// Values, by the names that the phrase's documentation gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Value)>,
}

impl Said {
    /// Makes a phrase without values.
    pub fn new(phrase: Phrase) -> Self {
        Self { phrase, args: Vec::new() }
    }

    /// Adds the value `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }

    /// Returns the phrase in the language of `texts`.
    pub fn words(&self, texts: &Texts) -> String {
        let args: Vec<(&str, String)> =
            self.args.iter().map(|(name, value)| (name.as_str(), value.words(texts))).collect();
        texts.get(self.phrase.text_id(), &args)
    }
}

impl Value {
    fn words(&self, texts: &Texts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => with_comma(number.clone(), texts.language()),
            Self::Time(at_us) => seconds(*at_us, texts.language()),
            Self::Said(said) => said.words(texts),
            Self::List(list) => list.iter().map(|said| said.words(texts)).collect::<Vec<_>>().join(", "),
        }
    }
}

fn with_comma(number: String, language: Language) -> String {
    if language == Language::En { number } else { number.replace('.', ",") }
}

/// Formats a time in seconds, with one or two decimals: `1.0 s`, `0,25 s`.
pub fn seconds(at_us: u64, language: Language) -> String {
    let hundredths = (at_us + 5_000) / 10_000;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let number =
        if rest.is_multiple_of(10) { format!("{whole}.{}", rest / 10) } else { format!("{whole}.{rest:02}") };
    with_comma(number, language) + "\u{a0}s"
}

/// Formats a measured number with at most three decimals.
pub(super) fn decimal(value: f64) -> Value {
    let text = if value.is_finite() { format!("{value:.3}") } else { value.to_string() };
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    Value::Number(if short == "-0" { "0".to_owned() } else { short.to_owned() })
}
