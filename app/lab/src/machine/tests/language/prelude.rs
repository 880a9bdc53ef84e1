//! Functions of lists and maps that take a function.

use super::check;

#[test]
fn lists_are_mapped_and_filtered() {
    check(&[
        ("[1, 2].map(|x| x * 2)", "[2, 4]"),
        ("[1, 2].map(|x, i| x * 10 + i)", "[10, 21]"),
        ("[1, 2].map(|| this * 3)", "[3, 6]"),
        ("[1, -2].map(Fn(\"abs\"))", "[1, 2]"),
        ("fn double(x) { x * 2 } [1, 2].map(Fn(\"double\"))", "[2, 4]"),
        ("fn double(x) { x * 2 } [1, 2].map(double)", "[2, 4]"),
        ("fn add(a, x) { x + a } [1, 2].map(Fn(\"add\").curry(10))", "[11, 12]"),
        ("map([1, 2], |x| x + 1)", "[2, 3]"),
        ("[].map(|x| x)", "[]"),
        ("[1, 2, 3].filter(|x| x != 2)", "[1, 3]"),
        ("[5, 6, 7].filter(|x, i| i > 0)", "[6, 7]"),
        ("[1, 2, 3].filter(|| this > 1)", "[2, 3]"),
        ("[\"\", \"a\"].filter(Fn(\"is_empty\"))", "[\"\"]"),
        // What is not true is left out.
        ("[1, 2].filter(|x| x)", "[]"),
        ("let l = [1, 2, 3]; l.filter(|x| x > 1).map(|x| x * 2).reduce(|a, x| a + x, 0)", "10"),
        ("let l = [1, 2]; l.map(|x| { l.push(x); x }); l", "[1, 2, 1, 2]"),
        (
            "let l = [1, 2]; let n = 0; l.for_each(|| this += 1); l.for_each(|i| n += i); [l, n]",
            "[[2, 3], 1]",
        ),
        ("[[1, 2], [3]].map(|l| l.map(|x| x + 1))", "[[2, 3], [4]]"),
    ]);
}

#[test]
fn lists_are_searched() {
    check(&[
        ("[1, 2, 3].find(|x| x > 1)", "2"),
        ("[1, 2, 3].find(|x| x > 5)", "()"),
        ("[1, 2, 3].find(|x| x > 1, 2)", "3"),
        ("[1, 2, 3].find(|x| true, -1)", "3"),
        ("[4, 5].find(|x, i| i == 1)", "5"),
        ("[4, 5].find(|| this == 5)", "5"),
        ("[1, 2].find_map(|x| if x == 2 { \"two\" })", "\"two\""),
        ("[1, 2].find_map(|x| x, 1)", "2"),
        ("[1, 2].index_of(|x| x == 2)", "1"),
        ("[1, 2].index_of(|x| x == 3)", "-1"),
        ("[1, 2, 1].index_of(|x| x == 1, 1)", "2"),
        ("[1, 2, 1].index_of(1, 1)", "2"),
        ("[\"a\", \"b\"].index_of(\"b\")", "1"),
        ("[\"a\", 'b'].index_of(\"b\")", "1"),
        ("[\"a\", \"b\"].index_of(\"a\", 1)", "-1"),
        ("[\"print\"].index_of(\"print\")", "0"),
        ("[1, 2].some(|x| x == 2)", "true"),
        ("[1, 2].some(|| this == 3)", "false"),
        ("[1, 2].all(|x, i| x > i)", "true"),
        ("[].all(|x| false)", "true"),
        ("[1, 2].contains(2)", "true"),
    ]);
}

#[test]
fn lists_are_folded() {
    check(&[
        ("[1, 2, 3].reduce(|a, x| a + x, 0)", "6"),
        ("[1, 2, 3].reduce(|a, x| if a == () { x } else { a + x })", "6"),
        ("[1, 2].reduce(|a, x, i| a + x * i, 0)", "2"),
        ("[1, 2].reduce(|a| a + this, 10)", "13"),
        ("[1, 2, 3].reduce_rev(|a, x| a * 10 + x, 0)", "321"),
        ("[5, 6].reduce_rev(|a, x, i| a * 10 + i, 0)", "10"),
        ("[].reduce(|a, x| a)", "()"),
        ("[1, 2].zip([3, 4], |a, b| a * b)", "[3, 8]"),
        ("[1, 2, 3].zip([3], |a, b| a * b)", "[3]"),
        ("[1, 2].zip([3, 4], |a, b, i| a + b + i)", "[4, 7]"),
    ]);
}

