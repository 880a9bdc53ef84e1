//! The functions of lists and objects beside those of Rhai's own packages: the same calls give and leave the same.

use rhai::packages::{BasicArrayPackage, BasicMapPackage, Package};
use rhai::{Dynamic, Engine};

use crate::random::Random;

/// Calls with `I` for an index, `N` for a length, `R` for a range, `V` for a value, `L` for a list.
const LIST_CALLS: &[&str] = &[
    "l.len()",
    "l.is_empty()",
    "l.len",
    "l.get(I)",
    "l.extract(I)",
    "l.extract(I, N)",
    "l.extract(R)",
    "l + L",
    "l == L",
    "l != L",
    "l.contains(V)",
    "l.index_of(V)",
    "l.index_of(V, I)",
    "l.set(I, V)",
    "l.push(V)",
    "l.append(L)",
    "l.insert(I, V)",
    "l.pop()",
    "l.shift()",
    "l.remove(I)",
    "l.clear()",
    "l.truncate(N)",
    "l.chop(N)",
    "l.dedup()",
    "l.split(I)",
    "l.splice(I, N, L)",
    "l.splice(R, L)",
    "l.drain(I, N)",
    "l.drain(R)",
    "l.retain(I, N)",
];

const MAP_CALLS: &[&str] = &[
    "m.len()",
    "m.is_empty()",
    "m.contains(K)",
    "m.get(K)",
    "m.keys()",
    "m.values()",
    "m == M",
    "m != M",
    "m + M",
    "m.set(K, V)",
    "m.remove(K)",
    "m.clear()",
    "m.mixin(M)",
    "m += M",
    "m.fill_with(M)",
];

fn one_of<'t>(random: &mut Random, texts: &[&'t str]) -> &'t str {
    let last = i64::try_from(texts.len()).unwrap() - 1;
    texts[usize::try_from(random.between(0, last)).unwrap()]
}

fn index(random: &mut Random) -> String {
    if random.between(0, 9) == 0 {
        return one_of(random, &["9223372036854775807", "-9223372036854775807"]).to_owned();
    }
    random.between(-7, 7).to_string()
}

fn list(random: &mut Random) -> String {
    let items: Vec<String> = (0..random.between(0, 5)).map(|_| value(random)).collect();
    format!("[{}]", items.join(", "))
}

fn value(random: &mut Random) -> String {
    one_of(random, &["1", "1", "2", "2.0", "\"a\"", "'a'", "false", "()", "[1, [2]]", "#{a: 1}", "0..3"])
        .to_owned()
}

fn map(random: &mut Random) -> String {
    let mut entries = Vec::new();
    for name in ["a", "b", "c"] {
        if random.between(0, 1) == 0 {
            entries.push(format!("{name}: {}", random.between(1, 2)));
        }
    }
    format!("#{{{}}}", entries.join(", "))
}

fn range(random: &mut Random) -> String {
    let (from, to) = (index(random), index(random));
    format!("({from}){}({to})", one_of(random, &["..", "..="]))
}

/// Fills the places of a call in.
fn filled(random: &mut Random, call: &str) -> String {
    let letters = call.chars().map(|letter| match letter {
        'I' | 'N' => index(random),
        'R' => range(random),
        'V' => value(random),
        'L' => list(random),
        'K' => one_of(random, &["\"a\"", "\"b\"", "\"z\""]).to_owned(),
        'M' => map(random),
        other => other.to_string(),
    });
    letters.collect()
}

fn outcome(engine: &Engine, script: &str) -> String {
    match engine.eval::<Dynamic>(script) {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{:?}", std::mem::discriminant(&*error)),
    }
}

#[test]
fn lists_and_objects_do_as_in_rhai() {
    let ours = crate::sandbox::bare_engine();
    let mut theirs = Engine::new_raw();
    theirs.set_fail_on_invalid_map_property(true);
    rhai::packages::CorePackage::new().register_into_engine(&mut theirs);
    BasicArrayPackage::new().register_into_engine(&mut theirs);
    BasicMapPackage::new().register_into_engine(&mut theirs);
    let mut random = Random::new(7);
    for _ in 0..6_000 {
        let call = one_of(&mut random, LIST_CALLS);
        let call = filled(&mut random, call);
        let script = format!("let l = {}; let r = {call}; [r, l]", list(&mut random));
        assert_eq!(outcome(&ours, &script), outcome(&theirs, &script), "{script}");
        let call = one_of(&mut random, MAP_CALLS);
        let call = filled(&mut random, call);
        let script = format!("let m = {}; let r = {call}; [r, m]", map(&mut random));
        assert_eq!(outcome(&ours, &script), outcome(&theirs, &script), "{script}");
    }
}

#[test]
fn constants_stay_as_they_are() {
    let engine = crate::sandbox::bare_engine();
    for call in ["push(1)", "clear()", "insert(0, 1)", "remove(0)", "truncate(0)", "dedup()", "drain(0, 1)"] {
        let script = format!("const L = [1, 1]; L.{call}; L");
        assert!(engine.eval::<Dynamic>(&script).is_err(), "{script}");
    }
    assert_eq!(outcome(&engine, "const L = [1, 2]; L.extract(1)"), "[2]");
}

#[test]
fn retaining_keeps_the_places_that_are_named() {
    let engine = crate::sandbox::bare_engine();
    let script = "let l = [1, 2, 3, 4, 5]; let others = l.retain(1, 2); [l, others]";
    assert_eq!(outcome(&engine, script), "[[2, 3], [1, 4, 5]]");
}

#[test]
fn different_kinds_are_not_equal() {
    let engine = crate::sandbox::bare_engine();
    assert_eq!(
        outcome(&engine, "[[1] == [1.0], [#{a: 1}] == [#{a: \"1\"}], [true] == [1], [()].contains(())]"),
        "[true, false, true, true]"
    );
}
