//! Tests of the library in scripts.

use std::cell::RefCell;
use std::rc::Rc;

use digilab_devices::clock::VirtualClock;

use super::super::tests::{NoBoards, check, lines_of};
use crate::lab::{Lab, LabOutput, LabSettings};
use crate::mistakes::sentences;
use crate::sandbox::{Modules, Outcome, explain, run, spawn};
use crate::text::{Language, Texts};

/// Checks that each script prints one line.
#[track_caller]
fn check_lines(cases: &[(&str, &str)]) {
    for (source, line) in cases {
        check(source, &[line], "done");
    }
}

/// Checks that each script fails.
#[track_caller]
fn check_ends(cases: &[(&str, &str)]) {
    for (source, end) in cases {
        check(source, &[], end);
    }
}

#[test]
fn mathematics_takes_whole_numbers() {
    check_lines(&[
        ("print(sqrt(16));", "4.0"),
        ("let a = 3; let b = 4; print(sqrt(a * a + b * b));", "5.0"),
        ("print(sin(0)); ", "0.0"),
        ("print(round(sin(to_radians(90)), 3), round(cos(to_radians(60)), 3));", "1.0 0.5"),
        (
            "print(atan(1, 1) == PI() / 4, hypot(3, 4), hypot(3, 4.0), log(100), log(8, 2));",
            "true 5.0 5.0 2.0 3.0",
        ),
        ("print(floor(3), floor(3.7), floor(-3.2), ceil(3), ceil(3.1), ceiling(-3.9));", "3 3 -4 3 4 -3"),
        ("print(int(3.7), int(-3.7), int(3), 9.9.to_int());", "3 -3 3 9"),
        ("print(9223372036854775807.floor());", "9223372036854775807"),
    ]);
    check_ends(&[
        ("floor(0.0 / 0.0);", "not-finite function=floor argument=value given=NaN"),
        ("floor(1e30);", "ErrorArithmetic"),
        ("floor(9223372036854775808.0);", "ErrorArithmetic"),
    ]);
}

#[test]
fn numbers_are_rounded_to_decimals() {
    check_lines(&[
        ("print(round(2.6), round(-2.5), round(7));", "3 -3 7"),
        ("print(round(2.345, 2), round(1.005, 2), round(-1.005, 2), round(2.5, 0));", "2.35 1.01 -1.01 3.0"),
        ("print(round(3.14159, 15), round(1e300, 2) == 1e300, round(7, 2));", "3.14159 true 7"),
    ]);
    check_ends(&[
        ("round(1.5, -1);", "out-of-range function=round argument=digits given=-1 min=0 max=15"),
        ("round(0.0 / 0.0);", "not-finite function=round argument=value given=NaN"),
    ]);
}

#[test]
fn the_smallest_and_the_largest_are_found() {
    check_lines(&[
        ("print(max(1, 2), max(1, 2, 3), min(3, 1, 2, 5), min(5, 4, 3, 2, 1));", "2 3 1 1"),
        ("print(max(3, 2.5), max(2.5, 3), max(3.5, 3), max(1, 2.5, 3), min(1.5, 2));", "3 3 3.5 3 1.5"),
        (
            "print(max([3, 9, 2]), min([3, 1.5]), [7].max(), max(\"a\", \"b\"), min([\"b\", \"a\"]));",
            "9 1.5 7 b a",
        ),
    ]);
    check_ends(&[
        ("max([]);", "empty-list function=max"),
        ("max(\"5\", 3);", "text-against-number operator=max text=5 number=3"),
        ("min([3, \"5\"]);", "text-against-number operator=min text=5 number=3"),
        ("max(1, true);", "mixed-kinds function=max left=i64 right=bool"),
        ("max(1, 2, 3, 4, 5, 6);", "ErrorFunctionNotFound"),
    ]);
}

#[test]
fn a_ring_has_no_negative_places() {
    check_lines(&[
        ("print(wrap(-1, 12), wrap(12, 12), wrap(25, 12), wrap(0, 1), -1 % 12);", "11 0 1 0 -1"),
        ("print(wrap(-0.5, 360), wrap(370, 360.0), wrap(-1e-20, 5));", "359.5 10.0 0.0"),
    ]);
    check_ends(&[
        ("wrap(3, 0);", "empty-range low=0 high=0"),
        ("wrap(3.5, -2);", "empty-range low=0 high=-2"),
    ]);
}

