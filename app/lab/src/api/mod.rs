//! The API of scripts. One table ([`FUNCTIONS`]) holds every function with its group, its boards, its arguments,
//! their units and ranges, and an example; registration, argument checks, completion, help, the trace's probes and
//! `docs/api.md` are derived from it. Its texts are in the Fluent files as `api-NAME`, its code in the file of its
//! kind.

mod arguments;
mod boards;
mod display;
pub mod docs;
mod flow;
mod function;
mod handles;
mod implementations;
mod learning;
pub mod pictures;
mod pins;
mod register;
mod sensors;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use self::arguments::Call;
pub use self::function::{Argument, Boards, Function, Gives, Group, Kind, Receiver};
pub use self::handles::{Board, Model, Picture, PinHandle, Table};
pub(crate) use self::register::register;
pub use self::table::FUNCTIONS;
use std::collections::HashMap;

use rhai::{Dynamic, ImmutableString};

use crate::mistakes::{CalledOn, FunctionHelp, Vocabulary};
use digilab_devices::board::BoardFamily;

/// Returns the functions of a name, whatever they are called on.
pub fn functions_named(name: &str) -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().filter(move |function| function.name == name)
}

/// Returns the functions of a group, in the order shown.
pub fn functions_of(group: Group) -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().filter(move |function| function.group == group)
}

/// Returns the names of the functions that return a board, each with its family.
pub fn constructors() -> impl Iterator<Item = (&'static str, BoardFamily)> {
    FUNCTIONS.iter().filter_map(|function| match function.gives {
        Gives::Board(family) => Some((function.name, family)),
        _ => None,
    })
}

/// Returns all names that a script may use, for "did you mean".
pub fn vocabulary() -> Vocabulary {
    let functions = FUNCTIONS.iter().map(|function| {
        let names: Vec<&str> = function.arguments.iter().map(|argument| argument.name).collect();
        let ways = (function.required()..=names.len()).filter_map(|count| names.get(..count));
        let on = match function.receiver {
            Receiver::Lab => CalledOn::Nothing,
            Receiver::Board => CalledOn::Board,
            Receiver::Pin => CalledOn::Pin,
            Receiver::Table => CalledOn::Table,
            Receiver::Model => CalledOn::Model,
        };
        FunctionHelp::new(function.name, on, ways)
    });
    Vocabulary {
        functions: functions.collect(),
        constructors: constructors().map(|(name, _)| name.to_owned()).collect(),
        variables: constants().map(str::to_owned).collect(),
    }
}

/// Returns the constants that every script sees, with their values.
pub(crate) fn values_of_constants() -> HashMap<ImmutableString, Dynamic> {
    let pictures = pictures::NAMED.iter();
    let values = pictures.filter_map(|(name, rows)| {
        Some((ImmutableString::from(*name), Dynamic::from(Picture(pictures::parse(rows)?))))
    });
    values.collect()
}

/// Returns the names of the constants: the pictures.
pub fn constants() -> impl Iterator<Item = &'static str> {
    pictures::NAMED.iter().map(|(name, _)| *name)
}
