//! Explains what stands in square brackets, and other values of a wrong kind.

use super::code::MistakeCode as Code;
use super::mistake::Mistake;
use super::names::kind_of;
use super::run::RunContext;
use super::scan::Kind;

impl RunContext<'_, '_> {
    /// Explains a value of a wrong kind, by what stands at its place.
    pub(super) fn mismatch(&self, wanted: &str, given: &str) -> Mistake {
        let kind = kind_of(given);
        if wanted == "bool" {
            return self.here(Code::ConditionNotBoolean).with("kind", kind);
        }
        let at = if self.token(0).is_some_and(|token| token.is("[")) { self.at + 1 } else { self.at };
        let opener = self.scan.opener_before(at).filter(|&opener| self.scan.is_at(opener, "["));
        if self.place.is_some()
            && let Some(opener) = opener
        {
            return self.index_mismatch(opener, wanted, kind);
        }
        self.here(Code::SomethingWrong)
    }

    /// Explains what stands between square brackets; token `opener` is the first of them.
    fn index_mismatch(&self, opener: usize, wanted: &str, kind: &str) -> Mistake {
        let target = self.scan.before(opener).filter(|token| token.is_word());
        let inside: String = self.scan.inside(opener).iter().map(|token| token.text).collect();
        if kind == "range" {
            let name = target.map_or("list", |target| target.text);
            let mistake = self.here(Code::RangeIndex).with("wanted", format!("{name}.extract({inside})"));
            return match target {
                Some(target) => Mistake { args: mistake.args, ..Mistake::on(Code::RangeIndex, target) },
                None => mistake,
            };
        }
        if wanted == "string" {
            let name = target.map_or("object", |target| target.text);
            let text = match self.scan.inside(opener) {
                [only] if only.kind == Kind::Number => format!("\"{}\"", only.text),
                [only] if only.kind == Kind::Quoted => format!("\"{}\"", only.text.trim_matches('\'')),
                [only] if only.is_word() => format!("{}.to_string()", only.text),
                _ => format!("({inside}).to_string()"),
            };
            return self.here(Code::KeyNotText).with("kind", kind).with("wanted", format!("{name}[{text}]"));
        }
        self.here(Code::IndexNotNumber).with("kind", kind)
    }

    /// Explains an index outside a list or a text.
    pub(super) fn bounds(&self, code: Code, length: usize, index: i64) -> Mistake {
        // Rhai counts a negative index from the end: the last place is -1.
        let (from, last) = match index {
            0.. => ("start", length.saturating_sub(1).to_string()),
            _ => ("end", format!("-{length}")),
        };
        let mistake = self.here(code).with("index", index).with("length", length);
        mistake.with("last", last).with("from", from)
    }
}
