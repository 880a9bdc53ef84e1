//! Tests of runs on a lab thread that are controlled from outside, as by a window.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Clock, RealClock, Signal};
use digilab_devices::error::DeviceError;
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;

use super::*;
use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::lab::{BenchAction, ControlQueue, LiveCommand, Pace};
use crate::stop::StopFlag;

struct Simulated;

impl BoardSource for Simulated {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let kind = match want {
            BoardFamily::Microbit => BoardKind::MicrobitV2,
            BoardFamily::Arduino => BoardKind::Arduino,
            BoardFamily::Text => BoardKind::Text,
        };
        simulated(kind, signal)
    }
}

/// A window that reads every event and acts on it.
struct Window {
    stop: StopFlag,
    control: ControlQueue,
    outbox: Outbox,
    woken: Arc<(Mutex<bool>, Condvar)>,
    waiting: VecDeque<LabEvent>,
}

impl Window {
    fn run(request: RunRequest) -> Self {
        let woken = Arc::new((Mutex::new(false), Condvar::new()));
        let wake = woken.clone();
        let outbox = Outbox::new(move || {
            *wake.0.lock().unwrap() = true;
            wake.1.notify_all();
        });
        let stop = StopFlag::new();
        let control = ControlQueue::new(stop.signal().clone());
        let window = Self {
            stop: stop.clone(),
            control: control.clone(),
            outbox: outbox.clone(),
            woken,
            waiting: VecDeque::new(),
        };
        crate::sandbox::spawn(move || {
            let clock = Box::new(RealClock::new(stop.signal().clone()));
            let tell = Rc::new(move |event| outbox.put(event));
            let run = execute(request, clock, Box::new(Simulated), stop, Box::new(control), tell);
            pollster::block_on(run);
        })
        .unwrap();
        window
    }

    /// Returns the next event; a run that sends none for ten seconds hangs.
    fn next(&mut self) -> LabEvent {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return event;
            }
            let woken = self.woken.0.lock().unwrap();
            let (mut woken, timeout) =
                self.woken.1.wait_timeout_while(woken, Duration::from_secs(10), |woken| !*woken).unwrap();
            *woken = false;
            drop(woken);
            self.waiting.extend(self.outbox.take());
            assert!(!timeout.timed_out() || !self.waiting.is_empty(), "the run hangs");
        }
    }

    fn find<T>(&mut self, mut wanted: impl FnMut(&LabEvent) -> Option<T>) -> T {
        loop {
            let event = self.next();
            if let Some(found) = wanted(&event) {
                return found;
            }
            assert!(!matches!(event, LabEvent::Ended(_)), "ended too early: {event:?}");
        }
    }

    fn line(&mut self) -> String {
        self.find(|event| match event {
            LabEvent::Output(LabOutput::Line { text }) => Some(text.clone()),
            _ => None,
        })
    }

    fn pause(&mut self) -> (u32, Vec<(String, String)>) {
        self.find(|event| match event {
            LabEvent::Output(LabOutput::Paused { line, changed, .. }) => Some((*line, changed.clone())),
            _ => None,
        })
    }

    fn end(&mut self) -> RunEnd {
        self.find(|event| if let LabEvent::Ended(end) = event { Some(end.clone()) } else { None })
    }

    fn step(&self) {
        self.control.send(LiveCommand::Pace(Pace::Step));
    }

    fn act(&self, want: BoardFamily, action: BenchAction) {
        self.control.send(LiveCommand::Bench(want, action));
    }
}

fn request(script: &str) -> RunRequest {
    RunRequest { script: script.to_owned(), ..RunRequest::default() }
}

#[test]
fn a_run_tells_its_beginning_its_lines_and_its_end() {
    let mut window = Window::run(request("print(1);\nprint(nothing);"));
    assert_eq!(window.next(), LabEvent::Connecting);
    assert_eq!(window.next(), LabEvent::Started);
    assert_eq!(window.line(), "1");
    let end = window.end();
    assert_eq!((end.reason, end.mistake.unwrap().line), (EndReason::Error, Some(2)));
}

#[test]
fn buttons_are_pressed_while_it_runs() {
    let script =
        "let bit = microbit();\non_press(\"A\", || print(\"A\"));\nprint(\"ready\");\nforever(|| sleep(20));";
    let mut window = Window::run(request(script));
    assert_eq!(window.line(), "ready");
    window.act(BoardFamily::Microbit, BenchAction::Input(PhysicalInput::Press { button: "A".into() }));
    assert_eq!(window.line(), "A");
    window.stop.stop();
    assert_eq!(window.end(), RunEnd { reason: EndReason::Stopped, mistake: None });
}

