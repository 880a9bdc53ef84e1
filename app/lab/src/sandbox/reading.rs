//! Bounds the time in which a script is read. Rhai's parser looks through all variables in sight at each name, and
//! through all names of an object at each of them: a script of a strange shape would take minutes. What that costs is
//! counted token by token, and beyond a bound the script is refused at its line.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use rhai::{Engine, LexError, ParseErrorType, Position, Token};

use crate::api_error::ApiErrorCode;
use crate::script::limits::MAX_READING_STEPS;

/// Word of the error that ends the reading because the run must end.
const OVER: &str = "over";

/// Number of steps between two looks at the run.
const LOOK_INTERVAL: u64 = 100_000;

/// A `{`, a `#{` or the parameters of a function that are still open.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// Variables in sight before it.
    variables: u64,
    /// Names in it so far; `None` where they are not compared with each other.
    names: Option<u64>,
}

/// What is known of a script that is being read.
#[derive(Debug, Default)]
struct Reading {
    steps: u64,
    looked_at: u64,
    refused: Option<&'static str>,
    last: Position,
    levels: Vec<Level>,
    variables: u64,
    functions: u64,
    defined: HashSet<String>,
    unknown: HashSet<String>,
    /// The last two tokens, as far as they matter.
    before: [Word; 2],
}

/// A token that changes what the next name means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Word {
    #[default]
    Other,
    /// `let`, `const`, `for`: a variable follows.
    Defines,
    /// `fn`: a function follows.
    Function,
    /// A function's name: its parameters follow.
    FunctionName,
    /// `.`: a property follows.
    Period,
}

impl Reading {
    /// Counts a token.
    fn take(&mut self, token: &Token) {
        let mut word = Word::Other;
        match token {
            Token::LeftBrace => self.open(None),
            Token::MapStart => self.open(Some(0)),
            Token::LeftParen if self.before[0] == Word::FunctionName => self.open(Some(0)),
            Token::RightBrace => self.close(true),
            Token::RightParen if self.levels.last().is_some_and(|level| level.names.is_some()) => {
                self.close(false);
            }
            Token::Colon | Token::Comma => {
                if let Some(Level { names: Some(names), .. }) = self.levels.last_mut() {
                    *names += 1;
                    self.steps += *names;
                }
            }
            Token::Let | Token::Const | Token::For => word = Word::Defines,
            Token::Fn => word = Word::Function,
            Token::Period => word = Word::Period,
            // Closures are functions.
            Token::Pipe | Token::Or => self.functions += 1,
            Token::Identifier(name) => word = self.name(name),
            _ => {}
        }
        self.steps += 1;
        self.before = [word, self.before[0]];
    }

    fn open(&mut self, names: Option<u64>) {
        self.levels.push(Level { variables: self.variables, names });
    }

    fn close(&mut self, hides: bool) {
        if let Some(level) = self.levels.pop()
            && hides
        {
            self.variables = level.variables;
        }
    }

    fn name(&mut self, name: &str) -> Word {
        match self.before[0] {
            Word::Period => return Word::Other,
            Word::Function => {
                self.functions += 1;
                return Word::FunctionName;
            }
            Word::Defines => {
                self.variables += 1;
                self.defined.insert(name.to_owned());
            }
            _ if !self.defined.contains(name) => {
                self.unknown.insert(name.to_owned());
            }
            _ => {}
        }
        self.steps += self.variables + self.functions + self.unknown.len() as u64;
        Word::Other
    }
}

/// Makes an engine refuse scripts that take too long to read.
///
/// # Arguments
/// - `engine`: the engine.
/// - `must_end`: asked now and then; true ends the reading.
#[expect(deprecated, reason = "Rhai marks what may change in a later version as deprecated")]
pub(super) fn bound(engine: &mut Engine, must_end: impl Fn() -> bool + 'static) {
    let reading = Rc::new(RefCell::new(Reading::default()));
    engine.on_parse_token(move |token, position, _| {
        let mut reading = reading.borrow_mut();
        // A module after its script. Rhai's places stay at 65,535 beyond that line and column.
        if position.line() == Some(1) && position < reading.last {
            *reading = Reading::default();
        }
        reading.last = position;
        if reading.refused.is_none() {
            reading.take(&token);
            if reading.steps - reading.looked_at >= LOOK_INTERVAL {
                reading.looked_at = reading.steps;
                reading.refused = must_end().then_some(OVER);
            }
            if reading.steps > MAX_READING_STEPS {
                reading.refused = Some(ApiErrorCode::ScriptTooComplex.id());
            }
        }
        match reading.refused {
            Some(reason) => Token::LexError(Box::new(LexError::Runtime(reason.to_owned()))),
            None => token,
        }
    });
}

/// True for the error of a reading that was ended because the run must end.
pub(super) fn is_over(error: &ParseErrorType) -> bool {
    matches!(error, ParseErrorType::BadInput(LexError::Runtime(reason)) if reason == OVER)
}
