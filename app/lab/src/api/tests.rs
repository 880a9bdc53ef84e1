//! Tests that the table is complete: names, texts, examples, the manual.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::DeviceError;

use super::{FUNCTIONS, Group, Receiver, docs, functions_named, functions_of, implementations};
use crate::api_error::{ApiError, Raise};
use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::lab::tests::TalkerSource;
use crate::lab::{Lab, LabOutput, LabSettings};
use crate::sandbox::{Modules, Outcome, run, spawn};
use crate::text::{Language, Texts};

#[test]
fn each_function_is_in_the_table_once() {
    let mut seen = BTreeSet::new();
    for function in FUNCTIONS {
        assert!(seen.insert((function.receiver, function.name)), "{} twice", function.name);
        let optional: Vec<_> = function.arguments.iter().map(|argument| argument.optional).collect();
        assert!(optional.is_sorted(), "{}: only the last arguments may be left out", function.name);
        assert!(
            function.example.contains(&format!("{}(", function.name)),
            "{}: the example does not use it",
            function.name
        );
    }
    assert_eq!(functions_named("on_press").count(), 2);
}

#[test]
fn every_example_is_a_script() {
    for function in FUNCTIONS {
        if let Err(error) = crate::sandbox::compile(function.example) {
            panic!("{}: {error}", function.name);
        }
    }
}

#[test]
fn some_functions_are_the_languages_own() {
    let own: Vec<_> = FUNCTIONS
        .iter()
        .filter(|function| implementations::of(function).is_none())
        .map(|function| function.name)
        .collect();
    let of_the_library = [
        "floor",
        "ceil",
        "sqrt",
        "sin",
        "cos",
        "tan",
        "to_radians",
        "to_degrees",
        "min",
        "max",
        "wrap",
        "parse_int",
        "parse_float",
        "sum",
        "choose",
        "shuffle",
        "join",
        "char",
        "code",
    ];
    assert_eq!(own, [&["print"], of_the_library.as_slice()].concat());
    assert!(FUNCTIONS.iter().any(|function| function.receiver == Receiver::Pin));
}

#[test]
fn all_code_is_of_a_function_in_the_table() {
    let mut seen = BTreeSet::new();
    for (receiver, name, _) in implementations::ALL.iter().copied().flatten() {
        assert!(seen.insert((receiver, name)), "{name} twice");
        assert!(functions_named(name).any(|function| function.receiver == *receiver), "{name}");
    }
}

#[test]
fn every_function_stands_in_one_group() {
    let grouped: usize = Group::ALL.iter().map(|group| functions_of(*group).count()).sum();
    assert_eq!(grouped, FUNCTIONS.len());
}

/// The command that writes the manual.
const WRITE_IT: &str = "Run DIGILAB_WRITE_DOCS=1 cargo test -p digilab_lab manual";

#[test]
fn the_manual_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md");
    let manual = docs::manual(&Texts::new(Language::En));
    if std::env::var_os("DIGILAB_WRITE_DOCS").is_some() {
        std::fs::write(path, &manual).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    if let Some((old, new)) = written.lines().zip(manual.lines()).find(|(old, new)| old != new) {
        panic!("docs/api.md is old: {old:?} is now {new:?}. {WRITE_IT}");
    }
    assert_eq!(written.len(), manual.len(), "docs/api.md is old. {WRITE_IT}");
}

/// Opens a simulated Uno, a simulated micro:bit of a given version, and a board that prints.
struct SimulatedBoards {
    microbit: BoardKind,
}

impl BoardSource for SimulatedBoards {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        match want {
            BoardFamily::Microbit => simulated(self.microbit, signal),
            BoardFamily::Arduino => simulated(BoardKind::Arduino, signal),
            BoardFamily::Text => TalkerSource::default().open(want, signal),
        }
    }
}

