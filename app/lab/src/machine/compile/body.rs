//! The body of one function while it is compiled: its instructions, registers and visible variables.

use std::collections::BTreeSet;

use rhai::{ASTNode, ImmutableString, Position, ScriptFuncDef, Shared, Stmt};

use super::compiler::{Compiler, Failure, Script};
use super::tree::{too_many, walk};
use crate::machine::op::{Failure as Told, Op, Register};
use crate::machine::program::Function;
use crate::machine::sites::{Captured, LineSite, Root};

/// Maximum number of variables that a line of the trace reads; the innermost ones.
const MAX_TRACED: usize = 40;

/// A variable in sight.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: ImmutableString,
    pub root: Root,
    pub is_constant: bool,
    /// Number that functions know it by.
    pub global: Option<u16>,
    /// False for the compiler's own.
    pub is_traced: bool,
}

/// A loop around what is compiled.
#[derive(Debug, Default)]
pub(super) struct Loop {
    /// Jumps to its end.
    pub breaks: Vec<usize>,
    /// Jumps to its next round.
    pub continues: Vec<usize>,
    /// Register of its value.
    pub value: Option<Register>,
    /// Number of `try` blocks around it.
    pub tries: usize,
    /// Number of variables in sight around it.
    pub visible: usize,
}

/// A variable's name resolved.
pub(super) enum Found {
    Variable(Root, bool),
    Global(u16),
    Constant(rhai::Dynamic),
    Function,
    Nothing,
}

/// One function's body.
pub(super) struct Body<'b, 'a> {
    pub compiler: &'b mut Compiler<'a>,
    pub script: &'b mut Script,
    pub variables: Vec<Variable>,
    /// Names of variables that closures capture.
    shared: BTreeSet<ImmutableString>,
    pub loops: Vec<Loop>,
    /// Number of `try` blocks around what is compiled.
    pub tries: usize,
    is_main: bool,
    /// Number of captured variables, whose cells come first.
    captured: u16,
    /// Variables that became visible to functions, one after the other.
    bound: Vec<u16>,
    next: u32,
    highest: u32,
    next_cell: u32,
    highest_cell: u32,
    code: Vec<Op>,
    positions: Vec<Position>,
    /// Place of the first form that needs more registers than there are.
    overflow: Option<Position>,
}

/// The state of the variables before a block.
pub(super) struct Mark {
    variables: usize,
    next: u32,
    next_cell: u32,
}

impl<'b, 'a> Body<'b, 'a> {
    /// Begins the main script.
    pub fn main(compiler: &'b mut Compiler<'a>, script: &'b mut Script) -> Self {
        Self {
            compiler,
            script,
            variables: Vec::new(),
            shared: BTreeSet::new(),
            loops: Vec::new(),
            tries: 0,
            is_main: true,
            captured: 0,
            bound: Vec::new(),
            next: 0,
            highest: 0,
            next_cell: 0,
            highest_cell: 0,
            code: Vec::new(),
            positions: Vec::new(),
            overflow: None,
        }
    }

    /// Compiles the main script.
    pub fn compile(mut self, statements: &[Stmt]) -> Result<Function, Failure> {
        self.note_shared(statements);
        let traced = self.script.calm.contains(statements) || !self.script.is_prelude;
        self.finish(statements, traced, 0, 0)
    }

    /// Compiles a function or a closure.
    pub fn function(
        compiler: &'b mut Compiler<'a>,
        script: &'b mut Script,
        definition: &Shared<ScriptFuncDef>,
        captured: usize,
        statements: &[Stmt],
    ) -> Result<Function, Failure> {
        let mut body = Self::main(compiler, script);
        body.is_main = false;
        body.captured = body.short(captured, Position::NONE);
        body.note_shared(statements);
        // Captured variables come in cells; the other parameters in registers.
        for (index, name) in definition.params.iter().enumerate() {
            if index < captured {
                let cell = body.cell(Position::NONE);
                body.declare(name.clone(), Root::Cell(cell), false, None);
            } else {
                let register = body.register(Position::NONE);
                body.declare(name.clone(), Root::Register(register), false, None);
            }
        }
        for index in captured..body.variables.len() {
            let Some(variable) = body.variables.get(index) else { continue };
            if let Root::Register(from) = variable.root
                && body.shared.contains(&variable.name)
            {
                let cell = body.cell(Position::NONE);
                body.emit(Op::NewCell { cell, from, is_constant: false }, Position::NONE);
                if let Some(variable) = body.variables.get_mut(index) {
                    variable.root = Root::Cell(cell);
                }
            }
        }
        let traced = body.script.calm.contains(statements);
        body.finish(statements, traced, definition.params.len(), captured)
    }

