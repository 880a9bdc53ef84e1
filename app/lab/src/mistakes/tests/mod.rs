//! Tests of the explanations, case by case, and that every script gets one.

mod lab_cases;
mod parse_cases;
mod properties;
mod run_cases;

use std::collections::BTreeSet;

use digilab_devices::error::{DeviceError, DeviceErrorCode};
use rhai::{Dynamic, Engine, EvalAltResult, FnPtr, Position};

use super::code::EXAMPLES;
use super::{
    CalledOn, FunctionHelp, Mistake, MistakeCode, Vocabulary, check_text, explain, read_text, sentences,
};
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::text::{Language, Texts};

/// A board to call methods on.
#[derive(Clone)]
struct Bit;

/// Makes an engine with a few functions shaped like the lab's.
fn engine() -> Engine {
    let mut engine = Engine::new();
    engine
        .set_max_call_levels(16)
        .set_max_expr_depths(32, 32)
        .set_max_operations(20_000)
        .disable_symbol("eval");
    engine.on_print(|_| {}).on_debug(|_, _, _| {});
    engine.register_type_with_name::<Bit>("Board");
    engine.register_fn("microbit", || Bit);
    engine.register_fn("sleep", |_: i64| {});
    // Rhai's own would wait, and cannot wait for ever.
    engine.register_fn("sleep", |_: f64| {});
    engine.register_fn("on_press", |_: &str, _: FnPtr| {});
    engine.register_fn("show", |_: &mut Bit, _: &str| {});
    engine.register_fn("show", |_: &mut Bit, _: i64| {});
    engine.register_fn("button_a", |_: &mut Bit| true);
    engine.register_fn("pin", |_: &mut Bit, pin: i64| -> Result<(), Box<EvalAltResult>> {
        let error = DeviceError::new(DeviceErrorCode::PinUnknown).with("pin", pin).with("board", "microbit");
        Err(error.with("allowed", "0, 1, 2").map_code(ApiErrorCode::Device).raise())
    });
    engine
}

fn vocabulary() -> Vocabulary {
    use CalledOn::{Board, Model, Nothing, Pin, Table};
    let function = |name, on, way: &[&str]| FunctionHelp::new(name, on, [way]);
    Vocabulary {
        functions: vec![
            function("sleep", Nothing, &["ms"]),
            function("microbit", Nothing, &[]),
            function("on_press", Nothing, &["button", "handler"]),
            function("forever", Nothing, &["handler"]),
            function("show", Board, &["picture"]),
            function("button_a", Board, &[]),
            function("pin", Board, &["number"]),
            function("toggle", Pin, &[]),
            function("add", Table, &["values"]),
            function("classify", Model, &["values"]),
        ],
        constructors: vec!["microbit".to_owned(), "arduino".to_owned()],
        variables: vec!["HEART".to_owned()],
    }
}

/// Returns the mistake in a script, if there is one, as the program finds it.
fn diagnose(engine: &Engine, source: &str) -> Option<Mistake> {
    let vocabulary = vocabulary();
    match engine.compile(source) {
        Err(error) => Some(Mistake::of_parse(source, &error, &vocabulary)),
        Ok(ast) => match engine.run_ast(&ast) {
            Err(error) => Some(Mistake::of_run(source, &error, &vocabulary)),
            Ok(()) => check_text(source),
        },
    }
}

/// Formats a mistake: `code line:column name=value… from line:column in function:line`.
fn brief(mistake: &Mistake) -> String {
    let mut text = mistake.code.id().to_owned();
    if let (Some(line), Some(column)) = (mistake.line, mistake.column) {
        text.push_str(&format!(" {line}:{column}"));
    }
    for (name, value) in &mistake.args {
        text.push_str(&format!(" {name}={value}"));
    }
    if let Some(related) = mistake.related {
        text.push_str(&format!(" from {}:{}", related.line, related.column));
    }
    for call in &mistake.calls {
        text.push_str(&format!(" in {}:{}", call.function, call.place.map_or(0, |place| place.line)));
    }
    text
}

fn check(source: &str, expected: &str) {
    let mistake = diagnose(&engine(), source).unwrap_or_else(|| panic!("no mistake in {source:?}"));
    assert_eq!(brief(&mistake), expected, "{source}");
    check_words(source, &mistake);
}

/// Words of the interpreter that pupils must not meet.
const FOREIGN: &[&str] = &[
    "Dynamic",
    "i64",
    "f64",
    "ImmutableString",
    "expecting",
    "Expecting",
    "Error",
    "variant",
    "token",
    "Rhai",
    "Fn(",
    "anon$",
    "boolean",
    "mistake-",
    "fault-",
    "device-",
    "…}",
    "{$",
    "{ $",
];