#[test]
fn what_lies_on_the_table_is_there_from_the_first_line() {
    let actions = vec![
        BenchAction::Attach { pin: 14, part: Part::Potentiometer },
        BenchAction::Input(PhysicalInput::PinLevel { pin: 14, level: 700 }),
    ];
    let benches = vec![BenchSetup { want: BoardFamily::Arduino, actions }];
    let script = "let uno = arduino();\nprint(uno.pin(\"A0\").analog());";
    let mut window = Window::run(RunRequest { benches, ..request(script) });
    assert_eq!(window.line(), "700");
    assert_eq!(window.end().reason, EndReason::Done);
}

#[test]
fn a_part_is_wired_while_it_runs() {
    let script = "let uno = arduino();\nlet knob = uno.pin(\"A0\");\nprint(knob.analog());\n\
                  while knob.analog() != 511 { sleep(10); }\nprint(\"knob\");";
    let mut window = Window::run(request(script));
    let _ = window.line();
    window.act(BoardFamily::Arduino, BenchAction::Attach { pin: 14, part: Part::Potentiometer });
    assert_eq!(window.line(), "knob");
}

#[test]
fn stepping_goes_line_by_line_and_tells_what_changed() {
    let script = "let a = 1;\nlet b = a + 1;\nprint(b);\na = 5;\nprint(a);";
    let mut window = Window::run(RunRequest { paused: true, ..request(script) });
    let changed = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    };
    assert_eq!(window.pause(), (1, changed(&[])));
    window.step();
    assert_eq!(window.pause(), (2, changed(&[("a", "1")])));
    window.step();
    assert_eq!(window.pause(), (3, changed(&[("b", "2")])));
    window.step();
    assert_eq!(window.line(), "2");
    assert_eq!(window.pause().0, 4);
    window.control.send(LiveCommand::Pace(Pace::Run));
    assert_eq!(window.line(), "5");
    assert_eq!(window.end().reason, EndReason::Done);
}

#[test]
fn a_loop_is_stepped_through_however_often_it_turns() {
    let script = "let n = 0;\nwhile n < 300 {\n    n += 1;\n    if n < 0 { print(n); }\n}\nprint(\"end\");";
    let mut window = Window::run(RunRequest { paused: true, ..request(script) });
    let mut pauses = 0;
    while window.pause().0 != 6 {
        pauses += 1;
        window.step();
    }
    // Two outer lines, and two lines in each turn.
    assert_eq!(pauses, 2 + 2 * 300);
    window.step();
    assert_eq!(window.line(), "end");
}

#[test]
fn a_run_at_full_speed_is_paused_where_it_is_and_goes_on() {
    let script = "let n = 0;\nforever(|| {\n    n += 1;\n    print(n);\n    sleep(5);\n});";
    let mut window = Window::run(request(script));
    let _ = window.line();
    window.step();
    let line = window.pause().0;
    assert!((3..=5).contains(&line), "{line}");
    window.control.send(LiveCommand::Pace(Pace::Run));
    let _ = window.line();
    window.step();
    window.pause();
    // Stop ends a paused run, too.
    window.stop.stop();
    assert_eq!(window.end().reason, EndReason::Stopped);
}

#[test]
fn a_script_is_read_without_running_it() {
    assert_eq!(check("print(1);"), None);
    assert_eq!(check("let x = ;").unwrap().line, Some(1));
    assert_eq!(check("print(1); /* for ever").unwrap().code.id(), "unterminated-comment");
}

/// A clock on which nothing may wait.
struct Still;

impl Clock for Still {
    fn now_us(&self) -> u64 {
        0
    }

    fn poll_until_us(&mut self, deadline_us: u64, _context: &mut Context<'_>) -> Poll<()> {
        panic!("somebody waits until {deadline_us}");
    }

    fn spend_us(&mut self, _work_us: u64) {}

    fn is_virtual(&self) -> bool {
        false
    }
}

#[test]
fn nobody_waits_until_a_simulated_board_has_started_up() {
    use crate::lab::{Lab, LabSettings};
    for want in [BoardFamily::Microbit, BoardFamily::Arduino] {
        let lab = Lab::new(Box::new(Still), Box::new(Simulated), LabSettings::default(), Box::new(|_| {}));
        let lab = RefCell::new(lab);
        let board = pollster::block_on(Lab::connect(&lab, want)).unwrap();
        assert!(lab.borrow().kind(board).is_some_and(|kind| want.fits(kind)), "{want:?}");
    }
}
