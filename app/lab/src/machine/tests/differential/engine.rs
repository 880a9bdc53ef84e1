//! The engine of the compared runs: the sandbox's, with native functions that record their calls.

use std::any::TypeId;
use std::rc::Rc;

use rhai::packages::{BasicArrayPackage, BasicMapPackage, LanguageCorePackage, Package};
use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position};

use super::log::Log;
use super::{describe, sorting, thing};
use crate::sandbox;

/// Maximum depth of function calls: low, so that a program that recurses without end is quick.
const MAX_CALL_LEVELS: usize = 24;

/// Function that makes a number of a byte and leaves other values as they are, for programs that were changed.
pub(super) const NUMBER_OF: &str = "number_of";

/// Makes an engine whose runs are recorded in `log`.
pub(super) fn engine(log: &Rc<Log>) -> Engine {
    let mut engine = sandbox::bare_engine();
    // Those that call functions of the script, and a few that no lab has: the interpreter's own.
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    LanguageCorePackage::new().register_into_engine(&mut engine);
    engine.set_max_call_levels(MAX_CALL_LEVELS);
    {
        let log = log.clone();
        engine.on_print(move |text| log.add(format!("print {}", describe::text(text)), Position::NONE));
    }
    {
        let log = log.clone();
        engine.on_debug(move |text, _, _| {
            log.add(format!("debug {}", describe::text(text)), Position::NONE);
        });
    }
    {
        let log = log.clone();
        engine.on_progress(move |_| (!log.step()).then_some(Dynamic::UNIT));
    }
    for count in 0..=2 {
        let log = log.clone();
        let types = vec![TypeId::of::<Dynamic>(); count];
        engine.register_raw_fn(
            "here",
            types,
            move |_: NativeCallContext<'_>, arguments| -> Result<Dynamic, Box<EvalAltResult>> {
                log.add(format!("here {}", describe::arguments(arguments)), Position::NONE);
                Ok(arguments.first().map_or(Dynamic::UNIT, |first| (**first).clone()))
            },
        );
    }
    engine.register_fn(NUMBER_OF, |value: Dynamic| match value.read_lock::<u8>() {
        Some(byte) => Dynamic::from(i64::from(*byte)),
        None => value.clone(),
    });
    sorting::register(&mut engine);
    thing::register(&mut engine, log);
    engine
}
