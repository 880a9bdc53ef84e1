//! What a report says, without words: phrases of a closed set with their values, put into words in each language.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{Language, Texts};

macro_rules! phrases {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal,)+) => {
        /// A sentence or a part of one; its text is `check-ID`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Phrase { $($(#[doc = $doc])+ $variant,)+ }

        impl Phrase {
            /// Every phrase, for tests that hold the Fluent files complete.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The id of its text in the Fluent files.
            pub fn text_id(self) -> &'static str {
                match self { $(Self::$variant => concat!("check-", $id),)+ }
            }
        }
    };
}

phrases! {
    /// The sentence of what was expected. Args: `what`.
    Expected = "expected",
    /// The sentence of what happened. Args: `what`.
    Happened = "happened",

    /// At some moment of the run. Args: `sight`.
    Once = "once",
    /// At some moment of a time. Args: `sight`, `from`, `to`.
    OnceWithin = "once-within",
    /// All the time. Args: `sight`.
    Always = "always",
    /// All the time from one moment to another. Args: `sight`, `from`, `to`.
    AlwaysWithin = "always-within",
    /// At no moment. Args: `sight`.
    Never = "never",
    /// At no moment of a time. Args: `sight`, `from`, `to`.
    NeverWithin = "never-within",
    /// So often. Args: `sight`, `times`.
    Often = "often",
    /// So often within a time. Args: `sight`, `times`, `from`, `to`.
    OftenWithin = "often-within",
    /// One after the other. Args: `sights`.
    InOrder = "in-order",
    /// One after the other within a time. Args: `sights`, `from`, `to`.
    InOrderWithin = "in-order-within",

    /// A number of times. Args: `count`.
    Times = "times",
    /// From so often to so often. Args: `min`, `max`.
    TimesBetween = "times-between",
    /// So often or more. Args: `min`.
    TimesLeast = "times-least",
    /// So often or less. Args: `max`.
    TimesMost = "times-most",
    /// However often.
    TimesAny = "times-any",
    /// A number. Args: `number`.
    Number = "number",
    /// From one number to another. Args: `min`, `max`.
    NumberBetween = "number-between",
    /// A number or more. Args: `min`.
    NumberLeast = "number-least",
    /// A number or less. Args: `max`.
    NumberMost = "number-most",
    /// Any number.
    NumberAny = "number-any",

    /// The display shows a picture. Args: `picture`.
    SeePicture = "see-picture",
    /// The display is dark.
    SeeDark = "see-dark",
    /// Something on the display is lit.
    SeeLit = "see-lit",
    /// A LED's brightness. Args: `x`, `y`, `brightness`.
    SeeLed = "see-led",
    /// How many LEDs are lit. Args: `count`.
    SeeLedsLit = "see-leds-lit",
    /// A pin's level. Args: `pin`, `level`.
    SeePin = "see-pin",
    /// A servo's angle. Args: `pin`, `angle`.
    SeeServo = "see-servo",
    /// A tone sounds. Args: `frequency`.
    SeeTone = "see-tone",
    /// Nothing sounds.
    SeeSilence = "see-silence",
    /// Something sounds.
    SeeSound = "see-sound",
    /// A pixel's colour. Args: `pin`, `index`, `red`, `green`, `blue`.
    SeePixel = "see-pixel",
    /// How many pixels are lit. Args: `pin`, `count`.
    SeePixelsLit = "see-pixels-lit",
    /// A line. Args: `text`.
    SeeLine = "see-line",
    /// A line with something in it. Args: `text`.
    SeeLineWith = "see-line-with",
    /// A line with a number in it. Args: `number`.
    SeeLineNumber = "see-line-number",
    /// Any line.
    SeeAnyLine = "see-any-line",
    /// A point of a curve. Args: `name`, `value`.
    SeePlot = "see-plot",
    /// A point of any curve. Args: `value`.
    SeePlotAny = "see-plot-any",
    /// The program is over.
    SeeEnded = "see-ended",
    /// The program is not over.
    SeeRunning = "see-running",

    /// The display.
    OfDisplay = "of-display",
    /// A LED. Args: `x`, `y`.
    OfLed = "of-led",
    /// How many LEDs are lit.
    OfLedsLit = "of-leds-lit",
    /// A pin. Args: `pin`.
    OfPin = "of-pin",
    /// A servo. Args: `pin`.
    OfServo = "of-servo",
    /// What sounds.
    OfSound = "of-sound",
    /// A pixel. Args: `pin`, `index`.
    OfPixel = "of-pixel",
    /// How many pixels are lit. Args: `pin`.
    OfPixelsLit = "of-pixels-lit",
    /// The program.
    OfProgram = "of-program",

    /// A dark display.
    IsDark = "is-dark",
    /// A picture by its name or its rows. Args: `picture`.
    IsPicture = "is-picture",
    /// A letter, digit or sign. Args: `character`.
    IsCharacter = "is-character",
    /// A number. Args: `number`.
    IsNumber = "is-number",
    /// A servo's angle. Args: `angle`.
    IsAngle = "is-angle",
    /// A servo that was told no angle.
    IsFree = "is-free",
    /// A tone. Args: `frequency`.
    IsTone = "is-tone",
    /// No tone.
    IsSilent = "is-silent",
    /// A colour. Args: `red`, `green`, `blue`.
    IsColor = "is-color",
    /// A program that runs.
    IsRunning = "is-running",
    /// A program that is over.
    IsOver = "is-over",

    /// It was the same all the time. Args: `subject`, `value`.
    Same = "same",
    /// It was the same from one moment to another. Args: `subject`, `value`, `from`, `to`.
    SameWithin = "same-within",
    /// It changed. Args: `subject`, `values`.
    Changed = "changed",
    /// A value and since when. Args: `value`, `at`.
    ValueFrom = "value-from",
    /// What a list leaves out. Args: `count`.
    More = "more",
    /// Nothing came to the console.
    NoLine = "no-line",
    /// Nothing came to the console within a time. Args: `from`, `to`.
    NoLineWithin = "no-line-within",
    /// What came to the console. Args: `lines`.
    Lines = "lines",
    /// A line and when. Args: `text`, `at`.
    LineAt = "line-at",
    /// Nothing came to the plot.
    NoPoint = "no-point",
    /// Nothing came to the plot within a time. Args: `from`, `to`.
    NoPointWithin = "no-point-within",
    /// What came to the plot. Args: `points`.
    Points = "points",
    /// A point and when. Args: `name`, `value`, `at`.
    PointAt = "point-at",
    /// How often it happened, and when. Args: `times`, `moments`.
    Counted = "counted",
    /// A moment. Args: `at`.
    Moment = "moment",
    /// It happened, but at another time. Args: `happened`, `at`.
    Elsewhere = "elsewhere",
    /// Not even the first was there. Args: `missing`, `happened`.
    OrderNone = "order-none",
    /// Some were there, and then one was not. Args: `found`, `missing`, `happened`.
    OrderUntil = "order-until",
    /// All were there. Args: `found`.
    OrderAll = "order-all",
    /// One that was there, and when. Args: `sight`, `at`.
    FoundAt = "found-at",

    /// The check pressed a button. Args: `button`.
    DidPress = "did-press",
    /// It let a button go. Args: `button`.
    DidRelease = "did-release",
    /// It held the board so, in milli-g. Args: `x`, `y`, `z`.
    DidTilt = "did-tilt",
    /// It shook the board.
    DidShake = "did-shake",
    /// It made it so warm. Args: `celsius`.
    DidTemperature = "did-temperature",
    /// It made it so light. Args: `level`.
    DidLight = "did-light",
    /// It made it so loud. Args: `level`.
    DidSound = "did-sound",
    /// It turned the board. Args: `degrees`.
    DidHeading = "did-heading",
    /// It touched a pin. Args: `pin`.
    DidTouch = "did-touch",
    /// It let go of a pin. Args: `pin`.
    DidLetGo = "did-let-go",
    /// It set a voltage on a pin. Args: `pin`, `level`.
    DidLevel = "did-level",
    /// It took the voltage off a pin. Args: `pin`.
    DidFree = "did-free",
    /// It put something before the distance sensor. Args: `pin`, `centimetres`.
    DidDistance = "did-distance",
    /// It typed a line. Args: `text`.
    DidType = "did-type",
}

/// Its id, without `check-`. What serde derives would be a comparison for each phrase, in a page that is downloaded.
impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text_id()["check-".len()..])
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        let phrase = Self::ALL.iter().copied().find(|phrase| phrase.text_id()["check-".len()..] == id);
        phrase.ok_or_else(|| D::Error::custom("no such phrase"))
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
