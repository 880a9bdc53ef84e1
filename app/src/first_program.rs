//! The program that is open when the lab is started for the first time.

use digilab_lab::text::Language;
use include_dir::{Dir, include_dir};

/// The first programs, one per language.
static PROGRAMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/programs");

/// Returns the program that is open when the lab is started for the first time; the English one if the language has
/// none.
pub fn first_program(language: Language) -> &'static str {
    let program_in =
        |language: Language| PROGRAMS.get_file(format!("first.{language}.rhai"))?.contents_utf8();
    program_in(language).or_else(|| program_in(Language::default())).unwrap_or_default()
}