    fn finish(
        mut self,
        statements: &[Stmt],
        traced: bool,
        parameters: usize,
        captured: usize,
    ) -> Result<Function, Failure> {
        let value = self.register(Position::NONE);
        self.statements(statements, Some(value), traced)?;
        self.emit(Op::Return { from: value }, Position::NONE);
        if let Some(position) = self.overflow {
            return Err(too_many(position));
        }
        Ok(Function {
            parameters,
            captured,
            registers: self.highest as usize + 1,
            cells: self.highest_cell as usize,
            code: self.code,
            positions: self.positions,
            is_prelude: self.script.is_prelude,
        })
    }

    /// Notes which variables closures capture.
    fn note_shared(&mut self, statements: &[Stmt]) {
        walk(statements, &mut |node| {
            if let ASTNode::Stmt(Stmt::Share(shared)) = node {
                self.shared.extend(shared.iter().map(|(variable, _)| variable.name.clone()));
            }
        });
    }

    /// Adds an instruction. Returns its index.
    pub fn emit(&mut self, op: Op, position: Position) -> usize {
        self.code.push(op);
        self.positions.push(position);
        self.code.len() - 1
    }

    /// Adds a mistake that is told when it is reached.
    pub fn fail(&mut self, failure: Told, name: &str, position: Position) {
        let name = self.name(name, position);
        self.emit(Op::Fail { failure, name }, position);
    }

    /// Returns the number of a name that mistakes mention.
    pub fn name(&mut self, name: &str, position: Position) -> u16 {
        let names = &mut self.compiler.program.names;
        let known = names.iter().rposition(|known| known == name);
        let number = known.unwrap_or_else(|| {
            names.push(name.into());
            names.len() - 1
        });
        self.short(number, position)
    }

    /// Returns the index of the next instruction.
    pub fn here(&self) -> u32 {
        u32::try_from(self.code.len()).unwrap_or(u32::MAX)
    }

    /// Sets the target of a jump to the next instruction.
    pub fn land(&mut self, jump: usize) {
        let here = self.here();
        self.aim(jump, here);
    }

    /// Sets the target of a jump.
    pub fn aim(&mut self, jump: usize, target: u32) {
        match self.code.get_mut(jump) {
            Some(
                Op::Jump { to }
                | Op::JumpIf { to, .. }
                | Op::JumpIfNot { to, .. }
                | Op::JumpIfNotUnit { to, .. }
                | Op::Try { catch: to, .. },
            ) => *to = target,
            _ => debug_assert!(false, "not a jump"),
        }
    }

    /// Sets what passing a tick costs.
    pub fn set_operations(&mut self, tick: usize, cost: u32) {
        if let Some(Op::Tick { operations }) = self.code.get_mut(tick) {
            *operations = cost;
        }
    }

    /// Returns a new register.
    pub fn register(&mut self, position: Position) -> Register {
        let register = self.next;
        self.next += 1;
        self.highest = self.highest.max(self.next);
        // One register less than fit: an iterator uses those behind its own.
        self.short(register as usize, position)
    }

    /// Returns a new cell.
    pub fn cell(&mut self, position: Position) -> u16 {
        let cell = self.next_cell;
        self.next_cell += 1;
        self.highest_cell = self.highest_cell.max(self.next_cell);
        self.short(cell as usize, position)
    }

    /// Converts a number; if there are too many of its kind, the script is refused at `position`.
    pub fn short(&mut self, number: usize, position: Position) -> u16 {
        u16::try_from(number).ok().filter(|number| *number < u16::MAX - 8).unwrap_or_else(|| {
            self.overflow.get_or_insert(position);
            0
        })
    }

    /// Returns the next free register, without using it.
    pub fn next_register(&mut self, position: Position) -> Register {
        self.short(self.next as usize, position)
    }

    /// Frees the registers from `register` on.
    pub fn release(&mut self, register: Register) {
        self.next = u32::from(register);
    }

    /// Returns the state of the variables.
    pub fn mark(&self) -> Mark {
        Mark { variables: self.variables.len(), next: self.next, next_cell: self.next_cell }
    }

    /// Removes the variables since `mark` from sight.
    pub fn leave(&mut self, mark: &Mark) {
        self.hide(mark.variables);
        self.variables.truncate(mark.variables);
        self.next = mark.next;
        self.next_cell = mark.next_cell;
    }

