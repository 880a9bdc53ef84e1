//! Every sentence a person reads: Fluent files in each language. They are built into a program; a browser's page,
//! which is downloaded before it can be used, is built without the feature `all-texts` and loads those of one
//! language, see [`supply`].
//!
//! A message is looked up by its id (`device-gone`), its second sentence by the id of its attribute
//! (`device-gone.advice`). The files of all crates are in `app/locales/LANGUAGE/`.

pub mod letters;
pub mod sentences;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{Debug, Display};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
#[cfg(feature = "all-texts")]
use include_dir::{Dir, File, include_dir};

pub use digilab_lessons::language::{Language, UnknownLanguage};

/// Text in place of a value that was not given.
const MISSING_VALUE: &str = "…";

/// The Fluent files of all languages: `LANGUAGE/lab/` has the texts of this crate, `window/` those of the window, and
/// `terminal/` those that only the terminal needs.
#[cfg(feature = "all-texts")]
static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../locales");

/// Returns the built-in Fluent sources of a language, in the order of their paths.
#[cfg(feature = "all-texts")]
fn built_in(language: Language) -> impl Iterator<Item = &'static str> {
    let folders = LOCALES.get_dir(language.code()).into_iter().flat_map(Dir::dirs);
    folders.flat_map(Dir::files).filter_map(File::contents_utf8)
}

/// Returns nothing: no texts are built in.
#[cfg(not(feature = "all-texts"))]
fn built_in(_: Language) -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}

thread_local! {
    /// Texts that were loaded.
    static SUPPLIED: RefCell<Vec<(Language, String)>> = const { RefCell::new(Vec::new()) };
}

/// Supplies texts that are not built in to all [`Texts`] that are made on this thread from now on.
///
/// # Arguments
/// - `source`: all Fluent files of the language, concatenated. Replaces what was supplied before.
pub fn supply(language: Language, source: String) {
    SUPPLIED.with_borrow_mut(|supplied| {
        supplied.retain(|(known, _)| *known != language);
        supplied.push((language, source));
    });
}

/// True if the texts of a language are available: built in, or supplied.
pub fn is_there(language: Language) -> bool {
    cfg!(feature = "all-texts")
        || SUPPLIED.with_borrow(|supplied| supplied.iter().any(|(known, _)| *known == language))
}

/// All texts in one language, with English as the fallback.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// English, unless that is the language itself.
    fallback: Option<FluentBundle<FluentResource>>,
}

impl Texts {
    /// Loads all texts in `language`: the built-in ones, and those that were [supplied](supply) on this thread. A
    /// message defined twice is taken from the later source. Entries that are not valid Fluent are skipped.
    pub fn new(language: Language) -> Self {
        let fallback = Language::default();
        Self {
            language,
            bundle: bundle_in(language),
            fallback: (language != fallback).then(|| bundle_in(fallback)),
        }
    }

    /// Returns the language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// True if there is a text for `id`, in the language itself or in English.
    pub fn has(&self, id: &str) -> bool {
        self.bundles().any(|bundle| pattern(bundle, id).is_some())
    }

    /// Returns the text `id` (`message` or `message.attribute`) with `args` filled in. A value that reads as a number
    /// also counts as one where the text depends on "one" or "many"; it is written as it was given.
    ///
    /// A text that the language lacks comes in English; if English lacks it, too, the id itself is returned, so that
    /// a person can at least report it.
    pub fn get<K: AsRef<str>, V: Display>(&self, id: &str, args: &[(K, V)]) -> String {
        let values: Vec<(&str, String)> =
            args.iter().map(|(name, value)| (name.as_ref(), value.to_string())).collect();
        let mut fluent_args: FluentArgs<'_> =
            values.iter().map(|(name, value)| (*name, fluent_value(value))).collect();
        self.bundles()
            .find_map(|bundle| format(bundle, id, &mut fluent_args))
            .unwrap_or_else(|| id.to_owned())
    }

    /// Returns the text `id`, which takes no values.
    pub fn plain(&self, id: &str) -> String {
        self.get::<&str, &str>(id, &[])
    }

    /// Returns the pattern of a message or of its attribute.
    fn pattern(&self, id: &str) -> Option<&Pattern<&str>> {
        self.bundles().find_map(|bundle| pattern(bundle, id))
    }

    fn bundles(&self) -> impl Iterator<Item = &FluentBundle<FluentResource>> {
        std::iter::once(&self.bundle).chain(&self.fallback)
    }
}

impl Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

/// Loads the texts of one language, without a fallback.
fn bundle_in(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    // The marks that isolate right-to-left values show as boxes in terminals, and none of the languages needs them.
    bundle.set_use_isolating(false);
    let mut add = |source: &str| {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    };
    built_in(language).for_each(&mut add);
    SUPPLIED.with_borrow(|supplied| {
        let given = supplied.iter().filter(|(of, _)| *of == language);
        given.for_each(|(_, source)| add(source));
    });
    bundle
}

/// Returns a number if formatting it gives the same text again (not so for `007` and `1e3`), otherwise text.
fn fluent_value(value: &str) -> FluentValue<'_> {
    match FluentValue::try_number(value) {
        FluentValue::Number(number) if number.as_string() == value => FluentValue::Number(number),
        _ => FluentValue::String(Cow::Borrowed(value)),
    }
}

fn pattern<'a>(bundle: &'a FluentBundle<FluentResource>, id: &str) -> Option<&'a Pattern<&'a str>> {
    let (message, attribute) = match id.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (id, None),
    };
    let message = bundle.get_message(message)?;
    match attribute {
        Some(attribute) => message.get_attribute(attribute).map(|found| found.value()),
        None => message.value(),
    }
}

fn format(bundle: &FluentBundle<FluentResource>, id: &str, args: &mut FluentArgs<'_>) -> Option<String> {
    let pattern = pattern(bundle, id)?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if errors.is_empty() {
        return Some(text);
    }
    // Fluent would show `{$name}` in place of a missing value; a person gets an ellipsis.
    for error in errors {
        if let FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) = error {
            args.set(id, MISSING_VALUE);
        }
    }
    Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
}
