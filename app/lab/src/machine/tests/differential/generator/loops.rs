//! Loops, which all end.

use super::kind::Kind;
use super::{Generator, NAMES};

/// What a `for` goes through, and the kind of its items.
const ITERABLES: [(&str, Kind); 13] = [
    ("0..@(0 1 2 3)", Kind::Int),
    ("@(0 2)..=@(1 4)", Kind::Int),
    ("range(@(0 1), @(3 9), 2)", Kind::Int),
    ("range(5, 0, -2)", Kind::Int),
    ("@arr", Kind::Int),
    ("@arr", Kind::Int),
    ("@str", Kind::Char),
    ("@str.chars()", Kind::Char),
    ("@map.keys()", Kind::Str),
    ("@map.l", Kind::Int),
    ("@blob", Kind::Int),
    ("bits(@(5 9), 0, 3)", Kind::Bool),
    ("[0..2, @range][0]", Kind::Int),
];

impl Generator {
    pub(super) fn loop_statement(&mut self) -> String {
        match self.between(0, 11) {
            0 | 1 => self.counted("while @w < @(0 1 3)", ""),
            2 => self.counted("do", " while @w < 3;"),
            3 => self.counted("do", " until @w > 2;"),
            4 | 5 => self.endless(),
            _ => self.for_loop(),
        }
    }

    /// Writes a loop with a counter `@w`.
    fn counted(&mut self, start: &str, end: &str) -> String {
        let counter = self.fresh();
        let start = self.fill_for_counter(&counter, start);
        let end = self.fill_for_counter(&counter, end);
        self.scope.declare_constant(&counter, Kind::Int);
        let body = self.loop_body(&format!("{counter} += 1;"));
        let value = self.value_of_loop(&format!("{start} {body}{end}"), end.is_empty());
        format!("let {counter} = 0; {value}")
    }

    fn fill_for_counter(&mut self, counter: &str, template: &str) -> String {
        self.fill_for(counter, &template.replace("@w", "@self"))
    }

    fn endless(&mut self) -> String {
        let counter = self.fresh();
        self.scope.declare_constant(&counter, Kind::Int);
        let stop = self.fill_for(&counter, "@self += 1; if @self > @(1 2 4) { break; }");
        let stop =
            if self.chance(60) { stop.replace("break;", &format!("break {counter} * 2;")) } else { stop };
        let body = self.loop_body(&stop);
        let value = self.value_of_loop(&format!("loop {body}"), true);
        format!("let {counter} = 0; {value}")
    }

    fn for_loop(&mut self) -> String {
        let (iterable, kind) = self.one_of(&ITERABLES);
        let iterable = self.fill(iterable);
        let mark = self.scope.mark();
        let name = self.one_of(&NAMES);
        self.scope.declare(name, kind);
        let names = if self.chance(30) {
            self.scope.declare("k", Kind::Int);
            format!("({name}, k)")
        } else {
            name.to_owned()
        };
        let body = self.loop_body("");
        self.scope.leave(mark);
        self.value_of_loop(&format!("for {names} in {iterable} {body}"), true)
    }

    fn loop_body(&mut self, start: &str) -> String {
        self.loops += 1;
        let body = self.block_after(start, 1, 2);
        self.loops -= 1;
        body
    }

    /// Uses the value of a loop, which is what it breaks with, or leaves the loop as it is.
    fn value_of_loop(&mut self, text: &str, is_expression: bool) -> String {
        if !is_expression || self.chance(70) {
            return text.to_owned();
        }
        let name = self.fresh();
        self.scope.hide(&name);
        format!("let {name} = {text};\nprint({name});")
    }
}
