//! The engine of a run: Rhai with chosen packages, limits, guards and the API.

use std::rc::Rc;

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicBlobPackage, BasicFnPackage, BasicIteratorPackage,
    BasicMapPackage, BasicMathPackage, BasicStringPackage, BitFieldPackage, LanguageCorePackage,
    LogicPackage, MoreStringPackage, Package,
};
use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position};

use super::guards;
use super::library;
use super::modules::{LessonModules, Modules};
use crate::api;
use crate::script::limits::{MAX_CALL_LEVELS, MAX_EXPRESSION_DEPTH};
use crate::script::run::ScriptRun;

/// Script that runs after the main script. Its name cannot collide with a pupil's: no identifier is written like it.
pub(super) const RUN_HANDLERS: &str = "lab_run_handlers_()";

/// Makes an engine with the language's packages and limits, and without access to anything outside.
pub(super) fn bare() -> Engine {
    let mut engine = Engine::new_raw();
    LanguageCorePackage::new().register_into_engine(&mut engine);
    ArithmeticPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicFnPackage::new().register_into_engine(&mut engine);
    BitFieldPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicBlobPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    engine
        .disable_symbol("eval")
        .set_max_call_levels(MAX_CALL_LEVELS)
        .set_max_expr_depths(MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_DEPTH)
        .set_fail_on_invalid_map_property(true)
        .set_fast_operators(true);
    engine
}

/// Makes the engine of one run.
pub(super) fn for_run(run: &Rc<ScriptRun>, modules: Modules) -> Engine {
    let mut engine = bare();
    engine.set_module_resolver(LessonModules::new(modules));
    {
        let run = run.clone();
        engine.on_progress(move |_| run.progress());
    }
    {
        let run = run.clone();
        // `print` cannot return an error that ends the run; the next operation finds the same error.
        engine.on_print(move |text| drop(run.print(text)));
    }
    for count in 0..=1 {
        let run = run.clone();
        let types = vec![std::any::TypeId::of::<Dynamic>(); count];
        engine.register_raw_fn("exit", types, move |_, _| -> Result<Dynamic, Box<EvalAltResult>> {
            run.has_exited.set(true);
            Err(Box::new(EvalAltResult::Exit(Dynamic::UNIT, Position::NONE)))
        });
    }
    engine.on_debug(|_, _, _| ());
    api::register(&mut engine, run);
    guards::register(&mut engine, run);
    library::register(&mut engine, run);
    #[cfg(test)]
    engine.register_fn("crash", || -> () { panic!("a function of the tests") });
    {
        let run = run.clone();
        engine.register_fn("lab_run_handlers_", move |context: NativeCallContext<'_>| {
            run.run_handlers(&context).map(Dynamic::from)
        });
    }
    engine
}
