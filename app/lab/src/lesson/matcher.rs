//! Matchers: the sights of a check with values drawn, names resolved and pins numbered for a board; how each is found
//! in a run, and its phrases.

use digilab_devices::board::pins::MICROBIT_SERVO_DUTY;
use digilab_devices::board::{BoardKind, Leds, Pin, PinMode};
use digilab_lessons::check::Sight;
use digilab_lessons::number::Drawn;

use super::bounds::{Bounds, filled, pin_number, within};
use super::check_error::{CheckError, CheckErrorCode};
use super::line_text::{numbers, plain};
use super::observed::{ObservedRun, Seen};
use super::phrase::{Phrase, Said, Value, phrases};
use super::picture::{self, Cells};

phrases! {
    /// The display shows a picture. Args: `picture`.
    SEE_PICTURE = "see-picture",
    /// The display is dark.
    SEE_DARK = "see-dark",
    /// At least one LED of the display is lit.
    SEE_LIT = "see-lit",
    /// Brightness of an LED. Args: `x`, `y`, `brightness`.
    SEE_LED = "see-led",
    /// Number of lit LEDs. Args: `count`.
    SEE_LEDS_LIT = "see-leds-lit",
    /// A pin's level. Args: `pin`, `level`.
    SEE_PIN = "see-pin",
    /// A servo's angle. Args: `pin`, `angle`.
    SEE_SERVO = "see-servo",
    /// A tone sounds. Args: `frequency`.
    SEE_TONE = "see-tone",
    /// Nothing sounds.
    SEE_SILENCE = "see-silence",
    /// Something sounds.
    SEE_SOUND = "see-sound",
    /// A pixel's colour. Args: `pin`, `index`, `red`, `green`, `blue`.
    SEE_PIXEL = "see-pixel",
    /// Number of lit pixels. Args: `pin`, `count`.
    SEE_PIXELS_LIT = "see-pixels-lit",
    /// A line. Args: `text`.
    SEE_LINE = "see-line",
    /// A line that contains a text. Args: `text`.
    SEE_LINE_WITH = "see-line-with",
    /// A line that contains a number. Args: `number`.
    SEE_LINE_NUMBER = "see-line-number",
    /// Any line.
    SEE_ANY_LINE = "see-any-line",
    /// A point of a curve. Args: `name`, `value`.
    SEE_PLOT = "see-plot",
    /// A point of any curve. Args: `value`.
    SEE_PLOT_ANY = "see-plot-any",
    /// The program has ended.
    SEE_ENDED = "see-ended",
    /// The program has not ended.
    SEE_RUNNING = "see-running",

    /// The display.
    OF_DISPLAY = "of-display",
    /// An LED. Args: `x`, `y`.
    OF_LED = "of-led",
    /// The number of lit LEDs.
    OF_LEDS_LIT = "of-leds-lit",
    /// A pin. Args: `pin`.
    OF_PIN = "of-pin",
    /// A servo. Args: `pin`.
    OF_SERVO = "of-servo",
    /// The tone.
    OF_SOUND = "of-sound",
    /// A pixel. Args: `pin`, `index`.
    OF_PIXEL = "of-pixel",
    /// The number of lit pixels. Args: `pin`.
    OF_PIXELS_LIT = "of-pixels-lit",
    /// The program.
    OF_PROGRAM = "of-program",

    /// A number. Args: `number`.
    IS_NUMBER = "is-number",
    /// A servo's angle. Args: `angle`.
    IS_ANGLE = "is-angle",
    /// A servo that was set to no angle.
    IS_FREE = "is-free",
    /// A tone. Args: `frequency`.
    IS_TONE = "is-tone",
    /// No tone.
    IS_SILENT = "is-silent",
    /// A colour. Args: `red`, `green`, `blue`.
    IS_COLOR = "is-color",
    /// A program that runs.
    IS_RUNNING = "is-running",
    /// A program that has ended.
    IS_OVER = "is-over",
}

