//! Benchmark of limits and trace: the sandbox against the bare engine, in one process.
//!
//! `cargo bench -p digilab_lab --bench limits` prints a table: the best of several runs, and their ratio.

use std::alloc::System;
use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use digilab_devices::board::BoardFamily;
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_lab::boards::{BoardSource, OpenBoard};
use digilab_lab::lab::{Lab, LabSettings};
use digilab_lab::sandbox::{Modules, Outcome, run, spawn};
use digilab_lab::script::memory::CountingAllocator;
use rhai::packages::{Package, StandardPackage};
use rhai::{Engine, Scope};

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

/// Number of runs of each kernel; the best counts, because noise only makes a run slower.
const RUNS: usize = 7;

/// Names and scripts. The first is the worst case of the memory limit; the others are the kernels that other
/// languages run, too.
const KERNELS: &[(&str, &str)] = &[
    ("200,000 pushes", "let a = []; for i in 0..200000 { a.push(i); }"),
    ("sum of i % 7, 3 M steps", "let s = 0; let i = 0; while i < 3000000 { s += i % 7; i += 1; }"),
    ("fib(25)", "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(25);"),
    (
        "array of 200,000",
        "let a = []; for i in 0..200000 { a.push(i * 2); } let t = 0; for x in a { t += x; }",
    ),
];

struct NoBoards;

impl BoardSource for NoBoards {
    fn open(&mut self, _want: BoardFamily, _signal: &Signal) -> Result<OpenBoard, DeviceError> {
        Err(DeviceError::new(DeviceErrorCode::PortMissing))
    }
}

fn bare(script: &str) -> Duration {
    let mut engine = Engine::new_raw();
    StandardPackage::new().register_into_engine(&mut engine);
    let Ok(ast) = engine.compile(script) else { return Duration::ZERO };
    let start = Instant::now();
    let _ = black_box(engine.run_ast_with_scope(&mut Scope::new(), &ast));
    start.elapsed()
}

/// Times a complete run: parsing, instrumentation, limits, trace, and the end.
fn sandboxed(script: &str) -> Duration {
    let (clock, boards) = (Box::new(VirtualClock::new()), Box::new(NoBoards));
    let lab = Rc::new(RefCell::new(Lab::new(clock, boards, LabSettings::default(), Box::new(drop))));
    let start = Instant::now();
    let outcome = run(script, &lab, Modules::new());
    let time = start.elapsed();
    if matches!(outcome, Outcome::Done) { time } else { Duration::MAX }
}

// A benchmark is a program whose only output is its table.
#[allow(clippy::print_stdout)]
fn table() {
    println!("{:<26} {:>10} {:>10} {:>7}", "script", "bare ms", "sandbox ms", "ratio");
    for (name, script) in KERNELS {
        let (mut best_bare, mut best_sandboxed) = (Duration::MAX, Duration::MAX);
        // Alternating, so that a busy moment of the machine affects both.
        for _ in 0..RUNS {
            best_bare = best_bare.min(bare(script));
            best_sandboxed = best_sandboxed.min(sandboxed(script));
        }
        let [bare_ms, sandbox_ms] = [best_bare, best_sandboxed].map(|time| time.as_secs_f64() * 1000.0);
        println!("{name:<26} {bare_ms:>10.1} {sandbox_ms:>10.1} {:>7.2}", sandbox_ms / bare_ms);
    }
}

fn main() -> std::io::Result<()> {
    spawn(table)?.join().map_err(|_| std::io::Error::other("the bench panicked"))
}
