//! Benchmark of the machine against Rhai's interpreter, both with limits, by turns in one process.
//!
//! `cargo bench -p digilab_lab --bench machine` prints a table: the medians of several runs, and their ratio.

use std::alloc::System;
use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use digilab_devices::board::BoardFamily;
use digilab_devices::clock::{Signal, VirtualClock};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_lab::boards::{BoardSource, OpenBoard};
use digilab_lab::lab::{Lab, LabSettings};
use digilab_lab::sandbox::{Modules, Outcome, run, spawn};
use digilab_lab::script::memory::{CountingAllocator, balance_bytes};
use rhai::packages::{Package, StandardPackage};
use rhai::{Engine, Scope};

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

/// Number of runs of each kernel.
const RUNS: usize = 9;

/// Names and scripts: loops, calls, lists, texts, maps, closures, methods, native functions, sorting, two dimensions.
const KERNELS: &[(&str, &str)] = &[
    ("loop", "let t = 0; for i in 0..1000000 { t += i % 7; } t"),
    ("fib", "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(23)"),
    ("list", "let l = []; for i in 0..100000 { l.push(i); } let s = 0; for x in l { s += x; } s"),
    ("string", r#"let s = ""; for i in 0..20000 { s += "ab"; s += i % 10; } s.len()"#),
    ("map chain", "let m = #{a: [#{b: 0}]}; for i in 0..150000 { m.a[0].b += 1; } m.a[0].b"),
    ("closure", "let c = 0; let f = |x| { c += x; c }; for i in 0..150000 { f.call(1); } c"),
    ("method", "let t = [0]; for i in 0..300000 { t.len(); } t.len()"),
    ("native function", "let s = 0; for i in 0..300000 { s += max(i, 3); } s"),
    (
        "sort",
        "let l = []; let x = 7; for i in 0..3000 { x = (x * 1103515245 + 12345) % 2147483648; l.push(x); } \
         l.sort(|a, b| a - b); l[0]",
    ),
    (
        "two dimensions",
        "let g = []; for y in 0..100 { let r = []; r.pad(100, 0); g.push(r); } \
         for k in 0..10 { for y in 0..100 { for x in 0..100 { g[y][x] += x; } } } g[99][99]",
    ),
    ("loop in a function", "fn f() { let t = 0; for i in 0..1000000 { t += i % 7; } t } f()"),
];

struct NoBoards;

impl BoardSource for NoBoards {
    fn open(&mut self, _want: BoardFamily, _signal: &Signal) -> Result<OpenBoard, DeviceError> {
        Err(DeviceError::new(DeviceErrorCode::PortMissing))
    }
}

/// Times the interpreter with a look at memory and Stop at every operation, as the lab had it.
fn interpreted(script: &str) -> Duration {
    let mut engine = Engine::new_raw();
    StandardPackage::new().register_into_engine(&mut engine);
    let (operations, before) = (Cell::new(0_u64), balance_bytes());
    engine.on_progress(move |_| {
        operations.set(operations.get() + 1);
        let is_full = balance_bytes() - before > 64 << 20;
        (is_full && operations.get() > 0).then_some(rhai::Dynamic::UNIT)
    });
    let Ok(ast) = engine.compile(script) else { return Duration::ZERO };
    let start = Instant::now();
    let _ = black_box(engine.eval_ast_with_scope::<rhai::Dynamic>(&mut Scope::new(), &ast));
    start.elapsed()
}

/// Times a complete run in the lab: parsing, compiling, limits, trace, and the end.
fn in_the_lab(script: &str) -> Duration {
    let (clock, boards) = (Box::new(VirtualClock::new()), Box::new(NoBoards));
    let lab = Rc::new(RefCell::new(Lab::new(clock, boards, LabSettings::default(), Box::new(drop))));
    let start = Instant::now();
    let outcome = run(script, &lab, Modules::new());
    let time = start.elapsed();
    if matches!(outcome, Outcome::Done) { time } else { Duration::MAX }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

// A benchmark is a program whose only output is its table.
#[allow(clippy::print_stdout)]
fn table() {
    println!("{:<20} {:>14} {:>10} {:>7}", "script", "interpreter ms", "lab ms", "ratio");
    for (name, script) in KERNELS {
        let (mut before, mut now) = (Vec::new(), Vec::new());
        // Alternating, so that a busy moment of the machine affects both.
        for _ in 0..RUNS {
            before.push(interpreted(script));
            now.push(in_the_lab(script));
        }
        let (before, now) = (median(before), median(now));
        println!("{name:<20} {before:>14.1} {now:>10.1} {:>7.2}", now / before);
    }
    let turns = 20_000;
    let sleepers = "every(1, || 0);\n".repeat(30);
    let script = format!("{sleepers}sleep({});exit();", turns / 30);
    let time = in_the_lab(&script).as_secs_f64() * 1e6 / f64::from(turns);
    println!("a turn of 30 fibers that tick: {time:.2} µs");
}

fn main() -> std::io::Result<()> {
    spawn(table)?.join().map_err(|_| std::io::Error::other("the bench panicked"))
}
