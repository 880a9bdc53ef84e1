//! Explains errors that occur only while a script runs.

use rhai::{Dynamic, EvalAltResult, Position};

use super::code::MistakeCode as Code;
use super::foreign;
use super::habits::decimal_comma_mistake;
use super::mistake::{Call, MAX_CALLS, Mistake, Place, place_of};
use super::names::{Defined, Vocabulary, defined, kind_of};
use super::scan::{Kind, Scan, Token};
use crate::api_error::{ApiError, ApiErrorCode, Raise};

/// Rhai's name for a `|| { … }`.
const ANONYMOUS: &str = "anon$";

/// Words for "nothing" in other languages.
const NOTHING_WORDS: &[&str] = &["None", "none", "null", "nil", "NULL", "undefined"];

/// Explains a run-time error.
///
/// # Arguments
/// - `error`: the innermost error, see [`innermost`].
/// - `position`: its position.
pub(super) fn mistake(
    source: &str,
    error: &EvalAltResult,
    position: Position,
    vocabulary: &Vocabulary,
) -> Mistake {
    let scan = Scan::new(source);
    let script = defined(&scan);
    let place = place_of(position);
    let at = place.map_or(scan.tokens.len(), |place| scan.index_at((place.line, place.column)));
    let context = RunContext { scan: &scan, script: &script, vocabulary, place, at };
    context.explain(error)
}

/// Returns the innermost error, the calls it came through (outermost first) and the innermost place it has.
pub(super) fn innermost(error: &EvalAltResult) -> (&EvalAltResult, Vec<Call>, Position) {
    let mut calls = Vec::new();
    let mut current = error;
    let mut position = error.position();
    loop {
        current = match current {
            EvalAltResult::ErrorInFunctionCall(name, _, inner, at) => {
                let function = if name.starts_with(ANONYMOUS) { String::new() } else { name.clone() };
                if calls.len() == MAX_CALLS {
                    calls.remove(0);
                }
                calls.push(Call { function, place: place_of(*at) });
                inner
            }
            EvalAltResult::ErrorInModule(_, inner, _) => inner,
            _ => return (current, calls, position),
        };
        if !current.position().is_none() {
            position = current.position();
        }
    }
}

/// Explains an unknown variable, for callers outside a run, where Rhai checks variables while it parses.
pub(super) fn unknown_variable(
    scan: &Scan<'_>,
    name: &str,
    (line, column): (u32, u32),
    vocabulary: &Vocabulary,
) -> Mistake {
    let script = defined(scan);
    let at = scan.index_at((line, column));
    RunContext { scan, script: &script, vocabulary, place: Some(Place { line, column }), at }
        .unknown_variable(name)
}

/// A run-time error's place, and the script around it.
pub(super) struct RunContext<'s, 'v> {
    pub scan: &'s Scan<'s>,
    pub script: &'s [Defined<'s>],
    pub vocabulary: &'v Vocabulary,
    pub place: Option<Place>,
    /// Index of the token at the error.
    pub at: usize,
}

