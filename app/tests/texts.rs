//! Tests that the Fluent files of the window and the terminal are complete and the same in every language.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use digilab_contract::project::{ProjectErrorCode, VersionKind};
use digilab_lab::text::{Language, Texts};
use digilab_lessons::finding::FindingCode;
use digilab_usage::error::UsageErrorCode;

/// Returns the Fluent sources in a folder of a language, by file name.
fn sources(language: Language, folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.code()).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// Returns every text of a source by its id (`message` or `message.attribute`).
fn texts_of(source: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut message, mut id) = (String::new(), String::new());
    for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ") {
            if let Some(attribute) = name.strip_prefix("    .") {
                id = format!("{message}.{attribute}");
                assert!(!texts.contains_key(&id), "{id}: twice");
            } else if !name.starts_with(' ') {
                message = name.to_owned();
                id = name.to_owned();
                assert!(!texts.contains_key(&id), "{id}: twice");
            }
        }
        texts.entry(id.clone()).or_default().push_str(line);
    }
    texts
}

fn values_of(text: &str) -> BTreeSet<&str> {
    text.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next()).collect()
}

/// Checks that a file has exactly these texts, in every language.
fn check_file(file: &str, wanted: &BTreeSet<String>) {
    for &language in Language::ALL {
        let texts = texts_of(&sources(language, "window")[file]);
        assert_eq!(texts.keys().cloned().collect::<BTreeSet<_>>(), *wanted, "{language}/{file}");
        // The Fluent parser finds the same ids as this test.
        let fluent = Texts::new(language);
        assert!(wanted.iter().all(|id| fluent.has(id)), "{language}/{file}");
    }
}

fn with_advice(id: impl Into<String>) -> [String; 2] {
    let id = id.into();
    let advice = format!("{id}.advice");
    [id, advice]
}

#[test]
fn every_finding_about_a_pack_has_its_texts_and_no_text_is_left_over() {
    check_file("packs.ftl", &FindingCode::ALL.iter().flat_map(|code| with_advice(code.id())).collect());
}

#[test]
fn every_error_about_a_project_has_its_texts_and_no_text_is_left_over() {
    let errors = ProjectErrorCode::ALL.iter().flat_map(|code| with_advice(code.text_id()));
    let kinds = VersionKind::ALL.iter().map(|kind| format!("project-version-{}", kind.id()));
    check_file("project.ftl", &errors.chain(kinds).chain(["project-untitled".to_owned()]).collect());
}

#[test]
fn every_error_of_the_usage_log_has_its_texts() {
    for &language in Language::ALL {
        let texts = Texts::new(language);
        for code in UsageErrorCode::ALL {
            let wanted = with_advice(format!("log-{}", code.id()));
            assert!(wanted.iter().all(|id| texts.has(id)), "{language}: {wanted:?}");
        }
    }
}

#[test]
fn the_languages_tell_the_same_about_projects_and_each_in_its_own_words() {
    let read = |language| (language, texts_of(&sources(language, "window")["project.ftl"]));
    let all: Vec<_> = Language::ALL.iter().map(|&language| read(language)).collect();
    for (language, texts) in &all {
        for (other, other_texts) in all.iter().filter(|(other, _)| other > language) {
            for (id, text) in texts {
                assert_ne!(text, &other_texts[id], "{id}: {language} and {other}");
            }
        }
    }
    let has_quotes = |texts: &BTreeMap<String, String>| texts.values().any(|text| text.contains(['“', '"']));
    for (language, texts) in
        all.iter().filter(|(language, _)| [Language::Fi, Language::Sv].contains(language))
    {
        assert!(!has_quotes(texts), "{language}: quotation marks");
    }
}

#[test]
fn every_language_has_every_text_with_the_same_values() {
    let texts_in = |language: Language| -> BTreeMap<String, BTreeSet<String>> {
        let sources =
            ["window", "terminal"].into_iter().flat_map(|folder| sources(language, folder).into_values());
        let texts = sources.flat_map(|source| texts_of(&source));
        texts.map(|(id, text)| (id, values_of(&text).into_iter().map(str::to_owned).collect())).collect()
    };
    let english = texts_in(Language::En);
    assert!(english.len() > 100, "{}", english.len());
    for &language in Language::ALL {
        assert_eq!(texts_in(language), english, "{language}");
    }
}
