//! Matching brackets.

use super::lexer::{Kind, Token, index_at};

pub(super) fn is_opener(bracket: &str) -> bool {
    matches!(bracket, "(" | "[" | "{")
}

/// Returns the bracket that pairs with `bracket`.
pub(super) fn partner(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        ")" => "(",
        "]" => "[",
        _ => "{",
    }
}

/// Returns the bracket at the cursor, before it or behind it, and the one that matches it.
pub(super) fn matching(tokens: &[Token], text: &str, cursor: usize) -> Option<[Token; 2]> {
    let at = index_at(tokens, cursor);
    let touches = |index: usize| {
        tokens
            .get(index)
            .filter(|token| token.kind == Kind::Bracket && token.start <= cursor && cursor <= token.end)
            .map(|_| index)
    };
    let index = at.checked_sub(1).and_then(touches).or_else(|| touches(at))?;
    let bracket = *tokens.get(index)?;
    let other = if is_opener(bracket.text(text)) {
        closer(tokens.get(index..)?.iter(), text, is_opener)
    } else {
        closer(tokens.get(..=index)?.iter().rev(), text, |bracket| !is_opener(bracket))
    };
    Some([bracket, other?])
}

/// Returns the bracket that closes the first one of `tokens`, in either direction. `None` if another kind stands in
/// its place.
fn closer<'a>(
    tokens: impl Iterator<Item = &'a Token>,
    text: &str,
    opens: impl Fn(&str) -> bool,
) -> Option<Token> {
    let mut open: Vec<&str> = Vec::new();
    for token in tokens.filter(|token| token.kind == Kind::Bracket) {
        let bracket = token.text(text);
        if opens(bracket) {
            open.push(bracket);
        } else if open.pop().is_none_or(|opener| partner(opener) != bracket) {
            return None;
        } else if open.is_empty() {
            return Some(*token);
        }
    }
    None
}

/// Returns the innermost bracket that is open at `byte`.
pub(super) fn open_before(tokens: &[Token], text: &str, byte: usize) -> Option<Token> {
    let before = tokens.get(..tokens.partition_point(|token| token.end <= byte))?;
    let mut closed = 0_usize;
    for token in before.iter().rev().filter(|token| token.kind == Kind::Bracket) {
        match (is_opener(token.text(text)), closed) {
            (true, 0) => return Some(*token),
            (true, _) => closed -= 1,
            (false, _) => closed += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;

    /// Checks the pair of brackets at the cursor `|` in `text`; `expected` are their places in the text without it.
    #[track_caller]
    fn check(text: &str, expected: Option<(usize, usize)>) {
        let cursor = text.find('|').unwrap();
        let text = text.replace('|', "");
        let found = matching(&lex(&text), &text, cursor).map(|[one, other]| (one.start, other.start));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn pairs() {
        check("f|(a)", Some((1, 3)));
        check("f(|a)", Some((1, 3)));
        check("f(a)|", Some((3, 1)));
        check("f(a|)", Some((3, 1)));
        check("f(a)|;", Some((3, 1)));
        check("(|[{}])", Some((0, 5)));
        check("([{}|])", Some((3, 2)));
        check("f(\"ä)\"|)", Some((7, 1)));
        check("f(|/* ) */ ')')", Some((1, 13)));
        check("`${|a}`", Some((2, 4)));
        check("(|]", None);
        check("(|", None);
        check(")|", None);
        check("a|b()", None);
        check("|", None);
    }

    #[test]
    fn the_innermost_open_one() {
        let open = |text: &str| open_before(&lex(text), text, text.len()).map(|token| token.start);
        assert_eq!(open("f(a[1], {"), Some(8));
        assert_eq!(open("f(a[1], {}"), Some(1));
        assert_eq!(open("f()"), None);
    }
}
