//! Tests of scripts in a lab without boards, in virtual time.

mod limits;
mod remarks;

use std::alloc::System;
use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::BoardFamily;
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use proptest::prelude::*;
use rhai::EvalAltResult;

use super::{Modules, Outcome, run, spawn};
use crate::api_error::{ApiError, Raise};
use crate::boards::{BoardSource, OpenBoard};
use crate::lab::{Lab, LabOutput, LabSettings};
use crate::script::memory::CountingAllocator;
use crate::trace::TraceEvent;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

pub(super) struct NoBoards;

impl BoardSource for NoBoards {
    fn open(&mut self, _want: BoardFamily, _signal: &Signal) -> Result<OpenBoard, DeviceError> {
        Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", "none"))
    }
}

/// Result of a run: its console, its end in one word, the line of its error, and its trace.
#[derive(Debug)]
struct Left {
    lines: Vec<String>,
    end: String,
    line: Option<usize>,
    trace: Vec<String>,
}

/// Runs a script on a lab thread for at most half a minute of virtual time.
fn left_by(source: &str, modules: &[(&str, &str)]) -> Left {
    left_within(30_000_000, source, modules)
}

fn left_within(end_us: u64, source: &str, modules: &[(&str, &str)]) -> Left {
    let source = source.to_owned();
    let modules: Modules = modules.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    spawn(move || {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let console = lines.clone();
        let output = move |output| {
            if let LabOutput::Line { text: line } = output {
                console.borrow_mut().push(line);
            }
        };
        let settings = LabSettings { end_us: Some(end_us), ..LabSettings::default() };
        let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(NoBoards), settings, Box::new(output));
        let lab = Rc::new(RefCell::new(lab));
        let outcome = run(&source, &lab, modules);
        let (end, line) = match &outcome {
            Outcome::Done => ("done".to_owned(), None),
            Outcome::Stopped => ("stopped".to_owned(), None),
            Outcome::TimeOver => ("time-over".to_owned(), None),
            Outcome::Failed(error) => (failure(error), innermost(error).position().line()),
        };
        let trace = lab
            .borrow()
            .trace()
            .entries()
            .filter_map(|entry| match &entry.event {
                TraceEvent::Line { line } => Some(format!("{line}")),
                TraceEvent::Changed { name, value } => Some(format!("{name}={value}")),
                _ => None,
            })
            .collect();
        let lines = lines.borrow().clone();
        Left { lines, end, line, trace }
    })
    .unwrap()
    .join()
    .unwrap()
}

fn innermost(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) => {
            innermost(inner)
        }
        error => error,
    }
}

fn failure(error: &EvalAltResult) -> String {
    match ApiError::of(error) {
        Some(error) => error.to_string(),
        None => format!("{:?}", innermost(error)).split(['(', ' ']).next().unwrap_or_default().to_owned(),
    }
}

#[track_caller]
pub(super) fn check(source: &str, lines: &[&str], end: &str) {
    let left = left_by(source, &[]);
    assert_eq!(left.lines, lines, "{source}: {left:?}");
    assert_eq!(left.end, end, "{source}");
}

/// Returns the console that a script leaves.
pub(super) fn lines_of(source: &str) -> Vec<String> {
    left_by(source, &[]).lines
}

#[track_caller]
fn check_end(source: &str, end: &str) {
    let left = left_by(source, &[]);
    assert_eq!(left.end, end, "{}", &source[..source.len().min(200)]);
}

#[test]
fn scripts_run_and_print() {
    check("print(6 * 7); print([1, \"a\", #{b: 2.5}]);", &["42", "[1, \"a\", #{\"b\": 2.5}]"], "done");
    check(
        "print(round(2.6)); print(round(5)); print(map_range(512, 0, 1024, 0, 180));",
        &["3", "5", "90"],
        "done",
    );
    check(
        "print(HEART); print(HEART == image(\"09090:99999:99999:09990:00900\"));",
        &["09090:99999:99999:09990:00900", "true"],
        "done",
    );
    check("print(1); exit(); print(2);", &["1"], "done");
}

#[test]
fn time_is_that_of_the_lab() {
    check("let t = now(); sleep(250); print(now() - t);", &["250"], "done");
    check("let t = now(); sleep(1.6); print(now() - t < 5);", &["true"], "done");
    check("sleep(700000);", &[], "time-over");
    check("loop { }", &[], "time-over");
    check("let n = 0; while true { n += 1; }", &[], "time-over");
}

