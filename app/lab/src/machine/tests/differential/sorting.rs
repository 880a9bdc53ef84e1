//! The interpreter's sorting by a function, as the lab has it: Rhai's own hides the mistakes of the function.

use std::cmp::Ordering;

use rhai::plugin::*;
use rhai::{Array, Dynamic, Engine, EvalAltResult, FnPtr, NativeCallContext, Position};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// The functions that sort. What takes a list by reference changes it, and takes no constant.
#[export_module]
mod functions {
    #[rhai_fn(name = "sort", name = "sort_by", return_raw)]
    pub fn sort(context: NativeCallContext<'_>, list: &mut Array, by: FnPtr) -> Result<Array> {
        *list = sorted(&context, list, &by)?;
        Ok(list.clone())
    }

    #[rhai_fn(name = "order", name = "order_by", return_raw)]
    pub fn order(context: NativeCallContext<'_>, list: Array, by: FnPtr) -> Result<Array> {
        sorted(&context, &list, &by)
    }
}

/// Registers the functions that sort.
pub(super) fn register(engine: &mut Engine) {
    engine.register_global_module(exported_module!(functions).into());
}

/// Sorts by merging; equal items keep their order.
fn sorted(context: &NativeCallContext<'_>, items: &[Dynamic], by: &FnPtr) -> Result<Array> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    let mut width = 1;
    while width < order.len() {
        let mut merged = Vec::with_capacity(order.len());
        for pair in order.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([first, ..], [second, ..]) = (left, right) {
                if compared(context, by, &items[*first], &items[*second])? == Ordering::Greater {
                    merged.push(*second);
                    right = &right[1..];
                } else {
                    merged.push(*first);
                    left = &left[1..];
                }
            }
            merged.extend(left.iter().chain(right));
        }
        order = merged;
        width *= 2;
    }
    Ok(order.iter().map(|index| items[*index].clone()).collect())
}

fn compared(
    context: &NativeCallContext<'_>,
    by: &FnPtr,
    left: &Dynamic,
    right: &Dynamic,
) -> Result<Ordering> {
    let answer: Dynamic = by.call_within_context(context, (left.clone(), right.clone()))?;
    if let Ok(number) = answer.as_int() {
        return Ok(number.cmp(&0));
    }
    match answer.as_bool() {
        Ok(true) => Ok(Ordering::Less),
        Ok(false) => Ok(Ordering::Greater),
        Err(found) => Err(Box::new(EvalAltResult::ErrorMismatchDataType(
            "i64".to_owned(),
            found.to_owned(),
            Position::NONE,
        ))),
    }
}
