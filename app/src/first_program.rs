//! The program that the lab begins with.

use digilab_lab::text::Language;

/// The program that somebody sees who opens the lab for the first time.
pub fn first_program(language: Language) -> &'static str {
    match language {
        Language::Fi => include_str!("../programs/first.fi.rhai"),
        Language::Sv => include_str!("../programs/first.sv.rhai"),
        Language::En => include_str!("../programs/first.en.rhai"),
    }
}