/// Number of pixels of the longest strip.
const MAX_PIXELS: i64 = 256;

/// A matcher of something that can be seen in a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Matcher {
    Picture { name: String, cells: Cells },
    Dark,
    Lit,
    Led { x: u8, y: u8, brightness: Bounds },
    LedsLit(Bounds),
    Pin { name: String, pin: Pin, level: Bounds },
    Servo { name: String, pin: Pin, angle_deg: Bounds },
    Tone(Bounds),
    Sound(bool),
    Pixel { name: String, pin: Pin, index: usize, color: [Option<Bounds>; 3] },
    PixelsLit { name: String, pin: Pin, count: Bounds },
    Ended(bool),
    Line(String),
    LineWith(String),
    LineNumber(Bounds),
    AnyLine(bool),
    Plot { name: Option<String>, value: Bounds },
}

/// An observed value of the thing that a matcher looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum There {
    Leds(Leds),
    Number(i64),
    /// Smallest and largest angle that fit the pulse, in degrees: pulses are coarser than degrees.
    Angle(Option<(i64, i64)>),
    Tone(Option<u32>),
    Color([u8; 3]),
    Over(bool),
}

/// A time span during which a matcher is met, in microseconds; a moment has no length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from_us: u64,
    /// End of the span.
    pub until_us: u64,
}

impl Span {
    /// True if the span overlaps a time window, at least for a moment; both ends belong to the window.
    pub fn meets(self, from_us: u64, until_us: u64) -> bool {
        self.from_us <= until_us && (self.until_us > from_us || self.from_us >= from_us)
    }
}

impl Matcher {
    pub fn of(sight: &Sight, kind: BoardKind, drawn: &Drawn) -> Result<Self, CheckError> {
        let pin = |name: &str| {
            let name = filled(name, drawn)?;
            Ok((pin_number(kind, &name)?, name))
        };
        let part = |range: &Option<_>| range.as_ref().map(|range| Bounds::of(range, drawn)).transpose();
        let matcher = match sight {
            Sight::Display(picture) => match filled(picture, drawn)?.as_str() {
                "dark" => Self::Dark,
                "lit" => Self::Lit,
                name => Self::Picture { name: name.to_owned(), cells: picture::cells(name)? },
            },
            Sight::Led { x, y, brightness } => Self::Led {
                x: within("x", x, drawn, (0, 4))?,
                y: within("y", y, drawn, (0, 4))?,
                brightness: Bounds::of(brightness, drawn)?,
            },
            Sight::LedsLit(count) => Self::LedsLit(Bounds::of(count, drawn)?),
            Sight::Pin { pin: name, level } => {
                let (pin, name) = pin(name)?;
                Self::Pin { name, pin, level: Bounds::of(level, drawn)? }
            }
            Sight::Servo { pin: name, angle_deg } => {
                let (pin, name) = pin(name)?;
                Self::Servo { name, pin, angle_deg: Bounds::of(angle_deg, drawn)? }
            }
            Sight::Tone(frequency) => Self::Tone(Bounds::of(frequency, drawn)?),
            Sight::Silence(is_silent) => Self::Sound(!is_silent),
            Sight::Pixel { pin: name, index, red, green, blue } => {
                let (pin, name) = pin(name)?;
                let index = within("index", index, drawn, (0, MAX_PIXELS - 1))?;
                Self::Pixel { name, pin, index, color: [part(red)?, part(green)?, part(blue)?] }
            }
            Sight::PixelsLit { pin: name, count } => {
                let (pin, name) = pin(name)?;
                Self::PixelsLit { name, pin, count: Bounds::of(count, drawn)? }
            }
            Sight::Line(text) => Self::Line(filled(text, drawn)?),
            Sight::LineWith(text) => Self::LineWith(filled(text, drawn)?),
            Sight::LineNumber(number) => Self::LineNumber(Bounds::of(number, drawn)?),
            Sight::AnyLine(is_there) => Self::AnyLine(*is_there),
            Sight::Plot { name, value } => Self::Plot {
                name: name.as_ref().map(|name| filled(name, drawn)).transpose()?,
                value: Bounds::of(value, drawn)?,
            },
            Sight::Ended(is_over) => Self::Ended(*is_over),
        };
        matcher.on(kind, sight.name())
    }

