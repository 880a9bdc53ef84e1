//! Settings that the lab keeps from one session to the next: language, theme, text size, the last project and lesson
//! pack.

use serde::{Deserialize, Deserializer, Serialize};

use digilab_lab::text::Language;

use crate::packs::PackPlace;
use crate::project::ProjectId;

/// Allowed text sizes, as a factor of the usual size.
pub const TEXT_SCALES: std::ops::RangeInclusive<f32> = 0.8..=2.0;

/// Colour theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Follows the system.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

/// The user's settings. A store saves them as JSON; a field that is missing or unknown, as from another version, is
/// no error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language; the system's if `None`.
    #[serde(deserialize_with = "or_default")]
    pub language: Option<Language>,
    /// Colour theme.
    #[serde(deserialize_with = "or_default")]
    pub theme: Theme,
    /// Text size as a factor of the usual size, within [`TEXT_SCALES`].
    #[serde(deserialize_with = "within_scales")]
    pub text_scale: f32,
    /// Project that was open last, to be opened again.
    #[serde(deserialize_with = "or_default")]
    pub last_project: Option<ProjectId>,
    /// Lesson pack that was open last, to be opened again.
    #[serde(deserialize_with = "or_default")]
    pub last_pack: Option<PackPlace>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { language: None, theme: Theme::System, text_scale: 1.0, last_project: None, last_pack: None }
    }
}

/// Deserializes a value, with its default in place of one that makes no sense: one bad value must not cost the
/// others.
fn or_default<'de, D: Deserializer<'de>, T: Default + serde::de::DeserializeOwned>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn within_scales<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let scale = serde_json::Value::deserialize(deserializer)?.as_f64().unwrap_or(1.0);
    Ok((scale as f32).clamp(*TEXT_SCALES.start(), *TEXT_SCALES.end()))
}

impl Settings {
    /// Parses the settings from JSON; `None` if `text` is not a valid JSON object. Values that make no sense become
    /// the defaults.
    pub fn from_json(text: &str) -> Option<Self> {
        // Serde would accept an array with the fields in their order.
        text.trim_start().starts_with('{').then(|| serde_json::from_str(text).ok())?
    }

    /// Serializes the settings as indented JSON, with a line end behind it.
    pub fn to_json(&self) -> String {
        let tame = Self { text_scale: self.tame_scale(), ..self.clone() };
        // Strings, words of a closed set and a finite number: JSON can hold them all.
        serde_json::to_string_pretty(&tame).unwrap_or_default() + "\n"
    }

    /// Returns the text size to use: the one set, limited to [`TEXT_SCALES`], or 1.0 if it is not a number.
    pub fn tame_scale(&self) -> f32 {
        let scale = if self.text_scale.is_nan() { 1.0 } else { self.text_scale };
        scale.clamp(*TEXT_SCALES.start(), *TEXT_SCALES.end())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let settings = Settings {
            language: Some(Language::Sv),
            theme: Theme::Dark,
            text_scale: 1.25,
            last_project: Some(ProjectId("Pöllö \"1\"".to_owned())),
            last_pack: Some(PackPlace::Path("/kurssi/valot".into())),
        };
        assert_eq!(Settings::from_json(&settings.to_json()), Some(settings));
        assert_eq!(Settings::from_json(&Settings::default().to_json()), Some(Settings::default()));
    }

    #[test]
    fn one_bad_value_costs_only_itself() {
        let text =
            r#"{"language": "klingon", "theme": 7, "text_scale": 99, "last_project": "Robo", "new": {}}"#;
        let expected = Settings {
            text_scale: 2.0,
            last_project: Some(ProjectId("Robo".to_owned())),
            ..Default::default()
        };
        assert_eq!(Settings::from_json(text), Some(expected));
        assert_eq!(Settings::from_json("{}"), Some(Settings::default()));
        for scale in ["\"big\"", "null", "-3", "1e999", "0"] {
            let read = Settings::from_json(&format!("{{\"text_scale\": {scale}}}"));
            assert!(read.is_none_or(|read| TEXT_SCALES.contains(&read.text_scale)), "{scale}");
        }
    }

    #[test]
    fn what_is_no_settings() {
        for text in ["", "{", "[]", "null", "7", "{\"theme\": \"dark\"", "\0", "[null, \"dark\", 1.0, null]"]
        {
            assert_eq!(Settings::from_json(text), None, "{text:?}");
        }
    }

    #[test]
    fn no_number_is_too_wild_to_write() {
        for wild in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let settings = Settings { text_scale: wild, ..Settings::default() };
            let read = Settings::from_json(&settings.to_json()).map(|read| read.text_scale);
            assert_eq!(read, Some(settings.tame_scale()));
            assert!(TEXT_SCALES.contains(&settings.tame_scale()));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            if let Some(settings) = Settings::from_json(&text) {
                prop_assert!(TEXT_SCALES.contains(&settings.text_scale));
            }
        }
    }
}
