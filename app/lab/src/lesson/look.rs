//! What is looked for, with everything drawn, named and numbered as the board has it.

use digilab_devices::board::pins::MICROBIT_SERVO_DUTY;
use digilab_devices::board::{BoardKind, Leds, Pin, PinMode};
use digilab_lessons::check::Sight;
use digilab_lessons::number::Drawn;

use super::bounds::{Bounds, filled, pin_number, within};
use super::observed::{Run, Seen};
use super::trouble::{Trouble, TroubleCode};
use crate::api::pictures;

/// Pixels of the longest strip.
const MAX_PIXELS: i64 = 256;

/// A picture as a check describes it, row by row.
type Cells = [[Cell; 5]; 5];

/// A LED of a picture that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Any,
    Lit,
    Exactly(u8),
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Look {
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

/// What was there, of what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum There {
    Leds(Leds),
    Number(i64),
    /// The smallest and the largest angle that it can have been: pulses are coarser than degrees.
    Angle(Option<(i64, i64)>),
    Tone(Option<u32>),
    Color([u8; 3]),
    Over(bool),
}

/// A time in which something was as it was looked for, microseconds; a moment ends when it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from_us: u64,
    /// When it is not so any more.
    pub until_us: u64,
}

impl Span {
    /// Whether it is within a time, at least for a moment; both ends belong to the time.
    pub fn meets(self, from_us: u64, until_us: u64) -> bool {
        self.from_us <= until_us && (self.until_us > from_us || self.from_us >= from_us)
    }
}

