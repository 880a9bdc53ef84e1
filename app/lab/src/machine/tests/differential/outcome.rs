//! What a run leaves: its end and its record.

use std::rc::Rc;

use rhai::{AST, Dynamic, Engine, EvalAltResult, Position, Scope};

use super::describe;
use super::log::{Entry, Log};
use crate::script::crash;

/// Evaluates a program. One that does not call the engine's `on_progress` itself counts its steps with [`Log::step`]
/// and ends, with any error, when that is false.
pub(super) type Evaluate = fn(&Engine, &AST, &Rc<Log>) -> Result<Dynamic, Box<EvalAltResult>>;

/// Evaluates a program with the interpreter.
pub(super) fn interpreted(engine: &Engine, ast: &AST, _log: &Rc<Log>) -> Result<Dynamic, Box<EvalAltResult>> {
    engine.eval_ast_with_scope(&mut Scope::new(), ast)
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    Value(String),
    /// The innermost error, without the calls that it passed through.
    Error {
        kind: String,
        position: Position,
        message: String,
    },
    Panic,
    /// A limit of [`Log`] was reached.
    Over,
}

impl End {
    /// Returns the kind of end: `value`, `panic`, `over`, or the error's variant.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Value(_) => "value",
            Self::Error { kind, .. } => kind,
            Self::Panic => "panic",
            Self::Over => "over",
        }
    }

    fn of_error(error: EvalAltResult) -> Self {
        let mut error = innermost(error);
        let position = error.take_position();
        let variant = format!("{error:?}");
        let kind = variant.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let message = match &error {
            EvalAltResult::ErrorRuntime(thrown, _) => describe::value(thrown),
            _ => describe::text(&error.to_string()),
        };
        Self::Error { kind: kind.to_owned(), position, message }
    }
}

fn innermost(error: EvalAltResult) -> EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(*inner),
        error => error,
    }
}

/// What a run leaves.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) end: End,
    pub(super) entries: Vec<Entry>,
}

impl Outcome {
    /// Runs a program.
    pub(super) fn of(evaluate: Evaluate, engine: &Engine, ast: &AST, log: &Rc<Log>) -> Self {
        log.begin();
        let result = crash::caught(|| evaluate(engine, ast, log));
        let entries = log.take();
        let end = match result {
            _ if log.is_over() => End::Over,
            Err(_) => End::Panic,
            Ok(Ok(value)) => End::Value(describe::value(&value)),
            Ok(Err(error)) => End::of_error(*error),
        };
        Self { end, entries }
    }
}
