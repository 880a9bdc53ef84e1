//! Recognises habits from other languages and from handwriting, in the text around a parse error.

use super::code::MistakeCode as Code;
use super::context::ParseContext;
use super::foreign;
use super::mistake::Mistake;
use super::names::defined;
use super::scan::{KEYWORDS, Kind, Token};
use crate::text::letters::nearest;

const FUNCTION_WORDS: &[&str] = &["def", "function", "func", "fun", "void", "define", "sub", "proc"];
const VARIABLE_WORDS: &[&str] = &["var", "dim", "local", "set", "val", "mut", "static"];
const TYPE_WORDS: &[&str] = &[
    "int", "float", "double", "string", "String", "char", "bool", "boolean", "long", "short", "byte",
    "unsigned", "number", "auto", "str", "uint8_t", "int16_t",
];
const ELSE_IF_WORDS: &[&str] = &["elif", "elseif", "elsif", "elsIf", "elseIf", "ElseIf"];
/// Words that begin a block.
const BLOCK_WORDS: &[&str] =
    &["if", "else", "while", "for", "loop", "fn", "do", "switch", "def", "elif", "try", "function"];

pub(super) fn is_fancy_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '´' | '″' | '＂')
}

/// Explains a character outside ASCII that is not allowed.
pub(super) fn odd_character(context: &ParseContext<'_, '_>, c: char) -> Mistake {
    let (line, column) = context.place;
    let here = |code| Mistake { length: Some(1), ..Mistake::at(code, (line, column)) };
    if is_fancy_quote(c) {
        return here(Code::FancyQuotes).with("given", c);
    }
    if c.is_alphanumeric() {
        // Rhai stops at the letter; the whole name is reported. `index_at` finds it, since it ends after the letter.
        let name = context.token(0).filter(|token| token.is_word() && token.text.contains(c));
        let text = name.map_or_else(|| c.to_string(), |token| token.text.to_owned());
        let wanted: String = text.chars().map(plain_letter).collect();
        return here(Code::LetterInName).with("given", c).with("name", text).with("wanted", wanted);
    }
    let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if hidden || c.is_control() {
        return here(Code::InvisibleCharacter).with("given", format!("U+{:04X}", u32::from(c)));
    }
    match foreign::sign(c.encode_utf8(&mut [0; 4])) {
        Some(wanted) => here(Code::TripleEquals).with("given", c).with("wanted", wanted),
        None => here(Code::UnknownCharacter).with("given", c),
    }
}

/// Returns the letter of a to z that replaces `c` in a name.
fn plain_letter(c: char) -> char {
    Some(nearest(c)).filter(|letter| letter.is_ascii_alphanumeric() || c.is_ascii()).unwrap_or('_')
}

pub(super) fn hash_comment(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let hash = context.token(0).filter(|token| token.text.starts_with('#'))?;
    Some(Mistake { length: Some(1), ..Mistake::on(Code::HashComment, hash) })
}

/// Explains an operator that Rhai lacks.
pub(super) fn unknown_operator(context: &ParseContext<'_, '_>, operator: &str) -> Mistake {
    match operator {
        "++" | "--" => {
            let name =
                [context.previous(1), context.token(1)].into_iter().flatten().find(|token| token.is_word());
            let name = name.map_or("i", |token| token.text);
            let sign = if operator == "++" { '+' } else { '-' };
            context
                .on_token(Code::Increment)
                .with("given", operator)
                .with("name", name)
                .with("wanted", format!("{name} {sign}= 1"))
        }
        "?" => context.on_token(Code::QuestionMark),
        _ => context.on_token(Code::UnknownCharacter).with("given", operator),
    }
}

