//! Tests `digilab lesson` as a teacher uses it: from a new pack to a signed file, with the findings on the way.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use std::fs;

use common::{folder, run};
use serde_json::Value;

#[test]
fn from_a_new_pack_to_a_signed_file() {
    let desk = folder(&[]);
    let lesson = |arguments: &[&str]| {
        let ran = run(desk.path(), &[&["lesson", "--lang", "en"], arguments].concat());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}: {ran:?}");
        ran.out
    };
    for boards in ["microbit", "microbit-v1,microbit", "arduino", "arduino,microbit"] {
        let id = boards.replace(',', "-and-");
        lesson(&["new", &id, "--board", boards]);
        assert!(lesson(&["check", &id]).contains("One pack is fine: one step, tested"));
        lesson(&["pack", &id]);
        let packed = format!("{id}.digilab");
        assert!(lesson(&["list", &packed]).contains("unsigned"));
        let key = format!("{id}.key");
        let signed = lesson(&["sign", "--new-key", "--key", &key, "--name", "Lärare Å", &packed]);
        assert!(signed.contains("Lärare Å"), "{signed}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(desk.path().join(&key)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "others can read {key}");
        }
        assert!(lesson(&["list", &packed]).contains("signed by Lärare Å"));
        lesson(&["check", &packed]);
    }
    // A folder stands for the packs in it: folders and files.
    assert!(lesson(&["check", "."]).contains("8 packs are fine"));
    let exported: Value = serde_json::from_str(&lesson(&["export", "--jsonld", "arduino"])).unwrap();
    assert_eq!(exported["@context"], "https://schema.org");
    let listed = lesson(&["list", "--json", "arduino"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["id"], "arduino");
    // Existing files are not overwritten.
    let again = run(desk.path(), &["lesson", "new", "arduino", "--lang", "en"]);
    assert_eq!(again.status, 1, "{again:?}");
    let key = run(
        desk.path(),
        &["lesson", "sign", "--new-key", "--key", "arduino.key", "--name", "x", "arduino.digilab"],
    );
    assert_eq!(key.status, 2, "{key:?}");
}

#[test]
fn the_built_in_packs_are_listed() {
    let desk = folder(&[]);
    for (language, title) in
        [("fi", "Älykäs katuvalo"), ("sv", "Den smarta gatlyktan"), ("en", "The smart street light")]
    {
        let ran = run(desk.path(), &["lesson", "list", "--lang", language]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.out.contains(title), "{ran:?}");
    }
}

/// Runs `digilab lesson check --json` on a new pack after `change`; compares the places and codes of its findings.
#[track_caller]
fn check(change: impl Fn(&std::path::Path), expected: &[(&str, &str)]) {
    let desk = folder(&[]);
    run(desk.path(), &["lesson", "new", "my-pack", "--board", "arduino", "--languages", "en"]);
    change(&desk.path().join("my-pack"));
    let ran = run(desk.path(), &["lesson", "check", "my-pack", "--json", "--lang", "en"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (sum, findings) = lines.split_last().unwrap();
    assert_eq!(sum["findings"], findings.len());
    for finding in findings {
        assert!(finding["message"].as_str().is_some_and(|text| !text.is_empty()), "{finding}");
        assert!(finding["advice"].as_str().is_some_and(|text| !text.is_empty()), "{finding}");
    }
    let found: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding["file"].as_str().unwrap(), finding["code"].as_str().unwrap()))
        .collect();
    assert_eq!(found, expected, "{ran:?}");
}

#[test]
fn what_is_wrong_is_told() {
    let step = "steps/01-start";
    let write = |file: &'static str, text: &'static str| {
        move |pack: &std::path::Path| fs::write(pack.join(step).join(file), text).unwrap()
    };
    check(
        write("starter.rhai", "arduino().pin(13).on();"),
        // The text shows a line that no longer exists.
        &[
            ("steps/01-start/en.md", "pack-code-strange"),
            ("steps/01-start/starter.rhai", "proof-starter-passes"),
        ],
    );
    check(
        write(
            "check.toml",
            "[[scenario]]\nend_ms = 1000\n[[scenario.expect]]\nsee.pin = { pin = \"99\", level = 1 }\n",
        ),
        &[("steps/01-start/check.toml", "proof-check-broken")],
    );
    check(|pack| fs::remove_file(pack.join("pack.toml")).unwrap(), &[("pack.toml", "pack-file-missing")]);
}

#[test]
fn a_solution_that_fails_is_told_with_what_happened() {
    let desk = folder(&[]);
    run(desk.path(), &["lesson", "new", "my-pack", "--board", "arduino", "--languages", "en"]);
    // The text that shows it must go too.
    let step = desk.path().join("my-pack/steps/01-start");
    fs::write(step.join("solution.rhai"), "let uno = arduino();\n").unwrap();
    let ran = run(desk.path(), &["lesson", "check", "my-pack", "--lang", "en"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("solution.rhai: The solution does not pass the check on arduino"), "{ran:?}");
    assert!(ran.out.contains("Expected: ") && ran.out.contains("What happened: "), "{ran:?}");
}

#[test]
fn command_lines_are_explained() {
    let desk = folder(&[]);
    for (arguments, says) in [
        (&["lesson"][..], "What do you want to do with lessons?"),
        (&["lesson", "bake"], "There is no lesson command “bake”"),
        (&["lesson", "check"], "Something is missing"),
        (&["lesson", "check", "nowhere"], "There is no file “nowhere”"),
        (&["lesson", "new", "a-pack", "--board", "toaster"], "no board “toaster” for lessons"),
        (&["lesson", "new", "a-pack", "--languages", "de"], "“de” is not a language"),
    ] {
        let ran = run(desk.path(), &[arguments, &["--lang", "en"]].concat());
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.contains(says), "{ran:?}");
    }
}
