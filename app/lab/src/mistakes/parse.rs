//! Explains Rhai's parse errors from the text around them.

use rhai::{LexError, ParseErrorType, Position};

use super::code::MistakeCode as Code;
use super::context::ParseContext;
use super::foreign;
use super::habits;
use super::mistake::{Mistake, place_of};
use super::names::{Vocabulary, defined, kind_of};
use super::run::unknown_variable;
use super::scan::{BracketFault, KEYWORDS, Kind, Scan, Token, closer_of};
use crate::api_error::ApiErrorCode;

/// Explains a parse error.
pub(super) fn mistake(
    source: &str,
    error: &ParseErrorType,
    position: Position,
    vocabulary: &Vocabulary,
) -> Mistake {
    if matches!(error, ParseErrorType::BadInput(LexError::Runtime(reason)) if reason == ApiErrorCode::ScriptTooComplex.id())
    {
        let column = place_of(position).map_or(1, |place| place.column);
        let line = position.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        return Mistake::at(Code::Api(ApiErrorCode::ScriptTooComplex), (line, column));
    }
    let scan = Scan::new(source);
    let place = match place_of(position) {
        Some(place) => (place.line, place.column),
        None if position.is_none() => scan.end(),
        None => return Mistake::new(Code::SomethingWrong),
    };
    let context = ParseContext { scan: &scan, vocabulary, place, at: scan.index_at(place) };
    if let ParseErrorType::BadInput(error) = error
        && let Some(mistake) = lexical(&context, error)
    {
        return mistake;
    }
    syntax(&context, error)
}

