//! Tests that the Fluent files are complete and consistent in every language.

use std::collections::{BTreeMap, BTreeSet};

use digilab_devices::error::DeviceErrorCode;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::{LOCALES, Language, Texts, is_there, supply};
use crate::api_error::ApiErrorCode;
use crate::lesson::{CheckErrorCode, Phrase};
use crate::mistakes::MistakeCode;

/// Texts that belong to no code of their own: words that mistakes put into their sentences.
const PARTS: &[&str] = &["mistake-kind", "mistake-in-function", "mistake-in-block"];

/// Texts that are rightly the same in two or more languages: names, units, and parts of sentences that are nothing
/// but a value.
const SAME_IN_ALL: &[&str] = &[
    "check-number-between",
    "check-is-tone",
    "check-is-angle",
    "device-board",
    "fault-board",
    "check-is-character",
    "check-board",
];

/// A text by its id (`message` or `message.attribute`): the variables and messages it mentions, and its words.
#[derive(Default)]
struct Text {
    variables: BTreeSet<String>,
    messages: BTreeSet<String>,
    words: String,
}

fn walk(pattern: &Pattern<&str>, into: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => into.words.push_str(value),
            PatternElement::Placeable { expression } => walk_expression(expression, into),
        }
    }
}

fn walk_expression(expression: &Expression<&str>, into: &mut Text) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, into),
        Expression::Select { selector, variants } => {
            walk_inline(selector, into);
            variants.iter().for_each(|variant| walk(&variant.value, into));
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, into: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.variables.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            into.messages.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            into.words.push_str(value);
        }
        InlineExpression::Placeable { expression } => walk_expression(expression, into),
        other => panic!("not used in these files: {other:?}"),
    }
}

/// Returns every text of one language. Panics on a syntax error and on an id that is defined twice.
fn texts_in(language: Language) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for file in LOCALES.get_dir(format!("{language}/lab")).unwrap().files() {
        let (file, source) = (file.path().display(), file.contents_utf8().unwrap());
        let resource =
            fluent_syntax::parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut add = |id: String, pattern: &Pattern<&str>| {
                let mut text = Text::default();
                walk(pattern, &mut text);
                assert!(texts.insert(id.clone(), text).is_none(), "{file}: {id} is defined twice");
            };
            if let Some(value) = &message.value {
                add(message.id.name.to_owned(), value);
            }
            for attribute in &message.attributes {
                add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
            }
        }
    }
    texts
}

#[test]
fn every_language_has_the_same_texts_with_the_same_values() {
    let english = texts_in(Language::En);
    for &language in Language::ALL {
        let texts = texts_in(language);
        check_ids(language, &texts, &english.keys().cloned().collect());
        for (id, text) in &texts {
            // A language may need a part (such as a board's name) in another place or not at all; what counts is the
            // set of values that a person sees in the end.
            assert_eq!(
                all_variables(&texts, text),
                all_variables(&english, &english[id]),
                "{language}: {id}"
            );
        }
    }
}

/// Checks that a language has the texts that it should have, and no others. Panics with those that differ.
#[track_caller]
fn check_ids(language: Language, texts: &BTreeMap<String, Text>, wanted: &BTreeSet<String>) {
    let ids = texts.keys().cloned().collect::<BTreeSet<_>>();
    let (missing, left_over): (Vec<_>, Vec<_>) =
        (wanted.difference(&ids).collect(), ids.difference(wanted).collect());
    assert!(
        missing.is_empty() && left_over.is_empty(),
        "{language} lacks {missing:?}, has besides {left_over:?}"
    );
}

fn all_variables(texts: &BTreeMap<String, Text>, text: &Text) -> BTreeSet<String> {
    let mut variables = text.variables.clone();
    for message in &text.messages {
        let mentioned = texts.get(message).unwrap_or_else(|| panic!("no message {message}"));
        variables.extend(all_variables(texts, mentioned));
    }
    variables
}

