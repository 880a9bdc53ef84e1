//! An entry of the table: a function's receiver, its arguments and its result.

use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile};

/// Kind of value that a function is called on.
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

/// Group of functions that serve one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Boards, and functions that all of them have.
    Boards,
    /// The display.
    Display,
    /// Time and repetition.
    Flow,
    /// Buttons and gestures.
    Buttons,
    /// Other sensors.
    Sensors,
    /// Sounds.
    Sound,
    /// Pins.
    Pins,
    /// Console and plot.
    Console,
    /// Numbers and random values.
    Numbers,
    /// Lists and texts.
    Lists,
    /// Tables and learning.
    Learning,
    /// Chips on the I²C bus.
    I2c,
}

impl Group {
    /// Every group, in the order shown: those for beginners first.
    pub const ALL: &'static [Self] = &[
        Self::Boards,
        Self::Display,
        Self::Flow,
        Self::Buttons,
        Self::Sensors,
        Self::Sound,
        Self::Pins,
        Self::Console,
        Self::Numbers,
        Self::Lists,
        Self::Learning,
        Self::I2c,
    ];

    /// Returns the id of the group, as in the id of its text.
    pub fn id(self) -> &'static str {
        match self {
            Self::Boards => "boards",
            Self::Display => "display",
            Self::Flow => "flow",
            Self::Buttons => "buttons",
            Self::Sensors => "sensors",
            Self::Sound => "sound",
            Self::Pins => "pins",
            Self::Console => "console",
            Self::Numbers => "numbers",
            Self::Lists => "lists",
            Self::Learning => "learning",
            Self::I2c => "i2c",
        }
    }
}

/// Set of boards that have a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boards {
    /// Every board, or no board is needed.
    All,
    /// The micro:bit.
    Microbit,
    /// The Arduino.
    Arduino,
    /// Boards with pins.
    Pins,
    /// Boards that take lines of text.
    Text,
}

impl Boards {
    /// True if a board of `kind` has the function.
    pub fn contain(self, kind: BoardKind) -> bool {
        self.contain_family(kind.family())
    }

    /// True if the boards of `family` have the function.
    pub fn contain_family(self, family: BoardFamily) -> bool {
        match self {
            Self::All => true,
            Self::Microbit => family == BoardFamily::Microbit,
            Self::Arduino => family == BoardFamily::Arduino,
            Self::Pins => BoardProfile::of(family).has_pins,
            Self::Text => BoardProfile::of(family).has_lines,
        }
    }

    /// Returns the families that have the function, in the order of lists.
    pub fn families(self) -> impl Iterator<Item = BoardFamily> {
        BoardFamily::ALL.iter().copied().filter(move |family| self.contain_family(*family))
    }

    /// Returns the names of the families, for texts.
    pub fn names(self) -> String {
        self.families().map(|family| BoardProfile::of(family).name).collect::<Vec<_>>().join(", ")
    }
}

/// Kind of value that an argument takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A whole number from `min` to `max`; a number with decimals is rounded. The unit's id may be empty.
    Int {
        /// Smallest number.
        min: i64,
        /// Largest number.
        max: i64,
        /// Unit, such as `ms`, `Hz` or `°`.
        unit: &'static str,
    },
    /// Any number.
    Number,
    /// A number, or NaN, which a sensor gives that measured nothing.
    Reading,
    /// A number, or a list of them.
    NumberOrList,
    /// 0 or 1, `false` or `true`.
    Level,
    /// A text.
    Text {
        /// Maximum length in characters; `usize::MAX` if there is none.
        max: usize,
    },
    /// One of these words, ignoring case.
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
    /// A list of anything.
    List,
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
    /// Returns the id of the kind, as in `wrong-type` errors and in the texts (`api-kind-ID`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Int { .. } => "int",
            Self::Number | Self::Reading => "number",
            Self::NumberOrList => "number-or-list",
            Self::Level => "level",
            Self::Text { .. } => "text",
            Self::Choice(_) => "choice",
            Self::Pin => "pin",
            Self::Shown => "shown",
            Self::Notes => "notes",
            Self::Colors => "colors",
            Self::Bytes => "bytes",
            Self::List => "list",
            Self::Numbers => "numbers",
            Self::Names => "names",
            Self::Column => "column",
            Self::Table => "table",
            Self::Function => "function",
            Self::Any => "any",
        }
    }
}

/// One argument of a function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Name of the argument, in English as all code is.
    pub name: &'static str,
    /// Kind of value it takes.
    pub kind: Kind,
    /// True if it may be left out; only the last arguments are optional.
    pub optional: bool,
}

/// Kind of value that a call returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives {
    /// Nothing.
    Nothing,
    /// `true` or `false`.
    Bool,
    /// A whole number from `min` to `max`.
    Int {
        /// Smallest number.
        min: i64,
        /// Largest number.
        max: i64,
        /// Unit, such as `ms`, `Hz` or `°`.
        unit: &'static str,
    },
    /// A number.
    Number,
    /// A list of bytes.
    Bytes,
    /// A picture.
    Picture,
    /// A board of this family.
    Board(BoardFamily),
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
    /// Anything.
    Any,
}

/// A function of the lab's API.
pub struct Function {
    /// Name of the function in scripts. Its text is `api-NAME`, with `_` as `-`.
    pub name: &'static str,
    /// Kind of value it is called on.
    pub receiver: Receiver,
    /// Group in the manual and the reference.
    pub group: Group,
    /// Boards that have it.
    pub boards: Boards,
    /// True if it neither waits nor shows anything: code that calls only such functions just computes, and the trace
    /// does not follow it line by line.
    pub computes: bool,
    /// Arguments, in order.
    pub arguments: &'static [Argument],
    /// Kind of value it returns.
    pub gives: Gives,
    /// A complete script that uses it.
    pub example: &'static str,
}

impl Function {
    /// Returns the id of its text in the Fluent files.
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

    /// Returns the form of a call: `set_pixel(x, y, brightness)`; optional arguments are in brackets.
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

    /// Returns the number of required arguments.
    pub fn required(&self) -> usize {
        self.arguments.iter().filter(|argument| !argument.optional).count()
    }
}
