//! `if`, `switch` and `try`.

use super::kind::Kind;
use super::{Generator, RISK_IN_TRY};

impl Generator {
    pub(super) fn if_statement(&mut self) -> String {
        let mut text = format!("if {} {}", self.expression(Kind::Bool), self.block(1, 2));
        if self.chance(30) {
            text.push_str(&format!(" else if {} {}", self.expression(Kind::Bool), self.block(0, 1)));
        }
        if self.chance(50) {
            text.push_str(&format!(" else {}", self.block(0, 1)));
        }
        text
    }

    pub(super) fn switch_statement(&mut self) -> String {
        let kind =
            self.one_of(&[Kind::Int, Kind::Int, Kind::Int, Kind::Str, Kind::Bool, Kind::Char, Kind::Array]);
        let mut cases = vec![
            self.case("@(0 1 2)"),
            self.case("\"abc\" | 'a' | @(3 4)"),
            self.case("@(true false)"),
            self.case("5 | 6 if @bool"),
            self.case("[1, 2]"),
            self.case("@(3 4 5)..@(6 9) if @bool"),
            self.case("2..=20"),
        ];
        cases.retain(|_| self.random.between(0, 99) < 70);
        if self.chance(60) {
            cases.push(self.case("_"));
        }
        let text = format!("switch {} {{\n{}\n}}", self.expression(kind), cases.join(",\n"));
        if self.chance(40) { format!("print({text});") } else { text }
    }

    fn case(&mut self, values: &str) -> String {
        let values = self.fill(values);
        let result = if self.chance(50) { self.any() } else { self.block(0, 1) };
        format!("{values} => {result}")
    }

    pub(super) fn try_statement(&mut self) -> String {
        let outer_risk = std::mem::replace(&mut self.risk, RISK_IN_TRY);
        let mark = self.scope.mark();
        self.blocks += 1;
        let body = self.statements(0, 2);
        let failure = if self.chance(80) { self.failure() } else { String::new() };
        self.blocks -= 1;
        self.scope.leave(mark);
        self.risk = outer_risk;
        let caught = match self.between(0, 9) {
            0..3 => format!("catch {}", self.block(0, 1)),
            3 => {
                let rethrow = self.fill("print(type_of(error)); if @bool { throw; }");
                format!("catch (error) {}", self.block_after(&rethrow, 0, 0))
            }
            _ => format!("catch (error) {}", self.block_after("print(error);", 0, 1)),
        };
        format!("try {{\n{body}{failure} }} {caught}")
    }
}