#[test]
fn handlers_take_turns() {
    check(
        "every(100, || print(\"tick\")); sleep(350); print(\"end\"); exit();",
        &["tick", "tick", "tick", "end"],
        "done",
    );
    // The main script ends first, then the bodies begin.
    check(
        "forever(|| { print(1); sleep(10); }); forever(|| { print(2); sleep(10); exit(); }); print(0);",
        &["0", "1", "2"],
        "done",
    );
    // A handler that takes longer than its period neither nests nor piles up; `exit` ends it, too.
    check(
        "let n = 0; every(100, || { n += 1; print(`in ${n}`); sleep(250); print(`out ${n}`); }); sleep(800); exit();",
        &["in 1", "out 1", "in 2", "out 2", "in 3"],
        "done",
    );
    // A handler that waits stops nobody else, and neither does one that computes.
    check(
        "every(100, || { print(\"a\"); sleep(1000); }); every(150, || print(\"b\")); sleep(400); print(\"end\"); exit();",
        &["a", "b", "b", "end"],
        "done",
    );
    check(
        "every(10, || print(\"tick\")); let n = 0; while now() < 35 { n += 1; } print(\"end\"); exit();",
        &["tick", "tick", "tick", "end"],
        "done",
    );
    let many = "forever(|| 1);".repeat(33);
    check_end(&many, "too-many-handlers max=32");
}

#[test]
fn a_mistake_that_is_caught_has_a_message_and_its_line() {
    check(
        "try { parse_int(\"abc\"); } catch (e) { print(type_of(e), e.message, e.line); }",
        &["mistake fault-not-whole-number 1"],
        "done",
    );
    // As often as one likes, but not for ever.
    let left = left_within(100_000, "loop { try { parse_int(\"abc\"); } catch { } }", &[]);
    assert_eq!(left.end, "time-over");
    check("try { throw \"hot\"; } catch (e) { print(e); }", &["hot"], "done");
}

#[test]
fn an_error_in_a_handler_has_its_line() {
    let left = left_by("let n = 0;\nevery(100, || {\n  n += 1;\n  print(10 / (3 - n));\n});", &[]);
    assert_eq!(
        (left.lines, left.end.as_str(), left.line),
        (vec!["5".to_owned(), "10".to_owned()], "ErrorArithmetic", Some(4))
    );
}

/// `crash` exists in tests only, and panics, as a bug of the interpreter or of the lab would.
#[test]
fn a_panic_anywhere_is_an_error_at_its_line() {
    #[track_caller]
    fn check(source: &str, line: Option<usize>) {
        let left = left_by(source, &[]);
        assert_eq!((left.end.as_str(), left.line), ("lab-fell", line), "{source}");
    }
    check("print(1);\n  crash();\nprint(2);", Some(2));
    check("fn f() {\n    sleep(1);\n    crash();\n}\nf();", Some(3));
    check(
        "on_every();\nfn on_every() {\n  every(1000, || {\n    print(1);\n    crash();\n  });\n}\nsleep(5000);",
        Some(5),
    );
    check("forever(|| {\n  sleep(10);\n  crash();\n});", Some(3));
    check("try { crash(); } catch { print(\"caught\"); }", Some(1));
    // A loop that only computes is one step of the trace.
    check("let x = 0;\nfor i in 0..3 {\n  x += i;\n  if x == 3 { crash() }\n}", Some(2));
    assert_eq!(crate::script::crash::current_line(), 0);
    assert!(!crate::script::crash::is_guarded());
}

/// The next run is not affected, and the crashed run has kept its output.
#[test]
fn after_a_panic_the_lab_goes_on() {
    let left = left_by("print(1);\ncrash();", &[]);
    assert_eq!(left.lines, ["1"]);
    spawn(|| {
        for source in ["crash();", "print(40 + 2);", "let x = [1]; x.push(x); crash();", "sleep(5);"] {
            let settings = LabSettings { end_us: Some(1_000_000), ..LabSettings::default() };
            let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(NoBoards), settings, Box::new(|_| ()));
            let outcome = run(source, &Rc::new(RefCell::new(lab)), Modules::default());
            assert_eq!(matches!(outcome, Outcome::Done), !source.contains("crash"), "{source}: {outcome:?}");
        }
    })
    .unwrap()
    .join()
    .unwrap();
}

