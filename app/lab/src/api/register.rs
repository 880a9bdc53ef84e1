//! Registers the table with an engine.

use std::any::TypeId;
use std::rc::Rc;

use rhai::{Dynamic, Engine, EvalAltResult, FLOAT, INT, ImmutableString, NativeCallContext};

use super::arguments::{Call, Implementation, On};
use super::implementations;
use super::{Board, FUNCTIONS, Function, Kind, Model, Picture, PinHandle, Receiver, Table};
use crate::script::run::ScriptRun;

/// Registers types and every function of the table. Each function takes its arguments as `Dynamic`, so
/// that a value of a wrong type reaches our own check; Rhai only checks the number of arguments.
pub(crate) fn register(engine: &mut Engine, run: &Rc<ScriptRun>) {
    register_types(engine);
    for function in FUNCTIONS {
        let Some(implementation) = implementations::of(function) else { continue };
        for count in function.required()..=function.arguments.len() {
            for types in argument_types(function, count) {
                register_one(engine, run, function, implementation, &types);
            }
        }
    }
}

fn register_types(engine: &mut Engine) {
    engine
        .register_type_with_name::<Board>("Board")
        .register_type_with_name::<PinHandle>("Pin")
        .register_type_with_name::<Picture>("Image")
        .register_type_with_name::<Table>("Table")
        .register_type_with_name::<Model>("Model");
    let shown = |board: &mut Board| ImmutableString::from(board.to_string());
    engine.register_fn("to_string", shown).register_fn("to_debug", shown);
    let shown = |pin: &mut PinHandle| ImmutableString::from(pin.to_string());
    engine.register_fn("to_string", shown).register_fn("to_debug", shown);
    let shown = |picture: &mut Picture| ImmutableString::from(picture.to_string());
    engine.register_fn("to_string", shown).register_fn("to_debug", shown);
    let shown = |table: &mut Table| ImmutableString::from(table.to_string());
    engine.register_fn("to_string", shown).register_fn("to_debug", shown);
    let shown = |model: &mut Model| ImmutableString::from(model.to_string());
    engine.register_fn("to_string", shown).register_fn("to_debug", shown);
    engine.register_fn("==", |left: Picture, right: Picture| left == right);
    engine.register_fn("!=", |left: Picture, right: Picture| left != right);
}

/// Returns the argument types to register a function under. `Dynamic` stands for any type, but Rhai looks up a
/// function of one number that its packages have, too (`sleep`, `round`) by the exact type first: so ours has those
/// types as well.
fn argument_types(function: &Function, count: usize) -> Vec<Vec<TypeId>> {
    let receiver = match function.receiver {
        Receiver::Lab => None,
        Receiver::Board => Some(TypeId::of::<Board>()),
        Receiver::Pin => Some(TypeId::of::<PinHandle>()),
        Receiver::Table => Some(TypeId::of::<Table>()),
        Receiver::Model => Some(TypeId::of::<Model>()),
    };
    let any = TypeId::of::<Dynamic>();
    let mut all = vec![receiver.into_iter().chain(std::iter::repeat_n(any, count)).collect()];
    let is_number = |kind| matches!(kind, Kind::Int { .. } | Kind::Number);
    if receiver.is_none()
        && count == 1
        && function.arguments.first().is_some_and(|first| is_number(first.kind))
    {
        all.extend([vec![TypeId::of::<INT>()], vec![TypeId::of::<FLOAT>()]]);
    }
    all
}

fn register_one(
    engine: &mut Engine,
    run: &Rc<ScriptRun>,
    function: &'static Function,
    implementation: Implementation,
    types: &[TypeId],
) {
    let run = run.clone();
    engine.register_raw_fn(
        function.name,
        types,
        move |context: NativeCallContext<'_>,
              arguments: &mut [&mut Dynamic]|
              -> Result<Dynamic, Box<EvalAltResult>> {
            let on = match function.receiver {
                Receiver::Lab => Some(On::Lab),
                Receiver::Board => {
                    arguments.first().and_then(|board| Some(On::Board(*board.read_lock::<Board>()?)))
                }
                Receiver::Pin => {
                    arguments.first().and_then(|pin| Some(On::Pin(*pin.read_lock::<PinHandle>()?)))
                }
                Receiver::Table => {
                    arguments.first().and_then(|table| Some(On::Table(table.read_lock::<Table>()?.clone())))
                }
                Receiver::Model => {
                    arguments.first().and_then(|model| Some(On::Model(model.read_lock::<Model>()?.clone())))
                }
            };
            let Some(on) = on else { return Ok(Dynamic::UNIT) };
            let skip = usize::from(function.receiver != Receiver::Lab);
            let given = arguments.iter_mut().skip(skip).map(|value| value.flatten_clone());
            let mut call = Call::new(&run, &context, function, on, given)?;
            call.check_board()?;
            implementation(&mut call)
        },
    );
}