/// Recognises habits at the error itself or right before it, whatever Rhai expected.
pub(super) fn around(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let token = context.token(0);
    let same_line = context.same_line();
    if let Some(previous) = context.previous(1)
        && let Some(mistake) = word_before(context, previous, token.filter(|_| same_line))
    {
        return Some(mistake);
    }
    let token = token?;
    // Rhai stopped in the middle of what looks like one number: `0b12`.
    if token.kind == Kind::Number && token.line == context.place.0 && token.column < context.place.1 {
        return Some(Mistake::on(Code::MalformedNumber, token).with("given", token.text));
    }
    let previous = context.previous(1).filter(|_| same_line);
    match token.text {
        "and" | "or" | "not" | "is" if token.is_word() => Some(word_operator(token)),
        "mod" | "div" | "equals" if token.is_word() && previous.is_some_and(ends_value) => {
            Some(word_operator(token))
        }
        ">" if previous.is_some_and(|previous| previous.is("<")) => {
            let less = context.previous(1)?;
            let mistake = Mistake::on(Code::TripleEquals, less).with("given", "<>").with("wanted", "!=");
            Some(Mistake { length: Some(2), ..mistake })
        }
        "case" | "default" if token.is_word() && in_switch(context) => {
            Some(Mistake::on(Code::SwitchCase, token).with("given", token.text))
        }
        "fn" if token.is_word() && context.token(1).is_some_and(|next| next.is("(")) => {
            Some(Mistake::on(Code::ArrowFunction, token).with("given", "fn"))
        }
        "->" if context.scan.is_at(context.start(), "fn") => {
            let given = context.token(1).map_or("", |given| given.text);
            Some(Mistake::on(Code::ReturnType, token).with("given", given))
        }
        "->" => Some(Mistake::on(Code::ArrowFunction, token).with("given", "->")),
        "{" => block_after_call(context),
        "=" if previous.is_some_and(Token::is_word) && is_argument(context) => {
            let name = context.previous(1)?;
            Some(Mistake::on(Code::NamedArgument, name).with("given", name.text))
        }
        "then" | "begin" if token.is_word() => {
            Some(Mistake::on(Code::WordForBrace, token).with("given", token.text))
        }
        "do" if previous.is_some_and(ends_value) => {
            Some(Mistake::on(Code::WordForBrace, token).with("given", token.text))
        }
        ":" => colon(context, token),
        "=>" if previous.is_some_and(|previous| previous.is(")") || previous.is_word()) => {
            let start = context.start();
            let condition = (start..context.at)
                .filter_map(|index| context.scan.get(index))
                .any(|token| token.is("if") || token.is("while") || token.is("else"));
            Some(if condition {
                Mistake::on(Code::ReversedOperator, token).with("given", "=>").with("wanted", ">=")
            } else {
                Mistake::on(Code::ArrowFunction, token).with("given", "=>")
            })
        }
        "=" if !context.scan.is_at(context.start(), "let") && in_condition(context) => {
            Some(Mistake::on(Code::AssignForCompare, token))
        }
        "++" | "--" | "?" => Some(unknown_operator(context, token.text)),
        "," => decimal_comma(context),
        _ if ELSE_IF_WORDS.contains(&token.text) => {
            Some(Mistake::on(Code::ElseIfJoined, token).with("given", token.text))
        }
        _ if VARIABLE_WORDS.contains(&token.text) && context.token(1).is_some_and(Token::is_word) => {
            Some(Mistake::on(Code::VarForLet, token).with("given", token.text))
        }
        _ if FUNCTION_WORDS.contains(&token.text) && context.token(1).is_some_and(Token::is_word) => {
            Some(function_word(token, context.token(1)))
        }
        _ => None,
    }
}

