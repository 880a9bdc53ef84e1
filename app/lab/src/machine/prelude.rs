//! Functions of lists and maps that call a function of the script: compiled with a script that uses them.

use rhai::Dynamic;

/// The functions' text.
pub(super) const SOURCE: &str = include_str!("prelude.rhai");

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Function,
    List,
    /// The index of the first item.
    Start,
    Any,
}

impl Argument {
    fn is(self, value: &Dynamic) -> bool {
        match self {
            Self::Function => value.is_fnptr(),
            Self::List => value.is_array(),
            Self::Start => value.is_int(),
            Self::Any => true,
        }
    }
}

/// A function of the prelude.
#[derive(Debug)]
pub(super) struct Entry {
    /// Name under which a script calls it.
    pub name: &'static str,
    /// Arguments that it takes, beside the list or map.
    pub arguments: &'static [Argument],
    /// Its name in the prelude for a list, and for a map.
    pub functions: [Option<&'static str>; 2],
    /// True if it changes what it is called on.
    pub mutates: bool,
}

impl Entry {
    /// True if the function takes these arguments.
    pub fn takes(&self, given: &[Dynamic]) -> bool {
        self.arguments.len() == given.len()
            && self.arguments.iter().zip(given).all(|(argument, value)| argument.is(value))
    }

    /// True if a text stands where the function takes a function, and it takes the other arguments.
    pub fn takes_but_for_text(&self, given: &[Dynamic]) -> bool {
        let ([Argument::Function, others @ ..], [first, rest @ ..]) = (self.arguments, given) else {
            return false;
        };
        first.is_string() && others.iter().zip(rest).all(|(argument, value)| argument.is(value))
    }
}

const fn of_list(
    name: &'static str,
    arguments: &'static [Argument],
    function: &'static str,
    mutates: bool,
) -> Entry {
    Entry { name, arguments, functions: [Some(function), None], mutates }
}

const fn of_both(name: &'static str, list: &'static str, map: &'static str, mutates: bool) -> Entry {
    Entry { name, arguments: ONE, functions: [Some(list), Some(map)], mutates }
}

const ONE: &[Argument] = &[Argument::Function];
const WITH_START: &[Argument] = &[Argument::Function, Argument::Start];
const WITH_RESULT: &[Argument] = &[Argument::Function, Argument::Any];
const WITH_LIST: &[Argument] = &[Argument::List, Argument::Function];

/// Every function.
pub(super) const ENTRIES: &[Entry] = &[
    of_list("for_each", ONE, "list_for_each", true),
    of_both("map", "list_map", "map_map", false),
    of_both("filter", "list_filter", "map_filter", false),
    of_list("index_of", ONE, "list_index_of", false),
    of_list("index_of", WITH_START, "list_index_of_from", false),
    of_list("find", ONE, "list_find", false),
    of_list("find", WITH_START, "list_find_from", false),
    of_list("find_map", ONE, "list_find_map", false),
    of_list("find_map", WITH_START, "list_find_map_from", false),
    of_list("some", ONE, "list_some", false),
    of_list("all", ONE, "list_all", false),
    of_list("dedup", ONE, "list_dedup", true),
    of_list("reduce", ONE, "list_reduce", false),
    of_list("reduce", WITH_RESULT, "list_reduce_from", false),
    of_list("reduce_rev", ONE, "list_reduce_rev", false),
    of_list("reduce_rev", WITH_RESULT, "list_reduce_rev_from", false),
    of_list("zip", WITH_LIST, "list_zip", false),
    of_list("sort", ONE, "list_sort", true),
    of_list("sort_by", ONE, "list_sort", true),
    of_list("order", ONE, "list_order", false),
    of_list("order_by", ONE, "list_order", false),
    of_both("drain", "list_drain", "map_drain", true),
    of_both("retain", "list_retain", "map_retain", true),
];

/// Finds a function by the name and number of arguments of a call.
pub(super) fn entry(name: &str, count: usize) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.name == name && entry.arguments.len() == count)
}
