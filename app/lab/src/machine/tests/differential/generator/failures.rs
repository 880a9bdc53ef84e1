//! What fails, or easily fails.

use super::Generator;

/// Statements that fail.
const FAILURES: [&str; 30] = [
    "throw @any;",
    "throw #{code: @int, text: @str};",
    "throw;",
    "@arr[99];",
    "let @w = @arr; @w[99] = @int;",
    "@str[50];",
    "no_such_variable;",
    "no_such_variable += 1;",
    "no_such_function(@int);",
    "@int.no_such_method(@any);",
    "@int.no_such_property;",
    "1 / 0;",
    "here(@int % 0);",
    "9223372036854775807 + @(1 2);",
    "@thing.fail();",
    "@thing.inner.fail();",
    "@thing.broken;",
    "@thing[9];",
    "let @w = @thing; @w.inner[7] = 2;",
    "let @w = @thing; @w.fixed.level = 1;",
    "@map.no_such;",
    "let @w = @map; @w.m.l[7].n = 1;",
    "let @w = @map; @w.m.no_such.n += 1;",
    "down(@(0 1 3));",
    "is_even(@(60 -1));",
    "let @w = @fn; @w.call(1, 2, 3, 4);",
    "let @w = @int; for i in @w { }",
    "let @w = (); @w.n;",
    "let @w = (); @w[0] = 1;",
    "let @w = [1, [2, #{f: |x| x[0]}]]; @w[1][1].f(@int);",
];

/// Statements that fail with some values.
const RISKY: [&str; 16] = [
    "if @any { }",
    "@int.@(n len zz);",
    "Fn(@str).call(@int);",
    "const @w = @int; @w.add_to(1);",
    "const @w = @arr; @w.push(1);",
    "const @w = @map; @w.raise(1);",
    "@any.push(@int);",
    "let @w = @any; @w += @any;",
    "let @w = @any; @w[@(0 1)] = @any;",
    "let @w = @any; @w.n = @any;",
    "print(@any + @any);",
    "print(@any < @any);",
    "for i in @any { print(i); }",
    "let @w = @any; for i in 0..2 { @w = [@w, @w]; } print(@w);",
    "print(@any.call(@any));",
    "switch @any { @(1 2) => throw @any, _ => () }",
];

impl Generator {
    /// Writes a statement that fails.
    pub(super) fn failure(&mut self) -> String {
        self.from(&FAILURES)
    }

    /// Writes a statement that may fail.
    pub(super) fn risky_statement(&mut self) -> String {
        self.from(&RISKY)
    }
}
