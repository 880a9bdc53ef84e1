//! The text in which inputs to simulated boards are written: one per line, each with its time.
//!
//! ```text
//! # what happens            the time counts from the start of the run
//! 500ms press A
//! 620ms release A
//! 1200ms tilt 300 0 -1000   # right, down, away from the display: milli-g
//! 1.5s shake
//! 2s pin A0 512             # 0 is ground, 1023 the supply voltage
//! 2.5s pin A0 free          # nothing drives it any more
//! 3s arduino press 2        # the button part on pin 2; with two boards, name the one that is meant
//! ```
//!
//! More inputs: `temperature C`, `light 0..255`, `sound 0..255`, `heading 0..359`, `touch PIN`, `untouch PIN`,
//! `distance PIN CM`. Lines may be in any order. Times end in `us`, `ms`, `s` or `min`.

use std::fmt;

use digilab_codes::closed_set;

use super::input::PhysicalInput;
use crate::board::{BoardFamily, BoardKind, BoardProfile, Pin};
use crate::driver::Driver;
use crate::error::DeviceError;

/// Maximum size of a file of inputs.
const MAX_BYTES: usize = 4 << 20;

/// Maximum time of an input: a day.
const MAX_AT_US: u64 = 24 * 3600 * 1_000_000;

/// Maximum length of a word quoted in an error; the rest is cut.
const MAX_GIVEN: usize = 40;

/// An input whose pin, if it has one, still has the name it was given: its number depends on the board.
#[derive(Clone, Debug, PartialEq)]
enum Named {
    Whole(PhysicalInput),
    Touch(String, bool),
    Level(String, u16),
    Free(String),
    Distance(String, u16),
}

/// An input and its time.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduledInput {
    /// Time in microseconds since the run began.
    pub at_us: u64,
    /// The line it is on, from 1.
    pub line: usize,
    /// The board it is for; `None` means the first that the run connects.
    pub board: Option<BoardFamily>,
    input: Named,
}

impl ScheduledInput {
    /// True if it is for a board of this kind.
    pub fn is_for(&self, kind: BoardKind) -> bool {
        self.board.is_none_or(|family| family.fits(kind))
    }

    /// Returns the input with the pin numbers of the board that `driver` drives.
    ///
    /// # Errors
    /// `pin-unknown`.
    pub fn for_board(&self, driver: &(impl Driver + ?Sized)) -> Result<PhysicalInput, DeviceError> {
        self.with_pins(|name| driver.pin_by_name(name))
    }

    /// Returns the input with pin numbers from `pin_by_name`.
    ///
    /// # Errors
    /// The error that `pin_by_name` returns.
    pub fn with_pins<E>(&self, pin_by_name: impl Fn(&str) -> Result<Pin, E>) -> Result<PhysicalInput, E> {
        Ok(match &self.input {
            Named::Whole(input) => input.clone(),
            Named::Touch(pin, touched) => PhysicalInput::Touch { pin: pin_by_name(pin)?, touched: *touched },
            Named::Level(pin, level) => PhysicalInput::PinLevel { pin: pin_by_name(pin)?, level: *level },
            Named::Free(pin) => PhysicalInput::PinFree { pin: pin_by_name(pin)? },
            Named::Distance(pin, cm) => PhysicalInput::Distance { pin: pin_by_name(pin)?, distance_cm: *cm },
        })
    }
}

closed_set! {
    /// The error in a line of inputs.
    pub enum InputErrorCode {
        /// The line does not begin with a time.
        Time = "input-time",
        /// No such input.
        Word = "input-word",
        /// A word is missing at the end.
        Missing = "input-missing",
        /// The line goes on after it is complete.
        Extra = "input-extra",
        /// Not a number, or outside its range.
        Range = "input-range",
        /// Not a button's name.
        Button = "input-button",
        /// Not a pin's name.
        Pin = "input-pin",
        /// The text is too long.
        TooLong = "input-too-long",
    }
}

/// An error in a line of inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The error code.
    pub code: InputErrorCode,
    /// The line, from 1.
    pub line: usize,
    /// The wrong text, cut to 40 characters; empty if something is missing.
    pub given: String,
    /// The allowed text, in the words of the format.
    pub allowed: String,
}

impl fmt::Display for InputError {
    /// For logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line={} given={:?} allowed={:?}", self.code.id(), self.line, self.given, self.allowed)
    }
}

impl std::error::Error for InputError {}

/// Parses a text of inputs; see the module for the format. The inputs are in the order of their lines.
///
/// # Errors
/// The first line that cannot be parsed.
pub fn parse_inputs(text: &str) -> Result<Vec<ScheduledInput>, InputError> {
    if text.len() > MAX_BYTES {
        return Err(InputError {
            code: InputErrorCode::TooLong,
            line: 1,
            given: text.len().to_string(),
            allowed: format!("0..={MAX_BYTES}"),
        });
    }
    // An editor may have put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(|(index, line)| parse_line(index + 1, line).transpose()).collect()
}

const WORDS: &str =
    "press, release, tilt, shake, temperature, light, sound, heading, touch, untouch, pin, distance";

