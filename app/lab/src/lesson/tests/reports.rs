//! Tests of reports in every language.

use digilab_devices::board::BoardKind::{self, Arduino, MicrobitV2};

use super::{expecting, report};
use crate::text::{Language, Texts};

#[track_caller]
fn check_words(board: BoardKind, expectation: &str, script: &str, language: Language, expected: [&str; 2]) {
    let report = report(board, &expecting(expectation), script, 1);
    let lines = report.lines(&Texts::new(language));
    assert_eq!(
        lines.iter().map(|line| line.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        expected,
        "{report:#?}"
    );
}

#[test]
fn what_was_expected_and_what_happened() {
    let heart = "see.display = \"HEART\"\nfrom_ms = 1000\nuntil_ms = 1500";
    let dark = [
        "Expected: the display shows HEART at some moment between 1.0 s and 1.5 s.",
        "What happened: the display was dark all the time between 1.0 s and 1.5 s.",
    ];
    check_words(MicrobitV2, heart, "microbit();", Language::En, dark);
    let dark = [
        "Odotettiin: näytöllä on HEART jossain vaiheessa välillä 1,0 s – 1,5 s.",
        "Näin kävi: näyttö oli koko ajan pimeä välillä 1,0 s – 1,5 s.",
    ];
    check_words(MicrobitV2, heart, "microbit();", Language::Fi, dark);
    let dark = [
        "Väntat: displayen visar HEART någon gång mellan 1,0 s och 1,5 s.",
        "Det här hände: displayen var hela tiden mörk mellan 1,0 s och 1,5 s.",
    ];
    check_words(MicrobitV2, heart, "microbit();", Language::Sv, dark);
    let often = "see.line = \"a\"\nhow = \"often\"\ntimes = 2";
    let once = [
        "Expected: it happens 2 times that the console has the line “a”.",
        "What happened: it happened once (0.25 s).",
    ];
    check_words(Arduino, often, "sleep(250); print(\"a\");", Language::En, once);
    let never = "see.pin = { pin = \"13\", level = 1 }\nhow = \"never\"";
    let was = [
        "Expected: it never happens that pin 13 is at 1.",
        "What happened: pin 13 was 0 from 0.0 s on, 1 from 0.5 s on.",
    ];
    check_words(Arduino, never, "sleep(500); arduino().pin(13).on();", Language::En, was);
    let order = "in_order = [{ line = \"a\" }, { plot = { name = \"t\", value = 2 } }]";
    let was = [
        "Expected: one after the other: the console has the line “a”, the curve “t” gets the value 2.",
        "What happened: first the console has the line “a” (at 0.0 s), and then this is missing: the curve “t” gets the \
         value 2 (the plot got t = 1.5 at 0.0 s).",
    ];
    check_words(Arduino, order, "print(\"a\"); plot(\"t\", 1.5);", Language::En, was);
    let early = "see.line = \"a\"\nfrom_ms = 1000";
    let was = [
        "Expected: the console has the line “a” at some moment between 1.0 s and 2.0 s.",
        "What happened: nothing came to the console between 1.0 s and 2.0 s; it was so at 0.3 s, but that is at another time.",
    ];
    check_words(Arduino, early, "sleep(300); print(\"a\");", Language::En, was);
}

#[test]
fn where_it_failed() {
    #[track_caller]
    fn check(expectation: &str, script: &str, at_ms: u64) {
        let report = report(Arduino, &expecting(expectation), script, 1);
        let at_us = report.scenarios[0].verdicts[0].at_us.unwrap();
        assert!(at_us.abs_diff(at_ms * 1000) < 20_000, "{at_us} {report:#?}");
    }
    let on = "arduino(); sleep(500); arduino().pin(9).on(); sleep(500); arduino().pin(9).off();";
    let pin = |level: u8, rest: &str| format!("see.pin = {{ pin = \"9\", level = {level} }}\n{rest}");
    check(&pin(1, "until_ms = 400"), on, 400);
    check(&pin(1, "how = \"never\""), on, 500);
    check(&pin(1, "from_ms = 700\nhow = \"never\""), on, 700);
    check(&pin(0, "how = \"always\""), on, 500);
    check(&pin(1, "from_ms = 600\nhow = \"always\""), on, 1000);
    check(&pin(0, "how = \"often\"\ntimes = 1"), on, 1000);
    check(&pin(0, "how = \"often\"\ntimes = 3"), on, 2000);
    check("in_order = [{ pin = { pin = \"9\", level = 1 } }, { line = \"a\" }]", on, 500);
}

#[test]
fn the_packs_own_words_come_first() {
    let toml = expecting("see.line = \"a\"\nmessage = { fi = \"Ei a.\", sv = \"Inget a.\", en = \"No a.\" }");
    let report = report(Arduino, &toml, "print(1);", 1);
    let lines = report.lines(&Texts::new(Language::Sv));
    assert_eq!((lines.len(), lines[0].as_str()), (3, "Inget a."));
}
