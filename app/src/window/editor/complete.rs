//! Completions at the cursor: functions of the lab, pictures, keywords and the script's own names.

use std::collections::BTreeSet;
use std::ops::Range;

use digilab_devices::board::BoardFamily;
use digilab_lab::api::{FUNCTIONS, Function, Gives, Receiver, constants, functions_named};

use super::edit::{Change, Source};
use super::lexer::{KEYWORDS, Kind, Token, begins_name, is_in_name};
use super::place::Selection;

/// Number of letters from which on the popup opens by itself.
const LETTERS: usize = 2;

/// Maximum number of completions: all names of the lab, which a list at an empty place shows, and some of the script's.
const MAX_CANDIDATES: usize = 200;

/// Keywords before a new name, for which nothing can be offered.
const NAMING_WORDS: &[&str] = &["let", "const", "fn", "for"];

/// Kind of a completion.
#[derive(Clone, Copy)]
pub(super) enum What {
    Function(&'static Function),
    Constant,
    Keyword,
    /// A name defined by the script.
    Name,
}

/// A completion.
#[derive(Clone)]
pub(super) struct Candidate {
    pub name: String,
    pub what: What,
    /// True if it begins with the word before the cursor, rather than only containing it.
    pub begins: bool,
}

/// Completions for one place in the text.
#[derive(Clone, Default)]
pub(super) struct Offer {
    pub candidates: Vec<Candidate>,
    /// Bytes of the word before the cursor, which a completion replaces.
    pub word: Range<usize>,
    /// True if the popup opens without being requested.
    pub by_itself: bool,
}

impl Offer {
    /// True if the word is exactly completion `index`.
    pub(super) fn is_there(&self, text: &str, index: usize) -> bool {
        self.candidates.get(index).is_some_and(|one| text.get(self.word.clone()) == Some(one.name.as_str()))
    }

    /// True if Enter takes completion `index` though the user has not moved to it with the arrow keys: at least two
    /// letters of it were typed, and it is not complete already. A pupil who only wants a new line must get one.
    pub(super) fn enter_takes(&self, text: &str, index: usize) -> bool {
        let typed = text.get(self.word.clone()).unwrap_or_default().chars().count();
        let begins = self.candidates.get(index).is_some_and(|one| one.begins);
        typed >= LETTERS && begins && !self.is_there(text, index)
    }

    /// Returns the change that inserts completion `index`. A function comes with its parentheses, and the cursor
    /// where the user goes on writing.
    pub(super) fn accept(&self, text: &str, index: usize) -> Option<Change> {
        let candidate = self.candidates.get(index)?;
        let mut insert = candidate.name.clone();
        let mut cursor = self.word.start + insert.len();
        let called_already = text.get(self.word.end..).is_some_and(|rest| rest.starts_with('('));
        if let What::Function(function) = candidate.what
            && !called_already
        {
            insert.push_str("()");
            cursor += if function.arguments.is_empty() { 2 } else { 1 };
        }
        Some(Change { range: self.word.clone(), insert, selection: Selection::at(cursor) })
    }
}

/// Type of the value before a `.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    /// A board of this family.
    Board(BoardFamily),
    Pin,
    Table,
    Model,
    Unknown,
}

/// Returns the completions at byte `cursor`. `None` inside strings and comments, and where a new name is defined.
pub(super) fn offer(source: Source<'_>, cursor: usize) -> Option<Offer> {
    let before = source.text.get(..cursor)?;
    let word_text = before.trim_end_matches(is_in_name);
    let word = before.get(word_text.len()..)?;
    let word_start = word_text.len();
    if source.quoted_at(cursor).is_some() || word.starts_with(|c: char| !begins_name(c)) {
        return None;
    }
    let tokens = source.tokens.get(..source.tokens.partition_point(|token| token.end <= word_start))?;
    let last = tokens.last().map_or("", |token| token.text(source.text));
    if NAMING_WORDS.contains(&last) {
        return None;
    }
    let letters = word.chars().count();
    let mut candidates = Vec::new();
    let mut by_itself = letters >= LETTERS;
    if last == "." && tokens.last().is_some_and(|token| token.end == word_start) {
        let thing = thing_before(source.text, tokens.get(..tokens.len() - 1)?);
        by_itself |= thing != Thing::Unknown;
        let fits = |function: &&Function| fits(thing, function);
        candidates.extend(FUNCTIONS.iter().filter(fits).map(|one| (one.name, What::Function(one))));
    } else {
        let lab = FUNCTIONS.iter().filter(|function| function.receiver == Receiver::Lab);
        candidates.extend(lab.map(|one| (one.name, What::Function(one))));
        candidates.extend(constants().map(|name| (name, What::Constant)));
        candidates.extend(KEYWORDS.iter().map(|name| (*name, What::Keyword)));
        candidates.extend(own_names(source, word_start).into_iter().map(|name| (name, What::Name)));
    }
    let wanted = word.to_lowercase();
    // Sorted by how well they match, and then in the order of the lists: functions as in the manual, names by the
    // alphabet.
    let mut ranked: Vec<(usize, &str, What)> = candidates
        .into_iter()
        .filter_map(|(name, what)| {
            let small = name.to_lowercase();
            let rank = match small.find(&wanted)? {
                _ if name == word => 0,
                0 if name.starts_with(word) => 1,
                0 => 2,
                // `press` finds `on_press`.
                _ if letters >= LETTERS => 3,
                _ => return None,
            };
            Some((rank, name, what))
        })
        .collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    ranked.truncate(MAX_CANDIDATES);
    let candidates: Vec<Candidate> = ranked
        .into_iter()
        .map(|(rank, name, what)| Candidate { name: name.to_owned(), what, begins: rank < 3 })
        .collect();
    // A word that is complete needs no popup.
    let is_all_there = candidates.first().is_some_and(|first| first.name == word);
    by_itself &= !is_all_there || candidates.iter().skip(1).any(|other| other.begins);
    (!candidates.is_empty()).then_some(Offer { candidates, word: word_start..cursor, by_itself })
}

