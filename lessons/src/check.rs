//! A step's check: scenarios on a simulated board, and the expectations of each run.
//!
//! Times are milliseconds since the script's first line; a board's start is not part of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::board::BoardKind;
use crate::language::LocalText;
use crate::number::Number;

/// Contents of `check.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Parts wired to the board's pins, in the check and on the pupil's desk.
    #[serde(default, rename = "part", skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartOnPin>,
    /// Scenarios, all of which must pass.
    #[serde(default, rename = "scenario")]
    pub scenarios: Vec<Scenario>,
}

/// A part wired to a pin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOnPin {
    /// The pin, by its name in scripts: `13`, `A0`, `P0`.
    pub pin: String,
    /// The part.
    pub part: PartKind,
    /// The only board it is for; `None` for every board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "crate::board::optional")]
    pub board: Option<BoardKind>,
}

/// A part that can be wired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// An LED.
    Led,
    /// A button to ground; pressed reads 0.
    ButtonToGround,
    /// A button to the supply; pressed reads 1.
    ButtonToSupply,
    /// A potentiometer.
    Potentiometer,
    /// A servo.
    Servo,
    /// A buzzer.
    Buzzer,
    /// A distance sensor.
    DistanceSensor,
    /// A strip of addressable RGB LEDs.
    PixelStrip,
}

/// One run of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Name of the scenario, for the pupil.
    #[serde(default)]
    pub name: LocalText,
    /// The only board it is for; `None` for every board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "crate::board::optional")]
    pub board: Option<BoardKind>,
    /// End of the scenario, if the program has not ended before; 1..=600,000 ms.
    pub end_ms: Number,
    /// Values drawn at random for each run, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub random: BTreeMap<String, Draw>,
    /// Inputs to the board.
    #[serde(default, rename = "input", skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// Expectations of the program.
    #[serde(default, rename = "expect")]
    pub expectations: Vec<Expectation>,
}

/// Range or list that a random value is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Draw {
    /// A whole number from a range, both ends included.
    Between {
        /// Smallest number.
        from: i64,
        /// Largest number.
        to: i64,
    },
    /// One of these words.
    Pick {
        /// The words.
        pick: Vec<String>,
    },
}

/// An input to the board at a given time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Time of the input, in milliseconds.
    pub at_ms: Number,
    /// Number of repetitions; 1 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Number>,
    /// Interval between repetitions, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_ms: Option<Number>,
    /// The input itself.
    #[serde(rename = "do")]
    pub action: Action,
}

/// A kind of input to a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// Presses a button: `A`, `B`, `logo`, or the pin of a button part.
    Press(String),
    /// Releases a button.
    Release(String),
    /// Presses a button for 100 ms.
    Click(String),
    /// Holds the board at an angle: acceleration in milli-g to the right, to the bottom and away from the display.
    Tilt {
        /// Acceleration to the right, -2048..=2047.
        x_mg: Number,
        /// Acceleration to the bottom, -2048..=2047.
        y_mg: Number,
        /// Acceleration away from the display, -2048..=2047; lying face up reads -1024.
        z_mg: Number,
    },
    /// Starts or stops shaking the board.
    Shake(bool),
    /// Sets the ambient temperature, in degrees Celsius.
    Temperature(Number),
    /// Sets the ambient light, 0..=255.
    Light(Number),
    /// Sets the ambient loudness, 0..=255.
    Sound(Number),
    /// Points the board, 0..=359 degrees from north.
    Heading(Number),
    /// Puts a finger on a pin, or takes it off.
    Touch {
        /// The pin.
        pin: String,
        /// True if the finger is on the pin.
        on: bool,
    },
    /// Drives a pin from outside, or turns a potentiometer: 0..=1023.
    Level {
        /// The pin.
        pin: String,
        /// The level, 0..=1023.
        level: Number,
    },
    /// Puts an obstacle in front of the distance sensor on a pin.
    Distance {
        /// The pin.
        pin: String,
        /// Distance in centimetres, 0..=400.
        distance_cm: Number,
    },
    /// Types a line for the program's `ask`; it waits until the program asks.
    Line(String),
}

/// An expectation of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The sight to look for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<Sight>,
    /// Sights to look for, one after the other; instead of `see`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_order: Vec<Sight>,
    /// Time of the sight, give or take `tolerance_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<Number>,
    /// Tolerance of `at_ms`; 100 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance_ms: Option<Number>,
    /// Start of the time window; 0 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_ms: Option<Number>,
    /// End of the time window; the scenario's end unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<Number>,
    /// Quantifier over the time window.
    #[serde(default, skip_serializing_if = "How::is_once")]
    pub how: How,
    /// Number of times it begins in the time window, for `how = "often"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Range>,
    /// Message that the pupil reads first if the expectation fails; without it, only what was expected and what
    /// happened.
    #[serde(default)]
    pub message: LocalText,
}

