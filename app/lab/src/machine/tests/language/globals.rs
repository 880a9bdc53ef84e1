//! Variables and constants of the main script in functions.

use super::check;

#[test]
fn functions_see_variables_of_the_main_script() {
    check(&[
        ("let a = 1; fn f() { a } f()", "1"),
        ("const A = 1; fn f() { A } f()", "1"),
        ("const A = 1; fn f() { global::A } f()", "1"),
        ("let a = 1; fn f() { a += 1; a = a * 10; } f(); a", "20"),
        ("let a = [1]; fn f() { a.push(2); a[0] = 5; a[1] += 1; } f(); a", "[5, 3]"),
        ("let a = #{n: 1}; fn f() { a.n += 1; a.m = [a.n] } f(); a.m", "[2]"),
        ("let a = 1; fn f() { let a = 5; a += 1; a } [f(), a]", "[6, 1]"),
        ("let a = 1; fn f(a) { a += 1; a } [f(7), a]", "[8, 1]"),
        ("let a = 1; fn f() { g() } fn g() { a += 1; a } f()", "2"),
        ("let a = 1; fn f() { || a } let g = f(); a = 3; g.call()", "3"),
        ("let a = 1; fn f() { |x| { a += x; a } } f().call(2); a", "3"),
        ("let a = 1; let g = || a += 1; fn f() { a } g.call(); f()", "2"),
        ("let a = 3; fn f(n) { if n == 0 { a } else { a += 1; f(n - 1) } } f(4)", "7"),
        ("let f = 1; fn f() { f } f()", "1"),
    ]);
}

#[test]
fn a_variable_is_seen_from_its_definition_on() {
    check(&[
        ("fn f() { a } f(); let a = 1;", "Variable not found: a (line 1, position 10)"),
        ("fn f() { a += 1 } f(); let a = 1;", "Variable not found: a (line 1, position 10)"),
        ("fn f() { a[0] } f(); let a = [1];", "Variable not found: a (line 1, position 10)"),
        ("fn f() { a.len() } f(); let a = [1];", "Variable not found: a (line 1, position 10)"),
        ("fn f() { len(a) } f(); let a = [1];", "Variable not found: a (line 1, position 14)"),
        ("fn f() { a = 1 } f(); let a = 2;", "Variable not found: a (line 1, position 10)"),
        ("fn f() { || a } f(); let a = 2;", "Variable not found: a (line 1, position 13)"),
        ("fn f() { a } let a = 1; f()", "1"),
        ("fn f() { a } let r = 0; try { r = f() } catch { r = 7 } let a = 1; [r, f()]", "[7, 1]"),
        ("fn f() { b } f()", "Variable not found: b (line 1, position 10)"),
    ]);
}

#[test]
fn the_innermost_variable_of_a_name_is_seen() {
    check(&[
        ("let a = 1; fn f() { a } let a = 2; f()", "2"),
        ("let a = 1; fn f() { a } let x = f(); { let a = 2; x = x * 10 + f() } x * 10 + f()", "121"),
        ("fn f() { a } { let a = 2; print(f()) } f()", "2; Variable not found: a (line 1, position 10)"),
        ("let a = 1; fn f() { a } if true { let a = 3; print(f()) } f()", "3; 1"),
        ("let a = 1; fn f() { a } for i in 0..2 { let a = i; print(f()) } f()", "0; 1; 1"),
        ("let a = 1; fn f() { a } for a in 5..6 { print(f()) } f()", "5; 1"),
        ("let a = 1; fn f() { a += 1 } { let a = 5; f(); print(a) } a", "6; 1"),
    ]);
}

#[test]
fn a_block_that_is_left_early_takes_its_variables_along() {
    check(&[
        ("let a = 1; fn f() { a } loop { let a = 2; break } f()", "1"),
        ("let a = 1; fn f() { a } for i in 0..1 { let a = 2; continue } f()", "1"),
        (
            "let a = 1; fn f() { a } for i in 0..2 { print(f()); let a = 2; if true { let a = 3; continue } } f()",
            "1; 1; 1",
        ),
        ("let a = 1; fn f() { a } try { let a = 2; throw 1 } catch { print(f()) } f()", "1; 1"),
        ("let a = 1; fn f() { a } try { { let a = 2; { let a = 3; throw 1 } } } catch { } f()", "1"),
        ("let a = 1; fn f() { a } try { throw 1 } catch { let a = 2; print(f()) } f()", "2; 1"),
        ("let a = 1; fn f() { a } loop { try { let a = 2; throw 1 } catch { let a = 3; break } } f()", "1"),
        ("fn f() { a } loop { let a = 2; break } f()", "Variable not found: a (line 1, position 10)"),
        (
            "fn f() { a } try { let a = 2; throw 1 } catch { } f()",
            "Variable not found: a (line 1, position 10)",
        ),
        ("let a = 1; fn f() { a } let x = loop { let a = 2; break f() }; [x, f()]", "[2, 1]"),
        (
            "let a = 1; fn f() { a } loop { let a = 2; loop { let a = 3; break } print(f()); break } f()",
            "2; 1",
        ),
    ]);
}

#[test]
fn constants_stay_as_they_are() {
    check(&[
        ("const A = 1; fn f() { A = 2 } f()", "Cannot modify constant A (line 1, position 23)"),
        ("const A = 1; fn f() { A += 2 } f()", "Cannot modify constant A (line 1, position 23)"),
        ("const A = [1]; fn f() { A[0] = 2 } f()", "Cannot modify constant A (line 1, position 25)"),
        ("const A = 1; fn f() { global::A = 2 } f()", "Cannot modify constant A (line 1, position 31)"),
        (
            "const A = [1]; fn f() { A.push(2) } f()",
            "Non-pure method 'push' cannot be called on constant (line 1, position 27)",
        ),
        ("const A = [1]; fn f() { push(A, 2); A } f()", "[1]"),
        (
            "const A = [2, 1]; fn f() { A.sort(|a, b| a - b) } f()",
            "Non-pure method 'sort' cannot be called on constant (line 1, position 30)",
        ),
        (
            "fn g() { this += 1 } const A = 1; fn f() { A.g() } f()",
            "Cannot modify constant  (line 1, position 10)",
        ),
        (
            "const A = 1; fn f() { let g = || A += 1; g.call() } f()",
            "Cannot modify constant A (line 1, position 34)",
        ),
        ("const A = 1; let f = || A += 1; f.call()", "Cannot modify constant A (line 1, position 25)"),
        ("const A = [1]; let f = || A[0] = 2; f.call()", "Cannot modify constant A (line 1, position 27)"),
        ("const A = [1]; push(A, 2); let f = || { push(A, 2); A }; f.call()", "[1]"),
        ("const R = 1..3; 2 in R", "true"),
        (
            "const A = [1]; let f = || A.push(2); f.call()",
            "Non-pure method 'push' cannot be called on constant (line 1, position 29)",
        ),
        ("fn f(x) { x += 1; x } const A = 1; [f(A), A]", "[2, 1]"),
        ("const A = [1]; fn f() { A.map(|x| x + 1) } f()", "[2]"),
        // Another variable of that name may change.
        (
            "const A = 1; fn f() { A += 1 } { let A = 5; f(); print(A) } f()",
            "6; Cannot modify constant A (line 1, position 23)",
        ),
    ]);
}
