//! What loops go through beside lists and ranges: the numbers of `range(from, to, step)`, a text's characters, a
//! number's bits. Rhai's own types for them cannot be stepped through from outside.

use std::fmt;

use rhai::{Array, Dynamic, Engine, EvalAltResult, FLOAT, INT, ImmutableString, Position};

use super::ranges::{ExclusiveRange, InclusiveRange};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Numbers from one on, in equal steps, up to but not including another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sequence {
    Whole { next: Option<INT>, end: INT, step: INT },
    Decimal { start: FLOAT, count: FLOAT, end: FLOAT, step: FLOAT },
}

impl Sequence {
    fn whole(start: INT, end: INT, step: INT) -> Result<Self> {
        if step == 0 {
            return Err(no_step());
        }
        Ok(Self::Whole { next: Some(start), end, step })
    }

    fn decimal(start: FLOAT, end: FLOAT, step: FLOAT) -> Result<Self> {
        if start + step == start {
            return Err(no_step());
        }
        Ok(Self::Decimal { start, count: 0.0, end, step })
    }
}

fn no_step() -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorArithmetic("step value cannot be zero".to_owned(), Position::NONE))
}

/// Writes the call that makes the rest of the sequence.
impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole { next, end, step } => write!(f, "range({}, {end}, {step})", next.unwrap_or(*end)),
            Self::Decimal { start, count, end, step } => {
                write!(f, "range({:?}, {end:?}, {step:?})", start + count * step)
            }
        }
    }
}

impl Iterator for Sequence {
    type Item = Dynamic;

    fn next(&mut self) -> Option<Dynamic> {
        match self {
            Self::Whole { next, end, step } => {
                let value = (*next)?;
                if if *step > 0 { value >= *end } else { value <= *end } {
                    return None;
                }
                *next = value.checked_add(*step);
                Some(Dynamic::from(value))
            }
            // Multiplied, not added up: ten steps of 0.1 are 1.0.
            Self::Decimal { start, count, end, step } => {
                let value = *start + *count * *step;
                if if *step > 0.0 { value >= *end } else { value <= *end } {
                    return None;
                }
                *count += 1.0;
                Some(Dynamic::from(value))
            }
        }
    }
}

/// Returns a part of a sequence: from `start`, which counts from the end if it is negative.
fn part<T: Clone>(items: &[T], start: INT, length: INT) -> Vec<T> {
    let start = match usize::try_from(start) {
        Ok(start) => start,
        Err(_) => items.len().saturating_sub(usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    items.iter().skip(start).take(usize::try_from(length).unwrap_or(0)).cloned().collect()
}

fn letters(text: &str, start: INT, length: INT) -> Array {
    let start = match usize::try_from(start) {
        Ok(start) => start,
        Err(_) => {
            let from_end = usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX);
            text.chars().count().saturating_sub(from_end)
        }
    };
    text.chars().skip(start).take(usize::try_from(length).unwrap_or(0)).map(Dynamic::from).collect()
}

fn bits(number: INT, start: INT, length: INT) -> Result<Array> {
    let count = INT::BITS as usize;
    if super::elements::place(count, start).is_none() {
        return Err(Box::new(EvalAltResult::ErrorBitFieldBounds(count, start, Position::NONE)));
    }
    let bits: Vec<bool> = (0..count).map(|bit| number & (1 << bit) != 0).collect();
    Ok(part(&bits, start, length).into_iter().map(Dynamic::from).collect())
}

/// Returns the start and the length of a range without negative numbers.
fn extent(start: INT, end: INT) -> (INT, INT) {
    let start = start.max(0);
    (start, end.max(start) - start)
}

fn register_letters(engine: &mut Engine) {
    engine.register_get("chars", |text: &mut ImmutableString| letters(text, 0, INT::MAX));
    engine.register_fn("chars", |text: &str| letters(text, 0, INT::MAX));
    engine.register_fn("chars", |text: &str, start: INT| letters(text, start, INT::MAX));
    engine.register_fn("chars", letters);
    engine.register_fn("chars", |text: &str, range: ExclusiveRange| {
        let (start, length) = extent(range.start, range.end);
        letters(text, start, length)
    });
    engine.register_fn("chars", |text: &str, range: InclusiveRange| {
        let (start, length) = extent(*range.start(), range.end().saturating_add(1));
        letters(text, start, length)
    });
}

fn register_bits(engine: &mut Engine) {
    engine.register_get("bits", |number: &mut INT| bits(*number, 0, INT::MAX));
    engine.register_fn("bits", |number: INT| bits(number, 0, INT::MAX));
    engine.register_fn("bits", |number: INT, start: INT| bits(number, start, INT::MAX));
    engine.register_fn("bits", bits);
    engine.register_fn("bits", |number: INT, range: ExclusiveRange| {
        let (start, length) = extent(range.start, range.end);
        bits(number, start, length)
    });
    engine.register_fn("bits", |number: INT, range: InclusiveRange| {
        let (start, length) = extent(*range.start(), range.end().saturating_add(1));
        bits(number, start, length)
    });
}

/// Registers `range` with steps, `chars` and `bits`.
pub(crate) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Sequence>("range");
    engine.register_iterator::<Sequence>();
    engine.register_fn("range", Sequence::whole);
    engine.register_fn("range", Sequence::decimal);
    engine.register_fn("range", |range: ExclusiveRange, step: INT| {
        Sequence::whole(range.start, range.end, step)
    });
    register_letters(engine);
    register_bits(engine);
}