impl<'s> RunContext<'s, '_> {
    pub(super) fn token(&self, offset: usize) -> Option<&'s Token<'s>> {
        self.place?;
        self.scan.get(self.at + offset)
    }

    /// Makes a mistake at the error's place; the token there gives its length.
    pub(super) fn here(&self, code: Code) -> Mistake {
        match (self.place, self.token(0)) {
            (Some(place), Some(token)) if token.place() == (place.line, place.column) => {
                Mistake::on(code, token)
            }
            (Some(place), _) => Mistake::at(code, (place.line, place.column)),
            (None, _) => Mistake::new(code),
        }
    }

    fn explain(&self, error: &EvalAltResult) -> Mistake {
        use EvalAltResult as E;
        if let Some(raised) = ApiError::of(error) {
            // `on_press("A", { … })`: the block has run already and returned nothing.
            if raised.code == ApiErrorCode::WrongType
                && raised.arg("expected") == Some("function")
                && raised.arg("given").map(kind_of) == Some("nothing")
                && self.block_in_arguments()
            {
                let function = raised.arg("function").unwrap_or_default();
                return self.here(Code::HandlerNeedsBars).with("function", function);
            }
            if raised.code == ApiErrorCode::WrongType
                && raised.arg("expected") == Some("function")
                && let Some(wanted) = self.called_argument()
            {
                let function = raised.arg("function").unwrap_or_default();
                return self.here(Code::HandlerCalled).with("function", function).with("wanted", wanted);
            }
            return Mistake {
                args: Mistake::of_api_error(&raised).args,
                ..self.here(Code::Api(raised.code))
            };
        }
        match error {
            E::ErrorVariableNotFound(name, _) => self.unknown_variable(name),
            E::ErrorFunctionNotFound(signature, _) => self.function_not_found(signature),
            E::ErrorDotExpr(text, _) => self.property(quoted(text, 0), quoted(text, 1)),
            E::ErrorPropertyNotFound(name, _) => self.property(name, "map"),
            E::ErrorIndexNotFound(index, _) => self.property(&index.to_string(), "map"),
            E::ErrorIndexingType(name, _) => {
                // A type alone, a whole signature, `[] (i64, i64)`, or a type and that of the index, `Board [i64]`.
                let kind = name.rsplit_once('(').map_or(name.as_str(), |(_, types)| types);
                let kind = kind.split([',', ')', '[']).next().unwrap_or(kind);
                self.here(Code::NotIndexable).with("kind", kind_of(kind))
            }
            E::ErrorMismatchDataType(wanted, given, _) => self.mismatch(wanted, given),
            E::ErrorMismatchOutputType(_, given, _) => self.mismatch("", given),
            E::ErrorArrayBounds(length, index, _) => self.bounds(Code::ListIndex, *length, *index),
            E::ErrorStringBounds(length, index, _) => self.bounds(Code::TextIndex, *length, *index),
            E::ErrorFor(_) => self.here(Code::NotRepeatable).with("kind", "thing").with("hint", "unknown"),
            E::ErrorArithmetic(text, _) => match negative_power(text) {
                Some(wanted) => self.here(Code::NegativePower).with("wanted", wanted),
                None => self.here(arithmetic(text)),
            },
            E::ErrorAssignmentToConstant(name, _) => self.here(Code::AssignToConstant).with("name", name),
            E::ErrorNonPureMethodCallOnConstant(name, _) => {
                // Rhai names the function; the pupil needs the constant before its point.
                let point = self.at.checked_sub(1).filter(|&before| self.scan.is_at(before, "."));
                let constant = point.and_then(|point| self.scan.before(point)).map(|token| token.text);
                let name = constant.unwrap_or_else(|| name.rsplit('$').next().unwrap_or(name));
                self.here(Code::AssignToConstant).with("name", name)
            }
            E::ErrorVariableExists(name, _) | E::ErrorForbiddenVariable(name, _) => {
                self.here(Code::KeywordAsName).with("name", name)
            }
            E::ErrorModuleNotFound(name, _) if self.imports() => self.here(Code::NoImport).with("name", name),
            E::ErrorModuleNotFound(name, _) => self.here(Code::UnknownModule).with("name", name),
            E::ErrorUnboundThis(_) => self.here(Code::ThisOutside),
            E::ErrorStackOverflow(_) => self.recursion(),
            E::ErrorDataTooLarge(..) | E::ErrorTooManyVariables(_) => self.here(Code::TooLarge),
            E::ErrorTooManyOperations(_) | E::ErrorTerminated(..) => {
                self.here(Code::Api(ApiErrorCode::Stopped))
            }
            E::ErrorRuntime(value, _) if value.is_unit() => self.here(Code::ThrownNothing),
            E::ErrorRuntime(value, _) => self.here(Code::Thrown).with("message", thrown(value)),
            E::LoopBreak(is_break, ..) => {
                self.here(Code::BreakOutsideLoop).with("word", if *is_break { "break" } else { "continue" })
            }
            _ => self.here(Code::SomethingWrong),
        }
    }

    /// True if the statement of the error begins with `import`.
    fn imports(&self) -> bool {
        self.place.is_some() && self.scan.is_at(self.scan.statement_start(self.at), "import")
    }

    /// Explains calls that are too deep. Rhai reports the outermost call; the pupil needs the one where the function calls
    /// itself.
    fn recursion(&self) -> Mistake {
        let called = self.token(0).filter(|token| token.is_word()).map(|token| token.text);
        let function = |name: &str| {
            self.script.iter().find(|defined| defined.name == name && defined.parameters.is_some())
        };
        let Some(function) = called.and_then(function).or_else(|| self.function_around()) else {
            return self.here(Code::DeepRecursion).with("function", called.unwrap_or_default());
        };
        let calls_itself = (function.token + 1..self.scan.tokens.len()).find(|&index| {
            self.scan.is_at(index, function.name)
                && self.scan.is_at(index + 1, "(")
                && RunContext { at: index, ..*self }
                    .function_around()
                    .is_some_and(|around| around.token == function.token)
        });
        let place = self.place.map(|place| (place.line, place.column)).unwrap_or(function.place);
        calls_itself
            .and_then(|index| self.scan.get(index))
            .map_or_else(|| self.here(Code::DeepRecursion), |token| Mistake::on(Code::DeepRecursion, token))
            .with("function", function.name)
            .related(place)
    }

    fn function_around(&self) -> Option<&'s Defined<'s>> {
        let mut at = self.at;
        while let Some(opener) = self.scan.opener_before(at) {
            at = opener;
            // `fn name ( … ) {`: the parenthesis before the brace belongs to the last `fn` before it.
            if self.scan.is_at(opener, "{") && self.scan.before(opener).is_some_and(|before| before.is(")")) {
                let head = self.scan.opener_before(opener.checked_sub(1)?)?;
                let found = self
                    .script
                    .iter()
                    .find(|defined| defined.parameters.is_some() && defined.token + 1 == head);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn unknown_variable(&self, name: &str) -> Mistake {
        let here = |code| self.here(code).with("name", name);
        if self.imports() || (name == "import" && self.place.is_some()) {
            return self.here(Code::NoImport);
        }
        if matches!(name, "True" | "False" | "TRUE" | "FALSE") {
            return self.here(Code::WrongCase).with("given", name).with("wanted", name.to_lowercase());
        }
        if NOTHING_WORDS.contains(&name) {
            return self.here(Code::NoneForUnit).with("given", name);
        }
        if name == "pass" {
            return self.here(Code::PassForNothing);
        }
        if let Some((function, outside)) = self.function_around().zip(self.defined_outside(name)) {
            return here(Code::OutsideVariable).with("function", function.name).related(outside.place);
        }
        let assigned = self.token(1).is_some_and(|next| {
            matches!(next.text, "=" | "+=" | "-=" | "*=" | "/=" | "%=") && next.kind == Kind::Symbol
        });
        if !assigned && let Some(mistake) = self.foreign_word(name) {
            return mistake;
        }
        let similar = self.vocabulary.similar_name(name, self.script);
        if assigned && self.scan.statement_start(self.at) == self.at {
            // `scroe = scroe + 1` after `let score` is a typing error, not a forgotten `let`.
            let slip = similar.as_deref().is_some_and(|similar| {
                self.script.iter().any(|defined| defined.name == similar && defined.parameters.is_none())
            });
            if !slip {
                return here(Code::MissingLet);
            }
        }
        if self.vocabulary.is_function(name, self.script) {
            return here(Code::MethodNeedsParentheses);
        }
        here(Code::UnknownVariable).with("suggestion", similar.unwrap_or_else(|| "none".to_owned()))
    }

    /// Returns the variable or constant `name` of the main script.
    fn defined_outside(&self, name: &str) -> Option<&'s Defined<'s>> {
        let named = |defined: &&Defined<'_>| defined.name == name && defined.parameters.is_none();
        self.script.iter().filter(named).find(|defined| self.depth(defined.token) == 0)
    }

    /// Returns the number of braces that are open around token `index`.
    fn depth(&self, index: usize) -> usize {
        let before = self.scan.tokens.get(..index).unwrap_or_default();
        let opened = before.iter().filter(|token| token.is("{") || token.is("#{")).count();
        opened.saturating_sub(before.iter().filter(|token| token.is("}")).count())
    }

    fn function_not_found(&self, signature: &str) -> Mistake {
        let (name, types) = signature.split_once(" (").unwrap_or((signature, ""));
        let types = types.strip_suffix(')').unwrap_or(types);
        let kinds: Vec<&str> =
            if types.is_empty() { Vec::new() } else { types.split(", ").map(kind_of).collect() };
        let name = name.rsplit("::").next().unwrap_or(name);
        if name.starts_with(ANONYMOUS) {
            let function = self.token(0).map_or("", |token| token.text);
            return self.here(Code::ClosureParameters).with("function", function);
        }
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return self.operands(name, &kinds);
        }
        let method = self.place.is_some() && self.scan.before(self.at).is_some_and(|before| before.is("."));
        // A function that is called by itself may be called on its first argument: `list.join(", ")`.
        let first = usize::from(method && !self.vocabulary.is_by_itself(name));
        let given = kinds.get(first..).unwrap_or_default();
        if method
            && let Some(kind) = kinds.first()
            && let Some(mistake) = self.member_elsewhere(name, kind)
        {
            return mistake;
        }
        let ways = self.vocabulary.ways(name, self.script);
        if ways.is_empty() {
            return self.no_such_function(name, method.then(|| kinds.first().copied().unwrap_or("thing")));
        }
        if !method
            && !self.is_own_function(name)
            && !kinds.first().is_some_and(|first| matches!(*first, "board" | "pin" | "table" | "model"))
            && let Some(function) = self.vocabulary.only_on(name)
        {
            return self.function_needs(function);
        }
        let usage = self.vocabulary.usages(name, self.script).join("   ");
        let takes = |count: usize| ways.iter().any(|(taken, _)| *taken == count);
        if let Some(comma) = self.comma_in_arguments()
            && !takes(given.len())
            && takes(given.len().saturating_sub(1))
        {
            return comma;
        }
        if given.contains(&"nothing") && self.block_in_arguments() {
            return self.here(Code::HandlerNeedsBars).with("function", name);
        }
        if !takes(given.len()) {
            // A built-in method may also be called with its receiver as its first argument.
            let as_function = !method && given.len().checked_sub(1).is_some_and(takes);
            let is_built_in = !self.is_own_function(name)
                && !self.vocabulary.functions.iter().any(|function| function.name == name);
            if !as_function || !is_built_in {
                return self
                    .here(Code::WrongArgumentCount)
                    .with("function", name)
                    .with("given", given.len())
                    .with("usage", usage);
            }
        }
        if method && given.is_empty() {
            let kind = kinds.first().copied().unwrap_or("thing");
            return self
                .here(Code::UnknownMethod)
                .with("name", name)
                .with("kind", kind)
                .with("suggestion", "none");
        }
        self.here(Code::WrongArgumentType)
            .with("function", name)
            .with("given", given.join(", "))
            .with("usage", usage)
    }

    fn no_such_function(&self, name: &str, of: Option<&str>) -> Mistake {
        let is_own = self.script.iter().any(|defined| defined.name == name);
        if of.is_none()
            && !is_own
            && let Some((given, wanted)) = foreign::word(name, None)
        {
            return self.foreign(self.here(Code::ForeignWord), &given, &wanted);
        }
        let similar = match of {
            Some(kind) => self.vocabulary.similar_method(name, kind),
            None => self.vocabulary.similar_function(name, self.script),
        };
        if let Some(wanted) = similar.as_ref().filter(|similar| similar.eq_ignore_ascii_case(name)) {
            return self.here(Code::WrongCase).with("given", name).with("wanted", wanted);
        }
        let suggestion = similar.unwrap_or_else(|| "none".to_owned());
        if let Some(kind) = of {
            return self
                .here(Code::UnknownMethod)
                .with("name", name)
                .with("kind", kind)
                .with("suggestion", suggestion);
        }
        let variable = self.script.iter().any(|defined| defined.name == name && defined.parameters.is_none());
        if variable && self.holds_closure(name) {
            let arguments: Vec<&str> = self.arguments().iter().map(|token| token.text).collect();
            let arguments = if arguments.len() > 1 { "…".to_owned() } else { arguments.concat() };
            let wanted = format!("{name}.call({arguments})");
            return self.here(Code::ClosureNeedsCall).with("name", name).with("wanted", wanted);
        }
        if variable || self.vocabulary.variables.iter().any(|variable| variable == name) {
            return self.here(Code::NotAFunction).with("name", name);
        }
        self.here(Code::UnknownFunction).with("name", name).with("suggestion", suggestion)
    }

    /// True if some `name = |…| …` or `name = Fn(…)` is in the script.
    fn holds_closure(&self, name: &str) -> bool {
        self.scan.tokens.windows(3).any(|window| match window {
            [word, equals, value] => {
                word.is(name)
                    && equals.is("=")
                    && (value.is("|") || value.is("||") || value.is("Fn") || self.is_own_function(value.text))
            }
            _ => false,
        })
    }

    /// Returns the last argument of the call at the error with `||` in front, if it is a call itself: `on_press("A",
    /// f())`.
    fn called_argument(&self) -> Option<String> {
        let arguments = self.arguments();
        let start = arguments.iter().rposition(|token| token.is(",")).map_or(0, |comma| comma + 1);
        let argument = arguments.get(start..).unwrap_or_default();
        match argument {
            [name, opener, closer] if name.is_word() && opener.is("(") && closer.is(")") => {
                Some(format!("|| {}()", name.text))
            }
            [name, opener, .., closer] if name.is_word() && opener.is("(") && closer.is(")") => {
                Some(format!("|| {}(…)", name.text))
            }
            _ => None,
        }
    }

    /// Returns the arguments of the call at the error: the tokens between its parentheses.
    fn arguments(&self) -> &'s [Token<'s>] {
        if !self.token(1).is_some_and(|next| next.is("(")) {
            return &[];
        }
        self.scan.inside(self.at + 1)
    }

    /// Explains `sleep(1,5)`: a number with a comma, written without a space. Several such commas are between numbers.
    fn comma_in_arguments(&self) -> Option<Mistake> {
        let mut numbers = self.arguments().windows(3).filter_map(|window| match window {
            [left, comma, right]
                if comma.is(",")
                    && comma.joined
                    && right.joined
                    && left.kind == Kind::Number
                    && right.kind == Kind::Number =>
            {
                Some(decimal_comma_mistake(left, right))
            }
            _ => None,
        });
        numbers.next().filter(|_| numbers.next().is_none())
    }

    /// True for a block as an argument: `on_press("A", { … })`.
    fn block_in_arguments(&self) -> bool {
        let arguments = self.arguments();
        let starts =
            |index: usize| index == 0 || arguments.get(index - 1).is_some_and(|before| before.is(","));
        arguments.iter().enumerate().any(|(index, token)| token.is("{") && starts(index))
    }

    fn operands(&self, operator: &str, kinds: &[&str]) -> Mistake {
        let here = |code| self.here(code).with("operator", operator);
        if operator.starts_with("[]") || operator.starts_with("index$") {
            return self.here(Code::NotIndexable).with("kind", kinds.first().copied().unwrap_or("thing"));
        }
        match kinds {
            [one] => here(Code::WrongOperand).with("right", one),
            [left, right] if *left == "nothing" || *right == "nothing" => here(Code::NothingWithOperator),
            [left, right] if is_text_and_number(left, right) => here(Code::TextWithNumber),
            [left, right] => here(Code::WrongOperands).with("left", left).with("right", right),
            _ => here(Code::SomethingWrong),
        }
    }
}

