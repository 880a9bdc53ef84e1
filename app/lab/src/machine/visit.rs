//! Reads and changes of places inside values.

use rhai::{Dynamic, EvalAltResult, ImmutableString, Position};

use super::copies::copied;
use super::elements::{self, At};
use super::host::Surprise;
use super::natives::{Effect, Natives};
use super::op::Binary;
use super::operators;
use super::program::{INDEX_GET, INDEX_SET, Program};
use super::sites::Step;

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Action at the end of a place's steps.
pub(super) enum Action<'a> {
    Get,
    Set {
        value: Dynamic,
        operator: Option<Binary>,
        operator_at: Position,
    },
    /// Calls a native function on the place.
    Call {
        native: u32,
        name: &'a str,
        arguments: &'a mut [Dynamic],
        is_optional: bool,
        is_constant: bool,
    },
}

/// Result of a visit.
pub(super) enum Visited {
    /// A value, and true if the place may have changed.
    Value(Dynamic, bool),
    /// A `?.` met nothing.
    Nothing,
    /// The method is a function that a map holds.
    Pointer(rhai::FnPtr),
}

/// A visit of one place.
pub(super) struct Visit<'v, 'e> {
    pub natives: &'v mut Natives<'e>,
    pub program: &'v Program,
    /// Registers of the call, from its first on.
    pub registers: &'v [Dynamic],
}

impl Visit<'_, '_> {
    fn native(&mut self, number: u32, arguments: &mut [&mut Dynamic]) -> Result {
        let name = &self.program.natives[number as usize];
        self.natives.call(number, name, arguments, true).map(|(value, _)| value)
    }

    /// Follows `steps` from `target` and does `action` there.
    ///
    /// # Errors
    /// A step that is not there; errors of the action.
    pub fn go(&mut self, target: &mut Dynamic, steps: &[Step], action: &mut Action<'_>) -> Result<Visited> {
        let Some((step, rest)) = steps.split_first() else { return self.act(target, action) };
        match step {
            Step::Index { register, is_optional, is_computed, at, operator_at } => {
                if *is_optional && target.is_unit() {
                    return Ok(Visited::Nothing);
                }
                let index = self.registers.get(usize::from(*register));
                let index = copied(index.unwrap_or(&Dynamic::UNIT), self.natives.host())?;
                if *is_computed && let Ok(from_end @ ..0) = index.as_int() {
                    self.tell_counted_from_end(target, from_end, *at);
                }
                let at = At { index: *at, operator: *operator_at };
                self.index(target, index, rest, action, at)
            }
            Step::Property { name, getter, setter, is_optional, at, operator_at } => {
                if *is_optional && target.is_unit() {
                    return Ok(Visited::Nothing);
                }
                if target.is_map() {
                    return self.entry(target, name, rest, action, *at);
                }
                self.property(target, (name, *getter, *setter), rest, action, *at, *operator_at)
            }
        }
    }

    /// Tells the host of an index below zero that finds something.
    #[cold]
    fn tell_counted_from_end(&self, target: &Dynamic, index: rhai::INT, at: Position) {
        let is_there = if let Ok(list) = target.as_array_ref() {
            elements::place(list.len(), index).is_some()
        } else if let Ok(text) = target.as_immutable_string_ref() {
            // As far as the read itself goes, and no further.
            usize::try_from(index.unsigned_abs())
                .is_ok_and(|from_end| text.chars().rev().nth(from_end - 1).is_some())
        } else {
            false
        };
        if is_there {
            self.natives.host().surprise(Surprise::CountedFromEnd { index }, at);
        }
    }

    fn index(
        &mut self,
        target: &mut Dynamic,
        index: Dynamic,
        rest: &[Step],
        action: &mut Action<'_>,
        at: At,
    ) -> Result<Visited> {
        if let Ok(mut list) = target.as_array_mut() {
            let engine = self.natives.engine();
            let wanted =
                index.as_int().map_err(|found| elements::mismatch::<rhai::INT>(engine, found, at.index))?;
            let length = list.len();
            let Some(item) = elements::place(length, wanted).and_then(|place| list.get_mut(place)) else {
                return Err(Box::new(EvalAltResult::ErrorArrayBounds(length, wanted, at.index)));
            };
            return self.go(item, rest, action);
        }
        if target.is_map() {
            let key = match index.as_immutable_string_ref() {
                Ok(key) => key.clone(),
                // A character is a text.
                Err(found) => match index.as_char() {
                    Ok(letter) => letter.to_string().into(),
                    Err(_) => {
                        let engine = self.natives.engine();
                        return Err(elements::mismatch::<ImmutableString>(engine, found, at.index));
                    }
                },
            };
            return self.entry(target, &key, rest, action, at.index);
        }
        self.element(target, index, rest, action, at)
    }

