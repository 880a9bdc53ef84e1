//! The languages of the lab and of lesson packs, in one table: a language is a row here and a folder
//! `app/locales/CODE/`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// Defines the languages: `Variant = code, name, decimal sign;`, in the order of menus.
macro_rules! languages {
    ($($(#[doc = $doc:literal])+ $(#[$default:ident])? $variant:ident = $code:literal, $name:literal, $decimal:literal;)+) => {
        /// A language of the lab's texts and of lesson packs.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Language { $($(#[doc = $doc])+ $(#[$default])? $variant,)+ }

        impl Language {
            /// Every language, in the order of menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Codes of all languages, as a list for people: `fi, sv, en`.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// Returns the two-letter code (ISO 639-1), as in `--lang`, folders, file names and `pack.toml`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Returns the language's own name for itself.
            pub fn own_name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the decimal sign of numbers for people.
            pub fn decimal_sign(self) -> char {
                match self { $(Self::$variant => $decimal,)+ }
            }
        }
    };
}

languages! {
    /// Finnish.
    Fi = "fi", "suomi", ',';
    /// Swedish.
    Sv = "sv", "svenska", ',';
    /// English, which also stands in for any language that the lab lacks.
    #[default]
    En = "en", "English", '.';
}

impl Language {
    /// Parses a language tag of a system or a browser: `fi`, `sv-FI`, `en_US.UTF-8`, `fi_FI@euro`.
    ///
    /// Returns `None` for a language that the lab lacks and for anything that is no tag (`C`, `POSIX`).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().split(['.', '@']).next().unwrap_or_default();
        let wanted: LanguageIdentifier = tag.parse().ok()?;
        Self::ALL.iter().copied().find(|language| language.code() == wanted.language.as_str())
    }

    /// Returns the first language of a list of tags (best first) that the lab has, or English.
    ///
    /// An entry may itself be a list divided by colons, as the environment variable `LANGUAGE` is.
    pub fn negotiate<T: AsRef<str>>(wishes: impl IntoIterator<Item = T>) -> Self {
        wishes
            .into_iter()
            .find_map(|wish| wish.as_ref().split(':').find_map(Self::from_tag))
            .unwrap_or_default()
    }

    /// Returns the identifier from which Fluent takes plural rules.
    pub fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or(UnknownLanguage)
    }
}

/// Error for a tag of a language that the lab lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::CODES.join(", "))
    }
}

impl std::error::Error for UnknownLanguage {}

/// A short text in the languages of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<Language, String>);

impl LocalText {
    /// Returns the text in a language; if it is missing, in English, or else in any language there is.
    pub fn get(&self, language: Language) -> &str {
        let there = self.0.get(&language);
        there
            .or_else(|| self.0.get(&Language::default()))
            .or_else(|| self.0.values().next())
            .map_or("", |text| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_language_is_written_by_its_code() {
        for &language in Language::ALL {
            assert_eq!(serde_json::to_string(&language).unwrap(), format!("\"{language}\""));
            assert_eq!(language.code().parse(), Ok(language));
        }
        assert_eq!(UnknownLanguage.to_string(), "fi, sv, en");
    }
}
