//! Tests of random values.

use digilab_devices::board::BoardKind::{Arduino, MicrobitV2};

use super::{check_on, report};

const LEVEL: &str = "
[[part]]
pin = \"A0\"
part = \"potentiometer\"
[[scenario]]
end_ms = 1500
random.level = { from = 100, to = 300 }
random.word = { pick = [\"kissa\", \"koira\", \"hevonen\"] }
[[scenario.input]]
at_ms = 200
do.level = { pin = \"A0\", level = \"$level\" }
[[scenario.expect]]
see.line-number = \"$level\"
from_ms = 300
message = { en = \"It was {level}.\" }
[[scenario]]
end_ms = 1500
random.level = { from = 100, to = 300 }
[[scenario.input]]
at_ms = 200
do.level = { pin = \"A0\", level = \"$level\" }
[[scenario.expect]]
see.line = \"n {$level * 2}\"
";

#[test]
fn a_program_that_measures_passes_whatever_is_drawn() {
    let script =
        "loop { let n = arduino().pin(\"A0\").analog(); print(`${n}`); print(`n ${n * 2}`); sleep(100); }";
    for seed in 1..6 {
        let report = report(Arduino, LEVEL, script, seed);
        assert!(report.passed(), "{report:#?}");
    }
}

#[test]
fn a_known_answer_fails_for_some_seed() {
    let drawn: Vec<i64> = (1..20)
        .map(|seed| report(Arduino, LEVEL, "print(1);", seed).scenarios[0].drawn["level"].parse().unwrap())
        .collect();
    assert!(drawn.iter().all(|level| (100..=300).contains(level)));
    let known = format!("loop {{ print({}); print(\"n {}\"); sleep(100); }}", drawn[0], drawn[0] * 2);
    let failed = (1..20).filter(|seed| !report(Arduino, LEVEL, &known, *seed).passed()).count();
    assert!(failed >= 17, "{failed} of 19");
    // Each scenario draws its own values.
    let report = report(Arduino, LEVEL, "print(1);", 5);
    assert_ne!(report.scenarios[0].drawn["level"], report.scenarios[1].drawn["level"]);
    assert_eq!(
        report.scenarios[0].verdicts[0].message.get(digilab_lessons::language::Language::En),
        format!("It was {}.", report.scenarios[0].drawn["level"])
    );
}

#[test]
fn the_same_seed_gives_the_same_report() {
    let script = "loop { print(random(1, 1000)); print(arduino().pin(\"A0\").analog()); sleep(50); }";
    for seed in [0, 1, u64::MAX] {
        let first = report(Arduino, LEVEL, script, seed);
        assert_eq!(first, report(Arduino, LEVEL, script, seed));
        let json = serde_json::to_string(&first).unwrap();
        assert_eq!(serde_json::from_str::<super::CheckReport>(&json).unwrap(), first);
    }
}

#[test]
fn the_scripts_own_chance_comes_from_the_seed() {
    let toml = "[[scenario]]\nend_ms = 500\n[[scenario.expect]]\nsee.line = \"never\"";
    let said = |seed| {
        report(MicrobitV2, toml, "print(random(1, 1000000));", seed).scenarios[0].verdicts[0].happened.clone()
    };
    assert_eq!(said(1), said(1));
    assert_ne!(said(1), said(2));
}

#[test]
fn times_and_words_are_drawn_too() {
    let toml = "[[scenario]]\nend_ms = \"$wait * 2\"\nrandom.wait = { from = 500, to = 900 }\n\
                random.word = { pick = [\"a\", \"b\"] }\n[[scenario.input]]\nat_ms = \"$wait\"\ndo.press = \"A\"\n\
                [[scenario.expect]]\nsee.any-line = true\nat_ms = \"$wait\"\n\
                [[scenario.expect]]\nsee.any-line = true\nuntil_ms = \"$wait - 1\"\nhow = \"never\"";
    check_on(MicrobitV2, toml, "on_press(\"A\", || print(1));", true);
    check_on(MicrobitV2, toml, "sleep(400); print(1);", false);
}
