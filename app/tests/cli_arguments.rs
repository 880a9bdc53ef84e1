//! Tests wrong command lines and wrong files: one clear sentence in the reader's language, the right exit
//! status, never a panic.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{digilab, folder, run};

const FINE: &[u8] = b"let x = 1;";

/// Runs `digilab ARGUMENTS` where `fine.rhai` is a script, and checks the status and the standard error, which
/// must contain each part of `says`.
#[track_caller]
fn check(arguments: &[&str], status: i32, says: &[&str]) {
    let folder = folder(&[("fine.rhai", FINE), ("wrong.txt", b"500ms explode"), ("wrong.jsonl", b"{}\n")]);
    let ran = run(folder.path(), arguments);
    assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
    for part in says {
        assert!(ran.err.contains(part), "{arguments:?} should say {part:?}: {ran:?}");
    }
    if status == 2 {
        assert_eq!(ran.out, "", "{arguments:?}");
        assert_eq!(ran.err.lines().count(), 1, "one sentence: {ran:?}");
    }
}

#[test]
fn wrong_command_lines() {
    check(&["dance"], 2, &["There is no command “dance”"]);
    check(&["blink.rhai"], 2, &["digilab run blink.rhai"]);
    check(&["fine.rhai"], 2, &["digilab run fine.rhai"]);
    check(&["lights.digilab"], 2, &["lights.digilab"]);
    check(&["smart-street-light", "run", "fine.rhai"], 2, &["smart-street-light"]);
    check(&["run"], 2, &["Which program do you want to run?"]);
    check(&["run", "fine.rhai", "more"], 2, &["one thing too many: “more”"]);
    check(&["run", "fine.rhai", "--bord", "arduino"], 2, &["no option “--bord”", "--board"]);
    check(&["run", "fine.rhai", "--zzz"], 2, &["no option “--zzz”"]);
    check(&["run", "fine.rhai", "--port"], 2, &["missing after --port"]);
    check(&["run", "fine.rhai", "--port", ""], 2, &["missing after --port"]);
    check(&["run", "fine.rhai", "--board", "pi"], 2, &["no board “pi”", "microbit-v1"]);
    check(&["run", "fine.rhai", "--time", "late"], 2, &["“late” is not a kind of time"]);
    check(&["run", "fine.rhai", "--for", "5"], 2, &["“5” is not a duration", "500ms"]);
    check(&["run", "fine.rhai", "--for", "25h"], 2, &["“25h” is not a duration"]);
    check(&["run", "fine.rhai", "--seed", "-1"], 2, &["-1"]);
    check(&["run", "fine.rhai", "--seed", "x"], 2, &["“x” is not a seed"]);
    check(&["run", "fine.rhai", "--baud", "1"], 2, &["“1” is not a speed"]);
    check(&["run", "fine.rhai", "--json", "--json"], 2, &["--json can be given only once"]);
    check(&["run", "fine.rhai", "--json=yes"], 2, &["Nothing goes after --json"]);
    check(
        &["run", "fine.rhai", "--record", "a", "--replay", "b"],
        2,
        &["--record", "--replay", "do not go together"],
    );
    check(&["run", "fine.rhai", "--board", "text"], 2, &["cannot be simulated"]);
    check(&["run", "fine.rhai", "--time", "virtual", "--port", "COM3"], 2, &["Virtual time"]);
    check(&["run", "fine.rhai", "--lang", "tlh"], 2, &["“tlh” is not a language"]);
    check(&["boards", "COM3"], 2, &["one thing too many: “COM3”"]);
}

