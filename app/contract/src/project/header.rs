//! The comment at the top of a project's file that holds the settings of the program.
//!
//! ```text
//! // DigiLab project
//! // board: microbit-v1
//! // arduino pin 13: led
//! // arduino pin A0: potentiometer
//! // seed: 42
//! // DigiLab end
//!
//! let bit = microbit();
//! ```
//!
//! A file without it is a project with default settings, and a project with default settings is written without
//! it, so that a plain script stays a plain script. Lines that this version does not understand are kept. If
//! its end is missing after editing by hand, only lines that are certainly settings are taken for a part of it:
//! the others may be the pupil's own and stay in the program.

use std::collections::BTreeMap;

use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile, Pin};
use digilab_devices::sim::parts::Part;

const BEGIN: &str = "DigiLab project";
const END: &str = "DigiLab end";

/// Byte order mark that Windows' Notepad writes at the start of a text.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Content of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Settings of the program: boards, parts, seed.
    pub settings: ProjectSettings,
    /// Text of the program.
    pub text: String,
}

/// Settings of a program, kept with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectSettings {
    /// Chosen boards, by the board that a script asks for. A kind of another family is not written.
    pub boards: BTreeMap<BoardFamily, BoardKind>,
    /// Parts wired to the simulated boards' pins. A board without parts has no entry after reading.
    pub parts: BTreeMap<BoardFamily, BTreeMap<Pin, Part>>,
    /// Seed of `random`; without one each run has its own.
    pub seed: Option<u64>,
    /// Lines of the comment that this version does not understand, unchanged.
    unknown: Vec<String>,
}

impl ProjectSettings {
    /// Reads a line of the comment, without its slashes; returns `true` if it is understood.
    fn read(&mut self, comment: &str) -> bool {
        let Some((key, value)) = comment.split_once(':') else { return false };
        let key = key.to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        let words: Vec<&str> = key.split_whitespace().collect();
        match words.as_slice() {
            ["board"] => BoardKind::from_id(&value).is_some_and(|kind| {
                self.boards.insert(kind.family(), kind);
                true
            }),
            ["seed"] => value.parse().is_ok_and(|seed| {
                self.seed = Some(seed);
                true
            }),
            [want, "pin", pin] => {
                let want = BoardFamily::from_id(want);
                let pin = want.and_then(|want| BoardProfile::of(want).pin_names.pin(pin));
                let part = Part::from_id(&value);
                let (Some(want), Some(pin), Some(part)) = (want, pin, part) else { return false };
                self.parts.entry(want).or_default().insert(pin, part);
                true
            }
            _ => false,
        }
    }

    fn write(&self) -> String {
        let mut lines = vec![format!("// {BEGIN}")];
        let boards = self.boards.iter().filter(|(want, kind)| want.fits(**kind));
        lines.extend(boards.map(|(_, kind)| format!("// board: {}", kind.id())));
        for (want, parts) in &self.parts {
            let part = |(pin, part): (&Pin, &Part)| {
                format!(
                    "// {} pin {}: {}",
                    want.id(),
                    BoardProfile::of(*want).pin_names.written(*pin),
                    part.id()
                )
            };
            lines.extend(parts.iter().map(part));
        }
        lines.extend(self.seed.map(|seed| format!("// seed: {seed}")));
        lines.extend(self.unknown.iter().cloned());
        lines.push(format!("// {END}\n\n"));
        lines.join("\n")
    }
}

/// Takes the first line off `text`, without its line ending; `None` at the end of the text.
fn next_line<'a>(text: &mut &'a str) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    *text = rest;
    Some(line)
}

/// Returns the text of a line that is only a comment.
fn comment(line: &str) -> Option<&str> {
    line.trim().strip_prefix("//").map(str::trim)
}

/// Splits `file` into the settings at its top and the text below them.
fn split(file: &str) -> Option<(ProjectSettings, &str)> {
    let mut rest = file;
    let is_begin = |text: &str| text.eq_ignore_ascii_case(BEGIN);
    next_line(&mut rest).and_then(comment).filter(|text| is_begin(text))?;
    let below_begin = rest;
    let mut settings = ProjectSettings::default();
    while let Some(line) = next_line(&mut rest) {
        match comment(line) {
            Some(text) if text.eq_ignore_ascii_case(END) => {
                let text = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n")).unwrap_or(rest);
                return Some((settings, text));
            }
            Some(text) if settings.read(text) => {}
            Some(_) => settings.unknown.push(line.trim_end().to_owned()),
            None if line.trim().is_empty() => {}
            None => break,
        }
    }
    // The end is missing: only lines that are certainly settings count.
    let (mut settings, mut rest) = (ProjectSettings::default(), below_begin);
    let mut text = rest;
    while next_line(&mut rest).and_then(comment).is_some_and(|line| settings.read(line)) {
        text = rest;
    }
    (text.len() < below_begin.len()).then_some((settings, text))
}

/// Parses a project's file. Any text is valid.
pub fn parse(file: &str) -> Content {
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let (settings, text) = split(file).unwrap_or_else(|| (ProjectSettings::default(), file));
    Content { settings, text: text.to_owned() }
}

