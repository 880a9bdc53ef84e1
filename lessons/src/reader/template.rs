//! The template of a new pack: one small step that works, with comments on how to go on.

use std::fmt::Write;

use include_dir::{Dir, include_dir};

use crate::board::BoardKind;
use crate::files::{PACK_TOML, PackFiles};
use crate::language::Language;
use crate::reader::reading::{step_file, text_file};

const STEP: &str = "01-start";

/// The files of the template, in a folder for each language.
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/reader/template");

/// Makes a new pack in these languages and for these boards; Finnish and the micro:bit if there are none.
///
/// Comments in its files are in the first language. `id` is as in `pack.toml`, such as `street-light`.
pub fn new_pack(id: &str, boards: &[BoardKind], languages: &[Language]) -> PackFiles {
    let boards = if boards.is_empty() { &[BoardKind::MicrobitV2] } else { boards };
    let languages = if languages.is_empty() { &[Language::Fi] } else { languages };
    let lesson = Lesson::for_boards(boards);
    let language = languages[0];
    let pack = template(language, "pack.toml")
        .replace("@id@", &quoted(id))
        .replace("@languages@", &list(languages.iter().map(|language| language.code())))
        .replace("@boards@", &list(boards.iter().map(|board| board.id())))
        .replace("@titles@", &table(languages, |language| lesson.sentence("title", language)))
        .replace("@summaries@", &table(languages, |language| lesson.sentence("summary", language)));
    let check = template(language, "check.toml")
        .replace("@name@", &inline_table(languages, |language| lesson.sentence("title", language)))
        .replace("@see@", lesson.see())
        .replace("@message@", &inline_table(languages, |language| lesson.sentence("message", language)));
    let mut files = PackFiles::default();
    files.insert(PACK_TOML, pack);
    files.insert(step_file(STEP, "check.toml"), check);
    let (starter, solution) = lesson.scripts();
    files.insert(step_file(STEP, "starter.rhai"), starter);
    files.insert(step_file(STEP, "solution.rhai"), solution);
    for language in languages {
        let text = template(*language, &format!("{}.md", lesson.id()));
        files.insert(text_file(STEP, *language), text);
    }
    files
}

/// The single step of a new pack.
#[derive(Clone, Copy)]
enum Lesson {
    /// Shows a heart on the micro:bit's display.
    Heart,
    /// Lights the LED on the Arduino's pin 13.
    Led,
    /// Prints a line on the console, which works with every board.
    Line,
}

impl Lesson {
    fn for_boards(boards: &[BoardKind]) -> Self {
        let arduinos = boards.iter().filter(|board| **board == BoardKind::Arduino).count();
        match arduinos {
            0 => Self::Heart,
            all if all == boards.len() => Self::Led,
            _ => Self::Line,
        }
    }

    fn scripts(self) -> (&'static str, &'static str) {
        match self {
            Self::Heart => {
                ("let bit = microbit();\nbit.show(HAPPY);\n", "let bit = microbit();\nbit.show(HEART);\n")
            }
            Self::Led => {
                ("let led = arduino().pin(13);\nled.off();\n", "let led = arduino().pin(13);\nled.on();\n")
            }
            Self::Line => ("print(\"???\");\n", "print(\"DigiLab\");\n"),
        }
    }

    fn see(self) -> &'static str {
        match self {
            Self::Heart => "see.display = \"HEART\"",
            Self::Led => "see.pin = { pin = \"13\", level = 1 }",
            Self::Line => "see.line = \"DigiLab\"",
        }
    }

    /// Returns the name of its table in `lessons.toml`, which is also that of its text file.
    fn id(self) -> &'static str {
        match self {
            Self::Heart => "heart",
            Self::Led => "led",
            Self::Line => "line",
        }
    }

    /// Returns a sentence of `lessons.toml`: `title`, `summary` or `message`.
    fn sentence(self, key: &str, language: Language) -> String {
        let sentences: toml::Table = toml::from_str(template(language, "lessons.toml")).unwrap_or_default();
        let sentence = sentences.get(self.id()).and_then(|of| of.get(key)?.as_str());
        sentence.unwrap_or_default().to_owned()
    }
}

/// Returns a file of the template in a language; the English one if the language has no template.
fn template(language: Language, name: &str) -> &'static str {
    let file_in = |language: Language| TEMPLATES.get_file(format!("{language}/{name}"))?.contents_utf8();
    file_in(language).or_else(|| file_in(Language::default())).unwrap_or_default()
}

/// Quotes a text for TOML. Reading the pack checks whether the text is allowed there.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn list<'t>(items: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", items.map(quoted).collect::<Vec<_>>().join(", "))
}

fn table(languages: &[Language], text: impl Fn(Language) -> String) -> String {
    languages.iter().map(|language| format!("{} = {}\n", language.code(), quoted(&text(*language)))).collect()
}

fn inline_table(languages: &[Language], text: impl Fn(Language) -> String) -> String {
    let entries =
        languages.iter().map(|language| format!("{} = {}", language.code(), quoted(&text(*language))));
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::lint;

    #[test]
    fn every_new_pack_is_whole() {
        use BoardKind::{Arduino, MicrobitV1, MicrobitV2};
        for boards in [&[MicrobitV2][..], &[MicrobitV2, MicrobitV1], &[Arduino], &[Arduino, MicrobitV2], &[]]
        {
            for languages in [Language::ALL, &[Language::Sv], &[Language::En, Language::Fi], &[]] {
                let files = new_pack("a-new-pack", boards, languages);
                let (pack, findings) = lint(&files);
                assert_eq!(findings, [], "{boards:?} {languages:?}");
                let step = &pack.unwrap().steps[0];
                assert_ne!(step.starter, step.solution);
                assert_eq!(step.texts.len(), languages.len().max(1));
            }
        }
    }

    #[test]
    fn an_odd_id_is_still_toml() {
        let (_, findings) = lint(&new_pack("a \"b\"\\\n", &[], &[]));
        assert_eq!(findings.iter().map(|finding| finding.code.id()).collect::<Vec<_>>(), ["pack-id"]);
    }
}
