//! The limits of a run: memory, and the time in which a script is read.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::clock::VirtualClock;

use super::{NoBoards, check_end, failure, left_by, spawn};
use crate::lab::{Lab, LabSettings};
use crate::sandbox::{Modules, Outcome, run};
use crate::script::memory;

/// Memory that a run may hold at any moment, in bytes: the limit, and half of it for what is being made.
const MAX_PEAK_BYTES: isize = 96 << 20;

/// Memory that may be left after a run, in bytes: what is kept once for all runs of a thread.
const MAX_LEFT_BYTES: isize = 1 << 20;

/// One script a line.
const SCRIPTS: &str = include_str!("hostile.rhai");

/// Parts of scripts that take memory, to be put together.
const BEGINNINGS: &[&str] = &[
    "let a = []; a.pad(SIZE, 0);",
    "let a = \"x\" * SIZE;",
    "let a = #{}; for i in 0..SIZE / 100 { a[\"k\" + i] = i; }",
    "let a = blob(SIZE);",
    "let b = \"t\" * SIZE; let a = [b, b, b];",
    "let b = []; b.pad(SIZE / 10, \"b\"); let a = #{b: b, c: b};",
    "let b = []; b.pad(SIZE / 10, 0); let a = |x| b.len();",
];
const STEPS: &[&str] = &[
    "a = [a, a];",
    "a = #{a: a, b: a};",
    "let c = a; c = a;",
    "a += a;",
    "a = a + a;",
    "let f = || a; f.call();",
    "let f = |x, y| x; let g = f.curry(a); g.call(1);",
    "print(a);",
    "let t = `${a}${a}`;",
    "let s = a.to_string();",
    "let s = a.to_debug();",
    "let j = #{a: a}.to_json();",
    "let l = []; for i in 0..20 { l.push(a); }",
    "try { throw a; } catch (e) { let k = e; }",
    "fn f(x) { [x, x] } a = f(a);",
    "for x in a { let y = a; break; }",
    "if a == a { let z = [a]; }",
    "a.split();",
    "a.keys();",
    "a.values();",
    "a.chars();",
    "a.extract(0);",
    "a.sort();",
    "a.replace(\"x\", \"yyyy\");",
    "plot(\"p\", a);",
    "a.to_blob();",
    "a.reverse();",
    "a.to_upper();",
    "let m = #{}; m.a = a; m.f = || m; print(m);",
    "switch a { 1 => 2, _ => a };",
    "a.map(|x| [x]);",
];

/// Makes a script of parts, the same for the same number.
fn generated(number: u64) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % most as u64).unwrap()
    };
    let size = [1_000, 100_000, 1_500_000, 3_900_000][draw(4)].to_string();
    let mut script = BEGINNINGS[draw(BEGINNINGS.len())].replace("SIZE", &size);
    for _ in 0..=draw(4) {
        let step = STEPS[draw(STEPS.len())];
        // What a value does not have is a mistake that must not end the rest; a memory limit does.
        script +=
            &if step.starts_with("fn") { step.to_owned() } else { format!(" try {{ {step} }} catch {{ }}") };
    }
    script
}

/// Runs a script twice. Returns its end, the most it held, and what the second run left.
fn measured(source: &str) -> (String, isize, isize) {
    let source = source.to_owned();
    let work = move || {
        let once = || {
            let settings = LabSettings { end_us: Some(3_000_000), ..LabSettings::default() };
            let lab = Lab::new(Box::new(VirtualClock::new()), Box::new(NoBoards), settings, Box::new(|_| ()));
            let outcome = run(&source, &Rc::new(RefCell::new(lab)), Modules::default());
            match &outcome {
                Outcome::Failed(error) => failure(error),
                other => format!("{other:?}"),
            }
        };
        once();
        let before = memory::balance_bytes();
        memory::reset_peak();
        let end = once();
        (end, memory::peak_bytes() - before, memory::balance_bytes() - before)
    };
    spawn(work).unwrap().join().unwrap()
}

