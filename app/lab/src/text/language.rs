//! The languages the lab speaks.

use std::fmt;

use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A language a pupil can read the lab in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English, which also stands in for any language the lab does not know.
    #[default]
    En,
}

impl Language {
    /// Every language, in the order menus list them.
    pub const ALL: &'static [Self] = &[Self::Fi, Self::Sv, Self::En];

    /// The two-letter code, as `--lang` and the folders of the Fluent files use it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Fi => "suomi",
            Self::Sv => "svenska",
            Self::En => "English",
        }
    }

    /// Reads a language tag as systems and browsers write it: `fi`, `sv-FI`, `en_US.UTF-8`, `fi_FI@euro`.
    ///
    /// Returns `None` for a language the lab does not speak and for what is no tag at all (`C`, `POSIX`).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().split(['.', '@']).next().unwrap_or_default();
        let wanted: LanguageIdentifier = tag.parse().ok()?;
        Self::ALL.iter().copied().find(|language| language.code() == wanted.language.as_str())
    }

    /// Picks the first tag of a list of wishes (best first) that the lab speaks, or English.
    ///
    /// An entry may itself be a list divided by colons, as the environment variable `LANGUAGE` is.
    pub fn negotiate<T: AsRef<str>>(wishes: impl IntoIterator<Item = T>) -> Self {
        wishes
            .into_iter()
            .find_map(|wish| wish.as_ref().split(':').find_map(Self::from_tag))
            .unwrap_or_default()
    }

    /// The identifier Fluent takes plural rules from.
    pub(super) fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or(UnknownLanguage)
    }
}

/// A tag names no language that the lab speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fi, sv, en")
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_of_systems_and_browsers() {
        let check =
            |tag: &str, expected: Option<Language>| assert_eq!(Language::from_tag(tag), expected, "{tag:?}");
        check("fi", Some(Language::Fi));
        check("FI", Some(Language::Fi));
        check("sv-FI", Some(Language::Sv));
        check("sv_SE", Some(Language::Sv));
        check("en_US.UTF-8", Some(Language::En));
        check("fi_FI@euro", Some(Language::Fi));
        check(" sv ", Some(Language::Sv));
        check("en-Latn-GB", Some(Language::En));
        check("de_DE.UTF-8", None);
        check("fil", None);
        check("C", None);
        check("C.UTF-8", None);
        check("POSIX", None);
        check("", None);
        check("suomi", None);
        check("sv\0", None);
    }

    #[test]
    fn the_first_wish_that_fits_wins() {
        let check =
            |wishes: &[&str], expected| assert_eq!(Language::negotiate(wishes), expected, "{wishes:?}");
        check(&["de-DE", "sv-FI", "fi"], Language::Sv);
        check(&["se:fi:en"], Language::Fi);
        check(&["C", "POSIX"], Language::En);
        check(&[], Language::En);
    }
}
