//! Expressions of each kind.

use super::Generator;
use super::kind::Kind;

impl Generator {
    /// Writes an expression of any kind.
    pub(super) fn any(&mut self) -> String {
        let kind = self.one_of(&Kind::ANY);
        self.expression(kind)
    }

    /// Writes an expression, in parentheses if it could be taken for a statement or an operator's part.
    pub(super) fn expression(&mut self, kind: Kind) -> String {
        const OPENINGS: [&str; 10] = ["{", "|", "if ", "switch ", "loop ", "while ", "do ", "for ", "-", "+"];
        let text = self.bare_expression(kind);
        let is_enclosed = OPENINGS.iter().any(|opening| text.starts_with(opening)) || kind == Kind::Range;
        if is_enclosed { format!("({text})") } else { text }
    }

    fn bare_expression(&mut self, kind: Kind) -> String {
        let is_deep = self.depth >= self.max_depth;
        let variables = self.scope.readable(kind);
        if !variables.is_empty() && self.chance(if is_deep { 80 } else { 40 }) {
            return self.one_of(&variables);
        }
        let grammar = kind.grammar();
        if is_deep || self.chance(20) {
            return self.one_of(grammar.simple).to_owned();
        }
        self.depth += 1;
        let call = if self.chance(12) { self.call(kind) } else { None };
        let text = call.unwrap_or_else(|| {
            let is_risky = self.chance(self.risk) && !grammar.risky.is_empty();
            self.from(if is_risky { grammar.risky } else { grammar.compound })
        });
        self.depth -= 1;
        text
    }
}