    /// Goes on at an entry of a map.
    fn entry(
        &mut self,
        target: &mut Dynamic,
        key: &ImmutableString,
        rest: &[Step],
        action: &mut Action<'_>,
        at: Position,
    ) -> Result<Visited> {
        let Ok(mut map) = target.as_map_mut() else { return Ok(Visited::Nothing) };
        if let Some(item) = map.get_mut(key.as_str()) {
            return self.go(item, rest, action);
        }
        if rest.is_empty() && matches!(action, Action::Set { .. }) {
            let item = map.entry(key.clone().into()).or_default();
            return self.go(item, rest, action);
        }
        Err(Box::new(EvalAltResult::ErrorPropertyNotFound(key.to_string(), at)))
    }

    /// Goes on at an element that is no value of its own: it is read, and written back if it changes.
    fn element(
        &mut self,
        target: &mut Dynamic,
        index: Dynamic,
        rest: &[Step],
        action: &mut Action<'_>,
        at: At,
    ) -> Result<Visited> {
        let engine = self.natives.engine();
        let dialect = self.program.dialect;
        if elements::has_elements(target, dialect) {
            let mut item = elements::get(engine, target, &index, at, dialect)?;
            // The last step tells a wrong value at the assignment.
            let is_last = rest.is_empty();
            let told_at = match action {
                Action::Set { operator_at, .. } if is_last => *operator_at,
                _ => at.operator,
            };
            let visited = self.go(&mut item, rest, action)?;
            if let Visited::Value(_, true) = visited {
                elements::set(
                    engine,
                    target,
                    &index,
                    &item,
                    At { index: at.index, operator: told_at },
                    dialect,
                )?;
            }
            return Ok(visited);
        }
        if rest.is_empty()
            && let Action::Set { value, operator, operator_at } = action
        {
            let mut new = std::mem::take(value);
            if let Some(operator) = operator
                && let Ok(mut old) = self.native(INDEX_GET, &mut [target, &mut index.clone()])
            {
                self.assign(&mut old, *operator, new, *operator_at)?;
                new = old;
            }
            let set = self.native(INDEX_SET, &mut [target, &mut index.clone(), &mut new]);
            set.map(drop).map_err(|error| filled(error, at.operator))?;
            return Ok(Visited::Value(Dynamic::UNIT, true));
        }
        let mut item = self
            .native(INDEX_GET, &mut [target, &mut index.clone()])
            .map_err(|error| filled(error, at.operator))?;
        let visited = self.go(&mut item, rest, action)?;
        if let Visited::Value(_, true) = visited
            && !rest.is_empty()
        {
            self.write_back(INDEX_SET, &mut [target, &mut index.clone(), &mut item], at.operator)?;
        }
        Ok(visited)
    }

    /// Goes on at a property of a value that is no map.
    fn property(
        &mut self,
        target: &mut Dynamic,
        (name, getter, setter): (&ImmutableString, u32, u32),
        rest: &[Step],
        action: &mut Action<'_>,
        at: Position,
        operator_at: Position,
    ) -> Result<Visited> {
        if rest.is_empty()
            && let Action::Set { value, operator, operator_at: assignment_at } = action
        {
            let mut new = std::mem::take(value);
            if let Some(operator) = operator {
                let mut old = self.get_property(target, name, getter, at, operator_at)?;
                self.assign(&mut old, *operator, new, *assignment_at)?;
                new = old;
            }
            let result = self.native(setter, &mut [target, &mut new]);
            match result {
                Err(error) if matches!(*error, EvalAltResult::ErrorDotExpr(..)) => {
                    let mut key = Dynamic::from(name.clone());
                    match self.native(INDEX_SET, &mut [target, &mut key, &mut new]) {
                        Err(other) if matches!(*other, EvalAltResult::ErrorIndexingType(..)) => {
                            return Err(filled(error, at));
                        }
                        other => drop(other.map_err(|error| filled(error, operator_at))?),
                    }
                }
                other => drop(other.map_err(|error| filled(error, at))?),
            }
            return Ok(Visited::Value(Dynamic::UNIT, true));
        }
        let mut item = self.get_property(target, name, getter, at, operator_at)?;
        if rest.is_empty() && matches!(action, Action::Get) {
            return Ok(Visited::Value(item, false));
        }
        let visited = self.go(&mut item, rest, action)?;
        if let Visited::Value(_, true) = visited {
            match self.native(setter, &mut [target, &mut item]) {
                Err(error) if matches!(*error, EvalAltResult::ErrorDotExpr(..)) => {
                    let mut key = Dynamic::from(name.clone());
                    self.write_back(INDEX_SET, &mut [target, &mut key, &mut item], operator_at)?;
                }
                other => drop(other.map_err(|error| filled(error, at))?),
            }
        }
        Ok(visited)
    }

