//! Pictures on the display, as checks describe them and reports show them.

use digilab_devices::board::Leds;

use super::check_error::{CheckError, CheckErrorCode};
use super::phrase::{Phrase, Said, phrases};
use crate::api::pictures;

phrases! {
    /// A dark display.
    IS_DARK = "is-dark",
    /// A picture by its name or its rows. Args: `picture`.
    IS_PICTURE = "is-picture",
    /// A letter, digit or sign. Args: `character`.
    IS_CHARACTER = "is-character",
}

/// A picture of a check, row by row.
pub(super) type Cells = [[Cell; 5]; 5];

/// Matcher of an LED of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Any,
    Lit,
    Exactly(u8),
}

/// True if the LEDs show the described picture.
pub(super) fn fits(cells: &Cells, leds: &Leds) -> bool {
    cells.iter().flatten().zip(leds.iter().flatten()).all(|(cell, led)| match cell {
        Cell::Any => true,
        Cell::Lit => *led > 0,
        Cell::Exactly(brightness) => led == brightness,
    })
}

/// Parses the picture of a check: a picture's name, or its rows.
pub(super) fn cells(picture: &str) -> Result<Cells, CheckError> {
    let unknown = || CheckError::new(CheckErrorCode::PictureUnknown).with("given", picture);
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

/// Returns the phrase of a picture by its name, or by its rows if it has none.
pub(super) fn said(leds: &Leds) -> Said {
    if leds.iter().flatten().all(|led| *led == 0) {
        return Said::new(Phrase::IS_DARK);
    }
    let rows = pictures::rows(leds);
    if let Some((name, _)) = pictures::NAMED.iter().find(|(_, named)| *named == rows) {
        return Said::new(Phrase::IS_PICTURE).with("picture", *name);
    }
    match (' '..='~').find(|character| pictures::glyph(*character).as_ref() == Some(leds)) {
        Some(character) => Said::new(Phrase::IS_CHARACTER).with("character", character.to_string().as_str()),
        None => Said::new(Phrase::IS_PICTURE).with("picture", rows.as_str()),
    }
}
