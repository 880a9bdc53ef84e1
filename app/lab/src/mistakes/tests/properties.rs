//! Property tests: any input gets an answer, and its places are in the text.

use proptest::prelude::*;

use super::super::Mistake;
use super::super::code::EXAMPLES;
use super::{check_words, diagnose, engine, explain, parse_cases, run_cases};
use crate::text::{Language, Texts};

/// Valid scripts, to break at random.
const VALID: &[&str] = &[
    "let bit = microbit();\nloop {\n    if bit.button_a() { bit.show(\"hi\"); break; }\n}\n",
    "let sum = 0;\nfor i in 0..10 {\n    sum += i * 2;\n}\nprint(`sum ${sum}`);\n",
    "fn twice(x) {\n    return x * 2; // doubled\n}\nlet list = [1, 2.5, \"a\", #{b: true}];\nprint(twice(list[0]));\n",
    "let n = 3;\nwhile n > 0 { n -= 1; }\nswitch n { 0 => print(\"zero\"), _ => print('x') }\non_press(\"A\", |x| { print(x); });\n",
];

/// Pieces that change the meaning of a script.
const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ";",
    ",",
    "\"",
    "'",
    "`",
    "${",
    "=",
    "==",
    "=>",
    "=<",
    "++",
    "#",
    "#{",
    "//",
    "/*",
    "*/",
    "\\",
    "|",
    "||",
    "&&",
    "and",
    "not",
    "if",
    "else",
    "elif",
    "for",
    "in",
    "let",
    "fn",
    "def",
    "while",
    "break",
    "return",
    "1",
    "1.2.3",
    "1,5",
    "0x",
    "9223372036854775807",
    "\"a\"",
    "ä",
    "“",
    "´",
    "\u{200b}",
    "\u{a0}",
    "\0",
    "\r\n",
    "\n",
    "\t",
    "x",
    "Print",
    "bit.show",
    "None",
    "True",
    ":",
    "?",
    "@",
    "$",
    "%",
    "!",
    ".",
    "..",
    "::",
    "import",
    "f\"a\"",
    "🙂",
];

fn check_answer(source: &str) -> Result<(), TestCaseError> {
    let Some(mistake) = diagnose(&engine(), source) else { return Ok(()) };
    check_place(source, &mistake)?;
    check_words(source, &mistake);
    let shown = explain("file", source, &mistake, &Texts::new(Language::En));
    prop_assert!(shown.starts_with("file:"), "{shown}");
    Ok(())
}

fn check_place(source: &str, mistake: &Mistake) -> Result<(), TestCaseError> {
    let places = mistake.line.zip(mistake.column).into_iter();
    for (line, column) in places.chain(mistake.related.map(|place| (place.line, place.column))) {
        let text = source.split('\n').nth(line as usize - 1);
        prop_assert!(text.is_some(), "no line {line} in {source:?}: {mistake:?}");
        let length = text.unwrap_or_default().chars().count();
        prop_assert!((1..=length + 1).contains(&(column as usize)), "{source:?}: {mistake:?}");
    }
    Ok(())
}

/// Generates a script with some of its characters replaced by pieces or removed.
fn broken() -> impl Strategy<Value = String> {
    let cases = parse_cases::CASES.iter().chain(run_cases::CASES).map(|case| case.0);
    let cases = cases.chain(EXAMPLES.iter().map(|(_, source, _)| *source));
    let scripts: Vec<&str> = VALID.iter().copied().chain(cases).collect();
    let change = (any::<prop::sample::Index>(), 0..4_usize, prop::option::of(prop::sample::select(PIECES)));
    (prop::sample::select(scripts), prop::collection::vec(change, 1..4)).prop_map(|(script, changes)| {
        let mut chars: Vec<char> = script.chars().collect();
        for (at, removed, piece) in changes {
            let at = at.index(chars.len() + 1);
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, piece.unwrap_or_default().chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_scripts_have_an_answer(source in broken()) {
        check_answer(&source)?;
    }

    #[test]
    fn pieces_in_any_order_have_an_answer(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..20)) {
        check_answer(&pieces.join(" "))?;
    }

    #[test]
    fn any_text_has_an_answer(source in "\\PC{0,60}|[ -~\n]{0,80}") {
        check_answer(&source)?;
    }
}
