//! Tests that generated programs end alike, and that the comparison notices if they do not.

use std::env;
use std::rc::Rc;

use rhai::{AST, Dynamic, Engine, EvalAltResult};

use super::comparison::{Comparison, Verdict};
use super::log::Log;
use super::machine::machined;
use super::outcome::{Evaluate, interpreted};
use super::survey::Survey;
use super::{describe, generator, reduce, syntax};
use crate::sandbox;

/// The machine that is compared with the interpreter.
const MACHINE: Evaluate = machined;

#[test]
fn two_thousand_programs_agree() {
    let survey = Survey::of(MACHINE, 0..2_000);
    println!("{survey}");
    survey.expect_agreement(MACHINE);
    assert!(survey.compared() * 100 >= survey.programs * 60, "too few programs are compared: {survey}");
    assert!(survey.valued() * 100 >= survey.programs * 30, "too few programs end without error: {survey}");
    let missing: Vec<_> = syntax::KINDS.iter().filter(|kind| !survey.kinds.contains(*kind)).collect();
    assert!(missing.is_empty(), "no program that is compared has {missing:?}");
}

#[test]
#[ignore = "by hand: DIGILAB_PROGRAMS=200000"]
fn many_programs_agree() {
    let count = env::var("DIGILAB_PROGRAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let survey = Survey::of(MACHINE, 0..count);
    println!("{survey}");
    survey.expect_agreement(MACHINE);
}

#[test]
#[ignore = "by hand: DIGILAB_SEED=1"]
fn a_program_is_shown() {
    let seed = env::var("DIGILAB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_default();
    let source = generator::program(seed);
    println!("{source}");
    sandbox::spawn(move || println!("{:#?}", Comparison::new(MACHINE).of(&source))).unwrap().join().unwrap();
}

#[test]
fn a_seed_always_makes_the_same_program() {
    assert_eq!(generator::program(7), generator::program(7));
    assert_ne!(generator::program(7), generator::program(8));
}

/// Evaluates like the interpreter, but forgets when 3 is printed.
fn forgetful(engine: &Engine, ast: &AST, log: &Rc<Log>) -> Result<Dynamic, Box<EvalAltResult>> {
    let result = interpreted(engine, ast, log);
    for entry in log.take().into_iter().filter(|entry| entry.text != "print 3") {
        log.add(entry.text, entry.position);
    }
    result
}

#[test]
fn a_difference_is_found_and_reduced() {
    let source = "let a = [1, 2];\nfor x in a { print(x); }\nif a.len() > 1 { print(a[0] + 2); }\na[0]";
    let reduced = sandbox::spawn(move || {
        let comparison = Comparison::new(forgetful);
        let difference = comparison.difference(source).unwrap();
        assert_eq!(difference.aspect, "record");
        reduce::reduced(&comparison, source, &difference.aspect)
    });
    let reduced = reduced.unwrap().join().unwrap();
    assert!(reduced.len() < 20 && reduced.contains("print"), "{reduced}");
}

#[track_caller]
fn check(source: &'static str, expected: &str) {
    let verdict = sandbox::spawn(move || match Comparison::new(MACHINE).of(source) {
        Verdict::Agrees(end) => format!("{end:?}"),
        Verdict::Unparsed(reason) => reason,
        verdict => format!("{verdict:?}"),
    });
    assert_eq!(verdict.unwrap().join().unwrap(), expected);
}

#[test]
fn ends_are_told_apart() {
    check("[1, |x| x]", r#"Value("[1, Fn(anonymous)]")"#);
    check("fn f() { throw 1 } f()", r#"Error { kind: "ErrorRuntime", position: 1:10, message: "1" }"#);
    check("loop { }", "Over");
    check("let", "Expecting name of a variable (line 1, position 4)");
}

#[test]
fn made_up_names_are_removed() {
    assert_eq!(describe::text("Fn(anon$00ff12)"), "Fn(anonymous)");
    assert_eq!(describe::text("[Fn*(\"anon$0a\", \"x)\", [1]), 2]"), "[Fn(anonymous), 2]");
    assert_eq!(describe::text("Function not found: anon$12 (i64)"), "Function not found: anonymous (i64)");
}

#[test]
fn tokens_are_the_program() {
    let source = "let a = \"x\\\"(y\"; f(a[1])";
    assert_eq!(reduce::tokens(source).concat(), source);
    assert!(reduce::tokens(source).contains(&"\"x\\\"(y\"".to_owned()));
}
