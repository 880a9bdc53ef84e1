//! The machine's loop: executes a fiber's instructions until it ends, waits, or has had its share.

use rhai::{Array, Dynamic, EvalAltResult, ImmutableString, Map, Position};

use super::cells::Cell;
use super::copies::{copied, reserve_all, reserve_text};
use super::core::Machine;
use super::fiber::Fiber;
use super::op::{Binary, Failure, Op};
use super::outcome::{Called, Pause};
use super::program::{NEGATE, NOT, TO_STRING};
use super::sorter::Sorter;
use super::{iterate, operators, switch};

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

impl Machine<'_> {
    /// Executes a fiber until it pauses.
    ///
    /// # Arguments
    /// - `number`: its number, for the trace.
    /// - `left`: number of operations that it may do before others have their turn; those it does are taken off.
    ///
    /// # Errors
    /// A mistake that no `catch` of the script handles, with its place.
    pub(crate) fn resume(&mut self, number: usize, fiber: &mut Fiber, left: &mut i64) -> Result<Pause> {
        self.current = number;
        loop {
            match self.execute(fiber, left) {
                Ok(pause) => {
                    if pause == Pause::Ended {
                        self.host.ended(number);
                    }
                    return Ok(pause);
                }
                Err(error) => self.unwind(fiber, error)?,
            }
        }
    }

    #[allow(clippy::too_many_lines)] // One arm for each instruction.
    fn execute(&mut self, fiber: &mut Fiber, left: &mut i64) -> Result<Pause> {
        let program = self.program.clone();
        let Some(frame) = fiber.frames.last() else { return Ok(Pause::Ended) };
        let mut pc = frame.pc as usize;
        let mut base = frame.base as usize;
        let mut function = &program.functions[frame.function as usize];
        let mut code = &function.code[..];

        macro_rules! register {
            ($number:expr) => {
                fiber.registers[base + $number as usize]
            };
        }
        // What can fail, fails at its instruction.
        macro_rules! attempt {
            ($result:expr) => {
                match $result {
                    Ok(value) => value,
                    Err(error) => {
                        if let Some(frame) = fiber.frames.last_mut() {
                            frame.pc = pc as u32;
                        }
                        return Err(error);
                    }
                }
            };
        }
        macro_rules! save {
            () => {
                if let Some(frame) = fiber.frames.last_mut() {
                    frame.pc = pc as u32;
                }
            };
        }
        macro_rules! reload {
            () => {
                let Some(frame) = fiber.frames.last() else { return Ok(Pause::Ended) };
                pc = frame.pc as usize;
                base = frame.base as usize;
                function = &program.functions[frame.function as usize];
                code = &function.code[..];
            };
        }
        macro_rules! spend {
            ($operations:expr) => {
                let operations = u64::from($operations) + self.natives.take_work();
                *left = left.saturating_sub_unsigned(operations);
                self.pending += operations;
                if *left < 0 || self.pending >= LOOK_INTERVAL || self.host.is_out_of_memory() {
                    let is_held = attempt!(self.look());
                    if *left < 0 {
                        save!();
                        return Ok(Pause::Spent);
                    }
                    if is_held {
                        save!();
                        return Ok(Pause::Held);
                    }
                }
            };
        }
        // The result of a native function, which may only have begun to wait.
        macro_rules! give {
            ($to:expr, $value:expr) => {
                register!($to) = $value;
                if self.host.is_waiting() {
                    fiber.waiting = Some(base + usize::from($to));
                    save!();
                    return Ok(Pause::Waits);
                }
                spend!(1_u32);
            };
        }
        macro_rules! cell {
            ($number:expr) => {
                fiber.cells[fiber.frames[fiber.frames.len() - 1].cells as usize + $number as usize]
            };
        }

        loop {
            let op = code[pc];
            pc += 1;
            match op {
                Op::Unit { to } => register!(to) = Dynamic::UNIT,
                Op::Int { to, value } => register!(to) = Dynamic::from_int(i64::from(value)),
                Op::Constant { to, constant } => {
                    register!(to) = attempt!(self.copied(&program.constants[constant as usize]));
                }
                Op::Copy { to, from } => {
                    let value = attempt!(self.copied(&register!(from)));
                    register!(to) = value;
                }
                Op::Move { to, from } => {
                    let value = std::mem::take(&mut register!(from));
                    register!(to) = value;
                }
                Op::LoadCell { to, cell } => {
                    let value = attempt!(self.copied(&cell!(cell).borrow()));
                    register!(to) = value;
                }
                Op::LoadGlobal { to, global, name } => {
                    let value = attempt!(self.global(global, name));
                    let value = attempt!(self.copied(&value.borrow()));
                    register!(to) = value;
                }
                Op::LoadThis { to } => {
                    let value = attempt!(this(fiber)).clone();
                    let value = attempt!(self.copied(&value.borrow()));
                    register!(to) = value;
                }
                Op::CheckGlobal { global, name } => {
                    attempt!(self.global(global, name));
                }
                Op::CheckGlobalChanges { global, name } => {
                    if attempt!(self.global(global, name)).is_constant {
                        attempt!(Err(failed(Failure::AssignToConstant, &program.names[usize::from(name)])));
                    }
                }
                Op::CheckCellChanges { cell, name } => {
                    if cell!(cell).is_constant {
                        attempt!(Err(failed(Failure::AssignToConstant, &program.names[usize::from(name)])));
                    }
                }
                Op::CheckThis => {
                    attempt!(this(fiber));
                }
                Op::CheckThisChanges => {
                    attempt!(this(fiber));
                    if fiber.these.last().is_some_and(|this| this.is_constant) {
                        attempt!(Err(failed(Failure::AssignToConstant, "")));
                    }
                }
                Op::StoreCell { cell, from } => {
                    let value = attempt!(self.copied(&register!(from)));
                    *cell!(cell).borrow_mut() = value;
                }
                Op::StoreGlobal { global, from, name } => {
                    let value = attempt!(self.copied(&register!(from)));
                    *attempt!(self.global(global, name)).borrow_mut() = value;
                }
                Op::StoreThis { from } => {
                    let value = attempt!(self.copied(&register!(from)));
                    *attempt!(this(fiber)).borrow_mut() = value;
                }
                Op::NewCell { cell, from, is_constant } => {
                    let value = std::mem::take(&mut register!(from));
                    cell!(cell) = self.cells.make(value, is_constant);
                }
                Op::BindGlobal { global, cell } => {
                    let cell = cell!(cell).clone();
                    if let Some(place) = self.globals.get_mut(usize::from(global)) {
                        *place = Some(cell);
                    }
                }
                Op::UnbindGlobal { global } => {
                    if let Some(place) = self.globals.get_mut(usize::from(global)) {
                        *place = None;
                    }
                }
                Op::Binary { operator, to, left, right } => {
                    let value = match operators::binary(operator, &register!(left), &register!(right)) {
                        Some(value) => value,
                        None => {
                            attempt!(reserve_all(
                                [&register!(left), &register!(right)].into_iter(),
                                self.host
                            ));
                            let (left, right) = (register!(left).clone(), register!(right).clone());
                            attempt!(self.binary(operator, left, right, function.positions[pc - 1]))
                        }
                    };
                    register!(to) = value;
                }
                Op::BinaryInt { operator, to, left, right } => {
                    let value = match register!(left).as_int() {
                        Ok(left) => operators::ints(operator, left, i64::from(right)),
                        Err(_) => operators::binary(
                            operator,
                            &register!(left),
                            &Dynamic::from_int(i64::from(right)),
                        ),
                    };
                    let value = match value {
                        Some(value) => value,
                        None => {
                            let left = attempt!(self.copied(&register!(left)));
                            let right = Dynamic::from_int(i64::from(right));
                            attempt!(self.binary(operator, left, right, function.positions[pc - 1]))
                        }
                    };
                    register!(to) = value;
                }
                Op::Not { to, from } => {
                    let value = match register!(from).as_bool() {
                        Ok(value) => Dynamic::from_bool(!value),
                        Err(_) => {
                            let mut value = attempt!(self.copied(&register!(from)));
                            attempt!(self.native(NOT, &mut [&mut value]))
                        }
                    };
                    register!(to) = value;
                }
                Op::Negate { to, from } => {
                    let value = &register!(from);
                    let negated = match value.as_int() {
                        Ok(number) => number.checked_neg().map(Dynamic::from_int),
                        Err(_) => value.as_float().ok().map(|number| Dynamic::from_float(-number)),
                    };
                    let value = match negated {
                        Some(value) => value,
                        None => {
                            let mut value = value.clone();
                            attempt!(self.negate(&mut value))
                        }
                    };
                    register!(to) = value;
                }
                Op::Assign { operator, root, from } => {
                    match operators::binary(operator, &register!(root), &register!(from)) {
                        Some(value) => register!(root) = value,
                        None => {
                            let value = attempt!(self.copied(&register!(from)));
                            let mut target = std::mem::take(&mut register!(root));
                            let result =
                                self.assign(&mut target, operator, value, function.positions[pc - 1]);
                            register!(root) = target;
                            attempt!(result);
                        }
                    }
                }
                Op::AssignInt { operator, root, right } => {
                    let value = match register!(root).as_int() {
                        Ok(left) => operators::ints(operator, left, i64::from(right)),
                        Err(_) => None,
                    };
                    match value {
                        Some(value) => register!(root) = value,
                        None => {
                            let value = Dynamic::from_int(i64::from(right));
                            let mut target = std::mem::take(&mut register!(root));
                            let result =
                                self.assign(&mut target, operator, value, function.positions[pc - 1]);
                            register!(root) = target;
                            attempt!(result);
                        }
                    }
                }
                Op::AssignCell { operator, cell, from } => {
                    let cell = cell!(cell).clone();
                    let value = attempt!(self.copied(&register!(from)));
                    attempt!(self.assign_cell(&cell, operator, value, function.positions[pc - 1]));
                }
                Op::AssignGlobal { operator, global, from } => {
                    let value = attempt!(self.copied(&register!(from)));
                    if let Some(cell) = self.globals.get(usize::from(global)).cloned().flatten() {
                        attempt!(self.assign_cell(&cell, operator, value, function.positions[pc - 1]));
                    }
                }
                Op::AssignThis { operator, from } => {
                    let value = attempt!(self.copied(&register!(from)));
                    let cell = attempt!(this(fiber)).clone();
                    attempt!(self.assign_cell(&cell, operator, value, function.positions[pc - 1]));
                }
                Op::Jump { to } => pc = to as usize,
                Op::JumpIf { condition, to } => match register!(condition).as_bool() {
                    Ok(true) => pc = to as usize,
                    Ok(false) => {}
                    Err(found) => attempt!(Err(self.no_bool(found))),
                },
                Op::JumpIfNot { condition, to } => match register!(condition).as_bool() {
                    Ok(false) => pc = to as usize,
                    Ok(true) => {}
                    Err(found) => attempt!(Err(self.no_bool(found))),
                },
                Op::JumpIfNotUnit { value, to } => {
                    if !register!(value).is_unit() {
                        pc = to as usize;
                    }
                }
                Op::CheckBool { value } => {
                    if let Err(found) = register!(value).as_bool() {
                        attempt!(Err(self.no_bool(found)));
                    }
                }
                Op::Tick { operations } => {
                    spend!(operations);
                }
                Op::IterateBegin { iterator } => {
                    let first = base + usize::from(iterator);
                    attempt!(iterate::begin(
                        &mut fiber.registers[first..first + 3],
                        program.dialect,
                        self.host
                    ));
                }
                Op::IterateNext { iterator, to } => {
                    let first = base + usize::from(iterator);
                    if let Some(item) = iterate::next(&mut fiber.registers[first..first + 3], program.dialect)
                    {
                        register!(to) = item;
                        pc += 1;
                    }
                }
                Op::Call { function: number, first, to } => {
                    save!();
                    let callee = &program.functions[usize::from(number)];
                    let callee_base = base + usize::from(first);
                    attempt!(fiber.enter(
                        u32::from(number),
                        callee,
                        callee_base,
                        std::iter::empty(),
                        to,
                        false
                    ));
                    pc = 0;
                    base = callee_base;
                    function = callee;
                    code = &function.code[..];
                    spend!(CALL_OPERATIONS);
                }
                Op::Native { to, site } => {
                    let site = &program.calls[site as usize];
                    let value = attempt!(self.call_native(fiber, base, site));
                    give!(to, value);
                }
                Op::Print { to, first, count } => {
                    let first = base + usize::from(first);
                    let text =
                        attempt!(self.printed(&mut fiber.registers[first..first + usize::from(count)]));
                    attempt!(self.host.print(&text));
                    register!(to) = Dynamic::UNIT;
                    spend!(1_u32);
                }
                Op::Method { to, site } => {
                    save!();
                    let number = site;
                    let site = &program.methods[site as usize];
                    match attempt!(self.call_method(fiber, base, number, site, to)) {
                        Called::Value(value) => {
                            give!(to, value);
                        }
                        Called::Nothing => {
                            register!(site.end_to) = Dynamic::UNIT;
                            pc = site.end as usize;
                        }
                        Called::Entered => {
                            reload!();
                            spend!(CALL_OPERATIONS);
                        }
                    }
                }
                Op::CallPointer { to, site } => {
                    save!();
                    let site = &program.pointer_calls[site as usize];
                    match attempt!(self.call_pointer_site(fiber, base, site, to)) {
                        Called::Value(value) => {
                            give!(to, value);
                        }
                        Called::Nothing => register!(to) = Dynamic::UNIT,
                        Called::Entered => {
                            reload!();
                            spend!(CALL_OPERATIONS);
                        }
                    }
                }
                Op::Curry { to, site } => {
                    let site = &program.pointer_calls[site as usize];
                    let value = attempt!(self.curry_site(fiber, base, site));
                    register!(to) = value;
                }
                Op::Closure { to, site } => {
                    let site = &program.captures[site as usize];
                    let value = attempt!(self.closure(fiber, site));
                    register!(to) = value;
                }
                Op::Read { to, site } => {
                    let site = &program.places[site as usize];
                    let value = attempt!(self.read_place(fiber, base, site));
                    register!(to) = value;
                }
                Op::Write { from, site } => {
                    let site = &program.places[site as usize];
                    let value = attempt!(self.copied(&register!(from)));
                    attempt!(self.write_place(fiber, base, site, value));
                    if self.host.is_out_of_memory() {
                        attempt!(Err(self.host.memory_error()));
                    }
                }
                Op::Array { to, first, count } => {
                    let first = base + usize::from(first);
                    let items: Array = fiber.registers[first..first + usize::from(count)]
                        .iter_mut()
                        .map(std::mem::take)
                        .collect();
                    register!(to) = Dynamic::from_array(items);
                }
                Op::Extend { to, first, count } => {
                    let first = base + usize::from(first);
                    let items: Array = fiber.registers[first..first + usize::from(count)]
                        .iter_mut()
                        .map(std::mem::take)
                        .collect();
                    if let Ok(mut list) = register!(to).as_array_mut() {
                        list.extend(items);
                    }
                }
                Op::Map { to, first, keys } => {
                    let first = base + usize::from(first);
                    let names = &program.maps[usize::from(keys)];
                    let values = fiber.registers[first..first + names.len()].iter_mut().map(std::mem::take);
                    let map: Map = names.iter().map(|name| name.as_str().into()).zip(values).collect();
                    register!(to) = Dynamic::from_map(map);
                }
                Op::Text { to, first, count } => {
                    let first = base + usize::from(first);
                    let text = attempt!(self.joined(&mut fiber.registers[first..first + usize::from(count)]));
                    register!(to) = text;
                    if self.host.is_out_of_memory() {
                        attempt!(Err(self.host.memory_error()));
                    }
                }
                Op::Switch { value, site } => {
                    let table = &program.switches[site as usize];
                    if let Some(arm) = switch::first(table, &register!(value), program.dialect) {
                        pc = arm;
                    }
                }
                Op::NextArm { value, site } => {
                    let table = &program.switches[site as usize];
                    if let Some(arm) = switch::next(table, &register!(value), pc - 1, program.dialect) {
                        pc = arm;
                    }
                }
                Op::Return { from } => {
                    let value = std::mem::take(&mut register!(from));
                    let to = self.leave(fiber, &program);
                    let Some(to) = to else {
                        fiber.result = value;
                        return Ok(Pause::Ended);
                    };
                    reload!();
                    register!(to) = value;
                }
                Op::Throw { from } => {
                    let value = std::mem::take(&mut register!(from));
                    attempt!(Err(Box::new(EvalAltResult::ErrorRuntime(value, Position::NONE))));
                }
                Op::Try { error, catch } => {
                    let depth = fiber.frames.len();
                    fiber.tries.push(super::fiber::Try { depth, catch, error, caught: None });
                }
                Op::EndTry => {
                    fiber.tries.pop();
                }
                Op::Line { site } => {
                    if self.host.wants_line() {
                        self.trace(fiber, base, site);
                        if self.host.is_held() {
                            save!();
                            return Ok(Pause::Held);
                        }
                    }
                }
                Op::IsTrue { to, from } => {
                    let value = register!(from).as_bool().unwrap_or(false);
                    register!(to) = Dynamic::from_bool(value);
                }
                Op::Sorter { to, from } => {
                    let items = attempt!(self.copied(&register!(from)));
                    let items = items.into_array().unwrap_or_default();
                    register!(to) = Dynamic::from(Sorter::new(items));
                }
                Op::SortNext { to, sorter, pair } => {
                    let next = register!(sorter).write_lock::<Sorter>().and_then(|mut sorter| sorter.next());
                    register!(to) = Dynamic::from_bool(next.is_some());
                    if let Some((left, right)) = next {
                        register!(pair) = left;
                        register!(pair + 1) = right;
                    }
                }
                Op::SortAnswer { sorter, from } => {
                    let right_comes_first = attempt!(comes_after(&register!(from)));
                    if let Some(mut sorter) = register!(sorter).write_lock::<Sorter>() {
                        sorter.answer(right_comes_first);
                    }
                }
                Op::SortItems { to, sorter } => {
                    let sorter = std::mem::take(&mut register!(sorter)).try_cast::<Sorter>();
                    register!(to) = Dynamic::from_array(sorter.unwrap_or_default().into_items());
                }
                Op::Pointer { to, from } => {
                    let value = attempt!(self.named_pointer(&register!(from)));
                    register!(to) = value;
                }
                Op::IsFunction { to, first, count } => {
                    let first = base + usize::from(first);
                    let arguments = &fiber.registers[first..first + usize::from(count)];
                    let value = attempt!(self.is_function(arguments));
                    register!(to) = Dynamic::from_bool(value);
                }
                Op::IsDefined { to, name, scope } => {
                    let value = attempt!(self.is_defined(&register!(name), scope));
                    register!(to) = Dynamic::from_bool(value);
                }
                Op::Import { module } => {
                    save!();
                    if let Some(main) = self.import(module) {
                        let callee = &program.functions[main];
                        // Its frame is behind the caller's, whose value of the import is nothing.
                        let callee_base = base + function.registers;
                        let spare = u16::try_from(function.registers - 1).unwrap_or(0);
                        let number = u32::try_from(main).unwrap_or(0);
                        attempt!(fiber.enter(number, callee, callee_base, std::iter::empty(), spare, false));
                        reload!();
                    }
                }
                Op::Fail { failure, name } => {
                    let name = program.names.get(usize::from(name)).cloned().unwrap_or_default();
                    attempt!(Err(failed(failure, &name)));
                }
            }
        }
    }

    /// Returns a copy of a value, for which there must be memory.
    #[inline]
    fn copied(&self, value: &Dynamic) -> Result {
        copied(value, self.host)
    }

    /// Reports the operations since the last report. Returns true if the program is held.
    #[cold]
    fn look(&mut self) -> Result<bool> {
        let operations = std::mem::take(&mut self.pending);
        if self.host.is_out_of_memory() {
            return Err(self.host.memory_error());
        }
        self.host.spend(operations)?;
        Ok(self.host.is_held())
    }

    fn binary(&mut self, operator: Binary, mut left: Dynamic, mut right: Dynamic, at: Position) -> Result {
        if operator == Binary::Remainder
            && let Some(rest) = operators::negative_remainder(&left, &right, at, self.host)
        {
            return Ok(rest);
        }
        if operator == Binary::Add && left.is_string() && operators::append(&mut left, &right, self.host)? {
            return if self.host.is_out_of_memory() { Err(self.host.memory_error()) } else { Ok(left) };
        }
        if operator.compares()
            && let Some(decided) = self.host.compare(operator.name(), &left, &right)
        {
            return decided.map(Dynamic::from_bool);
        }
        let value = self.native(operator.native(), &mut [&mut left, &mut right])?;
        if self.host.is_out_of_memory() { Err(self.host.memory_error()) } else { Ok(value) }
    }

    fn negate(&mut self, value: &mut Dynamic) -> Result {
        if value.is_int() {
            let error = EvalAltResult::ErrorArithmetic("integer overflow".to_owned(), Position::NONE);
            return Err(Box::new(error));
        }
        self.native(NEGATE, &mut [value])
    }

    fn assign_cell(&mut self, cell: &Cell, operator: Binary, value: Dynamic, at: Position) -> Result<()> {
        let mut target = cell.borrow_mut();
        self.assign(&mut target, operator, value, at)
    }

    fn no_bool(&self, found: &str) -> Box<EvalAltResult> {
        super::elements::mismatch::<bool>(self.natives.engine(), found, Position::NONE)
    }

    /// Joins the parts of a text.
    fn joined(&mut self, parts: &mut [Dynamic]) -> Result {
        let mut text = String::new();
        for part in parts {
            let part = std::mem::take(part);
            match part.as_immutable_string_ref() {
                Ok(part) => {
                    reserve_text(text.len() + part.len(), self.host)?;
                    text.push_str(&part);
                }
                Err(_) => {
                    let mut value = self.copied(&part)?;
                    let shown = self.native(TO_STRING, &mut [&mut value]);
                    match shown.map(Dynamic::into_immutable_string) {
                        Ok(Ok(shown)) => text.push_str(&shown),
                        _ => text.push_str(&part.to_string()),
                    }
                }
            }
        }
        Ok(ImmutableString::from(text).into())
    }
}