    /// Returns the matcher, if a board of `kind` can show such a thing.
    ///
    /// # Errors
    /// `Lacking` if it cannot.
    fn on(self, kind: BoardKind, what: &str) -> Result<Self, CheckError> {
        let needs_microbit = matches!(
            self,
            Self::Picture { .. }
                | Self::Dark
                | Self::Lit
                | Self::Led { .. }
                | Self::LedsLit(_)
                | Self::Tone(_)
                | Self::Sound(true)
                | Self::Pixel { .. }
                | Self::PixelsLit { .. }
        );
        if needs_microbit && !kind.is_microbit() {
            return Err(CheckError::new(CheckErrorCode::Lacking).with("board", kind.id()).with("what", what));
        }
        Ok(self)
    }

    /// True if the matcher looks at something that a board shows or drives.
    pub fn is_of_board(&self) -> bool {
        !self.is_moment() && !matches!(self, Self::Ended(_))
    }

    /// True if the matcher looks at moments, which do not last.
    pub fn is_moment(&self) -> bool {
        matches!(
            self,
            Self::Line(_) | Self::LineWith(_) | Self::LineNumber(_) | Self::AnyLine(_) | Self::Plot { .. }
        )
    }

    /// Returns the observed value in a visible state of the board.
    fn there(&self, seen: &Seen) -> There {
        let state = |pin: &Pin| seen.pins.get(pin).copied();
        let pixels = |pin: &Pin| seen.pixels.get(pin).map(Vec::as_slice).unwrap_or_default();
        let count = |number: usize| There::Number(i64::try_from(number).unwrap_or(i64::MAX));
        let leds = seen.leds.unwrap_or_default();
        match self {
            Self::Led { x, y, .. } => {
                let led = leds.get(usize::from(*y)).and_then(|row| row.get(usize::from(*x)));
                There::Number(led.map_or(0, |led| i64::from(*led)))
            }
            Self::LedsLit(_) => count(leds.iter().flatten().filter(|led| **led > 0).count()),
            // A pin that drives nothing is as dark as one that drives 0.
            Self::Pin { pin, .. } => There::Number(match state(pin) {
                Some(state) if matches!(state.mode, PinMode::Output | PinMode::Pwm) => i64::from(state.value),
                _ => 0,
            }),
            Self::Servo { pin, .. } => There::Angle(match state(pin) {
                Some(state) if state.mode == PinMode::Servo => Some((state.value.into(), state.value.into())),
                // An Arduino's PWM signal is much too fast for a servo; a board without a display is an Arduino.
                Some(state) if state.mode == PinMode::Pwm && seen.leds.is_some() => angles(state.value),
                _ => None,
            }),
            Self::Tone(_) | Self::Sound(_) => There::Tone(seen.tone_hz),
            Self::Pixel { pin, index, .. } => {
                There::Color(pixels(pin).get(*index).copied().unwrap_or_default())
            }
            Self::PixelsLit { pin, .. } => {
                count(pixels(pin).iter().filter(|color| **color != [0; 3]).count())
            }
            _ => There::Leds(leds),
        }
    }

