//! Deep calls, long lists, and many variables.

use super::{check, end, engine};

#[test]
fn calls_go_deep() {
    check(&[
        ("fn f(n) { if n == 1 { 0 } else { 1 + f(n - 1) } } f(1000)", "999"),
        ("fn f(n) { if n == 1 { 0 } else { 1 + f(n - 1) } } f(1001)", "Stack overflow (line 1, position 38)"),
        ("fn f() { f() } f()", "Stack overflow (line 1, position 10)"),
        ("fn f() { this.f() } 5.f()", "Stack overflow (line 1, position 15)"),
        ("let f = (); f = || f.call(); f.call()", "Stack overflow (line 1, position 22)"),
        ("fn f(n) { if n == 0 { 0 } else { [n - 1].map(|x| f(x))[0] + 1 } } f(333)", "333"),
        ("fn f() { f() } try { f() } catch { } 5", "Stack overflow (line 1, position 10)"),
        (
            "fn f(n) { try { if n == 0 { throw 7 } f(n - 1) } catch { throw } } f(900)",
            "Runtime error: 7 (line 1, position 58)",
        ),
    ]);
}

#[test]
fn lists_are_long() {
    let engine = engine();
    for length in [0, 1, 63, 64, 65, 128, 129, 1_000, 70_000] {
        let items: Vec<String> = (0..length).map(|item| item.to_string()).collect();
        let source = format!(
            "let ok = true; let l = [{}]; for (x, i) in l {{ ok &= x == i }} [ok, l.len()]",
            items.join(", ")
        );
        assert_eq!(end(&engine, &source), format!("[true, {length}]"));
    }
    // Items may use the variable that the list goes to.
    let items = vec!["l.len()"; 200].join(", ");
    let source = format!("let l = [1, 2]; l = [{items}]; let n = 0; for x in l {{ n += x }} n");
    assert_eq!(end(&engine, &source), "400");
    let items = vec!["|| l"; 100].join(", ");
    assert_eq!(
        end(&engine, &format!("let l = 3; let m = [{items}]; l = 5; m[99].call() + m[0].call()")),
        "10"
    );
}

#[test]
fn maps_texts_and_calls_are_long() {
    let engine = engine();
    let entries: Vec<String> = (0..5_000).map(|entry| format!("k{entry}: {entry}")).collect();
    assert_eq!(
        end(&engine, &format!("let m = #{{{}}}; [m.len(), m.k4999]", entries.join(", "))),
        "[5000, 4999]"
    );
    let parts = "${n}-".repeat(2_000);
    assert_eq!(end(&engine, &format!("let n = 7; `{parts}`.len()")), "4000");
    let (parameters, arguments): (Vec<_>, Vec<_>) =
        (0..200).map(|n| (format!("p{n}"), n.to_string())).unzip();
    let source = format!("fn f({}) {{ p199 }} f({})", parameters.join(", "), arguments.join(", "));
    assert_eq!(end(&engine, &source), "199");
}

#[test]
fn variables_are_many() {
    let engine = engine();
    let definitions = |count: usize| -> String { (0..count).map(|n| format!("let v{n} = {n};")).collect() };
    assert_eq!(end(&engine, &format!("{} v0 + v19999", definitions(20_000))), "19999");
    // A function sees each of them, and a closure captures them.
    let sums: String = (0..1_000).map(|n| format!("s += v{n};")).collect();
    let source = format!(
        "{} fn f() {{ let s = 0; {sums} s }} let g = || {{ let s = 0; {sums} s }}; [f(), g.call()]",
        definitions(1_000)
    );
    assert_eq!(end(&engine, &source), "[499500, 499500]");
    // Blocks give their registers back.
    let blocks: String =
        (0..3_000).map(|n| format!("{{ {} }}", format_args!("let a = {n}; let b = a; let c = b;"))).collect();
    assert_eq!(end(&engine, &format!("{blocks} 5")), "5");
}

#[test]
fn too_many_values_at_once_are_a_mistake() {
    let parts = "${n}".repeat(66_000);
    let end = end(&engine(), &format!("let n = 7;\n`{parts}`"));
    assert!(end.starts_with("Too many variables defined (line 2"), "{end}");
}
