//! Splits Rhai source into tokens, for colours and to tell code from strings and comments.
//!
//! It never fails: a token that is not closed goes on to where Rhai itself would give up. Spaces are in no token.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use digilab_lab::api::{FUNCTIONS, Receiver, constants};

/// Rhai's keywords that a script may use.
pub(super) const KEYWORDS: &[&str] = &[
    "let", "const", "if", "else", "switch", "do", "while", "until", "loop", "for", "in", "continue", "break",
    "return", "throw", "try", "catch", "fn", "private", "true", "false", "import", "export", "as", "global",
    "this",
];

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Keyword,
    Number,
    /// Part of a string or of a character, with its quotation marks.
    Text,
    /// Escape sequence in a string, such as `\n`.
    Escape,
    Comment,
    /// Doc comment: `///`, `//!` or `/** … */`.
    DocComment,
    /// Name of a function of the lab, where it is called.
    Function,
    /// Name of a picture.
    Constant,
    /// Any other name.
    Name,
    /// One of `()[]{}`, including those of `#{` and `${`.
    Bracket,
    /// Operator, or any other character.
    Symbol,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// First byte.
    pub start: usize,
    /// Byte behind the last one.
    pub end: usize,
}

impl Token {
    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the token's part of `text`.
    pub(super) fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// True for strings and comments, in which there is no code.
    pub(super) fn is_quoted(self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Escape | Kind::Comment | Kind::DocComment)
    }
}

/// Returns the index of the first token that ends behind `byte`; the number of tokens if there is none.
pub(super) fn index_at(tokens: &[Token], byte: usize) -> usize {
    tokens.partition_point(|token| token.end <= byte)
}