#[test]
fn every_code_has_its_texts_and_no_text_is_left_over() {
    let mut wanted = BTreeSet::new();
    let devices = DeviceErrorCode::ALL.iter().map(|&code| MistakeCode::Api(ApiErrorCode::Device(code)));
    let faults = ApiErrorCode::OWN.iter().map(|&code| MistakeCode::Api(code));
    for code in devices.chain(faults).chain(MistakeCode::OWN.iter().copied()) {
        assert!(wanted.insert(code.text_id()), "{code} twice");
        wanted.insert(format!("{code}.advice"));
    }
    wanted.extend(crate::api::FUNCTIONS.iter().map(|function| function.text_id()));
    for error in CheckErrorCode::ALL {
        wanted.insert(error.text_id().to_owned());
        wanted.insert(format!("{}.advice", error.text_id()));
    }
    wanted.extend(Phrase::all().map(|phrase| phrase.text_id().to_owned()));
    wanted.extend(PARTS.iter().map(|&id| id.to_owned()));
    for &language in Language::ALL {
        let texts = texts_in(language);
        let mut wanted = wanted.clone();
        wanted.extend(texts.values().flat_map(|text| text.messages.iter().cloned()));
        check_ids(language, &texts, &wanted);
    }
}

#[test]
fn no_english_is_left_in_the_other_languages() {
    let all: Vec<_> = Language::ALL.iter().map(|&language| (language, texts_in(language))).collect();
    let mut same = Vec::new();
    for (language, texts) in &all {
        for (other, other_texts) in all.iter().filter(|(other, _)| other != language) {
            for (id, text) in texts {
                if SAME_IN_ALL.contains(&id.as_str()) || text.words.trim().is_empty() {
                    continue;
                }
                // A text that one of them lacks is another test's subject.
                if other_texts.get(id).is_some_and(|other| other.words == text.words) {
                    same.push(format!("{id}: {language} and {other}"));
                }
            }
        }
    }
    assert!(same.is_empty(), "{same:#?}");
}

#[test]
fn values_are_filled_in_plainly() {
    fn texts(language: Language, source: &str) -> Texts {
        supply(Language::En, source.to_owned());
        Texts::new(language)
    }
    let check = |source: &str, args: &[(&str, &str)], expected: &str| {
        assert_eq!(texts(Language::En, source).get("t", args), expected);
        // A language that lacks the text takes the English one.
        assert_eq!(texts(Language::Fi, source).get("t", args), expected);
    };
    check("t = pin { $pin }", &[("pin", "13")], "pin 13");
    check("t = { $n }", &[("n", "1000000")], "1000000");
    check("t = { $n }", &[("n", "007")], "007");
    check("t = { $n }", &[("n", "1.50")], "1.50");
    check("t = { $n }", &[("n", "1e3")], "1e3");
    check("t = { $n }", &[("n", "99999999999999999999")], "99999999999999999999");
    check("t = { $n }", &[("n", "-9007199254740993")], "-9007199254740993");
    check("t = { $n }", &[("n", "{ $pin }")], "{ $pin }");
    check("t = { $a } and { $b }", &[("a", "x")], "x and …");
    check("t = { $n ->\n    [one] one\n   *[other] { $n }\n}", &[("n", "1")], "one");
    check("t = { $n ->\n    [one] one\n   *[other] { $n }\n}", &[("n", "2")], "2");
    check("u = nothing", &[], "t");
}

#[test]
fn a_later_source_wins_and_broken_entries_cost_only_themselves() {
    supply(Language::Sv, "device-gone = Borta.\n= broken\nmine = Min".to_owned());
    supply(Language::En, "mine = Mine\nonly-english = Only\n    .advice = Try".to_owned());
    let texts = Texts::new(Language::Sv);
    assert_eq!(texts.plain("device-gone"), "Borta.");
    assert_eq!(texts.plain("mine"), "Min");
    assert_eq!(texts.plain("only-english"), "Only");
    assert_eq!(texts.plain("only-english.advice"), "Try");
    assert_eq!(texts.plain("mine.advice"), "mine.advice");
    assert!(texts.has("only-english.advice") && !texts.has("mine.advice") && !texts.has("broken"));
}

#[test]
fn texts_can_be_given_later() {
    assert!(is_there(Language::Sv), "they are built in");
    supply(Language::Sv, "given-text = första\nbroken = {\n".to_owned());
    supply(Language::Sv, "given-text = andra\n".to_owned());
    assert_eq!(Texts::new(Language::Sv).plain("given-text"), "andra");
    assert_eq!(Texts::new(Language::Fi).plain("given-text"), "given-text", "another language's is no text");
}