fn is_text_and_number(left: &str, right: &str) -> bool {
    let number = |kind: &str| matches!(kind, "number" | "decimal");
    (left == "text" && number(right)) || (number(left) && right == "text")
}

/// Returns how a whole number is raised to a negative power, if Rhai's message is about that.
fn negative_power(text: &str) -> Option<String> {
    let (_, power) = text.split_once("negative power: ")?;
    let (base, exponent) = power.split_once(" ** ")?;
    Some(format!("{base}.0 ** {exponent}"))
}

fn arithmetic(text: &str) -> Code {
    if text.starts_with("Modulo division by zero") && !text.contains("% -1") {
        Code::RemainderByZero
    } else if text.starts_with("Division by zero") && !text.contains("/ -1") {
        Code::DivisionByZero
    } else {
        Code::NumberTooLarge
    }
}

/// Returns the text of a thrown value: a text unchanged, anything else as Rhai prints it.
fn thrown(value: &Dynamic) -> String {
    match value.as_immutable_string_ref() {
        Ok(text) => text.to_string(),
        Err(_) if value.is_variant() => "…".to_owned(),
        // A variable that a closure uses, too, would show that.
        Err(_) => value.flatten_clone().to_string(),
    }
}

/// Returns the `index`-th text between single quotes in Rhai's message.
fn quoted(text: &str, index: usize) -> &str {
    text.split('\'').nth(index * 2 + 1).unwrap_or_default()
}
