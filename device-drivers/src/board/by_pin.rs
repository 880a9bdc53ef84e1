//! Deserializes maps whose keys are pin numbers.
//!
//! JSON keys are strings. serde_json turns them into numbers by itself, but not inside an internally tagged enum:
//! there serde buffers the fields until it knows the variant, and a buffered key stays a string.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::Pin;

/// A pin number, written as a number or as a string.
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

/// Deserializes a map whose keys are pins, for serde's `deserialize_with`.
///
/// # Errors
/// The deserializer's error, and keys that are not pin numbers.
pub(super) fn deserialize<'de, D, V>(deserializer: D) -> Result<BTreeMap<Pin, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let map = BTreeMap::<Key, V>::deserialize(deserializer)?;
    Ok(map.into_iter().map(|(Key(pin), value)| (pin, value)).collect())
}
