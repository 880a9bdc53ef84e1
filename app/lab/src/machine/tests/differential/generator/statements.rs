//! Statements and blocks.

use super::kind::Kind;
use super::{Generator, NAMES};

/// Statements that show values.
const OUTPUT: [&str; 8] = [
    "print(@any);",
    "debug(@any);",
    "here(@any);",
    "here(@int, @any);",
    "print(`${@any} ${@int}`);",
    "here();",
    "@int;",
    "let @w = @any; print(@w);",
];

/// Statements with closures.
const CLOSURES: [&str; 13] = [
    "@arr.map(|x| { @change here(x) });",
    "@arr.filter(|x| { if x == 2 { return true; } x > 3 });",
    "(|| { @statement }).call();",
    "print((|x, y| x * y).curry(@int).call(@int));",
    "let @w = |x| { let inner = |y| { @change x += y; x + y }; inner.call(@int) + inner.call(x) }; print(@w.call(@int));",
    "let @w = |x| |y| x - y; print(@w.call(@int).call(@int));",
    "let @w = []; for i in 0..3 { @w.push(|| i * @int); } print(@w[1].call());",
    "let @w = #{n: @int, f: |x| { @change this.n += x; this.n }}; print(@w.f(@int)); print(@w.n);",
    "let @w = #{n: 1, m: #{n: 2, f: || this.n += 1}}; @w.m.f(); @w.m.f(); print(@w);",
    "let @w = @fn; print(call(@w, @int)); print(@w.name == \"abs\"); print(@w.is_anonymous);",
    "let @w = @int; let change = || { @w += 1; @w }; print(change.call()); @w *= 2; print(change.call() + @w); print(is_shared(@w));",
    "let @w = \"s\"; let add = |t| { @w += t; @statement }; add.call(@str); add.call(@char); print(@w);",
    "let @w = Fn(\"@function\"); print(@w); print(@w.call(@int));",
];

/// Statements that call functions with `this`.
const METHODS: [&str; 6] = [
    "let @w = @int; @w.add_to(@int); @w.scaled(@(2 4)); print(@w);",
    "let @w = @map; @w.raise(@int); @w.m.l[1].n.add_to(2); @w.l[0].scaled(3); print(@w);",
    "let @w = @map; @w.middle().l.push(@int); @w.itself().m.l[1].n.add_to(2); @w.itself().raise(@int); print(@w);",
    "let @w = @arr; @w.itself().push(1); @w.itself()[0].add_to(@int); print(@w);",
    "let @w = @thing; @w.part().bump(); @w.inner.part().inner.set_to(@int); @w.cells.itself()[0].add_to(1); print(@w.part().level);",
    "let @w = @str; @w.add_to(@str); print(@w);",
];

impl Generator {
    /// Writes from `least` to `most` statements, each on its line.
    pub(super) fn statements(&mut self, least: i64, most: i64) -> String {
        let mut text = String::new();
        for _ in 0..self.between(least, most) {
            text.push_str(&self.statement());
            text.push('\n');
        }
        text
    }

    /// Writes a block in its braces, sometimes with a value.
    pub(super) fn block(&mut self, least: i64, most: i64) -> String {
        self.block_after("", least, most)
    }

    /// Writes a block that begins with `start`.
    pub(super) fn block_after(&mut self, start: &str, least: i64, most: i64) -> String {
        let mark = self.scope.mark();
        self.blocks += 1;
        let mut text = self.statements(least, most);
        if self.chance(30) {
            text.push_str(&self.any());
        }
        self.blocks -= 1;
        self.scope.leave(mark);
        format!("{{ {start}\n{text} }}")
    }

    pub(super) fn statement(&mut self) -> String {
        if self.blocks >= self.max_blocks {
            return self.simple_statement();
        }
        match self.between(0, 99) {
            0..64 => self.simple_statement(),
            64..71 => self.if_statement(),
            71..82 => self.loop_statement(),
            82..87 => self.switch_statement(),
            87..97 => self.try_statement(),
            _ => self.block(1, 3),
        }
    }

    /// Writes a statement without blocks of its own.
    pub(super) fn simple_statement(&mut self) -> String {
        match self.between(0, 63) {
            0..20 => self.declaration(),
            20..42 => self.change(),
            42..50 => self.from(&OUTPUT),
            50..55 => self.from(&CLOSURES),
            55..58 => self.from(&METHODS),
            58..63 => self.leaving(),
            _ => self.risky_statement(),
        }
    }

    pub(super) fn from(&mut self, templates: &[&str]) -> String {
        let template = self.one_of(templates);
        self.fill(template)
    }

    fn declaration(&mut self) -> String {
        let kind = self.one_of(&Kind::ANY);
        let name = self.one_of(&NAMES);
        let value = self.expression(kind);
        if self.chance(12) {
            self.scope.declare_constant(name, kind);
            return format!("const {name} = {value};");
        }
        self.scope.declare(name, kind);
        format!("let {name} = {value};")
    }

    /// Writes a statement that may leave a loop, a function or the program.
    fn leaving(&mut self) -> String {
        if self.loops > 0 && self.chance(70) {
            return self.from(&[
                "if @bool { break; }",
                "if @bool { continue; }",
                "if @bool { break @int; }",
                "if @int > 5 { continue; }",
            ]);
        }
        if self.is_in_function || self.chance(20) {
            return self.from(&[
                "if @bool { return @any; }",
                "if @int == 7 { return; }",
                "if @bool { throw @any; }",
            ]);
        }
        self.from(&["if @int == 12 { throw @any; }", "print(@int);"])
    }
}