/// Runs a script for three seconds of virtual time and returns its console, and how it ended.
pub(super) fn run_on(microbit: BoardKind, source: &'static str) -> (Vec<String>, String) {
    let work = move || {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let console = lines.clone();
        let output = move |output| {
            if let LabOutput::Line { text: line } = output {
                console.borrow_mut().push(line);
            }
        };
        let settings = LabSettings { end_us: Some(3_000_000), ..LabSettings::default() };
        let boards = Box::new(SimulatedBoards { microbit });
        let lab = Lab::new(Box::new(VirtualClock::new()), boards, settings, Box::new(output));
        let outcome = run(source, &Rc::new(RefCell::new(lab)), Modules::new());
        let end = match outcome {
            Outcome::Failed(error) => {
                ApiError::of(&error).map_or_else(|| error.to_string(), |raised| raised.to_string())
            }
            other => format!("{other:?}"),
        };
        let lines = lines.borrow().clone();
        (lines, end)
    };
    spawn(work).unwrap().join().unwrap()
}

#[test]
fn every_example_runs() {
    for microbit in [BoardKind::MicrobitV1, BoardKind::MicrobitV2] {
        for function in FUNCTIONS {
            let (_, end) = run_on(microbit, function.example);
            let is_fine = end == "Done"
                || end == "TimeOver"
                // No device on the bus answers.
                || (function.name == "i2c_read" && end.starts_with("board-error"))
                // Functions that only the newer micro:bit has.
                || (microbit == BoardKind::MicrobitV1 && end.starts_with("lacking"));
            assert!(is_fine, "{} on {}: {end}", function.name, microbit.id());
        }
    }
}

#[track_caller]
fn check(source: &'static str, lines: &[&str], end: &str) {
    assert_eq!(
        run_on(BoardKind::MicrobitV2, source),
        (lines.iter().map(|line| line.to_string()).collect(), end.to_owned()),
        "{source}"
    );
}

#[test]
fn pins_are_driven_and_read_back() {
    check(
        "let p = arduino().pin(13); p.on(); print(p.read_back()); p.toggle(); print(p.read_back());",
        &["1", "0"],
        "Done",
    );
    check("let p = arduino().pin(9); p.pwm(200); print(p.read_back());", &["200"], "Done");
    check(
        "let a = arduino(); let b = arduino(); print(a); print(b.pin(\"A0\"));",
        &["Arduino", "pin 14 of Arduino"],
        "Done",
    );
}

#[test]
fn closures_and_functions_use_boards_together() {
    check(
        r#"
        let bit = microbit();
        let button = arduino().pin(2);
        let count = 0;
        fn tell(what) { print(what + " " + bit.pixel(0, 0)); }
        bit.on_press("A", || { bit.show(HAPPY); tell("A"); });
        every(200, || { count += 1; bit.set_pixel(0, 0, count); tell("tick"); button.pull_up(); });
        sleep(450);
        print(count);
        exit();
        "#,
        &["tick 1", "tick 2", "2"],
        "Done",
    );
}

#[test]
fn what_a_board_cannot_do_is_refused() {
    check("arduino().show(1);", &[], "not-on-this-board function=show board=Arduino boards=micro:bit");
    check(
        "arduino().pin(9).pwm(300);",
        &[],
        "out-of-range function=pwm argument=duty given=300 min=0 max=255",
    );
    check(
        "arduino().pin(9).servo(181);",
        &[],
        "out-of-range function=servo argument=angle given=181 min=0 max=180",
    );
    check("arduino().send(\"a\\tb\");", &[], "text-unsupported function=send given=\\t");
    let (_, end) = run_on(BoardKind::MicrobitV2, "arduino().pin(99).on();");
    assert!(end.starts_with("unknown-pin given=99 board=Arduino allowed="), "{end}");
    let (_, end) = run_on(BoardKind::MicrobitV2, "arduino().pin(2).pwm(10);");
    assert!(end.starts_with("pin-cannot"), "{end}");
}

#[test]
fn letters_with_accents_are_shown_as_their_nearest() {
    check(
        "let bit = microbit(); bit.show(\"ä\"); print(bit.shown() == image(\"00000:09990:90090:90090:09999\"));",
        &["true"],
        "Done",
    );
    check("microbit().scroll(\"äé\");", &[], "Done");
    check("microbit().scroll(\"漢\");", &[], "text-unsupported function=scroll given=漢");
}

#[test]
fn what_is_no_number_is_told_or_left_out() {
    check("plot(\"t\", parse_float(\"nan\")); print(\"on\");", &["on"], "Done");
    check("sleep(0.0 / 0.0);", &[], "not-finite function=sleep argument=time given=NaN");
    check("map_range(1.0 / 0.0, 0, 1, 0, 1);", &[], "not-finite function=map_range argument=value given=inf");
}
