//! The place of a parse error, and the text around it.

use super::code::MistakeCode as Code;
use super::mistake::Mistake;
use super::names::Vocabulary;
use super::scan::{Scan, Token};

/// Place of a parse error, and its surroundings.
pub(super) struct ParseContext<'s, 'v> {
    pub scan: &'s Scan<'s>,
    pub vocabulary: &'v Vocabulary,
    /// Place that Rhai reports: line and column.
    pub place: (u32, u32),
    /// Index of the first token that ends after that place.
    pub at: usize,
}

impl<'s> ParseContext<'s, '_> {
    pub(super) fn token(&self, offset: usize) -> Option<&'s Token<'s>> {
        self.scan.get(self.at + offset)
    }

    pub(super) fn previous(&self, distance: usize) -> Option<&'s Token<'s>> {
        self.scan.get(self.at.checked_sub(distance)?)
    }

    /// True if the token at the error is on the same line as the one before it.
    pub(super) fn same_line(&self) -> bool {
        self.token(0).zip(self.previous(1)).is_some_and(|(token, previous)| token.line == previous.end().0)
    }

    /// Returns the place after the last token before the error, where something is missing.
    pub(super) fn gap(&self) -> (u32, u32) {
        self.previous(1).map_or(self.place, Token::end)
    }

    /// Makes a mistake about the token at the error.
    pub(super) fn on_token(&self, code: Code) -> Mistake {
        self.token(0).map_or_else(|| Mistake::at(code, self.place), |token| Mistake::on(code, token))
    }

    /// Returns the text of the token at the error, as a value for a sentence.
    pub(super) fn given(&self) -> &'s str {
        self.token(0).map_or("", |token| token.text)
    }

    pub(super) fn start(&self) -> usize {
        self.scan.statement_start(self.at)
    }
}
