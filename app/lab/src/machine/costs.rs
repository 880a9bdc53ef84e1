//! The costs of native functions. One call can go through all that a script holds, and make as much again, so a call
//! with much in its arguments takes as long as many operations, and the memory for its result is reserved.

use rhai::{Dynamic, EvalAltResult};

use super::copies::{Scales, is_small};
use super::host::Host;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// What a function does with lists, maps and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    /// It goes to one place, whatever the size.
    Constant,
    /// It goes through them, and makes nothing as large.
    Reads,
    /// It makes a value of each character.
    Takes,
    /// It puts a copy of its other arguments into the first one.
    Grows,
    /// It may make as much as there is in its arguments. So does every function that is not known here.
    Makes,
}

/// Functions that go to one place.
const CONSTANT: &[&str] =
    &["len", "is_empty", "push", "set", "type_of", "truncate", "clear", "pop", "call", "choose"];

/// Functions that only read.
const READING: &[&str] = &[
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "contains",
    "index_of",
    "sum",
    "min",
    "max",
    "starts_with",
    "ends_with",
    "insert",
    "remove",
    "shift",
    "reverse",
];

/// Functions that add to their first argument.
const GROWING: &[&str] = &["+=", "append", "mixin", "fill_with"];

/// Functions that take texts and byte lists apart.
const TAKING: &[&str] = &["chars", "to_chars", "get$chars", "to_array"];

/// Number of bytes that a function goes through in the time of an operation.
const BYTES_PER_OPERATION: usize = 64;

/// Size of a letter that is a value: a text of its own.
const LETTER_BYTES: usize = 64;

/// Size of a text's copies while it is made, in times its length: Rhai's texts are made of Rust's.
const TEXT_COPIES: usize = 2;

impl Cost {
    /// Returns the cost of the function of a name.
    pub fn of(name: &str) -> Self {
        if CONSTANT.contains(&name) {
            Self::Constant
        } else if READING.contains(&name) {
            Self::Reads
        } else if TAKING.contains(&name) {
            Self::Takes
        } else if GROWING.contains(&name) {
            Self::Grows
        } else {
            Self::Makes
        }
    }

    /// Makes sure that there is memory for a call. Returns the operations that it costs.
    ///
    /// # Errors
    /// That there is no memory for it; that an argument is too deep.
    #[inline]
    pub fn prepare(self, arguments: &[&mut Dynamic], host: &dyn Host) -> Result<u64> {
        if self == Self::Constant || arguments.iter().all(|value| is_small(value) && !value.is_string()) {
            return Ok(0);
        }
        self.weigh(arguments, host)
    }

    fn weigh(self, arguments: &[&mut Dynamic], host: &dyn Host) -> Result<u64> {
        let mut scales = Scales::new(host);
        for (index, value) in arguments.iter().enumerate() {
            if self == Self::Grows && index == 0 {
                continue;
            }
            if let Ok(text) = value.as_immutable_string_ref() {
                let times = if self == Self::Takes { LETTER_BYTES } else { TEXT_COPIES };
                scales.add(text.len().saturating_mul(times));
            } else if self == Self::Reads && index == 0 && value.is_map() {
                // Found by its key.
            } else if !is_small(value) {
                scales.put(value, 0)?;
            }
        }
        if self != Self::Reads {
            scales.reserve(host)?;
        }
        Ok((scales.bytes() / BYTES_PER_OPERATION) as u64)
    }
}
