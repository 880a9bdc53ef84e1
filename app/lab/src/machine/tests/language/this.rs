//! Functions that are called on a value.

use super::check;

#[test]
fn a_function_changes_what_it_is_called_on() {
    check(&[
        ("fn inc() { this += 1 } let a = 1; a.inc(); a", "2"),
        ("fn inc() { this += 1 } let a = 1; let f = || a; a.inc(); f.call()", "2"),
        ("fn inc() { this += 1 } let a = 1; fn g() { a.inc() } g(); a", "2"),
        ("fn inc() { this += 1 } let m = #{l: [1, 2]}; m.l[1].inc(); m.l", "[1, 3]"),
        ("fn inc() { this += 1 } let m = #{l: [1, 2]}; let f = || m; m.l[1].inc(); m.l", "[1, 3]"),
        ("fn inc() { this += 1 } let m = #{l: [1, 2]}; fn g() { m.l[-1].inc() } g(); m.l", "[1, 3]"),
        ("fn inc() { this += 1 } fn twice() { this.inc(); this.inc() } let a = 1; a.twice(); a", "3"),
        (
            "fn inc() { this += 1 } fn all() { this[0].inc(); this[1].inc() } let a = [1, 2]; a.all(); a",
            "[2, 3]",
        ),
        ("fn add(x) { this.push(x); this.len() } let a = []; [a.add(5), a.add(6), a]", "[1, 2, [5, 6]]"),
        ("let a = [1]; push(a, 2); let f = || a; push(a, 3); a", "[1, 2, 3]"),
        ("fn f() { push(this, 1) } let a = []; a.f(); a", "[1]"),
        ("fn f() { push(this, this.len()) } let a = [[5]]; a[0].f(); a", "[[5, 1]]"),
        ("fn f() { this = [this] } let a = 1; a.f(); a.f(); a", "[[1]]"),
        ("fn up() { this = 'x' } let t = \"abc\"; t[1].up(); t", "\"axc\""),
        ("fn inc() { this += 1 } let b = blob(2, 7); b[0].inc(); b[0]", "8"),
        ("fn f() { this } 5.f()", "5"),
        ("fn f() { this += 1; this } [1, 2].map(|x| x.f())", "[2, 3]"),
        ("fn f() { this += 1 } [[1]][0][0].f()", "()"),
        ("let a = 1; a.call(|x| this += x, 4); a", "5"),
        ("let a = [1, 2]; a[1].call(|| this *= 5); a", "[1, 10]"),
        ("let m = #{n: 1, f: |x| this.n += x}; m.f(3); m.n", "4"),
        ("let m = [#{n: 1, f: |x| this.n += x}]; m[0].f(3); m[0].n", "4"),
    ]);
}

#[test]
fn a_function_that_fails_leaves_what_it_changed() {
    check(&[
        ("fn f() { this = 2; throw 1 } let a = 1; try { a.f() } catch { } a", "2"),
        ("fn f() { this = 2; throw 1 } let a = [1]; try { a[0].f() } catch { } a", "[2]"),
        ("fn f() { this = 2; throw 1 } fn g() { try { this.f() } catch { } } let a = 1; a.g(); a", "2"),
    ]);
}

#[test]
fn a_place_may_be_gone_when_its_function_returns() {
    check(&[
        ("let m = [1]; fn f() { m = []; this += 1 } m[0].f(); m", "[]"),
        ("let m = [1]; fn f() { m = [5, 6]; this += 1 } m[0].f(); m", "[2, 6]"),
        ("let m = #{a: #{b: 1}}; fn f() { m = 5; this += 1 } m.a.b.f(); m", "5"),
    ]);
}

#[test]
fn constants_are_not_changed_by_methods() {
    check(&[
        ("fn f() { this += 1 } const a = 1; a.f()", "Cannot modify constant  (line 1, position 10)"),
        (
            "fn f() { this.push(1) } const a = []; a.f()",
            "Non-pure method 'push' cannot be called on constant (line 1, position 15)",
        ),
        (
            "fn f() { push(this, 1) } const a = []; a.f()",
            "Non-pure method 'push' cannot be called on constant (line 1, position 10)",
        ),
        (
            "const a = [1]; a.call(|| this.push(2))",
            "Non-pure method 'push' cannot be called on constant (line 1, position 31)",
        ),
        ("fn f() { this + 1 } const a = 1; a.f()", "2"),
        ("fn f() { this[0] = 1 } const a = [5]; try { a.f() } catch { } a", "[5]"),
    ]);
}

#[test]
fn without_a_value_there_is_no_this() {
    check(&[
        ("fn f() { this } f()", "'this' not bound (line 1, position 10)"),
        ("fn f() { this = 1 } f()", "'this' not bound (line 1, position 10)"),
        ("fn f() { push(this, 1) } f()", "'this' not bound (line 1, position 15)"),
        ("fn f() { this.n } f()", "'this' not bound (line 1, position 10)"),
        ("fn f() { g() } fn g() { this } 5.f()", "'this' not bound (line 1, position 25)"),
        ("let f = || this; 5.call(f) + f.call()", "'this' not bound (line 1, position 12)"),
    ]);
}

#[test]
fn functions_for_one_type_come_first() {
    check(&[
        ("fn f() { 1 } fn int.f() { 2 } fn string.f() { 3 } [5.f(), \"a\".f(), 1.5.f()]", "[2, 3, 1]"),
        ("fn int.inc() { this += 1 } let a = [1]; a[0].inc(); a", "[2]"),
    ]);
}
