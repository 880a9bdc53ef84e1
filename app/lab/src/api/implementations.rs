//! Implementations of the functions of the table: a list in each file. They are separate from the table so that code
//! that only reads it, such as a browser's page for completion and help, need not include the script engine.

use super::arguments::{Implementation, Implementations};
use super::{Function, Gives, boards, display, flow, learning, pins, sensors, values};

/// Lists of all files.
pub(super) const ALL: &[Implementations] = &[
    boards::IMPLEMENTATIONS,
    display::IMPLEMENTATIONS,
    flow::IMPLEMENTATIONS,
    learning::IMPLEMENTATIONS,
    pins::IMPLEMENTATIONS,
    sensors::IMPLEMENTATIONS,
    values::IMPLEMENTATIONS,
];

/// Returns the implementation of `function`; `None` if the language itself has it: Rhai, or the sandbox's
/// library.
pub(super) fn of(function: &Function) -> Option<Implementation> {
    if let Gives::Board(_) = function.gives {
        return Some(boards::connected);
    }
    let mut all = ALL.iter().copied().flatten();
    let found = all.find(|(receiver, name, _)| *receiver == function.receiver && *name == function.name);
    found.map(|(.., implementation)| *implementation)
}