fn lexical(context: &ParseContext<'_, '_>, error: &LexError) -> Option<Mistake> {
    let token = context.token(0);
    Some(match error {
        LexError::UnterminatedString => {
            let token = token?;
            // `"hello”`: the text was closed, but with the wrong mark.
            if let Some(mark) = token.text.chars().skip(1).find(|&c| habits::is_fancy_quote(c)) {
                let before = token.text.chars().take_while(|&c| c != mark).count();
                let column = token.column.saturating_add(u32::try_from(before).unwrap_or(0));
                let mistake = Mistake::at(Code::FancyQuotes, (token.line, column)).with("given", mark);
                return Some(Mistake { length: Some(1), ..mistake });
            }
            let quote = token.text.chars().next().unwrap_or('"');
            Mistake::on(Code::UnterminatedText, token).with("quote", quote)
        }
        LexError::MalformedChar(_) => {
            let token = token?;
            let inner = token.text.trim_matches('\'');
            Mistake::on(Code::SingleQuotes, token).with("given", inner)
        }
        LexError::MalformedEscapeSequence(sequence) => {
            let back = u32::try_from(sequence.chars().count()).unwrap_or(1).saturating_sub(1);
            let column = context.place.1.saturating_sub(back).max(1);
            let mistake = Mistake::at(Code::UnknownEscape, (context.place.0, column)).with("given", sequence);
            Mistake { length: Some(back + 1), ..mistake }
        }
        LexError::MalformedNumber(number) => context.on_token(Code::MalformedNumber).with("given", number),
        LexError::ImproperSymbol(symbol, _) => symbol_mistake(context, symbol)?,
        LexError::UnexpectedInput(input) => {
            let mut chars = input.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if !c.is_ascii() => habits::odd_character(context, c),
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn symbol_mistake(context: &ParseContext<'_, '_>, symbol: &str) -> Option<Mistake> {
    Some(match symbol {
        "===" => context.on_token(Code::TripleEquals).with("given", "===").with("wanted", "=="),
        "!==" => context.on_token(Code::TripleEquals).with("given", "!==").with("wanted", "!="),
        "=" => {
            let token = context.token(0)?;
            match token.text {
                "=<" => Mistake::on(Code::ReversedOperator, token).with("given", "=<").with("wanted", "<="),
                "=>" => Mistake::on(Code::ReversedOperator, token).with("given", "=>").with("wanted", ">="),
                _ => Mistake::on(Code::AssignForCompare, token),
            }
        }
        "->" => habits::around(context)?,
        ":=" | "<-" => context.on_token(Code::UnknownCharacter).with("given", symbol),
        "this" => context.on_token(Code::ThisOutside),
        _ if symbol.starts_with('#') => habits::hash_comment(context)?,
        _ if symbol.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            context.on_token(Code::ReservedWord).with("given", symbol)
        }
        _ => return None,
    })
}

fn syntax(context: &ParseContext<'_, '_>, error: &ParseErrorType) -> Mistake {
    use ParseErrorType as E;
    match error {
        E::Reserved(word) => reserved(context, word),
        E::UnknownOperator(operator) => habits::unknown_operator(context, operator),
        E::MissingToken(wanted, why) => missing(context, wanted, why),
        E::MismatchedType(wanted, given) => mismatched(context, wanted, given),
        E::ExprExpected(wanted) if wanted.contains("boolean") => {
            let word = context.previous(1).map_or("if", |token| token.text);
            Mistake::at(Code::ConditionMissing, context.gap()).with("word", word)
        }
        E::VariableExpected => name_expected(context),
        E::FnMissingName => name_expected(context),
        E::PropertyExpected => property_expected(context),
        E::ForbiddenVariable(name) => context.on_token(Code::KeywordAsName).with("name", name),
        E::LoopBreak => context.on_token(Code::BreakOutsideLoop).with("word", context.given()),
        E::WrongFnDefinition => {
            brackets(context, true).unwrap_or_else(|| context.on_token(Code::FunctionInsideBlock))
        }
        E::FnMissingParams(name) => Mistake::at(Code::ParametersMissing, context.gap()).with("name", name),
        E::FnMissingBody(name) if name.is_empty() => block_missing(context, "||"),
        E::FnMissingBody(_) => context
            .token(0)
            .filter(|token| token.is("->"))
            .and_then(|_| habits::around(context))
            .unwrap_or_else(|| block_missing(context, "fn")),
        E::FnDuplicatedParam(function, name) => {
            context.on_token(Code::DuplicateParameter).with("function", function).with("name", name)
        }
        E::FnDuplicatedDefinition(name, _) => {
            let mistake = context.on_token(Code::DuplicateFunction).with("name", name);
            let first = defined(context.scan).into_iter().find(|defined| defined.name == name);
            first.map_or(mistake.clone(), |first| mistake.related(first.place))
        }
        E::WrongSwitchIntegerCase => {
            context.on_token(Code::SwitchNumberAfterRange).with("given", context.given())
        }
        E::WrongSwitchDefaultCase => context.on_token(Code::SwitchDefaultLast),
        E::DuplicatedProperty(name) => context.on_token(Code::DuplicateProperty).with("name", name),
        E::VariableUndefined(name) => unknown_variable(context.scan, name, context.place, context.vocabulary),
        E::ModuleUndefined(name) => context.on_token(Code::UnknownModule).with("name", name),
        E::AssignmentToConstant(name) if !name.is_empty() => {
            context.on_token(Code::AssignToConstant).with("name", name)
        }
        E::AssignmentToConstant(_) | E::AssignmentToInvalidLHS(_) => habits::assigned_to_value(context),
        E::ExprTooDeep => context.on_token(Code::TooDeep),
        E::LiteralTooLarge(..) | E::TooManyFunctions => context.on_token(Code::TooLarge),
        E::UnexpectedEOF => unexpected(context),
        E::BadInput(_) => unexpected(context),
        _ => unexpected(context),
    }
}

/// Explains a token that cannot be where it is: a bracket too many, an operator without its value, …
fn unexpected(context: &ParseContext<'_, '_>) -> Mistake {
    if let Some(mistake) = habits::around(context) {
        return mistake;
    }
    // A word of Rhai, but only behind a `do { … }`.
    if let Some(word) = context.token(0).filter(|token| token.is("until") && token.is_word())
        && let Some((given, wanted)) = foreign::word(word.text, None)
    {
        return Mistake::on(Code::ForeignWord, word).with("given", given).with("wanted", wanted);
    }
    let previous = context.previous(1);
    let ends_value = context.token(0).is_none_or(|token| {
        matches!(token.text, ";" | ")" | "]" | "}" | ",")
            || (token.is_word() && KEYWORDS.contains(&token.text))
    });
    if let Some(previous) = previous.filter(|previous| previous.kind == Kind::Symbol) {
        match previous.text {
            "=" if ends_value => return Mistake::at(Code::ValueMissing, previous.end()),
            "(" | "[" | "{" | "#{" | ")" | "]" | "}" | ";" | "|" => {}
            "," | ":" if ends_value => {}
            operator if ends_value => {
                return Mistake::on(Code::DanglingOperator, previous).with("operator", operator);
            }
            _ => {}
        }
    }
    if let Some(mistake) = brackets(context, context.token(0).is_none()) {
        return mistake;
    }
    let Some(token) = context.token(0) else {
        return Mistake::at(Code::Unfinished, context.scan.end());
    };
    match token.text {
        ")" | "]" | "}" => Mistake::on(Code::ExtraCloser, token).with("given", token.text),
        "else" | "catch" if token.is_word() => Mistake::on(Code::ElseWithoutIf, token),
        "." if context.token(1).is_some_and(|next| next.kind == Kind::Number) => {
            let wanted = format!("0.{}", context.token(1).map_or("", |next| next.text));
            Mistake::on(Code::LeadingPoint, token).with("wanted", wanted)
        }
        "#" => Mistake::on(Code::HashComment, token),
        operator
            if token.kind == Kind::Symbol
                && !matches!(operator, ";" | "," | "(" | "[" | "{" | "#{" | "@" | "$" | "?" | "~" | "\\") =>
        {
            Mistake::on(Code::OperatorBeforeValue, token).with("operator", operator)
        }
        other => Mistake::on(Code::Unexpected, token).with("given", other),
    }
}

/// Explains the error by a mistake in the brackets, if there is one up to the token at the error or, with `anywhere`,
/// in the whole script.
fn brackets(context: &ParseContext<'_, '_>, anywhere: bool) -> Option<Mistake> {
    let fault = context.scan.bracket_fault()?;
    let token = |index: usize| context.scan.get(index);
    Some(match fault {
        BracketFault::Unclosed { opener, before } => {
            let found = token(opener)?;
            if opener >= context.at || !(anywhere || before <= context.at + 1 || context.token(0).is_none()) {
                return None;
            }
            let end = context.scan.before(before).map_or(context.place, Token::end);
            Mistake::at(Code::MissingCloser, end)
                .with("opener", opener_text(found))
                .with("closer", closer_of(found.text))
                .related(found.place())
        }
        BracketFault::Extra { closer } if anywhere || closer <= context.at => {
            let found = token(closer)?;
            Mistake::on(Code::ExtraCloser, found).with("given", found.text)
        }
        BracketFault::Wrong { opener, closer } if anywhere || closer <= context.at => {
            let (opener, found) = (token(opener)?, token(closer)?);
            Mistake::on(Code::WrongCloser, found)
                .with("given", found.text)
                .with("wanted", closer_of(opener.text))
                .related(opener.place())
        }
        BracketFault::Extra { .. } | BracketFault::Wrong { .. } => return None,
    })
}

/// Returns the bracket alone: in `#{` the pupil looks for the brace.
fn opener_text<'a>(token: &Token<'a>) -> &'a str {
    token.text.strip_prefix('#').unwrap_or(token.text)
}

fn missing(context: &ParseContext<'_, '_>, wanted: &str, why: &str) -> Mistake {
    if why.contains("parameters") {
        if let Some(mistake) = habits::parameter(context) {
            return mistake;
        }
        // `fn f(x, y { … }`: what is missing is no further parameter.
        if context.token(0).is_some_and(|token| token.is("{"))
            && let Some(mistake) = open_parameters(context)
        {
            return mistake;
        }
    }
    if let Some(mistake) = habits::tuple(context) {
        return mistake;
    }
    if let Some(mistake) = habits::around(context) {
        return mistake;
    }
    match wanted {
        ";" => {
            if context.token(0).is_some_and(|token| matches!(token.text, ")" | "]" | "}")) {
                return unexpected(context);
            }
            habits::missing_semicolon(context)
        }
        "{" => {
            if let Some(fault) = brackets(context, false) {
                return fault;
            }
            let start = context.start();
            let word = (start..context.at)
                .rev()
                .filter_map(|index| context.scan.get(index))
                .find(|token| {
                    matches!(token.text, "if" | "else" | "while" | "for" | "loop" | "do" | "switch" | "try")
                })
                .map_or("if", |token| token.text);
            block_missing(context, word)
        }
        "}" | ")" | "]" => brackets(context, context.token(0).is_none()).unwrap_or_else(|| {
            let opener = context.scan.opener_before(context.at).and_then(|index| context.scan.get(index));
            let mistake = Mistake::at(Code::MissingCloser, context.gap()).with("closer", wanted);
            match opener {
                Some(opener) => mistake.with("opener", opener_text(opener)).related(opener.place()),
                None => mistake.with("opener", "("),
            }
        }),
        "," => {
            if why.contains("iteration") {
                return habits::for_head(context);
            }
            let next_line = !context.same_line();
            // The list goes on in the next line, and its bracket is never closed: it should have ended here.
            if next_line
                && let Some(BracketFault::Unclosed { opener, .. }) = context.scan.bracket_fault()
                && context.scan.opener_before(context.at) == Some(opener)
                && let Some(found) = context.scan.get(opener)
            {
                return Mistake::at(Code::MissingCloser, context.gap())
                    .with("opener", opener_text(found))
                    .with("closer", closer_of(found.text))
                    .related(found.place());
            }
            let ends = context.token(0).is_none_or(|token| {
                matches!(token.text, ";" | ")" | "]" | "}" | "{")
                    || (token.is_word() && KEYWORDS.contains(&token.text))
            });
            if (next_line || ends)
                && let Some(mistake) = brackets(context, false)
            {
                return mistake;
            }
            Mistake::at(Code::MissingComma, context.gap())
        }
        "in" => habits::for_head(context),
        ":" => {
            let name = context.previous(1).map_or("", |token| token.text);
            Mistake::at(Code::PropertyNeedsColon, context.gap()).with("name", name)
        }
        "catch" => Mistake::at(Code::TryNeedsCatch, context.gap()),
        "while" | "until" => Mistake::at(Code::DoNeedsWhile, context.gap()),
        _ => unexpected(context),
    }
}

/// Explains the round bracket of parameters that is not closed.
fn open_parameters(context: &ParseContext<'_, '_>) -> Option<Mistake> {
    let opener = context.scan.opener_before(context.at).and_then(|index| context.scan.get(index))?;
    let mistake = Mistake::at(Code::MissingCloser, context.gap()).with("opener", "(").with("closer", ")");
    opener.is("(").then(|| mistake.related(opener.place()))
}

fn block_missing(context: &ParseContext<'_, '_>, word: &str) -> Mistake {
    Mistake::at(Code::BlockNeedsBraces, context.gap()).with("word", word)
}

fn reserved(context: &ParseContext<'_, '_>, word: &str) -> Mistake {
    if word.starts_with('#')
        && let Some(mistake) = habits::hash_comment(context)
    {
        return mistake;
    }
    if matches!(word, "++" | "--") {
        return habits::unknown_operator(context, word);
    }
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if let Some(mistake) = habits::around(context) {
            return mistake;
        }
        return context.on_token(Code::UnknownCharacter).with("given", word);
    }
    if context.previous(1).is_some_and(|token| token.is("let") || token.is("const") || token.is("fn")) {
        return context.on_token(Code::KeywordAsName).with("name", word);
    }
    if let Some(mistake) = habits::around(context) {
        return mistake;
    }
    let next = context.token(1);
    if matches!(word, "print" | "debug") {
        if next.is_some_and(|next| next.is("=")) {
            return context.on_token(Code::KeywordAsName).with("name", word);
        }
        return context.on_token(Code::CallNeedsParentheses).with("function", word);
    }
    if matches!(word, "nil" | "null" | "undefined") {
        return context.on_token(Code::NoneForUnit).with("given", word);
    }
    context.on_token(Code::ReservedWord).with("given", word)
}

