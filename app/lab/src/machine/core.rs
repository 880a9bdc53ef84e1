//! The machine: a program that runs.

use std::rc::Rc;

use rhai::{Dynamic, Engine, EvalAltResult, Position};

use super::cells::{Cell, Cells};
use super::fiber::Fiber;
use super::host::Host;
use super::natives::Natives;
use super::op::Binary;
use super::program::{self, Program};
use super::sites::Root;
use super::visit::Visit;
use super::{elements, operators};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// A program that runs: what its fibers share.
pub(crate) struct Machine<'e> {
    pub(super) program: Rc<Program>,
    pub(super) host: &'e dyn Host,
    pub(super) natives: Natives<'e>,
    /// Variables of main scripts that functions use.
    pub(super) globals: Vec<Option<Cell>>,
    pub(super) cells: Cells,
    /// True for each module that was imported.
    pub(super) imported: Vec<bool>,
    /// Operations that the host does not know of yet.
    pub(super) pending: u64,
    /// The last function that was called by a pointer: its name, its number of arguments, its number.
    pub(super) last_pointer: Option<(rhai::ImmutableString, usize, usize)>,
    /// Number of the fiber that is executed, for the trace.
    pub(super) current: usize,
}

impl<'e> Machine<'e> {
    /// Makes a machine.
    ///
    /// # Arguments
    /// - `engine`: the native functions.
    /// - `program`: the program.
    /// - `host`: prints, counts, traces.
    pub(crate) fn new(engine: &'e Engine, program: Program, host: &'e dyn Host) -> Self {
        Self {
            natives: Natives::new(engine, host, &program.natives),
            globals: vec![None; program.globals],
            imported: vec![false; program.modules.len()],
            program: Rc::new(program),
            host,
            cells: Cells::default(),
            pending: 0,
            last_pointer: None,
            current: 0,
        }
    }

    /// Makes the fiber of the main script.
    ///
    /// # Errors
    /// None that a fresh fiber can have.
    pub(crate) fn main(&self) -> Result<Fiber> {
        let mut fiber = Fiber { max_depth: self.natives.engine().max_call_levels(), ..Fiber::default() };
        if let Some(main) = self.program.functions.first() {
            fiber.enter(0, main, 0, std::iter::empty(), 0, false)?;
        }
        Ok(fiber)
    }

    /// Lets go of all variables, those in circles, too.
    pub(crate) fn clear(&mut self) {
        self.globals.clear();
        self.cells.clear();
    }

    pub(super) fn native(&mut self, number: u32, arguments: &mut [&mut Dynamic]) -> Result {
        let Some(name) = self.program.natives.get(number as usize) else { return Ok(Dynamic::UNIT) };
        self.natives.call(number, name, arguments, true).map(|(value, _)| value)
    }

    /// Returns a variable of the main script.
    pub(super) fn global(&self, global: u16, name: u16) -> Result<Cell> {
        let cell = self.globals.get(usize::from(global)).cloned().flatten();
        cell.ok_or_else(|| {
            let name = self.program.names.get(usize::from(name));
            let name = name.map(ToString::to_string).unwrap_or_default();
            Box::new(EvalAltResult::ErrorVariableNotFound(name, Position::NONE))
        })
    }

    /// Applies `target op= value`.
    pub(super) fn assign(
        &mut self,
        target: &mut Dynamic,
        operator: Binary,
        value: Dynamic,
        at: Position,
    ) -> Result<()> {
        if operator == Binary::Add && operators::append(target, &value, self.host)? {
            return if self.host.is_out_of_memory() { Err(self.host.memory_error()) } else { Ok(()) };
        }
        let program = self.program.clone();
        let mut visit = Visit { natives: &mut self.natives, program: &program, registers: &[] };
        visit.assign(target, operator, value, at)?;
        if self.host.is_out_of_memory() { Err(self.host.memory_error()) } else { Ok(()) }
    }

    /// Begins a module that was not imported yet. Returns its main function.
    pub(super) fn import(&mut self, module: u16) -> Option<usize> {
        let imported = self.imported.get_mut(usize::from(module))?;
        if std::mem::replace(imported, true) {
            return None;
        }
        self.program.modules.get(usize::from(module)).map(|module| module.main)
    }

    pub(super) fn is_defined(&self, name: &Dynamic, scope: u16) -> Result<bool> {
        let name = name.as_immutable_string_ref().map_err(|found| {
            elements::mismatch::<rhai::ImmutableString>(self.natives.engine(), found, Position::NONE)
        })?;
        let visible = self.program.scopes.get(usize::from(scope));
        Ok(visible.is_some_and(|visible| visible.contains(&*name)))
    }

    /// Makes the text of what is printed: the values, with a space between them.
    pub(super) fn printed(&mut self, values: &mut [Dynamic]) -> Result<String> {
        let mut text = String::new();
        for (index, value) in values.iter_mut().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            let mut value = std::mem::take(value);
            if let Ok(shown) = value.as_immutable_string_ref() {
                text.push_str(&shown);
                continue;
            }
            if let Some(shown) = self.host.shown(&value) {
                text.push_str(&shown);
                continue;
            }
            let shown = self.native(program::TO_STRING, &mut [&mut value])?;
            text.push_str(&shown.into_immutable_string().unwrap_or_default());
        }
        Ok(text)
    }

    /// Reports a line of calm code and the variables in sight.
    pub(super) fn trace(&self, fiber: &Fiber, base: usize, site: u32) {
        let Some(site) = self.program.lines.get(site as usize) else { return };
        let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
        let variables = |visit: &mut dyn FnMut(&str, &Dynamic)| {
            for (name, root) in &site.variables {
                match root {
                    Root::Register(register) => {
                        if let Some(value) = fiber.registers.get(base + usize::from(*register)) {
                            visit(name, value);
                        }
                    }
                    Root::Cell(cell) => {
                        if let Some(value) = fiber.cells.get(cells + usize::from(*cell)) {
                            visit(name, &value.borrow());
                        }
                    }
                    Root::Global(_) | Root::This => {}
                }
            }
        };
        self.host.line(self.current, fiber.depth(), site.line, &variables);
    }
}
