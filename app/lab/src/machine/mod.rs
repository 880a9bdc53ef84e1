//! The lab's own machine for Rhai programs. Rhai parses a script and brings its values and native functions; control
//! flow, variables, calls and waiting are ours: see `docs/machine.md`.

mod calls;
mod cells;
mod compile;
mod copied_error;
mod copies;
mod copy;
mod core;
mod costs;
mod dialect;
mod elements;
mod execute;
mod fiber;
mod host;
mod iterate;
mod json;
mod natives;
mod op;
mod operators;
mod outcome;
mod pointers;
mod prelude;
mod program;
mod ranges;
mod sequence;
mod sites;
mod sorter;
mod switch;
#[cfg(test)]
mod tests;
mod unwind;
mod visit;

pub(crate) use self::compile::{Surroundings, compile};
pub(crate) use self::copy::Copy;
pub(crate) use self::core::Machine;
pub(crate) use self::dialect::Dialect;
pub(crate) use self::fiber::Fiber;
pub(crate) use self::host::{Host, Surprise, Variables};
pub(crate) use self::json::register as register_json;
pub(crate) use self::outcome::Pause;
pub(crate) use self::ranges::{ExclusiveRange, InclusiveRange};
pub(crate) use self::sequence::{Sequence, register as register_sequences};