#[test]
fn functions_read_the_main_scripts_variables() {
    check(
        "let name = \"bit\"; fn greet() { print(\"hi \" + name); } greet(); name = \"uno\"; greet();",
        &["hi bit", "hi uno"],
        "done",
    );
    check("fn late() { print(n) } let n = 5; late();", &["5"], "done");
    check("let n = 0; fn count() { n += 1; } count(); count(); print(n);", &["2"], "done");
    check("fn f() { print(unknown) } f();", &[], "ErrorVariableNotFound");
    check("fn f(n) { print(n) } let n = 1; f(2);", &["2"], "done");
}

#[test]
fn arguments_are_checked() {
    check_end("sleep(-1);", "out-of-range function=sleep argument=time given=-1 min=0 max=86400000");
    check_end("sleep(\"a\");", "wrong-type function=sleep argument=time given=string expected=int");
    check_end("plot(1, 2);", "wrong-type function=plot argument=name given=i64 expected=text");
    check_end("every(100, 5);", "wrong-type function=every argument=body given=i64 expected=function");
    check_end(
        "on_press(\"C\", || 1);",
        "unknown-choice function=on_press argument=button given=C allowed=A, B, logo",
    );
    check_end("image(\"abc\");", "unknown-image given=abc");
    check_end("map_range(1, 2, 2, 0, 1);", "empty-range low=2 high=2");
    check_end("sleep();", "ErrorFunctionNotFound");
    check_end("sleep(1, 2);", "ErrorFunctionNotFound");
    check_end("microbit();", "port-missing port=none");
}

#[test]
fn nothing_outside_is_reachable() {
    check_end("eval(\"1\");", "ErrorParsing");
    check_end("import \"other\" as m;", "unknown-module given=other allowed=");
    check_end("timestamp();", "ErrorFunctionNotFound");
    check_end("open_file(\"/etc/passwd\");", "ErrorFunctionNotFound");
}

#[test]
fn a_lessons_modules_can_be_imported() {
    let modules = [("tools", "fn double(x) { x * 2 }"), ("circle", "import \"circle\" as c;")];
    let left = left_by("import \"tools\" as t; print(t::double(21));", &modules);
    assert_eq!((left.lines.as_slice(), left.end.as_str()), (&["42".to_owned()][..], "done"));
    let left = left_by("import \"circle\" as c;", &modules);
    assert_eq!(left.end, "ErrorStackOverflow");
}

#[test]
fn memory_is_bounded() {
    for source in [
        "let a = []; loop { a.push(0); }",
        "let s = \"x\"; loop { s += s; }",
        "let a = [1]; loop { a += a; }",
        "let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; }",
        "let a = []; a.pad(1000000000000, 0);",
        "blob(1000000000000);",
        "let b = blob(); b.pad(1000000000000, 1);",
        "let s = \"\"; s.pad(1000000000000, 'x');",
        "let s = \"a\"; s.pad(1000000, 'a'); s.replace(\"a\", s);",
        "let s = \"a\"; s.pad(10000000, 'a'); s.split(\"\");",
        "let s = \"a\"; s.pad(10000000, 'a'); s.to_chars();",
        "let a = []; a.pad(1000, 0); let b = []; b.pad(1000000, a);",
        "try { blob(1000000000000) } catch { print(\"caught\") }",
        "let s = \"\"; s.pad(1000000, 'x'); let a = []; loop { a.push(s + a.len()); }",
    ] {
        check(source, &[], "memory-limit max=64");
    }
    // A long value is cut before it is shown, not counted.
    check_end(
        "let s = \"\"; s.pad(1000000, 'x'); let a = []; a.pad(100000, s); print(a.to_string().len() <= 1100000);",
        "done",
    );
}

#[test]
fn depth_is_bounded() {
    check_end("fn f(n) { f(n + 1) } f(0);", "ErrorStackOverflow");
    check_end("let f = |f, n| f.call(f, n + 1); f.call(f, 0);", "ErrorStackOverflow");
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("#{a:", "}"),
        ("{", "}"),
        ("if true {", "}"),
        ("-", ""),
        ("!", ""),
        ("|| ", ""),
    ] {
        check_end(&format!("let x = {}1{};", open.repeat(20_000), close.repeat(20_000)), "ErrorParsing");
    }
    check_end(&format!("let x = 1{};", "+1".repeat(100_000)), "ErrorParsing");
    check_end(&format!("if true {{}} {}", "else if true {} ".repeat(20_000)), "ErrorParsing");
}

