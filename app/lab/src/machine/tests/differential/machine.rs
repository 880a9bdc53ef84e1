//! The machine in the surroundings of a comparison.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use rhai::{AST, Dynamic, Engine, EvalAltResult, Map, Position};

use super::describe;
use super::log::Log;
use crate::machine::program::Program;
use crate::machine::{Dialect, Host, Machine, Pause, Surroundings, compile};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Evaluates a program with the machine.
pub(super) fn machined(engine: &Engine, ast: &AST, log: &Rc<Log>) -> Result<Dynamic> {
    let program = compiled(engine, ast)?;
    let host = Recorder { log: log.clone() };
    let mut machine = Machine::new(engine, program, &host);
    let mut fiber = machine.main()?;
    let result = loop {
        match machine.resume(0, &mut fiber, &mut 1_000) {
            Ok(Pause::Ended) => break Ok(fiber.take_result()),
            Ok(Pause::Spent | Pause::Waits | Pause::Held) => {}
            Err(error) => break Err(error),
        }
    };
    machine.clear();
    result
}

/// Compiles a program without anything of the lab.
pub(super) fn compiled(engine: &Engine, ast: &AST) -> Result<Program> {
    let around = Surroundings {
        engine,
        constants: &HashMap::new(),
        modules: &BTreeMap::new(),
        calm: &BTreeSet::new(),
        dialect: Dialect::Rhai,
    };
    compile(ast, &around)
}

pub(super) struct Recorder {
    pub log: Rc<Log>,
}

impl Recorder {
    fn over() -> Box<EvalAltResult> {
        Box::new(EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE))
    }
}

impl Host for Recorder {
    fn print(&self, text: &str) -> Result<()> {
        self.log.add(format!("print {}", describe::text(text)), Position::NONE);
        Ok(())
    }

    fn spend(&self, operations: u64) -> Result<()> {
        for _ in 0..operations {
            if !self.log.step() {
                return Err(Self::over());
            }
        }
        Ok(())
    }

    fn is_out_of_memory(&self) -> bool {
        self.log.is_full()
    }

    fn memory_error(&self) -> Box<EvalAltResult> {
        Self::over()
    }

    fn wants_line(&self) -> bool {
        false
    }

    fn line(&self, _: usize, _: usize, _: u32, _: &dyn Fn(&mut dyn FnMut(&str, &Dynamic))) {}

    fn ended(&self, _: usize) {}

    fn caught(&self, error: &EvalAltResult) -> Dynamic {
        fields(error).into()
    }

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

/// Returns what the interpreter tells a script of a mistake.
fn fields(error: &EvalAltResult) -> Map {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Dynamic| fields.insert(name.into(), value);
    let position = error.position();
    let number = |value: usize| Dynamic::from(i64::try_from(value).unwrap());
    // Its text ends with the place, which the interpreter tells apart.
    let text = error.to_string();
    put("message", text.split(" (line ").next().unwrap_or(&text).to_owned().into());
    if let Some(line) = position.line() {
        put("line", number(line));
        put("position", number(position.position().unwrap_or(0)));
    }
    put("error", format!("{error:?}").split('(').next().unwrap().to_owned().into());
    use EvalAltResult::*;
    match error {
        ErrorFunctionNotFound(name, _) | ErrorNonPureMethodCallOnConstant(name, _) => {
            put("function", name.into());
        }
        ErrorMismatchDataType(requested, actual, _) | ErrorMismatchOutputType(requested, actual, _) => {
            put("requested", requested.into());
            put("actual", actual.into());
        }
        ErrorArrayBounds(length, index, _)
        | ErrorStringBounds(length, index, _)
        | ErrorBitFieldBounds(length, index, _) => {
            put("length", number(*length));
            put("index", Dynamic::from(*index));
        }
        ErrorVariableNotFound(name, _)
        | ErrorPropertyNotFound(name, _)
        | ErrorDataRace(name, _)
        | ErrorAssignmentToConstant(name, _) => {
            put("variable", name.into());
        }
        ErrorDotExpr(property, _) => {
            put("property", property.into());
        }
        ErrorIndexingType(kind, _) => {
            put("type", kind.into());
        }
        _ => {}
    }
    fields
}