/// Recognises habits whose word is right before the error; `token` is the one at the error, on the same line.
fn word_before(
    context: &ParseContext<'_, '_>,
    previous: &Token<'_>,
    token: Option<&Token<'_>>,
) -> Option<Mistake> {
    if previous.kind == Kind::Number
        && let Some(next) = token.filter(|token| token.joined && token.is_value())
    {
        let given = format!("{}{}", previous.text, next.text);
        let length = u32::try_from(given.chars().count()).ok();
        return Some(Mistake { length, ..Mistake::on(Code::MalformedNumber, previous).with("given", given) });
    }
    if previous.kind == Kind::Text && token.is_some_and(|token| token.joined && token.is_value()) {
        let given = token.map_or("", |token| token.text);
        return Some(Mistake::on(Code::QuoteInText, previous).with("given", given));
    }
    if !previous.is_word() {
        return None;
    }
    let next_is_word = token.is_some_and(Token::is_word);
    if previous.text == "lambda" && next_is_word {
        return Some(Mistake::on(Code::ArrowFunction, previous).with("given", previous.text));
    }
    let first = context.start() + 1 == context.at;
    let text = previous.text;
    if matches!(text, "f" | "F" | "r" | "b")
        && token.is_some_and(|token| token.kind == Kind::Text && token.joined)
    {
        return Some(Mistake::on(Code::FString, previous));
    }
    if matches!(text, "not") && token.is_some() {
        return Some(word_operator(previous));
    }
    if first && FUNCTION_WORDS.contains(&text) && next_is_word {
        return Some(function_word(previous, token));
    }
    if first && TYPE_WORDS.contains(&text) && next_is_word {
        let name = token.map_or("", |token| token.text);
        if context.token(1).is_some_and(|next| next.is("(")) {
            return Some(function_word(previous, token));
        }
        return Some(Mistake::on(Code::TypeBeforeName, previous).with("given", text).with("name", name));
    }
    if first && VARIABLE_WORDS.contains(&text) && next_is_word {
        return Some(Mistake::on(Code::VarForLet, previous).with("given", text));
    }
    if first && text == "from" && next_is_word {
        return Some(Mistake::on(Code::NoImport, previous));
    }
    let import = context.scan.get(context.start()).filter(|first| first.is("import"));
    // In the next line, too: there is no `;` behind it.
    if import.is_some() && context.previous(2).is_some_and(|before| before.is("import")) {
        return import.map(|token| Mistake::on(Code::NoImport, token));
    }
    if context.scan.is_at(context.start(), "import") && next_is_word {
        return context.scan.get(context.start()).map(|token| Mistake::on(Code::NoImport, token));
    }
    if ELSE_IF_WORDS.contains(&text) {
        return Some(Mistake::on(Code::ElseIfJoined, previous).with("given", text));
    }
    let lower = text.to_lowercase();
    if lower != text
        && KEYWORDS.contains(&lower.as_str())
        && token.is_some_and(|token| !token.is("=") && !token.is("."))
    {
        return Some(Mistake::on(Code::WrongCase, previous).with("given", text).with("wanted", lower));
    }
    None
}

/// True if a value ends with this token.
fn ends_value(token: &Token<'_>) -> bool {
    token.is_value() || matches!(token.text, ")" | "]" | "true" | "false")
}

/// True if the error is inside the braces of a `switch`.
fn in_switch(context: &ParseContext<'_, '_>) -> bool {
    let Some(opener) = context.scan.opener_before(context.at) else { return false };
    context.scan.is_at(opener, "{") && context.scan.is_at(context.scan.statement_start(opener), "switch")
}

/// True if the word before the error is an argument of a call: `print(x, end = …)`.
fn is_argument(context: &ParseContext<'_, '_>) -> bool {
    let Some(opener) = context.scan.opener_before(context.at) else { return false };
    let calls = context.scan.before(opener).is_some_and(|name| name.is_value() && name.is_word());
    let begins = context.previous(2).is_some_and(|before| before.is("(") || before.is(","));
    // What stands behind `fn name` are parameters.
    let defines = opener.checked_sub(2).is_some_and(|before| context.scan.is_at(before, "fn"));
    context.scan.is_at(opener, "(") && calls && begins && !defines
}

/// Explains a block behind a call or a name: `every(1000) { … }`, `forever { … }`, `repeat(5) { … }`, and the one of a
/// function that is a value: `function (x) { … }`.
fn block_after_call(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let previous = context.previous(1)?;
    let name = if previous.is(")") {
        context.scan.opener_before(context.at.checked_sub(1)?)?.checked_sub(1)?
    } else {
        context.at.checked_sub(1)?
    };
    let word = context.scan.get(name).filter(|word| word.is_word())?;
    if FUNCTION_WORDS.contains(&word.text) && previous.is(")") {
        return Some(Mistake::on(Code::ArrowFunction, word).with("given", word.text));
    }
    if context.start() != name || KEYWORDS.contains(&word.text) {
        return None;
    }
    let script = defined(context.scan);
    let is_function = context.vocabulary.is_function(word.text, &script);
    if !is_function && let Some((given, wanted)) = foreign::word(word.text, None) {
        return Some(Mistake::on(Code::ForeignWord, word).with("given", given).with("wanted", wanted));
    }
    if !is_function || script.iter().any(|own| own.name == word.text) {
        return None;
    }
    let inside = context.scan.tokens.get(name + 2..context.at.saturating_sub(1)).filter(|_| previous.is(")"));
    let arguments: String = inside.into_iter().flatten().map(|token| format!("{}, ", token.text)).collect();
    let wanted = format!("{}({arguments}|| {{ … }})", word.text);
    Some(Mistake::on(Code::HandlerInParentheses, word).with("wanted", wanted))
}

