//! Numbers from texts: what somebody typed, or what a board sent.

use rhai::{Engine, FLOAT, INT, NativeCallContext};

use super::change::Result;
use super::numbers::too_large;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::trace::shortened;

pub(super) fn register(engine: &mut Engine) {
    for name in ["parse_int", "to_int", "int"] {
        engine.register_fn(name, |text: &str| parse_int(text, 10));
    }
    for name in ["parse_float", "to_float"] {
        engine.register_fn(name, parse_float);
    }
    engine.register_fn("parse_json", |context: NativeCallContext<'_>, text: &str| {
        context
            .engine()
            .parse_json(text, true)
            .map_err(|_| ApiError::new(ApiErrorCode::NotJson).with("given", shortened(text.trim())).raise())
    });
    // An answer that is a number already is one.
    engine.register_fn("parse_int", |number: INT| number);
    engine.register_fn("parse_float", |number: INT| number as FLOAT);
    engine.register_fn("parse_float", |number: FLOAT| number);
    engine.register_fn("parse_int", |digit: char| parse_int(digit.encode_utf8(&mut [0; 4]), 10));
    engine.register_fn("parse_float", |digit: char| parse_float(digit.encode_utf8(&mut [0; 4])));
    engine.register_fn("parse_int", |text: &str, base: INT| match u32::try_from(base) {
        Ok(base @ 2..=36) => parse_int(text, base),
        _ => {
            let error = ApiError::new(ApiErrorCode::OutOfRange).with("function", "parse_int");
            let error = error.with("argument", "base").with("given", base);
            Err(error.with("min", 2).with("max", 36).raise())
        }
    });
}

/// Returns the whole number in a text; spaces around it do not count.
fn parse_int(text: &str, base: u32) -> Result<INT> {
    let inner = text.trim();
    INT::from_str_radix(inner, base).map_err(|error| match error.kind() {
        std::num::IntErrorKind::PosOverflow | std::num::IntErrorKind::NegOverflow => {
            too_large(format!("Integer overflow: {inner}"))
        }
        _ => no_number(ApiErrorCode::NotWholeNumber, text),
    })
}

/// Returns the number in a text; spaces around it do not count. `nan`, as some sensors send it, is one.
fn parse_float(text: &str) -> Result<FLOAT> {
    text.trim().parse().map_err(|_| no_number(ApiErrorCode::NotNumber, text))
}

/// Makes the error for a text that is no number, with what is probably wrong with it.
fn no_number(code: ApiErrorCode, text: &str) -> Box<rhai::EvalAltResult> {
    let (hint, wanted) = hint(text.trim());
    let error = ApiError::new(code).with("given", shortened(text.trim()));
    error.with("hint", hint).with("wanted", shortened(&wanted)).raise()
}

/// Returns what is probably wrong with a text that is no number, and the number that it should be.
fn hint(text: &str) -> (&'static str, String) {
    let is_number = |text: &str| text.parse::<FLOAT>().is_ok_and(FLOAT::is_finite);
    let with_point = text.replacen(',', ".", 1);
    // `5 cm`, `21.5°C`: the number before its unit.
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '+' | '.')).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default();
    if text.is_empty() {
        ("empty", String::new())
    } else if is_number(text) {
        ("decimal", text.to_owned())
    } else if is_number(&with_point) {
        ("comma", with_point)
    } else if is_number(number) {
        ("unit", number.to_owned())
    } else {
        ("none", String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[track_caller]
    fn check(text: &str, expected: (&str, &str)) {
        let (found, wanted) = hint(text);
        assert_eq!((found, wanted.as_str()), expected, "{text}");
    }

    #[test]
    fn what_is_wrong_with_a_number_is_seen() {
        check("", ("empty", ""));
        check("abc", ("none", ""));
        check("5.0", ("decimal", "5.0"));
        check("3,5", ("comma", "3.5"));
        check("-0,25", ("comma", "-0.25"));
        check("5 cm", ("unit", "5"));
        check("21.5°C", ("unit", "21.5"));
        check("1,234,567", ("unit", "1"));
        check("-", ("none", ""));
    }
}
