//! What only the terminal says. The browser's page does without these texts.

use digilab_lab::text::{Language, Texts};

use crate::texts::RESOURCES;

/// The terminal's Fluent files.
pub const TERMINAL: &[(Language, &str)] = &[
    (Language::Fi, include_str!("../../locales/fi/fields.ftl")),
    (Language::Sv, include_str!("../../locales/sv/fields.ftl")),
    (Language::En, include_str!("../../locales/en/fields.ftl")),
    (Language::Fi, include_str!("../../locales/fi/lesson.ftl")),
    (Language::Sv, include_str!("../../locales/sv/lesson.ftl")),
    (Language::En, include_str!("../../locales/en/lesson.ftl")),
    (Language::Fi, include_str!("../../locales/fi/program.ftl")),
    (Language::Sv, include_str!("../../locales/sv/program.ftl")),
    (Language::En, include_str!("../../locales/en/program.ftl")),
    (Language::Fi, include_str!("../../locales/fi/report.ftl")),
    (Language::Sv, include_str!("../../locales/sv/report.ftl")),
    (Language::En, include_str!("../../locales/en/report.ftl")),
];

/// All sentences of the terminal and the window in `language`.
pub fn texts(language: Language) -> Texts {
    Texts::with_resources(language, &[RESOURCES, TERMINAL].concat())
}
