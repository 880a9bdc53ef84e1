//! Holds this folder's Fluent files complete and alike in every language.
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

use std::collections::{BTreeMap, BTreeSet};

use digilab_lab::text::{Language, Texts};

use super::{ProjectErrorCode, VersionKind};

const RESOURCES: &[(Language, &str)] = &[
    (Language::Fi, include_str!("../../../locales/fi/project.ftl")),
    (Language::Sv, include_str!("../../../locales/sv/project.ftl")),
    (Language::En, include_str!("../../../locales/en/project.ftl")),
];

/// Texts that belong to no code and no kind.
const OTHERS: &[&str] = &["project-untitled"];

/// Every text of a source by its id, attributes as `message.attribute`.
fn texts_of(source: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut message = String::new();
    for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (id, text) = line.split_once(" = ").unwrap();
        let id = match id.strip_prefix("    .") {
            Some(attribute) => format!("{message}.{attribute}"),
            None => {
                id.clone_into(&mut message);
                message.clone()
            }
        };
        assert!(texts.insert(id, text.to_owned()).is_none(), "{line}: twice");
    }
    texts
}

fn values_of(text: &str) -> BTreeSet<&str> {
    text.split("{ $").skip(1).filter_map(|rest| rest.split_once(" }")).map(|(name, _)| name).collect()
}

#[test]
fn every_code_and_kind_has_its_texts_and_no_text_is_left_over() {
    let mut wanted: BTreeSet<String> = OTHERS.iter().map(|&id| id.to_owned()).collect();
    for code in ProjectErrorCode::ALL {
        wanted.extend([code.text_id(), format!("{}.advice", code.text_id())]);
    }
    wanted.extend(VersionKind::ALL.iter().map(|kind| format!("project-version-{}", kind.id())));
    for (language, source) in RESOURCES {
        let texts = texts_of(source);
        assert_eq!(texts.keys().cloned().collect::<BTreeSet<_>>(), wanted, "{language}");
        // Fluent reads them as this test does.
        let fluent = Texts::with_resources(*language, &[(*language, source)]);
        assert!(wanted.iter().all(|id| fluent.has(id)));
    }
}

#[test]
fn the_languages_tell_the_same_and_each_in_its_own_words() {
    let all: Vec<_> = RESOURCES.iter().map(|(language, source)| (language, texts_of(source))).collect();
    for (language, texts) in &all {
        for (other, other_texts) in all.iter().filter(|(other, _)| other > language) {
            for (id, text) in texts {
                assert_eq!(values_of(text), values_of(&other_texts[id]), "{id}: {language} and {other}");
                assert_ne!(text, &other_texts[id], "{id}: {language} and {other}");
            }
        }
        let quotes = texts.values().any(|text| text.contains(['“', '"']));
        assert_eq!(quotes, **language == Language::En, "{language}: quotation marks");
    }
}
