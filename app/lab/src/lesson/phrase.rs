//! What a report says, without words: phrases of a closed set with their values, put into words in each language.

use serde::{Deserialize, Serialize, Serializer};

use crate::text::{Language, Texts};

/// A sentence or a part of one; its text is `check-ID`. A closed set: each file lists its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phrase(pub(super) &'static str);

impl Phrase {
    /// The id of its text in the Fluent files.
    pub fn text_id(self) -> &'static str {
        self.0
    }

    /// The id without `check-`, as it is written down.
    pub(super) fn id(self) -> &'static str {
        &self.0["check-".len()..]
    }
}

/// Names phrases, and lists them as `PHRASES`.
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
    /// At some moment of a time. Args: `sight`, `from`, `to`.
    ONCE_WITHIN = "once-within",
    /// All the time. Args: `sight`.
    ALWAYS = "always",
    /// All the time from one moment to another. Args: `sight`, `from`, `to`.
    ALWAYS_WITHIN = "always-within",
    /// At no moment. Args: `sight`.
    NEVER = "never",
    /// At no moment of a time. Args: `sight`, `from`, `to`.
    NEVER_WITHIN = "never-within",
    /// So often. Args: `sight`, `times`.
    OFTEN = "often",
    /// So often within a time. Args: `sight`, `times`, `from`, `to`.
    OFTEN_WITHIN = "often-within",
    /// One after the other. Args: `sights`.
    IN_ORDER = "in-order",
    /// One after the other within a time. Args: `sights`, `from`, `to`.
    IN_ORDER_WITHIN = "in-order-within",

    /// A number of times. Args: `count`.
    TIMES = "times",
    /// From so often to so often. Args: `min`, `max`.
    TIMES_BETWEEN = "times-between",
    /// So often or more. Args: `min`.
    TIMES_LEAST = "times-least",
    /// So often or less. Args: `max`.
    TIMES_MOST = "times-most",
    /// However often.
    TIMES_ANY = "times-any",
    /// A number. Args: `number`.
    NUMBER = "number",
    /// From one number to another. Args: `min`, `max`.
    NUMBER_BETWEEN = "number-between",
    /// A number or more. Args: `min`.
    NUMBER_LEAST = "number-least",
    /// A number or less. Args: `max`.
    NUMBER_MOST = "number-most",
    /// Any number.
    NUMBER_ANY = "number-any",

    /// It was the same all the time. Args: `subject`, `value`.
    SAME = "same",
    /// It was the same from one moment to another. Args: `subject`, `value`, `from`, `to`.
    SAME_WITHIN = "same-within",
    /// It changed. Args: `subject`, `values`.
    CHANGED = "changed",
    /// A value and since when. Args: `value`, `at`.
    VALUE_FROM = "value-from",
    /// What a list leaves out. Args: `count`.
    MORE = "more",
    /// Nothing came to the console.
    NO_LINE = "no-line",
    /// Nothing came to the console within a time. Args: `from`, `to`.
    NO_LINE_WITHIN = "no-line-within",
    /// What came to the console. Args: `lines`.
    LINES = "lines",
    /// A line and when. Args: `text`, `at`.
    LINE_AT = "line-at",
    /// Nothing came to the plot.
    NO_POINT = "no-point",
    /// Nothing came to the plot within a time. Args: `from`, `to`.
    NO_POINT_WITHIN = "no-point-within",
    /// What came to the plot. Args: `points`.
    POINTS = "points",
    /// A point and when. Args: `name`, `value`, `at`.
    POINT_AT = "point-at",
    /// How often it happened, and when. Args: `times`, `moments`.
    COUNTED = "counted",
    /// A moment. Args: `at`.
    MOMENT = "moment",
    /// It happened, but at another time. Args: `happened`, `at`.
    ELSEWHERE = "elsewhere",
    /// Not even the first was there. Args: `missing`, `happened`.
    ORDER_NONE = "order-none",
    /// Some were there, and then one was not. Args: `found`, `missing`, `happened`.
    ORDER_UNTIL = "order-until",
    /// All were there. Args: `found`.
    ORDER_ALL = "order-all",
    /// One that was there, and when. Args: `sight`, `at`.
    FOUND_AT = "found-at",
}

/// Its id, without `check-`. What serde derives would be a comparison for each phrase, in a page that is downloaded.
impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// A value in a phrase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Text of the script or the pack, as it is.
    Text(String),
    /// A number, with a decimal point.
    Number(String),
    /// Microseconds since the script's first line.
    Time(u64),
    /// Another phrase.
    Said(Said),
    /// One phrase after the other.
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

/// Characters of a line that a sentence repeats.
const MAX_CHARS: usize = 60;

impl Value {
    /// A text on one line, and not too long.
    pub(super) fn short(text: &str) -> Self {
        let mut characters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        let mut short: String = characters.by_ref().take(MAX_CHARS).collect();
        if characters.next().is_some() {
            short.push('…');
        }
        Self::Text(short)
    }

    /// How many there are.
    pub(super) fn count(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

/// A phrase with its values; becomes words with [`words`](Self::words).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Which.
    pub phrase: Phrase,
    /// Its values, by the names its documentation gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Value)>,
}

impl Said {
    /// A phrase without values.
    pub fn new(phrase: Phrase) -> Self {
        Self { phrase, args: Vec::new() }
    }

    /// Adds the value `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }

    /// The phrase in the language of `texts`.
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

/// A time in seconds, with one or two decimals: `1.0 s`, `0,25 s`.
pub fn seconds(at_us: u64, language: Language) -> String {
    let hundredths = (at_us + 5_000) / 10_000;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let number =
        if rest.is_multiple_of(10) { format!("{whole}.{}", rest / 10) } else { format!("{whole}.{rest:02}") };
    with_comma(number, language) + "\u{a0}s"
}

/// A measured number with three decimals at most.
pub(super) fn decimal(value: f64) -> Value {
    let text = if value.is_finite() { format!("{value:.3}") } else { value.to_string() };
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    Value::Number(if short == "-0" { "0".to_owned() } else { short.to_owned() })
}
