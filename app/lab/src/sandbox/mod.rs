//! The sandbox: runs a pupil's script with the lab's API and nothing else.
//!
//! A script sees no file, network, clock or environment; it may `import` only the modules it was given, and has no
//! `eval`. Its memory, depth and time are bounded ([`limits`]).

mod boards;
mod caught;
mod engine;
mod guards;
mod host;
mod library;
mod modules;
mod reading;
mod scheduler;
mod shown;
#[cfg(test)]
mod tests;
mod tracer;

use std::cell::RefCell;
use std::rc::Rc;

use rhai::{AST, Engine, EvalAltResult, Position};

#[cfg(test)]
pub(crate) use self::engine::bare as bare_engine;
use self::host::Host;
pub use self::modules::Modules;
use self::scheduler::Scheduler;
use crate::api;
use crate::api_error::{ApiError, ApiErrorCode, Raise};
use crate::lab::{Lab, LabError};
use crate::machine::{self, Dialect, Machine, Surroundings};
use crate::mistakes::{Mistake, remarks};
use crate::script::crash;
pub use crate::script::crash::{current_line, is_guarded};
use crate::script::limits::{self, MAX_SCRIPT_BYTES};
use crate::script::run::ScriptRun;
use crate::transcript::EndReason;

/// Outcome of a run.
#[derive(Debug)]
pub enum Outcome {
    /// The script and its handlers ended by themselves.
    Done,
    /// The user pressed Stop.
    Stopped,
    /// The run's time limit was reached.
    TimeOver,
    /// A mistake in the script, a limit, or a board's failure ([`ApiError::of`] distinguishes them). The position is
    /// that in the script; a parse error is `ErrorParsing`.
    Failed(Box<EvalAltResult>),
}

impl Outcome {
    /// Returns the reason for a transcript.
    pub fn reason(&self) -> EndReason {
        match self {
            Self::Done => EndReason::Done,
            Self::Stopped => EndReason::Stopped,
            Self::TimeOver => EndReason::TimeOver,
            Self::Failed(_) => EndReason::Error,
        }
    }
}

/// Runs `source` in `lab` to its end, and blocks the thread until then. See [`run_async`].
pub fn run(source: &str, lab: &Rc<RefCell<Lab>>, modules: Modules) -> Outcome {
    pollster::block_on(run_async(source, lab, modules))
}

/// Runs `source` in `lab` to its end. After the script's own end the boards keep their state, otherwise they return
/// to their initial state. Gives the thread back while it waits, if the lab's clock does.
///
/// Must be called on a thread with [`limits::STACK_BYTES`] of stack, in a program whose allocator is
/// [`CountingAllocator`](crate::script::memory::CountingAllocator): see [`spawn`].
///
/// # Arguments
/// - `source`: the script.
/// - `lab`: its boards, clock and console.
/// - `modules`: the modules it may `import`.
pub async fn run_async(source: &str, lab: &Rc<RefCell<Lab>>, modules: Modules) -> Outcome {
    let result = crash::guarded_task(source, execute(source, lab, modules)).await;
    let outcome = match result {
        Ok(()) => Outcome::Done,
        Err(error) => match ApiError::of(&error).map(|raised| raised.code) {
            Some(ApiErrorCode::Stopped) => Outcome::Stopped,
            Some(ApiErrorCode::TimeOver) => Outcome::TimeOver,
            _ => Outcome::Failed(error),
        },
    };
    let reason = outcome.reason();
    let finished = crash::guarded_task(source, async { Ok(Lab::finish(lab, reason).await) }).await;
    match (outcome, finished) {
        (Outcome::Done, Err(crashed)) => Outcome::Failed(crashed),
        // The script's own failure is reported, rather than a board's failure at the end.
        (Outcome::Done, Ok(Err(LabError::Device(error)))) => {
            Outcome::Failed(error.map_code(ApiErrorCode::Device).raise())
        }
        (outcome, _) => outcome,
    }
}

/// Starts a thread for scripts, with the stack they may need.
///
/// # Errors
/// If the system cannot start a thread.
pub fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<std::thread::JoinHandle<T>> {
    thread().spawn(work)
}

/// Returns a builder with the name and the stack of a thread that can run scripts.
pub fn thread() -> std::thread::Builder {
    std::thread::Builder::new().name("lab".to_owned()).stack_size(limits::STACK_BYTES)
}

/// Parses a script without running it, for the editor.
///
/// # Errors
/// The parse error.
pub fn compile(source: &str) -> Result<AST, Box<EvalAltResult>> {
    crash::guarded(source, || {
        let mut engine = engine::bare();
        reading::bound(&mut engine, || false);
        parse(&engine, source)
    })
}

/// Explains the error that ended `source`, whether it could not be parsed or failed while it ran.
pub fn explain(source: &str, error: &EvalAltResult) -> Mistake {
    crash::caught(|| Mistake::of(source, error, &api::vocabulary())).unwrap_or_else(|_| {
        Mistake::of_crash(error.position().line().map_or(0, |line| u32::try_from(line).unwrap_or(0)))
    })
}

fn parse(engine: &Engine, source: &str) -> Result<AST, Box<EvalAltResult>> {
    if source.len() > MAX_SCRIPT_BYTES {
        let error = ApiError::new(ApiErrorCode::ScriptTooLong).with("given", source.len() >> 10);
        return Err(error.with("max", MAX_SCRIPT_BYTES >> 10).raise());
    }
    Ok(engine.compile(source)?)
}

/// Returns why the run must end, if that is what ended the reading of its script.
fn over(run: &ScriptRun, error: Box<EvalAltResult>) -> Box<EvalAltResult> {
    let is_over = matches!(&*error, EvalAltResult::ErrorParsing(kind, _) if reading::is_over(kind));
    match run.must_end_reading().filter(|_| is_over) {
        Some(reason) => reason.raise(),
        None => error,
    }
}

async fn execute(source: &str, lab: &Rc<RefCell<Lab>>, modules: Modules) -> Result<(), Box<EvalAltResult>> {
    let run = Rc::new(ScriptRun::new(lab.clone()));
    let engine = engine::for_run(&run);
    let ast = parse(&engine, source).map_err(|error| over(&run, error))?;
    let constants = api::values_of_constants();
    let calm = api::FUNCTIONS.iter().filter(|function| !function.computes);
    let calm = calm.map(|function| function.name.to_owned()).collect();
    let around = Surroundings {
        engine: &engine,
        constants: &constants,
        modules: &modules,
        calm: &calm,
        dialect: Dialect::Lab,
    };
    let program = machine::compile(&ast, &around).map_err(|error| over(&run, error))?;
    let boards = boards::named_in(&ast);
    drop(ast);
    let connect = async |want, position| {
        Lab::connect(lab, want).await.map_err(|error| {
            let mut error = ApiError::from(error).raise();
            error.set_position(position);
            error
        })
    };
    for (want, position) in boards {
        crash::at_line(position.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(0));
        connect(want, position).await?;
    }
    let expected = lab.borrow().expected_boards();
    for want in expected {
        connect(want, Position::NONE).await?;
    }
    lab.borrow_mut().start().map_err(|error| ApiError::from(error).raise())?;
    for remark in remarks(source) {
        lab.borrow_mut().remark(remark);
    }
    let host = Host::new(run.clone(), source);
    let mut machine = Machine::new(&engine, program, &host);
    let result = Scheduler::new(&mut machine, &run, &host).run().await;
    // Variables hold closures, and closures hold variables: such circles would outlive the run.
    run.handlers.borrow_mut().clear();
    machine.clear();
    result
}
