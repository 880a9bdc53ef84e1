//! Remarks that a run makes: results that surprise, and events that are left out.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::script::parse_inputs;

use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::inputs::Inputs;
use crate::lab::{Lab, LabOutput, LabSettings};
use crate::mistakes::Mistake;
use crate::sandbox::{Modules, Outcome, run, spawn};
use crate::script::limits::MAX_WAITING_EVENTS;

struct Microbit;

impl BoardSource for Microbit {
    fn open(&mut self, _want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        simulated(BoardKind::MicrobitV2, signal)
    }
}

/// Runs a script for at most two minutes of virtual time. Returns its remarks: `line:column code name=value…`.
fn remarks_of(source: &str, inputs: &str) -> Vec<String> {
    let source = source.to_owned();
    let inputs = Inputs::new(parse_inputs(inputs).unwrap());
    let work = move || {
        let remarks = Rc::new(RefCell::new(Vec::new()));
        let told = remarks.clone();
        let output = move |output| {
            if let LabOutput::Remark { remark } = output {
                told.borrow_mut().push(brief(&remark));
            }
        };
        let settings = LabSettings { end_us: Some(120_000_000), inputs, ..LabSettings::default() };
        let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(Microbit), settings, Box::new(output));
        let outcome = run(&source, &Rc::new(RefCell::new(lab)), Modules::new());
        assert!(!matches!(outcome, Outcome::Failed(_)), "{source}: {outcome:?}");
        remarks.take()
    };
    spawn(work).unwrap().join().unwrap()
}

fn brief(remark: &Mistake) -> String {
    let mut text = match (remark.line, remark.column) {
        (Some(line), Some(column)) => format!("{line}:{column} {}", remark.code.id()),
        _ => remark.code.id().to_owned(),
    };
    for (name, value) in &remark.args {
        write!(text, " {name}={value}").unwrap();
    }
    text
}

#[track_caller]
fn check(source: &str, remarks: &[&str]) {
    assert_eq!(remarks_of(source, ""), remarks, "{source}");
}

#[test]
fn a_remainder_below_zero() {
    check("print(-1 % 12);", &["1:10 negative-remainder left=-1 result=-1 right=12"]);
    check("let x = 3;\nx = (x - 8) %\n 4;", &["2:13 negative-remainder left=-5 result=-1 right=4"]);
    check("let x = -5; let n = 4; print(x % n);", &["1:32 negative-remainder left=-5 result=-1 right=4"]);
    check("let x = -5; x %= 4; print(x);", &["1:15 negative-remainder left=-5 result=-1 right=4"]);
    check("let x = -5; let n = 3; x %= n;", &["1:26 negative-remainder left=-5 result=-2 right=3"]);
    check("let p = #{x: -5}; p.x %= 4; print(p);", &["1:23 negative-remainder left=-5 result=-1 right=4"]);
    check("let x = -5; fn f() { x %= 4; } f();", &["1:24 negative-remainder left=-5 result=-1 right=4"]);
}

#[test]
fn a_remainder_is_told_once_at_its_line() {
    check(
        "for x in -3..3 {\n  print(x % 4);\n}\nfor i in 0..9 {\n  print((i - 7) % 5);\n}",
        &[
            "2:11 negative-remainder left=-3 result=-3 right=4",
            "5:17 negative-remainder left=-7 result=-2 right=5",
        ],
    );
}

#[test]
fn other_remainders_are_not_told() {
    for source in [
        "print(13 % 12, -12 % 12, 0 % 5);",
        // There is no ring of fewer than one.
        "print(-7 % -3, 7 % -3);",
        "print(-1.5 % 4.0, -1 % 1.5);",
        "print(wrap(-1, 12));",
    ] {
        check(source, &[]);
    }
}

#[test]
fn a_computed_place_below_zero() {
    check("let l = [1, 2]; let i = 0; print(l[i - 1]);", &["1:38 counted-from-end index=-1"]);
    check("let l = [1, 2];\nlet i = -2;\nl[i] = 5; print(l);", &["3:3 counted-from-end index=-2"]);
    check(
        "let g = [[1, 2], [3, 4]];\nfor y in 0..2 {\n  print(g[y - 1][0]);\n}",
        &["3:13 counted-from-end index=-1"],
    );
    check("let word = \"cat\"; let i = -1; print(word[i]);", &["1:42 counted-from-end index=-1"]);
    check("let l = [[1]]; let i = -1; l[i].push(2);", &["1:30 counted-from-end index=-1"]);
    check("fn last(l, i) { l[i - 1] } print(last([7], 0));", &["1:21 counted-from-end index=-1"]);
}

#[test]
fn a_place_that_is_meant_to_count_from_the_end_is_not_told() {
    for source in [
        "let l = [1, 2, 3]; let i = 1; print(l[-1], l[-i], l[-i - 1], l[- 2]);",
        "let l = [1, 2, 3]; l[-1] = 4; print(\"cat\"[-1]);",
        "let l = [1, 2, 3]; let i = 2; print(l[i - 1], l[0]);",
        // What is not there is a mistake, and no remark.
        "let l = [1]; let i = -2; try { l[i]; } catch { }",
        "let word = \"a\"; let i = -2; try { word[i]; } catch { }",
        "let m = #{}; let i = -1; try { m[i] = 1; } catch { }",
        "let l = [1, 2]; print(l[wrap(-1, l.len())]);",
    ] {
        check(source, &[]);
    }
}

/// Makes presses of button A, one each 100 ms, from the first second on.
fn presses(count: usize) -> String {
    let times = (0..count).map(|number| 1000 + number * 100);
    times.map(|at_ms| format!("{at_ms}ms press A\n{}ms release A\n", at_ms + 50)).collect()
}

#[test]
fn events_that_are_left_out_are_told_once() {
    let busy = "let bit = microbit();\nbit.on_press(\"A\", || { sleep(100000); });";
    // One is handled, as many wait as may.
    assert_eq!(remarks_of(busy, &presses(1 + MAX_WAITING_EVENTS)), [""; 0]);
    let told = [format!("events-dropped max={MAX_WAITING_EVENTS}")];
    assert_eq!(remarks_of(busy, &presses(2 + MAX_WAITING_EVENTS)), told);
    assert_eq!(remarks_of(busy, &presses(9 + MAX_WAITING_EVENTS)), told);
}
