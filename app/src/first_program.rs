//! The program that the lab begins with.

use digilab_lab::text::Language;
use include_dir::{Dir, include_dir};

/// Programs of the lab itself, in the languages they are written in.
static PROGRAMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/programs");

/// The program that somebody sees who opens the lab for the first time; in English where the language has none.
pub fn first_program(language: Language) -> &'static str {
    let program_in =
        |language: Language| PROGRAMS.get_file(format!("first.{language}.rhai"))?.contents_utf8();
    program_in(language).or_else(|| program_in(Language::default())).unwrap_or_default()
}