fn function_word(word: &Token<'_>, name: Option<&Token<'_>>) -> Mistake {
    let name = name.map_or("name", |token| token.text);
    Mistake::on(Code::FunctionForFn, word).with("given", word.text).with("name", name)
}

fn word_operator(word: &Token<'_>) -> Mistake {
    let wanted = match word.text {
        "and" => "&&",
        "or" => "||",
        "is" | "equals" => "==",
        "mod" => "%",
        "div" => "/",
        _ => "!",
    };
    Mistake::on(Code::WordForOperator, word).with("given", word.text).with("wanted", wanted)
}

fn in_condition(context: &ParseContext<'_, '_>) -> bool {
    (context.start()..context.at)
        .filter_map(|index| context.scan.get(index))
        .any(|token| token.is("if") || token.is("while") || token.is("until"))
}

/// Explains `:` at the end of a line whose first word begins a block, or in `{x: 1}`.
fn colon(context: &ParseContext<'_, '_>, colon: &Token<'_>) -> Option<Mistake> {
    let start = context.start();
    // `let x: number = 5`
    if (context.scan.is_at(start, "let") || context.scan.is_at(start, "const")) && start + 2 == context.at {
        let name = context.previous(1).filter(|name| name.is_word())?;
        let given = context.token(1).filter(|given| given.is_word())?;
        return Some(
            Mistake::on(Code::TypeBeforeName, given).with("given", given.text).with("name", name.text),
        );
    }
    // `list[0:2]`
    let opener = context.scan.opener_before(context.at).filter(|&opener| context.scan.is_at(opener, "["));
    if let Some((opener, end)) = opener.zip(context.token(1))
        && opener + 2 == context.at
        && let Some(list) = context.scan.before(opener).filter(|list| list.is_word())
        && let Some(from) = context.previous(1)
    {
        let to = if end.is("]") { "…" } else { end.text };
        let wanted = format!("{}.extract({}..{to})", list.text, from.text);
        return Some(Mistake::on(Code::RangeIndex, colon).with("wanted", wanted));
    }
    let block = (start..context.at)
        .filter_map(|index| context.scan.get(index))
        .find(|token| token.is_word() && BLOCK_WORDS.contains(&token.text.to_lowercase().as_str()));
    if let Some(word) = block {
        return Some(Mistake::on(Code::ColonForBrace, colon).with("word", word.text));
    }
    let opener = context.scan.before(start).filter(|token| token.is("{"))?;
    let before = context.scan.before(start.checked_sub(1)?)?;
    matches!(before.text, "=" | "(" | "," | "[" | "return")
        .then(|| Mistake::on(Code::ObjectNeedsHash, opener))
}

/// Explains what follows a parameter's name: `= 1`, `: int`.
pub(super) fn parameter(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let name = context.previous(1).filter(|name| name.is_word())?;
    let sign = context.token(0)?;
    if TYPE_WORDS.contains(&name.text) && sign.is_word() {
        return Some(Mistake::on(Code::ParameterType, name).with("name", sign.text).with("given", name.text));
    }
    match sign.text {
        "=" => Some(Mistake::on(Code::DefaultArgument, sign).with("name", name.text)),
        ":" => {
            let given = context.token(1).filter(|given| given.is_word())?;
            Some(Mistake::on(Code::ParameterType, sign).with("name", name.text).with("given", given.text))
        }
        _ => None,
    }
}

