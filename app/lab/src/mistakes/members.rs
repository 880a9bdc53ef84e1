//! Explains names that the lab lacks or has elsewhere: words of other languages, and functions called on the wrong
//! value.

use super::code::MistakeCode as Code;
use super::foreign;
use super::mistake::Mistake;
use super::names::{CalledOn, FunctionHelp, kind_of};
use super::run::RunContext;
use super::scan::Kind;

impl<'s> RunContext<'s, '_> {
    /// Explains a word of another language: that at the error, or the function whose argument it is (`digitalWrite(13,
    /// HIGH)`).
    pub(super) fn foreign_word(&self, name: &str) -> Option<Mistake> {
        let opener = self.scan.opener_before(self.at).filter(|&opener| self.scan.is_at(opener, "("));
        let function = opener.and_then(|opener| opener.checked_sub(1)).filter(|&before| {
            let token = self.scan.get(before);
            token
                .is_some_and(|token| token.is_word() && !self.vocabulary.is_function(token.text, self.script))
        });
        if let Some(at) = function
            && let Some(token) = self.scan.get(at)
            && let Some((given, wanted)) = foreign::word(token.text, None)
        {
            return Some(self.foreign(Mistake::on(Code::ForeignWord, token), &given, &wanted));
        }
        let (given, wanted) = foreign::word(name, self.member_after())?;
        Some(self.foreign(self.here(Code::ForeignWord), &given, &wanted))
    }

    /// Returns the member after the word at the error: `show` in `display.show(…)`.
    fn member_after(&self) -> Option<&'s str> {
        let point = self.token(1)?.is(".");
        self.token(2).filter(|member| point && member.is_word()).map(|member| member.text)
    }

    /// Completes the mistake of a foreign word, with the names of the pupil's own boards.
    pub(super) fn foreign(&self, mistake: Mistake, given: &str, wanted: &str) -> Mistake {
        let own = match wanted.split_once('.') {
            Some(("bit", rest)) => self.made_by(&["microbit"]).map(|board| format!("{board}.{rest}")),
            Some(("uno", rest)) => {
                let board = self.made_by(&["arduino"]).or_else(|| self.made_by(&["microbit"]));
                board.map(|board| format!("{board}.{rest}"))
            }
            _ => None,
        };
        mistake.with("given", given).with("wanted", own.as_deref().unwrap_or(wanted))
    }

    /// True if the script defines a function `name`.
    pub(super) fn is_own_function(&self, name: &str) -> bool {
        self.script.iter().any(|own| own.name == name && own.parameters.is_some())
    }

    /// Explains a member that values of `kind` do not have, but others do, or that another language has.
    pub(super) fn member_elsewhere(&self, name: &str, kind: &str) -> Option<Mistake> {
        if self.is_own_function(name) || self.vocabulary.of_kind(name, kind) {
            return None;
        }
        let is_handle = matches!(kind, "board" | "pin" | "table" | "model");
        let own = foreign::member(name, kind).map(|wanted| (name.to_owned(), wanted.to_owned()));
        let own = own.or_else(|| foreign::word(name, self.member_after()).filter(|_| is_handle));
        if let Some((given, wanted)) = own {
            return Some(self.foreign(self.here(Code::ForeignWord), &given, &wanted));
        }
        let function = if is_handle {
            self.vocabulary.functions.iter().find(|function| function.name == name)
        } else {
            self.vocabulary.only_on(name)
        };
        let function = function.filter(|function| function.on != CalledOn::Nothing)?;
        Some(if function.on == CalledOn::Pin && kind == "board" {
            self.function_needs_pin(function)
        } else {
            self.function_needs(function)
        })
    }

    /// Explains a pin's function called on a board: `bit.servo(90)`.
    fn function_needs_pin(&self, function: &FunctionHelp) -> Mistake {
        let point = self.at.checked_sub(1);
        let called_on = point.and_then(|point| self.scan.before(point)).filter(|token| token.is_word());
        let board = called_on.map(|token| token.text).or_else(|| self.made_by(&self.vocabulary.constructors));
        let arguments = if function.ways.iter().all(Vec::is_empty) { "" } else { "…" };
        let wanted = format!("{}.pin(…).{}({arguments})", board.unwrap_or("bit"), function.name);
        self.here(Code::FunctionNeedsPin).with("name", &function.name).with("wanted", wanted)
    }

    /// Returns the script's first variable that is made by one of the functions `makers`.
    fn made_by(&self, makers: &[impl AsRef<str>]) -> Option<&str> {
        self.scan.tokens.windows(4).find_map(|window| match window {
            [word, name, equals, maker]
                if word.is("let")
                    && name.is_word()
                    && equals.is("=")
                    && makers.iter().any(|known| known.as_ref() == maker.text) =>
            {
                Some(name.text)
            }
            _ => None,
        })
    }

    /// Explains a function that lacks its receiver: `show(HEART)` without a board, `classify([1, 2])` without a
    /// model.
    pub(super) fn function_needs(&self, function: &FunctionHelp) -> Mistake {
        match function.on {
            CalledOn::Table => {
                self.function_needs_table(function, "table", "samples", "let samples = table();")
            }
            CalledOn::Model => {
                let samples = self.made_by(&["table"]).unwrap_or("samples");
                let missing = format!("let model = train({samples});");
                self.function_needs_table(function, "model", "model", &missing)
            }
            CalledOn::Nothing | CalledOn::Board | CalledOn::Pin => self.function_needs_board(function),
        }
    }

    fn function_needs_table(
        &self,
        function: &FunctionHelp,
        kind: &str,
        name: &str,
        missing: &str,
    ) -> Mistake {
        let own = self.made_by(&[if kind == "model" { "train" } else { "table" }]);
        let arguments = if function.ways.iter().all(Vec::is_empty) { "" } else { "…" };
        self.here(Code::FunctionNeedsTable)
            .with("name", &function.name)
            .with("kind", kind)
            .with("wanted", format!("{}.{}({arguments})", own.unwrap_or(name), function.name))
            .with("missing", if own.is_some() { "none" } else { missing })
    }

    fn function_needs_board(&self, function: &FunctionHelp) -> Mistake {
        let own = self.made_by(&self.vocabulary.constructors);
        let board = own.unwrap_or("bit");
        let pin = if function.on == CalledOn::Pin { ".pin(…)" } else { "" };
        let arguments = if function.ways.iter().all(Vec::is_empty) { "" } else { "…" };
        self.here(Code::FunctionNeedsBoard)
            .with("name", &function.name)
            .with("wanted", format!("{board}{pin}.{}({arguments})", function.name))
            .with("missing", if own.is_some() { "none" } else { "let bit = microbit();" })
    }

    /// Explains a point that should join a text and a variable, as in PHP: `"x" . y`.
    fn joined_by_point(&self, name: &str) -> Option<Mistake> {
        let point = self.at.checked_sub(1)?;
        let sign = self.scan.get(point).filter(|sign| sign.is("."))?;
        let text = self.scan.before(point)?;
        let is_variable = self.script.iter().any(|own| own.name == name && own.parameters.is_none());
        let is_apart = text.kind == Kind::Text || !sign.joined;
        (is_variable && is_apart).then(|| {
            let before = if text.kind == Kind::Symbol { "…" } else { text.text };
            Mistake::on(Code::JoinedByPoint, sign).with("wanted", format!("{before} + {name}"))
        })
    }

    pub(super) fn property(&self, name: &str, type_name: &str) -> Mistake {
        if name.is_empty() {
            return self.here(Code::SomethingWrong);
        }
        if let Some(mistake) = self.member_elsewhere(name, kind_of(type_name)) {
            return mistake;
        }
        if let Some(member) = self.member_after()
            && let Some((given, wanted)) = foreign::word(name, Some(member))
        {
            return self.foreign(self.here(Code::ForeignWord), &given, &wanted);
        }
        if self.vocabulary.is_function(name, self.script) {
            return self.here(Code::MethodNeedsParentheses).with("name", name);
        }
        let kind = kind_of(type_name);
        if kind == "text"
            && let Some(mistake) = self.joined_by_point(name)
        {
            return mistake;
        }
        let suggestion = self.vocabulary.similar_method(name, kind);
        self.here(Code::UnknownProperty)
            .with("name", name)
            .with("kind", kind)
            .with("suggestion", suggestion.unwrap_or_else(|| "none".to_owned()))
    }
}