fn mismatched(context: &ParseContext<'_, '_>, wanted: &str, given: &str) -> Mistake {
    if wanted.contains("iterable") {
        let kind = kind_of(given);
        let hint = if kind == "object" { "object" } else { "none" };
        return context.on_token(Code::NotRepeatable).with("kind", kind).with("hint", hint);
    }
    let operator = |token: &&Token<'_>| token.is("||") || token.is("&&");
    if let Some(next) = context.token(1).filter(|next| next.is("=")) {
        return Mistake::on(Code::AssignForCompare, next);
    }
    if let Some(operator) = context.previous(1).filter(operator) {
        return context.on_token(Code::HalfComparison).with("operator", operator.text);
    }
    context.on_token(Code::ConditionNotBoolean).with("kind", kind_of(given))
}

fn name_expected(context: &ParseContext<'_, '_>) -> Mistake {
    let word = context.previous(1).map_or("let", |token| token.text);
    if let Some(token) = context.token(0) {
        if context.scan.is_at(context.start(), "for") {
            return habits::for_head(context);
        }
        if token.is_word() && KEYWORDS.contains(&token.text) {
            if token.is("fn") && context.token(1).is_some_and(|next| next.is("(")) {
                return Mistake::on(Code::ArrowFunction, token).with("given", "fn");
            }
            return Mistake::on(Code::KeywordAsName, token).with("name", token.text);
        }
        if token.kind == Kind::Number {
            let rest =
                context.token(1).filter(|next| next.joined && next.is_word()).map_or("", |next| next.text);
            let given = format!("{}{rest}", token.text);
            let length = u32::try_from(given.chars().count()).ok();
            return Mistake { length, ..Mistake::on(Code::NameStartsWithDigit, token).with("given", given) };
        }
    }
    Mistake::at(Code::NameMissing, context.gap()).with("word", word)
}

fn property_expected(context: &ParseContext<'_, '_>) -> Mistake {
    if let Some(number) = context.token(0).filter(|token| token.text.matches('.').count() > 1) {
        return Mistake::on(Code::MalformedNumber, number).with("given", number.text);
    }
    match context.previous(1) {
        Some(point) if point.is(".") => Mistake::on(Code::DanglingOperator, point).with("operator", "."),
        _ => unexpected(context),
    }
}
