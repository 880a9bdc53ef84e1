//! The program's own sentences beside the lab's.

use digilab_lab::text::{Language, Texts};

/// The program's Fluent files.
pub const RESOURCES: &[(Language, &str)] = &[
    (Language::Fi, include_str!("../../locales/fi/program.ftl")),
    (Language::Sv, include_str!("../../locales/sv/program.ftl")),
    (Language::En, include_str!("../../locales/en/program.ftl")),
];

/// All sentences in `language`.
pub fn texts(language: Language) -> Texts {
    Texts::with_resources(language, RESOURCES)
}

/// The language `arguments` name, whatever else is wrong with them, else the system's.
pub fn language_for<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.as_ref().to_str());
    let mut named = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => named = words.next().and_then(Language::from_tag).or(named),
            Some(value) => named = value.strip_prefix('=').and_then(Language::from_tag).or(named),
            None if word == "--" => break,
            None => {}
        }
    }
    named.unwrap_or_else(|| Language::negotiate(sys_locale::get_locales()))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every text id of a Fluent source (`message` or `message.attribute`) with the values it mentions.
    fn texts_of(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let (mut message, mut id) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
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
    fn every_language_has_every_text_with_the_same_values() {
        let mut sources = RESOURCES.iter().map(|(_, source)| texts_of(source));
        let first = sources.next().unwrap();
        assert!(first.len() > 100, "{}", first.len());
        for other in sources {
            assert_eq!(first, other);
        }
    }

    #[test]
    fn the_language_is_known_before_anything_is_parsed() {
        #[track_caller]
        fn check(arguments: &[&str], expected: Language) {
            assert_eq!(language_for(arguments), expected, "{arguments:?}");
        }
        check(&["digilab", "--lang", "fi"], Language::Fi);
        check(&["digilab", "run", "--lang=sv", "--nonsense"], Language::Sv);
        check(&["digilab", "--lang", "fi", "--lang", "en"], Language::En);
        check(&["digilab", "--lang", "fi", "--lang", "klingon"], Language::Fi);
        check(&["digilab", "--lang", "fi", "--", "--lang", "en"], Language::Fi);
    }
}