/// Number of operations between two reports to the surroundings: some ten microseconds of script.
const LOOK_INTERVAL: u64 = 256;

/// What a call costs beside the instructions in it.
const CALL_OPERATIONS: u32 = 4;

/// Returns the value that the innermost function was called on.
fn this(fiber: &Fiber) -> Result<&Cell> {
    let has_this = fiber.frames.last().is_some_and(|frame| frame.has_this);
    let this = fiber.these.last().filter(|_| has_this);
    this.map(|this| &this.value).ok_or_else(|| Box::new(EvalAltResult::ErrorUnboundThis(Position::NONE)))
}

fn comes_after(value: &Dynamic) -> Result<bool> {
    if let Ok(order) = value.as_int() {
        return Ok(order > 0);
    }
    value.as_bool().map(|is_first| !is_first).map_err(|found| {
        Box::new(EvalAltResult::ErrorMismatchDataType("i64".to_owned(), found.to_owned(), Position::NONE))
    })
}

fn failed(failure: Failure, name: &str) -> Box<EvalAltResult> {
    let name = name.to_owned();
    Box::new(match failure {
        Failure::VariableNotFound => EvalAltResult::ErrorVariableNotFound(name, Position::NONE),
        Failure::AssignToConstant => EvalAltResult::ErrorAssignmentToConstant(name, Position::NONE),
        Failure::ModuleNotFound | Failure::ForeignModule => {
            EvalAltResult::ErrorModuleNotFound(name, Position::NONE)
        }
    })
}
