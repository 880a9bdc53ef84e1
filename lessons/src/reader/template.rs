//! What a teacher begins a pack with: one small step that works, and remarks on how to go on.

use std::fmt::Write;

use crate::board::BoardKind;
use crate::files::{PACK_TOML, PackFiles};
use crate::language::PackLanguage::{self, En, Fi, Sv};
use crate::reader::reading::{step_file, text_file};

const STEP: &str = "01-start";

/// A new pack in these languages and for these boards; Finnish and the micro:bit where there are none.
///
/// Remarks in its files are in the first language. `id` is as in `pack.toml`, such as `street-light`.
pub fn new_pack(id: &str, boards: &[BoardKind], languages: &[PackLanguage]) -> PackFiles {
    let boards = if boards.is_empty() { &[BoardKind::MicrobitV2] } else { boards };
    let languages = if languages.is_empty() { &[Fi] } else { languages };
    let lesson = Lesson::for_boards(boards);
    let language = languages[0];
    let pack = pack_toml(language)
        .replace("@id@", &quoted(id))
        .replace("@languages@", &list(languages.iter().map(|language| language.id())))
        .replace("@boards@", &list(boards.iter().map(|board| board.id())))
        .replace("@titles@", &table(languages, |language| lesson.title(language)))
        .replace("@summaries@", &table(languages, |language| lesson.summary(language)));
    let check = check_toml(language)
        .replace("@name@", &inline_table(languages, |language| lesson.title(language)))
        .replace("@see@", lesson.see())
        .replace("@message@", &inline_table(languages, |language| lesson.message(language)));
    let mut files = PackFiles::default();
    files.insert(PACK_TOML, pack);
    files.insert(step_file(STEP, "check.toml"), check);
    let (starter, solution) = lesson.scripts();
    files.insert(step_file(STEP, "starter.rhai"), starter);
    files.insert(step_file(STEP, "solution.rhai"), solution);
    for language in languages {
        files.insert(text_file(STEP, *language), lesson.text(*language));
    }
    files
}

/// The one step that a new pack has.
#[derive(Clone, Copy)]
enum Lesson {
    /// A heart on the micro:bit's display.
    Heart,
    /// The light on the Arduino's pin 13.
    Led,
    /// A line on the console, which every board has.
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

    fn title(self, language: PackLanguage) -> &'static str {
        match (self, language) {
            (Self::Heart, Fi) => "Näytä sydän",
            (Self::Heart, Sv) => "Visa ett hjärta",
            (Self::Heart, En) => "Show a heart",
            (Self::Led, Fi) => "Sytytä valo",
            (Self::Led, Sv) => "Tänd lampan",
            (Self::Led, En) => "Switch on the light",
            (Self::Line, Fi) => "Kirjoita konsoliin",
            (Self::Line, Sv) => "Skriv i konsolen",
            (Self::Line, En) => "Write to the console",
        }
    }

    fn summary(self, language: PackLanguage) -> &'static str {
        match (self, language) {
            (Self::Heart, Fi) => "Ensimmäinen oma kuva micro:bitin näytölle.",
            (Self::Heart, Sv) => "Din första egna bild på micro:bitens display.",
            (Self::Heart, En) => "Your first picture on the micro:bit's display.",
            (Self::Led, Fi) => "Arduinon oma valo syttyy ohjelman käskystä.",
            (Self::Led, Sv) => "Arduinons egen lampa tänds när programmet säger till.",
            (Self::Led, En) => "The Arduino's own light comes on when the program says so.",
            (Self::Line, Fi) => "Ohjelma, joka toimii samalla tavalla kaikilla korteilla.",
            (Self::Line, Sv) => "Ett program som fungerar likadant på alla kort.",
            (Self::Line, En) => "A program that works alike on every board.",
        }
    }

    fn message(self, language: PackLanguage) -> &'static str {
        match (self, language) {
            (Self::Heart, Fi) => "Näytöllä ei näkynyt sydäntä.",
            (Self::Heart, Sv) => "Displayen visade inget hjärta.",
            (Self::Heart, En) => "The display did not show a heart.",
            (Self::Led, Fi) => "Nastan 13 valo ei syttynyt.",
            (Self::Led, Sv) => "Lampan på stift 13 tändes inte.",
            (Self::Led, En) => "The light on pin 13 did not come on.",
            (Self::Line, Fi) => "Konsoliin ei tullut sanaa DigiLab.",
            (Self::Line, Sv) => "Ordet DigiLab kom inte i konsolen.",
            (Self::Line, En) => "The word DigiLab did not appear in the console.",
        }
    }

    fn text(self, language: PackLanguage) -> &'static str {
        match (self, language) {
            (Self::Heart, Fi) => include_str!("template/heart.fi.md"),
            (Self::Heart, Sv) => include_str!("template/heart.sv.md"),
            (Self::Heart, En) => include_str!("template/heart.en.md"),
            (Self::Led, Fi) => include_str!("template/led.fi.md"),
            (Self::Led, Sv) => include_str!("template/led.sv.md"),
            (Self::Led, En) => include_str!("template/led.en.md"),
            (Self::Line, Fi) => include_str!("template/line.fi.md"),
            (Self::Line, Sv) => include_str!("template/line.sv.md"),
            (Self::Line, En) => include_str!("template/line.en.md"),
        }
    }
}

fn pack_toml(language: PackLanguage) -> &'static str {
    match language {
        Fi => include_str!("template/pack.fi.toml"),
        Sv => include_str!("template/pack.sv.toml"),
        En => include_str!("template/pack.en.toml"),
    }
}

fn check_toml(language: PackLanguage) -> &'static str {
    match language {
        Fi => include_str!("template/check.fi.toml"),
        Sv => include_str!("template/check.sv.toml"),
        En => include_str!("template/check.en.toml"),
    }
}

/// A text as TOML writes it. Whether it is one that the pack may have there, a check of the pack tells.
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

fn table(languages: &[PackLanguage], text: impl Fn(PackLanguage) -> &'static str) -> String {
    languages.iter().map(|language| format!("{} = {}\n", language.id(), quoted(text(*language)))).collect()
}

fn inline_table(languages: &[PackLanguage], text: impl Fn(PackLanguage) -> &'static str) -> String {
    let entries = languages.iter().map(|language| format!("{} = {}", language.id(), quoted(text(*language))));
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
            for languages in [&[Fi, Sv, En][..], &[Sv], &[En, Fi], &[]] {
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
