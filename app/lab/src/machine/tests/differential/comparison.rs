//! Runs a program in the interpreter and in the machine, and compares what they leave.

use std::rc::Rc;

use rhai::{AST, Engine};

use super::allowed::{self, Allowed, Program};
use super::difference::Difference;
use super::engine::engine;
use super::log::Log;
use super::outcome::{End, Evaluate, Outcome, interpreted};

/// The result of a comparison.
#[derive(Debug)]
pub(super) enum Verdict {
    /// The program cannot be parsed, for this reason.
    Unparsed(String),
    /// The interpreter panicked.
    Panicked,
    /// One of the runs reached a limit.
    Over,
    Agrees(End),
    /// The runs differ as was decided.
    Allowed(Allowed),
    Differs(Box<Difference>),
}

/// Compares the interpreter with a machine.
pub(super) struct Comparison {
    engine: Engine,
    log: Rc<Log>,
    machine: Evaluate,
}

impl Comparison {
    pub(super) fn new(machine: Evaluate) -> Self {
        let log = Rc::new(Log::default());
        Self { engine: engine(&log), log, machine }
    }

    /// Parses a program as it is compared.
    pub(super) fn parse(&self, source: &str) -> Option<AST> {
        self.engine.compile(source).ok()
    }

    /// Runs a program in the interpreter.
    pub(super) fn expected(&self, ast: &AST) -> Outcome {
        Outcome::of(interpreted, &self.engine, ast, &self.log)
    }

    /// Runs a program twice.
    pub(super) fn of(&self, source: &str) -> Verdict {
        let ast = match self.engine.compile(source) {
            Ok(ast) => ast,
            Err(error) => return Verdict::Unparsed(error.to_string()),
        };
        let expected = self.expected(&ast);
        match expected.end {
            End::Panic => return Verdict::Panicked,
            End::Over => return Verdict::Over,
            End::Value(_) | End::Error { .. } => (),
        }
        let found = Outcome::of(self.machine, &self.engine, &ast, &self.log);
        if found.end == End::Over {
            return Verdict::Over;
        }
        let end = expected.end.clone();
        match Difference::between(expected, found) {
            None => Verdict::Agrees(end),
            Some(difference) => match allowed::explanation(self, &Program { source, ast: &ast }, &difference)
            {
                Some(rule) => Verdict::Allowed(rule),
                None => Verdict::Differs(Box::new(difference)),
            },
        }
    }

    /// Returns the difference that a program shows.
    pub(super) fn difference(&self, source: &str) -> Option<Box<Difference>> {
        match self.of(source) {
            Verdict::Differs(difference) => Some(difference),
            _ => None,
        }
    }
}