impl Look {
    pub fn of(sight: &Sight, kind: BoardKind, drawn: &Drawn) -> Result<Self, Trouble> {
        let pin = |name: &str| {
            let name = filled(name, drawn)?;
            Ok((pin_number(kind, &name)?, name))
        };
        let part = |range: &Option<_>| range.as_ref().map(|range| Bounds::of(range, drawn)).transpose();
        let look = match sight {
            Sight::Display(picture) => match filled(picture, drawn)?.as_str() {
                "dark" => Self::Dark,
                "lit" => Self::Lit,
                name => Self::Picture { name: name.to_owned(), cells: cells(name)? },
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
        look.on(kind, sight_name(sight))
    }

    /// The look itself, where a board of `kind` can show such a thing.
    fn on(self, kind: BoardKind, what: &str) -> Result<Self, Trouble> {
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
            return Err(Trouble::new(TroubleCode::Lacking).with("board", kind.id()).with("what", what));
        }
        Ok(self)
    }

    /// Whether it is something that a board shows or drives.
    pub fn is_of_board(&self) -> bool {
        !self.is_moment() && !matches!(self, Self::Ended(_))
    }

    /// Whether it is of moments, and does not last.
    pub fn is_moment(&self) -> bool {
        matches!(
            self,
            Self::Line(_) | Self::LineWith(_) | Self::LineNumber(_) | Self::AnyLine(_) | Self::Plot { .. }
        )
    }

    /// What there was of it in a state of the board.
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
                // An Arduino's pulse-width signal is much too fast for a servo; what has no display is an Arduino.
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

    /// Whether that is what is looked for.
    pub fn is_so(&self, there: &There) -> bool {
        match (self, there) {
            (Self::Picture { cells, .. }, There::Leds(leds)) => {
                cells.iter().flatten().zip(leds.iter().flatten()).all(|(cell, led)| match cell {
                    Cell::Any => true,
                    Cell::Lit => *led > 0,
                    Cell::Exactly(brightness) => led == brightness,
                })
            }
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

    /// What there was of it, each time with its beginning, from the script's first line on; empty for moments.
    pub fn course(&self, run: &Run) -> Vec<(u64, There)> {
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

    /// When it was so, in the order of time.
    pub fn spans(&self, run: &Run) -> Vec<Span> {
        let moments = |at_us: u64| Span { from_us: at_us, until_us: at_us };
        match self {
            Self::Plot { .. } => {
                let met = run.points.iter().filter(|(_, name, value)| self.is_point(name, *value));
                met.map(|(at_us, ..)| moments(*at_us)).collect()
            }
            look if look.is_moment() => {
                let met = run.lines.iter().filter(|(_, text)| self.is_line(text));
                met.map(|(at_us, _)| moments(*at_us)).collect()
            }
            _ => self.lasting_spans(run),
        }
    }

    fn lasting_spans(&self, run: &Run) -> Vec<Span> {
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

    /// Whether a line of the console is what is looked for.
    pub fn is_line(&self, text: &str) -> bool {
        match self {
            Self::Line(wanted) => plain(text) == plain(wanted),
            Self::LineWith(wanted) => plain(text).contains(&plain(wanted)),
            Self::LineNumber(bounds) => numbers(text).any(|number| bounds.has_measured(number)),
            Self::AnyLine(is_there) => *is_there,
            _ => false,
        }
    }

    /// Whether a point of the plot is what is looked for.
    pub fn is_point(&self, name: &str, value: f64) -> bool {
        match self {
            Self::Plot { name: wanted, value: bounds } => {
                wanted.as_ref().is_none_or(|wanted| wanted == name) && bounds.has_measured(value)
            }
            _ => false,
        }
    }
}

/// A text as two of them are compared: without spaces around it, in small letters.
fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The numbers in a text: digits with a sign in front where no word ends there, and with decimals behind a point.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f64> + '_ {
    let mut rest = text;
    let mut before = ' ';
    std::iter::from_fn(move || {
        let at = rest.find(|letter: char| letter.is_ascii_digit())?;
        let (skipped, digits) = rest.split_at(at);
        let mut letters = skipped.chars().rev();
        let is_negative = letters.next() == Some('-') && !letters.next().unwrap_or(before).is_alphanumeric();
        let is_digit = |letter: char| letter.is_ascii_digit();
        let whole = digits.find(|letter| !is_digit(letter)).unwrap_or(digits.len());
        let behind = digits.get(whole..).unwrap_or_default();
        let decimals = behind.strip_prefix('.').unwrap_or_default();
        let more = decimals.find(|letter| !is_digit(letter)).unwrap_or(decimals.len());
        let end = if more > 0 { whole + 1 + more } else { whole };
        let number = digits.get(..end).and_then(|number| number.parse::<f64>().ok())?;
        rest = digits.get(end..).unwrap_or_default();
        before = '0';
        Some(if is_negative { -number } else { number })
    })
}

/// The angles for which the lab gives a servo on a micro:bit this duty.
fn angles(duty: u16) -> Option<(i64, i64)> {
    let (low, high) = MICROBIT_SERVO_DUTY;
    let gives = |angle: &i64| low + u16::try_from(*angle).unwrap_or(0) * (high - low) / 180 == duty;
    let first = (0..=180).find(gives)?;
    Some((first, (first..=180).take_while(gives).last().unwrap_or(first)))
}

fn cells(picture: &str) -> Result<Cells, Trouble> {
    let unknown = || Trouble::new(TroubleCode::PictureUnknown).with("given", picture);
    let named = pictures::NAMED.iter().find(|(name, _)| *name == picture).map(|(_, rows)| *rows);
    let rows: Vec<&str> = named.unwrap_or(picture).split(':').collect();
    let mut cells = [[Cell::Any; 5]; 5];
    if rows.len() != cells.len() {
        return Err(unknown());
    }
    for (row, text) in cells.iter_mut().zip(rows) {
        if text.chars().count() != row.len() {
            return Err(unknown());
        }
        for (cell, letter) in row.iter_mut().zip(text.chars()) {
            *cell = match letter {
                '.' => Cell::Any,
                '#' => Cell::Lit,
                _ => Cell::Exactly(
                    letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).ok_or_else(unknown)?,
                ),
            };
        }
    }
    Ok(cells)
}

/// What a check calls it.
fn sight_name(sight: &Sight) -> &'static str {
    match sight {
        Sight::Display(_) => "display",
        Sight::Led { .. } => "led",
        Sight::LedsLit(_) => "leds-lit",
        Sight::Pin { .. } => "pin",
        Sight::Servo { .. } => "servo",
        Sight::Tone(_) => "tone",
        Sight::Silence(_) => "silence",
        Sight::Pixel { .. } => "pixel",
        Sight::PixelsLit { .. } => "pixels-lit",
        Sight::Line(_) => "line",
        Sight::LineWith(_) => "line-with",
        Sight::LineNumber(_) => "line-number",
        Sight::AnyLine(_) => "any-line",
        Sight::Plot { .. } => "plot",
        Sight::Ended(_) => "ended",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_numbers(text: &str, expected: &[f64]) {
        assert_eq!(numbers(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn numbers_in_lines() {
        check_numbers("", &[]);
        check_numbers("21.5 °C", &[21.5]);
        check_numbers("t = -4", &[-4.0]);
        check_numbers("1-2, a-3", &[1.0, 2.0, 3.0]);
        check_numbers("Is it 7.", &[7.0]);
        check_numbers("1.2.3", &[1.2, 3.0]);
        check_numbers("öö-5", &[5.0]);
        check_numbers("99999999999999999999999", &[1e23]);
    }

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
