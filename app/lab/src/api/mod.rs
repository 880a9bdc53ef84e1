//! What a script can call. One table ([`FUNCTIONS`]) holds every function with its arguments, their units and
//! ranges, and an example; registration, the checks of arguments, completion, help and
//! `docs/api.md` are all reads of it. Its texts stand in the Fluent files as `api-NAME`.

mod arguments;
mod boards;
mod bodies;
mod display;
pub mod docs;
mod flow;
mod function;
mod handles;
mod learning;
#[cfg(test)]
mod learning_tests;
pub mod pictures;
mod pins;
mod register;
mod sensors;
mod table;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use self::arguments::Call;
pub use self::function::{Argument, Boards, Function, Gives, Kind, Receiver};
pub use self::handles::{Board, Model, Picture, PinHandle, Table};
pub(crate) use self::register::register;
pub use self::table::FUNCTIONS;
use crate::mistakes::{CalledOn, FunctionHelp, Vocabulary};

/// Functions of a name, on whatever they are called.
pub fn functions_named(name: &str) -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().filter(move |function| function.name == name)
}

/// What a script may use by name, for "did you mean".
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
    Vocabulary { functions: functions.collect(), variables: constants().map(str::to_owned).collect() }
}

/// Constants a script finds: the pictures.
pub fn constants() -> impl Iterator<Item = &'static str> {
    pictures::NAMED.iter().map(|(name, _)| *name)
}
