//! What scripts mean to the machine, beside what is the same in Rhai's interpreter: tables of programs and their ends.

mod deep;
mod globals;
mod loops;
mod mistakes;
mod prelude;
mod sequences;
mod this;
mod values;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rhai::{Dynamic, Engine, EvalAltResult};

use crate::machine::{Dialect, Host, Machine, Pause, Surroundings, compile};
use crate::sandbox;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Maximum depth of calls in these tests.
const MAX_CALLS: usize = 1_000;

/// Surroundings that keep what is printed.
#[derive(Default)]
struct Printer(RefCell<Vec<String>>);

impl Host for Printer {
    fn print(&self, text: &str) -> Result<()> {
        self.0.borrow_mut().push(text.to_owned());
        Ok(())
    }

    fn spend(&self, _: u64) -> Result<()> {
        Ok(())
    }

    fn is_out_of_memory(&self) -> bool {
        false
    }

    fn memory_error(&self) -> Box<EvalAltResult> {
        "out of memory".into()
    }

    fn wants_line(&self) -> bool {
        false
    }

    fn line(&self, _: usize, _: usize, _: u32, _: &dyn Fn(&mut dyn FnMut(&str, &Dynamic))) {}

    fn caught(&self, error: &EvalAltResult) -> Dynamic {
        error.to_string().into()
    }

    fn ended(&self, _: usize) {}

    fn shown(&self, _: &Dynamic) -> Option<String> {
        None
    }

    fn compare(&self, _: &str, _: &Dynamic, _: &Dynamic) -> Option<Result<bool>> {
        None
    }

    fn has_method(&self, _: &Dynamic, _: &str) -> bool {
        false
    }

    fn detached(&self, _: &Dynamic, _: &mut BTreeMap<usize, Dynamic>) -> Option<Dynamic> {
        None
    }

    fn is_waiting(&self) -> bool {
        false
    }
}

/// Start of the name that the parser makes up for a closure; sixteen digits follow.
const ANONYMOUS: &str = "anon$";

/// Runs a program. Returns its value or mistake, behind the lines that it printed.
fn end(engine: &Engine, source: &str) -> String {
    let host = Printer::default();
    let result = run(engine, source, &host);
    let mut lines = host.0.take();
    lines.push(match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => error.to_string(),
    });
    let mut parts = lines.join("; ").split(ANONYMOUS).map(str::to_owned).collect::<Vec<String>>().into_iter();
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |end, part| {
        end + "anonymous" + part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit())
    })
}

fn run(engine: &Engine, source: &str, host: &Printer) -> Result<Dynamic> {
    let ast = engine.compile(source)?;
    let around = Surroundings {
        engine,
        constants: &HashMap::new(),
        modules: &BTreeMap::new(),
        calm: &BTreeSet::new(),
        dialect: Dialect::Lab,
    };
    let mut machine = Machine::new(engine, compile(&ast, &around)?, host);
    let mut fiber = machine.main()?;
    // Pauses in between, as there are with other fibers.
    while machine.resume(0, &mut fiber, &mut 7)? != Pause::Ended {}
    machine.clear();
    Ok(fiber.take_result())
}

fn engine() -> Engine {
    let mut engine = sandbox::bare_engine();
    engine.set_max_call_levels(MAX_CALLS);
    engine
}

/// Checks the ends of programs.
#[track_caller]
fn check(table: &[(&str, &str)]) {
    let engine = engine();
    let ends: Vec<String> = table.iter().map(|(source, _)| end(&engine, source)).collect();
    let wrong: Vec<String> = table
        .iter()
        .zip(&ends)
        .filter(|((_, expected), found)| expected != found)
        .map(|((source, expected), found)| format!("{source}\n  expected: {expected}\n  found:    {found}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
