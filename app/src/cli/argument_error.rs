//! Errors in the command line, each in one sentence with advice.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use digilab_lab::text::{Language, Texts};

/// Returns the sentence for an error found by clap.
///
/// # Arguments
/// - `group`: the command whose subcommand the error is about, `lesson` or `usage`.
pub fn sentence(error: &clap::Error, group: Option<&str>, texts: &Texts) -> String {
    let of_group = |end: &str| format!("usage-{}-{end}", group.unwrap_or("lesson"));
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(plain_name(text)),
        Some(ContextValue::Strings(texts)) => texts.first().map(|text| plain_name(text)),
        _ => None,
    };
    let option = context(ContextKind::InvalidArg);
    let given = context(ContextKind::InvalidValue);
    let with = |id: &str, given: &str| {
        texts.get(id, &[("given", shortened(given)), ("languages", Language::CODES.join(", "))])
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument if group.is_some() => texts.plain(&of_group("missing")),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            texts.plain(&of_group("command-missing"))
        }
        ErrorKind::InvalidSubcommand if group.is_some() => {
            with(&of_group("command-unknown"), &context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => texts.plain("usage-script-missing"),
        ErrorKind::InvalidUtf8 => texts.plain("usage-invalid-utf8"),
        ErrorKind::UnknownArgument => {
            let given = option.unwrap_or_default();
            match context(ContextKind::SuggestedArg) {
                _ if !given.starts_with('-') => with("usage-too-much", &given),
                Some(meant) => {
                    texts.get("usage-option-unknown-meant", &[("given", shortened(&given)), ("meant", meant)])
                }
                None => with("usage-option-unknown", &given),
            }
        }
        ErrorKind::ArgumentConflict => {
            let option = option.unwrap_or_default();
            match context(ContextKind::PriorArg) {
                Some(other) if other != option => {
                    texts.get("usage-conflict", &[("option", option), ("other", other)])
                }
                _ => texts.get("usage-twice", &[("option", option)]),
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let option = option.unwrap_or_default();
            let id = match option.as_str() {
                "--board" if group == Some("lesson") => "usage-value-lesson-board".to_owned(),
                option => format!("usage-value-{}", option.trim_start_matches('-')),
            };
            match given.filter(|given| !given.is_empty()) {
                None => texts.get("usage-value-missing", &[("option", option)]),
                Some(given) if texts.has(&id) => with(&id, &given),
                Some(given) => texts.get("usage-value", &[("option", option), ("given", shortened(&given))]),
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            texts.get("usage-value-unwanted", &[("option", option.unwrap_or_default())])
        }
        _ => texts.plain("usage-other"),
    }
}

/// Returns `--board` from clap's `--board <BOARD>`.
fn plain_name(text: &str) -> String {
    match text.strip_prefix("--").and_then(|rest| rest.split_once([' ', '='])) {
        Some((name, _)) => format!("--{name}"),
        None => text.to_owned(),
    }
}

/// Returns the given argument, cleaned and shortened for a sentence.
fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    let clean = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let mut short: String = text.chars().take(LIMIT).map(clean).collect();
    if text.chars().nth(LIMIT).is_some() {
        short.push('…');
    }
    short
}