/// Explains several values where one is meant: `(1, 2)`, `let a = 1, 2`, and `let a, b = 1, 2`.
pub(super) fn tuple(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let comma = context.token(0).filter(|comma| comma.is(","))?;
    let start = context.start();
    let defines = context.scan.is_at(start, "let") || context.scan.is_at(start, "const");
    if defines && start + 2 == context.at {
        let name = context.previous(1).map_or("", |name| name.text);
        return Some(Mistake::on(Code::SeveralNames, comma).with("given", name));
    }
    // Two numbers without a space are one with a comma for its point, but three are not.
    let second = context.scan.get(context.at + 2);
    if decimal_comma(context).is_some() && second.is_none_or(|second| !second.is(",")) {
        return None;
    }
    let opener = context.scan.opener_before(context.at);
    let (values, place) = match opener.and_then(|opener| Some((opener, context.scan.get(opener)?))) {
        Some((opener, found)) if found.is("(") && opener >= start => {
            // A word before it makes it a call.
            let calls = |before: &Token<'_>| {
                (before.is_word() && !KEYWORDS.contains(&before.text)) || before.is(")") || before.is("]")
            };
            if context.scan.before(opener).is_some_and(calls) {
                return None;
            }
            (context.scan.inside(opener), found)
        }
        _ if defines && context.scan.is_at(start + 2, "=") => {
            let values = context.scan.tokens.get(start + 3..).unwrap_or_default();
            (values, values.first()?)
        }
        _ => return None,
    };
    let statement = values.iter().take_while(|token| !token.is(";") && token.line == comma.line);
    let values: String = statement.map(|token| if token.is(",") { ", " } else { token.text }).collect();
    Some(Mistake::on(Code::TupleForList, place).with("wanted", format!("[{values}]")))
}

fn decimal_comma(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let (left, comma, right) = (context.previous(1)?, context.token(0)?, context.token(1)?);
    let number = left.kind == Kind::Number && right.kind == Kind::Number && comma.joined && right.joined;
    number.then(|| decimal_comma_mistake(left, right))
}

pub(super) fn decimal_comma_mistake(left: &Token<'_>, right: &Token<'_>) -> Mistake {
    let given = format!("{},{}", left.text, right.text);
    let length = u32::try_from(given.chars().count()).ok();
    let wanted = format!("{}.{}", left.text, right.text);
    let mistake = Mistake::on(Code::DecimalComma, left).with("given", given).with("wanted", wanted);
    Mistake { length, ..mistake }
}

/// Explains a `for` whose head is not `name in list`.
pub(super) fn for_head(context: &ParseContext<'_, '_>) -> Mistake {
    let start = (0..context.at)
        .rev()
        .find(|&index| context.scan.is_at(index, "for"))
        .unwrap_or_else(|| context.start());
    let head = || {
        context
            .scan
            .tokens
            .iter()
            .skip(start + 1)
            .take(30)
            .take_while(|token| !token.is("{") && !token.is("}"))
    };
    let word = context.scan.get(start);
    let on_word = |code| word.map_or_else(|| context.on_token(code), |word| Mistake::on(code, word));
    let parenthesis = context.scan.get(start + 1).filter(|token| token.is("("));
    if head().any(|token| token.is(";")) {
        return on_word(Code::CountingFor);
    }
    match parenthesis {
        Some(parenthesis) if head().any(|token| token.is("in")) => {
            Mistake::on(Code::ForParentheses, parenthesis)
        }
        _ if head().any(|token| token.is("in"))
            && let Some(word) = context.scan.get(start + 1)
            && (word.is("let") || word.is("const") || VARIABLE_WORDS.contains(&word.text)) =>
        {
            Mistake::on(Code::WordTooMuch, word).with("given", word.text)
        }
        _ if head().any(|token| token.is("in")) => {
            Mistake::at(Code::NameMissing, context.gap()).with("word", "for")
        }
        _ => on_word(Code::ForNeedsIn),
    }
}

