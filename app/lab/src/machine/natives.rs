//! Calls of native functions. Rhai finds a function by its name and the types of its arguments; what it found is kept
//! for each name.

use std::any::TypeId;

use rhai::{
    Caches, Dynamic, Engine, EvalAltResult, EvalContext, GlobalRuntimeState, NativeCallContext, Position,
    RhaiFunc, Scope,
};

use super::copies::copied;
use super::costs::Cost;
use super::host::Host;
use super::program::NativeName;

type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Maximum number of arguments of a call that is kept.
const MAX_KEPT: usize = 4;

/// Number of functions kept for a name.
const WAYS: usize = 2;

/// What a function can do to its first argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It gets a copy.
    None,
    /// It gets the value itself, and leaves it as it is.
    Reads,
    /// It may change it.
    Changes,
}

impl Effect {
    fn of(function: &RhaiFunc) -> Self {
        match (function.is_method(), function.is_pure()) {
            (false, _) => Self::None,
            (true, true) => Self::Reads,
            (true, false) => Self::Changes,
        }
    }
}

/// A function that was found for certain types of arguments.
#[derive(Clone)]
struct Found {
    types: [TypeId; MAX_KEPT],
    function: RhaiFunc,
}

/// The native functions of a program.
pub(super) struct Natives<'e> {
    engine: &'e Engine,
    host: &'e dyn Host,
    global: GlobalRuntimeState,
    /// Cost of each function.
    costs: Vec<Cost>,
    /// Operations that the calls since the last look have cost beside their own.
    work: u64,
    /// Empty caches that keep a function at its first call, which Rhai's own do at the second.
    fresh: Caches,
    found: Vec<[Option<Found>; WAYS]>,
}

impl<'e> Natives<'e> {
    pub fn new(engine: &'e Engine, host: &'e dyn Host, names: &[NativeName]) -> Self {
        let mut fresh = Caches::new();
        let cache = fresh.fn_resolution_cache_mut();
        for hash in 0..4096 {
            cache.bloom_filter.mark(hash);
        }
        let found = std::iter::repeat_with(|| [const { None }; WAYS]).take(names.len()).collect();
        let costs = names.iter().map(|native| Cost::of(&native.name)).collect();
        Self { engine, host, global: engine.new_global_runtime_state(), costs, work: 0, fresh, found }
    }

    pub fn host(&self) -> &'e dyn Host {
        self.host
    }

    /// Takes the operations that calls have cost beside their own.
    #[inline]
    pub fn take_work(&mut self) -> u64 {
        std::mem::take(&mut self.work)
    }

    pub fn engine(&self) -> &'e Engine {
        self.engine
    }

    /// Calls a function.
    ///
    /// # Arguments
    /// - `number`, `name`: its number in the program, and its name.
    /// - `arguments`: the arguments; the function may take them away, except for the first one by reference.
    /// - `by_reference`: true if the first argument is a place that the function may change.
    ///
    /// Returns the result, and what the function can do to its first argument.
    ///
    /// # Errors
    /// Those of the function; that there is none for such arguments, or no memory for what it makes.
    #[inline]
    pub fn call(
        &mut self,
        number: u32,
        name: &NativeName,
        arguments: &mut [&mut Dynamic],
        by_reference: bool,
    ) -> Result<(Dynamic, Effect)> {
        let cost = self.costs.get(number as usize).copied().unwrap_or_else(|| Cost::of(&name.name));
        self.work += cost.prepare(arguments, self.host)?;
        let mut types = [TypeId::of::<()>(); MAX_KEPT];
        if arguments.len() <= MAX_KEPT {
            for (kept, argument) in types.iter_mut().zip(arguments.iter()) {
                *kept = argument.type_id();
            }
            if let Some(ways) = self.found.get(number as usize) {
                for found in ways.iter().flatten() {
                    if found.types == types {
                        return call_found(
                            self.engine,
                            self.host,
                            &self.global,
                            &name.name,
                            &found.function,
                            arguments,
                            by_reference,
                        );
                    }
                }
            }
        }
        self.find(number, name, arguments, by_reference, types)
    }

    #[cold]
    fn find(
        &mut self,
        number: u32,
        name: &NativeName,
        arguments: &mut [&mut Dynamic],
        by_reference: bool,
        types: [TypeId; MAX_KEPT],
    ) -> Result<(Dynamic, Effect)> {
        let mut caches = self.fresh.clone();
        let result = EvalContext::new(self.engine, &mut self.global, &mut caches, &mut Scope::new(), None)
            .call_native_fn_raw(&name.name, by_reference, arguments);
        let mut found = caches.fn_resolution_cache_mut().dict.values().flatten();
        let function = found.next().map(|entry| entry.func.clone());
        let is_only = found.next().is_none();
        let effect = function.as_ref().map_or(Effect::None, Effect::of);
        // Rhai does more than to call these two.
        let is_plain = !matches!(name.name.as_str(), "print" | "debug");
        if let Some(function) = function
            && is_only
            && is_plain
            && arguments.len() <= MAX_KEPT
            && let Some(ways) = self.found.get_mut(number as usize)
        {
            ways.rotate_right(1);
            ways[0] = Some(Found { types, function });
        }
        result.map(|value| (value, effect))
    }
}

#[inline]
fn call_found(
    engine: &Engine,
    host: &dyn Host,
    global: &GlobalRuntimeState,
    name: &str,
    function: &RhaiFunc,
    arguments: &mut [&mut Dynamic],
    by_reference: bool,
) -> Result<(Dynamic, Effect)> {
    let effect = Effect::of(function);
    if effect == Effect::Changes && arguments.first().is_some_and(|first| first.is_read_only()) {
        let error = EvalAltResult::ErrorNonPureMethodCallOnConstant(name.to_owned(), Position::NONE);
        return Err(Box::new(error));
    }
    // A function that takes its first argument by value must not take it away from its place.
    if by_reference && effect == Effect::None {
        let Some((first, rest)) = arguments.split_first_mut() else { return Ok((Dynamic::UNIT, effect)) };
        let mut copy = copied(first, host)?;
        let mut with_copy: Vec<&mut Dynamic> = Vec::with_capacity(1 + rest.len());
        with_copy.push(&mut copy);
        with_copy.extend(rest.iter_mut().map(|argument| &mut **argument));
        return call_function(engine, global, name, function, &mut with_copy).map(|value| (value, effect));
    }
    call_function(engine, global, name, function, arguments).map(|value| (value, effect))
}

#[inline]
fn call_function(
    engine: &Engine,
    global: &GlobalRuntimeState,
    name: &str,
    function: &RhaiFunc,
    arguments: &mut [&mut Dynamic],
) -> Result {
    let context = function
        .has_context()
        .then(|| NativeCallContext::new_with_all_fields(engine, name, None, global, Position::NONE));
    if let Some(plugin) = function.get_plugin_fn() {
        return plugin.call(context, arguments);
    }
    match function.get_native_fn() {
        Some(native) => native(context, arguments),
        None => Ok(Dynamic::UNIT),
    }
}
