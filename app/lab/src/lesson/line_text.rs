//! Lines of the console, as checks read them.

/// Normalizes a text for comparison: without surrounding spaces, in lower case.
pub(super) fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Returns the numbers in a text: digits, with a sign unless it follows a word, and with decimals after a point.
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
}