    /// True if the observed value matches.
    pub fn is_so(&self, there: &There) -> bool {
        match (self, there) {
            (Self::Picture { cells, .. }, There::Leds(leds)) => picture::fits(cells, leds),
            (Self::Dark, There::Leds(leds)) => leds.iter().flatten().all(|led| *led == 0),
            (Self::Lit, There::Leds(leds)) => leds.iter().flatten().any(|led| *led > 0),
            (
                Self::Led { brightness: bounds, .. }
                | Self::LedsLit(bounds)
                | Self::Pin { level: bounds, .. }
                | Self::PixelsLit { count: bounds, .. },
                There::Number(number),
            ) => bounds.has(*number),
            (Self::Servo { angle_deg, .. }, There::Angle(Some((low, high)))) => {
                (*low..=*high).any(|angle| angle_deg.has(angle))
            }
            (Self::Tone(bounds), There::Tone(Some(tone_hz))) => bounds.has(i64::from(*tone_hz)),
            (Self::Sound(sounds), There::Tone(tone_hz)) => tone_hz.is_some() == *sounds,
            (Self::Pixel { color, .. }, There::Color(there)) => color
                .iter()
                .zip(there)
                .all(|(bounds, part)| bounds.is_none_or(|bounds| bounds.has(i64::from(*part)))),
            (Self::Ended(is_over), There::Over(there)) => is_over == there,
            _ => false,
        }
    }

    /// Returns the observed values from the script's first line on, each with the time since when; empty for moments.
    pub fn course(&self, run: &ObservedRun) -> Vec<(u64, There)> {
        if self.is_moment() {
            return Vec::new();
        }
        if let Self::Ended(_) = self {
            let mut course = vec![(0, There::Over(false))];
            course.extend(run.ended_us.map(|at_us| (at_us, There::Over(true))));
            return course;
        }
        let mut course: Vec<(u64, There)> = Vec::new();
        for (at_us, seen) in &run.states {
            let there = self.there(seen);
            if course.last().is_none_or(|(_, last)| *last != there) {
                course.push((*at_us, there));
            }
        }
        course
    }

    /// Returns the spans during which the matcher is met, ordered by time.
    pub fn spans(&self, run: &ObservedRun) -> Vec<Span> {
        let moments = |at_us: u64| Span { from_us: at_us, until_us: at_us };
        match self {
            Self::Plot { .. } => {
                let met = run.points.iter().filter(|(_, name, value)| self.is_point(name, *value));
                met.map(|(at_us, ..)| moments(*at_us)).collect()
            }
            matcher if matcher.is_moment() => {
                let met = run.lines.iter().filter(|(_, text)| self.is_line(text));
                met.map(|(at_us, _)| moments(*at_us)).collect()
            }
            _ => self.lasting_spans(run),
        }
    }

