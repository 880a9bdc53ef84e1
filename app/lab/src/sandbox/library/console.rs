//! `print` with several values, and of nothing.

use std::any::TypeId;

use rhai::{Dynamic, Engine, ImmutableString, NativeCallContext};

use super::change::Result;
use crate::sandbox::guards::MAX_SHOWN_BYTES;
use crate::sandbox::shown::{Limited, NOTHING, write_value};

/// Maximum number of values that one `print` takes.
const MAX_PRINTED: usize = 16;

pub(super) fn register(engine: &mut Engine) {
    for count in 2..=MAX_PRINTED {
        engine.register_raw_fn(
            "print",
            vec![TypeId::of::<Dynamic>(); count],
            |_: NativeCallContext<'_>, values: &mut [&mut Dynamic]| -> Result { Ok(line(values).into()) },
        );
    }
    engine.register_fn("print", |(): ()| NOTHING);
    engine.register_fn("to_string", |(): ()| NOTHING);
}

/// Returns the values as `print` shows them, with a space between two.
fn line(values: &[&mut Dynamic]) -> ImmutableString {
    let mut shown = Limited::new(MAX_SHOWN_BYTES);
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            shown.push(" ");
        }
        write_value(&mut shown, value, false);
    }
    shown.into_text().into()
}
