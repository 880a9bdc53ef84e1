//! Functions that change a value and give it, too.

use std::any::TypeId;

use rhai::{Dynamic, Engine, EvalAltResult, FuncRegistration, NativeCallContext, RhaiNativeFunc, Variant};

/// Result of a function of the library.
pub(super) type Result<T = Dynamic> = std::result::Result<T, Box<EvalAltResult>>;

/// Registers a function that changes the value it is called on, which must be no constant.
pub(super) fn register_changing<A, const N: usize, const X: bool, R, const F: bool>(
    engine: &mut Engine,
    name: &'static str,
    change: impl RhaiNativeFunc<A, N, X, R, F> + 'static,
) where
    A: 'static,
    R: Variant + Clone,
{
    FuncRegistration::new(name).with_purity(false).register_into_engine(engine, change);
}

/// Registers a function that changes the value it is called on, and gives the changed value, too: `l.sort()` alone and
/// `l = l.sort()` both do what they say. A constant keeps its value.
pub(super) fn register_change<T: Variant + Clone>(
    engine: &mut Engine,
    name: &str,
    change: impl Fn(&mut T) -> Result<()> + 'static,
) {
    engine.register_raw_fn(
        name,
        [TypeId::of::<T>()],
        move |_: NativeCallContext<'_>, arguments: &mut [&mut Dynamic]| -> Result {
            let Some(on) = arguments.first_mut() else { return Ok(Dynamic::UNIT) };
            if on.is_read_only() {
                let Some(mut copy) = on.read_lock::<T>().map(|value| value.clone()) else {
                    return Ok(Dynamic::UNIT);
                };
                change(&mut copy)?;
                return Ok(Dynamic::from(copy));
            }
            let Some(mut value) = on.write_lock::<T>() else { return Ok(Dynamic::UNIT) };
            change(&mut value)?;
            Ok(Dynamic::from(value.clone()))
        },
    );
}
