//! Scripts that fail in the lab itself, with its boards and its library: the script, and `code line:column arguments`.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::DeviceError;

use super::{brief, check_words};
use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::lab::{Lab, LabSettings};
use crate::mistakes::Mistake;
use crate::sandbox::{Modules, Outcome, explain, run, spawn};

#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    // Numbers from texts, and texts beside numbers.
    ("let n = 1;\nprint(parse_int(\"abc\"));", "not-whole-number 2:7 given=abc hint=none wanted="),
    ("print(1);\nlet x = parse_json(\"hello\");", "not-json 2:9 given=hello"),
    ("print(parse_int(\"5.0\"));", "not-whole-number 1:7 given=5.0 hint=decimal wanted=5.0"),
    ("print(parse_int(\"\"));", "not-whole-number 1:7 given= hint=empty wanted="),
    ("print(parse_float(\"3,5\"));", "not-a-number 1:7 given=3,5 hint=comma wanted=3.5"),
    ("print([3, \"5\"].sort());", "text-against-number 1:16 number=3 operator=sort text=5"),
    ("print(max(\"5\", 3));", "text-against-number 1:7 number=3 operator=max text=5"),
    // Mathematics.
    ("print(2 ** -1);", "negative-power 1:9 wanted=2.0 ** -1"),
    ("print(max(1,2,3,4,5,6));", "wrong-argument-count 1:7 function=max given=6 usage=max(a)   max(a, b)   max(a, b, c)   max(a, b, c, d)   max(a, b, c, d, e)   max(column)"),
    ("print(random(1,6,2));", "wrong-argument-count 1:7 function=random given=3 usage=random(low, high)"),
    ("sleep(1,5);", "decimal-comma 1:7 given=1,5 wanted=1.5"),
    ("print(sqrt(\"16\"));", "wrong-argument-type 1:7 function=sqrt given=text usage=sqrt(value)"),
    ("print(PI * 2);", "method-needs-parentheses 1:7 name=PI"),
    ("sleep(0.0 / 0.0);", "not-finite 1:1 argument=time function=sleep given=NaN"),
    ("print([true, 1].sort());", "mixed-kinds 1:17 function=sort left=bool right=i64"),
    // Members of the wrong thing.
    ("let bit = microbit();\nbit.servo(90);", "function-needs-pin 2:5 name=servo wanted=bit.pin(…).servo(…)"),
    ("arduino().write(13, 1);", "function-needs-pin 1:11 name=write wanted=bit.pin(…).write(…)"),
    ("let bit = microbit(); let p = bit.pin(0); p.tone(440);", "function-needs-board 1:45 missing=none name=tone wanted=bit.tone(…)"),
    ("let bit = microbit(); let p = bit.pin(0); p.tone;", "function-needs-board 1:45 missing=none name=tone wanted=bit.tone(…)"),
    ("let bit = microbit(); bit.servo;", "function-needs-pin 1:27 name=servo wanted=bit.pin(…).servo(…)"),
    ("let t = table(); t.show(5);", "function-needs-board 1:20 missing=let bit = microbit(); name=show wanted=bit.show(…)"),
    ("let bit = microbit(); bit.show;", "method-needs-parentheses 1:27 name=show"),
    ("let bit = microbit(); bit[0];", "not-indexable 1:26 kind=board"),
    // Places of texts, lists and objects.
    ("let s = \"abc\"; s[0] = 5;", "one-character 1:21 function=[] given=5"),
    ("let l = [1,2,3,4]; print(l[1..=2]);", "range-index 1:26 wanted=l.extract(1..=2)"),
    ("let m = #{}; let k = 1; m[k] = 2;", "key-not-text 1:27 kind=number wanted=m[k.to_string()]"),
    ("let l = [1]; l[\"a\"] = 2;", "index-not-number 1:16 kind=text"),
    ("let n = 5; n[0] = 3;", "not-indexable 1:13 kind=number"),
    ("let n = 5; for i in n { }", "not-repeatable 1:21 hint=unknown kind=thing"),
    ("const S = [1]; S.push(2);", "assign-to-constant 1:18 name=S"),
    // Words of other languages.
    ("digitalWrite(13, HIGH);", "foreign-word 1:1 given=digitalWrite wanted=uno.pin(…).write(…)"),
    ("let a = arduino(); a.pin(13).write(HIGH);", "foreign-word 1:36 given=HIGH wanted=1"),
    ("delay(500);", "foreign-word 1:1 given=delay wanted=sleep(…)"),
    ("print(millis());", "foreign-word 1:7 given=millis wanted=now()"),
    ("let b = microbit(); b.display.show(\"x\");", "foreign-word 1:23 given=display.show wanted=b.show(…)"),
    ("display.scroll(\"x\");", "foreign-word 1:1 given=display.scroll wanted=bit.scroll(…)"),
    ("let b = microbit(); print(b.pin(0).read_analog());", "foreign-word 1:36 given=read_analog wanted=analog()"),
    ("let b = microbit(); print(b.accelerometer.get_y());", "foreign-word 1:29 given=accelerometer.get_y wanted=b.tilt_y()"),
    ("let b = microbit(); if b.button_a.is_pressed() { }", "foreign-word 1:26 given=button_a.is_pressed wanted=b.button_a()"),
    ("basic.showNumber(5);", "foreign-word 1:1 given=basic.showNumber wanted=bit.show(…)"),
    ("random.randint(1, 6);", "foreign-word 1:1 given=random.randint wanted=random(…)"),
    ("let l = []; l.append(5);", "foreign-word 1:15 given=append wanted=push(…)"),
    ("let l = []; print(l.length);", "foreign-word 1:21 given=length wanted=len()"),
    ("fn delay(ms) { sleep(ms); } delay(1, 2);", "wrong-argument-count 1:29 function=delay given=2 usage=delay(ms)"),
    ("delay = 5;", "missing-let 1:1 name=delay"),
];

struct Boards;

impl BoardSource for Boards {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let is_arduino = want == BoardFamily::Arduino;
        simulated(if is_arduino { BoardKind::Arduino } else { BoardKind::MicrobitV2 }, signal)
    }
}

/// Returns the mistake that ends a script in the lab.
fn mistake_in(source: &'static str) -> Option<Mistake> {
    let work = move || {
        let settings = LabSettings { end_us: Some(1_000_000), ..LabSettings::default() };
        let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(Boards), settings, Box::new(drop));
        match run(source, &Rc::new(RefCell::new(lab)), Modules::new()) {
            Outcome::Failed(error) => Some(explain(source, &error)),
            _ => None,
        }
    };
    spawn(work).unwrap().join().unwrap()
}

#[test]
fn scripts_that_fail_in_the_lab() {
    let mut told = Vec::new();
    for (source, _) in CASES {
        let mistake = mistake_in(source).unwrap_or_else(|| panic!("no mistake in {source:?}"));
        check_words(source, &mistake);
        told.push((*source, brief(&mistake)));
    }
    let differ: Vec<_> = told.iter().zip(CASES).filter(|(told, case)| told.1 != case.1).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}
