//! Scripts of several fibers, on a simulated micro:bit.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::script::parse_inputs;

use crate::api_error::{ApiError, Raise};
use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::inputs::Inputs;
use crate::lab::{Lab, LabSettings};
use crate::sandbox::{Modules, Outcome, run, spawn};
use crate::trace::TraceEvent;

struct Microbit;

impl BoardSource for Microbit {
    fn open(&mut self, _want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        simulated(BoardKind::MicrobitV2, signal)
    }
}

/// What a run left.
#[derive(Debug)]
struct Left {
    /// Console lines with their times in milliseconds.
    lines: Vec<(u64, String)>,
    /// Pictures on the display with their times: rows of brightness.
    pictures: Vec<(u64, String)>,
    end: String,
    /// Line of the error.
    line: Option<usize>,
}

impl Left {
    fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Returns the times at which a text was printed.
    fn times(&self, wanted: &str) -> Vec<u64> {
        self.lines.iter().filter(|(_, text)| text == wanted).map(|(at_ms, _)| *at_ms).collect()
    }
}

/// Runs a script for at most five seconds of virtual time.
///
/// # Arguments
/// - `inputs`: lines as in a file of inputs.
/// - `lines`: what is typed, with times in milliseconds.
fn left_by(source: &str, inputs: &str, lines: &[(u64, &str)]) -> Left {
    let source = source.to_owned();
    let inputs = Inputs::new(parse_inputs(inputs).unwrap());
    let lines = lines.iter().map(|(at_ms, text)| (at_ms * 1000, (*text).to_owned())).collect();
    let work = move || {
        let settings = LabSettings { end_us: Some(5_000_000), inputs, lines, ..LabSettings::default() };
        let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(Microbit), settings, Box::new(|_| ()));
        let lab = Rc::new(RefCell::new(lab));
        let (end, line) = match run(&source, &lab, Modules::new()) {
            Outcome::Failed(error) => {
                let raised = ApiError::of(&error).map(|raised| raised.to_string());
                (raised.unwrap_or_else(|| error.to_string()), error.position().line())
            }
            other => (format!("{other:?}"), None),
        };
        let mut left = Left { lines: Vec::new(), pictures: Vec::new(), end, line };
        for entry in lab.borrow().trace().entries() {
            let at_ms = entry.at_us / 1000;
            match &entry.event {
                TraceEvent::Console { text } => left.lines.push((at_ms, text.clone())),
                TraceEvent::Board { state, .. } => {
                    let rows =
                        state.leds.unwrap_or_default().map(|row| row.map(|led| led.to_string()).concat());
                    left.pictures.push((at_ms, rows.join(":")));
                }
                _ => {}
            }
        }
        left
    };
    spawn(work).unwrap().join().unwrap()
}

#[track_caller]
fn check(source: &str, lines: &[(u64, &str)], end: &str) {
    let left = left_by(source, "", &[]);
    let found: Vec<(u64, &str)> = left.lines.iter().map(|(at_ms, text)| (*at_ms, text.as_str())).collect();
    assert_eq!(found, lines, "{source}: {left:?}");
    assert_eq!(left.end, end, "{source}");
}

/// Fails if times are not near the expected ones.
#[track_caller]
fn check_times(found: &[u64], expected: &[u64], tolerance_ms: u64) {
    let are_near =
        found.iter().zip(expected).all(|(found, expected)| found.abs_diff(*expected) <= tolerance_ms);
    assert!(found.len() == expected.len() && are_near, "{found:?} are not near {expected:?}");
}

