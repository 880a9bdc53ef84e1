//! Finds the numbers in a printed line that can be plotted.
//!
//! | line | from | samples |
//! |---|---|---|
//! | `temp:21.5,light:300` | Arduino serial plotter, MakeCode's `serial.writeValue` | `temp`, `light` |
//! | `1.5,2,3`, `1.5 2 3`, tabs | Arduino, MakeCode's `serial.writeNumbers` | three without names |
//! | `(1, 2.5, 3)` | Mu's plotter | three without names |
//! | `42` | anything | one without a name |

/// Maximum number of samples in one line; a longer line is not data.
pub const SAMPLES_LIMIT: usize = 16;

/// Maximum length of a name, in characters.
const NAME_LIMIT: usize = 32;

/// A sample: its name, if the line gives one, and its value.
pub type Sample = (Option<String>, f64);

/// Returns the samples in `line`, in the order printed; empty if the line is anything but data.
///
/// Only finite values count: where a program prints `name:nan`, as sensor libraries do for "no answer", that pair
/// is left out; a list without names is dropped as a whole, because its places would shift. A comma separates
/// values, so the decimal separator is a point.
pub fn parse_samples(line: &str) -> Vec<Sample> {
    let line = line.trim();
    let found = match line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(tuple) => tuple_samples(tuple),
        None => list_samples(line),
    };
    found.filter(|samples| samples.len() <= SAMPLES_LIMIT).unwrap_or_default()
}

/// Parses `1, 2.5, 3`, also with the trailing comma that Python writes after a single value.
fn tuple_samples(tuple: &str) -> Option<Vec<Sample>> {
    let tuple = tuple.trim();
    let items = tuple.strip_suffix(',').unwrap_or(tuple).split(',');
    items.map(|item| Some((None, finite(number(item.trim())?)?))).collect()
}

/// Parses pairs and numbers separated by commas, semicolons, tabs or spaces.
fn list_samples(line: &str) -> Option<Vec<Sample>> {
    let mut samples = Vec::new();
    for field in line.split([',', ';', '\t']).map(str::trim).filter(|field| !field.is_empty()) {
        match spaced_samples(field) {
            Some(more) => samples.extend(more),
            None => samples.extend(long_name(field)?),
        }
        if samples.len() > SAMPLES_LIMIT {
            return None;
        }
    }
    Some(samples)
}

/// Parses `a:1 b: 2 3`: pairs and numbers separated by spaces, with no space in a name.
fn spaced_samples(field: &str) -> Option<Vec<Sample>> {
    let mut samples = Vec::new();
    let mut words = field.split_whitespace();
    while let Some(word) = words.next() {
        match word.split_once(':') {
            Some((name, "")) => samples.extend(pair(name, words.next()?)?),
            Some((name, value)) => samples.extend(pair(name, value)?),
            None => samples.push((None, finite(number(word)?)?)),
        }
        if samples.len() > SAMPLES_LIMIT {
            return None;
        }
    }
    Some(samples)
}

/// Parses `Room temperature: 21`: one pair, with spaces in its name.
fn long_name(field: &str) -> Option<Option<Sample>> {
    let (name, value) = field.split_once(':')?;
    pair(name.trim(), value.trim())
}

/// Parses a name and its value; `Some(None)` if the value is not finite.
fn pair(name: &str, value: &str) -> Option<Option<Sample>> {
    // A number before the colon is a clock time or a ratio.
    let is_name = name.chars().any(char::is_alphabetic) && name.chars().count() <= NAME_LIMIT;
    if !is_name {
        return None;
    }
    Some(finite(number(value)?).map(|value| (Some(name.to_owned()), value)))
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formats() {
        #[track_caller]
        fn check(line: &str, expected: &[(&str, f64)]) {
            let samples = parse_samples(line);
            let found: Vec<_> =
                samples.iter().map(|(name, value)| (name.as_deref().unwrap_or(""), *value)).collect();
            assert_eq!(found, expected, "{line:?}");
        }
        // One number.
        check("42", &[("", 42.0)]);
        check(" -3.5 \r", &[("", -3.5)]);
        check("+.5", &[("", 0.5)]);
        check("1e3", &[("", 1000.0)]);
        // Numbers.
        check("1,2.5,3", &[("", 1.0), ("", 2.5), ("", 3.0)]);
        check("1, 2.5, 3,", &[("", 1.0), ("", 2.5), ("", 3.0)]);
        check("1 2\t3;4", &[("", 1.0), ("", 2.0), ("", 3.0), ("", 4.0)]);
        // Names.
        check("x:5", &[("x", 5.0)]);
        check("a:1,b:2", &[("a", 1.0), ("b", 2.0)]);
        check("a:1 b:-2", &[("a", 1.0), ("b", -2.0)]);
        check("a:1\tb:2", &[("a", 1.0), ("b", 2.0)]);
        check("a: 1, b: 2", &[("a", 1.0), ("b", 2.0)]);
        check("a :1", &[("a ".trim(), 1.0)]);
        check("lämpötila: 21.5", &[("lämpötila", 21.5)]);
        check("Room temperature: 21, Light level: 3", &[("Room temperature", 21.0), ("Light level", 3.0)]);
        check("min:0,max:100,17", &[("min", 0.0), ("max", 100.0), ("", 17.0)]);
        // Mu.
        check("(1, 2.5, 3)", &[("", 1.0), ("", 2.5), ("", 3.0)]);
        check("(7,)", &[("", 7.0)]);
        check("( -7 )", &[("", -7.0)]);
        // Not a number where one should be.
        check("temp:nan,hum:40", &[("hum", 40.0)]);
        check("temp:inf", &[]);
        check("1,nan,3", &[]);
        check("(1, inf)", &[]);
        check("1e999", &[]);
        // Not data.
        check("", &[]);
        check(",,;", &[]);
        check("()", &[]);
        check("(1, 'a')", &[]);
        check("((1), 2)", &[]);
        check("hello", &[]);
        check("hello 5", &[]);
        check("21.5C", &[]);
        check("12:30", &[]);
        check("12:30:45", &[]);
        check("time: 12:30", &[]);
        check("a:b:1", &[]);
        check("a:", &[]);
        check(":1", &[]);
        check("a:1 done", &[]);
        check(&format!("{}:1", "n".repeat(NAME_LIMIT + 1)), &[]);
        check(&"1,".repeat(SAMPLES_LIMIT + 1), &[]);
        check(&"1 ".repeat(100_000), &[]);
        assert_eq!(parse_samples(&"1,".repeat(SAMPLES_LIMIT)).len(), SAMPLES_LIMIT);
    }

    proptest! {
        #[test]
        fn any_line_gives_few_and_finite_samples(line: String) {
            let samples = parse_samples(&line);
            prop_assert!(samples.len() <= SAMPLES_LIMIT);
            prop_assert!(samples.iter().all(|(_, value)| value.is_finite()));
        }

        #[test]
        fn near_misses_give_few_and_finite_samples(line in "[-a0-9:,;()\\. \tein]{0,40}") {
            let samples = parse_samples(&line);
            prop_assert!(samples.len() <= SAMPLES_LIMIT);
            prop_assert!(samples.iter().all(|(_, value)| value.is_finite()));
        }

        #[test]
        fn printed_pairs_come_back(pairs in prop::collection::vec(("[a-zåäö][a-zåäö_]{0,11}", -1e9..1e9_f64), 1..16)) {
            let line: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}:{value}")).collect();
            let expected: Vec<Sample> = pairs.into_iter().map(|(name, value)| (Some(name), value)).collect();
            prop_assert_eq!(parse_samples(&line.join(",")), expected);
        }
    }
}
