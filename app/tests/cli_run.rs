//! Tests runs on simulated boards: their output, exit status and recordings.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

mod common;

use common::{Ran, folder, run};
use serde_json::Value;

#[track_caller]
fn run_script(script: &str, more: &[&str]) -> Ran {
    let folder = folder(&[("script.rhai", script.as_bytes())]);
    let arguments = [&["run", "script.rhai", "--time", "virtual", "--lang", "en"], more].concat();
    run(folder.path(), &arguments)
}

#[track_caller]
fn check(script: &str, more: &[&str], status: i32, out: &str, err: &[&str]) {
    let ran = run_script(script, more);
    assert_eq!((ran.status, ran.out.as_str()), (status, out), "{ran:?}");
    assert_eq!(ran.err.is_empty(), err.is_empty(), "{ran:?}");
    for part in err {
        assert!(ran.err.contains(part), "{part:?} in {ran:?}");
    }
}

const HEART: &str = "The micro:bit\n  · █ · █ ·\n  █ █ █ █ █\n  █ █ █ █ █\n  · █ █ █ ·\n  · · █ · ·\n";

#[test]
fn console_and_final_state() {
    check("print(1 + 2);", &[], 0, "3\n", &[]);
    check("let bit = microbit(); bit.show(HEART); print(\"moi\");", &[], 0, &["moi\n", HEART].concat(), &[]);
    let pins = "The Arduino\n  pin 13  output  1\n";
    check("let uno = arduino(); uno.pin(13).on();", &["--board", "arduino"], 0, pins, &[]);
    // Whatever `--board` says, a script gets the simulated boards it asks for.
    check("let uno = arduino(); uno.pin(13).on();", &[], 0, pins, &[]);
    let both = "let bit = microbit(); let uno = arduino(); bit.show(HEART); uno.pin(13).on();";
    check(both, &[], 0, &[HEART, pins].concat(), &[]);
}

#[test]
fn how_runs_end() {
    check("forever(|| sleep(100));", &["--for", "2s"], 0, "", &[]);
    check("loop {}", &["--for", "500ms"], 0, "", &[]);
    check("let x = ;", &[], 1, "", &["script.rhai:1:"]);
    check("print(1);\nprint(nothing);", &[], 1, "1\n", &["script.rhai:2:", "nothing"]);
    check("let uno = arduino(); uno.pin(99).on();", &[], 1, "The Arduino\n  all off\n", &["99"]);
    check("let board = text_board();", &[], 3, "", &["sim"]);
}

#[test]
fn a_port_that_is_not_there() {
    let folder = folder(&[("script.rhai", b"let bit = microbit();")]);
    for (language, says) in [("en", "was not found"), ("fi", "ei löydy"), ("sv", "hittades inte")] {
        let ran =
            run(folder.path(), &["run", "script.rhai", "--port", "/dev/no-such-port", "--lang", language]);
        assert_eq!(ran.status, 3, "{ran:?}");
        assert!(ran.err.contains(says) && ran.err.contains("/dev/no-such-port"), "{ran:?}");
    }
}

#[test]
fn the_other_board_is_simulated_and_a_note_says_so_but_the_named_port_must_be_there() {
    let folder = folder(&[("script.rhai", b"let uno = arduino(); uno.pin(13).on();")]);
    let ran = run(folder.path(), &["run", "script.rhai", "--port", "/dev/no-such-port", "--lang", "en"]);
    assert_eq!(ran.status, 3, "{ran:?}");
    assert!(ran.err.contains("The Arduino is simulated"), "{ran:?}");
    assert!(ran.err.contains("The board was not found (/dev/no-such-port)"), "{ran:?}");
}