/// Checks that a mistake has a sentence and advice in every language, without foreign words except the script's own.
fn check_words(source: &str, mistake: &Mistake) {
    // A sentence shows its quotes of the script on one line.
    let source = source.replace(char::is_control, " ");
    for &language in Language::ALL {
        let texts = Texts::new(language);
        for text in [mistake.text(&texts), mistake.advice(&texts)] {
            assert!(!text.trim().is_empty(), "{language} {mistake:?}");
            for word in FOREIGN.iter().filter(|word| !source.contains(**word)) {
                assert!(!text.contains(word), "{language}: {text:?} has {word:?}");
            }
            assert!(!text.contains('\n'), "{text:?}");
        }
    }
}

#[test]
fn scripts_that_cannot_start() {
    for (source, expected) in parse_cases::CASES {
        check(source, expected);
    }
}

#[test]
fn scripts_that_fail_while_they_run() {
    for (source, expected) in run_cases::CASES {
        check(source, expected);
    }
}

#[test]
fn a_comment_without_an_end_is_found_though_the_script_runs() {
    check("print(1);\n/* the rest\nprint(2);", "unterminated-comment 2:1");
    check("/* a /* b */", "unterminated-comment 1:1");
    assert_eq!(check_text("// /* no\nlet a = \"/*\"; /* yes */"), None);
}

/// Mistakes without an example here: they concern the whole text, need the sandbox, or are fallbacks without a
/// sentence of their own.
const WITHOUT_EXAMPLE: &[MistakeCode] = &[
    MistakeCode::UnterminatedComment,
    MistakeCode::Unfinished,
    MistakeCode::DroppedCopy,
    MistakeCode::EventsDropped,
    MistakeCode::NegativeRemainder,
    MistakeCode::CountedFromEnd,
    MistakeCode::SwappedAssignment,
    MistakeCode::PowerSign,
    MistakeCode::HandlerCalled,
    MistakeCode::ClosureParameters,
    MistakeCode::NotIndexable,
    MistakeCode::TooLarge,
    MistakeCode::SomethingWrong,
    MistakeCode::NotText,
];

#[test]
fn sentences_without_the_files_are_those_of_the_files() {
    for &language in Language::ALL {
        let texts = Texts::new(language);
        let sentences = sentences(&texts);
        for code in MistakeCode::all() {
            for value in ["1", "0", "none", "text", "object", "end", "x"] {
                let names = [
                    "kind",
                    "hint",
                    "given",
                    "left",
                    "right",
                    "suggestion",
                    "function",
                    "missing",
                    "from",
                    "wanted",
                    "allowed",
                    "board",
                    "argument",
                    "expected",
                    "min",
                    "max",
                    "length",
                    "index",
                    "what",
                ];
                let mut mistake = Mistake::new(code);
                mistake.args.extend(names.map(|name| (name.to_owned(), value.to_owned())));
                assert_eq!(mistake.text(&sentences), mistake.text(&texts), "{code} {value}");
            }
        }
    }
}

#[test]
fn every_mistake_has_an_example() {
    for (code, source, told) in EXAMPLES {
        check(source, format!("{} {told}", code.id()).trim());
    }
    let with: BTreeSet<_> = EXAMPLES.iter().map(|(code, ..)| code).chain(WITHOUT_EXAMPLE).collect();
    assert_eq!(with, MistakeCode::OWN.iter().collect());
    let cases = parse_cases::CASES.iter().chain(run_cases::CASES);
    let codes: BTreeSet<_> = cases.filter_map(|(_, expected)| expected.split(' ').next()).collect();
    assert!(codes.is_subset(&MistakeCode::OWN.iter().map(|code| code.id()).collect()));
}

#[test]
fn faults_of_the_api_and_of_boards_keep_their_line_and_calls() {
    check(
        "let bit = microbit();\nfn light(bit) {\n    bit.pin(99);\n}\nlight(bit);",
        "pin-unknown 3:9 allowed=0, 1, 2 board=microbit pin=99 in light:5",
    );
    for &code in ApiErrorCode::OWN {
        check_words("", &Mistake::of_api_error(&ApiError::new(code)));
    }
    for &code in DeviceErrorCode::ALL {
        let mistake = Mistake::of_api_error(
            &DeviceError::new(code).with("port", "COM3").map_code(ApiErrorCode::Device),
        );
        check_words("", &mistake);
        assert_eq!(mistake.code.text_id(), format!("device-{}", code.id()));
    }
}

