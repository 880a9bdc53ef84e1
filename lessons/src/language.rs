//! The languages of a pack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language that a pack can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PackLanguage {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl PackLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// As in file names and in `pack.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}

/// A short text in the languages of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<PackLanguage, String>);

impl LocalText {
    /// The text in a language; where it is missing, in one that is there.
    pub fn get(&self, language: PackLanguage) -> &str {
        let there = self.0.get(&language);
        there
            .or_else(|| self.0.get(&PackLanguage::En))
            .or_else(|| self.0.values().next())
            .map_or("", |text| text)
    }
}