    fn lasting_spans(&self, run: &ObservedRun) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut was_so = false;
        for (at_us, there) in self.course(run) {
            let is_so = self.is_so(&there);
            match (was_so, is_so) {
                (false, true) => spans.push(Span { from_us: at_us, until_us: u64::MAX }),
                (true, false) => {
                    if let Some(span) = spans.last_mut() {
                        span.until_us = at_us;
                    }
                }
                _ => {}
            }
            was_so = is_so;
        }
        spans
    }

    /// True if a line of the console matches.
    pub fn is_line(&self, text: &str) -> bool {
        match self {
            Self::Line(wanted) => plain(text) == plain(wanted),
            Self::LineWith(wanted) => plain(text).contains(&plain(wanted)),
            Self::LineNumber(bounds) => numbers(text).any(|number| bounds.has_measured(number)),
            Self::AnyLine(is_there) => *is_there,
            _ => false,
        }
    }

    /// True if a point of the plot matches.
    pub fn is_point(&self, name: &str, value: f64) -> bool {
        match self {
            Self::Plot { name: wanted, value: bounds } => {
                wanted.as_ref().is_none_or(|wanted| wanted == name) && bounds.has_measured(value)
            }
            _ => false,
        }
    }

    /// Returns the phrase of a matcher, as a clause.
    pub fn clause(&self) -> Said {
        let said = Said::new;
        match self {
            Self::Picture { name, .. } => said(Phrase::SEE_PICTURE).with("picture", name.as_str()),
            Self::Dark => said(Phrase::SEE_DARK),
            Self::Lit => said(Phrase::SEE_LIT),
            Self::Led { x, y, brightness } => {
                let led = said(Phrase::SEE_LED).with("x", i64::from(*x)).with("y", i64::from(*y));
                led.with("brightness", brightness.said())
            }
            Self::LedsLit(count) => said(Phrase::SEE_LEDS_LIT).with("count", count.said()),
            Self::Pin { name, level, .. } => {
                said(Phrase::SEE_PIN).with("pin", name.as_str()).with("level", level.said())
            }
            Self::Servo { name, angle_deg, .. } => {
                said(Phrase::SEE_SERVO).with("pin", name.as_str()).with("angle", angle_deg.said())
            }
            Self::Tone(frequency) => said(Phrase::SEE_TONE).with("frequency", frequency.said()),
            Self::Sound(false) => said(Phrase::SEE_SILENCE),
            Self::Sound(true) => said(Phrase::SEE_SOUND),
            Self::Pixel { name, index, color, .. } => {
                let pixel =
                    said(Phrase::SEE_PIXEL).with("pin", name.as_str()).with("index", Value::count(*index));
                let parts = ["red", "green", "blue"].into_iter().zip(color);
                let any = Bounds { min: None, max: None };
                parts.fold(pixel, |pixel, (part, bounds)| pixel.with(part, bounds.unwrap_or(any).said()))
            }
            Self::PixelsLit { name, count, .. } => {
                said(Phrase::SEE_PIXELS_LIT).with("pin", name.as_str()).with("count", count.said())
            }
            Self::Line(text) => said(Phrase::SEE_LINE).with("text", Value::short(text)),
            Self::LineWith(text) => said(Phrase::SEE_LINE_WITH).with("text", Value::short(text)),
            Self::LineNumber(number) => said(Phrase::SEE_LINE_NUMBER).with("number", number.said()),
            Self::AnyLine(_) => said(Phrase::SEE_ANY_LINE),
            Self::Plot { name: Some(name), value } => {
                said(Phrase::SEE_PLOT).with("name", Value::short(name)).with("value", value.said())
            }
            Self::Plot { name: None, value } => said(Phrase::SEE_PLOT_ANY).with("value", value.said()),
            Self::Ended(true) => said(Phrase::SEE_ENDED),
            Self::Ended(false) => said(Phrase::SEE_RUNNING),
        }
    }

    /// Returns the phrase of the thing whose values were observed.
    pub fn subject(&self) -> Said {
        let said = Said::new;
        match self {
            Self::Led { x, y, .. } => said(Phrase::OF_LED).with("x", i64::from(*x)).with("y", i64::from(*y)),
            Self::LedsLit(_) => said(Phrase::OF_LEDS_LIT),
            Self::Pin { name, .. } => said(Phrase::OF_PIN).with("pin", name.as_str()),
            Self::Servo { name, .. } => said(Phrase::OF_SERVO).with("pin", name.as_str()),
            Self::Tone(_) | Self::Sound(_) => said(Phrase::OF_SOUND),
            Self::Pixel { name, index, .. } => {
                said(Phrase::OF_PIXEL).with("pin", name.as_str()).with("index", Value::count(*index))
            }
            Self::PixelsLit { name, .. } => said(Phrase::OF_PIXELS_LIT).with("pin", name.as_str()),
            Self::Ended(_) => said(Phrase::OF_PROGRAM),
            _ => said(Phrase::OF_DISPLAY),
        }
    }
}

