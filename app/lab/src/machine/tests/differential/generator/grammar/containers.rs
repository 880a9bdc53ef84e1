//! Arrays, maps, blobs and ranges.

use super::Grammar;

pub(super) const ARRAY: Grammar = Grammar {
    simple: &["[]", "[1]", "[1, 2]", "[3, 1, 2]", "[1, 2, 3, 4]"],
    compound: &[
        "[@int]",
        "[@int, @int]",
        "[@int, @int, @int]",
        "(@arr + @arr)",
        "@arr.map(|x| @of_x)",
        "@arr.map(|x, i| x * i)",
        "@arr.map(Fn(\"@function\"))",
        "@arr.map(@fn)",
        "@arr.filter(|x| x != @of_x)",
        "@arr.filter(|x| x > @int).map(|x| { @change x })",
        "@map.l",
        "@map[\"l\"]",
        "@thing.cells",
        "@arr.extract(@(0 1 2)..@(1 3))",
        "{ let q = @arr; q.push(@int); q }",
        "{ let q = @arr; q.sort(|x, y| @(x-y y-x)); q }",
        "{ let q = @arr; q.sort(); q.reverse(); q }",
        "{ let q = @arr; q.for_each(|i| this += i); q }",
        "{ let q = @arr; q.retain(|x| x != @int); q }",
        "{ let q = @arr; q.insert(0, @int); q.pop(); q }",
        "{ let q = [@int, @int]; q[@(0 -1)] @(= += *= -=) @int; q }",
        "{ let q = [[@int], [@int, @int]]; q[1][@(0 1)] @(= +=) @int; q[1] }",
        "{ let q = []; for i in @(0..3 1..=2 0..=0) { q.push(i * @int); } q }",
        "{ let q = []; for i in @arr { if i == @int { continue; } q += i; } q }",
        "{ let q = @map; q.l += @int; q.l }",
        "[@int, @int].itself()",
        "if @bool { @arr } else { @arr }",
        "(@unit?.l ?? @arr)",
        "here(@arr)",
    ],
    risky: &[
        "[@int, @str, @map]",
        "[@any, @any]",
        "@map.values()",
        "@map.keys()",
        "@str.to_chars()",
        "@str.split(\",\")",
        "@arr.zip(@arr, |x, y| [x, y])",
        "@arr.map(|x| @any)",
        "@any.l",
        "@arr.filter(|x| @any)",
        "@arr.map(|x| { if x == @int { throw x; } x })",
    ],
};

pub(super) const MAP: Grammar = Grammar {
    simple: &["#{n: 1, s: \"a\", l: [1, 2], m: #{n: 3, l: [1, #{n: 2}]}}"],
    compound: &[
        "#{n: @int, s: @str, l: [@int, @int], m: #{n: @int, l: [1, #{n: @int}]}}",
        "#{n: @int, \"s\": `${@any}`, l: [1, 2], m: #{n: @int, l: [1, #{n: 2}]}, f: |x| @of_x}",
        "(@map + #{n: @int, y: @any})",
        "{ let q = @map; q.n @(= +=) @int; q }",
        "{ let q = @map; q.m.l[1].n @(= += -= *=) @int; q }",
        "{ let q = @map; q[\"z\"] = @any; q.remove(\"z\"); q }",
        "{ let q = @map; q.mixin(#{n: @int}); q }",
        "@map.itself()",
        "if @bool { @map } else { @map }",
        "#{n: here(@int), s: here(@str), l: [here(1), here(@int)], m: @map.m}",
        "here(@map)",
    ],
    risky: &["@map.m", "@map.middle()", "#{n: 1}", "(@map + #{l: [], m: 3})"],
};

pub(super) const BLOB: Grammar = Grammar {
    simple: &["blob()", "blob(3, 7)", "blob(2)"],
    compound: &[
        "blob(@(1 2 4), @int)",
        "(@blob + @blob)",
        "@str.to_blob()",
        "{ let q = @blob; q.push(@int); q }",
        "{ let q = blob(2, 1); q[@(0 1)] @(= +=) @int; q }",
        "@blob.extract(0..1)",
    ],
    risky: &["{ let q = @blob; q[@int] = @int; q }", "(@blob + @any)"],
};

pub(super) const RANGE: Grammar = Grammar {
    simple: &["0..3", "1..=4", "2..2", "(-1..2)"],
    compound: &["@(0 1 2)..@int", "(@int..=@(5 9))", "here(@range)"],
    risky: &["(@int..@any)"],
};
