//! The surroundings of a running program.

use std::collections::BTreeMap;

use rhai::{Dynamic, EvalAltResult, Position};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Calls its argument with the name and the value of each variable.
pub(crate) type Variables<'v> = dyn Fn(&mut dyn FnMut(&str, &Dynamic)) + 'v;

/// A result that the rules give, and that surprises whoever does not know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surprise {
    /// A remainder below zero: `left % right`.
    NegativeRemainder { left: i64, right: i64 },
    /// A computed index below zero, which counts from the end.
    CountedFromEnd { index: i64 },
}

/// What a machine needs of the world around it.
pub(crate) trait Host {
    /// Prints a line.
    ///
    /// # Errors
    /// That the run must end.
    fn print(&self, text: &str) -> Result<()>;

    /// Returns the text of a value that is printed in a way of its own.
    fn shown(&self, value: &Dynamic) -> Option<String>;

    /// Takes notice of `operations` more operations.
    ///
    /// # Errors
    /// That the run must end: it was stopped, or its time or memory is used up.
    fn spend(&self, operations: u64) -> Result<()>;

    /// True if the run holds too much memory. Cheap: asked after everything that can take some.
    fn is_out_of_memory(&self) -> bool;

    /// Returns the bytes that the run may still take; negative if it holds too many.
    fn memory_left_bytes(&self) -> isize {
        isize::MAX
    }

    /// Returns the error of a run that holds too much memory.
    fn memory_error(&self) -> Box<EvalAltResult>;

    /// True if the trace wants to know the variables at this line.
    fn wants_line(&self) -> bool;

    /// Takes notice of a line.
    ///
    /// # Arguments
    /// - `fiber`, `depth`: the fiber, and its number of calls.
    /// - `line`: the line, from 1.
    /// - `variables`: calls its argument with each visible variable, innermost first.
    fn line(&self, fiber: usize, depth: usize, line: u32, variables: &Variables<'_>);

    /// True if the program must not go on before its surroundings let it. Cheap: asked at lines that the trace wants,
    /// and every few hundred operations.
    fn is_held(&self) -> bool {
        false
    }

    /// Takes notice that a fiber has ended.
    fn ended(&self, fiber: usize);

    /// Returns the value of a mistake for the variable of `catch`.
    fn caught(&self, error: &EvalAltResult) -> Dynamic;

    /// Compares values of different kinds: a decision of the language, or a mistake. `None` for others.
    ///
    /// # Arguments
    /// - `operator`: `==`, `!=`, `<`, `<=`, `>` or `>=`.
    fn compare(&self, operator: &str, left: &Dynamic, right: &Dynamic) -> Option<Result<bool>>;

    /// Takes notice of a surprise. It is no mistake, so the run goes on.
    ///
    /// # Arguments
    /// - `at`: the place of the operator, or of the index.
    fn surprise(&self, _surprise: Surprise, _at: Position) {}

    /// True if a value has a method of this name that no function of a script takes away.
    fn has_method(&self, value: &Dynamic, name: &str) -> bool;

    /// Copies a value that shares something with its clones. `None` for others.
    ///
    /// # Arguments
    /// - `copies`: copies that were made already, by the addresses of what they share.
    fn detached(&self, value: &Dynamic, copies: &mut BTreeMap<usize, Dynamic>) -> Option<Dynamic>;

    /// True if the last native function only began to wait: its result comes later.
    fn is_waiting(&self) -> bool;
}
