//! Functions of the micro:bit's display and sounds.

use digilab_devices::board::Leds;
use digilab_devices::command::{Command, Reply};
use rhai::{Array, Dynamic, EvalAltResult};

use super::arguments::{Implementations, shortened};
use super::{Call, Picture, Receiver, pictures};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::script::run::{Next, Pending, Wait};
use crate::text::letters::nearest;

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Functions of the table that are implemented in this file.
pub(super) const IMPLEMENTATIONS: Implementations = &[
    (Receiver::Lab, "image", image),
    (Receiver::Board, "show", show),
    (Receiver::Board, "scroll", scroll),
    (Receiver::Board, "clear", clear),
    (Receiver::Board, "set_pixel", set_pixel),
    (Receiver::Board, "pixel", pixel),
    (Receiver::Board, "shown", shown),
    (Receiver::Board, "tone", tone),
    (Receiver::Board, "no_tone", no_tone),
    (Receiver::Board, "play", play),
];

/// Time per column of a scrolled text, in milliseconds: MicroPython's own.
const SCROLL_DELAY_MS: u16 = 150;

/// Maximum length of a scrolled text, in characters.
const MAX_SCROLLED: usize = 200;

fn image(call: &mut Call<'_>) -> Result {
    let rows = call.text(0)?;
    match pictures::parse(&rows) {
        Some(leds) => Ok(Dynamic::from(Picture(leds))),
        None => Err(ApiError::new(ApiErrorCode::UnknownImage).with("given", shortened(&rows)).raise()),
    }
}

/// Shows a picture or a single character, which stays, or scrolls a longer text.
fn show(call: &mut Call<'_>) -> Result {
    let value = call.value(0);
    if let Some(picture) = value.clone().try_cast::<Picture>() {
        return show_leds(call, picture.0);
    }
    let text = value.to_string();
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None, _) => show_leds(call, Leds::default()),
        (Some(character), None) => match pictures::glyph(character) {
            Some(leds) => show_leds(call, leds),
            None => Err(unsupported(call, character)),
        },
        _ => scroll_text(call, text),
    }
}

fn scroll(call: &mut Call<'_>) -> Result {
    let text = call.value(0);
    if text.is::<Picture>() {
        return show(call);
    }
    scroll_text(call, text.to_string())
}

fn show_leds(call: &Call<'_>, leds: Leds) -> Result {
    call.display(Command::ShowLeds { leds })
}

fn scroll_text(call: &Call<'_>, text: String) -> Result {
    let length = text.chars().count();
    if length > MAX_SCROLLED {
        let error = call.api_error(ApiErrorCode::TextTooLong);
        return Err(error.with("given", length).with("max", MAX_SCROLLED).raise());
    }
    // The micro:bit's own MicroPython shows a question mark for letters outside ASCII.
    let text: String = text.chars().map(nearest).collect();
    if let Some(unfit) = text.chars().find(|character| pictures::glyph(*character).is_none()) {
        return Err(unsupported(call, unfit));
    }
    call.display(Command::Scroll { text, delay_ms: SCROLL_DELAY_MS })
}

fn unsupported(call: &Call<'_>, character: char) -> Box<EvalAltResult> {
    let given =
        if character.is_control() { character.escape_default().to_string() } else { character.to_string() };
    call.api_error(ApiErrorCode::TextUnsupported).with("given", given).raise()
}

/// Clears the display at once: that ends a text that scrolls, too.
fn clear(call: &mut Call<'_>) -> Result {
    call.done(Command::ShowLeds { leds: Leds::default() })
}

fn set_pixel(call: &mut Call<'_>) -> Result {
    call.done(Command::SetLed { x: call.int(0)?, y: call.int(1)?, brightness: call.int(2)? })
}

fn read_leds(call: &Call<'_>, then: impl Fn(Leds) -> Dynamic + 'static) -> Result {
    call.perform(Command::ReadLeds, move |reply| match reply {
        Reply::Leds(leds) => then(leds),
        _ => then(Leds::default()),
    })
}

fn pixel(call: &mut Call<'_>) -> Result {
    let (x, y): (usize, usize) = (call.int(0)?, call.int(1)?);
    read_leds(call, move |leds| {
        Dynamic::from(leds.get(y).and_then(|row| row.get(x)).map_or(0, |pixel| i64::from(*pixel)))
    })
}

fn shown(call: &mut Call<'_>) -> Result {
    read_leds(call, |leds| Dynamic::from(Picture(leds)))
}

/// Plays a tone for the given time, while others run, or until it is stopped.
fn tone(call: &mut Call<'_>) -> Result {
    let frequency_hz = call.int(0)?;
    if !call.has(1) {
        return call.done(Command::Tone { pin: None, frequency_hz, duration_ms: None });
    }
    let duration_ms: u32 = call.int(1)?;
    let begin_us = call.run.with_lab(|lab| Ok(lab.now_us()))?;
    let end_us = begin_us.saturating_add(u64::from(duration_ms) * 1000);
    let command = Command::Tone { pin: None, frequency_hz, duration_ms: Some(duration_ms) };
    call.run.perform(call.board()?.id, command, move |_, _| {
        Ok(Next::Wait(Pending::value(Wait::Until(end_us), |_| Dynamic::UNIT)))
    })
}

fn no_tone(call: &mut Call<'_>) -> Result {
    call.done(Command::NoTone { pin: None })
}

fn play(call: &mut Call<'_>) -> Result {
    let list: Array = call.array(0)?;
    let mut notes = Vec::new();
    for note in list {
        let note = note.to_string();
        if !is_note(&note) {
            return Err(ApiError::new(ApiErrorCode::UnknownNote).with("given", shortened(&note)).raise());
        }
        notes.push(note.to_ascii_lowercase());
    }
    if notes.is_empty() || notes.len() > 64 {
        let error =
            call.api_error(ApiErrorCode::ListLength).with("argument", "notes").with("given", notes.len());
        return Err(error.with("min", 1).with("max", 64).raise());
    }
    call.done(Command::Play { notes })
}

/// True for a note in the notation of MicroPython's music module: a letter or `r` for a rest, `#` or `b`, an octave,
/// and after a colon the length in ticks: `c`, `c4`, `f#5:2`, `r:4`.
fn is_note(note: &str) -> bool {
    let (name, ticks) = note.split_once(':').map_or((note, None), |(name, ticks)| (name, Some(ticks)));
    let mut rest = name.chars();
    let has_letter = rest.next().is_some_and(|letter| matches!(letter.to_ascii_lowercase(), 'a'..='g' | 'r'));
    let rest = rest.as_str();
    let octave = rest.strip_prefix(['#', 'b', 'B']).unwrap_or(rest);
    let fits =
        |digits: &str, most: usize| digits.len() <= most && digits.bytes().all(|byte| byte.is_ascii_digit());
    has_letter && fits(octave, 1) && ticks.is_none_or(|ticks| !ticks.is_empty() && fits(ticks, 3))
}

#[cfg(test)]
mod tests {
    use super::is_note;

    #[track_caller]
    fn check(note: &str, expected: bool) {
        assert_eq!(is_note(note), expected, "{note}");
    }

    #[test]
    fn notes_are_told_from_other_words() {
        for note in ["c", "C4", "c4:4", "f#5:2", "bb3:1", "r:4", "eb", "g:16"] {
            check(note, true);
        }
        for word in ["", "h4", "c44", "c4:", "c4:x", "c4:1234", "#", "c##", "do", "c4 d4", "ä4"] {
            check(word, false);
        }
    }
}
