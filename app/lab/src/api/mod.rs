//! What a script can call. One table ([`FUNCTIONS`]) holds every function with its arguments, their units and
//! ranges, and an example; registration, the checks of arguments, completion, help and
//! `docs/api.md` are all reads of it. Its texts stand in the Fluent files as `api-NAME`.

mod arguments;
mod boards;
mod bodies;
mod display;
pub mod docs;
mod flow;
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

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::board::{BoardKind, Leds, Pin};

pub(crate) use self::arguments::Call;
pub(crate) use self::register::register;
pub use self::table::FUNCTIONS;
use crate::lab::BoardId;
use crate::learn;
use crate::mistakes::{CalledOn, FunctionHelp, Vocabulary};

/// What a function is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receiver {
    /// Nothing: `sleep(100)`.
    Lab,
    /// A board: `bit.clear()`.
    Board,
    /// A pin: `uno.pin(13).on()`.
    Pin,
    /// A table of samples: `samples.len()`.
    Table,
    /// A model that learned from a table: `model.classify([1, 2, 3])`.
    Model,
}

/// Which boards have a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boards {
    /// Every board, or no board is needed.
    All,
    /// The micro:bit.
    Microbit,
    /// The Arduino.
    Arduino,
    /// Both boards with pins.
    Pins,
    /// Boards that take lines of text.
    Text,
}

impl Boards {
    /// Whether a board of `kind` has the function.
    pub fn contain(self, kind: BoardKind) -> bool {
        match self {
            Self::All => true,
            Self::Microbit => kind.is_microbit(),
            Self::Arduino => kind == BoardKind::Arduino,
            Self::Pins => kind.is_microbit() || kind == BoardKind::Arduino,
            Self::Text => kind == BoardKind::Text || kind == BoardKind::Arduino,
        }
    }

    /// The families by name, for texts.
    pub fn names(self) -> &'static str {
        match self {
            Self::All => "micro:bit, Arduino, text",
            Self::Microbit => "micro:bit",
            Self::Arduino => "Arduino",
            Self::Pins => "micro:bit, Arduino",
            Self::Text => "Arduino, text",
        }
    }
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A whole number from `min` to `max`; a number with decimals is rounded. The unit's id may be empty.
    Int {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
        /// `ms`, `Hz`, `°`, …
        unit: &'static str,
    },
    /// Any number.
    Number,
    /// 0 or 1, `false` or `true`.
    Level,
    /// A text.
    Text {
        /// Characters at most.
        max: usize,
    },
    /// One of these words; capitals do not matter.
    Choice(&'static [&'static str]),
    /// A pin's number or name.
    Pin,
    /// A picture, a text or a number.
    Shown,
    /// Notes in one text, or a list of them.
    Notes,
    /// A list of `[red, green, blue]`, 0..=255 each.
    Colors,
    /// A list of bytes, 0..=255.
    Bytes,
    /// A list of numbers: a row of a table.
    Numbers,
    /// A list of texts: the names of a table's columns.
    Names,
    /// A column's number, from 0, or its name.
    Column,
    /// A table.
    Table,
    /// A function, as `|| bit.clear()`.
    Function,
    /// Anything.
    Any,
}

impl Kind {
    /// The id of the kind, as `wrong-type` faults name it and texts explain it (`api-kind-ID`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Int { .. } => "int",
            Self::Number => "number",
            Self::Level => "level",
            Self::Text { .. } => "text",
            Self::Choice(_) => "choice",
            Self::Pin => "pin",
            Self::Shown => "shown",
            Self::Notes => "notes",
            Self::Colors => "colors",
            Self::Bytes => "bytes",
            Self::Numbers => "numbers",
            Self::Names => "names",
            Self::Column => "column",
            Self::Table => "table",
            Self::Function => "function",
            Self::Any => "any",
        }
    }
}

/// One argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Its name, in English as all code is.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may be left out; only the last ones.
    pub optional: bool,
}

/// What a call gives back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives {
    /// Nothing.
    Nothing,
    /// `true` or `false`.
    Bool,
    /// A whole number from `min` to `max`.
    Int {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
        /// `ms`, `Hz`, `°`, …
        unit: &'static str,
    },
    /// A number.
    Number,
    /// A list of bytes.
    Bytes,
    /// A picture.
    Picture,
    /// A board.
    Board,
    /// A pin.
    Pin,
    /// A text.
    Text,
    /// A list.
    List,
    /// A table.
    Table,
    /// A model.
    Model,
}

/// One function of the lab's API.
pub struct Function {
    /// Its name, as a script writes it. The text is `api-NAME`, with `_` as `-`.
    pub name: &'static str,
    /// What it is called on.
    pub receiver: Receiver,
    /// Which boards have it.
    pub boards: Boards,
    /// Its arguments, in order.
    pub arguments: &'static [Argument],
    /// What it gives back.
    pub gives: Gives,
    /// A whole script that uses it.
    pub example: &'static str,
}

impl Function {
    /// The id of its text in the Fluent files.
    pub fn text_id(&self) -> String {
        let name = self.name.replace('_', "-");
        match self.receiver {
            Receiver::Lab => format!("api-{name}"),
            Receiver::Board => format!("api-board-{name}"),
            Receiver::Pin => format!("api-pin-{name}"),
            Receiver::Table => format!("api-table-{name}"),
            Receiver::Model => format!("api-model-{name}"),
        }
    }

    /// How a call looks: `set_pixel(x, y, brightness)`; what may be left out stands in brackets.
    pub fn signature(&self) -> String {
        let mut text = format!("{}(", self.name);
        let mut open = 0;
        for (index, argument) in self.arguments.iter().enumerate() {
            if argument.optional {
                text.push('[');
                open += 1;
            }
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(argument.name);
        }
        text.push_str(&"]".repeat(open));
        text.push(')');
        text
    }

    /// How many arguments it needs at least.
    pub fn required(&self) -> usize {
        self.arguments.iter().filter(|argument| !argument.optional).count()
    }
}

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

/// A board as a script holds it. Two of the same are the same board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    pub(crate) id: BoardId,
    pub(crate) kind: BoardKind,
}

impl Board {
    /// Its family's name, as people write it.
    pub(crate) fn name(self) -> &'static str {
        match self.kind {
            BoardKind::MicrobitV1 | BoardKind::MicrobitV2 => "micro:bit",
            BoardKind::Arduino => "Arduino",
            BoardKind::Text => "text",
        }
    }
}

/// A pin of a board as a script holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinHandle {
    pub(crate) board: Board,
    pub(crate) pin: Pin,
}

/// A table as a script holds it. Whatever it is passed to holds the same table, not a copy.
#[derive(Clone, Debug)]
pub struct Table(pub(crate) Rc<RefCell<learn::Samples>>);

/// A model as a script holds it. It does not change any more.
#[derive(Clone, Debug)]
pub struct Model(pub(crate) Rc<learn::Model>);

/// A picture as a script holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture(pub(crate) Leds);

impl std::fmt::Display for Board {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Display for PinHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "pin {} of {}", self.pin, self.board)
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "table of {}", self.0.borrow().len())
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "model of {}: {}", self.0.samples().len(), self.0.samples().labels().join(", "))
    }
}

impl std::fmt::Display for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&pictures::rows(&self.0))
    }
}