/// Quantifier of an expectation over its time window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// At some moment.
    #[default]
    Once,
    /// All the time.
    Always,
    /// At no moment.
    Never,
    /// As often as `times` says.
    Often,
}

impl How {
    /// True for the default.
    pub fn is_once(&self) -> bool {
        *self == Self::Once
    }
}

/// An exact number, or a range; a range without one of its ends is open there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Range {
    /// Exactly this number.
    Exactly(Number),
    /// A range, both ends included.
    Between {
        /// Smallest number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Number>,
        /// Largest number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Number>,
    },
}

/// A condition that can be seen in a run.
///
/// What a board shows and drives is a state that lasts; it *begins* when the condition becomes true. Lines of the
/// console and points of the plot are moments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Sight {
    /// The display shows a picture: a name (`HEART`), or five rows of five digits (`09090:99999:…`), where `.` is any
    /// brightness and `#` any but 0. `dark`: no LED is lit; `lit`: at least one is.
    Display(String),
    /// An LED of the display has a brightness, 0..=9.
    Led {
        /// Column, 0..=4 from the left.
        x: Number,
        /// Row, 0..=4 from the top.
        y: Number,
        /// Brightness, 0..=9.
        brightness: Range,
    },
    /// Number of LEDs of the display that are lit.
    LedsLit(Range),
    /// A pin drives a level: 0 or 1 as an output, 0..=255 with PWM of an Arduino, 0..=1023 of a micro:bit.
    Pin {
        /// The pin.
        pin: String,
        /// The level.
        level: Range,
    },
    /// A servo is set to an angle.
    Servo {
        /// The pin.
        pin: String,
        /// Angle in degrees, 0..=180.
        angle_deg: Range,
    },
    /// A tone sounds, with a frequency in hertz.
    Tone(Range),
    /// No tone sounds.
    Silence(bool),
    /// A pixel of a strip has a colour.
    Pixel {
        /// The strip's pin.
        pin: String,
        /// Index of the pixel, from 0.
        index: Number,
        /// Red, 0..=255.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        red: Option<Range>,
        /// Green, 0..=255.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        green: Option<Range>,
        /// Blue, 0..=255.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blue: Option<Range>,
    },
    /// Number of pixels of a strip that are not dark.
    PixelsLit {
        /// The strip's pin.
        pin: String,
        /// The number of pixels.
        count: Range,
    },
    /// A line on the console equals this text, apart from surrounding spaces and case.
    Line(String),
    /// A line on the console contains this text, ignoring case.
    LineWith(String),
    /// A line on the console contains a number in this range.
    LineNumber(Range),
    /// Any line on the console.
    AnyLine(bool),
    /// A point of the plot.
    Plot {
        /// Name of the curve; any curve unless given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The value.
        value: Range,
    },
    /// The program has ended.
    Ended(bool),
}

