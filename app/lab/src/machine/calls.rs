//! Calls of native functions, of methods, and of functions of the script on a value.

use rhai::{Dynamic, EvalAltResult, FnPtr, Position};

use super::core::Machine;
use super::fiber::{Back, Fiber, This};
use super::op::Register;
use super::outcome::Called;
use super::sites::{MethodKind, MethodSite, NativeSite, Place, PlaceSite, Root};
use super::visit::{Action, Visited};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

impl Machine<'_> {
    /// Calls a native function in function style.
    pub(super) fn call_native(&mut self, fiber: &mut Fiber, base: usize, site: &NativeSite) -> Result {
        let first = base + usize::from(site.first);
        let count = usize::from(site.count);
        let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
        let mut by_reference = site.by_reference;
        // A constant variable is given as a copy, which the function may change; `this` is given as it is.
        if let Some(root) = by_reference.filter(|root| *root != Root::This)
            && (site.is_constant || self.is_constant(fiber, root))
        {
            let place = Place { root, steps: Vec::new() };
            if let Visited::Value(value, _) =
                self.at_root(fiber, base, cells, &place, &[], &mut Action::Get)?
            {
                fiber.registers[first] = value;
            }
            by_reference = None;
        }
        let Some(root) = by_reference else {
            let program = &*self.program;
            let name = &program.natives[site.native as usize];
            let arguments = &mut fiber.registers[first..first + count];
            let result = match arguments {
                [] => self.natives.call(site.native, name, &mut [], false),
                [a] => self.natives.call(site.native, name, &mut [a], false),
                [a, b] => self.natives.call(site.native, name, &mut [a, b], false),
                [a, b, c] => self.natives.call(site.native, name, &mut [a, b, c], false),
                many => {
                    let mut all: Vec<&mut Dynamic> = many.iter_mut().collect();
                    self.natives.call(site.native, name, &mut all, false)
                }
            };
            for argument in &mut fiber.registers[first..first + count] {
                *argument = Dynamic::UNIT;
            }
            return result.map(|(value, _)| value);
        };
        let mut rest: Vec<Dynamic> =
            fiber.registers[first + 1..first + count].iter_mut().map(std::mem::take).collect();
        let mut action = Action::Call {
            native: site.native,
            name: "",
            arguments: &mut rest,
            is_optional: false,
            is_constant: self.is_constant(fiber, root),
        };
        let place = Place { root, steps: Vec::new() };
        match self.at_root(fiber, base, cells, &place, &[], &mut action)? {
            Visited::Value(value, _) => Ok(value),
            Visited::Nothing | Visited::Pointer(_) => Ok(Dynamic::UNIT),
        }
    }

    /// Reads a place.
    pub(super) fn read_place(&mut self, fiber: &mut Fiber, base: usize, site: &PlaceSite) -> Result {
        match self.visit(fiber, base, &site.place, &mut Action::Get)? {
            Visited::Value(value, _) => Ok(value),
            Visited::Nothing | Visited::Pointer(_) => Ok(Dynamic::UNIT),
        }
    }

    /// Changes a place.
    pub(super) fn write_place(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        site: &PlaceSite,
        value: Dynamic,
    ) -> Result<()> {
        if site.is_constant || self.is_constant(fiber, site.place.root) {
            let (name, at) = site.variable.clone().unwrap_or_default();
            return Err(Box::new(EvalAltResult::ErrorAssignmentToConstant(name.to_string(), at)));
        }
        let mut action = Action::Set { value, operator: site.operator, operator_at: site.operator_at };
        self.visit(fiber, base, &site.place, &mut action).map(drop)
    }

    /// True if what is kept there must not be changed, as is known only now.
    fn is_constant(&self, fiber: &Fiber, root: Root) -> bool {
        match root {
            Root::Register(_) => false,
            Root::Cell(cell) => {
                let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
                fiber.cells.get(cells + usize::from(cell)).is_some_and(|cell| cell.is_constant)
            }
            Root::Global(global) => {
                let cell = self.globals.get(usize::from(global)).and_then(Option::as_ref);
                cell.is_some_and(|cell| cell.is_constant)
            }
            Root::This => fiber.these.last().is_some_and(|this| this.is_constant),
        }
    }

    /// Visits a place of the innermost call.
    fn visit(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        place: &Place,
        action: &mut Action<'_>,
    ) -> Result<Visited> {
        let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
        // The registers lend the indices while one of them, the root, is taken out.
        if let Root::Register(register) = place.root {
            let number = base + usize::from(register);
            let mut value = std::mem::take(&mut fiber.registers[number]);
            let mut visit = super::visit::Visit {
                natives: &mut self.natives,
                program: &self.program,
                registers: &fiber.registers[base..],
            };
            let result = visit.go(&mut value, &place.steps, action);
            fiber.registers[number] = value;
            return result;
        }
        let cell = match place.root {
            Root::Cell(cell) => fiber.cells[cells + usize::from(cell)].clone(),
            Root::Global(global) => match self.globals.get(usize::from(global)).cloned().flatten() {
                Some(cell) => cell,
                None => return Ok(Visited::Nothing),
            },
            Root::This | Root::Register(_) => match fiber.these.last() {
                Some(this) => this.value.clone(),
                None => return Err(Box::new(EvalAltResult::ErrorUnboundThis(Position::NONE))),
            },
        };
        let mut visit = super::visit::Visit {
            natives: &mut self.natives,
            program: &self.program,
            registers: &fiber.registers[base..],
        };
        let mut value = cell.borrow_mut();
        visit.go(&mut value, &place.steps, action)
    }

    /// Calls a method.
    pub(super) fn call_method(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        number: u32,
        site: &MethodSite,
        to: Register,
    ) -> Result<Called> {
        if site.kind != MethodKind::Plain {
            return self.call_special(fiber, base, number, site, to);
        }
        let first = base + usize::from(site.arguments);
        let count = usize::from(site.count);
        let is_constant = site.is_constant || self.is_constant(fiber, site.place.root);
        if site.script.is_some() || !site.typed.is_empty() || site.prelude != [None; 2] {
            let target = match self.visit(fiber, base, &site.place, &mut Action::Get)? {
                Visited::Value(value, _) => value,
                Visited::Nothing | Visited::Pointer(_) => return Ok(Called::Nothing),
            };
            if site.is_optional && target.is_unit() {
                return Ok(Called::Nothing);
            }
            let given = &fiber.registers[first..first + count];
            // Rhai would look for a function of that name, but not in the script.
            if target.is_array()
                && site.script.is_none()
                && site.entry.is_some_and(|entry| entry.takes_but_for_text(given))
            {
                return self.by_name(fiber, first, site, &target);
            }
            if !holds_function(&target, &site.name)
                && let Some(function) = self.script_function(site, &target, given)
            {
                let is_prelude = site.prelude.contains(&Some(function));
                let mutates = !is_prelude || site.entry.is_some_and(|entry| entry.mutates);
                if is_prelude && mutates && is_constant {
                    let name = site.name.to_string();
                    return Err(Box::new(EvalAltResult::ErrorNonPureMethodCallOnConstant(
                        name,
                        Position::NONE,
                    )));
                }
                let bound = self.bind(fiber, base, number, site, target, mutates)?;
                return self.enter_on(fiber, function, first..first + count, &[], bound, to);
            }
        }
        let mut arguments: smallvec::SmallVec<[Dynamic; 4]> =
            fiber.registers[first..first + count].iter_mut().map(std::mem::take).collect();
        let mut action = Action::Call {
            native: site.native,
            name: &site.name,
            arguments: &mut arguments,
            is_optional: site.is_optional,
            is_constant,
        };
        match self.visit(fiber, base, &site.place, &mut action)? {
            Visited::Value(value, _) => Ok(Called::Value(value)),
            Visited::Nothing => Ok(Called::Nothing),
            Visited::Pointer(pointer) => {
                for (place, argument) in fiber.registers[first..].iter_mut().zip(arguments) {
                    *place = argument;
                }
                let target = match self.visit(fiber, base, &site.place, &mut Action::Get)? {
                    Visited::Value(value, _) => value,
                    Visited::Nothing | Visited::Pointer(_) => return Ok(Called::Nothing),
                };
                let bound = self.bind(fiber, base, number, site, target, true)?;
                self.call_pointer(fiber, &pointer, first..first + count, Some(bound), to)
            }
        }
    }

    /// Calls a function of lists with a text where a function could stand: it is looked for, or is a mistake.
    fn by_name(
        &mut self,
        fiber: &mut Fiber,
        first: usize,
        site: &MethodSite,
        target: &Dynamic,
    ) -> Result<Called> {
        let given = &fiber.registers[first..first + usize::from(site.count)];
        if site.name != "index_of" {
            let types: Vec<&str> = given.iter().map(|value| self.told_type(value)).collect();
            let signature = format!("{} (array, {})", site.name, types.join(", "));
            return Err(Box::new(EvalAltResult::ErrorFunctionNotFound(signature, Position::NONE)));
        }
        let start = fiber.registers.get(first + 1).filter(|_| site.count > 1);
        let start = start.and_then(|start| start.as_int().ok()).unwrap_or(0);
        let Ok(items) = target.as_array_ref() else { return Ok(Called::Nothing) };
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let start = if start < 0 { (start + length).max(0) } else { start };
        let wanted =
            given.first().and_then(|name| name.as_immutable_string_ref().ok()).map(|name| name.clone());
        let wanted = wanted.unwrap_or_default();
        let is_wanted = |item: &Dynamic| {
            item.as_immutable_string_ref().is_ok_and(|text| *text == wanted)
                || item.as_char().is_ok_and(|letter| wanted == letter.to_string().as_str())
        };
        let place = (0_i64..).zip(items.iter()).find(|(place, item)| *place >= start && is_wanted(item));
        Ok(Called::Value(Dynamic::from(place.map_or(-1, |(place, _)| place))))
    }

    /// Returns the name of a value's type as Rhai tells it in the arguments of a function that is not there.
    fn told_type(&self, value: &Dynamic) -> &str {
        if value.is_string() {
            return "&str | ImmutableString | String";
        }
        self.natives.engine().map_type_name(value.type_name())
    }

    /// Finds the function of the script or the prelude that a method call means.
    fn script_function(&self, site: &MethodSite, target: &Dynamic, given: &[Dynamic]) -> Option<usize> {
        if self.host.has_method(target, &site.name) {
            return None;
        }
        let engine = self.natives.engine();
        let type_name = engine.map_type_name(target.type_name());
        let typed = site
            .typed
            .iter()
            .find(|(of, _)| *of == type_name || *of == target.type_name() || *of == "int" && target.is_int());
        if let Some((_, function)) = typed {
            return Some(*function);
        }
        if site.script.is_some() {
            return site.script;
        }
        let [of_list, of_map] = site.prelude;
        if !site.entry.is_some_and(|entry| entry.takes(given)) {
            None
        } else if target.is_array() {
            of_list
        } else if target.is_map() {
            of_map
        } else {
            None
        }
    }

    /// Prepares the value that a function is called on: a shared variable as it is, another place as a copy that goes
    /// back when the function returns.
    pub(super) fn bind(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        number: u32,
        site: &MethodSite,
        target: Dynamic,
        mutates: bool,
    ) -> Result<This> {
        let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
        let is_constant = site.is_constant || self.is_constant(fiber, site.place.root);
        if site.place.steps.is_empty() {
            match site.place.root {
                Root::Register(register) => {
                    let register = base + usize::from(register);
                    // A copy is not needed: nobody else sees a register.
                    drop(target);
                    let value = if is_constant {
                        super::copies::copied(&fiber.registers[register], self.host)?
                    } else {
                        std::mem::take(&mut fiber.registers[register])
                    };
                    let back = if is_constant { Back::Nowhere } else { Back::Register(register) };
                    return Ok(This { value: self.cells.make(value, false), back, is_constant });
                }
                Root::Cell(cell) if !is_constant => {
                    let value = fiber.cells[cells + usize::from(cell)].clone();
                    return Ok(This { value, back: Back::Nowhere, is_constant: false });
                }
                Root::Global(global) if !is_constant => {
                    if let Some(value) = self.globals.get(usize::from(global)).cloned().flatten() {
                        return Ok(This { value, back: Back::Nowhere, is_constant: false });
                    }
                }
                Root::This => {
                    if let Some(this) = fiber.these.last() {
                        let (value, is_constant) = (this.value.clone(), this.is_constant);
                        return Ok(This { value, back: Back::Nowhere, is_constant });
                    }
                }
                Root::Cell(_) | Root::Global(_) => {}
            }
        }
        let value = self.cells.make(target, false);
        if !mutates || is_constant {
            return Ok(This { value, back: Back::Nowhere, is_constant });
        }
        let highest = site.place.steps.iter().filter_map(|step| match step {
            super::sites::Step::Index { register, .. } => Some(usize::from(*register) + 1),
            super::sites::Step::Property { .. } => None,
        });
        let highest = highest.max().unwrap_or(0);
        let indices = fiber.registers[base..base + highest].iter();
        // Only the indices are needed again; a list beside them is not copied.
        let indices = indices
            .map(|value| if value.is_array() || value.is_map() { Dynamic::UNIT } else { value.clone() })
            .collect();
        let back = Back::Place { site: number, base, cells, indices };
        Ok(This { value, back, is_constant: false })
    }

    /// Enters a function on a value, with the arguments in a range of registers behind those in `before`.
    pub(super) fn enter_on(
        &mut self,
        fiber: &mut Fiber,
        function: usize,
        arguments: std::ops::Range<usize>,
        before: &[Dynamic],
        this: This,
        to: Register,
    ) -> Result<Called> {
        self.enter(fiber, function, arguments, before, Some(this), to)
    }

    /// Enters a function with a frame behind the caller's.
    pub(super) fn enter(
        &mut self,
        fiber: &mut Fiber,
        function: usize,
        arguments: std::ops::Range<usize>,
        before: &[Dynamic],
        this: Option<This>,
        to: Register,
    ) -> Result<Called> {
        let program = self.program.clone();
        let callee = &program.functions[function];
        let base = fiber.registers.len();
        super::copies::reserve_all(before.iter(), self.host)?;
        let mut values: smallvec::SmallVec<[Dynamic; 8]> = before.iter().cloned().collect();
        values.extend(fiber.registers[arguments].iter_mut().map(std::mem::take));
        fiber.registers.extend(values);
        let has_this = this.is_some();
        let number = u32::try_from(function).unwrap_or(u32::MAX);
        fiber.enter(number, callee, base, std::iter::empty(), to, has_this)?;
        fiber.these.extend(this);
        Ok(Called::Entered)
    }

    /// Calls a function pointer that a variable holds, without a copy of it. `None` if the variable holds something else.
    fn call_held(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        place: &Place,
        arguments: std::ops::Range<usize>,
        to: Register,
    ) -> Option<Result<Called>> {
        if !place.steps.is_empty() {
            return None;
        }
        match place.root {
            Root::Register(register) => {
                let number = base + usize::from(register);
                let value = std::mem::take(&mut fiber.registers[number]);
                let called = value
                    .read_lock::<FnPtr>()
                    .map(|pointer| self.call_pointer(fiber, &pointer, arguments, None, to));
                fiber.registers[number] = value;
                called
            }
            Root::Cell(cell) => {
                let cells = fiber.frames.last().map_or(0, |frame| frame.cells as usize);
                let cell = fiber.cells[cells + usize::from(cell)].clone();
                let value = cell.borrow();
                let pointer = value.read_lock::<FnPtr>()?;
                Some(self.call_pointer(fiber, &pointer, arguments, None, to))
            }
            Root::Global(_) | Root::This => None,
        }
    }

    /// Calls the methods that are part of the language.
    fn call_special(
        &mut self,
        fiber: &mut Fiber,
        base: usize,
        number: u32,
        site: &MethodSite,
        to: Register,
    ) -> Result<Called> {
        let first = base + usize::from(site.arguments);
        let count = usize::from(site.count);
        if site.kind == MethodKind::Call
            && let Some(called) = self.call_held(fiber, base, &site.place, first..first + count, to)
        {
            return called;
        }
        let target = match self.visit(fiber, base, &site.place, &mut Action::Get)? {
            Visited::Value(value, _) => value,
            Visited::Nothing | Visited::Pointer(_) => return Ok(Called::Nothing),
        };
        if site.is_optional && target.is_unit() {
            return Ok(Called::Nothing);
        }
        let pointer = target.read_lock::<FnPtr>().map(|pointer| pointer.clone());
        match (site.kind, pointer) {
            (MethodKind::IsShared, _) => {
                Ok(Called::Value(Dynamic::from(matches!(site.place.root, Root::Cell(_)))))
            }
            (MethodKind::Call, Some(pointer)) => {
                self.call_pointer(fiber, &pointer, first..first + count, None, to)
            }
            (MethodKind::Call, None) => {
                let found = fiber.registers.get(first).filter(|_| count > 0).unwrap_or(&target);
                let Some(pointer) = found.read_lock::<FnPtr>().map(|pointer| pointer.clone()) else {
                    let engine = self.natives.engine();
                    let found = engine.map_type_name(found.type_name()).to_owned();
                    let at = if count > 0 { site.first_argument_at } else { Position::NONE };
                    return Err(super::elements::mismatch::<FnPtr>(engine, &found, at));
                };
                let bound = self.bind(fiber, base, number, site, target, true)?;
                self.call_pointer(fiber, &pointer, first + 1..first + count, Some(bound), to)
            }
            (MethodKind::Curry, Some(mut pointer)) => {
                for argument in &mut fiber.registers[first..first + count] {
                    pointer.add_curry(std::mem::take(argument));
                }
                Ok(Called::Value(Dynamic::from(pointer)))
            }
            (MethodKind::Curry, None) => {
                let engine = self.natives.engine();
                let found = engine.map_type_name(target.type_name()).to_owned();
                Err(super::elements::mismatch::<FnPtr>(engine, &found, Position::NONE))
            }
            (MethodKind::CallEach, _) => {
                let Some(pointer) =
                    fiber.registers[first].read_lock::<FnPtr>().map(|pointer| pointer.clone())
                else {
                    return Ok(Called::Value(Dynamic::UNIT));
                };
                let taken = self.arity(&pointer).map_or(0, |arity| arity.min(1));
                let bound = self.bind(fiber, base, number, site, target, true)?;
                self.call_pointer(fiber, &pointer, first + 1..first + 1 + taken, Some(bound), to)
            }
            (_, Some(pointer)) => self.call_adapted(fiber, site.kind, &pointer, first, to),
            (_, None) => Ok(Called::Value(Dynamic::UNIT)),
        }
    }
}

/// True if a map holds a function of this name, which comes before all others.
fn holds_function(target: &Dynamic, name: &str) -> bool {
    target.as_map_ref().is_ok_and(|map| map.get(name).is_some_and(Dynamic::is_fnptr))
}
