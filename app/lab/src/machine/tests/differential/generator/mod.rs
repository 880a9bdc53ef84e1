//! Makes random programs that use the whole language. Most of them end with a value, many with an error.

mod branches;
mod expressions;
mod failures;
mod functions;
mod grammar;
mod kind;
mod loops;
mod places;
mod scope;
mod statements;
mod template;

use self::functions::Function;
use self::scope::Scope;
use crate::random::Random;

/// Names of the variables that programs declare, and declare again.
const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

/// Chance in percent that an expression is one that can easily fail.
const RISK: i64 = 2;

/// That chance within `try`.
const RISK_IN_TRY: i64 = 15;

/// Makes the program of a seed.
pub(super) fn program(seed: u64) -> String {
    Generator::new(seed).program()
}

/// The state of a program that is being made.
struct Generator {
    random: Random,
    scope: Scope,
    functions: Vec<Function>,
    /// Number of expressions around the place that is being written.
    depth: usize,
    /// Number of expressions from which on only variables and simple values are written.
    max_depth: usize,
    /// Number of blocks around it.
    blocks: usize,
    max_blocks: usize,
    /// Number of loops around it in the same function.
    loops: usize,
    is_in_function: bool,
    /// Chance in percent of expressions that can easily fail.
    risk: i64,
    /// Number of names that were used for one purpose each.
    fresh_names: usize,
}

impl Generator {
    fn new(seed: u64) -> Self {
        let mut generator = Self {
            random: Random::new(seed),
            scope: Scope::default(),
            functions: Vec::new(),
            depth: 0,
            max_depth: 0,
            blocks: 0,
            max_blocks: 0,
            loops: 0,
            is_in_function: false,
            risk: RISK,
            fresh_names: 0,
        };
        generator.max_depth = generator.one_of(&[1, 2, 3, 3, 3, 4]);
        generator.max_blocks = generator.one_of(&[2, 3, 3, 4, 7]);
        generator
    }

    fn program(&mut self) -> String {
        let functions = self.function_definitions();
        let mut body = self.statements(3, 7);
        body.push_str(&self.any());
        // A program may call functions before the place that defines them.
        if self.chance(30) {
            let body = self.wrapped(&format!("here({{ {body} }})"));
            return format!("{body};\n{functions}");
        }
        let body = self.wrapped(&body);
        format!("{functions}{body}")
    }

    /// Puts the main part of a program into a function, a closure, a `try` or a loop, or leaves it as it is.
    fn wrapped(&mut self, body: &str) -> String {
        match self.between(0, 9) {
            0 => format!("fn main_part() {{ {body} }}\nmain_part()"),
            1 => format!("let main_part = || {{ {body} }};\nmain_part.call()"),
            2 => format!("try {{ {body} }} catch (error) {{ print(error); error }}"),
            3 => format!("for round in 0..2 {{ {body}; }}"),
            4 => format!("let result = {{ {body} }};\nhere(result)"),
            _ => body.to_owned(),
        }
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        self.random.between(low, high)
    }

    /// True in as many percent of cases.
    fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let last = i64::try_from(choices.len() - 1).unwrap();
        let index = self.between(0, last);
        choices[usize::try_from(index).unwrap()].clone()
    }

    /// Makes a name that occurs nowhere else.
    fn fresh(&mut self) -> String {
        self.fresh_names += 1;
        format!("w{}", self.fresh_names)
    }
}
