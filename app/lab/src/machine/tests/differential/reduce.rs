//! Shortens a program while it still shows the same kind of difference.

use super::comparison::Comparison;

/// Maximum comparisons of one reduction.
const MAX_TRIES: usize = 4_000;

/// Shortens a program that differs in `aspect`.
pub(super) fn reduced(comparison: &Comparison, source: &str, aspect: &str) -> String {
    let mut reduction = Reduction { comparison, aspect, tokens: tokens(source), tries: 0 };
    loop {
        let before = reduction.tokens.len();
        reduction.shorten_groups();
        reduction.remove_runs();
        if reduction.tokens.len() == before || reduction.tries >= MAX_TRIES {
            return reduction.tokens.concat();
        }
    }
}

struct Reduction<'a> {
    comparison: &'a Comparison,
    aspect: &'a str,
    tokens: Vec<String>,
    tries: usize,
}

impl Reduction<'_> {
    /// Replaces the tokens from `start` up to `end` if the program still differs. True if it does.
    fn replace(&mut self, start: usize, end: usize, replacement: &[&str]) -> bool {
        if replacement.len() >= end - start || self.tries >= MAX_TRIES {
            return false;
        }
        self.tries += 1;
        let mut tokens = self.tokens[..start].to_vec();
        tokens.extend(replacement.iter().map(|token| (*token).to_owned()));
        tokens.extend_from_slice(&self.tokens[end..]);
        let difference = self.comparison.difference(&tokens.concat());
        let still_differs = difference.is_some_and(|difference| difference.aspect == self.aspect);
        if still_differs {
            self.tokens = tokens;
        }
        still_differs
    }

    /// Removes, empties, unwraps or simplifies what stands between two brackets.
    fn shorten_groups(&mut self) {
        let mut start = 0;
        while start < self.tokens.len() {
            if let Some((open, close, end)) = self.group(start) {
                let inner = self.tokens[start + 1..end - 1].to_vec();
                let inner: Vec<&str> = inner.iter().map(String::as_str).collect();
                let replacements: [&[&str]; 5] =
                    [&[], &[open, close], &["1"], inner.as_slice(), &[open, "1", close]];
                for replacement in replacements {
                    if self.replace(start, end, replacement) {
                        break;
                    }
                }
            }
            start += 1;
        }
    }

    /// Returns the brackets of the group that opens at `start`, and its end.
    fn group(&self, start: usize) -> Option<(&'static str, &'static str, usize)> {
        const BRACKETS: [(&str, &str); 3] = [("{", "}"), ("(", ")"), ("[", "]")];
        let (open, close) = BRACKETS.into_iter().find(|(open, _)| self.tokens[start] == *open)?;
        let mut depth = 0;
        for (at, token) in self.tokens.iter().enumerate().skip(start) {
            if token == open {
                depth += 1;
            } else if token == close {
                depth -= 1;
                if depth == 0 {
                    return Some((open, close, at + 1));
                }
            }
        }
        None
    }

    /// Removes runs of tokens, long ones first; short ones may become a number.
    fn remove_runs(&mut self) {
        const LONGEST_SLIDING: usize = 8;
        let mut length = (self.tokens.len() / 2).max(1);
        loop {
            let mut start = 0;
            while start < self.tokens.len() {
                let end = (start + length).min(self.tokens.len());
                let is_removed = self.replace(start, end, &[])
                    || (length <= LONGEST_SLIDING && self.replace(start, end, &["1"]));
                if !is_removed {
                    start += if length > LONGEST_SLIDING { length / 2 } else { 1 };
                }
            }
            length = match length {
                0 | 1 => return,
                short if short <= LONGEST_SLIDING => short - 1,
                long => long / 2,
            };
        }
    }
}

/// Splits a program into words, quoted texts and single signs, which together are the program.
pub(super) fn tokens(source: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    tokens
}

/// Returns the length of the quoted text at the start, in bytes.
fn quoted(text: &str) -> usize {
    let mut is_escaped = true;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => (),
        }
    }
    text.len()
}