/// A value in a sight, with its allowed range.
#[derive(Clone, Copy, Debug)]
pub enum SightValue<'a> {
    /// A number, with its minimum and maximum.
    Number(&'a Number, i64, i64),
    /// A range, with its minimum and maximum.
    Range(&'a Range, i64, i64),
    /// A text with placeholders for drawn values.
    Text(&'a str),
    /// A picture: its name or its rows.
    Picture(&'a str),
}

impl Sight {
    /// Every sight as in `check.toml`, with its meaning, for `docs/packs.md`.
    pub const FORMS: &'static [(&'static str, &'static str)] = &[
        (
            r#"display = "HEART""#,
            r#"the display shows a picture: its name, five rows `"09090:99999:99999:09990:00900"` where `.` is any brightness and `#` any but 0, `"dark"` or `"lit"`"#,
        ),
        ("led = { x = 1, y = 2, brightness = 5 }", "a LED of the display has a brightness, 0 to 9"),
        ("leds-lit = 16", "as many LEDs of the display are lit"),
        (
            r#"pin = { pin = "9", level = 1 }"#,
            "a pin drives a level: 0 or 1; with PWM 0 to 255 on an Arduino, 0 to 1023 on a micro:bit",
        ),
        (r#"servo = { pin = "9", angle_deg = 90 }"#, "a servo is told an angle, 0 to 180"),
        ("tone = 440", "a tone sounds, in Hz"),
        ("silence = true", "no tone sounds"),
        (
            r#"pixel = { pin = "P0", index = 0, red = 255, green = 0, blue = 0 }"#,
            "a pixel of a strip has a colour; a part that is left out may be anything",
        ),
        (r#"pixels-lit = { pin = "P0", count = 2 }"#, "as many pixels of a strip are lit"),
        (r#"line = "hello""#, "a line of the console, large and small letters alike"),
        (r#"line-with = "hello""#, "a line of the console with this in it"),
        ("line-number = 7", "a line of the console with this number in it"),
        ("any-line = true", "any line of the console; `false`: none"),
        (r#"plot = { name = "x", value = 3 }"#, "a point of a curve; without `name`, of any curve"),
        ("ended = true", "the program has come to its end; `false`: it has not"),
    ];

    /// Returns the sight's name in `check.toml`, and its values by their keys; a sight with a single value has an
    /// empty key.
    pub fn form(&self) -> (&'static str, Vec<(&'static str, SightValue<'_>)>) {
        use SightValue::{Number, Picture, Range, Text};
        match self {
            Self::Display(picture) => ("display", vec![("", Picture(picture))]),
            Self::Led { x, y, brightness } => (
                "led",
                vec![("x", Number(x, 0, 4)), ("y", Number(y, 0, 4)), ("brightness", Range(brightness, 0, 9))],
            ),
            Self::LedsLit(count) => ("leds-lit", vec![("", Range(count, 0, 25))]),
            Self::Pin { level, .. } => ("pin", vec![("level", Range(level, 0, 1023))]),
            Self::Servo { angle_deg, .. } => ("servo", vec![("angle_deg", Range(angle_deg, 0, 180))]),
            Self::Tone(frequency) => ("tone", vec![("", Range(frequency, 0, 100_000))]),
            Self::Silence(_) => ("silence", Vec::new()),
            Self::Pixel { index, red, green, blue, .. } => {
                let colors = [("red", red), ("green", green), ("blue", blue)].into_iter();
                let colors = colors.filter_map(|(key, part)| Some((key, Range(part.as_ref()?, 0, 255))));
                ("pixel", std::iter::once(("index", Number(index, 0, 1023))).chain(colors).collect())
            }
            Self::PixelsLit { count, .. } => ("pixels-lit", vec![("count", Range(count, 0, 1024))]),
            Self::Line(text) => ("line", vec![("", Text(text))]),
            Self::LineWith(text) => ("line-with", vec![("", Text(text))]),
            Self::LineNumber(number) => ("line-number", vec![("", Range(number, i64::MIN, i64::MAX))]),
            Self::AnyLine(_) => ("any-line", Vec::new()),
            Self::Plot { value, .. } => ("plot", vec![("value", Range(value, i64::MIN, i64::MAX))]),
            Self::Ended(_) => ("ended", Vec::new()),
        }
    }

    /// Returns the sight's name in `check.toml`.
    pub fn name(&self) -> &'static str {
        self.form().0
    }
}

#[cfg(all(test, feature = "load"))]
#[allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The head of the table of sights in `docs/packs.md`; a blank line ends it.
    const HEAD: &str = "| `see.…` | looks for |\n|---|---|\n";

    /// Parses the sight of a form.
    fn parsed(form: &str) -> Sight {
        #[derive(Deserialize)]
        struct Form {
            see: Sight,
        }
        toml::from_str::<Form>(&format!("see.{form}")).unwrap().see
    }

    #[test]
    fn every_sight_has_a_form() {
        let known: BTreeSet<&str> = Sight::FORMS.iter().map(|(form, _)| parsed(form).name()).collect();
        assert_eq!(known.len(), Sight::FORMS.len());
        for (form, _) in Sight::FORMS {
            assert_eq!(form.split(' ').next(), Some(parsed(form).name()));
        }
        // The error for an unknown sight lists all of them.
        let error = serde_json::from_str::<Sight>(r#"{"":1}"#).unwrap_err().to_string();
        assert_eq!(known, error.split('`').skip(3).step_by(2).collect());
    }

    #[test]
    fn the_page_about_packs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/packs.md");
        let page = std::fs::read_to_string(path).unwrap();
        let (before, rest) = page.split_once(HEAD).unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        let rows = Sight::FORMS.iter().map(|(form, meaning)| format!("| `{form}` | {meaning} |\n"));
        let fresh = format!("{before}{HEAD}{}\n{after}", rows.collect::<String>());
        if std::env::var_os("DIGILAB_WRITE_DOCS").is_some() {
            std::fs::write(path, &fresh).unwrap();
            return;
        }
        assert_eq!(page, fresh, "run the test with DIGILAB_WRITE_DOCS=1");
    }
}
