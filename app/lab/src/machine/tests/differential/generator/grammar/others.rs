//! Native values, functions, and nothing.

use super::Grammar;

pub(super) const THING: Grammar = Grammar {
    simple: &["thing(3)"],
    compound: &[
        "thing(@int)",
        "@thing.inner",
        "@thing.part()",
        "(@thing + @int)",
        "{ let q = @thing; q.level += @int; q }",
        "{ let q = @thing; q.inner.level = @int; q.inner.bump(); q[1] += 2; q }",
        "{ let q = @thing; q.cells = @arr; q.cells[0] += 1; q }",
        "here(@thing)",
    ],
    risky: &["(@thing + @any)", "@any.inner", "(@thing - 1)"],
};

pub(super) const FUNCTION: Grammar = Grammar {
    simple: &["(|x| x + 1)", "Fn(\"abs\")", "(|x| x)"],
    compound: &[
        "|x| @of_x",
        "|x| @of_x",
        "|x| { @change x }",
        "|x| { @change @of_x }",
        "|x| { let q = x * 2; if q > @int { return q; } x }",
        "|x| { let inner = |y| x + y; inner.call(@of_x) }",
        "|x| { @statement x }",
        "Fn(\"@function\")",
        "(|y, x| x + y).curry(@int)",
        "(|z, y, x| x * y - z).curry(@int).curry(@int)",
        "(|y| |x| x - y).call(@int)",
        "#{f: |x| @of_x}.f",
        "[|x| @of_x, @fn][@(0 1)]",
    ],
    risky: &["|x| { throw @any; }", "Fn(@str)", "|x| this + x", "|| @int", "|x, y| x + y", "@map.f"],
};

pub(super) const UNIT: Grammar = Grammar {
    simple: &["()"],
    compound: &[
        "print(@any)",
        "if false { @any }",
        "here()",
        "{ }",
        "[].pop()",
        "(@unit?.a.b[0])",
        "@unit?[@int]",
    ],
    risky: &["@map.zz"],
};
