//! Loops, their variables, and the values they break with.

use super::check;

#[test]
fn closures_keep_the_variable_of_their_round() {
    check(&[
        ("let f = []; for i in 0..3 { f.push(|| i) } f.map(|g| g.call())", "[0, 1, 2]"),
        ("let f = []; for (x, i) in [7, 8] { f.push(|| x * 10 + i) } f.map(|g| g.call())", "[70, 81]"),
        ("let f = []; for c in \"ab\" { f.push(|| c) } f.map(|g| g.call())", r#"["a", "b"]"#),
        (
            "let f = []; for i in 0..2 { f.push(|| { i += 10; i }) } [f[0].call(), f[0].call(), f[1].call()]",
            "[10, 20, 11]",
        ),
        // A change goes to the round's variable, and does not change where the loop is.
        ("let n = 0; for i in 0..3 { let f = || i += 100; f.call(); n += i } n", "303"),
        (
            "let f = []; let i = 0; while i < 3 { let k = i; f.push(|| k); i += 1; } f.map(|g| g.call())",
            "[0, 1, 2]",
        ),
        // A variable outside of the loop is one for all rounds.
        ("let f = []; let i = 0; while i < 3 { f.push(|| i); i += 1; } f.map(|g| g.call())", "[3, 3, 3]"),
        ("let f = []; for i in 0..3 { if i == 1 { continue } f.push(|| i) } f.map(|g| g.call())", "[0, 2]"),
        (
            "let f = []; for i in 0..2 { for j in 0..2 { f.push(|| i * 10 + j) } } f.map(|g| g.call())",
            "[0, 1, 10, 11]",
        ),
        ("fn make() { let f = []; for i in 0..2 { f.push(|| i) } f } make().map(|g| g.call())", "[0, 1]"),
    ]);
}

#[test]
fn loops_break_with_closures() {
    check(&[
        ("let f = loop { let a = 1; break || a + 1; }; f.call()", "2"),
        ("let a = 1; let f = loop { break || a; }; a = 5; f.call()", "5"),
        ("let f = for i in 0..5 { if i == 3 { break || i } }; f.call()", "3"),
        ("let f = while true { let a = 4; break |x| x + a }; f.call(1)", "5"),
        ("let f = loop { let a = 1; break loop { let b = 2; break || a + b } }; f.call()", "3"),
        ("let f = loop { try { let a = 7; break || a } catch { } }; f.call()", "7"),
        ("fn f() { loop { let a = 1; break |x| x + a } } f().call(2)", "3"),
        ("let a = [1]; let f = loop { break || a.push(2) }; f.call(); a", "[1, 2]"),
        ("let a = do { break || 3 } while true; a.call()", "3"),
    ]);
}

#[test]
fn a_loop_left_inside_a_try_leaves_the_try() {
    check(&[
        ("for i in 0..2 { try { break } catch { } } 1 / 0", "Division by zero: 1 / 0 (line 1, position 45)"),
        ("for i in 0..2 { try { continue } catch { } } throw 5", "Runtime error: 5 (line 1, position 46)"),
        (
            "try { for i in 0..2 { try { break } catch { print(\"inner\") } } throw 1 } catch (e) { print(e) }",
            "1; ()",
        ),
        (
            "for i in 0..2 { try { throw i } catch { continue } } throw 5",
            "Runtime error: 5 (line 1, position 54)",
        ),
        ("fn f() { try { return 1 } catch { } } f(); throw 5", "Runtime error: 5 (line 1, position 44)"),
    ]);
}