#[test]
fn texts_become_numbers() {
    check_lines(&[
        (
            "print(parse_int(\" 12 \"), parse_int(\"ff\", 16), parse_int('7'), parse_int(5), int(\"-3\"));",
            "12 255 7 5 -3",
        ),
        (
            "print(parse_float(\"2.5\"), parse_float(\"2\"), parse_float(3), \"4\".to_float(), \"4\".to_int());",
            "2.5 2.0 3.0 4.0 4",
        ),
    ]);
    check_ends(&[
        ("parse_int(\"abc\");", "not-whole-number given=abc hint=none wanted="),
        ("parse_int(\"\");", "not-whole-number given= hint=empty wanted="),
        ("parse_json(\"{\\\"a\\\": tru\");", "not-json given={\"a\": tru"),
        ("parse_json(\"\");", "not-json given="),
        ("parse_int(\"5.0\");", "not-whole-number given=5.0 hint=decimal wanted=5.0"),
        ("parse_float(\"3,5\");", "not-a-number given=3,5 hint=comma wanted=3.5"),
        ("parse_float(\"21.5°C\");", "not-a-number given=21.5°C hint=unit wanted=21.5"),
        ("parse_int(\"99999999999999999999\");", "ErrorArithmetic"),
        ("parse_int(\"1\", 99);", "out-of-range function=parse_int argument=base given=99 min=2 max=36"),
    ]);
}

#[test]
fn what_changes_a_text_gives_it_too() {
    check_lines(&[
        ("print(\" a \".trim() + \"|\");", "a|"),
        ("let s = \" a \"; s.trim(); print(s + \"|\");", "a|"),
        ("let s = \"ab\"; print(s.make_upper(), s, s.make_lower(), \"Ab\".to_upper());", "AB AB ab AB"),
        ("let s = \"a-b\"; print(s.replace(\"-\", \"+\"), s);", "a+b a+b"),
        ("let s = \"7\"; print(s.pad(3, \"0\"), s);", "700 700"),
        ("const S = \" a \"; print(S.trim() + \"|\" + S + \"|\");", "a| a |"),
    ]);
}

#[test]
fn what_orders_a_list_gives_it_too() {
    check_lines(&[
        ("let l = [3, 1, 2]; l = l.sort(); print(l);", "[1, 2, 3]"),
        (
            r#"print(parse_json("{\"a\": 1, \"b\": [1.5, null, true, \"x\"]}"), parse_json("-7") + 1);"#,
            r#"#{"a": 1, "b": [1.5, (), true, "x"]} -6"#,
        ),
        ("let l = [3, 1, 2]; l.sort(); print(l);", "[1, 2, 3]"),
        ("let l = [3, 1, 2]; print(l.sort_desc(), l.reverse(), l);", "[3, 2, 1] [1, 2, 3] [1, 2, 3]"),
        ("const L = [2, 1]; print(L.sort(), L.reverse(), L);", "[1, 2] [1, 2] [2, 1]"),
    ]);
    check_ends(&[("[1, \"2\"].sort();", "text-against-number operator=sort text=2 number=1")]);
}

#[test]
fn a_text_can_be_repeated() {
    check_lines(&[
        ("print(\"-\" * 5, 3 * \"ab\", 'x' * 2, (\"a\" * -1) + \"|\");", "----- ababab xx |"),
        ("let s = \"ab\"; s *= 2; print(s + \"\" * 9223372036854775807);", "abab"),
    ]);
    check_ends(&[("let s = \"abc\" * 9223372036854775807;", "memory-limit max=64")]);
}

#[test]
fn the_letters_of_a_text_are_texts() {
    check_lines(&[
        (
            "let found = \"\"; for c in \"añb\" { switch c { \"ñ\" => found += \"!\", _ => found += c } } print(found);",
            "a!b",
        ),
        (
            "let n = #{}; for c in \"aba\" { n[c] = if n.contains(c) { n[c] + 1 } else { 1 }; } print(n);",
            "#{\"a\": 2, \"b\": 1}",
        ),
        ("let sum = 0; for c in \"123\" { sum += parse_int(c); } print(sum);", "6"),
        (
            "print(\"ab\".to_chars(), \"ab\".chars(), \"ab\".get(0), \"ab\".get(-1), \"ab\".get(2));",
            "[\"a\", \"b\"] [\"a\", \"b\"] a b nothing",
        ),
        ("let s = \"aä\"; print(s.pop(), s, s.pop(), s.pop());", "ä a a nothing"),
        ("print(char(65), code(\"A\"), code('ä'), char(code(\"A\") + 3));", "A 65 228 D"),
    ]);
    check_ends(&[
        ("code(\"ab\");", "one-character function=code given=ab"),
        ("char(-1);", "out-of-range function=char argument=code given=-1 min=0 max=1114111"),
        ("char(0xd800);", "out-of-range function=char argument=code given=55296 min=0 max=1114111"),
    ]);
}

#[test]
fn objects_and_numbers_can_be_gone_through() {
    check("let m = #{b: 1, a: 2}; for name in m { print(name, m[name]); }", &["a 2", "b 1"], "done");
    check("for i in range(3) { print(i); }", &["0", "1", "2"], "done");
}

