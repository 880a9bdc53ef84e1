//! The code behind the functions of the table: each file's own list. It stands apart so that who only reads the table, as a
//! browser's page does for completion and help, need not carry the script engine.

use super::arguments::{Implementation, Implementations};
use super::{Function, Gives, boards, display, flow, learning, pins, sensors, values};

/// The lists of all files.
pub(super) const ALL: &[Implementations] = &[
    boards::IMPLEMENTATIONS,
    display::IMPLEMENTATIONS,
    flow::IMPLEMENTATIONS,
    learning::IMPLEMENTATIONS,
    pins::IMPLEMENTATIONS,
    sensors::IMPLEMENTATIONS,
    values::IMPLEMENTATIONS,
];

/// Returns the implementation of `function`; `None` if Rhai itself has it.
pub(super) fn of(function: &Function) -> Option<Implementation> {
    if let Gives::Board(_) = function.gives {
        return Some(boards::connected);
    }
    let mut all = ALL.iter().copied().flatten();
    let found = all.find(|(receiver, name, _)| *receiver == function.receiver && *name == function.name);
    found.map(|(.., implementation)| *implementation)
}