#[test]
fn deeply_nested_values_are_freed() {
    // Each closure holds the one before it.
    check_end("let f = 0; for i in 0..60000 { let g = f; f = || g; }", "done");
    check("let a = []; for i in 0..400 { a = [a]; } print(a.to_string().len() < 200);", &["true"], "done");
    // Deeper ones would not fit on a browser's stack.
    for makes in ["a = [a];", "a = #{a: a};", "a = [1, #{b: a}];", "let f = |x, y| y; a = f.curry(a);"] {
        let source = format!("let a = []; for i in 0..100000 {{ {makes} }}");
        assert_eq!(left_by(&source, &[]).end, "too-deep max=500", "{source}");
    }
    check("let a = []; try { loop { a = [a]; } } catch (e) { print(e.line); }", &["1"], "done");
}

#[test]
fn unfit_files_are_refused() {
    check_end(&"print(1);\n".repeat(500_000), "script-too-long given=4882 max=1024");
    check_end("print(1);\0", "ErrorParsing");
    check_end("\0\0\0", "ErrorParsing");
    check_end(&format!("let x = [{}];", "1,".repeat(250_000)), "done");
    check_end("", "done");
}

#[test]
fn sorting_keeps_lists_whole() {
    check(
        "let a = [3, 1, 2.5]; a.sort(); print(a); print(a.order_desc());",
        &["[1, 2.5, 3]", "[3, 2.5, 1]"],
        "done",
    );
    check("let a = [\"b\", \"a\"]; a.sort(|x, y| x < y); print(a);", &["[\"a\", \"b\"]"], "done");
    check("let a = [1, 5, 3]; a.sort(|x, y| y - x); print(a);", &["[5, 3, 1]"], "done");
    check("let a = [2, \"x\", 1]; try { a.sort(); } catch { print(a); }", &["[2, \"x\", 1]"], "done");
}

#[test]
fn the_trace_tells_lines_and_changes() {
    let left = left_by(
        "let n = 1;\nprint(n);\nfor i in 0..2 {\n  n += i;\n  print(n);\n}\nfn f(x) {\n  print(x);\n}\nf(n);",
        &[],
    );
    let expected = "1 n=1 2 3 i=0 4 5 i=1 4 n=2 5 10 x=2 8";
    assert_eq!(left.trace.join(" "), expected);
    // Code that only computes is one step.
    let left = left_by("let s = 0;\nfor i in 0..1000 {\n  s += i;\n}\nprint(s);", &[]);
    assert_eq!(left.trace.join(" "), "1 s=0 2 s=499500 5");
}

/// Pieces of scripts, valid and not.
const PIECES: &[&str] = &[
    "let x = ",
    "x",
    "1",
    "0",
    "-1",
    "2.5",
    "\"a\"",
    "[]",
    "[1, 2]",
    "#{a: 1}",
    "x.push(x)",
    "x += x;",
    "x + 1",
    "loop {",
    "while true {",
    "for i in 0..10 {",
    "if x == 1 {",
    "}",
    "{",
    "(",
    ")",
    ";",
    "\n",
    "fn f(a) {",
    "f(1)",
    "f(x);",
    "return x;",
    "break;",
    "|| ",
    "|a| a",
    "forever(|| ",
    "every(1, || ",
    "sleep(1);",
    "print(x);",
    "microbit()",
    "arduino()",
    ".pin(13)",
    ".on();",
    "random(1, 6)",
    "plot(\"a\", x);",
    "HEART",
    ".show(HEART);",
    "x.pad(1000, x);",
    "x = [x];",
    "x[0]",
    ".a",
    "`${x}`",
    "blob(9999999)",
    "x.sort();",
    "throw x;",
    "try {",
    "} catch {",
    "switch x {",
    "1 => 2,",
    "import \"m\" as m;",
    "const y = 1;",
    "\0",
    "ä",
    "\"",
    "/*",
    "//",
    "=",
    "==",
    "x.call();",
    "Fn(\"f\")",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_script_ends_within_its_limits(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let source = pieces.concat();
        // Half a second of virtual time is half a million operations.
        let left = left_within(500_000, &source, &[("m", "fn f() { 1 }")]);
        prop_assert!(!left.end.is_empty());
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,200}") {
        let left = left_within(500_000, &source, &[]);
        prop_assert!(!left.end.is_empty());
    }
}
