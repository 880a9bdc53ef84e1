//! Templates, from which most of a program is made: source in which `@` marks what is chosen.
//!
//! - `@int`, `@str`, … : an expression of that [`Kind`]; `@any`: of any kind
//! - `@(+ - *)`: one of the words
//! - `@self`: the variable that the template is about
//! - `@w`: a name of the template's own
//! - `@of_x`: an integer expression in a closure, which may use its integer parameter `x`
//! - `@change`: a statement in a closure that changes a captured variable
//! - `@statement`: a statement in a closure
//! - `@function`: the name of a function with one argument

use super::Generator;
use super::kind::Kind;

impl Generator {
    /// Fills a template.
    pub(super) fn fill(&mut self, template: &str) -> String {
        self.fill_for("", template)
    }

    /// Fills a template about a variable.
    pub(super) fn fill_for(&mut self, subject: &str, template: &str) -> String {
        let mut own_name = None;
        let mut text = String::new();
        let mut parts = template.split('@');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (hole, rest) = split_hole(part);
            match hole {
                "self" => text.push_str(subject),
                "w" => text.push_str(own_name.get_or_insert_with(|| self.fresh())),
                _ => text.push_str(&self.hole(hole)),
            }
            text.push_str(rest);
        }
        text
    }

    fn hole(&mut self, hole: &str) -> String {
        if let Some(words) = hole.strip_prefix('(') {
            let words: Vec<&str> = words.trim_end_matches(')').split(' ').collect();
            return self.one_of(&words).to_owned();
        }
        match hole {
            "any" => self.any(),
            "of_x" => self.in_closure(|generator| {
                generator.scope.declare("x", Kind::Int);
                generator.expression(Kind::Int)
            }),
            "change" => self.in_closure(|generator| {
                let captured = generator.scope.changeable(Kind::Int);
                if captured.is_empty() {
                    return String::new();
                }
                let captured = generator.one_of(&captured);
                generator.fill_for(&captured, "@self @(+= -= = *=) @int;")
            }),
            "statement" => self.in_closure(|generator| generator.simple_statement()),
            "function" => self.function_name(),
            _ => {
                let kind = Kind::named(hole);
                self.expression(kind.unwrap_or_else(|| panic!("no template is called @{hole}")))
            }
        }
    }

    /// Writes what is in a closure: it can leave no loop around it and has no `this`.
    pub(super) fn in_closure(&mut self, write: impl FnOnce(&mut Self) -> String) -> String {
        let mark = self.scope.mark();
        let outer_loops = std::mem::take(&mut self.loops);
        self.scope.hide("this");
        let text = write(self);
        self.loops = outer_loops;
        self.scope.leave(mark);
        text
    }
}

/// Splits what follows an `@` into the hole and the source after it.
fn split_hole(part: &str) -> (&str, &str) {
    let end = if part.starts_with('(') {
        part.find(')').map(|end| end + 1)
    } else {
        part.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_')
    };
    part.split_at(end.unwrap_or(part.len()))
}
