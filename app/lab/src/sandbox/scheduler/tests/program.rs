//! Programs of several fibers, and their text.

use std::fmt::{self, Write};

use digilab_devices::command::Button;

use super::board::REFUSED;

/// A statement. Those with a name print it, so that the order of statements is seen.
#[derive(Clone, Debug)]
pub(super) enum Statement {
    Print(u32),
    Sleep(u64),
    /// Calls a function of the program.
    Call(usize),
    /// Makes a closure and calls it.
    Closure(Block),
    Loop(u32, Block),
    /// Calls a function of lists that calls the body for each item.
    Each(Each, u32, Block),
    /// Sorts two items; the body is within the comparison.
    Sort(Block),
    /// A `try` whose body ends with a mistake, and its `catch`.
    Try(Block, Mistake, Block),
    /// A loop without anything that waits, of so many rounds.
    Compute(u32),
    /// Counts a variable that all fibers share.
    Count,
    /// Counts it, too, but sleeps after it was read and before it is written.
    SlowCount(u64),
    /// Asks, and prints the answer.
    Ask(u32),
    /// Gives the board a command and waits for its result.
    Command,
    /// Reads a sensor; the first time, that waits.
    Read,
    /// Defines a handler of the program.
    Handle(usize),
    Exit,
    Fail,
}

pub(super) type Block = Vec<Statement>;

/// A function that calls another for each item of a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Each {
    Map,
    /// `for_each`.
    Plain,
    Filter,
    Some,
    Reduce,
}

/// A mistake that is caught.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mistake {
    Thrown,
    /// The board refuses a command, after a while.
    Refused,
}

/// Reason why a handler is called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Occasion {
    Forever,
    /// Every so many milliseconds.
    Every(u64),
    Press(Button),
}

#[derive(Clone, Debug)]
pub(super) struct Handler {
    pub occasion: Occasion,
    pub body: Block,
}

/// A program with its inputs; all times are in microseconds after its beginning.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub functions: Vec<Block>,
    pub handlers: Vec<Handler>,
    pub main: Block,
    pub presses: Vec<(u64, Button)>,
    pub lines: Vec<(u64, String)>,
    pub end_us: u64,
}

impl Program {
    /// Returns its text.
    pub fn source(&self) -> String {
        let mut text =
            Text { program: self, out: String::from("let bit = microbit();\nlet total = 0;\n"), indent: 0 };
        for (number, body) in self.functions.iter().enumerate() {
            text.line(format_args!("fn f{number}() {{"));
            text.block(body);
            text.line(format_args!("}}"));
        }
        text.indent -= 1;
        text.block(&self.main);
        text.out
    }
}

struct Text<'p> {
    program: &'p Program,
    out: String,
    indent: i32,
}

impl Text<'_> {
    fn line(&mut self, line: fmt::Arguments<'_>) {
        for _ in 0..self.indent {
            self.out.push_str("    ");
        }
        writeln!(self.out, "{line}").unwrap();
    }

    fn block(&mut self, block: &Block) {
        self.indent += 1;
        for statement in block {
            self.statement(statement);
        }
        self.indent -= 1;
    }

    fn around(&mut self, before: fmt::Arguments<'_>, block: &Block, after: &str) {
        self.line(before);
        self.block(block);
        self.line(format_args!("{after}"));
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Print(name) => self.line(format_args!("print(\"p{name}\");")),
            Statement::Sleep(ms) => self.line(format_args!("sleep({ms});")),
            Statement::Call(function) => self.line(format_args!("f{function}();")),
            Statement::Closure(body) => self.around(format_args!("{{ let c = || {{"), body, "}; c.call(); }"),
            Statement::Loop(count, body) => self.around(format_args!("for i in 0..{count} {{"), body, "}"),
            Statement::Each(each, count, body) => {
                let items: Vec<String> = (0..*count).map(|item| item.to_string()).collect();
                let (name, parameters, end) = match each {
                    Each::Map => ("map", "x", "x });"),
                    Each::Plain => ("for_each", "x", "});"),
                    Each::Filter => ("filter", "x", "true });"),
                    Each::Some => ("some", "x", "false });"),
                    Each::Reduce => ("reduce", "sum, x", "x }, 0);"),
                };
                let items = items.join(", ");
                self.around(format_args!("[{items}].{name}(|{parameters}| {{"), body, end);
            }
            Statement::Sort(body) => {
                self.around(format_args!("{{ let s = [2, 1]; s.sort(|a, b| {{"), body, "a - b }); }");
            }
            Statement::Try(body, mistake, handler) => {
                self.line(format_args!("try {{"));
                self.block(body);
                match mistake {
                    Mistake::Thrown => self.line(format_args!("    throw 1;")),
                    Mistake::Refused => self.line(format_args!("    bit.set_pixel(0, 0, {REFUSED});")),
                }
                self.around(format_args!("}} catch {{"), handler, "}");
            }
            Statement::Compute(rounds) => self.line(format_args!("for i in 0..{rounds} {{ }}")),
            Statement::Count => self.line(format_args!("total += 1; print(\"t\" + total);")),
            Statement::SlowCount(ms) => self.line(format_args!(
                "{{ let seen = total; sleep({ms}); total = seen + 1; print(\"t\" + total); }}"
            )),
            Statement::Ask(name) => self.line(format_args!("print(\"a{name} \" + ask(\"q{name}\"));")),
            Statement::Command => self.line(format_args!("bit.set_pixel(0, 0, 1);")),
            Statement::Read => self.line(format_args!("bit.temperature();")),
            Statement::Handle(number) => {
                let program = self.program;
                let handler = &program.handlers[*number];
                match handler.occasion {
                    Occasion::Forever => self.line(format_args!("forever(|| {{")),
                    Occasion::Every(ms) => self.line(format_args!("every({ms}, || {{")),
                    Occasion::Press(button) => {
                        let name = match button {
                            Button::A => "A",
                            Button::B => "B",
                            Button::Logo => "logo",
                        };
                        self.line(format_args!("on_press(\"{name}\", || {{"));
                    }
                }
                self.block(&handler.body);
                self.line(format_args!("}});"));
            }
            Statement::Exit => self.line(format_args!("exit();")),
            Statement::Fail => self.line(format_args!("throw \"end\";")),
        }
    }
}
