//! Tests of tables and models in scripts, and of the mistakes in using them.

use digilab_devices::board::BoardKind;

use crate::api::tests::run_on;

#[track_caller]
fn check(source: &'static str, lines: &[&str], end: &str) {
    let (printed, ended) = run_on(BoardKind::MicrobitV2, source);
    assert_eq!(
        (printed, ended.as_str()),
        (lines.iter().map(|line| (*line).to_owned()).collect(), end),
        "{source}"
    );
}

#[test]
fn samples_are_collected() {
    check(
        r#"let t = table(["x", "y"]); t.add([1, 2.5], "a"); t.add([3, -4], "b"); print(t.len()); print(t.row(0));
        print(t.row(1)); print(t.mean("y")); print(t.min(1)); print(t.max("x")); print(t);"#,
        &["2", r#"[1, 2.5, "a"]"#, r#"[3, -4, "b"]"#, "-0.75", "-4", "3", "   x    y\na  1  2.5\nb  3   -4"],
        "Done",
    );
    check(
        "let t = table(); t.add([7]); print(t.row(0)); print(t.mean(0)); print(t);",
        &["[7]", "7.0", "7"],
        "Done",
    );
    check("print(table());", &[""], "Done");
    check("let t = table(); t.add([1]); print(`${t}`); print([t]);", &["table of 1", "[table of 1]"], "Done");
}

#[test]
fn a_table_is_the_same_wherever_it_is_passed() {
    check(
        r#"fn collect(t) { t.add([1], "a"); } let t = table(); collect(t); let same = t; same.add([2], "a");
        every(100, || { t.add([3], "a"); print(t.len()); if t.len() == 4 { exit(); } });"#,
        &["3", "4"],
        "Done",
    );
}

#[test]
fn a_machine_learns() {
    check(
        r#"let t = table(); t.add([0, 0], "still"); t.add([1, 0], "still"); t.add([9, 9], "shake");
        let m = train(t); print(m); print(m.classify([8, 9])); print(m.certainty([8, 9]));
        let m = train(t, 1); print(m.classify([8, 9])); print(m.certainty([8, 9])); print(classify(m, [0, 1]));
        print(m.test(t)); print(m.confusion(t));"#,
        &[
            "model of 3: still, shake",
            "still",
            "67",
            "shake",
            "100",
            "still",
            "100",
            "       still  shake\nstill      2      0\nshake      0      1",
        ],
        "Done",
    );
    check(
        r#"let t = table(); for n in 0..40 { t.add([n], "n"); }
        let exam = t.set_aside(25); print(t.len()); print(exam.len()); print(train(t).test(exam));"#,
        &["30", "10", "100"],
        "Done",
    );
}

#[test]
fn what_cannot_be_done_is_refused() {
    let refused = |source, end| check(source, &[], end);
    refused("table().mean(0);", "too-few-rows function=mean given=0 min=1");
    refused("table().row(0);", "too-few-rows function=row given=0 min=1");
    refused("train(table());", "too-few-rows function=train given=0 min=1");
    refused("let t = table(); t.add([1]); t.set_aside(20);", "too-few-rows function=set_aside given=1 min=2");
    refused("let t = table(); t.add([1, 2]); t.add([1]);", "row-width function=add given=1 expected=2");
    refused("let t = table([\"x\"]); t.add([1, 2]);", "row-width function=add given=2 expected=1");
    refused("let t = table(); t.add([1]); train(t);", "no-label function=train row=0");
    refused("let t = table(); t.add([1]); t.mean(1);", "unknown-column function=mean given=1 allowed=0");
    refused("let t = table(); t.add([1]); t.mean(-1);", "unknown-column function=mean given=-1 allowed=0");
    refused(
        "let t = table([\"x\", \"y\"]); t.add([1, 2]); t.max(\"z\");",
        "unknown-column function=max given=z allowed=x, y",
    );
    refused(
        "let t = table(); t.add([1]); t.row(1);",
        "out-of-range function=row argument=index given=1 min=0 max=0",
    );
    refused(
        "let t = table(); t.add([1]); t.set_aside(100);",
        "out-of-range function=set_aside argument=percent given=100 min=1 max=99",
    );
    refused(
        "let t = table(); t.add([1], \"a\"); train(t, 0);",
        "out-of-range function=train argument=neighbours given=0 min=1 max=25",
    );
    refused(
        "let t = table(); t.add([\"1\"]);",
        "wrong-type function=add argument=values given=array expected=numbers",
    );
    refused("let t = table(); t.add([1.0 / 0.0]);", "not-finite function=add argument=values given=inf");
    refused(
        "let t = table(); t.add(1);",
        "wrong-type function=add argument=values given=i64 expected=numbers",
    );
    refused("let t = table(); t.add([]);", "list-length function=add argument=values given=0 min=1 max=20");
    refused(
        "let t = table(); t.add([1], 2);",
        "wrong-type function=add argument=label given=i64 expected=text",
    );
    refused("train([1]);", "wrong-type function=train argument=samples given=array expected=table");
    refused("table([1]);", "wrong-type function=table argument=columns given=array expected=names");
    refused("table().mean(1.5);", "wrong-type function=mean argument=column given=f64 expected=column");
    refused(
        "let t = table(); t.add([1], \"a\"); train(t).classify([1, 2]);",
        "row-width function=classify given=2 expected=1",
    );
    refused(
        "let t = table(); t.add([1], \"a\"); let e = table(); e.add([1]); train(t).test(e);",
        "no-label function=test row=0",
    );
    refused(
        "let t = table(); t.add([1], \"a\"); train(t).confusion(table());",
        "too-few-rows function=confusion given=0 min=1",
    );
    refused(
        "let t = table(); for n in 0..30 { t.add([n], `label ${n}`); }",
        "too-many-labels function=add max=20",
    );
    refused("let t = table(); loop { t.add([1]); }", "table-full function=add max=5000");
}

#[test]
fn neither_memory_nor_time_runs_away() {
    let (_, end) = run_on(
        BoardKind::MicrobitV2,
        "let all = []; loop { let t = table(); for n in 0..5000 { t.add([n, n, n, n], \"a\"); } all.push(t); }",
    );
    assert!(end == "memory-limit max=64" || end == "TimeOver", "{end}");
    let (_, end) = run_on(
        BoardKind::MicrobitV2,
        "let t = table(); for n in 0..4000 { t.add([n], \"a\"); } let m = train(t); loop { m.test(t); }",
    );
    assert_eq!(end, "TimeOver");
}
