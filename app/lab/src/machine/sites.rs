//! What an instruction refers to that does not fit into it: the place of a call, of a read, of a `switch`.

use std::collections::HashMap;

use rhai::{Dynamic, FnPtr, ImmutableString, Position};

use super::op::{Binary, Register};
use super::prelude::Entry;

/// Place where a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// A variable of this call alone, or an intermediate value.
    Register(Register),
    /// A variable that closures share.
    Cell(u16),
    /// A variable of the main script, in a function.
    Global(u16),
    /// The value a function was called on.
    This,
}

/// A call of a native function.
#[derive(Debug)]
pub(super) struct NativeSite {
    pub native: u32,
    /// First register of the arguments; the first argument's stays unused if that is given by reference.
    pub first: Register,
    pub count: u16,
    /// The first argument, which the function may change.
    pub by_reference: Option<Root>,
    /// True if the first argument must not be changed.
    pub is_constant: bool,
}

/// Meaning of a method's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MethodKind {
    Plain,
    /// `f.call(…)` or `value.call(f, …)`.
    Call,
    /// `f.curry(…)`.
    Curry,
    /// `value.is_shared()`.
    IsShared,
    /// The prelude's own `f.call_item(item, index)`.
    CallItem,
    /// The prelude's own `item.call_each(f, index)`.
    CallEach,
    /// The prelude's own `f.call_fold(result, item, index)`.
    CallFold,
    /// The prelude's own `f.call_pair(first, second, index)`.
    CallPair,
    /// The prelude's own `f.call_entry(key, value)`.
    CallEntry,
}

/// A method call on a place.
#[derive(Debug)]
pub(super) struct MethodSite {
    pub name: ImmutableString,
    pub kind: MethodKind,
    pub native: u32,
    pub place: Place,
    /// First register of the arguments.
    pub arguments: Register,
    pub count: u16,
    /// True for `?.`.
    pub is_optional: bool,
    pub is_constant: bool,
    /// Function of the script that is called if there is no method of the board.
    pub script: Option<usize>,
    /// Functions of the script for one type.
    pub typed: Vec<(ImmutableString, usize)>,
    /// Function of the prelude for lists, and for maps.
    pub prelude: [Option<usize>; 2],
    /// What is known of the function of the prelude.
    pub entry: Option<&'static Entry>,
    /// Place of the first argument, for mistakes.
    pub first_argument_at: Position,
    /// Instruction after the whole chain, where a `?.` on nothing goes.
    pub end: u32,
    /// Register of the whole chain's value.
    pub end_to: Register,
}

/// A place inside a value: `list[1].name`.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub root: Root,
    pub steps: Vec<Step>,
}

/// A step into a value.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// `[index]`.
    Index {
        /// Register of the index.
        register: Register,
        /// True for `?[`.
        is_optional: bool,
        /// False if the script says itself that it counts from the end: `[-1]`.
        is_computed: bool,
        at: Position,
        operator_at: Position,
    },
    /// `.name`.
    Property {
        name: ImmutableString,
        getter: u32,
        setter: u32,
        /// True for `?.`.
        is_optional: bool,
        at: Position,
        operator_at: Position,
    },
}

/// A read of, or an assignment to, a place inside a value.
#[derive(Debug)]
pub(super) struct PlaceSite {
    pub place: Place,
    /// Operator of `+=` and the like.
    pub operator: Option<Binary>,
    pub operator_at: Position,
    /// Variable that the place is in, for mistakes.
    pub variable: Option<(ImmutableString, Position)>,
    /// True if the variable is known to be a constant.
    pub is_constant: bool,
}

/// A call of a function pointer: `call(f, …)`.
#[derive(Debug)]
pub(super) struct PointerCallSite {
    /// Register of the pointer; its arguments follow.
    pub pointer: Register,
    pub count: u16,
    pub pointer_at: Position,
}

/// A closure with the variables it captures.
#[derive(Debug)]
pub(super) struct CaptureSite {
    pub pointer: FnPtr,
    pub captured: Vec<Captured>,
}

/// A variable that a closure captures.
#[derive(Clone, Debug)]
pub(super) enum Captured {
    Cell(u16),
    Global(u16, ImmutableString, Position),
    Constant(Dynamic),
    Missing(ImmutableString, Position),
}

/// The arms of a `switch`.
#[derive(Debug, Default)]
pub(super) struct Switch {
    /// Arms by the hash of their value: the index of each in `arms`.
    pub by_hash: HashMap<u64, Vec<usize>>,
    pub ranges: Vec<(rhai::RangeCase, usize)>,
    pub default: Option<usize>,
    /// Instruction at which each arm begins: at its condition, or at its body.
    pub arms: Vec<u32>,
}

/// A line of calm code, which the trace follows.
#[derive(Debug)]
pub(super) struct LineSite {
    pub line: u32,
    /// Visible variables, innermost first.
    pub variables: Vec<(ImmutableString, Root)>,
}