    /// Shows functions what they saw when there were `visible` variables.
    pub fn hide(&mut self, visible: usize) {
        let hidden = self.variables.iter().skip(visible).filter_map(|variable| variable.global);
        self.show_outer(hidden.collect(), visible);
    }

    /// Returns the number of variables in sight.
    pub fn visible(&self) -> usize {
        self.variables.len()
    }

    /// Returns the number of times that a variable became visible to functions.
    pub fn bound(&self) -> usize {
        self.bound.len()
    }

    /// Shows functions again what is in sight here, after a block that began at `bound` and was left somewhere inside.
    pub fn show_again(&mut self, bound: usize) {
        let changed = self.bound.iter().skip(bound).copied().collect();
        self.show_outer(changed, self.variables.len());
    }

    /// Shows functions the innermost of the first `visible` variables of each name.
    fn show_outer(&mut self, globals: BTreeSet<u16>, visible: usize) {
        for global in globals {
            let outer = self.variables.iter().take(visible).rev().find(|known| known.global == Some(global));
            match outer.map(|outer| outer.root) {
                Some(Root::Cell(cell)) => self.emit(Op::BindGlobal { global, cell }, Position::NONE),
                _ => self.emit(Op::UnbindGlobal { global }, Position::NONE),
            };
        }
    }

    /// True for a cell that a closure captured, which may be that of a constant.
    pub fn is_captured(&self, cell: u16) -> bool {
        cell < self.captured
    }

    /// Adds a variable to sight.
    pub fn declare(&mut self, name: ImmutableString, root: Root, is_constant: bool, global: Option<u16>) {
        let is_traced = !name.is_empty();
        self.variables.push(Variable { name, root, is_constant, global, is_traced });
    }

    /// Makes a variable of the value in `from`, which becomes its register if it needs no cell.
    pub fn define(&mut self, name: &ImmutableString, from: Register, is_constant: bool, position: Position) {
        let global = if self.is_main { self.script.globals.get(name).copied() } else { None };
        if global.is_none() && !self.shared.contains(name) {
            self.declare(name.clone(), Root::Register(from), is_constant, None);
            return;
        }
        let cell = self.cell(position);
        self.emit(Op::NewCell { cell, from, is_constant }, position);
        if let Some(global) = global {
            self.bound.push(global);
            self.emit(Op::BindGlobal { global, cell }, position);
        }
        self.declare(name.clone(), Root::Cell(cell), is_constant, global);
    }

    /// Finds a variable by its name.
    pub fn find(&self, name: &str) -> Found {
        if let Some(variable) = self.variables.iter().rev().find(|variable| variable.name == name) {
            return Found::Variable(variable.root, variable.is_constant);
        }
        if !self.is_main
            && let Some(global) = self.script.globals.get(name)
        {
            return Found::Global(*global);
        }
        if let Some(constant) = self.compiler.around.constants.get(name) {
            return Found::Constant(constant.clone());
        }
        if self.script.names.contains(name) { Found::Function } else { Found::Nothing }
    }

    /// Returns the variable that a closure captures under a name.
    pub fn captured(&self, name: &ImmutableString, position: Position) -> Captured {
        match self.find(name) {
            Found::Variable(Root::Cell(cell), _) => Captured::Cell(cell),
            Found::Global(global) => Captured::Global(global, name.clone(), position),
            Found::Constant(value) => Captured::Constant(value),
            Found::Function => match rhai::FnPtr::new(name.clone()) {
                Ok(pointer) => Captured::Constant(rhai::Dynamic::from(pointer)),
                Err(_) => Captured::Missing(name.clone(), position),
            },
            Found::Variable(..) | Found::Nothing => Captured::Missing(name.clone(), position),
        }
    }

    /// Adds the trace of a line.
    pub fn line(&mut self, position: Position) {
        let Some(line) = position.line().and_then(|line| u32::try_from(line).ok()) else { return };
        let mut variables: Vec<(ImmutableString, Root)> = Vec::new();
        let visible = self.variables.iter().rev().filter(|known| !known.is_constant && known.is_traced);
        for variable in visible.take(MAX_TRACED) {
            // An inner variable hides an outer one of the same name.
            if variables.iter().all(|(name, _)| *name != variable.name) {
                variables.push((variable.name.clone(), variable.root));
            }
        }
        self.compiler.program.lines.push(LineSite { line, variables });
        let site = u32::try_from(self.compiler.program.lines.len() - 1).unwrap_or(u32::MAX);
        self.emit(Op::Line { site }, position);
    }
}
