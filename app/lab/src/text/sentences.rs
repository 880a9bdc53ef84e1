//! Sentences that the lab thread can say without the Fluent files: a page's worker has none. They are taken out of
//! [`Texts`] where those are, and go with the request to run.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use serde::{Deserialize, Serialize};

use super::{MISSING_VALUE, Texts};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    Text(String),
    /// The value of this name.
    Value(String),
    /// One of several, by the value `of`: the number `1` is `one`, too. The last one is for all others.
    Choice {
        of: String,
        cases: Vec<(String, Vec<Part>)>,
        others: Vec<Part>,
    },
}

/// Sentences in one language, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sentences(BTreeMap<String, Vec<Part>>);

/// A source of sentences.
pub trait Say {
    /// Returns the sentence `id` with its values; the id itself if there is none.
    fn say(&self, id: &str, args: &[(&str, String)]) -> String;
}

impl Say for Texts {
    fn say(&self, id: &str, args: &[(&str, String)]) -> String {
        self.get(id, args)
    }
}

impl Say for Sentences {
    fn say(&self, id: &str, args: &[(&str, String)]) -> String {
        let Some(parts) = self.0.get(id) else { return id.to_owned() };
        let mut sentence = String::new();
        write(&mut sentence, parts, args);
        sentence
    }
}

impl Sentences {
    /// Takes sentences out of the texts of a language, or of English if the language lacks one.
    ///
    /// # Arguments
    /// - `ids`: their ids, such as `device-gone` or `device-gone.advice`.
    pub fn of<'a>(texts: &Texts, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let found = ids.into_iter().filter_map(|id| Some((id.to_owned(), parts(texts, texts.pattern(id)?))));
        Self(found.collect())
    }

    /// True if there are no sentences.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn write(into: &mut String, parts: &[Part], args: &[(&str, String)]) {
    let value = |wanted: &str| {
        args.iter().find(|(name, _)| *name == wanted).map_or(MISSING_VALUE, |(_, value)| value.as_str())
    };
    for part in parts {
        match part {
            Part::Text(text) => into.push_str(text),
            Part::Value(name) => into.push_str(value(name)),
            Part::Choice { of, cases, others } => {
                let value = value(of);
                let fits = |key: &str| key == value || (key == "one" && value == "1");
                let chosen = cases.iter().find(|(key, _)| fits(key)).map_or(others, |(_, parts)| parts);
                write(into, chosen, args);
            }
        }
    }
}

fn parts(texts: &Texts, pattern: &Pattern<&str>) -> Vec<Part> {
    let parts = pattern.elements.iter().flat_map(|element| match element {
        PatternElement::TextElement { value } => vec![Part::Text((*value).to_owned())],
        PatternElement::Placeable { expression } => parts_of(texts, expression),
    });
    parts.collect()
}

fn parts_of(texts: &Texts, expression: &Expression<&str>) -> Vec<Part> {
    match expression {
        Expression::Inline(inline) => inline_parts(texts, inline),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let key = |key: &VariantKey<&str>| match key {
                VariantKey::Identifier { name } => (*name).to_owned(),
                VariantKey::NumberLiteral { value } => (*value).to_owned(),
            };
            let cases =
                variants.iter().map(|variant| (key(&variant.key), parts(texts, &variant.value))).collect();
            let others = variants.iter().find(|variant| variant.default);
            let others = others.map(|variant| parts(texts, &variant.value)).unwrap_or_default();
            vec![Part::Choice { of: id.name.to_owned(), cases, others }]
        }
        Expression::Select { .. } => Vec::new(),
    }
}

fn inline_parts(texts: &Texts, inline: &InlineExpression<&str>) -> Vec<Part> {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            vec![Part::Text((*value).to_owned())]
        }
        InlineExpression::VariableReference { id } => vec![Part::Value(id.name.to_owned())],
        InlineExpression::MessageReference { id, attribute: None } => {
            texts.pattern(id.name).map(|pattern| parts(texts, pattern)).unwrap_or_default()
        }
        InlineExpression::Placeable { expression } => parts_of(texts, expression),
        // Terms and functions: the tests look that no sentence uses them.
        _ => Vec::new(),
    }
}