/// True if `thing` has `function`.
fn fits(thing: Thing, function: &Function) -> bool {
    match (thing, function.receiver) {
        (_, Receiver::Lab) => false,
        (Thing::Unknown, _)
        | (Thing::Pin, Receiver::Pin)
        | (Thing::Table, Receiver::Table)
        | (Thing::Model, Receiver::Model) => true,
        (Thing::Board(family), Receiver::Board) => function.boards.contain_family(family),
        _ => false,
    }
}

/// Returns the type of the value that ends `tokens`.
fn thing_before(text: &str, tokens: &[Token]) -> Thing {
    let Some((last, rest)) = tokens.split_last() else { return Thing::Unknown };
    match last.kind {
        Kind::Name => thing_named(text, tokens, last.text(text)),
        // A call: the name before its parentheses tells the type of the result.
        Kind::Bracket if last.text(text) == ")" => {
            let Some([_, opener]) = super::brackets::matching(tokens, text, last.end) else {
                return Thing::Unknown;
            };
            let before = rest.partition_point(|token| token.end <= opener.start);
            let called = before.checked_sub(1).and_then(|index| rest.get(index));
            called.map_or(Thing::Unknown, |called| thing_given(called.text(text)))
        }
        _ => Thing::Unknown,
    }
}

/// Returns the type of the result of the function `name`.
fn thing_given(name: &str) -> Thing {
    functions_named(name).fold(Thing::Unknown, |thing, function| match function.gives {
        Gives::Board(family) => Thing::Board(family),
        Gives::Pin => Thing::Pin,
        Gives::Table => Thing::Table,
        Gives::Model => Thing::Model,
        _ => thing,
    })
}

/// Returns the type last assigned to the variable `name`, from the last call of `name = …(…)`.
fn thing_named(text: &str, tokens: &[Token], name: &str) -> Thing {
    for (index, pair) in tokens.windows(2).enumerate().rev() {
        let [variable, equals] = pair else { continue };
        if variable.kind != Kind::Name || variable.text(text) != name || equals.text(text) != "=" {
            continue;
        }
        let value = tokens.get(index + 2..).unwrap_or_default();
        let end = value.iter().position(|token| matches!(token.text(text), ";" | "{" | "}"));
        let value = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
        // The statement may still be written: the value before its `.` counts only if the statement is closed.
        return if end.is_some() { thing_before(text, value) } else { Thing::Unknown };
    }
    Thing::Unknown
}

