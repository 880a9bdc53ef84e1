//! Benchmark of a step's check: real time per check, and the ratio of the board's virtual time to real time.
//!
//! `cargo bench -p digilab_lab --bench checks` prints a table: the median of several checks, and virtual over real
//! time.

use std::alloc::System;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use digilab_devices::board::BoardKind;
use digilab_lab::lesson::{CheckRequest, check};
use digilab_lab::sandbox::spawn;
use digilab_lab::script::memory::CountingAllocator;
use digilab_lessons::check::{Action, Check, Expectation, Input, Range, Scenario, Sight};
use digilab_lessons::number::Number;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

/// Number of checks of each case; the median counts.
const RUNS: usize = 21;

/// Cases: name, board, length of each of two scenarios in milliseconds, and a script that passes.
const CHECKS: &[(&str, BoardKind, i64, &str)] = &[
    (
        "blink, 10 s twice",
        BoardKind::Arduino,
        10_000,
        "let p = arduino().pin(9); loop { p.on(); sleep(500); p.off(); sleep(500); }",
    ),
    (
        "hearts, 10 s twice",
        BoardKind::MicrobitV2,
        10_000,
        "let b = microbit(); loop { b.show(HEART); sleep(500); b.clear(); sleep(500); }",
    ),
    (
        "sensor, 10 s twice",
        BoardKind::Arduino,
        10_000,
        "let p = arduino().pin(9); loop { if arduino().pin(14).analog() > 9 { p.on(); } sleep(100); }",
    ),
    (
        "asleep, 600 s twice",
        BoardKind::MicrobitV2,
        600_000,
        "microbit().show(HEART); microbit().pin(1).on(); sleep(590000);",
    ),
];

fn scenario(board: BoardKind, end_ms: i64) -> Scenario {
    let pin = if board == BoardKind::Arduino { "9" } else { "P1" };
    let level = Range::Between { min: Some(Number::fixed(0)), max: None };
    let see = Some(Sight::Pin { pin: pin.to_owned(), level });
    let input = Input {
        at_ms: Number::fixed(1_000),
        times: None,
        every_ms: None,
        action: Action::Level {
            pin: if board == BoardKind::Arduino { "A0" } else { "P0" }.to_owned(),
            level: Number::fixed(500),
        },
    };
    let expectation = Expectation {
        see,
        in_order: Vec::new(),
        at_ms: None,
        tolerance_ms: None,
        from_ms: None,
        until_ms: None,
        how: digilab_lessons::check::How::Always,
        times: None,
        message: digilab_lessons::language::LocalText::default(),
    };
    Scenario {
        name: digilab_lessons::language::LocalText::default(),
        board: None,
        end_ms: Number::fixed(end_ms),
        random: BTreeMap::new(),
        inputs: vec![input],
        expectations: vec![expectation],
    }
}

// A benchmark is a program whose only output is its table.
#[allow(clippy::print_stdout)]
fn table() {
    println!("{:<26} {:>10} {:>14} {:>7}", "check", "median ms", "virtual/real", "passed");
    for (name, board, end_ms, script) in CHECKS {
        let scenarios = vec![scenario(*board, *end_ms), scenario(*board, *end_ms)];
        let wanted = Check { parts: Vec::new(), scenarios };
        let request = CheckRequest { script, check: &wanted, board: *board, seed: 1 };
        let mut passed = true;
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                passed &=
                    black_box(check(&request, Rc::new(move || start.elapsed().as_secs() >= 2))).passed();
                start.elapsed()
            })
            .collect();
        times.sort();
        let median_s = times.get(RUNS / 2).copied().unwrap_or_default().as_secs_f64();
        let virtual_s = 2.0 * (*end_ms as f64) / 1000.0;
        println!("{name:<26} {:>10.2} {:>14.0} {passed:>7}", median_s * 1000.0, virtual_s / median_s);
    }
}

fn main() -> std::io::Result<()> {
    spawn(table)?.join().map_err(|_| std::io::Error::other("the bench panicked"))
}