/// Explains an assignment to something that is not a variable.
pub(super) fn assigned_to_value(context: &ParseContext<'_, '_>) -> Mistake {
    if in_condition(context) {
        let equals = (context.at..context.at + 12)
            .filter_map(|index| context.scan.get(index))
            .find(|token| token.is("="));
        if let Some(equals) = equals {
            return Mistake::on(Code::AssignForCompare, equals);
        }
    }
    let rest = context.scan.tokens.get(context.at..).unwrap_or_default();
    let end = rest.iter().position(|token| token.is(";")).unwrap_or(rest.len());
    let left = rest.get(..end).unwrap_or_default();
    if let Some(at) = left.iter().position(|token| token.is("="))
        && let Some([point, name]) = at.checked_sub(2).and_then(|from| left.get(from..at))
        && point.is(".")
        && context.vocabulary.is_function(name.text, &[])
    {
        return Mistake::on(Code::MethodNeedsParentheses, name).with("name", name.text);
    }
    context.on_token(Code::AssignToValue)
}

/// Explains an error where Rhai expected `;`: the statement did not end, or it is not a statement.
pub(super) fn missing_semicolon(context: &ParseContext<'_, '_>) -> Mistake {
    let gap = context.gap();
    let (Some(token), Some(previous)) = (context.token(0), context.previous(1)) else {
        return Mistake::at(Code::MissingSemicolon, gap);
    };
    if !context.same_line() {
        return Mistake::at(Code::MissingSemicolon, gap);
    }
    let start = context.start();
    let defines = context.scan.is_at(start, "let") || context.scan.is_at(start, "const");
    if defines && start + 2 == context.at {
        if token.is("==") {
            return Mistake::on(Code::CompareForAssign, token);
        }
        if TYPE_WORDS.contains(&previous.text) && token.is_word() {
            return Mistake::on(Code::TypeBeforeName, previous)
                .with("given", previous.text)
                .with("name", token.text);
        }
        if token.is("-") && token.joined && context.token(1).is_some_and(|next| next.is_word() && next.joined)
        {
            let next = context.token(1).map_or("", |next| next.text);
            let mistake = Mistake::on(Code::LetterInName, previous).with("given", "-");
            return mistake
                .with("name", format!("{}-{next}", previous.text))
                .with("wanted", format!("{}_{next}", previous.text));
        }
        if token.is_word() && !KEYWORDS.contains(&token.text) {
            let given = format!("{} {}", previous.text, token.text);
            let length = u32::try_from(given.chars().count()).ok();
            let wanted = format!("{}_{}", previous.text, token.text);
            let mistake =
                Mistake::on(Code::SpaceInName, previous).with("given", given).with("wanted", wanted);
            return Mistake { length, ..mistake };
        }
    }
    let first = start + 1 == context.at && previous.is_word() && previous.is_value();
    let script = defined(context.scan);
    if first && (token.is_value() || token.is("{")) {
        if context.vocabulary.is_function(previous.text, &script) {
            return Mistake::on(Code::CallNeedsParentheses, previous).with("function", previous.text);
        }
        if !script.iter().any(|defined| defined.name == previous.text) {
            if let Some((given, wanted)) = foreign::word(previous.text, None) {
                return Mistake::on(Code::ForeignWord, previous).with("given", given).with("wanted", wanted);
            }
            let suggestion = context.vocabulary.similar_word(previous.text, &script);
            return Mistake::on(Code::UnknownWord, previous)
                .with("given", previous.text)
                .with("suggestion", suggestion.unwrap_or_else(|| "none".to_owned()));
        }
    }
    let miswritten = token.is_word() && KEYWORDS.contains(&token.text.to_lowercase().as_str());
    let begins_statement = miswritten
        || context.token(1).is_some_and(|next| matches!(next.text, "(" | "." | "=" | "[" | "+=" | "-="));
    if previous.is_value() && token.is_value() && !(token.is_word() && begins_statement) {
        return Mistake::on(Code::MissingBetween, token)
            .with("left", previous.text)
            .with("right", token.text);
    }
    match token.kind {
        Kind::Symbol if !matches!(token.text, "{" | "(" | "[" | "#{" | "|" | "||" | "-") => {
            Mistake::on(Code::Unexpected, token).with("given", token.text)
        }
        _ => Mistake::at(Code::MissingSemicolon, gap),
    }
}