fn objects(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_lines() {
    let script = "let bit = microbit(); print(\"a\"); plot(\"x\", 3); bit.show(HEART); print(1 / 0);";
    let ran = run_script(script, &["--json"]);
    assert_eq!(ran.status, 1);
    let objects = objects(&ran);
    let events: Vec<&str> = objects.iter().map(|object| object["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["console", "plot", "state", "error", "end"], "{ran:?}");
    assert_eq!(objects[0]["text"], "a");
    assert_eq!((&objects[1]["name"], &objects[1]["value"]), (&"x".into(), &3.0.into()));
    assert_eq!(objects[2]["board"], "microbit");
    assert_eq!(objects[2]["state"]["leds"][0], serde_json::json!([0, 9, 0, 9, 0]));
    assert_eq!(objects[3]["line"], 1);
    assert!(
        objects[3]["message"].is_string()
            && objects[3]["advice"].is_string()
            && objects[3]["code"].is_string()
    );
    assert_eq!((&objects[4]["reason"], &objects[4]["status"]), (&"error".into(), &1.into()));
}

/// Runs a script with `typed` as its standard input.
#[track_caller]
fn run_typed(script: &str, typed: &str, more: &[&str]) -> Ran {
    let folder = folder(&[("script.rhai", script.as_bytes()), ("typed.txt", typed.as_bytes())]);
    let arguments = [&["run", "script.rhai", "--lang", "en"], more].concat();
    let input = std::fs::File::open(folder.path().join("typed.txt")).unwrap();
    let output = common::digilab(folder.path(), &arguments).stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_script_asks_and_is_answered_from_the_standard_input() {
    let script = "let name = ask(\"Name?\"); print(`Hi ${name}`); print(ask().len());";
    for time in ["real", "virtual"] {
        let ran = run_typed(script, "Aino\nÅbo\nunread\n", &["--time", time, "--board", "microbit"]);
        let expected = (0, "Name?\n> Aino\nHi Aino\n> Åbo\n3\n");
        assert_eq!((ran.status, ran.out.as_str()), expected, "{ran:?}");
        let ran = run_typed(script, "Aino", &["--time", time, "--board", "microbit"]);
        assert_eq!((ran.status, ran.out.as_str()), (1, "Name?\n> Aino\nHi Aino\n"), "{ran:?}");
        assert!(ran.err.contains("script.rhai:1:") && ran.err.contains("nobody can type"), "{ran:?}");
    }
    let ran = run_typed(script, "a\nb", &["--time", "virtual", "--board", "microbit", "--json"]);
    let objects = objects(&ran);
    let events: Vec<&str> = objects.iter().map(|object| object["event"].as_str().unwrap()).collect();
    let expected = ["console", "asking", "typed", "console", "asking", "typed", "console", "end"];
    assert_eq!(events, expected, "{ran:?}");
    assert_eq!(objects[5]["text"], "b");
}

#[test]
fn inputs_reach_the_board() {
    let script = "let bit = microbit(); forever(|| { print(bit.button_a()); sleep(200); });";
    let inputs = b"4s release A\n2s press A";
    let folder = folder(&[("script.rhai", script.as_bytes()), ("inputs.txt", inputs)]);
    let arguments = ["run", "script.rhai", "--time", "virtual", "--for", "6s", "--input", "inputs.txt"];
    let ran = run(folder.path(), &arguments);
    let mut changes: Vec<&str> = ran.out.lines().filter(|line| matches!(*line, "true" | "false")).collect();
    changes.dedup();
    assert_eq!((ran.status, changes), (0, vec!["false", "true", "false"]), "{ran:?}");
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let script = "for i in 0..5 { print(random(1, 1000000)); }";
    let numbers = |seed: &str| run_script(script, &["--seed", seed]).out;
    assert_eq!(numbers("7"), numbers("7"));
    assert_ne!(numbers("7"), numbers("8"));
}

#[test]
fn a_recorded_run_runs_again_and_the_first_difference_is_told() {
    let script = "let bit = microbit(); bit.show(HEART); sleep(100); print(random(1, 1000000));";
    let folder = folder(&[
        ("script.rhai", script.as_bytes()),
        ("other.rhai", script.replace("print(", "print(1 + ").as_bytes()),
    ]);
    let go = |arguments: &[&str]| run(folder.path(), &[&["run", "--lang", "en"], arguments].concat());
    let recorded = go(&["script.rhai", "--time", "virtual", "--record", "run.jsonl"]);
    assert_eq!(recorded.status, 0, "{recorded:?}");
    for again in [go(&["--replay", "run.jsonl"]), go(&["script.rhai", "--replay", "run.jsonl"])] {
        assert_eq!((again.status, &again.out), (0, &recorded.out), "{again:?}");
        assert!(again.err.contains("the same as the recorded one"), "{again:?}");
    }
    let other = go(&["other.rhai", "--replay", "run.jsonl"]);
    assert_eq!(other.status, 1, "{other:?}");
    assert!(other.err.contains("not the same") && other.err.contains("console"), "{other:?}");
}

#[test]
fn a_trace_is_json_lines() {
    let folder = folder(&[("script.rhai", b"let x = 1;\nprint(x);")]);
    let ran = run(folder.path(), &["run", "script.rhai", "--time", "virtual", "--trace", "trace.jsonl"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let trace = std::fs::read_to_string(folder.path().join("trace.jsonl")).unwrap();
    let events: Vec<Value> = trace.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(events.iter().any(|event| event["event"] == "line" && event["line"] == 2), "{trace}");
    assert!(events.iter().any(|event| event["event"] == "console" && event["text"] == "1"), "{trace}");
}

#[test]
fn without_a_display_the_first_program_runs_and_ends_by_itself() {
    let folder = folder(&[]);
    let ran = run(folder.path(), &["--lang", "en"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.err.starts_with("The window cannot be opened: there is no display"), "{ran:?}");
    for part in ["for 5 seconds", "Hello!", "The micro:bit", "Your turn"] {
        assert!(ran.out.contains(part), "{part:?} in {ran:?}");
    }
}

/// Tests of Ctrl-C and a closed pipe.
#[cfg(unix)]
mod cut_short {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Child, Command, Stdio};

    use super::common::{digilab, folder};

    const ENDLESS: &[u8] =
        b"let bit = microbit(); bit.show(HEART); forever(|| { print(\"on\"); sleep(20); });";

    fn start(folder: &tempfile::TempDir) -> Child {
        let mut command = digilab(folder.path(), &["run", "script.rhai", "--lang", "en"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn ctrl_c_shows_the_state_and_ends_with_130() {
        let folder = folder(&[("script.rhai", ENDLESS)]);
        let mut child = start(&folder);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert_eq!(line, "on\n", "lines come while the script runs");
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(rest.ends_with(super::HEART), "{rest}");
    }

    #[test]
    fn a_closed_pipe_ends_the_run_without_a_panic() {
        let folder = folder(&[("script.rhai", ENDLESS)]);
        let mut child = start(&folder);
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert_eq!(err, "");
    }
}
