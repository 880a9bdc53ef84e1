//! What loops go through.

use super::check;

#[test]
fn ranges_reach_the_ends_of_numbers() {
    check(&[
        ("let n = 0; for i in 9223372036854775806..=9223372036854775807 { n += 1 } n", "2"),
        ("let n = 0; for i in 9223372036854775805..9223372036854775807 { n += 1 } n", "2"),
        ("let n = 0; for i in 9223372036854775807..9223372036854775807 { n += 1 } n", "0"),
        ("let n = 0; for i in -9223372036854775807 - 1..=-9223372036854775807 { n += 1 } n", "2"),
        ("let n = 0; for i in 5..(-9223372036854775807 - 1) { n += 1 } n", "0"),
        ("let n = 0; for i in 5..=4 { n += 1 } n", "0"),
        ("let l = []; for i in 3..=3 { l.push(i) } l", "[3]"),
        ("let n = 0; for i in 0..9223372036854775807 { n += 1; if i == 9 { break } } n", "10"),
        (
            "let r = 1..4; let l = []; for i in r { l.push(i) } for i in r { l.push(i) } l",
            "[1, 2, 3, 1, 2, 3]",
        ),
    ]);
}

#[test]
fn ranges_have_steps() {
    check(&[
        ("let l = []; for x in range(0, 10, 3) { l.push(x) } l", "[0, 3, 6, 9]"),
        ("let l = []; for x in range(10, 0, -4) { l.push(x) } l", "[10, 6, 2]"),
        ("let l = []; for x in range(0, 5) { l.push(x) } l", "[0, 1, 2, 3, 4]"),
        ("let l = []; for x in range(0..7, 3) { l.push(x) } l", "[0, 3, 6]"),
        ("let l = []; for x in range(0.0, 1.0, 0.25) { l.push(x) } l", "[0.0, 0.25, 0.5, 0.75]"),
        ("let n = 0; for x in range(0.0, 1.0, 0.1) { n += 1 } n", "10"),
        ("let l = []; for x in range(1.0, 0.0, -0.5) { l.push(x) } l", "[1.0, 0.5]"),
        ("let l = []; for (x, i) in range(5, 8, 2) { l.push([x, i]) } l", "[[5, 0], [7, 1]]"),
        ("let n = 0; for x in range(9223372036854775800, 9223372036854775807, 5) { n += 1 } n", "2"),
        ("let n = 0; for x in range(5, 5, 1) { n += 1 } n", "0"),
        ("let n = 0; for x in range(5, 0, 1) { n += 1 } n", "0"),
        ("range(0, 5, 0)", "step value cannot be zero (line 1, position 1)"),
        ("range(0.0, 5.0, 0.0)", "step value cannot be zero (line 1, position 1)"),
        (
            "let r = range(0, 3, 2); let l = []; for x in r { l.push(x) } for x in r { l.push(x) } l",
            "[0, 2, 0, 2]",
        ),
    ]);
}

#[test]
fn texts_numbers_and_bytes_have_items() {
    check(&[
        ("let l = []; for c in \"hé\" { l.push(c) } l", r#"["h", "é"]"#),
        ("let l = []; for c in \"hé\".chars() { l.push(c) } l", "['h', 'é']"),
        ("let l = []; for c in \"abcd\".chars(1) { l.push(c) } l", "['b', 'c', 'd']"),
        ("let l = []; for c in \"abcd\".chars(-2) { l.push(c) } l", "['c', 'd']"),
        ("let l = []; for c in \"abcd\".chars(1, 2) { l.push(c) } l", "['b', 'c']"),
        ("let l = []; for c in \"abcd\".chars(1..3) { l.push(c) } l", "['b', 'c']"),
        ("let l = []; for c in \"abcd\".chars(1..=3) { l.push(c) } l", "['b', 'c', 'd']"),
        ("let l = []; for (c, i) in \"ab\" { l.push(`${i}${c}`) } l", "[\"0a\", \"1b\"]"),
        ("let l = []; for b in 5.bits(0, 3) { l.push(b) } l", "[true, false, true]"),
        ("let l = []; for b in 5.bits(1..4) { l.push(b) } l", "[false, true, false]"),
        ("let n = 0; for b in (-1).bits() { if b { n += 1 } } n", "64"),
        ("let n = 0; for b in 255.bits { if b { n += 1 } } n", "8"),
        ("let s = 0; for x in blob(3, 200) { s += x } s", "600"),
        ("let b = blob(2, 1); b[0] = 255; b[1] += 4; [b[0], b[1], b[-1]]", "[255, 5, 5]"),
        ("let b = blob(2, 1); b[0] = 256; b[0]", "0"),
        (
            "let b = blob(1, 1); b[1]",
            "Array index 1 out of bounds: only 1 element in array (line 1, position 23)",
        ),
        ("let l = 5; for x in l { }", "For loop expects iterable type (line 1, position 21)"),
        ("let m = #{b: 1, a: 2}; let l = []; for x in m { l.push(x) } l", r#"["a", "b"]"#),
    ]);
}

#[test]
fn a_loop_goes_through_the_list_as_it_was() {
    check(&[
        ("let l = [1, 2]; for x in l { l.push(x) } l", "[1, 2, 1, 2]"),
        ("let l = [1, 2]; for x in l { x += 5 } l", "[1, 2]"),
        ("let l = [[1], [2]]; for x in l { x.push(5) } l", "[[1], [2]]"),
    ]);
}