/// True if a name may begin with `c`. Rhai takes ASCII only; other letters are kept together for the reader.
pub(super) fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// True if a name may go on with `c`.
pub(super) fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Splits `text` into tokens, in their order.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), open: Vec::new() };
    while let Some(next) = lexer.peek() {
        lexer.token(next);
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// Number of open braces inside each `${` around the current place, innermost last.
    open: Vec<usize>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn bump_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    /// Adds the token from `start` to the current place, unless it is empty.
    fn push(&mut self, kind: Kind, start: usize) {
        if start < self.at {
            self.tokens.push(Token { kind, start, end: self.at });
        }
    }

    fn token(&mut self, next: char) {
        let start = self.at;
        let rest = self.rest();
        match next {
            _ if next.is_whitespace() => self.bump(),
            '/' if rest.starts_with("//") => {
                let is_doc = rest.starts_with("///") && !rest.starts_with("////") || rest.starts_with("//!");
                self.bump_while(|c| c != '\n');
                self.push(if is_doc { Kind::DocComment } else { Kind::Comment }, start);
            }
            '/' if rest.starts_with("/*") => {
                let is_doc =
                    rest.starts_with("/**") && !rest.starts_with("/***") && !rest.starts_with("/**/");
                self.skip_comment();
                self.push(if is_doc { Kind::DocComment } else { Kind::Comment }, start);
            }
            '"' | '\'' => self.quoted(next),
            '`' => {
                self.bump();
                self.template(start);
            }
            '#' => self.hash(),
            '{' => {
                if let Some(depth) = self.open.last_mut() {
                    *depth += 1;
                }
                self.symbol(Kind::Bracket);
            }
            '}' => {
                self.symbol(Kind::Bracket);
                match self.open.pop() {
                    // Back in the template string that the `${` stands in.
                    Some(0) => self.template(self.at),
                    Some(depth) => self.open.push(depth - 1),
                    None => {}
                }
            }
            '(' | ')' | '[' | ']' => self.symbol(Kind::Bracket),
            '0'..='9' => self.number(),
            _ if begins_name(next) => self.name(),
            // The second dot of a range must not be taken for one before a function's name.
            '.' if rest.starts_with("..") => {
                self.bump_while(|c| c == '.');
                self.push(Kind::Symbol, start);
            }
            _ => self.symbol(Kind::Symbol),
        }
    }

    fn symbol(&mut self, kind: Kind) {
        let start = self.at;
        self.bump();
        self.push(kind, start);
    }

    /// Reads `#"raw"#`, or the `#` of `#{`.
    fn hash(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let inside = rest.get(hashes..).and_then(|rest| rest.strip_prefix('"'));
        let Some(inside) = inside else { return self.symbol(Kind::Symbol) };
        let end = format!("\"{}", "#".repeat(hashes));
        let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
        self.at += hashes + 1 + length;
        self.push(Kind::Text, start);
    }

    /// Reads a string or character to its end, or to the end of the line, which `\` continues in a string.
    fn quoted(&mut self, quote: char) {
        let mut start = self.at;
        self.bump();
        while let Some(next) = self.peek() {
            match next {
                '\n' => break,
                '\\' => {
                    self.push(Kind::Text, start);
                    start = self.at;
                    self.escape();
                    self.push(Kind::Escape, start);
                    start = self.at;
                }
                _ => {
                    self.bump();
                    if next == quote {
                        // A doubled quotation mark is one inside the string.
                        if self.peek() != Some(quote) || quote == '\'' {
                            break;
                        }
                        self.bump();
                    }
                }
            }
        }
        self.push(Kind::Text, start);
    }

    fn escape(&mut self) {
        self.bump();
        let digits = match self.peek() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        self.bump();
        for _ in 0..digits {
            if self.peek().is_some_and(|c| c.is_ascii_hexdigit()) {
                self.bump();
            }
        }
    }

    /// Reads the rest of a template string that began at `start`, to its back-tick or to the next `${`.
    fn template(&mut self, start: usize) {
        while let Some(next) = self.peek() {
            let rest = self.rest();
            if rest.starts_with("\\${") {
                // Escaped: no interpolation.
                self.at += 3;
            } else if rest.starts_with("``") {
                self.at += 2;
            } else if rest.starts_with("${") {
                self.push(Kind::Text, start);
                self.symbol(Kind::Symbol);
                self.symbol(Kind::Bracket);
                self.open.push(0);
                return;
            } else {
                self.bump();
                if next == '`' {
                    break;
                }
            }
        }
        self.push(Kind::Text, start);
    }

    /// Skips a block comment; they nest.
    fn skip_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            let Some(at) = rest.find(['/', '*']) else {
                self.at = self.text.len();
                return;
            };
            let here = rest.get(at..).unwrap_or_default();
            if here.starts_with("/*") {
                depth += 1;
                self.at += at + 2;
            } else if here.starts_with("*/") {
                depth = depth.saturating_sub(1);
                self.at += at + 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += at + 1;
            }
        }
    }

    fn number(&mut self) {
        let start = self.at;
        if ["0x", "0o", "0b", "0X", "0O", "0B"].iter().any(|prefix| self.rest().starts_with(prefix)) {
            self.at += 2;
            self.bump_while(|c| c.is_ascii_hexdigit() || c == '_');
            return self.push(Kind::Number, start);
        }
        self.bump_while(|c| c.is_ascii_digit() || c == '_');
        let begins_digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        if self.rest().strip_prefix('.').is_some_and(begins_digit) {
            self.bump();
            self.bump_while(|c| c.is_ascii_digit() || c == '_');
        }
        let exponent = self.rest().strip_prefix(['e', 'E']);
        if exponent.map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest)).is_some_and(begins_digit) {
            self.at += 2;
            self.bump_while(|c| c.is_ascii_digit());
        }
        self.push(Kind::Number, start);
    }

    fn name(&mut self) {
        let start = self.at;
        self.bump_while(is_in_name);
        let name = self.text.get(start..self.at).unwrap_or_default();
        let before = self.tokens.last().map_or("", |token| token.text(self.text));
        let after_dot = before == ".";
        let known = known_names().get(name).copied().unwrap_or_default();
        let is_called = || self.rest().trim_start_matches([' ', '\t']).starts_with('(');
        let kind = match after_dot {
            false if KEYWORDS.contains(&name) => Kind::Keyword,
            false if known.constant => Kind::Constant,
            false if known.alone && before != "fn" && is_called() => Kind::Function,
            true if known.after_dot && is_called() => Kind::Function,
            _ => Kind::Name,
        };
        self.push(kind, start);
    }
}

/// Meanings of a name in the lab.
#[derive(Clone, Copy, Default)]
struct Known {
    /// True for a function that is called on nothing.
    alone: bool,
    /// True for a function of a board, a pin, a table or a model.
    after_dot: bool,
    constant: bool,
}

