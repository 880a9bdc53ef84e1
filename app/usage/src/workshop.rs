//! Workshop codes: six characters that a teacher says aloud and a pupil types, with a check character against typing
//! errors.

use crate::code::Code;

/// Alphabet of a code: digits and letters without those that look or sound like another (`0 o`, `1 i l`, `u v`).
const ALPHABET: &[u8; 29] = b"23456789abcdefghjkmnpqrstwxyz";

/// Length of a code in characters, the last of which is the check character.
pub const LENGTH: usize = 6;

/// Returns the check character: the sum of the others, each times its place from 2 on, modulo the alphabet's prime
/// length. It detects any one wrong character and any two that changed places.
fn check(first: &[usize]) -> usize {
    let sum: usize = (2..).zip(first).map(|(place, value)| place * value).sum();
    sum % ALPHABET.len()
}

/// Makes a code from a random number.
///
/// # Arguments
/// - `chance`: the random number.
pub fn code(chance: u64) -> Code {
    let base = ALPHABET.len() as u64;
    let mut left = chance;
    let mut values: Vec<usize> = Vec::with_capacity(LENGTH);
    for _ in 1..LENGTH {
        values.push(usize::try_from(left % base).unwrap_or(0));
        left /= base;
    }
    values.push(check(&values));
    let text: String =
        values.into_iter().filter_map(|value| ALPHABET.get(value)).map(|byte| char::from(*byte)).collect();
    Code::or_other(&text)
}

/// Parses a code that somebody typed; `None` if it is not a valid one. Spaces, hyphens and case are ignored.
pub fn parse(typed: &str) -> Option<Code> {
    let plain: String = typed
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .map(|character| character.to_ascii_lowercase())
        .take(LENGTH + 1)
        .collect();
    let values: Vec<usize> = plain
        .chars()
        .map(|character| ALPHABET.iter().position(|known| char::from(*known) == character))
        .collect::<Option<_>>()?;
    let (last, first) = values.split_last()?;
    (values.len() == LENGTH && check(first) == *last).then(|| Code::new(&plain)).flatten()
}

/// Formats a code for people: `K7M 2QX`.
pub fn shown(code: &Code) -> String {
    let mut text = code.as_str().to_ascii_uppercase();
    if text.len() == LENGTH {
        text.insert(LENGTH / 2, ' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_however_it_is_written(chance: u64) {
            let code = code(chance);
            prop_assert_eq!(code.as_str().len(), LENGTH);
            for typed in [code.to_string(), shown(&code), format!(" {} ", shown(&code).replace(' ', "-"))] {
                prop_assert_eq!(parse(&typed), Some(code.clone()), "{}", typed);
            }
        }

        #[test]
        fn a_slip_of_the_finger_is_found(chance: u64, place in 0..LENGTH, other in 1..ALPHABET.len()) {
            let right = code(chance).to_string().into_bytes();
            let mut wrong = right.clone();
            let value = ALPHABET.iter().position(|byte| *byte == right[place]).unwrap();
            wrong[place] = ALPHABET[(value + other) % ALPHABET.len()];
            prop_assert_eq!(parse(std::str::from_utf8(&wrong).unwrap()), None);
            let mut swapped = right.clone();
            swapped.swap(place, (place + 1) % LENGTH);
            // The check character and the first character are five places apart.
            let neighbours = place + 1 < LENGTH;
            prop_assert!(!neighbours || swapped == right || parse(std::str::from_utf8(&swapped).unwrap()).is_none());
        }

        #[test]
        fn whatever_is_typed_is_no_trouble(typed in ".{0,20}") {
            let _ = parse(&typed);
        }
    }

    #[test]
    fn what_is_too_long_or_too_short_is_no_code() {
        let code = code(123_456_789).to_string();
        for typed in ["", "k7", "hello", &code[1..], &format!("{code}2"), "åäöåäö"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
