//! Mistakes, where they are told, and how they are caught.

use super::check;

#[test]
fn a_mistake_is_thrown_again() {
    check(&[
        ("try { 1 / 0 } catch { throw }", "Division by zero: 1 / 0 (line 1, position 23)"),
        ("fn f() { 1 / 0 } try { f() } catch { throw }", "Division by zero: 1 / 0 (line 1, position 12)"),
        ("try { throw 5 } catch (e) { throw e + 1 }", "Runtime error: 6 (line 1, position 29)"),
        ("try { throw 5 } catch (e) { print(e); throw }", "5; Runtime error: 5 (line 1, position 39)"),
        ("try { try { throw 5 } catch { throw } } catch (e) { print(e) } 7", "5; 7"),
        (
            "fn f() { throw 5 } try { try { f() } catch { throw } } catch { throw }",
            "Runtime error: 5 (line 1, position 10)",
        ),
        ("fn f() { throw } try { throw 5 } catch { f() }", "Runtime error (line 1, position 10)"),
        ("throw", "Runtime error (line 1, position 1)"),
        (
            "try { throw 5 } catch { try { throw 6 } catch { throw } }",
            "Runtime error: 6 (line 1, position 49)",
        ),
        ("let f = || throw 3; try { [1].map(|x| f.call()) } catch (e) { e }", "()"),
    ]);
}

#[test]
fn mistakes_are_told_where_they_are() {
    check(&[
        ("fn f() { [][1] } f()", "Array index 1 out of bounds: array is empty (line 1, position 13)"),
        (
            "let f = |x| x.nothing; [1].map(f)",
            "Unknown property 'nothing' - a getter is not registered for type 'i64' (line 1, position 15)",
        ),
        ("\n\nlet a = 1;\na.foo()", "Function not found: foo (i64) (line 4, position 3)"),
        ("try { foo(1) } catch (e) { print(e) }", "Function not found: foo (i64) (line 1, position 7); ()"),
        ("let a = 5; if a { }", "Data type incorrect: i64 (expecting bool) (line 1, position 15)"),
        ("let a = 1; while a { }", "Data type incorrect: i64 (expecting bool) (line 1, position 18)"),
        ("-9223372036854775807 - 2", "Subtraction overflow: -9223372036854775807 - 2 (line 1, position 22)"),
    ]);
}

#[test]
fn mistakes_in_functions_of_lists_are_told_at_the_call() {
    check(&[
        ("[1, 2].sort(|a, b| \"x\")", "Data type incorrect: string (expecting i64) (line 1, position 8)"),
        ("[1].zip(5, |a, b| a)", "Function not found: zip (array, i64, Fn) (line 1, position 5)"),
        (
            "[1].find(|x| true, \"a\")",
            "Function not found: find (array, Fn, &str | ImmutableString | String) (line 1, position 5)",
        ),
        ("\n[1, 2]\n  .map(|a, b, c| a)", "Function not found: anonymous (i64, i64) (line 3, position 4)"),
        ("[1].map(5)", "Function not found: map (array, i64) (line 1, position 5)"),
        (
            "[1].filter(\"odd\")",
            "Function not found: filter (array, &str | ImmutableString | String) (line 1, position 5)",
        ),
        (
            "[1].find(\"odd\", 0)",
            "Function not found: find (array, &str | ImmutableString | String, i64) (line 1, position 5)",
        ),
        (
            "[\"a\"].index_of(\"a\", 'b')",
            "Function not found: index_of (array, &str | ImmutableString | String, &str | ImmutableString | \
             String) (line 1, position 7)",
        ),
        ("[1].reduce(1, |a, x| a)", "Function not found: reduce (array, i64, Fn) (line 1, position 5)"),
        ("5.map(|x| x)", "Function not found: map (i64, Fn) (line 1, position 3)"),
        ("[1].map(Fn(\"nothing\"))", "Function not found: nothing (i64) (line 1, position 5)"),
        ("fn f() { [1].map(|x| x / 0) } f()", "Division by zero: 1 / 0 (line 1, position 24)"),
        ("[3, 1].sort(|a, b| a - c)", "Variable not found: c (line 1, position 24)"),
        ("try { [1].map(|x| throw x + 1) } catch (e) { e }", "()"),
    ]);
}
