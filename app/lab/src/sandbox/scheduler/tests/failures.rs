//! Boards that fail while fibers wait, sleep or compute.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::link::Link;

use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::lab::{Lab, LabSettings};
use crate::sandbox::{Modules, Outcome, run, spawn};
use crate::trace::TraceEvent;

/// A simulated micro:bit whose cable is pulled, in microseconds after it was connected.
struct Pulled(u64);

impl BoardSource for Pulled {
    fn open(&mut self, _want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let board = simulated(BoardKind::MicrobitV2, signal)?;
        Ok(OpenBoard { link: Box::new(PulledLink { link: board.link, at_us: self.0 }), ..board })
    }
}

struct PulledLink {
    link: Box<dyn Link>,
    at_us: u64,
}

impl Link for PulledLink {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        if now_us >= self.at_us {
            return Err(DeviceError::new(DeviceErrorCode::Gone).with("port", "sim"));
        }
        self.link.receive(now_us, into)
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        self.link.send(now_us, bytes)
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.link.next_wake_us().into_iter().chain([self.at_us]).min()
    }

    fn name(&self) -> &str {
        self.link.name()
    }
}

/// Runs a script for at most three seconds; the cable is pulled a little earlier, since connecting takes time as well. Returns what it printed, and its end.
fn left_by(source: &str) -> (Vec<String>, String) {
    let source = source.to_owned();
    let work = move || {
        let settings = LabSettings { end_us: Some(3_000_000), ..LabSettings::default() };
        let boards = Box::new(Pulled(3_000_000));
        let lab = Lab::new(Box::new(VirtualClock::new()), boards, settings, Box::new(|_| ()));
        let lab = Rc::new(RefCell::new(lab));
        let end = match run(&source, &lab, Modules::new()) {
            Outcome::Failed(_) => "failed".to_owned(),
            other => format!("{other:?}"),
        };
        let lab = lab.borrow();
        let lines = lab.trace().entries().filter_map(|entry| match &entry.event {
            TraceEvent::Console { text } => Some(text.clone()),
            _ => None,
        });
        (lines.collect(), end)
    };
    spawn(work).unwrap().join().unwrap()
}

#[track_caller]
fn check(source: &str, lines: &[&str], end: &str) {
    assert_eq!(
        left_by(source),
        (lines.iter().map(ToString::to_string).collect(), end.to_owned()),
        "{source}"
    );
}

#[test]
fn a_failure_is_told_to_who_waits_for_that_board() {
    check(
        "let bit = microbit();
        every(1, || { sleep(100000); print(\"never\"); });
        sleep(10);
        try { loop { bit.scroll(\"abcdefghij\"); } } catch { print(\"caught\"); exit(); }",
        &["caught"],
        // The board's failure is that of the end as well.
        "failed",
    );
    check("let bit = microbit(); loop { bit.scroll(\"abcdefghij\"); }", &[], "failed");
}

#[test]
fn a_failure_is_caught_by_who_computes() {
    check(
        "let bit = microbit(); let n = 0;
        every(1000000, || print(\"never\"));
        try { loop { n += 1; } } catch { print(\"caught\"); exit(); }",
        &["caught"],
        // The board's failure is that of the end as well.
        "failed",
    );
}

/// Each look fails again, so the sleep never lasts; the run's time and Stop end it all the same.
#[test]
fn who_catches_the_failure_again_and_again_is_ended_by_the_time() {
    check("let bit = microbit(); loop { try { sleep(10); } catch { } }", &[], "TimeOver");
    check("let bit = microbit(); loop { try { bit.button_a(); } catch { } }", &[], "TimeOver");
}

/// The list that is sorted is the one there was when the sorting began; what another fiber puts into it meanwhile is
/// gone.
#[test]
fn a_list_that_is_sorted_slowly_is_that_of_the_beginning() {
    check(
        "let list = [3, 1, 2];
        every(5, || { list.push(9); });
        list.sort(|a, b| { sleep(20); a - b });
        print(list);
        exit();",
        &["[1, 2, 3]"],
        "Done",
    );
}
