//! Numbers of a check, which may depend on random values.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number, or a small sum with the names of random values: `40`, `"$level"`, `"$steps * 2 + 1"`.
///
/// Evaluated from left to right without precedence: `1 + 2 * 3` is 9. `/` drops the remainder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    first: Operand,
    rest: Vec<(Sign, Operand)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Operand {
    Value(i64),
    Name(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    By,
}

impl Sign {
    const ALL: [(char, Self); 4] =
        [('+', Self::Plus), ('-', Self::Minus), ('*', Self::Times), ('/', Self::By)];

    fn letter(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '-',
            Self::Times => '*',
            Self::By => '/',
        }
    }
}

/// Values drawn for a scenario, by name: numbers and words.
pub type Drawn = BTreeMap<String, String>;

impl Number {
    /// Makes a constant.
    pub fn fixed(value: i64) -> Self {
        Self { first: Operand::Value(value), rest: Vec::new() }
    }

    /// Parses `40`, `$level` or `$steps * 2 + 1`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split_whitespace();
        let first = operand(parts.next()?)?;
        let mut rest = Vec::new();
        while let Some(sign) = parts.next() {
            let (_, sign) = Sign::ALL.into_iter().find(|(letter, _)| sign.chars().eq([*letter]))?;
            rest.push((sign, operand(parts.next()?)?));
        }
        Some(Self { first, rest })
    }

    /// Returns the names in it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|(_, operand)| operand)).filter_map(
            |operand| match operand {
                Operand::Name(name) => Some(name.as_str()),
                Operand::Value(_) => None,
            },
        )
    }

    /// Evaluates it with the drawn values; `None` if a name was not drawn or is no number, for a division by zero, or
    /// if the value overflows.
    pub fn value(&self, drawn: &Drawn) -> Option<i64> {
        let value = |operand: &Operand| match operand {
            Operand::Value(value) => Some(*value),
            Operand::Name(name) => drawn.get(name)?.parse().ok(),
        };
        self.rest.iter().try_fold(value(&self.first)?, |sum, (sign, operand)| {
            let operand = value(operand)?;
            match sign {
                Sign::Plus => sum.checked_add(operand),
                Sign::Minus => sum.checked_sub(operand),
                Sign::Times => sum.checked_mul(operand),
                Sign::By => sum.checked_div(operand),
            }
        })
    }
}

fn operand(text: &str) -> Option<Operand> {
    match text.strip_prefix('$') {
        Some(name) if is_name(name) => Some(Operand::Name(name.to_owned())),
        Some(_) => None,
        None => text.parse().ok().map(Operand::Value),
    }
}

/// True if a random value may have this name: a small letter, then small letters, digits and `_`.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'))
}

/// Fills the drawn values into a text: `{name}` stands for a value, `{$name * 2}` for a sum.
///
/// `None` if something in braces was not drawn or cannot be evaluated.
pub fn filled(text: &str, drawn: &Drawn) -> Option<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (inside, behind) = behind.split_once('}')?;
        filled.push_str(before);
        match drawn.get(inside) {
            Some(word) => filled.push_str(word),
            None => filled.push_str(&Number::parse(inside)?.value(drawn)?.to_string()),
        }
        rest = behind;
    }
    filled.push_str(rest);
    Some(filled)
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        self.rest.iter().try_for_each(|(sign, operand)| write!(formatter, " {} {operand}", sign.letter()))
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(formatter, "{value}"),
            Self::Name(name) => write!(formatter, "${name}"),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.first, self.rest.is_empty()) {
            (Operand::Value(value), true) => serializer.serialize_i64(*value),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number, or a sum such as \"$level + 1\"")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        Ok(Number::fixed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        i64::try_from(value).map(Number::fixed).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        Number::parse(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> Drawn {
        [("level", "40"), ("word", "kissa")].map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    #[track_caller]
    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(Number::parse(text).and_then(|number| number.value(&drawn())), expected, "{text}");
    }

    #[test]
    fn sums() {
        check("7", Some(7));
        check("-7", Some(-7));
        check("$level", Some(40));
        check("$level * 2 + 1", Some(81));
        check("1 + 2 * 3", Some(9));
        check("$level / 3", Some(13));
        check("$level / 0", None);
        check("9223372036854775807 + 1", None);
        check("$word", None);
        check("$other", None);
        for wrong in ["", "+", "1 +", "1 + + 2", "$", "$A", "1 2", "a", "1 % 2", "1.5"] {
            assert_eq!(Number::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn texts_are_filled() {
        let fill = |text| filled(text, &drawn());
        assert_eq!(fill("a {word} of {level} kg, {$level * 2}"), Some("a kissa of 40 kg, 80".to_owned()));
        assert_eq!(fill("plain"), Some("plain".to_owned()));
        assert_eq!(fill("{other}"), None);
        assert_eq!(fill("{level"), None);
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for json in ["40", "-1", "\"$level * 2 + 1\""] {
            let number: Number = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), json);
        }
    }
}
