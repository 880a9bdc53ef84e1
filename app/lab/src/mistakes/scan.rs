//! A light tokenizer for a script's text, for finding what Rhai's error leaves vague.
//!
//! It never fails: an unclosed token ends where the line or the script ends, and is marked.

/// Kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword. Letters outside ASCII count too, though Rhai refuses them.
    Word,
    /// A number and anything attached to it: `1.2.3`, `0x1F`, `1_000`.
    Number,
    /// `"…"` or a raw `#"…"#`.
    Text,
    /// `` `…` ``, including its `${…}`.
    Template,
    /// `'…'`
    Quoted,
    /// An operator, a bracket or any other character.
    Symbol,
    /// `// …` or `/* … */`; never in [`Scan::tokens`].
    Comment,
}

/// A token of the script.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Line of the first character, from 1.
    pub line: u32,
    /// Column of the first character, from 1, counted in characters as Rhai counts.
    pub column: u32,
    /// True if a text, quote or comment has its end.
    pub closed: bool,
    /// True if nothing, not even a space, is between this token and the one before.
    pub joined: bool,
}

impl Token<'_> {
    pub(super) fn place(&self) -> (u32, u32) {
        (self.line, self.column)
    }

    /// Returns the number of characters on its first line.
    pub(super) fn length(&self) -> u32 {
        count(self.text.split(['\n', '\r']).next().unwrap_or_default().chars())
    }

    /// Returns the place right after it.
    pub(super) fn end(&self) -> (u32, u32) {
        let breaks = count(self.text.matches('\n'));
        match self.text.rfind('\n') {
            Some(at) => (self.line + breaks, 1 + count(self.text.get(at + 1..).unwrap_or_default().chars())),
            None => (self.line, self.column + count(self.text.chars())),
        }
    }

    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.kind, Kind::Word | Kind::Symbol)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// True if a value can begin and end with it.
    pub(super) fn is_value(&self) -> bool {
        match self.kind {
            Kind::Word => !KEYWORDS.contains(&self.text),
            Kind::Symbol | Kind::Comment => false,
            Kind::Number | Kind::Text | Kind::Template | Kind::Quoted => true,
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Rhai's keywords that a script may use.
pub(super) const KEYWORDS: &[&str] = &[
    "let", "const", "if", "else", "switch", "do", "while", "until", "loop", "for", "in", "continue", "break",
    "return", "throw", "try", "catch", "fn", "private", "true", "false", "import", "export", "as", "global",
    "this",
];

/// Keywords that begin a statement, so that nothing before them can go on.
const STATEMENT_WORDS: &[&str] =
    &["let", "const", "for", "while", "loop", "fn", "return", "break", "continue", "import", "throw", "try"];

/// Operators of several characters, longest first: Rhai's, and those that pupils bring along.
const OPERATORS: &[&str] = &[
    "===", "!==", "..=", "<<=", ">>=", "**=", "==", "!=", "<=", ">=", "=<", "=>", "&&", "||", "++", "--",
    "+=", "-=", "*=", "/=", "%=", "**", "..", "::", "->", "<<", ">>", "??", "?.", "#{",
];

/// The tokens of a script, in order.
pub(super) struct Scan<'a> {
    /// All tokens except comments.
    pub tokens: Vec<Token<'a>>,
    pub comments: Vec<Token<'a>>,
}

struct Cursor<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        if next == '\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(next)
    }

    fn bump_while(&mut self, mut wanted: impl FnMut(char) -> bool) {
        while self.peek().is_some_and(&mut wanted) {
            self.bump();
        }
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest.starts_with(text);
        if found {
            text.chars().for_each(|_| {
                self.bump();
            });
        }
        found
    }

    /// Skips past the next `end`, or to the script's end. Returns true if it was found.
    fn skip_past(&mut self, end: &str) -> bool {
        while !self.rest.is_empty() {
            if self.eat(end) {
                return true;
            }
            self.bump();
        }
        false
    }

    /// Skips past the closing `quote` of a text that ends with its line, unless a `\` continues it.
    fn skip_text(&mut self, quote: char) -> bool {
        while let Some(next) = self.peek() {
            match next {
                '\n' => return false,
                '\\' => {
                    self.bump();
                    self.bump();
                }
                _ => {
                    self.bump();
                    if next == quote {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Skips past the closing back-tick. Braces of `${…}` are counted; a text in there may contain braces, too.
    fn skip_template(&mut self) -> bool {
        let mut depth = 0_u32;
        while let Some(next) = self.bump() {
            match next {
                '`' if depth == 0 => return true,
                '$' if depth == 0 && self.eat("{") => depth = 1,
                '{' if depth > 0 => depth += 1,
                '}' if depth > 0 => depth -= 1,
                '"' if depth > 0 => {
                    self.skip_text('"');
                }
                _ => {}
            }
        }
        false
    }

    /// Skips past a comment whose `/*` is already consumed; Rhai's comments nest.
    fn skip_comment(&mut self) -> bool {
        let mut depth = 1_u32;
        while !self.rest.is_empty() {
            if self.eat("/*") {
                depth = depth.saturating_add(1);
            } else if self.eat("*/") {
                depth -= 1;
                if depth == 0 {
                    return true;
                }
            } else {
                self.bump();
            }
        }
        false
    }

    fn skip_number(&mut self) {
        if ["0x", "0o", "0b"].iter().any(|prefix| self.eat(prefix)) {
            self.bump_while(|c| c.is_ascii_hexdigit() || c == '_');
            return;
        }
        self.bump_while(|c| c.is_ascii_digit() || c == '_');
        while self.rest.starts_with('.')
            && self.rest.get(1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit())
        {
            self.bump();
            self.bump_while(|c| c.is_ascii_digit() || c == '_');
        }
        let exponent = self.rest.strip_prefix(['e', 'E']);
        let signed = exponent.map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest));
        if signed.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            self.bump();
            self.bump();
            self.bump_while(|c| c.is_ascii_digit());
        }
    }
}

impl<'a> Scan<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut cursor = Cursor { rest: source, line: 1, column: 1 };
        let mut scan = Scan { tokens: Vec::new(), comments: Vec::new() };
        let mut joined = false;
        while let Some(first) = cursor.peek() {
            let (rest, line, column) = (cursor.rest, cursor.line, cursor.column);
            if first.is_whitespace() {
                cursor.bump();
                joined = false;
                continue;
            }
            let (kind, closed) = skip_token(&mut cursor, first);
            let text = rest.get(..rest.len() - cursor.rest.len()).unwrap_or_default();
            let token = Token { kind, text, line, column, closed, joined };
            joined = kind != Kind::Comment;
            if joined { &mut scan.tokens } else { &mut scan.comments }.push(token);
        }
        scan
    }

    /// Returns the index of the first token that ends after `place`; the number of tokens if there is none.
    pub(super) fn index_at(&self, place: (u32, u32)) -> usize {
        self.tokens.partition_point(|token| token.end() <= place)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token<'a>> {
        self.tokens.get(index)
    }

    pub(super) fn before(&self, index: usize) -> Option<&Token<'a>> {
        self.tokens.get(index.checked_sub(1)?)
    }

    pub(super) fn is_at(&self, index: usize, text: &str) -> bool {
        self.get(index).is_some_and(|token| token.is(text))
    }

    /// Returns the index of the first token of the statement around token `index`: after the last `;`, `{` or `}`
    /// before it.
    pub(super) fn statement_start(&self, index: usize) -> usize {
        let before = self.tokens.get(..index.min(self.tokens.len())).unwrap_or_default();
        before
            .iter()
            .rposition(|token| token.is(";") || token.is("{") || token.is("}"))
            .map_or(0, |at| at + 1)
    }

    /// Returns the tokens between the bracket `opener` and the one that closes it, or the end.
    pub(super) fn inside(&self, opener: usize) -> &[Token<'a>] {
        let rest = self.tokens.get(opener + 1..).unwrap_or_default();
        let mut depth = 0_u32;
        let end = rest.iter().position(|token| {
            match token.text {
                "(" | "[" | "{" | "#{" => depth += 1,
                ")" | "]" | "}" if depth == 0 => return true,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            false
        });
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// Returns the place after the last token.
    pub(super) fn end(&self) -> (u32, u32) {
        self.tokens.last().map_or((1, 1), Token::end)
    }

    /// Returns the first mistake in the script's brackets, if there is one.
    pub(super) fn bracket_fault(&self) -> Option<BracketFault> {
        let mut open: Vec<usize> = Vec::new();
        // A `}` that is indented less than the line of its `{` most likely closes something further out; the `{` is
        // then the one left open.
        let mut suspect = None;
        for (index, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.kind != Kind::Text) {
            let top = open.last().and_then(|&at| self.get(at));
            let in_round = top.is_some_and(|top| top.is("(") || top.is("["));
            match token.text {
                "(" | "[" | "{" | "#{" => open.push(index),
                ")" | "]" | "}" => {
                    let Some((&at, top)) = open.last().zip(top) else {
                        return Some(BracketFault::Extra { closer: index });
                    };
                    if closer_of(top.text) == token.text {
                        let starts_line = self.before(index).is_none_or(|before| before.end().0 < token.line);
                        if starts_line && token.text == "}" && self.indent(at) > token.column {
                            suspect = suspect.or(Some((at, index)));
                        }
                        open.pop();
                        continue;
                    }
                    let elsewhere = open
                        .iter()
                        .any(|&at| self.get(at).is_some_and(|opener| closer_of(opener.text) == token.text));
                    return Some(if elsewhere || token.text == "}" {
                        BracketFault::Unclosed { opener: at, before: index }
                    } else {
                        BracketFault::Wrong { opener: at, closer: index }
                    });
                }
                ";" if in_round && !self.in_for_head(&open) => {
                    return open.last().map(|&opener| BracketFault::Unclosed { opener, before: index });
                }
                word if in_round
                    && token.is_word()
                    && STATEMENT_WORDS.contains(&word)
                    && self.before(index).is_some_and(|before| before.end().0 < token.line) =>
                {
                    return open.last().map(|&opener| BracketFault::Unclosed { opener, before: index });
                }
                _ => {}
            }
        }
        let &last = open.last()?;
        match suspect {
            Some((opener, before)) if self.is_at(last, "{") => {
                Some(BracketFault::Unclosed { opener, before })
            }
            _ => Some(BracketFault::Unclosed { opener: last, before: self.tokens.len() }),
        }
    }

    /// True if the innermost open bracket is that of `for (…; …; …)`.
    fn in_for_head(&self, open: &[usize]) -> bool {
        open.last().is_some_and(|&at| self.before(at).is_some_and(|before| before.is("for")))
    }

    /// Returns the column of the first token on the line of token `index`.
    fn indent(&self, index: usize) -> u32 {
        let Some(line) = self.get(index).map(|token| token.line) else { return 1 };
        let start = self.tokens.partition_point(|token| token.line < line);
        self.get(start).map_or(1, |token| token.column)
    }

    /// Returns the index of the innermost bracket still open before token `index`.
    pub(super) fn opener_before(&self, index: usize) -> Option<usize> {
        let mut depth = 0_u32;
        for at in (0..index.min(self.tokens.len())).rev() {
            match self.get(at)?.text {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" | "#{" if depth == 0 => return Some(at),
                "(" | "[" | "{" | "#{" => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

/// A mistake in the brackets; the numbers are indices of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BracketFault {
    /// `opener` is not closed before token `before`, where it must be at the latest.
    Unclosed { opener: usize, before: usize },
    /// `closer` closes nothing.
    Extra { closer: usize },
    /// `closer` is another kind of bracket than `opener`.
    Wrong { opener: usize, closer: usize },
}

/// Returns the bracket that closes `opener`.
pub(super) fn closer_of(opener: &str) -> &'static str {
    match opener {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn skip_token(cursor: &mut Cursor<'_>, first: char) -> (Kind, bool) {
    if cursor.eat("//") {
        cursor.bump_while(|c| c != '\n');
        return (Kind::Comment, true);
    }
    if cursor.eat("/*") {
        return (Kind::Comment, cursor.skip_comment());
    }
    match first {
        '"' | '\'' => {
            cursor.bump();
            let kind = if first == '"' { Kind::Text } else { Kind::Quoted };
            (kind, cursor.skip_text(first))
        }
        '`' => {
            cursor.bump();
            (Kind::Template, cursor.skip_template())
        }
        '#' => {
            let hashes = cursor.rest.len() - cursor.rest.trim_start_matches('#').len();
            if cursor.rest.get(hashes..).is_some_and(|rest| rest.starts_with('"')) {
                let end = format!("\"{}", "#".repeat(hashes));
                cursor.bump_while(|c| c == '#');
                cursor.bump();
                return (Kind::Text, cursor.skip_past(&end));
            }
            if !cursor.eat("#{") {
                cursor.bump();
            }
            (Kind::Symbol, true)
        }
        _ if first.is_ascii_digit() => {
            cursor.skip_number();
            (Kind::Number, true)
        }
        _ if first == '_' || first.is_alphabetic() => {
            cursor.bump_while(|c| c == '_' || c.is_alphanumeric());
            (Kind::Word, true)
        }
        _ => {
            if !OPERATORS.iter().any(|operator| cursor.eat(operator)) {
                cursor.bump();
            }
            (Kind::Symbol, true)
        }
    }
}