#[test]
fn lists_are_sorted() {
    check(&[
        ("let l = [3, 1, 2]; l.sort(|a, b| a - b); l", "[1, 2, 3]"),
        ("let l = [3, 1, 2]; l.sort_by(|a, b| b - a); l", "[3, 2, 1]"),
        ("let l = [3, 1, 2]; l.sort(|a, b| a < b); l", "[1, 2, 3]"),
        ("let l = [3, 1, 2]; [l.order(|a, b| a - b), l]", "[[1, 2, 3], [3, 1, 2]]"),
        ("let l = [3, 1, 2]; [l.order_by(|a, b| b - a), l]", "[[3, 2, 1], [3, 1, 2]]"),
        // Equal items keep their order.
        (
            "let l = [[1, 'a'], [0, 'b'], [1, 'c'], [0, 'd']]; l.sort(|a, b| a[0] - b[0]); l.map(|x| x[1])",
            r#"["b", "d", "a", "c"]"#,
        ),
        (
            "let l = []; for i in 0..100 { l.push(i * 37 % 100) } l.sort(|a, b| a - b); let ok = true; for (x, i) in l { ok &= x == i } ok",
            "true",
        ),
        ("let l = [1, 1, 2, 2, 1]; l.dedup(|a, b| a == b); l", "[1, 2, 1]"),
        ("let m = #{l: [2, 1]}; m.l.sort(|a, b| a - b); m.l", "[1, 2]"),
        ("fn f() { this.sort(|a, b| a - b) } let l = [2, 1]; l.f(); l", "[1, 2]"),
        ("let l = [2, 1]; try { l.sort(|a, b| throw 1) } catch { } l", "[2, 1]"),
    ]);
}

#[test]
fn lists_are_drained_and_retained() {
    check(&[
        ("let l = [1, 2, 3]; [l.drain(|x| x > 1), l]", "[[2, 3], [1]]"),
        ("let l = [1, 2, 3]; [l.retain(|x| x > 1), l]", "[[1], [2, 3]]"),
        ("let l = [1, 2, 3]; [l.drain(|x, i| i == 0), l]", "[[1], [2, 3]]"),
        ("let l = [1, 2, 3]; [l.retain(|| this == 2), l]", "[[1, 3], [2]]"),
        ("let l = [1, 2, 3]; [l.drain(0..2), l]", "[[1, 2], [3]]"),
        ("let l = [1, 2, 3]; [l.retain(0, 1), l]", "[[2, 3], [1]]"),
        ("let m = [[1, 2]]; m[0].drain(|x| x == 1); m", "[[2]]"),
        ("let l = [1, 2, 3]; fn f() { l.drain(|x| x > 1) } f(); l", "[1]"),
        (
            "const L = [1, 2]; L.drain(|x| true)",
            "Non-pure method 'drain' cannot be called on constant (line 1, position 21)",
        ),
        (
            "const L = [2, 1]; L.sort(|a, b| a - b)",
            "Non-pure method 'sort' cannot be called on constant (line 1, position 21)",
        ),
        (
            "const L = [2, 1]; L.for_each(|| this)",
            "Non-pure method 'for_each' cannot be called on constant (line 1, position 21)",
        ),
        (
            "const L = #{a: [1]}; L.a.retain(|x| true)",
            "Non-pure method 'retain' cannot be called on constant (line 1, position 26)",
        ),
        (
            "const L = #{a: 1}; L.drain(|k, v| true)",
            "Non-pure method 'drain' cannot be called on constant (line 1, position 22)",
        ),
        ("const L = [2, 1]; L.map(|x| x + 1)", "[3, 2]"),
    ]);
}

#[test]
fn maps_are_gone_through() {
    check(&[
        ("#{a: 1, b: 2}.map(|k, v| v * 2)", "#{\"a\": 2, \"b\": 4}"),
        ("#{a: 1, b: 2}.filter(|k, v| v > 1)", "#{\"b\": 2}"),
        ("#{a: 1, b: 2}.filter(|k| this == 1)", "#{\"a\": 1}"),
        ("let m = #{a: 1, b: 2}; [m.drain(|k, v| k == \"a\"), m]", "[#{\"a\": 1}, #{\"b\": 2}]"),
        ("let m = #{a: 1, b: 2}; [m.retain(|k, v| k == \"a\"), m]", "[#{\"b\": 2}, #{\"a\": 1}]"),
        // A function that the map holds comes before.
        ("let m = #{map: |x| x + 1}; m.map(4)", "5"),
        ("let m = #{filter: |f| f.call(4)}; m.filter(|x| x * 2)", "8"),
        ("let m = #{f: |x| 1}; fn f(x) { 2 } m.f(0)", "1"),
    ]);
}

#[test]
fn a_pupils_own_function_comes_first() {
    check(&[
        ("fn map(f) { 7 } [1].map(|x| x)", "7"),
        ("fn map(l, f) { 8 } map([1], |x| x)", "8"),
        ("fn call_item(x, i) { 9 } [1].map(|x| x)", "[1]"),
        ("fn index_from(f, n) { 9 } [1, 2].find(|x| x == 2)", "2"),
        ("fn len() { 99 } [1, 2].find(|x| x == 2, -1)", "2"),
    ]);
}