fn known_names() -> &'static HashMap<&'static str, Known> {
    static NAMES: OnceLock<HashMap<&'static str, Known>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: HashMap<&'static str, Known> = HashMap::new();
        for function in FUNCTIONS {
            let known = names.entry(function.name).or_default();
            match function.receiver {
                Receiver::Lab => known.alone = true,
                Receiver::Board | Receiver::Pin | Receiver::Table | Receiver::Model => known.after_dot = true,
            }
        }
        for name in constants() {
            names.entry(name).or_default().constant = true;
        }
        names
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks the tokens of `text`, each shown as the letter of its kind and its text.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = lex(text)
            .iter()
            .map(|token| {
                let letter = match token.kind {
                    Kind::Keyword => 'k',
                    Kind::Number => 'n',
                    Kind::Text => 't',
                    Kind::Escape => 'e',
                    Kind::Comment => 'c',
                    Kind::DocComment => 'd',
                    Kind::Function => 'f',
                    Kind::Constant => 'p',
                    Kind::Name => 'v',
                    Kind::Bracket => 'b',
                    Kind::Symbol => 's',
                };
                format!("{letter}:{}", token.text(text))
            })
            .collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn pieces() {
        check("let x = 5;", &["k:let", "v:x", "s:=", "n:5", "s:;"]);
        check("lets fn_x", &["v:lets", "v:fn_x"]);
        check("1_000 1.5e-3 0xFF 1..5", &["n:1_000", "n:1.5e-3", "n:0xFF", "n:1", "s:..", "n:5"]);
        check("1.max(2)", &["n:1", "s:.", "f:max", "b:(", "n:2", "b:)"]);
        check("1.most(2)", &["n:1", "s:.", "v:most", "b:(", "n:2", "b:)"]);
        check(r#""a\nb\"c""#, &["t:\"a", "e:\\n", "t:b", "e:\\\"", "t:c\""]);
        check(r#""\x41\u00e4\q""#, &["t:\"", "e:\\x41", "e:\\u00e4", "e:\\q", "t:\""]);
        check(r#""a""b" 1"#, &["t:\"a\"\"b\"", "n:1"]);
        check("\"open\n1", &["t:\"open", "n:1"]);
        check("\"on\\\nward\" 1", &["t:\"on", "e:\\\n", "t:ward\"", "n:1"]);
        check("'x' '\\n' 1", &["t:'x'", "t:'", "e:\\n", "t:'", "n:1"]);
        check("#\"raw \"\\n\"# 1", &["t:#\"raw \"\\n\"#", "n:1"]);
        check("##\"a\"#b\"## 1", &["t:##\"a\"#b\"##", "n:1"]);
        check("#{ a: 1 }", &["s:#", "b:{", "v:a", "s::", "n:1", "b:}"]);
        check("`a\nb` 1", &["t:`a\nb`", "n:1"]);
        check("`a${x}b` 1", &["t:`a", "s:$", "b:{", "v:x", "b:}", "t:b`", "n:1"]);
        check(
            "`${#{a: `${1}`}}`",
            &[
                "t:`", "s:$", "b:{", "s:#", "b:{", "v:a", "s::", "t:`", "s:$", "b:{", "n:1", "b:}", "t:`",
                "b:}", "b:}", "t:`",
            ],
        );
        check("`a``b\\${c}` 1", &["t:`a``b\\${c}`", "n:1"]);
        check("`never closed", &["t:`never closed"]);
        check("// one\n2 // two", &["c:// one", "n:2", "c:// two"]);
        check("/// doc\n//// not\n//! doc", &["d:/// doc", "c://// not", "d://! doc"]);
        check("/* a /* b */ c */ 1", &["c:/* a /* b */ c */", "n:1"]);
        check("/** doc\n */ /**/ /*** no */", &["d:/** doc\n */", "c:/**/", "c:/*** no */"]);
        check("/* never closed /* */ 1", &["c:/* never closed /* */ 1"]);
        check("\"// no\" /* \" */ 1", &["t:\"// no\"", "c:/* \" */", "n:1"]);
        check("sleep(1); sleep", &["f:sleep", "b:(", "n:1", "b:)", "s:;", "v:sleep"]);
        check("bit.show(HEART)", &["v:bit", "s:.", "f:show", "b:(", "p:HEART", "b:)"]);
        check(
            "show(1); x.sleep(2)",
            &["v:show", "b:(", "n:1", "b:)", "s:;", "v:x", "s:.", "v:sleep", "b:(", "n:2", "b:)"],
        );
        check("x.HEART", &["v:x", "s:.", "v:HEART"]);
        check("fn sleep(x) {}", &["k:fn", "v:sleep", "b:(", "v:x", "b:)", "b:{", "b:}"]);
        check("ä😀ö = true", &["v:ä", "s:😀", "v:ö", "s:=", "k:true"]);
        check("}}`${", &["b:}", "b:}", "t:`", "s:$", "b:{"]);
    }

    proptest! {
        #[test]
        fn tokens_lie_in_order_on_characters(text in "[`\"'{}$/*#\\\\a1.ä😀\n ]{0,40}") {
            let mut end = 0;
            for token in lex(&text) {
                prop_assert!(end <= token.start && token.start < token.end);
                let between = text.get(end..token.start).unwrap();
                prop_assert!(between.chars().all(char::is_whitespace));
                prop_assert!(text.get(token.range()).is_some());
                end = token.end;
            }
            prop_assert!(text.get(end..).unwrap().chars().all(char::is_whitespace));
        }
    }
}
