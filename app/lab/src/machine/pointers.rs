//! Function pointers and closures.

use std::ops::Range;

use rhai::{Dynamic, EvalAltResult, FnPtr, ImmutableString, Position};

use super::cells::{Captured, Cell};
use super::copies::{copied, reserve_all};
use super::core::Machine;
use super::fiber::{Back, Fiber, This};
use super::op::Register;
use super::outcome::Called;
use super::sites;
use super::sites::{CaptureSite, MethodKind, PointerCallSite};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

impl Machine<'_> {
    /// Makes a closure.
    pub(super) fn closure(&mut self, fiber: &Fiber, site: &CaptureSite) -> Result {
        let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
        let mut pointer = site.pointer.clone();
        for captured in &site.captured {
            let cell = match captured {
                sites::Captured::Cell(cell) => fiber.cells[cells + usize::from(*cell)].clone(),
                sites::Captured::Constant(value) => self.cells.make(value.clone(), true),
                sites::Captured::Global(global, name, at) => {
                    let cell = self.globals.get(usize::from(*global)).cloned().flatten();
                    cell.ok_or_else(|| Box::new(EvalAltResult::ErrorVariableNotFound(name.to_string(), *at)))?
                }
                sites::Captured::Missing(name, at) => {
                    return Err(Box::new(EvalAltResult::ErrorVariableNotFound(name.to_string(), *at)));
                }
            };
            pointer.add_curry(Dynamic::from(Captured(cell)));
        }
        Ok(Dynamic::from(pointer))
    }

    /// Makes a pointer to the function of a name.
    pub(super) fn named_pointer(&self, name: &Dynamic) -> Result {
        Ok(Dynamic::from(FnPtr::new(self.text(name)?)?))
    }

    fn text(&self, value: &Dynamic) -> Result<ImmutableString> {
        value.as_immutable_string_ref().map(|text| text.clone()).map_err(|found| {
            super::elements::mismatch::<ImmutableString>(self.natives.engine(), found, Position::NONE)
        })
    }

    /// True if the script has a function; the arguments are its name and number of parameters, before them perhaps the
    /// type it is for.
    pub(super) fn is_function(&self, arguments: &[Dynamic]) -> Result<bool> {
        let (of, name, count) = match arguments {
            [name, count] => (None, name, count),
            [of, name, count, ..] => (Some(self.text(of)?), name, count),
            _ => return Ok(false),
        };
        let name = self.text(name)?;
        let count = count.as_int().map_err(|found| {
            super::elements::mismatch::<rhai::INT>(self.natives.engine(), found, Position::NONE)
        })?;
        let Ok(count) = usize::try_from(count) else { return Ok(false) };
        let key = (name, count);
        Ok(match of {
            None => self.program.by_name.contains_key(&key),
            Some(of) => {
                self.program.typed.get(&key).is_some_and(|typed| typed.iter().any(|(known, _)| *known == of))
            }
        })
    }

    /// Returns the function of the script that a pointer with this number of arguments, curried ones included, means.
    fn function_of(&mut self, pointer: &FnPtr, count: usize) -> Option<usize> {
        let name = pointer.fn_name();
        if let Some((known, of, function)) = &self.last_pointer
            && *of == count
            && known == name
        {
            return Some(*function);
        }
        let function = self.look_up(name, count)?;
        self.last_pointer = Some((name.into(), count, function));
        Some(function)
    }

    fn look_up(&self, name: &str, count: usize) -> Option<usize> {
        if let Some(function) = self.program.closures.get(name) {
            let parameters = self.program.functions.get(*function)?.parameters;
            return Some(*function).filter(|_| parameters == count);
        }
        self.program.by_name.get(&(ImmutableString::from(name), count)).copied()
    }

    /// Returns the number of arguments that a pointer's function takes beside the curried ones. `None` for a native
    /// function.
    pub(super) fn arity(&self, pointer: &FnPtr) -> Option<usize> {
        let curried = pointer.curry().len();
        let name = pointer.fn_name();
        if let Some(function) = self.program.closures.get(name) {
            return self.program.functions.get(*function)?.parameters.checked_sub(curried);
        }
        let name = ImmutableString::from(name);
        let own = self.program.by_name.keys().filter(|(known, _)| *known == name);
        own.filter_map(|(_, count)| count.checked_sub(curried)).min()
    }

    /// Calls a pointer.
    ///
    /// # Arguments
    /// - `arguments`: registers of the arguments.
    /// - `this`: the value it is called on.
    pub(super) fn call_pointer(
        &mut self,
        fiber: &mut Fiber,
        pointer: &FnPtr,
        arguments: Range<usize>,
        this: Option<This>,
        to: Register,
    ) -> Result<Called> {
        let curried = pointer.curry();
        let count = curried.len() + arguments.len();
        if let Some(number) = self.function_of(pointer, count) {
            let program = self.program.clone();
            let callee = &program.functions[number];
            let base = fiber.registers.len();
            // Captured variables come in cells, their registers stay empty.
            let cells = curried.iter().take(callee.captured).map(cell_of);
            reserve_all(curried.iter(), self.host)?;
            let values: smallvec::SmallVec<[Dynamic; 8]> = curried
                .iter()
                .skip(callee.captured)
                .cloned()
                .chain(fiber.registers[arguments].iter_mut().map(std::mem::take))
                .collect();
            fiber.registers.extend(values);
            let has_this = this.is_some();
            let short = u32::try_from(number).unwrap_or(u32::MAX);
            fiber.enter(short, callee, base, cells, to, has_this)?;
            fiber.these.extend(this);
            return Ok(Called::Entered);
        }
        // A native function, or none: then its error names the arguments.
        reserve_all(curried.iter(), self.host)?;
        let mut values: Vec<Dynamic> = Vec::with_capacity(count + 1);
        if let Some(this) = &this {
            values.push(copied(&this.value.borrow(), self.host)?);
        }
        values.extend(curried.iter().filter(|value| !value.is::<Captured>()).cloned());
        values.extend(fiber.registers[arguments].iter_mut().map(std::mem::take));
        let mut references: Vec<&mut Dynamic> = values.iter_mut().collect();
        let name = super::program::NativeName { name: pointer.fn_name().into(), count: references.len() };
        let (value, _) = self.natives.call(u32::MAX, &name, &mut references, this.is_some())?;
        if let Some(this) = this {
            let changed = values.into_iter().next().unwrap_or_default();
            if let Back::Register(register) = this.back
                && let Some(place) = fiber.registers.get_mut(register)
            {
                *place = changed;
            } else {
                *this.value.borrow_mut() = changed;
            }
        }
        Ok(Called::Value(value))
    }

    /// Calls `call(f, …)`.
    pub(super) fn call_pointer_site(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        site: &PointerCallSite,
        to: Register,
    ) -> Result<Called> {
        let first = base + usize::from(site.pointer);
        let pointer = self.pointer(&fiber.registers[first], site.pointer_at)?;
        self.call_pointer(fiber, &pointer, first + 1..first + 1 + usize::from(site.count), None, to)
    }

    /// Makes the fiber of a call of a function. `None` if the call has ended already: a native function needs no fiber.
    ///
    /// # Errors
    /// Those of the call.
    pub(crate) fn start(
        &mut self,
        function: &rhai::FnPtr,
        argument: Option<Dynamic>,
    ) -> Result<Option<Fiber>> {
        let mut fiber = Fiber { max_depth: self.natives.engine().max_call_levels(), ..Fiber::default() };
        let count = usize::from(argument.is_some());
        fiber.registers.extend(argument);
        match self.call_pointer(&mut fiber, function, 0..count, None, 0)? {
            Called::Entered => Ok(Some(fiber)),
            Called::Value(_) | Called::Nothing => Ok(None),
        }
    }

    /// Makes `curry(f, …)`.
    pub(super) fn curry_site(&mut self, fiber: &mut Fiber, base: usize, site: &PointerCallSite) -> Result {
        let first = base + usize::from(site.pointer);
        let mut pointer = self.pointer(&fiber.registers[first], site.pointer_at)?;
        for argument in &mut fiber.registers[first + 1..first + 1 + usize::from(site.count)] {
            pointer.add_curry(std::mem::take(argument));
        }
        Ok(Dynamic::from(pointer))
    }

    fn pointer(&self, value: &Dynamic, at: Position) -> Result<FnPtr> {
        value.read_lock::<FnPtr>().map(|pointer| pointer.clone()).ok_or_else(|| {
            let engine = self.natives.engine();
            let found = engine.map_type_name(value.type_name()).to_owned();
            super::elements::mismatch::<FnPtr>(engine, &found, at)
        })
    }

    /// Calls a pointer from the prelude with as many of the values as its function takes.
    pub(super) fn call_adapted(
        &mut self,
        fiber: &mut Fiber,
        kind: MethodKind,
        pointer: &FnPtr,
        first: usize,
        to: Register,
    ) -> Result<Called> {
        // The item's place among the arguments, and the number of those that come before it.
        let (item, given) = match kind {
            MethodKind::CallFold => (first + 1, 1),
            MethodKind::CallEntry => (first + 1, 1),
            MethodKind::CallPair => (first, 0),
            _ => (first, 0),
        };
        let arity = self.arity(pointer);
        if kind == MethodKind::CallPair {
            let taken = arity.map_or(2, |arity| arity.clamp(2, 3));
            return self.call_pointer(fiber, pointer, first..first + taken, None, to);
        }
        let most = if kind == MethodKind::CallEntry { 2 } else { given + 2 };
        match arity {
            // A function that takes no item gets it as `this`; a native one, as its first argument.
            Some(arity) if arity == given => {
                let value = std::mem::take(&mut fiber.registers[item]);
                let this =
                    This { value: self.cells.make(value, false), back: Back::Nowhere, is_constant: false };
                self.call_pointer(fiber, pointer, first..first + given, Some(this), to)
            }
            None => {
                let value = std::mem::take(&mut fiber.registers[item]);
                let this =
                    This { value: self.cells.make(value, false), back: Back::Nowhere, is_constant: false };
                self.call_pointer(fiber, pointer, first..first + given, Some(this), to)
            }
            Some(arity) => {
                let taken = arity.clamp(given + 1, most);
                self.call_pointer(fiber, pointer, first..first + taken, None, to)
            }
        }
    }
}

fn cell_of(value: &Dynamic) -> Cell {
    value.read_lock::<Captured>().map(|captured| captured.0.clone()).unwrap_or_default()
}