/// Returns the names in the script, except those behind a `.` and the one that begins at byte `but`.
fn own_names(source: Source<'_>, but: usize) -> BTreeSet<&str> {
    let mut after_dot = false;
    let mut names = BTreeSet::new();
    for token in source.tokens {
        let text = token.text(source.text);
        // A single letter is typed faster than it is chosen.
        if token.kind == Kind::Name && !after_dot && token.start != but && text.chars().nth(1).is_some() {
            names.insert(text);
        }
        after_dot = text == ".";
    }
    names.retain(|name| {
        !FUNCTIONS.iter().any(|function| function.receiver == Receiver::Lab && function.name == *name)
    });
    names
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::super::place::Lines;
    use super::*;

    /// Returns `text` without the cursor `¦`, and the completions there.
    fn offer_at(text: &str) -> (String, Option<Offer>) {
        let cursor = text.find('¦').unwrap();
        let text = text.replace('¦', "");
        let (lines, tokens) = (Lines::new(&text), lex(&text));
        let offer = offer(Source { text: &text, lines: &lines, tokens: &tokens }, cursor);
        (text, offer)
    }

    /// Checks which of the completions `asked` are offered; `!` stands before one that must not be.
    #[track_caller]
    fn check(text: &str, by_itself: bool, asked: &[&str]) {
        let offer = offer_at(text).1.unwrap();
        assert_eq!(offer.by_itself, by_itself, "{text:?}");
        for name in asked {
            let wanted = name.strip_prefix('!');
            let there = offer.candidates.iter().any(|one| one.name == wanted.unwrap_or(name));
            assert_eq!(there, wanted.is_none(), "{name} in {text:?}");
        }
    }

    #[test]
    fn what_is_offered() {
        check("sl¦", true, &["sleep", "!show", "!let"]);
        check("s¦", false, &["sleep", "switch", "SAD"]);
        check("¦", false, &["microbit", "HEART", "let"]);
        check("HE¦", true, &["HEART", "HEART_SMALL", "!else"]);
        check("he¦", true, &["HEART"]);
        check("press¦", true, &["on_press"]);
        check("let counter = 1; cou¦", true, &["counter"]);
        check("let ääni = 1; ää¦", true, &["ääni"]);
        check("microbit().¦", true, &["show", "!sleep", "!on", "!send", "pin"]);
        check("arduino().¦", true, &["pin", "!show", "send"]);
        check("text_board().¦", true, &["send", "on_line", "reset", "!pin", "!show", "!i2c_read"]);
        check("let uno = arduino(); uno.¦", true, &["pin", "!show"]);
        check("let uno = arduino(); uno.pin(13).¦", true, &["on", "servo", "!pin", "!show"]);
        check("let samples = table(); samples.¦", true, &["add", "mean", "!classify", "!show", "!on"]);
        check("let m = train(samples); m.¦", true, &["classify", "test", "!add", "!show"]);
        check("let led = arduino().pin(1 + (2)); led.o¦", true, &["on", "off", "!pin"]);
        check("let x = 1; x.¦", false, &["show", "on", "!sleep", "!x"]);
        check("let bit = microbit();\nlet b = bit.pi¦", true, &["pin", "pixel", "!pixels", "!print"]);
        check("bit.sh¦\nlet other = 1", true, &["show", "shown", "!other"]);
        check("x = 1 .. se¦", true, &["!send"].map(|_| "!set_pixel"));
        check("`${sl¦}`", true, &["sleep"]);
    }

    #[test]
    fn where_nothing_is_offered() {
        for text in [
            "\"sl¦",
            "\"sl¦\"",
            "// sl¦",
            "/* sl¦ */",
            "`sl¦`",
            "`${1}sl¦`",
            "let sl¦",
            "fn sl¦",
            "12sl¦",
            "zzzz¦",
        ] {
            assert!(offer_at(text).1.is_none(), "{text:?}");
        }
    }

    #[test]
    fn what_is_all_there_needs_no_list() {
        check("sleep¦", false, &["sleep"]);
        check("plot¦", false, &["plot"]);
        check("show = 1; HEART¦", true, &["HEART", "HEART_SMALL"]);
        assert_eq!(offer_at("HEART¦").1.unwrap().candidates[0].name, "HEART");
    }

    #[test]
    fn enter_is_a_new_line_unless_an_entry_is_meant() {
        let takes = |text: &str| {
            let (text, offer) = offer_at(text);
            offer.unwrap().enter_takes(&text, 0)
        };
        assert!(takes("sl¦"));
        assert!(takes("microbit().sh¦"));
        assert!(!takes("s¦"));
        assert!(!takes("HEART¦"));
        assert!(!takes("press¦"));
        assert!(!takes("microbit().¦"));
    }

    #[track_caller]
    fn check_accept(text: &str, name: &str, expected: &str) {
        let (mut text, offer) = offer_at(text);
        let offer = offer.unwrap();
        let index = offer.candidates.iter().position(|one| one.name == name).unwrap();
        let change = offer.accept(&text, index).unwrap();
        change.apply(&mut text);
        text.insert(change.selection.head, '¦');
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_put_in() {
        check_accept("sl¦", "sleep", "sleep(¦)");
        check_accept("sl¦(5)", "sleep", "sleep¦(5)");
        check_accept("ä; mic¦", "microbit", "ä; microbit()¦");
        check_accept("he¦", "HEART", "HEART¦");
        check_accept("wh¦ {", "while", "while¦ {");
        check_accept("let x = microbit();\nx.¦", "show", "let x = microbit();\nx.show(¦)");
    }
}
