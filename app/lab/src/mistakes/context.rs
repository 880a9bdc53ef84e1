//! Where a parse error is, and what surrounds it.

use super::code::MistakeCode as Code;
use super::mistake::Mistake;
use super::names::Vocabulary;
use super::scan::{Scan, Token};

/// Where a parse error is, and what surrounds it.
pub(super) struct ParseContext<'s, 'v> {
    pub scan: &'s Scan<'s>,
    pub vocabulary: &'v Vocabulary,
    /// The place Rhai names.
    pub place: (u32, u32),
    /// The first token that ends behind that place.
    pub at: usize,
}

impl<'s> ParseContext<'s, '_> {
    pub(super) fn token(&self, offset: usize) -> Option<&'s Token<'s>> {
        self.scan.get(self.at + offset)
    }

    pub(super) fn previous(&self, distance: usize) -> Option<&'s Token<'s>> {
        self.scan.get(self.at.checked_sub(distance)?)
    }

    /// Whether the token at the error is on the same line as the one before it.
    pub(super) fn same_line(&self) -> bool {
        self.token(0).zip(self.previous(1)).is_some_and(|(token, previous)| token.line == previous.end().0)
    }

    /// The place behind the last token before the error, where something is missing.
    pub(super) fn gap(&self) -> (u32, u32) {
        self.previous(1).map_or(self.place, Token::end)
    }

    /// A mistake of the token at the error.
    pub(super) fn on_token(&self, code: Code) -> Mistake {
        self.token(0).map_or_else(|| Mistake::at(code, self.place), |token| Mistake::on(code, token))
    }

    /// The token at the error, as a value for a sentence.
    pub(super) fn given(&self) -> &'s str {
        self.token(0).map_or("", |token| token.text)
    }

    pub(super) fn start(&self) -> usize {
        self.scan.statement_start(self.at)
    }
}