#[test]
fn in_the_readers_language() {
    check(&["--lang", "fi", "dance"], 2, &["Komentoa ”dance” ei ole"]);
    check(&["--lang=sv", "dance"], 2, &["Det finns inget kommando ”dance”"]);
    check(&["run", "fine.rhai", "--board", "pi", "--lang", "fi"], 2, &["Korttia ”pi” ei ole"]);
    check(&["run", "fine.rhai", "--board", "pi", "--lang", "sv"], 2, &["Det finns inget kort ”pi”"]);
    check(&["run", "missing.rhai", "--lang", "fi"], 2, &["Tiedostoa ”missing.rhai” ei ole"]);
    check(&["run", "missing.rhai", "--lang", "sv"], 2, &["Filen ”missing.rhai” finns inte"]);
    check(&["run", "fine.rhai", "--for", "soon", "--lang", "fi"], 2, &["”soon” ei ole kesto"]);
    check(&["run", "fine.rhai", "--for", "soon", "--lang", "sv"], 2, &["”soon” är ingen tidslängd"]);
    check(&["run", "fine.rhai", "--input", "wrong.txt", "--lang", "fi"], 2, &["rivi 1", "”explode”"]);
    check(&["run", "fine.rhai", "--input", "wrong.txt", "--lang", "sv"], 2, &["rad 1", "”explode”"]);
}

#[test]
fn help_in_every_language() {
    for (language, heading, word) in
        [("en", "Usage:", "Options"), ("fi", "Käyttö:", "Valinnat"), ("sv", "Användning:", "Val")]
    {
        for arguments in [&["--help", "--lang", language][..], &["run", "-h", "--lang", language]] {
            let folder = folder(&[]);
            let ran = run(folder.path(), arguments);
            assert_eq!((ran.status, ran.err.as_str()), (0, ""));
            assert!(ran.out.contains(heading) && ran.out.contains(word), "{ran:?}");
            assert!(!ran.out.contains("cli-"), "every text is there: {ran:?}");
        }
    }
    let folder = folder(&[]);
    let ran = run(folder.path(), &["--version"]);
    assert_eq!((ran.status, ran.out.trim()), (0, concat!("digilab ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_files() {
    check(&["run", "missing.rhai"], 2, &["no file “missing.rhai”"]);
    check(&["run", "."], 2, &["“.” is a folder"]);
    check(&["run", "fine.rhai/below"], 2, &["no file"]);
    check(&["run", "fine.rhai", "--input", "missing.txt"], 2, &["no file “missing.txt”"]);
    check(&["run", "fine.rhai", "--input", "wrong.txt"], 2, &["line 1", "“explode”"]);
    check(&["run", "--replay", "missing.jsonl"], 2, &["no file “missing.jsonl”"]);
    check(&["run", "--replay", "wrong.jsonl"], 2, &["is no recorded run"]);
    check(&["run", "fine.rhai", "--record", "no/such/folder/file"], 2, &["cannot be written"]);
    check(&["run", "fine.rhai", "--trace", "."], 2, &["cannot be written"]);
}

#[test]
fn scripts_that_are_no_text() {
    #[track_caller]
    fn check(script: &[u8], status: i32) {
        let folder = folder(&[("script.rhai", script)]);
        let ran = run(folder.path(), &["run", "script.rhai", "--time", "virtual"]);
        assert_eq!(ran.status, status, "{ran:?}");
        assert_eq!(ran.err.is_empty(), status == 0, "{ran:?}");
        assert!(ran.err.len() < 2_000, "a sentence, not the file: {} bytes", ran.err.len());
    }
    check(b"\0\0\0", 1);
    check(b"print(1);\0", 1);
    check(b"\xFF\xFE\x00", 1);
    check(&b"let x = 1;\n".repeat(500_000), 1);
    check(&[b"let x = \"".as_slice(), &vec![b'a'; 1 << 20], b"\";"].concat(), 1);
    check(&[b"// ".as_slice(), &vec![b'a'; 900_000], b"\n"].concat(), 0);
    check(&b"(".repeat(100_000), 1);
    check(&vec![b' '; 20 << 20], 1);
    check(b"", 0);
    check(b"\xEF\xBB\xBFlet x = 1;", 0);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder(&[]);
    for arguments in [&["run", "--board"][..], &["run"], &[]] {
        let mut command = digilab(folder.path(), arguments);
        let output = command.arg(OsStr::from_bytes(b"\xFF\xFE")).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}