    fn get_property(
        &mut self,
        target: &mut Dynamic,
        name: &ImmutableString,
        getter: u32,
        at: Position,
        operator_at: Position,
    ) -> Result {
        match self.native(getter, &mut [target]) {
            Err(error) if matches!(*error, EvalAltResult::ErrorDotExpr(..)) => {
                let mut key = Dynamic::from(name.clone());
                match self.native(INDEX_GET, &mut [target, &mut key]) {
                    Err(other) if matches!(*other, EvalAltResult::ErrorIndexingType(..)) => {
                        Err(filled(error, at))
                    }
                    other => other.map_err(|error| filled(error, operator_at)),
                }
            }
            other => other.map_err(|error| filled(error, at)),
        }
    }

    /// Writes a changed copy back. What cannot be written is read-only.
    fn write_back(&mut self, number: u32, arguments: &mut [&mut Dynamic], at: Position) -> Result<()> {
        match self.native(number, arguments) {
            Err(error) if matches!(*error, EvalAltResult::ErrorIndexingType(..)) => Ok(()),
            other => other.map(drop).map_err(|error| filled(error, at)),
        }
    }

    fn act(&mut self, target: &mut Dynamic, action: &mut Action<'_>) -> Result<Visited> {
        match action {
            Action::Get => Ok(Visited::Value(copied(target, self.natives.host())?, false)),
            Action::Set { value, operator, operator_at } => {
                let value = std::mem::take(value);
                match operator {
                    None => *target = value,
                    Some(operator) => self.assign(target, *operator, value, *operator_at)?,
                }
                Ok(Visited::Value(Dynamic::UNIT, true))
            }
            Action::Call { native, name, arguments, is_optional, is_constant } => {
                if *is_optional && target.is_unit() {
                    return Ok(Visited::Nothing);
                }
                if let Ok(map) = target.as_map_ref()
                    && let Some(held) = map.get(*name)
                    && let Some(pointer) = held.read_lock::<rhai::FnPtr>()
                {
                    return Ok(Visited::Pointer(pointer.clone()));
                }
                let (value, effect) = self.call(target, *native, arguments, *is_constant)?;
                Ok(Visited::Value(value, effect != Effect::None))
            }
        }
    }

    fn call(
        &mut self,
        target: &mut Dynamic,
        native: u32,
        arguments: &mut [Dynamic],
        is_constant: bool,
    ) -> Result<(Dynamic, Effect)> {
        let name = &self.program.natives[native as usize];
        let mut copy;
        let target = if is_constant {
            copy = copied(target, self.natives.host())?.into_read_only();
            &mut copy
        } else {
            target
        };
        match arguments {
            [] => self.natives.call(native, name, &mut [target], true),
            [a] => self.natives.call(native, name, &mut [target, a], true),
            [a, b] => self.natives.call(native, name, &mut [target, a, b], true),
            [a, b, c] => self.natives.call(native, name, &mut [target, a, b, c], true),
            many => {
                let mut all: Vec<&mut Dynamic> = Vec::with_capacity(1 + many.len());
                all.push(target);
                all.extend(many.iter_mut());
                self.natives.call(native, name, &mut all, true)
            }
        }
    }

    /// Applies `target op= value`.
    ///
    /// # Errors
    /// Values that the operator does not take, told at `at`.
    pub fn assign(
        &mut self,
        target: &mut Dynamic,
        operator: Binary,
        mut value: Dynamic,
        at: Position,
    ) -> Result<()> {
        if let Some(result) = operators::binary(operator, target, &value) {
            *target = result;
            return Ok(());
        }
        if operator == Binary::Remainder
            && let Some(rest) = operators::negative_remainder(target, &value, at, self.natives.host())
        {
            *target = rest;
            return Ok(());
        }
        let number = operator.native() + 1;
        match self.native(number, &mut [target, &mut value]) {
            Ok(_) => Ok(()),
            // Without an operator of its own, the assignment is that of the plain operator's result.
            Err(error) if is_missing(&error, &self.program.natives[number as usize].name) => {
                let result = self
                    .native(operator.native(), &mut [target, &mut value])
                    .map_err(|error| filled(error, at))?;
                *target = result;
                Ok(())
            }
            Err(error) => Err(filled(error, at)),
        }
    }
}

fn is_missing(error: &EvalAltResult, name: &str) -> bool {
    matches!(error, EvalAltResult::ErrorFunctionNotFound(signature, _) if signature.starts_with(name))
}

/// Sets the place of an error that has none.
pub(super) fn filled(mut error: Box<EvalAltResult>, at: Position) -> Box<EvalAltResult> {
    if error.position().is_none() {
        error.set_position(at);
    }
    error
}