impl There {
    /// Returns the phrase of an observed value.
    pub fn said(&self) -> Said {
        let said = Said::new;
        match self {
            Self::Leds(leds) => picture::said(leds),
            Self::Number(number) => said(Phrase::IS_NUMBER).with("number", *number),
            Self::Angle(Some((angle, _))) => said(Phrase::IS_ANGLE).with("angle", *angle),
            Self::Angle(None) => said(Phrase::IS_FREE),
            Self::Tone(Some(tone_hz)) => said(Phrase::IS_TONE).with("frequency", i64::from(*tone_hz)),
            Self::Tone(None) => said(Phrase::IS_SILENT),
            Self::Color([red, green, blue]) => {
                let color = said(Phrase::IS_COLOR).with("red", i64::from(*red));
                color.with("green", i64::from(*green)).with("blue", i64::from(*blue))
            }
            Self::Over(false) => said(Phrase::IS_RUNNING),
            Self::Over(true) => said(Phrase::IS_OVER),
        }
    }
}

/// Returns the smallest and largest angle for which the lab sends this duty to a servo on a micro:bit.
fn angles(duty: u16) -> Option<(i64, i64)> {
    let (low, high) = MICROBIT_SERVO_DUTY;
    let gives = |angle: &i64| low + u16::try_from(*angle).unwrap_or(0) * (high - low) / 180 == duty;
    let first = (0..=180).find(gives)?;
    Some((first, (first..=180).take_while(gives).last().unwrap_or(first)))
}

/// Examples of every sight: an expectation, the parts it needs, a program that meets it and one that does not.
#[cfg(test)]
pub(super) const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    (r#"display = "HEART""#, "", "microbit().show(HEART);", "microbit().show(HAPPY);"),
    (
        "led = { x = 1, y = 2, brightness = 5 }",
        "",
        "microbit().set_pixel(1, 2, 5);",
        "microbit().set_pixel(1, 2, 6);",
    ),
    ("leds-lit = 16", "", "microbit().show(HEART);", "microbit().show(YES);"),
    (r#"pin = { pin = "P1", level = 1 }"#, "", "microbit().pin(1).on();", "microbit().pin(2).on();"),
    (
        r#"servo = { pin = "P1", angle_deg = 90 }"#,
        "",
        "microbit().pin(1).servo(90);",
        "microbit().pin(1).servo(45);",
    ),
    ("tone = 440", "", "microbit().tone(440);", "microbit().tone(880);"),
    ("silence = true\nfrom_ms = 500", "", "print(1);", "microbit().tone(440);"),
    (
        r#"pixel = { pin = "P0", index = 0, red = 255 }"#,
        STRIP,
        "microbit().pin(0).pixels([[255, 0, 0]]);",
        "microbit().pin(0).pixels([[0, 0, 255]]);",
    ),
    (
        r#"pixels-lit = { pin = "P0", count = 1 }"#,
        STRIP,
        "microbit().pin(0).pixels([[255, 0, 0], [0, 0, 0]]);",
        "microbit().pin(0).pixels([[0, 0, 0]]);",
    ),
    (r#"line = "hello""#, "", r#"print(" HELLO");"#, r#"print("hello hello");"#),
    (r#"line-with = "hello""#, "", r#"print("No, hello!");"#, r#"print("hell");"#),
    ("line-number = 7", "", r#"print("n = 7.");"#, "print(77);"),
    ("any-line = true", "", "print(1);", "let a = 1;"),
    (r#"plot = { name = "x", value = 3 }"#, "", r#"plot("x", 3);"#, r#"plot("y", 3);"#),
    ("ended = true", "", "sleep(1500);", "sleep(3000);"),
];

/// A strip of addressable RGB LEDs.
#[cfg(test)]
const STRIP: &str = "[[part]]\npin = \"P0\"\npart = \"pixel-strip\"\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_angle_is_known_by_its_duty() {
        for angle in 0..=180_i64 {
            let duty = 26 + u16::try_from(angle).unwrap() * 102 / 180;
            let (low, high) = angles(duty).unwrap();
            assert!((low..=high).contains(&angle) && high - low <= 1, "{angle}: {low}..={high}");
        }
        assert_eq!((angles(25), angles(129), angles(1023)), (None, None, None));
    }
}