#[test]
fn lists_are_summed_and_joined() {
    check_lines(&[
        ("print(sum([1, 2, 3]), sum([1, 2.5]), sum([]), [4, 5].sum());", "6 3.5 0 9"),
        (
            "print([\"a\", 1, 2.5, [\"b\"]].join(\", \"), join([\"x\", \"y\"]), join([], \",\") + \"|\");",
            "a, 1, 2.5, [\"b\"] xy |",
        ),
    ]);
    check_ends(&[
        ("sum([1, \"a\"]);", "wrong-type function=sum argument=list given=string expected=numbers"),
        ("sum([9223372036854775807, 1]);", "ErrorArithmetic"),
    ]);
}

#[test]
fn chance_repeats_with_the_seed() {
    let source =
        "let l = [1, 2, 3, 4, 5, 6]; shuffle(l); print(l, l.shuffle() == l, choose(l), [7].choose());";
    let lines = lines_of(source);
    assert_eq!(lines, lines_of(source));
    check(
        "let l = []; for i in range(100) { l.push(i); } let m = shuffle(l); m.sort(); let seen = 0; \
         for i in range(100) { if m[i] == i { seen += 1; } } print(seen, l == m);",
        &["100 false"],
        "done",
    );
    check(
        "let seen = #{}; for i in range(200) { seen[choose([\"a\", \"b\", \"c\"])] = true; } print(seen.len());",
        &["3"],
        "done",
    );
    check_ends(&[("choose([]);", "empty-list function=choose")]);
}

#[test]
fn print_shows_values_as_they_are_written() {
    check_lines(&[
        ("print(1, \"a\", [1, \"b\"], 2.0);", "1 a [1, \"b\"] 2.0"),
        ("print(());", "nothing"),
        ("let l = []; print(l.push(1), [()]);", "nothing [()]"),
        (r#"print(["a\"b\\", 'c', "d\n"]);"#, r#"["a\"b\\", "c", "d\n"]"#),
        ("let n = 0; let f = || { n += 1; }; f.call(); print([n], n);", "[1] 1"),
        ("print(range(0, 10, 2), [range(0.0, 1.0, 0.5)]);", "range(0, 10, 2) [range(0.0, 1.0, 0.5)]"),
        (
            "let f = |x| x; print(f, [f], to_string(f), \"f: \" + f, `${f}`, to_debug(f));",
            "Fn [Fn] Fn f: Fn Fn Fn",
        ),
    ]);
}

#[test]
fn true_is_one_in_lists() {
    check_lines(&[(
        "print([1, 0] == [true, false], [true].contains(0), [1, \"a\"].contains(\"a\"));",
        "true false true",
    )]);
}

#[test]
fn a_caught_mistake_is_its_sentence() {
    #[track_caller]
    fn check(source: &str, told: &[&str]) {
        assert_eq!(told_by(source), told, "{source}");
    }
    check(
        "try {\n  parse_int(\"abc\");\n} catch (e) {\n  print(e);\n  print(e.message == e, e.line);\n}",
        &["“abc” is not a whole number.", "true 2"],
    );
    check(
        "try { [1][5]; } catch (e) { print(\"Oh: \" + e + \"!\"); print(`${e}`, [e]); }",
        &["Oh: The list has no place 5.!", "The list has no place 5. [\"The list has no place 5.\"]"],
    );
    check("try { lsit.push(1); } catch (e) { print(e); }", &["There is no variable called lsit."]);
    check("try { throw #{code: 5}; } catch (e) { print(e.code); }", &["5"]);
}

/// Runs a script and returns its console; a mistake is its last line.
fn told_by(source: &str) -> Vec<String> {
    let source = source.to_owned();
    let work = move || {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let console = lines.clone();
        let output = move |output| {
            if let LabOutput::Line { text } = output {
                console.borrow_mut().push(text);
            }
        };
        let boards = Box::new(NoBoards);
        let sentences = sentences(&Texts::new(Language::En));
        let settings = LabSettings { sentences, ..LabSettings::default() };
        let lab = Lab::new(Box::new(VirtualClock::new()), boards, settings, Box::new(output));
        let outcome = run(&source, &Rc::new(RefCell::new(lab)), Modules::new());
        let mut told = lines.borrow().clone();
        if let Outcome::Failed(error) = outcome {
            told.push(format!("mistake: {}", explain(&source, &error).text(&Texts::new(Language::En))));
        }
        told
    };
    spawn(work).unwrap().join().unwrap()
}

#[test]
fn the_page_about_the_language_is_true() {
    let page = include_str!("../../../../../docs/language.md");
    let mut examples = 0;
    for example in page.split("```rust\n").skip(1) {
        let source = example.split("```").next().unwrap();
        let told = |line: &str| line.split_once("// ").map(|(_, told)| told.trim_end().to_owned());
        let expected: Vec<String> = source.lines().filter_map(told).collect();
        // A line in a loop prints several times; on the page, its lines are side by side.
        assert_eq!(told_by(source).join(" "), expected.join(" "), "{source}");
        examples += 1;
    }
    assert!(examples >= 20, "{examples}");
}