/// Writes a project's file, so that [`parse`] returns the same content whatever the text is.
pub fn write(content: &Content) -> String {
    // A plain script is its own file, unless its first lines would be read as settings.
    if content.settings == ProjectSettings::default() && parse(&content.text) == *content {
        return content.text.clone();
    }
    content.settings.write() + content.text.as_str()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn settings() -> impl Strategy<Value = ProjectSettings> {
        let kind = proptest::sample::select(BoardKind::ALL);
        let part = (
            proptest::sample::select(BoardFamily::ALL),
            proptest::collection::btree_map(any::<Pin>(), proptest::sample::select(Part::ALL), 1..5),
        );
        let boards = proptest::collection::vec(kind, 0..4);
        let parts = proptest::collection::vec(part, 0..4);
        (boards, parts, any::<Option<u64>>()).prop_map(|(boards, parts, seed)| ProjectSettings {
            boards: boards.into_iter().map(|kind| (kind.family(), kind)).collect(),
            parts: parts.into_iter().collect(),
            seed,
            unknown: Vec::new(),
        })
    }

    /// Generates lines that look like settings and their ends, in any order and with any line endings: the
    /// texts most likely to be misread.
    fn treacherous() -> impl Strategy<Value = String> {
        let line = proptest::sample::select(vec![
            "// DigiLab project",
            "  //digilab PROJECT  ",
            "// DigiLab end",
            "// seed: 7",
            "// seed: many",
            "// board: arduino",
            "// arduino pin A0: led",
            "// colour: red",
            "//",
            "",
            " ",
            "let a = 1;",
            "\u{FEFF}",
        ]);
        let end = proptest::sample::select(vec!["\n", "\r\n", "\r", "", "\n\n"]);
        proptest::collection::vec((line, end), 0..9)
            .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end]).collect())
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "\\PC{0,20}\n", treacherous()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_written_is_read(settings in settings(), text in texts()) {
            let content = Content { settings, text };
            prop_assert_eq!(parse(&write(&content)), content);
        }

        /// The same for settings edited by hand, with unknown lines.
        #[test]
        fn what_was_read_stays(file in treacherous(), text in texts()) {
            let settings = parse(&file).settings;
            let content = Content { settings, text };
            prop_assert_eq!(parse(&write(&content)), content);
        }

        /// In any file, the program is the end of it, unchanged.
        #[test]
        fn the_program_is_the_end_of_the_file(file in texts()) {
            prop_assert!(file.ends_with(&parse(&file).text));
        }

        #[test]
        fn a_text_without_settings_is_its_own_file(text in "(let [a-z]{1,5} = [0-9];\r?\n|// [A-Za-z :]{0,20}\n){0,9}") {
            prop_assume!(!text.starts_with("// DigiLab project"));
            let content = Content { text: text.clone(), ..Content::default() };
            prop_assert_eq!(write(&content), text.clone());
            prop_assert_eq!(parse(&text), content);
        }
    }

    fn example() -> Content {
        let mut settings = ProjectSettings { seed: Some(42), ..ProjectSettings::default() };
        settings.boards.insert(BoardFamily::Microbit, BoardKind::MicrobitV1);
        settings.boards.insert(BoardFamily::Arduino, BoardKind::Arduino);
        settings.parts.insert(BoardFamily::Microbit, [(1, Part::Servo)].into());
        settings.parts.insert(BoardFamily::Arduino, [(13, Part::Led), (14, Part::Potentiometer)].into());
        Content { settings, text: "print(\"hyvää päivää\");\n".to_owned() }
    }

    #[test]
    fn a_file_is_readable() {
        let file = "\
// DigiLab project
// board: microbit-v1
// board: arduino
// microbit pin 1: servo
// arduino pin 13: led
// arduino pin A0: potentiometer
// seed: 42
// DigiLab end

print(\"hyvää päivää\");
";
        assert_eq!(write(&example()), file);
        assert_eq!(parse(file), example());
    }

    #[test]
    fn a_hand_may_edit_it() {
        let file = "\u{FEFF}  //  digilab PROJECT\r\n//board:Microbit-V1\r\n\r\n// BOARD : arduino\r\n\
                    // microbit  pin P1 : Servo\r\n//arduino pin D13:led\r\n// Arduino pin a0: potentiometer\r\n\
                    // seed:   42  \r\n//digilab end\r\n\r\nprint(\"hyvää päivää\");\n";
        assert_eq!(parse(file), example());
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        let unknown = "// colour: ä red\n// seed: many\n// arduino pin A9: led\n// arduino pin 3: rocket\n\
                       // board: toaster\n// Made by Aino";
        let file = format!("// DigiLab project\n// seed: 1\n{unknown}\n// DigiLab end\n\nx();");
        let content = parse(&file);
        assert_eq!((content.text.as_str(), content.settings.seed), ("x();", Some(1)));
        assert_eq!(write(&content), file);
    }

    #[test]
    fn without_its_end_only_settings_are_taken() {
        let content = parse("// DigiLab project\n// seed: 1\n// My comment: seed\nx();\n// DigiLab end\n");
        assert_eq!(content.text, "// My comment: seed\nx();\n// DigiLab end\n");
        assert_eq!(content.settings.seed, Some(1));
        // A comment that happens to begin like the settings is the pupil's.
        let text = "// DigiLab project\n// by Aino and Väinö\nx();";
        assert_eq!(parse(text), Content { text: text.to_owned(), ..Content::default() });
    }
}
