//! The engine of a run: Rhai with chosen packages, limits, guards and the API.

use std::rc::Rc;

use rhai::packages::{
    ArithmeticPackage, BasicBlobPackage, BasicFnPackage, BasicIteratorPackage, BasicMathPackage,
    BasicStringPackage, BitFieldPackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{Dynamic, Engine, EvalAltResult, Position};

use super::caught;
use super::guards;
use super::library;
use super::reading;
use crate::api;
use crate::machine::{register_json, register_sequences};
use crate::script::limits::{MAX_CALL_LEVELS, MAX_EXPRESSION_DEPTH};
use crate::script::run::ScriptRun;

/// Makes an engine with the language's packages and limits, and without access to anything outside.
pub(crate) fn bare() -> Engine {
    let mut engine = Engine::new_raw();
    ArithmeticPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicFnPackage::new().register_into_engine(&mut engine);
    BitFieldPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicBlobPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    library::register_containers(&mut engine);
    register_sequences(&mut engine);
    register_json(&mut engine);
    engine
        .disable_symbol("eval")
        .set_max_call_levels(MAX_CALL_LEVELS)
        .set_max_expr_depths(MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_DEPTH)
        .set_fail_on_invalid_map_property(true)
        .set_fast_operators(true);
    engine
}

/// Makes the engine of one run: its native functions.
pub(super) fn for_run(run: &Rc<ScriptRun>) -> Engine {
    let mut engine = bare();
    for count in 0..=1 {
        let types = vec![std::any::TypeId::of::<Dynamic>(); count];
        engine.register_raw_fn("exit", types, |_, _| -> Result<Dynamic, Box<EvalAltResult>> {
            Err(Box::new(EvalAltResult::Exit(Dynamic::UNIT, Position::NONE)))
        });
    }
    engine.on_debug(|_, _, _| ());
    let reader = run.clone();
    reading::bound(&mut engine, move || reader.must_end_reading().is_some());
    api::register(&mut engine, run);
    caught::register(&mut engine);
    guards::register(&mut engine, run);
    library::register(&mut engine, run);
    #[cfg(test)]
    engine.register_fn("crash", || -> () { panic!("a function of the tests") });
    engine
}
