//! The functions of a program.

use super::Generator;
use super::kind::Kind;

/// A function of the program.
#[derive(Clone, Debug)]
pub(super) struct Function {
    name: String,
    parameters: Vec<Kind>,
    result: Kind,
}

/// Functions of every program, which templates call.
const COMMON: [&str; 11] = [
    "fn add_to(p) { @statement this += p; this }\n",
    "fn int.scaled(p) { if p == 4 { return 0; } this *= p; this }\n",
    "fn map.raise(p) { this.n += p; this.l[0] -= 1; this.n }\n",
    "fn string.scaled(p) { this += p; this.len }\n",
    "fn itself() { this }\n",
    "fn middle() { this.m }\n",
    "fn down(n) {\n  if n <= 0 { throw @any; }\n  1 + down(n - 1)\n}\n",
    "fn fib(n) { if n < 2 || n > @(9 40) { n } else { fib(n - 1) + fib(n - 2) } }\n",
    "fn fib(n, more) { fib(n) + more }\n",
    "fn is_even(n) { if n == 0 { true } else { is_odd(n - 1) } }\n",
    "fn is_odd(n) { n != 0 && is_even(n - 1) }\n",
];

/// Functions that read a constant of the main program, and the constant.
const GLOBAL: &str =
    "const LIMIT = @(3 7);\nfn limited(n) { if n > global::LIMIT { global::LIMIT } else { n } }\n";

impl Generator {
    /// Writes the functions of the program.
    pub(super) fn function_definitions(&mut self) -> String {
        let mut text = String::new();
        for number in 0..self.between(0, 3) {
            let function = self.signature(&format!("f{number}"));
            text.push_str(&self.definition(&function));
            self.functions.push(function);
        }
        for template in COMMON {
            text.push_str(&self.fill(template));
        }
        if self.chance(15) {
            text.push_str(&self.fill(GLOBAL));
            let limited =
                Function { name: "limited".to_owned(), parameters: vec![Kind::Int], result: Kind::Int };
            self.functions.push(limited);
        }
        text
    }

    fn signature(&mut self, name: &str) -> Function {
        let mut parameters = Vec::new();
        for _ in 0..self.between(0, 3) {
            parameters.push(self.one_of(&[
                Kind::Int,
                Kind::Int,
                Kind::Str,
                Kind::Array,
                Kind::Map,
                Kind::Function,
            ]));
        }
        let result = self.one_of(&[Kind::Int, Kind::Int, Kind::Str, Kind::Array, Kind::Map, Kind::Bool]);
        Function { name: name.to_owned(), parameters, result }
    }

    /// Writes a function, which sees its parameters and nothing else.
    fn definition(&mut self, function: &Function) -> String {
        let outer = std::mem::take(&mut self.scope);
        self.is_in_function = true;
        let parameters: Vec<String> = (0..function.parameters.len()).map(|at| format!("p{at}")).collect();
        for (name, kind) in parameters.iter().zip(&function.parameters) {
            self.scope.declare(name, *kind);
        }
        let body = self.statements(0, 3);
        let result = self.expression(function.result);
        self.is_in_function = false;
        self.scope = outer;
        format!("fn {}({}) {{\n{body}{result}\n}}\n", function.name, parameters.join(", "))
    }

    /// Makes a call of one of the program's functions that return a kind, if there is one.
    pub(super) fn call(&mut self, result: Kind) -> Option<String> {
        let functions: Vec<Function> =
            self.functions.iter().filter(|function| function.result == result).cloned().collect();
        if functions.is_empty() {
            return None;
        }
        let Function { name, parameters, .. } = self.one_of(&functions);
        let arguments: Vec<String> = parameters.iter().map(|kind| self.expression(*kind)).collect();
        Some(match self.between(0, 9) {
            0 => {
                let pointer = [vec![format!("Fn(\"{name}\")")], arguments].concat();
                format!("call({})", pointer.join(", "))
            }
            1 => format!("Fn(\"{name}\").call({})", arguments.join(", ")),
            2 => {
                let (curried, rest) = arguments.split_at(arguments.len().min(1));
                format!("Fn(\"{name}\").curry({}).call({})", curried.join(", "), rest.join(", "))
            }
            _ => format!("{name}({})", arguments.join(", ")),
        })
    }

    /// Returns the name of a function with one integer argument.
    pub(super) fn function_name(&mut self) -> String {
        let is_fitting =
            |function: &&Function| function.parameters == [Kind::Int] && function.result == Kind::Int;
        let mut names: Vec<String> =
            self.functions.iter().filter(is_fitting).map(|function| function.name.clone()).collect();
        names.extend(["abs", "sign", "here", "fib"].map(str::to_owned));
        self.one_of(&names)
    }
}