#[test]
fn what_only_the_sandbox_raises() {
    let check = |source: &str, error: EvalAltResult, expected: &str| {
        let mistake = Mistake::of_run(source, &error, &vocabulary());
        assert_eq!(brief(&mistake), expected, "{source}");
        check_words(source, &mistake);
    };
    check(
        "const MAX = 3;\nfn win() { MAX = 1; }\nwin();",
        EvalAltResult::ErrorAssignmentToConstant("MAX".into(), Position::new(2, 12)),
        "assign-to-constant 2:12 name=MAX",
    );
    let error = ApiError::new(ApiErrorCode::WrongType)
        .with("function", "forever")
        .with("argument", "handler")
        .with("given", "()")
        .with("expected", "function");
    let raise =
        |error: &ApiError| EvalAltResult::ErrorRuntime(Dynamic::from(error.clone()), Position::new(1, 1));
    check("forever({ print(1); });", raise(&error), "handler-needs-bars 1:1 function=forever");
    check("forever(tick());", raise(&error), "handler-called 1:1 function=forever wanted=|| tick()");
    let module = |allowed: &str| {
        let error =
            ApiError::new(ApiErrorCode::UnknownModule).with("given", "dance").with("allowed", allowed);
        EvalAltResult::ErrorRuntime(Dynamic::from(error), Position::new(1, 8))
    };
    check("import \"dance\" as d;", module(""), "unknown-module 1:8 allowed=none given=dance");
    let many = vec!["steps"; 40].join(", ");
    check("import \"dance\" as d;", module(&many), &format!("unknown-module 1:8 allowed={many} given=dance"));
    check(
        "let a = #{x: 1}; a.len",
        EvalAltResult::ErrorPropertyNotFound("len".into(), Position::new(1, 20)),
        "method-needs-parentheses 1:20 name=len",
    );
    check(
        "loop { }",
        EvalAltResult::ErrorTerminated(
            Dynamic::from(ApiError::new(ApiErrorCode::Stopped)),
            Position::new(1, 1),
        ),
        "stopped 1:1",
    );
}

#[test]
fn the_terminal_shows_the_place() {
    let source = "let a = 1;\nprint((a + 1;\n";
    let mistake = diagnose(&engine(), source).unwrap();
    let shown = explain("a.rhai", source, &mistake, &Texts::new(Language::En));
    assert_eq!(
        shown,
        "a.rhai:2:13: The bracket ( on line 2 has no ) to close it.\n\
         \x20 2 | print((a + 1;\n\
         \x20   |             ^\n\
         \x20 → Put ) here, or where its part of the script ends.\n"
    );
    let source = "fn f() {\n\tmissing_one(1);\n}\nf();";
    let mistake = diagnose(&engine(), source).unwrap();
    let shown = explain("b.rhai", source, &mistake, &Texts::new(Language::Fi));
    assert_eq!(
        shown,
        "b.rhai:2:2: Funktiota missing_one ei ole.\n\
         \x20 2 |  missing_one(1);\n\
         \x20   |  ^^^^^^^^^^^\n\
         \x20 funktiossa f, jota kutsuttiin rivillä 4\n\
         \x20 → Tarkista kirjoitusasu tai tee funktio: fn missing_one() { … }\n"
    );
}

#[test]
fn a_long_line_is_shown_around_the_place() {
    let source = format!("{}let x = ;", "let a = 1; ".repeat(5_000));
    let mistake = diagnose(&engine(), &source).unwrap();
    let shown = explain("long", &source, &mistake, &Texts::new(Language::Sv));
    let lines: Vec<_> = shown.lines().collect();
    let mark = lines[2].chars().position(|c| c == '^').unwrap();
    assert_eq!(lines[1].chars().nth(mark - 1), Some('='), "{shown}");
    assert!(shown.len() < 1000);
    // Rhai does not count that far; a wrong place would be worse than none.
    let source = format!("{}let x = ;", "let a = 1; ".repeat(50_000));
    assert_eq!(brief(&diagnose(&engine(), &source).unwrap()), "something-wrong");
}

#[test]
fn json_carries_the_id_and_what_is_known() {
    let mistake = diagnose(&engine(), "let a = [1, 2;").unwrap();
    assert_eq!(
        serde_json::to_value(&mistake).unwrap(),
        serde_json::json!({
            "code": "mistake-missing-closer", "line": 1, "column": 14,
            "args": {"opener": "[", "closer": "]"}, "related": {"line": 1, "column": 9},
        })
    );
    let error = Mistake::of_api_error(&ApiError::new(ApiErrorCode::Stopped));
    assert_eq!(serde_json::to_value(&error).unwrap(), serde_json::json!({"code": "fault-stopped"}));
}

#[test]
fn files_that_are_no_scripts() {
    let check = |bytes: &[u8], expected: Result<&str, &str>| {
        let read = read_text(bytes, 4096).map_err(|mistake| brief(&mistake));
        assert_eq!(read.as_ref().map_err(String::as_str), expected.as_ref().map_err(|error| *error));
    };
    check("print(1);".as_bytes(), Ok("print(1);"));
    check("\u{feff}print(1);".as_bytes(), Ok("print(1);"));
    check(b"a\n\xffb", Err("not-text 2:1"));
    check("ä\0".as_bytes(), Err("not-text 1:2"));
    check(&[b' '; 5000], Err("script-too-long given=5 max=4"));
}
