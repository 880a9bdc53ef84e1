//! A program for each rule.

use super::Allowed;
use crate::machine::tests::differential::comparison::{Comparison, Verdict};
use crate::machine::tests::differential::machine::machined;
use crate::sandbox;

const PROGRAMS: &[(&str, Allowed)] = &[
    ("fn f(n) { if n > 0 { [n - 1].map(|x| f(x)) } else { 0 } } f(11)", Allowed::Depth),
    ("let g = []; g.push(1); g.map(|| g.len())", Allowed::NoDataRace),
    ("let r = 0; try { const g = [1]; g.map(|| g); r = 1; } catch {} r", Allowed::NoDataRace),
    ("for x in blob(3, 1) { print(x + 1) }", Allowed::BytesAreNumbers),
    ("let a = 1; let f = |x| { a -= 1; x }; call(f, a)", Allowed::CapturedIsGiven),
    ("let c = thing(1); let f = || c; bump(c); c.level", Allowed::CapturedIsGiven),
    ("let r = 0; try { const c = thing(1); c.cells.len(); r = 1; } catch {} r", Allowed::ConstantIsRead),
    ("try { [1].map(\"sign\"); print(1) } catch { }", Allowed::TextIsNoFunction),
    ("let t = \"abc\"; let i = -1; t[i] = 'x'; t", Allowed::LastCharacters),
    ("sqrt(-1.0) == 0", Allowed::NoNumber),
    ("1 > -1 / 0.0 && 2.5 / 0 > 1", Allowed::NoNumber),
    ("print(1, 2)", Allowed::PrintedTogether),
    ("fn f() { Fn(\"()\") } f()", Allowed::BadNameHasPlace),
    ("fn f() { this = 7 } let t = thing(1); t.level.f(); t.level", Allowed::ThisGoesBack),
    ("let n = 0; for x in blob(3, 1) { if x == 1 { n += 1 } } n", Allowed::BytesAreNumbers),
    ("let a = 1; (|x| x + a).call()", Allowed::PointerArguments),
    ("try { (|x| |y| x).call(1).call() } catch (e) { print(e) }", Allowed::PointerArguments),
    ("[()].map(Fn(\"abs\"))", Allowed::PointerArguments),
    ("[1].filter(\"odd\")", Allowed::TextIsNoFunction),
    ("let a = 1; let f = || a; if a { }", Allowed::CapturedHasItsType),
    ("const c = thing(1); c.cells.len()", Allowed::ConstantIsRead),
    ("let a = 1; let s = is_shared(a); let f = || a; s", Allowed::SharedFromTheStart),
    ("const c = thing(1); c.bump(); c.level", Allowed::ConstantStays),
    ("let t = \"x y z\"; t[-1] = 'a'; t", Allowed::LastCharacters),
    ("fn f() { this.bump() } let t = thing(1); t.inner.f()", Allowed::WriteBack),
    ("fn f() { 1 / 0 } try { f() } catch (e) { print(e) }", Allowed::CaughtIsInnermost),
    ("let f = []; for i in 0..3 { f.push(|| i) } f[0].call()", Allowed::LoopVariableIsOwn),
    ("let f = []; for (x, i) in [7, 8] { f.push(|| x / i) } f[0].call()", Allowed::LoopVariableIsOwn),
];

#[test]
fn each_rule_recognises_its_difference() {
    let check = || {
        let comparison = Comparison::new(machined);
        let verdict = |source: &str| match comparison.of(source) {
            Verdict::Allowed(rule) => format!("{rule:?}"),
            verdict => format!("{verdict:?}"),
        };
        PROGRAMS.iter().map(|(source, _)| verdict(source)).collect::<Vec<String>>()
    };
    let verdicts = sandbox::spawn(check).unwrap().join().unwrap();
    let wrong: Vec<_> = PROGRAMS
        .iter()
        .zip(verdicts)
        .filter(|((_, rule), verdict)| *verdict != format!("{rule:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for rule in Allowed::all() {
        assert!(PROGRAMS.iter().any(|(_, known)| *known == rule), "{rule:?} has no program");
    }
}

#[test]
fn a_loop_that_differs_otherwise_is_not_excused() {
    let source = "let f = []; for i in 0..3 { f.push(|| i) } print(f[0].call()); 5";
    let is_excused = || {
        let wrong: crate::machine::tests::differential::outcome::Evaluate =
            |engine, ast, log| machined(engine, ast, log).map(|_| rhai::Dynamic::from(6_i64));
        matches!(Comparison::new(wrong).of(source), Verdict::Allowed(_))
    };
    assert!(!sandbox::spawn(is_excused).unwrap().join().unwrap());
}
