//! Tests that what a run shows after it has gone back is what was: variables, board, console; and that its copies are
//! not too large.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use digilab_devices::board::{BoardFamily, Leds};
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::DeviceError;

use crate::boards::{BoardSource, OpenBoard, simulated};
use crate::lab::{Control, Lab, LabOutput, LabSettings, LiveCommand, Pace};
use crate::sandbox::{Modules, Outcome, run, spawn};
use crate::script::memory::balance_bytes;

const MIB: isize = 1 << 20;

struct Simulated;

impl BoardSource for Simulated {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        simulated(want.usual_kind(), signal)
    }
}

/// What is seen of a run.
#[derive(Debug, Default)]
struct Seen {
    console: Vec<String>,
    leds: Leds,
    line: u32,
    step: u64,
    variables: BTreeMap<String, String>,
    is_paused: bool,
    was_asked: bool,
    /// Line of the console after which it pauses.
    pauses_after: usize,
    /// Numbers of lines to go back by, one after the other; then it goes on.
    backs: VecDeque<u64>,
    /// What was checked at each place.
    checked: Vec<u64>,
    bytes: Vec<isize>,
}

/// Watches a run, and goes back in it.
#[derive(Clone, Debug, Default)]
struct Watcher(Rc<RefCell<Seen>>);

impl Control for Watcher {
    fn next_command(&mut self) -> Option<LiveCommand> {
        let mut seen = self.0.borrow_mut();
        if !seen.is_paused {
            let pauses = !seen.backs.is_empty() && seen.console.len() >= seen.pauses_after;
            let is_first = pauses && !std::mem::replace(&mut seen.was_asked, true);
            return is_first.then_some(LiveCommand::Pace(Pace::Step));
        }
        seen.is_paused = false;
        match seen.backs.pop_front() {
            Some(lines) => Some(LiveCommand::Back { lines }),
            None => Some(LiveCommand::Pace(Pace::Run)),
        }
    }
}

impl Watcher {
    fn hear(&self, output: LabOutput, check: fn(&Seen)) {
        let mut seen = self.0.borrow_mut();
        match output {
            LabOutput::Line { text } => {
                seen.console.push(text);
                seen.bytes.push(balance_bytes());
            }
            LabOutput::Board { state, .. } => seen.leds = state.leds.unwrap_or_default(),
            LabOutput::Paused { step, line, .. } => {
                (seen.is_paused, seen.step, seen.line) = (true, step, line);
            }
            LabOutput::Restored { step, line, variables, lines, .. } => {
                let kept = seen.console.len() - usize::try_from(lines).unwrap();
                seen.console.truncate(kept);
                let went = seen.step - step;
                (seen.is_paused, seen.step, seen.line) = (true, step, line);
                seen.variables = variables.into_iter().collect();
                check(&seen);
                seen.checked.push(went);
            }
            _ => {}
        }
    }
}

fn watch(source: &str, watcher: &Watcher, keeps_past: bool, check: fn(&Seen)) -> Outcome {
    let control = Some(Box::new(watcher.clone()) as Box<dyn Control>);
    let settings = LabSettings { control, keeps_past, ..LabSettings::default() };
    let hears = watcher.clone();
    let output = Box::new(move |output| hears.hear(output, check));
    let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(Simulated), settings, output);
    run(source, &Rc::new(RefCell::new(lab)), Modules::new())
}

const COUNTING: &str = "let bit = microbit();
let n = 0;
let squares = #{last: 0};
while n < 3000 {
    n += 1;
    squares.last = n * n;
    bit.set_pixel(n % 5, n / 5 % 5, n % 10);
    print(n);
}";

/// Checks that everything is as the line and the printed numbers tell.
fn check_counting(seen: &Seen) {
    // The lines 5, 6, 7 and 8 before which it pauses, or the loop's head, 4.
    let printed = seen.console.len() as u64;
    let n = if (6..=8).contains(&seen.line) { printed + 1 } else { printed };
    assert_eq!(seen.variables.get("n"), Some(&n.to_string()), "line {}", seen.line);
    let last = if (7..=8).contains(&seen.line) { n } else { printed };
    assert_eq!(seen.variables.get("squares"), Some(&format!("#{{\"last\": {}}}", last * last)));
    let drawn = if seen.line == 8 { n } else { printed };
    let mut leds = Leds::default();
    for n in 1..=drawn {
        leds[(n / 5 % 5) as usize][(n % 5) as usize] = (n % 10) as u8;
    }
    assert_eq!(seen.leds, leds, "line {} after {printed}", seen.line);
    let expected: Vec<String> = (1..=printed).map(|n| n.to_string()).collect();
    assert_eq!(seen.console, expected);
}

#[test]
fn variables_board_and_console_are_as_they_were() {
    let thread = spawn(|| {
        let watcher = Watcher::default();
        watcher.0.borrow_mut().pauses_after = 2_800;
        watcher.0.borrow_mut().backs = [1, 1, 1, 100, 9_897].into();
        let outcome = watch(COUNTING, &watcher, true, check_counting);
        assert!(matches!(outcome, Outcome::Done), "{outcome:?}");
        let seen = watcher.0.borrow();
        assert_eq!(seen.checked, [1, 1, 1, 100, 9_897]);
        let all: Vec<String> = (1..=3_000).map(|n| n.to_string()).collect();
        assert_eq!(seen.console, all, "it went on from there to its end");
    });
    thread.unwrap().join().unwrap();
}

const LARGE: &str = "let list = [];
list.pad(600000, 7);
let n = 0;
for round in 0..12 {
    for i in 0..60000 { n += 1; list[n % 100] = n; }
    print(n);
}";

#[test]
fn copies_of_a_large_list_are_not_too_large() {
    let thread = spawn(|| {
        let bytes = |keeps_past| {
            let (before, watcher) = (balance_bytes(), Watcher::default());
            let outcome = watch(LARGE, &watcher, keeps_past, |_| ());
            assert!(matches!(outcome, Outcome::Done), "{outcome:?}");
            let seen = watcher.0.borrow();
            seen.bytes.iter().map(|bytes| bytes - before).max().unwrap()
        };
        let (without, with) = (bytes(false), bytes(true));
        let copies = with - without;
        println!("{without} bytes without copies, {copies} in copies");
        assert!(copies <= 64 * MIB, "{copies}");
        assert!(copies >= 24 * MIB, "several copies were kept: {copies}");
    });
    thread.unwrap().join().unwrap();
}
