//! Characters, texts, variables' names, and pointers to functions.

use super::check;

#[test]
fn characters_are_texts() {
    check(&[
        ("switch \"abc\"[0] { \"a\" => 1, _ => 2 }", "1"),
        ("switch \"abc\"[1] { \"a\" => 1, _ => 2 }", "2"),
        ("switch 'a' { 'a' => 1, \"a\" => 2, _ => 3 }", "1"),
        ("switch 'a' { \"a\" => 1, 'a' => 2, _ => 3 }", "1"),
        ("switch 'a' { \"a\" if false => 1, \"ab\" => 2, _ => 3 }", "3"),
        ("let n = 0; for c in \"aba\" { switch c { \"a\" => n += 1, \"b\" => n += 10 } } n", "12"),
        ("let m = #{a: 1}; m[\"abc\"[0]]", "1"),
        ("let m = #{}; for c in \"aab\" { m[c] = 1 } m", "#{\"a\": 1, \"b\": 1}"),
    ]);
}

#[test]
fn the_end_of_a_text_changes() {
    check(&[
        ("let t = \"x y z\"; t[-1] = 'a'; t", "\"x y a\""),
        ("let t = \"abc\"; t[-3] = 'x'; t", "\"xbc\""),
        (
            "let t = \"abc\"; t[-4] = 'x'",
            "String index -4 out of bounds: only 3 characters in string (line 1, position 18)",
        ),
        ("let t = \"aé\"; t[1] = 'x'; t[0] = 'é'; t", "\"éx\""),
        ("let t = \"abcd\"; t[1..3] = \"X\"; t", "\"aXd\""),
        ("let m = #{t: \"abc\"}; m.t[-1] = 'd'; m.t", "\"abd\""),
    ]);
}

#[test]
fn nothing_ends_a_whole_chain() {
    check(&[
        ("let x = [()?.foo().bar, 3]; x", "[(), 3]"),
        ("fn f(x) { [()?.foo().bar, 3] } [[true, 1 == 1], f(1)]", "[[true, true], [(), 3]]"),
        ("let m = #{a: ()}; m.a?.foo().bar[1].baz()", "()"),
        ("let m = #{a: ()}; 1 + (m.a?.foo().bar ?? 4)", "5"),
        ("fn g(x) { x } if 1 == 1 { g(()?.to_string().sub_string) }", "()"),
    ]);
}

#[test]
fn what_is_no_number_equals_nothing() {
    check(&[
        (
            "let n = sqrt(-1.0); [n == 0, n != 0, n < 0, n <= 0, n > 0, n >= 0]",
            "[false, true, false, false, false, false]",
        ),
        ("let n = sqrt(-1.0); [n == n, n != n]", "[false, true]"),
        ("let n = -ln(0.0); [n == n, n != n, n >= n, n > 1]", "[true, false, true, true]"),
        ("[1 > -1 / 0.0, 1 < 1 / 0.0, 1 >= 1 / 0.0]", "[true, true, false]"),
        ("[0.1 + 0.2 == 0.3, 1 == 1.0, 0.1 + 0.2 <= 0.3, 0.1 < 0.2]", "[true, true, true, true]"),
    ]);
}

#[test]
fn parts_of_a_text_are_told_in_their_order() {
    check(&[
        ("let a = 1; let f = || { a += 1; a }; `${a}${f.call()}${a}`", "\"122\""),
        ("let l = [1]; `${l}${l.push(2)}${l}`", "\"[1][1, 2]\""),
    ]);
}

#[test]
fn closures_have_json() {
    check(&[
        ("let a = 1; #{f: || a, n: [1]}.to_json().contains(\",1]\")", "true"),
        ("let m = #{}; m.f = || m; m.to_json().len() > 10", "true"),
        ("#{a: #{b: [1, 'x']}}.to_json().len()", "19"),
    ]);
}

#[test]
fn names_are_known() {
    check(&[
        ("let a = 1; [is_def_var(\"a\"), is_def_var(\"b\")]", "[true, false]"),
        ("{ let a = 1; } is_def_var(\"a\")", "false"),
        ("fn f(a) { is_def_var(\"a\") } f(1)", "true"),
        ("let n = \"a\"; let a = 1; is_def_var(n)", "true"),
        ("fn f(x) { x } [is_def_fn(\"f\", 1), is_def_fn(\"f\", 2)]", "[true, false]"),
        ("fn int.f() { 1 } is_def_fn(\"i64\", \"f\", 0)", "true"),
        ("let a = 1; let f = || a; [is_shared(a), a.is_shared()]", "[true, true]"),
        ("let a = 1; [is_shared(a), a.is_shared()]", "[false, false]"),
    ]);
}

#[test]
fn pointers_call_functions() {
    check(&[
        (
            "fn f(a, b) { a * 10 + b } let p = Fn(\"f\"); [p.call(1, 2), call(p, 3, 4), p.curry(5).call(6)]",
            "[12, 34, 56]",
        ),
        ("Fn(\"abs\").call(-5)", "5"),
        ("let a = 1; let f = |x, y| a + x * y; curry(f, 3).call(4)", "13"),
        ("let f = |x| x; f.call()", "Function not found: anonymous () (line 1, position 18)"),
        ("call(5)", "Data type incorrect: i64 (expecting Fn) (line 1, position 6)"),
        (
            "let f = |n| if n == 0 { 0 } else { 1 + f.call(n - 1) }; f.call(5)",
            "Variable not found: f (line 1, position 40)",
        ),
        ("let f = (); f = |n| if n == 0 { 0 } else { 1 + f.call(n - 1) }; f.call(5)", "5"),
    ]);
}
