//! A mistake: its code, its place, and the values its sentence mentions.

use std::collections::BTreeMap;
use std::fmt;

use rhai::Position;
use serde::{Deserialize, Serialize};

use super::code::MistakeCode;
use super::scan::Token;
use crate::api_error::{ApiError, ApiErrorCode};

/// A place in a script; line and column count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A function call that was active when the mistake happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Name of the function; empty for `|| { … }`.
    pub function: String,
    /// Place of the call.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A mistake in a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Kind of mistake.
    pub code: MistakeCode,
    /// Line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of its start, from 1, in characters. May be one after the line's end if something is missing there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Length in characters on its line, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// Values for the sentence, by the names the code's documentation gives.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    /// A related place, such as that of the opening bracket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub related: Option<Place>,
    /// Active calls, outermost first; at most [`MAX_CALLS`], the innermost ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
}

/// Maximum number of calls that a mistake keeps: the innermost ones say the most.
pub const MAX_CALLS: usize = 8;

/// Maximum length of a script's own text in a sentence, in characters.
const MAX_ARG_CHARS: usize = 60;

/// Maximum length of a function's usage in a sentence, in characters: every way to call it is worth showing.
const MAX_USAGE_CHARS: usize = 300;

impl Mistake {
    /// Makes a mistake without a place.
    pub fn new(code: MistakeCode) -> Self {
        Self {
            code,
            line: None,
            column: None,
            length: None,
            args: BTreeMap::new(),
            related: None,
            calls: Vec::new(),
        }
    }

    pub(super) fn at(code: MistakeCode, (line, column): (u32, u32)) -> Self {
        Self { line: Some(line), column: Some(column), ..Self::new(code) }
    }

    pub(super) fn on(code: MistakeCode, token: &Token<'_>) -> Self {
        Self { length: Some(token.length()), ..Self::at(code, token.place()) }
    }

    /// Adds the value `name` of the sentence, cut to one line of bearable length.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let limit = if name == "usage" { MAX_USAGE_CHARS } else { MAX_ARG_CHARS };
        let mut short: String =
            value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        self.args.insert(name.to_owned(), short);
        self
    }

    /// Sets the place, if Rhai knows it.
    #[must_use]
    pub(crate) fn placed(mut self, position: Position) -> Self {
        let place = place_of(position);
        self.line = place.map(|place| place.line);
        self.column = place.map(|place| place.column);
        self
    }

    pub(super) fn related(mut self, (line, column): (u32, u32)) -> Self {
        self.related = Some(Place { line, column });
        self
    }

    /// Returns the value `name`, if the mistake has it.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.get(name).map(String::as_str)
    }

    /// Makes the mistake for an API error without a place, such as a board that cannot be reached.
    pub fn of_api_error(error: &ApiError) -> Self {
        error.args.iter().fold(Self::new(MistakeCode::Api(error.code)), |mistake, (name, value)| {
            // The allowed values may be a long list, and a pupil needs all of it; it is the lab's own text.
            if matches!(name.as_str(), "allowed" | "boards") {
                let mut mistake = mistake;
                let value = if value.is_empty() { "none" } else { value.as_str() };
                mistake.args.insert(name.clone(), value.to_owned());
                return mistake;
            }
            mistake.with(name, value)
        })
    }

    /// Makes the mistake for a crash of the lab.
    ///
    /// # Arguments
    /// - `line`: current line of the script at the crash, from 1; 0 if none ran.
    pub fn of_crash(line: u32) -> Self {
        Self {
            line: Some(line).filter(|line| *line > 0),
            ..Self::new(MistakeCode::Api(ApiErrorCode::LabCrashed))
        }
    }

    /// Moves places that lie outside `source` to its last character.
    pub(super) fn within(mut self, source: &str) -> Self {
        let Some(line) = self.line else {
            self.column = None;
            self.length = None;
            return self;
        };
        let lines = u32::try_from(source.split('\n').count()).unwrap_or(u32::MAX);
        let line = line.clamp(1, lines.max(1));
        let text = line_text(source, line);
        let end = u32::try_from(text.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
        let column = self.column.unwrap_or(1).clamp(1, end);
        self.line = Some(line);
        self.column = Some(column);
        self.length = self.length.map(|length| length.clamp(1, (end - column).max(1)));
        self
    }
}

/// Converts Rhai's position. Rhai counts lines and columns up to 65,535 and stays there, so larger ones have no
/// place.
pub(super) fn place_of(position: Position) -> Option<Place> {
    let number = |value: usize| u16::try_from(value).ok().filter(|&value| value < u16::MAX).map(u32::from);
    // Column 0 is the line's start.
    Some(Place { line: number(position.line()?)?, column: number(position.position().unwrap_or(1).max(1))? })
}

/// Returns line `line` (from 1) of `source`, without its line end.
pub(super) fn line_text(source: &str, line: u32) -> &str {
    let index = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    source.split('\n').nth(index).map_or("", |text| text.strip_suffix('\r').unwrap_or(text))
}