#[track_caller]
fn check_memory(source: &str) -> String {
    let (end, peak, left) = measured(source);
    assert!(peak <= MAX_PEAK_BYTES, "{source}: {} MiB, {end}", peak >> 20);
    assert!(left <= MAX_LEFT_BYTES + end.len() as isize, "{source}: {left} bytes are left, {end}");
    assert_ne!(end, "lab-fell", "{source}");
    end
}

#[test]
fn no_script_takes_more_memory_than_the_limit_and_half_of_it() {
    // Spread over the kinds; all of them are tried by hand.
    for source in SCRIPTS.lines().skip(1).step_by(17) {
        check_memory(source);
    }
    for number in 0..25 {
        check_memory(&generated(number));
    }
}

/// By hand: `DIGILAB_PROGRAMS=10000 cargo test -p digilab_lab all_hostile -- --ignored`
#[test]
#[ignore = "takes an hour"]
fn all_hostile_scripts_stay_within_the_memory() {
    for source in SCRIPTS.lines().skip(1) {
        check_memory(source);
    }
    let count = std::env::var("DIGILAB_PROGRAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let mut full = 0_u32;
    for number in 0..count {
        full += u32::from(check_memory(&generated(number)).starts_with("memory-limit"));
    }
    println!("{count} generated scripts, {full} of them ended by the limit");
}

#[test]
fn data_that_holds_itself_is_freed_and_told() {
    for (source, end) in [
        ("let m = #{}; m.f = || m; print(m); #{m: m}.to_json();", "too-deep max=100"),
        ("let m = #{big: \"x\" * 2000000}; m.f = || m; m.g = || m;", "Done"),
        ("fn f() { let m = #{big: \"x\" * 2000000}; m.f = || m; } for i in 0..5 { f(); }", "Done"),
        ("let l = [\"x\" * 2000000]; let f = || l; l.push(f); print(l);", "Done"),
        ("let f = 0; for i in 0..60000 { let g = f; f = || g; }", "Done"),
    ] {
        assert_eq!(check_memory(source), end, "{source}");
    }
}

#[test]
fn what_is_given_away_is_not_counted() {
    let before = memory::balance_bytes();
    let given = memory::uncounted(|| vec![0_u8; 100_000]);
    assert_eq!(memory::balance_bytes(), before);
    // Freed elsewhere, it is not counted there either as the run's.
    spawn(move || drop(given)).unwrap().join().unwrap();
}

/// Rhai compares each name with all variables in sight; a minute was needed for the first of these.
#[test]
fn scripts_that_would_take_minutes_to_read_are_refused() {
    let numbered = |part: &dyn Fn(usize) -> String| (0..40_000).map(part).collect::<String>();
    for source in [
        numbered(&|n| format!("let v{n} = {n};\n")),
        numbered(&|n| format!("const V{n}={n};")),
        numbered(&|n| format!("let v{n}=||{n};")),
        numbered(&|n| format!("try{{w{n}}}catch{{}}")),
        format!("let m = #{{{}}};", numbered(&|n| format!("k{n}:1,"))),
        format!("fn f({}) {{}}", numbered(&|n| format!("p{n},"))),
    ] {
        let left = left_by(&source, &[]);
        assert_eq!(left.end, "ErrorParsing", "{}", &source[..50]);
        let error = crate::sandbox::compile(&source).unwrap_err();
        let mistake = crate::sandbox::explain(&source, &error);
        assert_eq!(mistake.code.to_string(), "fault-script-too-complex", "{}", &source[..50]);
        assert!(mistake.line.is_some(), "{}", &source[..50]);
    }
    // Many lines are no reason, and neither are many functions with variables of their own.
    check_end(&"let x = 1; x += 1;\n".repeat(3_000), "done");
    let functions =
        |n| format!("fn f{n}(a, b) {{ let c = a + b; let d = c * 2; if d > {n} {{ c }} else {{ d }} }}\n");
    check_end(&(0..3_000).map(functions).collect::<String>(), "done");
}