#[test]
fn two_stacks_take_turns() {
    check(
        "forever(|| { print(\"a\"); sleep(30); });
        forever(|| { print(\"b\"); sleep(50); });
        sleep(160);
        exit();",
        &[
            (0, "a"),
            (0, "b"),
            (30, "a"),
            (50, "b"),
            (60, "a"),
            (90, "a"),
            (100, "b"),
            (120, "a"),
            // The round of `b` began earlier.
            (150, "b"),
            (150, "a"),
        ],
        "Done",
    );
}

#[test]
fn a_tune_plays_while_another_prints() {
    let left = left_by(
        "let bit = microbit();
        forever(|| { bit.play([\"c4:4\", \"d4:4\"]); print(\"tune\"); });
        for i in 0..12 { print(i); sleep(100); }
        exit();",
        "",
        &[],
    );
    let expected = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "tune", "11"];
    assert_eq!((left.texts().as_slice(), left.end.as_str()), (&expected[..], "Done"), "{left:?}");
    check_times(&left.times("9"), &[900], 1);
}

const DOT: &str = "90000:00000:00000:00000:00000";
const LAST: &str = "00009:00000:00000:00000:00000";

#[test]
fn a_text_keeps_the_display_until_it_is_through() {
    let left = left_by(
        "let bit = microbit();
        every(300, || { bit.scroll(\"Hi\"); print(\"text\"); sleep(10000); });
        sleep(600);
        bit.show(image(\"90000:00000:00000:00000:00000\"));
        print(\"dot\");
        bit.show(image(\"00009:00000:00000:00000:00000\"));
        print(\"last\");
        sleep(100);
        print(bit.shown());
        exit();",
        "",
        &[],
    );
    assert_eq!(left.texts(), ["text", "dot", "last", LAST], "{left:?}");
    let first = left.pictures.iter().find(|(_, picture)| picture == DOT).unwrap().0;
    assert!(left.times("text")[0] > 1500 && first >= left.times("text")[0], "{left:?}");
}

#[test]
fn each_press_is_counted_in_order() {
    let presses: Vec<String> =
        (0..5).map(|n| format!("{}ms press A\n{}ms release A\n", 200 + n * 100, 250 + n * 100)).collect();
    let left = left_by(
        "let bit = microbit();
        let n = 0;
        bit.on_press(\"A\", || { n += 1; print(n); sleep(300); print(\"end \" + n); });",
        &presses.concat(),
        &[],
    );
    let expected = ["1", "end 1", "2", "end 2", "3", "end 3", "4", "end 4", "5", "end 5"];
    assert_eq!(left.texts(), expected, "{left:?}");
    let begun = left.times("1")[0];
    let times: Vec<u64> = left.lines.iter().step_by(2).map(|(at_ms, _)| *at_ms).collect();
    check_times(&times, &[0, 300, 600, 900, 1200].map(|ms| begun + ms), 1);
    assert!((200..300).contains(&begun), "{left:?}");
}

#[test]
fn others_go_on_while_one_asks() {
    let source = "every(100, || print(\"tick\"));
        print(\"moi \" + ask(\"name?\"));
        exit();";
    let left = left_by(source, "", &[(250, "Aino")]);
    assert_eq!(left.texts(), ["name?", "tick", "tick", "moi Aino"], "{left:?}");
    assert_eq!(left.times("moi Aino"), [250]);
}

#[test]
fn answers_go_to_those_who_asked_first() {
    // The one that was begun first asks last.
    let source = "every(10, || { print(\"b \" + ask(\"b?\")); sleep(10000); });
        every(20, || { print(\"c \" + ask(\"c?\")); sleep(10000); });
        sleep(30);
        print(\"a \" + ask(\"a?\"));
        sleep(100);
        print(\"a \" + ask(\"a?\"));
        exit();";
    let left = left_by(source, "", &[(50, "1"), (60, "2"), (70, "3"), (90, "4")]);
    assert_eq!(left.texts(), ["b?", "c?", "a?", "b 1", "c 2", "a 3", "a?", "a 4"], "{left:?}");
    assert_eq!(left.times("a 4"), [170]);
}

#[test]
fn functions_that_lists_call_may_sleep() {
    check(
        "every(10, || print(\"tick\"));
        print([3, 1].map(|x| { sleep(15); x * 2 }));
        let list = [2, 1];
        list.sort(|a, b| { sleep(15); a - b });
        print(list);
        exit();",
        &[(10, "tick"), (20, "tick"), (30, "[6, 2]"), (30, "tick"), (40, "tick"), (45, "[1, 2]")],
        "Done",
    );
}

#[test]
fn a_mistake_in_one_fiber_ends_the_run_at_its_line() {
    let left = left_by("forever(|| {\n  sleep(20);\n  print(1 / 0);\n});\nsleep(1000);", "", &[]);
    assert_eq!((left.line, left.texts().len()), (Some(3), 0), "{left:?}");
    assert!(left.end.starts_with("Division by zero"), "{left:?}");
    // So does one that came while it waited.
    let source = "let bit = microbit();\nevery(10, || {\n  bit.i2c_read(9, 1);\n});\nsleep(1000);";
    let left = left_by(source, "", &[]);
    assert_eq!(left.line, Some(3), "{left:?}");
    assert!(left.end.starts_with("board-error"), "{left:?}");
}

#[test]
fn a_handler_may_end_the_run() {
    check(
        "every(10, || { print(\"tick\"); if now() > 25 { exit(); } });
        forever(|| { sleep(7); print(\"round\"); });
        sleep(1000);
        print(\"never\");",
        &[
            (7, "round"),
            (10, "tick"),
            (14, "round"),
            (20, "tick"),
            (21, "round"),
            (28, "round"),
            (30, "tick"),
        ],
        "Done",
    );
}

#[test]
fn a_failed_call_is_caught_while_another_sleeps() {
    let left = left_by(
        "let bit = microbit();
        every(10, || {
            try { bit.i2c_read(9, 1); print(\"never\"); } catch { print(\"caught\"); }
            sleep(10000);
        });
        sleep(100);
        print(\"end\");
        exit();",
        "",
        &[],
    );
    assert_eq!((left.texts().as_slice(), left.end.as_str()), (&["caught", "end"][..], "Done"), "{left:?}");
    assert_eq!(left.times("end"), [100]);
}

#[test]
fn who_computes_does_not_starve_a_timer() {
    let left = left_by("every(10, || print(\"tick\"));\nfor i in 0..50000 { }\nexit();", "", &[]);
    let times = left.times("tick");
    assert!(times.len() >= 15, "{left:?}");
    let expected: Vec<u64> = (1..=times.len() as u64).map(|tick| tick * 10).collect();
    check_times(&times, &expected, 5);
    // Nor two of them.
    let source = "every(10, || print(\"tick\"));
        every(1, || { for i in 0..25000 { } });
        for i in 0..25000 { }
        sleep(5000);";
    let left = left_by(source, "", &[]);
    let times = left.times("tick");
    let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(times.len() > 400 && gaps.max().unwrap() <= 22, "{left:?}");
}

#[test]
fn a_native_function_is_a_handler_that_may_wait() {
    check(
        "every(10, Fn(\"sleep\").curry(15));
        for i in 0..4 { let n = abs(i - 4); print(n); sleep(10); }
        exit();",
        &[(0, "4"), (10, "3"), (20, "2"), (30, "1")],
        "Done",
    );
    let left = left_by("every(10, Fn(\"ask\").curry(\"name?\"));", "", &[(25, "a"), (47, "b")]);
    // The tick that came while it waited follows at once.
    assert_eq!(
        (left.times("name?").as_slice(), left.end.as_str()),
        (&[10, 25, 47][..], "TimeOver"),
        "{left:?}"
    );
}

#[test]
fn twenty_dots_move_for_two_seconds() {
    let dots: Vec<String> = (0..20)
        .map(|dot| {
            let (x, y) = (dot % 5, dot / 5);
            format!(
                "let x{dot} = {x};
                forever(|| {{
                    bit.set_pixel(x{dot}, {y}, 0);
                    x{dot} = (x{dot} + 1) % 5;
                    bit.set_pixel(x{dot}, {y}, 9);
                    print(\"dot {dot}\");
                    sleep(100);
                }});"
            )
        })
        .collect();
    let source = format!("let bit = microbit();\n{}\nsleep(2000);\nexit();", dots.join("\n"));
    let left = left_by(&source, "", &[]);
    assert_eq!(left.end, "Done");
    let counts: Vec<usize> = (0..20).map(|dot| left.times(&format!("dot {dot}")).len()).collect();
    let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
    assert!(*least >= 5 && most - least <= 1, "{counts:?}");
}

#[test]
fn others_go_on_while_a_board_connects() {
    // The board's name is seen only when it is asked for, so it is not connected before the first line.
    let left = left_by(
        "forever(|| { print(\"tick\"); sleep(10); });
        forever(|| { on_press(\"A\", || print(\"pressed\")); print(\"other\"); sleep(10_000); });
        let bit = Fn(\"microbit\").call();
        print(bit);
        bit.show(HEART);
        print(\"shown\");",
        "4s press A",
        &[],
    );
    assert_eq!(left.end, "TimeOver", "{left:?}");
    let at = |wanted: &str| left.lines.iter().position(|(_, text)| text == wanted).unwrap_or(usize::MAX);
    let connected = at("micro:bit");
    assert!(connected > 10 && left.lines[..connected].iter().all(|(_, text)| text == "tick"), "{left:?}");
    assert_eq!(at("other"), connected + 1, "{left:?}");
    assert!(at("shown") < at("pressed") && at("pressed") < left.lines.len(), "{left:?}");
}
