//! What is known of a program while it is compiled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rhai::{Dynamic, ImmutableString};

use super::calm::Calm;
use crate::machine::dialect::Dialect;
use crate::machine::op::{Binary, Register};
use crate::machine::prelude;
use crate::machine::program::{self, Function, NativeName, Program};

/// Error of a script that cannot be compiled.
pub(crate) type Failure = Box<rhai::EvalAltResult>;

/// The surroundings of a script.
pub(crate) struct Surroundings<'a> {
    /// Parses modules.
    pub engine: &'a rhai::Engine,
    /// Constants that every script sees.
    pub constants: &'a HashMap<ImmutableString, Dynamic>,
    /// Modules it may import: name → source.
    pub modules: &'a BTreeMap<String, String>,
    pub dialect: Dialect,
    /// Names of the native functions that wait or show something.
    pub calm: &'a BTreeSet<String>,
}

/// What is compiled so far.
pub(super) struct Compiler<'a> {
    pub program: Program,
    pub around: &'a Surroundings<'a>,
    pub natives: HashMap<NativeName, u32>,
    /// Functions of the prelude by their names there, once it is compiled.
    pub prelude: Option<HashMap<ImmutableString, usize>>,
    /// True while the prelude is compiled.
    pub is_in_prelude: bool,
    /// Modules that are being compiled, to find those that import each other.
    pub importing: Vec<ImmutableString>,
}

/// One script, the pupil's or a module's, while it is compiled.
pub(super) struct Script {
    /// Its own functions, by name and number of parameters.
    pub functions: HashMap<(ImmutableString, usize), usize>,
    pub typed: HashMap<(ImmutableString, usize), Vec<(ImmutableString, usize)>>,
    /// Names of its functions, for function names used as values.
    pub names: BTreeSet<ImmutableString>,
    /// Variables of the main script that functions use, with their numbers.
    pub globals: HashMap<ImmutableString, u16>,
    /// Imported modules, by the name they have here.
    pub imports: HashMap<ImmutableString, usize>,
    pub calm: Calm,
    pub is_prelude: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(around: &'a Surroundings<'a>) -> Self {
        let mut compiler = Self {
            program: Program { dialect: around.dialect, ..Program::default() },
            around,
            natives: HashMap::new(),
            prelude: None,
            is_in_prelude: false,
            importing: Vec::new(),
        };
        for (_, name, assignment) in Binary::ALL {
            compiler.native(name, 2);
            compiler.program.natives.push(NativeName { name: assignment.into(), count: 2 });
        }
        for (name, count) in program::NATIVES {
            compiler.native(name, count);
        }
        compiler
    }

    pub fn reserve(&mut self) -> usize {
        self.program.functions.push(Function {
            parameters: 0,
            captured: 0,
            registers: 0,
            cells: 0,
            code: Vec::new(),
            positions: Vec::new(),
            is_prelude: false,
        });
        self.program.functions.len() - 1
    }

    pub fn define(&mut self, number: usize, function: Function) {
        if let Some(place) = self.program.functions.get_mut(number) {
            *place = function;
        }
    }

    /// True if the prelude has a function of this name and number of arguments.
    pub fn has_prelude(&self, name: &str, count: usize) -> bool {
        !self.is_in_prelude && prelude::entry(name, count).is_some()
    }

    /// Sets where a method call on nothing goes on, and which register is nothing then.
    pub fn end_method(&mut self, site: u32, end: u32, to: Option<Register>) {
        if let Some(site) = self.program.methods.get_mut(site as usize) {
            site.end = end;
            site.end_to = to.unwrap_or(site.end_to);
        }
    }

    /// Returns the number of a native function of a name and a number of arguments.
    pub fn native(&mut self, name: &str, count: usize) -> u32 {
        let key = NativeName { name: name.into(), count };
        if let Some(known) = self.natives.get(&key) {
            return *known;
        }
        let number = u32::try_from(self.program.natives.len()).unwrap_or(u32::MAX);
        self.program.natives.push(key.clone());
        self.natives.insert(key, number);
        number
    }
}