fn parse_line(number: usize, line: &str) -> Result<Option<ScheduledInput>, InputError> {
    let code = line.split_once('#').map_or(line, |(code, _)| code);
    let mut words = Words { line: number, rest: code.split_whitespace() };
    let Some(time) = words.rest.next() else { return Ok(None) };
    let Some(at_us) = parse_time_us(time) else {
        return Err(words.error(InputErrorCode::Time, time, "500ms, 2s, 1.5s, 1min"));
    };
    let mut word = words.next(WORDS)?;
    let board = BoardFamily::from_id(word).filter(|family| BoardProfile::of(*family).can_be_simulated);
    if board.is_some() {
        word = words.next(WORDS)?;
    }
    let input = parse_input(word, &mut words)?;
    if let Some(extra) = words.rest.next() {
        return Err(words.error(InputErrorCode::Extra, extra, ""));
    }
    Ok(Some(ScheduledInput { at_us, line: number, board, input }))
}

fn parse_input(word: &str, words: &mut Words<'_>) -> Result<Named, InputError> {
    Ok(Named::Whole(match word {
        "press" => PhysicalInput::Press { button: words.button()? },
        "release" => PhysicalInput::Release { button: words.button()? },
        "tilt" => PhysicalInput::Tilt {
            x_mg: words.number(-2048, 2047)?,
            y_mg: words.number(-2048, 2047)?,
            z_mg: words.number(-2048, 2047)?,
        },
        "shake" => PhysicalInput::Shake,
        "temperature" => PhysicalInput::Temperature { celsius: words.number(-40, 105)? },
        "light" => PhysicalInput::Light { level: words.number(0, 255)? },
        "sound" => PhysicalInput::Sound { level: words.number(0, 255)? },
        "heading" => PhysicalInput::Heading { heading_deg: words.number(0, 359)? },
        "touch" => return Ok(Named::Touch(words.pin()?, true)),
        "untouch" => return Ok(Named::Touch(words.pin()?, false)),
        "distance" => return Ok(Named::Distance(words.pin()?, words.number(0, 400)?)),
        "pin" => {
            let pin = words.pin()?;
            let level = words.next("0..=1023, free")?;
            return Ok(match level {
                "free" => Named::Free(pin),
                _ => Named::Level(pin, words.as_number(level, 0, 1023, "0..=1023, free")?),
            });
        }
        _ => return Err(words.error(InputErrorCode::Word, word, WORDS)),
    }))
}

/// The words of a line, one after another.
struct Words<'a> {
    line: usize,
    rest: std::str::SplitWhitespace<'a>,
}

impl<'a> Words<'a> {
    fn error(&self, code: InputErrorCode, given: &str, allowed: &str) -> InputError {
        let given = given.chars().take(MAX_GIVEN).collect();
        InputError { code, line: self.line, given, allowed: allowed.to_owned() }
    }

    fn next(&mut self, allowed: &str) -> Result<&'a str, InputError> {
        self.rest.next().ok_or_else(|| self.error(InputErrorCode::Missing, "", allowed))
    }

    fn number<T: TryFrom<i64>>(&mut self, min: i64, max: i64) -> Result<T, InputError> {
        let allowed = format!("{min}..={max}");
        let word = self.next(&allowed)?;
        self.as_number(word, min, max, &allowed)
    }

    fn as_number<T: TryFrom<i64>>(
        &self,
        word: &str,
        min: i64,
        max: i64,
        allowed: &str,
    ) -> Result<T, InputError> {
        let number = word.parse::<i64>().ok().filter(|value| (min..=max).contains(value));
        let number = number.and_then(|value| T::try_from(value).ok());
        number.ok_or_else(|| self.error(InputErrorCode::Range, word, allowed))
    }

    /// A button of the board, or the pin that a button part is on.
    fn button(&mut self) -> Result<String, InputError> {
        const ALLOWED: &str = "A, B, logo, 2, D2, P8";
        let word = self.next(ALLOWED)?;
        match word {
            "A" | "a" => Ok("A".to_owned()),
            "B" | "b" => Ok("B".to_owned()),
            "logo" | "Logo" => Ok("logo".to_owned()),
            _ if is_pin_name(word) => Ok(word.to_owned()),
            _ => Err(self.error(InputErrorCode::Button, word, ALLOWED)),
        }
    }

    fn pin(&mut self) -> Result<String, InputError> {
        const ALLOWED: &str = "A0, 13, D2, P0";
        let word = self.next(ALLOWED)?;
        if is_pin_name(word) {
            Ok(word.to_owned())
        } else {
            Err(self.error(InputErrorCode::Pin, word, ALLOWED))
        }
    }
}

/// True if the word could be a pin's name: a number, with or without a letter before it.
fn is_pin_name(word: &str) -> bool {
    let digits = word.strip_prefix(['A', 'a', 'D', 'd', 'P', 'p']).unwrap_or(word);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses `500ms`, `1.5s`: digits, at most six decimals, and a unit.
fn parse_time_us(word: &str) -> Option<u64> {
    let (number, unit_us) = [("us", 1), ("ms", 1000), ("min", 60_000_000), ("s", 1_000_000)]
        .into_iter()
        .find_map(|(unit, us)| Some((word.strip_suffix(unit)?, us)))?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(whole, 12) || !is_number(decimals, 6) {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(decimals.len()).ok()?);
    let at_us =
        whole.parse::<u64>().ok()?.checked_mul(unit_us)? + decimals.parse::<u64>().ok()? * unit_us / scale;
    (at_us <= MAX_AT_US).then_some(at_us)
}

#[cfg(test)]
#[path = "script_tests.rs"]
mod tests;
