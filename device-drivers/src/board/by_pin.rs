//! Reads maps whose keys are pins.
//!
//! In JSON a key is a text. serde_json makes a number of it where a number is asked for, but not where an enum with its
//! tag among its fields lies around the map: serde keeps the fields until it knows which variant they are for, as texts.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::Pin;

/// A pin, written as a number or as a text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key(Pin);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Pin;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a pin's number")
    }

    fn visit_u64<E: Error>(self, pin: u64) -> Result<Pin, E> {
        Pin::try_from(pin).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, pin: &str) -> Result<Pin, E> {
        pin.parse().map_err(E::custom)
    }
}

/// For serde's `deserialize_with`.
///
/// # Errors
/// What the deserializer says, and keys that are no pins.
pub(super) fn deserialize<'de, D, V>(deserializer: D) -> Result<BTreeMap<Pin, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let map = BTreeMap::<Key, V>::deserialize(deserializer)?;
    Ok(map.into_iter().map(|(Key(pin), value)| (pin, value)).collect())
}
