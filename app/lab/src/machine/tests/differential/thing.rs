//! A native type with properties, indexes, operators and methods, each of which is recorded when it is called.

use std::fmt::Debug;
use std::rc::Rc;

use rhai::{Array, Dynamic, Engine, EvalAltResult, INT, Position};

use super::log::Log;

type Fallible<T> = Result<T, Box<EvalAltResult>>;

/// A value with all that a native type can have.
#[derive(Clone, Debug, Default)]
pub(super) struct Thing {
    level: INT,
    cells: Vec<INT>,
    inner: Option<Box<Thing>>,
}

impl Thing {
    fn new(level: INT) -> Self {
        let inner = Self { level: 5, cells: vec![1, 2], inner: None };
        Self { level, cells: vec![10, 20, 30], inner: Some(Box::new(inner)) }
    }

    fn inner(&self) -> Self {
        self.inner.as_deref().cloned().unwrap_or_default()
    }

    fn cell(&mut self, index: INT) -> Fallible<&mut INT> {
        let count = self.cells.len();
        let cell = usize::try_from(index).ok().and_then(|index| self.cells.get_mut(index));
        cell.ok_or_else(|| EvalAltResult::ErrorArrayBounds(count, index, Position::NONE).into())
    }
}

/// Registers the type and its functions.
pub(super) fn register(engine: &mut Engine, log: &Rc<Log>) {
    engine.register_type_with_name::<Thing>("Thing");
    register_properties(engine, log);
    register_indexer(engine, log);
    register_methods(engine, log);
    register_operators(engine, log);
}

/// Makes a function that records a call.
fn recorder(log: &Rc<Log>, name: &'static str) -> impl Fn(&dyn Debug) + 'static {
    let log = log.clone();
    move |values| log.add(format!("{name} {values:?}"), Position::NONE)
}

fn register_properties(engine: &mut Engine, log: &Rc<Log>) {
    let (get, set) = (recorder(log, "get level"), recorder(log, "set level"));
    engine.register_get_set(
        "level",
        move |thing: &mut Thing| {
            get(thing);
            thing.level
        },
        move |thing: &mut Thing, level: INT| {
            set(&(&thing, level));
            thing.level = level;
        },
    );
    let (get, set) = (recorder(log, "get cells"), recorder(log, "set cells"));
    engine.register_get_set(
        "cells",
        move |thing: &mut Thing| -> Array {
            get(thing);
            thing.cells.iter().map(|cell| Dynamic::from(*cell)).collect()
        },
        move |thing: &mut Thing, cells: Array| {
            set(&(&thing, cells.len()));
            thing.cells = cells.into_iter().map(|cell| cell.as_int().unwrap_or(-1)).collect();
        },
    );
    let (get, set) = (recorder(log, "get inner"), recorder(log, "set inner"));
    engine.register_get_set(
        "inner",
        move |thing: &mut Thing| {
            get(thing);
            thing.inner()
        },
        move |thing: &mut Thing, inner: Thing| {
            set(&(&thing, &inner));
            thing.inner = Some(Box::new(inner));
        },
    );
    let get = recorder(log, "get broken");
    engine.register_get("broken", move |thing: &mut Thing| -> Fallible<INT> {
        get(thing);
        Err("it cannot be read".into())
    });
    let get = recorder(log, "get fixed");
    engine.register_get("fixed", move |thing: &mut Thing| {
        get(thing);
        thing.inner()
    });
}

fn register_indexer(engine: &mut Engine, log: &Rc<Log>) {
    let (get, set) = (recorder(log, "get index"), recorder(log, "set index"));
    engine.register_indexer_get_set(
        move |thing: &mut Thing, index: INT| -> Fallible<INT> {
            get(&(&thing, index));
            thing.cell(index).copied()
        },
        move |thing: &mut Thing, index: INT, value: INT| -> Fallible<()> {
            set(&(&thing, index, value));
            *thing.cell(index)? = value;
            Ok(())
        },
    );
}

fn register_methods(engine: &mut Engine, log: &Rc<Log>) {
    let record = recorder(log, "thing");
    engine.register_fn("thing", move |level: INT| {
        record(&level);
        Thing::new(level)
    });
    let record = recorder(log, "bump");
    engine.register_fn("bump", move |thing: &mut Thing| {
        record(thing);
        thing.level = thing.level.wrapping_add(1);
        thing.level
    });
    let record = recorder(log, "set_to");
    engine.register_fn("set_to", move |thing: &mut Thing, level: INT| {
        record(&(&thing, level));
        thing.level = level;
    });
    let record = recorder(log, "doubled");
    engine.register_fn("doubled", move |thing: &mut Thing| {
        record(thing);
        thing.level.wrapping_mul(2)
    });
    let record = recorder(log, "part");
    engine.register_fn("part", move |thing: &mut Thing| {
        record(thing);
        thing.inner()
    });
    let record = recorder(log, "fail");
    engine.register_fn("fail", move |thing: &mut Thing| -> Fallible<()> {
        record(thing);
        thing.level = thing.level.wrapping_add(1);
        Err("it failed".into())
    });
    let record = recorder(log, "to_string");
    engine.register_fn("to_string", move |thing: &mut Thing| {
        record(thing);
        format!("Thing({})", thing.level)
    });
}

fn register_operators(engine: &mut Engine, log: &Rc<Log>) {
    let record = recorder(log, "+");
    engine.register_fn("+", move |thing: Thing, more: INT| {
        record(&(&thing, more));
        Thing { level: thing.level.wrapping_add(more), ..thing }
    });
    let record = recorder(log, "+=");
    engine.register_fn("+=", move |thing: &mut Thing, more: INT| {
        record(&(&thing, more));
        thing.level = thing.level.wrapping_add(more);
    });
    let record = recorder(log, "==");
    engine.register_fn("==", move |thing: Thing, other: Thing| {
        record(&(&thing, &other));
        thing.level == other.level
    });
}
