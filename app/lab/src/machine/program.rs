//! A compiled program: functions made of instructions, and the tables that the instructions refer to.

use std::collections::HashMap;

use rhai::{Dynamic, ImmutableString, Position};

use super::dialect::Dialect;
use super::op::Op;
use super::sites::{CaptureSite, LineSite, MethodSite, NativeSite, PlaceSite, PointerCallSite, Switch};

/// A program, compiled once and shared by all its fibers.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(super) dialect: Dialect,
    pub(super) functions: Vec<Function>,
    /// Functions by name and number of parameters, for calls and function pointers.
    pub(super) by_name: HashMap<(ImmutableString, usize), usize>,
    /// Methods for one type only, by name and number of parameters: the type's name and the function.
    pub(super) typed: HashMap<(ImmutableString, usize), Vec<(ImmutableString, usize)>>,
    /// Closures by their made-up name.
    pub(super) closures: HashMap<ImmutableString, usize>,
    pub(super) constants: Vec<Dynamic>,
    /// Native functions that are called, each with its own cache.
    pub(super) natives: Vec<NativeName>,
    pub(super) calls: Vec<NativeSite>,
    pub(super) methods: Vec<MethodSite>,
    pub(super) places: Vec<PlaceSite>,
    pub(super) pointer_calls: Vec<PointerCallSite>,
    pub(super) captures: Vec<CaptureSite>,
    pub(super) maps: Vec<Vec<ImmutableString>>,
    pub(super) switches: Vec<Switch>,
    pub(super) lines: Vec<LineSite>,
    pub(super) scopes: Vec<Vec<ImmutableString>>,
    pub(super) names: Vec<ImmutableString>,
    /// Number of variables of main scripts that functions use.
    pub(super) globals: usize,
    pub(super) modules: Vec<Module>,
}

/// A function, a closure, or a main script.
#[derive(Debug)]
pub(super) struct Function {
    /// Number of parameters, captured variables included.
    pub parameters: usize,
    /// Number of leading parameters that are captured variables.
    pub captured: usize,
    pub registers: usize,
    pub cells: usize,
    pub code: Vec<Op>,
    /// Place in the script of each instruction.
    pub positions: Vec<Position>,
    /// True for functions of the lab itself: mistakes in them are told at the pupil's call.
    pub is_prelude: bool,
}

/// A module that a script imports.
#[derive(Debug)]
pub(super) struct Module {
    pub name: ImmutableString,
    /// Its main script.
    pub main: usize,
    pub exports: HashMap<ImmutableString, Export>,
    pub functions: HashMap<(ImmutableString, usize), usize>,
    /// Modules that it imports itself.
    pub imports: HashMap<ImmutableString, usize>,
}

/// A variable of a module that importing scripts may read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Export {
    pub global: u16,
}

/// A name and a number of arguments, under which native functions are looked up.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub(super) struct NativeName {
    pub name: ImmutableString,
    pub count: usize,
}

/// Natives that the machine calls itself, behind those of the operators.
pub(super) const NATIVES: [(&str, usize); 5] =
    [("!", 1), ("-", 1), ("index$get$", 2), ("index$set$", 3), ("to_string", 1)];
/// Number of `!`.
pub(super) const NOT: u32 = 38;
/// Number of the negation.
pub(super) const NEGATE: u32 = 39;
/// Number of the reading indexer.
pub(super) const INDEX_GET: u32 = 40;
/// Number of the writing indexer.
pub(super) const INDEX_SET: u32 = 41;
/// Number of `to_string`.
pub(super) const TO_STRING: u32 = 42;
