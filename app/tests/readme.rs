//! Runs the README's programs with the README's commands: each prints what the README says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{folder, run};

const README: &str = include_str!("../../README.md");

/// The file that the README describes.
const PRESSES: &str =
    "500ms press A\n600ms release A\n900ms press A\n1000ms release A\n1300ms press A\n1400ms release A\n";

/// Returns the README's blocks of a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README.split(&fence).skip(1).map(|part| part.split_once("```").unwrap().0).collect()
}

#[test]
fn programs_print_what_is_said() {
    let programs = blocks("rust");
    let files: Vec<(&str, &[u8])> = programs
        .iter()
        .map(|program| {
            let name = program.trim_start_matches("// ").split_once(':').unwrap().0;
            (name, program.as_bytes())
        })
        .chain([("presses.txt", PRESSES.as_bytes())])
        .collect();
    let folder = folder(&files);
    let mut tried = 0;
    for block in blocks("text") {
        let (command, expected) = block.split_once('\n').unwrap();
        let words: Vec<&str> = command.trim_start_matches("$ digilab ").split(' ').collect();
        if !files.iter().any(|(name, _)| words.contains(name)) {
            continue;
        }
        let ran = run(folder.path(), &[&words[..], &["--time", "virtual", "--lang", "en"]].concat());
        assert_eq!((ran.status, ran.out.as_str()), (0, expected), "{command}");
        tried += 1;
    }
    assert_eq!(tried, programs.len());
}
