//! The program's own sentences beside the lab's.

use digilab_lab::text::{Language, Texts};

#[cfg(feature = "all-texts")]
macro_rules! files {
    ($($file:literal),+ $(,)?) => {
        /// The window's Fluent files.
        pub const RESOURCES: &[(Language, &str)] = &[$(
            (Language::Fi, include_str!(concat!("../locales/fi/", $file))),
            (Language::Sv, include_str!(concat!("../locales/sv/", $file))),
            (Language::En, include_str!(concat!("../locales/en/", $file))),
        )+];
    };
}

/// None are built in: they are given as [`digilab_lab::text::supply`] has it.
#[cfg(not(feature = "all-texts"))]
pub const RESOURCES: &[(Language, &str)] = &[];

#[cfg(feature = "all-texts")]
files!(
    "board.ftl",
    "console.ftl",
    "editor.ftl",
    "lessons.ftl",
    "notices.ftl",
    "packs.ftl",
    "page.ftl",
    "plot.ftl",
    "preferences.ftl",
    "project.ftl",
    "projects.ftl",
    "reference.ftl",
    "usage.ftl",
    "use.ftl",
    "window.ftl",
    "words.ftl",
);

/// All sentences of the window in `language`.
pub fn texts(language: Language) -> Texts {
    Texts::with_resources(language, RESOURCES)
}

#[cfg(all(test, feature = "all-texts"))]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use digilab_lessons::finding::FindingCode;

    use super::*;
    use crate::cli::texts::{TERMINAL, texts as terminal_texts};

    /// Every text id of a Fluent source (`message` or `message.attribute`) with the values it mentions.
    fn texts_of(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let (mut message, mut id) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ") {
                if let Some(attribute) = name.strip_prefix("    .") {
                    id = format!("{message}.{attribute}");
                } else if !name.starts_with(' ') {
                    message = name.to_owned();
                    id = name.to_owned();
                }
            }
            let values = texts.entry(id.clone()).or_default();
            let mentioned = line.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            values.extend(mentioned.map(str::to_owned));
        }
        texts
    }

    #[test]
    fn every_finding_about_a_pack_has_its_texts_and_no_text_is_left_over() {
        let ids = FindingCode::ALL.iter().map(|code| code.id());
        let wanted: BTreeSet<_> = ids.flat_map(|id| [id.to_owned(), format!("{id}.advice")]).collect();
        for (language, source) in RESOURCES.iter().filter(|(_, source)| source.contains("\npack-")) {
            assert_eq!(texts_of(source).into_keys().collect::<BTreeSet<_>>(), wanted, "{language}");
            let fluent = Texts::with_resources(*language, &[(*language, source)]);
            assert!(wanted.iter().all(|id| fluent.has(id)), "{language}");
        }
        let in_all = |id: &String| Language::ALL.iter().all(|language| terminal_texts(*language).has(id));
        assert!(wanted.iter().all(in_all));
    }

    #[test]
    fn every_trouble_of_the_usage_log_has_its_texts() {
        for code in digilab_usage::error::UsageErrorCode::ALL {
            let id = format!("log-{}", code.id());
            let has = |language: &Language| {
                texts(*language).has(&id) && texts(*language).has(&format!("{id}.advice"))
            };
            assert!(Language::ALL.iter().all(has), "{id}");
        }
    }

    #[test]
    fn every_language_has_every_text_with_the_same_values() {
        let texts_in = |wanted: Language| -> BTreeMap<_, _> {
            let sources = RESOURCES.iter().chain(TERMINAL).filter(|(language, _)| *language == wanted);
            sources.flat_map(|(_, source)| texts_of(source)).collect()
        };
        let english = texts_in(Language::En);
        assert!(english.len() > 100, "{}", english.len());
        for language in [Language::Fi, Language::Sv] {
            assert_eq!(texts_in(language), english, "{language}");
        }
    }
}
